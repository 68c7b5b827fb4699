/* SPDX-License-Identifier: Apache-2.0
 *
 * format=flowed (RFC 3676): lines that a mail program broke become whole.
 */
#include <string.h>

#include "parsers/reply/reply.h"

/* One line of format=flowed. */
typedef struct FlowedLine {
  const char *content; /* behind quote marks and space stuffing */
  size_t size;
  unsigned depth;
  bool soft;
} FlowedLine;

static FlowedLine
flowed_line(const char *at, size_t size)
{
  FlowedLine line = {.content = at, .size = size};
  if (size > 0 && at[size - 1] == '\r')
    line.size--;
  while (line.size > 0 && *line.content == '>') {
    line.content++;
    line.size--;
    line.depth++;
  }
  if (line.size > 0 && *line.content == ' ') {
    line.content++;
    line.size--;
  }
  bool signature = line.size == 3 && memcmp(line.content, "-- ", 3) == 0;
  line.soft = !signature && line.size > 0 && line.content[line.size - 1] == ' ';
  return line;
}

char *
reply_unfold_flowed(const char *text, bool delete_space)
{
  GString *out = g_string_sized_new(strlen(text));
  bool joined = false;
  unsigned depth = 0;
  for (const char *at = text; *at != '\0';) {
    size_t size = strcspn(at, "\n");
    FlowedLine line = flowed_line(at, size);
    if (joined && line.depth != depth)
      g_string_append_c(out, '\n'); /* RFC 3676 4.5: depth ends a paragraph */
    if (!joined || line.depth != depth)
      for (unsigned i = 0; i < line.depth; i++)
        g_string_append(out, i + 1 < line.depth ? ">" : "> ");
    size_t keep = line.size - (line.soft && delete_space ? 1 : 0);
    g_string_append_len(out, line.content, (gssize)keep);
    joined = line.soft;
    depth = line.depth;
    at += size;
    if (*at == '\n') {
      at++;
      if (!joined)
        g_string_append_c(out, '\n');
    }
  }
  return g_string_free(out, FALSE);
}
