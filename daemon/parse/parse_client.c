/* SPDX-License-Identifier: Apache-2.0
 *
 * The life of the reader as digest sees it: started, fed, listened to, replaced
 * when it died.  What the frames of an answer mean is in parse_answer.h.
 */
#include "daemon/parse/parse_client.h"

#include <string.h>
#include <unistd.h>

#include "daemon/parse/parse_client_private.h"
#include "daemon/parse/parse_spawn.h"
#include "daemon/parse/parse_town.h"
#include "daemon/parse/parse_zygote.h"

enum {
  START_MS = 30 * 1000, /* loading and warming up takes 0.1 s; a cold disk */
  GRACE_PART = 4, /* of wall_ms: the zygote sees the end of the time first */
  KEEP_BYTES = 2, /* of the REQUEST frame */
  HEAD_MAX = PARSE_FRAME_MAX - KEEP_BYTES,
  /* Together with their heads they fit into a socket's buffer (208 KiB), so
     that sending ahead never waits. */
  AHEAD_MESSAGES = 6,
  AHEAD_BYTES = 16 * 1024,
};

struct ParseClient {
  ParseClientOptions options;
  char *program;
  char **arguments;    /* with the limits */
  int town_fd;         /* the gazetteer for each zygote; -1: none */
  pid_t pid;           /* of the zygote; 0: none runs */
  ParseStream *stream; /* NULL exactly when pid is 0 */
  bool deaf;           /* takes no more of this message */
  uint64_t sent_bytes; /* of the message being sent */
  unsigned under_way;  /* messages begun and not answered */
  unsigned refused;    /* by us, bit n: of the n-th one the head is too long */
  unsigned restarts;
  char *walls, *reason;
};

const char *
parse_outcome_to_string(ParseOutcome outcome)
{
  static const char *const names[] = {
      [PARSE_OUTCOME_OK] = "ok",
      [PARSE_OUTCOME_UNREADABLE] = "unreadable",
      [PARSE_OUTCOME_DIED] = "died",
      [PARSE_OUTCOME_HUNG] = "hung",
  };
  return names[outcome];
}

/* The command line of the reader: base, then its limits. */
static char **
arguments_make(const ParseClientOptions *options)
{
  static const char *const base_text[] = {"bote", "role", "parse", "text",
                                          NULL};
  static const char *const base_image[] = {"bote", "role", "parse", "image",
                                           NULL};
  const char *const *base = options->arguments;
  if (base == NULL)
    base = options->kind == PARSE_KIND_IMAGE ? base_image : base_text;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  for (; *base != NULL; base++)
    g_strv_builder_add(builder, *base);
  const struct {
    const char *name;
    unsigned value;
  } limits[] = {{"--memory-mib", options->memory_mib},
                {"--cpu-s", options->cpu_s},
                {"--wall-ms", options->wall_ms}};
  for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
    g_autofree char *value = g_strdup_printf("%u", limits[i].value);
    g_strv_builder_add(builder, limits[i].name);
    g_strv_builder_add(builder, value);
  }
  return g_strv_builder_end(builder);
}

static void
options_complete(ParseClientOptions *options)
{
  if (options->memory_mib == 0)
    options->memory_mib = options->kind == PARSE_KIND_IMAGE
                              ? PARSE_MEMORY_IMAGE_MIB
                              : PARSE_MEMORY_TEXT_MIB;
  if (options->cpu_s == 0)
    options->cpu_s = PARSE_CPU_S;
  if (options->wall_ms == 0)
    options->wall_ms = PARSE_WALL_MS;
}

static void
reader_end(ParseClient *client)
{
  if (client->pid == 0)
    return;
  g_clear_pointer(&client->stream, parse_stream_free);
  parse_spawn_end(client->pid);
  client->pid = 0;
  client->under_way = client->refused = 0;
}

/* Wait until the reader says that it is closed in. */
static bool
reader_greet(ParseClient *client, GError **error)
{
  ParseFrame frame;
  ParseStep step =
      parse_stream_read(client->stream, parse_clock_ms() + START_MS, &frame);
  if (step == PARSE_STEP_LATE) {
    g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED,
                "the role parse does not begin (are there processes and memory "
                "to spare for it?)");
    return false;
  }
  if (step != PARSE_STEP_FRAME || frame.type != PARSE_FRAME_HELLO ||
      frame.size != 2) {
    g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED,
                "the role parse could not close itself in (is seccomp allowed "
                "by the unit, and memory not limited?)");
    return false;
  }
  g_free(client->walls);
  client->walls = g_strdup_printf("seccomp=%s landlock=%u",
                                  frame.bytes[0] != 0 ? "on" : "off",
                                  (unsigned)frame.bytes[1]);
  return true;
}

static bool
reader_start(ParseClient *client, GError **error)
{
  const ParseProgram program = {.program = client->program,
                                .argv = (const char *const *)client->arguments,
                                .town_fd = client->town_fd};
  int fd = parse_spawn(&program, &client->pid, error);
  if (fd < 0) {
    client->pid = 0;
    return false;
  }
  client->stream = parse_stream_new(fd, -1);
  if (!reader_greet(client, error)) {
    reader_end(client);
    return false;
  }
  return true;
}

ParseClient *
parse_client_start(const ParseClientOptions *options, GError **error)
{
  g_autoptr(ParseClient) client = g_new0(ParseClient, 1);
  client->options = *options;
  options_complete(&client->options);
  client->program =
      g_strdup(options->program == NULL ? "/proc/self/exe" : options->program);
  client->arguments = arguments_make(&client->options);
  client->options.program = NULL; /* borrowed; copied above */
  client->options.arguments = NULL;
  client->options.places = NULL;
  client->town_fd = -1;
  if (options->places != NULL) {
    client->town_fd = parse_town_put(options->places, error);
    if (client->town_fd < 0)
      return NULL;
  }
  if (!reader_start(client, error))
    return NULL;
  return g_steal_pointer(&client);
}

void
parse_client_free(ParseClient *client)
{
  if (client == NULL)
    return;
  reader_end(client);
  if (client->town_fd >= 0)
    (void)close(client->town_fd); /* memory, not a disk */
  g_free(client->program);
  g_strfreev(client->arguments);
  g_free(client->walls);
  g_free(client->reason);
  g_free(client);
}

static int64_t
client_deadline(const ParseClient *client)
{
  unsigned wall_ms = client->options.wall_ms;
  return parse_clock_ms() + wall_ms + wall_ms / GRACE_PART;
}

static void
client_put(ParseClient *client, ParseFrameType type, const void *bytes,
           size_t size)
{
  if (client->deaf)
    return;
  ParseFrame frame = {(uint8_t)type, (uint32_t)size, bytes};
  client->deaf =
      !parse_stream_put(client->stream, &frame, client_deadline(client));
}

/* Between two messages nothing may have come; what has is the end of a zygote
 * that somebody killed, and would be blamed on the next message. */
static void
reader_end_if_gone(ParseClient *client)
{
  ParseFrame frame;
  if (client->pid != 0 &&
      parse_stream_read(client->stream, 0, &frame) != PARSE_STEP_LATE)
    reader_end(client);
}

/* The REQUEST frame: how long the child is kept, then the head as JSON. */
static void
send_request(ParseClient *client, const json_t *head)
{
  g_autofree char *text = json_dumps(head, JSON_COMPACT);
  g_assert(text != NULL);
  size_t size = strlen(text);
  /* No assertion: parts of a webhook's head are a stranger's. */
  client->deaf = size > HEAD_MAX;
  if (client->deaf) {
    client->refused |= 1u << (client->under_way - 1);
    return;
  }
  unsigned keep = MIN(client->options.keep, G_MAXUINT16);
  g_autofree char *payload = g_malloc(size + KEEP_BYTES);
  payload[0] = (char)(keep & 0xff);
  payload[1] = (char)(keep >> 8);
  memcpy(payload + KEEP_BYTES, text, size);
  client_put(client, PARSE_FRAME_REQUEST, payload, size + KEEP_BYTES);
}

bool
parse_client_takes(const ParseClient *client, uint64_t size_bytes)
{
  return client->under_way == 0 ||
         (client->under_way < AHEAD_MESSAGES &&
          client->sent_bytes <= AHEAD_BYTES && size_bytes <= AHEAD_BYTES);
}

unsigned
parse_client_under_way(const ParseClient *client)
{
  return client->under_way;
}

bool
parse_client_answers(const ParseClient *client)
{
  return client->under_way == 0 || (client->refused & 1) != 0 ||
         parse_stream_is_ready(client->stream);
}

bool
parse_client_send_begin(ParseClient *client, const json_t *head, GError **error)
{
  if (client->under_way == 0)
    reader_end_if_gone(client);
  if (client->pid == 0) {
    if (!reader_start(client, error))
      return false;
    client->restarts++;
  }
  g_assert(client->under_way < AHEAD_MESSAGES);
  client->under_way++;
  client->sent_bytes = 0;
  send_request(client, head);
  return true;
}

void
parse_client_send_append(ParseClient *client, const void *bytes, size_t size)
{
  client->sent_bytes += size;
  if (client->deaf)
    return;
  ParseBytes all = {PARSE_FRAME_DATA, bytes, size};
  client->deaf =
      !parse_stream_put_all(client->stream, &all, client_deadline(client));
}

void
parse_client_send_end(ParseClient *client)
{
  client_put(client, PARSE_FRAME_END, NULL, 0);
  if (!client->deaf)
    client->deaf = !parse_stream_flush(client->stream, client_deadline(client));
}

ParseOutcome
parse_client_give_up(ParseClient *client, ParseOutcome outcome, const char *why)
{
  g_free(client->reason);
  client->reason = g_strdup(why);
  reader_end(client);
  return outcome;
}

static ParseOutcome
client_complain(ParseClient *client, const ParseAnswer *answer)
{
  g_autofree char *why =
      g_strdup_printf("bad answer: %s", parse_answer_complaint(answer));
  return parse_client_give_up(client, PARSE_OUTCOME_DIED, why);
}

ParseOutcome
parse_client_listen(ParseClient *client, ParseAnswer *answer)
{
  g_assert(client->under_way > 0); /* begin comes first, and succeeds */
  g_clear_pointer(&client->reason, g_free);
  bool refused = (client->refused & 1) != 0;
  client->under_way--;
  client->refused >>= 1;
  if (refused) {
    client->reason = g_strdup("the head is too long");
    return PARSE_OUTCOME_UNREADABLE;
  }
  int64_t deadline_ms = client_deadline(client);
  ParseAnswerStep taken = PARSE_ANSWER_MORE;
  while (taken == PARSE_ANSWER_MORE) {
    ParseFrame frame;
    ParseStep step = parse_stream_read(client->stream, deadline_ms, &frame);
    if (step == PARSE_STEP_LATE)
      return parse_client_give_up(client, PARSE_OUTCOME_HUNG, "no answer");
    if (step == PARSE_STEP_NONSENSE)
      return parse_client_give_up(client, PARSE_OUTCOME_DIED,
                                  "bad answer: frame");
    if (step != PARSE_STEP_FRAME)
      return parse_client_give_up(client, PARSE_OUTCOME_DIED,
                                  "the reader ended");
    taken = parse_answer_take(answer, &frame);
  }
  if (taken == PARSE_ANSWER_BAD)
    return client_complain(client, answer);
  return parse_answer_outcome(answer, &client->reason);
}

ParseOutcome
parse_client_receive(ParseClient *client, const ParseHandlers *handlers,
                     void *user)
{
  g_autoptr(ParseAnswer) answer = parse_answer_new(handlers, user, 0);
  return parse_client_listen(client, answer);
}

const char *
parse_client_reason(const ParseClient *client)
{
  return client->reason == NULL ? "" : client->reason;
}

unsigned
parse_client_restarts(const ParseClient *client)
{
  return client->restarts;
}

const char *
parse_client_walls(const ParseClient *client)
{
  return client->walls;
}
