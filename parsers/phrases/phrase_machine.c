/* SPDX-License-Identifier: Apache-2.0
 *
 * A tree of all pieces; each node knows the longest other one that the text so
 * far ends in.
 */
#include "parsers/phrases/phrase_machine.h"

enum { ROOT = PHRASE_MACHINE_START, NO_PIECE = -1 };

typedef struct Node {
  uint32_t child, sibling; /* ROOT: none */
  uint32_t fail;           /* where to go on when no child fits */
  uint32_t report;         /* the nearest on that way that ends a piece */
  int32_t piece;           /* that ends here, or NO_PIECE */
  uint8_t byte;
} Node;

struct PhraseMachine {
  GArray *nodes;
  unsigned pieces;
  uint32_t first[UINT8_MAX + 1]; /* the root's children */
};

PhraseMachine *
phrase_machine_new(void)
{
  PhraseMachine *machine = g_new0(PhraseMachine, 1);
  machine->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
  const Node root = {.piece = NO_PIECE};
  g_array_append_val(machine->nodes, root);
  return machine;
}

void
phrase_machine_free(PhraseMachine *machine)
{
  if (machine == NULL)
    return;
  g_array_unref(machine->nodes);
  g_free(machine);
}

static Node *
node_at(const PhraseMachine *machine, uint32_t number)
{
  return &g_array_index(machine->nodes, Node, number);
}

static uint32_t
find_child(const PhraseMachine *machine, uint32_t parent, uint8_t byte)
{
  if (parent == ROOT)
    return machine->first[byte];
  uint32_t child = node_at(machine, parent)->child;
  while (child != ROOT && node_at(machine, child)->byte != byte)
    child = node_at(machine, child)->sibling;
  return child;
}

static uint32_t
add_child(PhraseMachine *machine, uint32_t parent, uint8_t byte)
{
  uint32_t number = machine->nodes->len;
  const Node node = {.sibling = node_at(machine, parent)->child,
                     .piece = NO_PIECE,
                     .byte = byte};
  g_array_append_val(machine->nodes, node);
  node_at(machine, parent)->child = number;
  if (parent == ROOT)
    machine->first[byte] = number;
  return number;
}

unsigned
phrase_machine_add(PhraseMachine *machine, const char *piece)
{
  uint32_t at = ROOT;
  g_assert(*piece != '\0');
  for (; *piece != '\0'; piece++) {
    uint8_t byte = (uint8_t)*piece;
    uint32_t child = find_child(machine, at, byte);
    at = child != ROOT ? child : add_child(machine, at, byte);
  }
  Node *node = node_at(machine, at);
  if (node->piece == NO_PIECE)
    node->piece = (int32_t)machine->pieces++;
  return (unsigned)node->piece;
}

unsigned
phrase_machine_step(const PhraseMachine *machine, unsigned state, uint8_t byte)
{
  uint32_t next;
  while ((next = find_child(machine, state, byte)) == ROOT && state != ROOT)
    state = node_at(machine, state)->fail;
  return next;
}

static void
link_node(PhraseMachine *machine, uint32_t parent, uint32_t number)
{
  Node *node = node_at(machine, number);
  if (parent != ROOT)
    node->fail = phrase_machine_step(machine, node_at(machine, parent)->fail,
                                     node->byte);
  const Node *fail = node_at(machine, node->fail);
  node->report = fail->piece != NO_PIECE ? node->fail : fail->report;
}

/* By depth: where a node goes on is nearer to the root, and linked before. */
void
phrase_machine_seal(PhraseMachine *machine)
{
  g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  const uint32_t root = ROOT;
  g_array_append_val(queue, root);
  for (unsigned i = 0; i < queue->len; i++) {
    uint32_t parent = g_array_index(queue, uint32_t, i);
    uint32_t child = node_at(machine, parent)->child;
    for (; child != ROOT; child = node_at(machine, child)->sibling) {
      link_node(machine, parent, child);
      g_array_append_val(queue, child);
    }
  }
}

bool
phrase_machine_next(const PhraseMachine *machine, unsigned *inout_state,
                    unsigned *out_piece)
{
  const Node *node = node_at(machine, *inout_state);
  if (node->piece == NO_PIECE)
    node = node_at(machine, node->report);
  if (node->piece == NO_PIECE)
    return false; /* the root */
  *out_piece = (unsigned)node->piece;
  *inout_state = node->report;
  return true;
}
