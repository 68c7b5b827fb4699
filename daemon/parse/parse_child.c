/* SPDX-License-Identifier: Apache-2.0
 *
 * One message after the other (as a rule there is only one), straight on.  No
 * system call but those of the child's filter: read, write, memory.
 */
#include "daemon/parse/parse_child.h"

#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

/* A kept child ends after this CPU time: RLIMIT_CPU counts for the life of a
 * process, and many harmless messages must not add up to a death. */
#define SPENT_CPU_S 1

struct ParseChild {
  const ParseService *service;
  ParseStream *zygote;
  GBytes *head_text; /* of the last message; NULL: there was none */
  json_t *head;      /* the same, read; NULL: it is no JSON */
};

static const int64_t no_deadline = -1;

static void
child_put(ParseChild *child, ParseFrameType type, const void *bytes,
          size_t size)
{
  ParseFrame frame = {(uint8_t)type, (uint32_t)size, bytes};
  if (!parse_stream_put(child->zygote, &frame, no_deadline))
    _exit(EX_IOERR);
}

static void
child_put_all(ParseChild *child, ParseFrameType type, const void *bytes,
              size_t size)
{
  ParseBytes all = {type, bytes, size};
  if (!parse_stream_put_all(child->zygote, &all, no_deadline))
    _exit(EX_IOERR);
}

const void *
parse_child_loaded(const ParseChild *child)
{
  return child->service->loaded;
}

void
parse_child_begin(ParseChild *child, ParseFrameType type,
                  const uint32_t *numbers, size_t count)
{
  uint8_t payload[12];
  g_assert(count * 4 <= sizeof payload);
  for (size_t i = 0; i < count; i++)
    parse_put_u32(payload + 4 * i, numbers[i]);
  child_put(child, type, payload, 4 * count);
}

void
parse_child_data(ParseChild *child, const void *bytes, size_t size)
{
  child_put_all(child, PARSE_FRAME_DATA, bytes, size);
}

void
parse_child_end(ParseChild *child)
{
  child_put(child, PARSE_FRAME_END, NULL, 0);
}

void
parse_child_flush(ParseChild *child)
{
  if (!parse_stream_flush(child->zygote, no_deadline))
    _exit(EX_IOERR);
}

void
parse_child_result(ParseChild *child, json_t *result)
{
  g_autofree char *text = json_dumps(result, JSON_COMPACT);
  json_decref(result);
  size_t size = text == NULL ? 0 : strlen(text);
  if (size == 0 || size > PARSE_RESULT_MAX)
    parse_child_unreadable(child, "the result is too long");
  else
    child_put_all(child, PARSE_FRAME_RESULT, text, size);
}

void
parse_child_texts(ParseChild *child, const GString *texts)
{
  child_put_all(child, PARSE_FRAME_TEXTS, texts->str, texts->len);
}

void
parse_child_unreadable(ParseChild *child, const char *why)
{
  child_put(child, PARSE_FRAME_UNREADABLE, why, strnlen(why, PARSE_REASON_MAX));
}

/* The next frame, which must come. */
static ParseFrame
child_read(ParseChild *child)
{
  ParseFrame frame;
  ParseStep step = parse_stream_read(child->zygote, no_deadline, &frame);
  if (step != PARSE_STEP_FRAME)
    _exit(EX_OK); /* the zygote has gone: nobody wants an answer */
  return frame;
}

/* Take the whole message; what is beyond `max` is dropped and told. */
static GBytes *
child_read_body(ParseChild *child, size_t max, bool *out_too_long)
{
  GByteArray *body = g_byte_array_new();
  bool too_long = false;
  ParseFrame frame;
  while ((frame = child_read(child)).type == PARSE_FRAME_DATA) {
    too_long = too_long || frame.size > max - body->len;
    if (!too_long)
      g_byte_array_append(body, frame.bytes, frame.size);
  }
  *out_too_long = too_long;
  if (body->len == 0) {
    g_byte_array_unref(body);
    return g_bytes_new_static("", 0); /* never NULL, which memmem(3) and its
                                         like must not be given */
  }
  return g_byte_array_free_to_bytes(body);
}

static const ParseHandler *
handler_find(const ParseHandler *handlers, const json_t *head)
{
  const char *kind = json_string_value(json_object_get(head, "kind"));
  for (; handlers->kind != NULL; handlers++)
    if (g_strcmp0(handlers->kind, kind) == 0)
      return handlers;
  return NULL;
}

/* The head as JSON.  One message after the other has the same as a rule: what
 * the town told of itself. */
static const json_t *
child_read_head(ParseChild *child, const void *text, size_t size)
{
  g_autoptr(GBytes) given = g_bytes_new_static(text, size);
  if (child->head_text == NULL || !g_bytes_equal(given, child->head_text)) {
    g_bytes_unref(child->head_text); /* NULL is fine, here and below */
    json_decref(child->head);
    child->head_text = g_bytes_new(text, size);
    child->head = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
  }
  return child->head;
}

static void
child_serve_one(ParseChild *child)
{
  ParseFrame frame = child_read(child);
  if (frame.type != PARSE_FRAME_REQUEST || frame.size < 2)
    _exit(EX_PROTOCOL);
  /* The first two bytes are the zygote's. */
  const json_t *head = child_read_head(child, frame.bytes + 2, frame.size - 2);
  const ParseHandler *handler = handler_find(child->service->handlers, head);
  bool too_long = false;
  size_t body_max = handler == NULL ? 0 : handler->body_max;
  g_autoptr(GBytes) body = child_read_body(child, body_max, &too_long);
  if (handler == NULL)
    parse_child_unreadable(child, "unknown kind of request");
  else if (too_long)
    parse_child_unreadable(child, "longer than may be read");
  else
    handler->run(child, head, body);
}

static bool
child_is_spent(void)
{
  struct timespec used;
  int rc = clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return rc != 0 || used.tv_sec >= SPENT_CPU_S;
}

void
parse_child_serve(int fd, const ParseService *service)
{
  ParseChild child = {.service = service, .zygote = parse_stream_new(fd, -1)};
  for (;;) {
    child_serve_one(&child);
    const uint8_t spent = child_is_spent();
    child_put(&child, PARSE_FRAME_FINISHED, &spent, 1);
    if (!parse_stream_flush(child.zygote, no_deadline) || spent != 0)
      _exit(EX_OK);
  }
}

void
parse_child_warm_up(const ParseService *service, const json_t *head,
                    GBytes *body, int null_fd)
{
  ParseChild child = {.service = service,
                      .zygote = parse_stream_new(null_fd, -1)};
  service->handlers->run(&child, head, body);
  (void)parse_stream_flush(child.zygote, no_deadline); /* to /dev/null */
  parse_stream_free(child.zygote);
}
