/* SPDX-License-Identifier: Apache-2.0
 *
 * One function per way to answer a request wrongly, and the table of them.
 */
#include "tests/support/fake_zygote.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/parse/parse_protocol.h"
#include "daemon/parse/parse_zygote.h"
#include "parsers/message_json.h"
#include "parsers/mime/mime.h"

enum { DEEP = 100 * 1000 }; /* brackets; far beyond what jansson nests */

static void
put(ParseStream *out, ParseFrameType type, const void *bytes, size_t size)
{
  ParseFrame frame = {(uint8_t)type, (uint32_t)size, bytes};
  if (!parse_stream_put(out, &frame, -1))
    _exit(EXIT_SUCCESS); /* the client has had enough */
}

static void
put_number(ParseStream *out, ParseFrameType type, uint32_t number)
{
  uint8_t bytes[4];
  parse_put_u32(bytes, number);
  put(out, type, bytes, sizeof bytes);
}

static void
put_result(ParseStream *out, const char *text)
{
  ParseBytes all = {PARSE_FRAME_RESULT, text, strlen(text)};
  if (!parse_stream_put_all(out, &all, -1))
    _exit(EXIT_SUCCESS);
  put(out, PARSE_FRAME_DONE, NULL, 0);
}

static void
fake_good(ParseStream *out)
{
  put_result(out, "{}");
}

static void
describe(Message *message, const char *filename, const char *media_type)
{
  Attachment *attachment = attachment_new();
  attachment->filename = g_strdup(filename);
  attachment->media_type = g_strdup(media_type);
  attachment->sha256 = g_strnfill(64, '0');
  g_ptr_array_add(message->attachments, attachment);
}

/* Tells of three attachments and sends the second and one it did not tell of.
 */
static void
fake_left_out_attachment(ParseStream *out)
{
  g_autoptr(Message) message = message_new();
  message->full_text = g_strdup("");
  describe(message, "first.jpg", "image/jpeg");
  describe(message, "second.pdf", "application/pdf");
  describe(message, "third.jpg", "image/jpeg");
  put_number(out, PARSE_FRAME_ATTACHMENT, 1);
  put(out, PARSE_FRAME_DATA, "second", 6);
  put(out, PARSE_FRAME_END, NULL, 0);
  put_number(out, PARSE_FRAME_ATTACHMENT, MIME_ATTACHMENTS_MAX - 1);
  put(out, PARSE_FRAME_DATA, "other", 5);
  put(out, PARSE_FRAME_END, NULL, 0);
  json_t *wire = message_to_wire(message, NULL);
  char *text = json_dumps(wire, JSON_COMPACT);
  put_result(out, text);
  free(text);
  json_decref(wire);
}

static void
fake_silence(ParseStream *out)
{
  (void)out;
}

static void
fake_end(ParseStream *out)
{
  (void)out;
  _exit(EXIT_SUCCESS);
}

static void
fake_unknown_type(ParseStream *out)
{
  put(out, (ParseFrameType)0, NULL, 0);
}

static void
fake_request(ParseStream *out)
{
  put(out, PARSE_FRAME_REQUEST, "??{}", 4);
}

static void
raw(const void *bytes, size_t size)
{
  if (write(PARSE_ZYGOTE_FD, bytes, size) != (ssize_t)size)
    _exit(EXIT_FAILURE);
}

static void
fake_huge_length(ParseStream *out)
{
  (void)out;
  raw("R\xff\xff\xff\xff{}", 7);
}

static void
fake_just_too_long(ParseStream *out)
{
  (void)out;
  raw("R\x01\x00\x01\x00", 5);
}

static void
fake_cut_frame(ParseStream *out)
{
  (void)out;
  raw("R\x10\x00\x00\x00{", 6);
  _exit(EXIT_SUCCESS);
}

static void
fake_stalled_frame(ParseStream *out)
{
  (void)out;
  raw("R\x10\x00\x00\x00{", 6);
}

static void
fake_no_result(ParseStream *out)
{
  put(out, PARSE_FRAME_DONE, NULL, 0);
}

static void
fake_no_json(ParseStream *out)
{
  put_result(out, "{\"kind\": ");
}

static void
fake_no_utf8(ParseStream *out)
{
  put_result(out, "{\"kind\": \"\xff\xfe\"}");
}

static void
fake_array(ParseStream *out)
{
  put_result(out, "[]");
}

static void
fake_twice_the_same(ParseStream *out)
{
  put_result(out, "{\"a\": 1, \"a\": 2}");
}

static void
fake_deep(ParseStream *out)
{
  g_autofree char *text = g_strnfill(DEEP, '[');
  put_result(out, text);
}

static void
fake_many_values(ParseStream *out)
{
  g_autofree char *zeros = g_strnfill(2 * PARSE_RESULT_VALUES_MAX + 1, '0');
  for (size_t i = 1; zeros[i] != '\0'; i += 2)
    zeros[i] = ',';
  g_autofree char *text = g_strdup_printf("{\"a\": [%s0]}", zeros);
  put_result(out, text);
}

static void
fake_long_result(ParseStream *out)
{
  g_autofree char *text = g_strnfill(PARSE_RESULT_MAX + 1, ' ');
  put_result(out, text);
}

static void
fake_endless(ParseStream *out)
{
  static const char nothing[PARSE_FRAME_MAX];
  put_number(out, PARSE_FRAME_ATTACHMENT, 0);
  for (;;)
    put(out, PARSE_FRAME_DATA, nothing, sizeof nothing);
}

/* Frames without content cost nothing and never end. */
static void
fake_endless_nothing(ParseStream *out)
{
  put_number(out, PARSE_FRAME_ATTACHMENT, 0);
  for (;;)
    put(out, PARSE_FRAME_DATA, NULL, 0);
}

static void
fake_index_too_high(ParseStream *out)
{
  put_number(out, PARSE_FRAME_ATTACHMENT, MIME_ATTACHMENTS_MAX);
}

static void
fake_index_falls(ParseStream *out)
{
  put_number(out, PARSE_FRAME_ATTACHMENT, 1);
  put(out, PARSE_FRAME_END, NULL, 0);
  put_number(out, PARSE_FRAME_ATTACHMENT, 1);
}

static void
fake_index_cut(ParseStream *out)
{
  put(out, PARSE_FRAME_ATTACHMENT, "\0", 2);
}

static void
fake_part_in_part(ParseStream *out)
{
  put_number(out, PARSE_FRAME_ATTACHMENT, 1);
  put_number(out, PARSE_FRAME_ATTACHMENT, 2);
}

static void
fake_result_in_part(ParseStream *out)
{
  put_number(out, PARSE_FRAME_ATTACHMENT, 1);
  put_result(out, "{}");
}

static void
fake_open_part(ParseStream *out)
{
  put_number(out, PARSE_FRAME_ATTACHMENT, 1);
  put(out, PARSE_FRAME_DONE, NULL, 0);
}

static void
fake_stray_data(ParseStream *out)
{
  put(out, PARSE_FRAME_DATA, "x", 1);
}

static void
fake_stray_end(ParseStream *out)
{
  put(out, PARSE_FRAME_END, NULL, 0);
}

static void
fake_unasked_picture(ParseStream *out)
{
  put(out, PARSE_FRAME_PICTURE, "\1\0\0\0\1\0\0\0\0\0\0\0", 12);
}

static void
fake_empty_death(ParseStream *out)
{
  put(out, PARSE_FRAME_DIED, NULL, 0);
}

static void
fake_unknown_death(ParseStream *out)
{
  put(out, PARSE_FRAME_DIED, "\x09\x00", 2);
}

static void
fake_long_reason(ParseStream *out)
{
  g_autofree char *text = g_strnfill(PARSE_REASON_MAX + 1, 'x');
  put(out, PARSE_FRAME_UNREADABLE, text, PARSE_REASON_MAX + 1);
}

static void
fake_no_hello(ParseStream *out)
{
  (void)out;
}

const FakeZygote fake_zygotes[] = {
    {"good", fake_good, PARSE_OUTCOME_OK},
    {"left-out-attachment", fake_left_out_attachment, PARSE_OUTCOME_OK},
    {"silence", fake_silence, PARSE_OUTCOME_HUNG},
    {"end", fake_end, PARSE_OUTCOME_DIED},
    {"unknown-type", fake_unknown_type, PARSE_OUTCOME_DIED},
    {"request", fake_request, PARSE_OUTCOME_DIED},
    {"huge-length", fake_huge_length, PARSE_OUTCOME_DIED},
    {"just-too-long", fake_just_too_long, PARSE_OUTCOME_DIED},
    {"cut-frame", fake_cut_frame, PARSE_OUTCOME_DIED},
    {"stalled-frame", fake_stalled_frame, PARSE_OUTCOME_HUNG},
    {"no-result", fake_no_result, PARSE_OUTCOME_DIED},
    {"no-json", fake_no_json, PARSE_OUTCOME_DIED},
    {"no-utf8", fake_no_utf8, PARSE_OUTCOME_DIED},
    {"array", fake_array, PARSE_OUTCOME_DIED},
    {"twice-the-same", fake_twice_the_same, PARSE_OUTCOME_DIED},
    {"deep", fake_deep, PARSE_OUTCOME_DIED},
    {"many-values", fake_many_values, PARSE_OUTCOME_DIED},
    {"long-result", fake_long_result, PARSE_OUTCOME_DIED},
    {"endless", fake_endless, PARSE_OUTCOME_DIED},
    {"endless-nothing", fake_endless_nothing, PARSE_OUTCOME_HUNG},
    {"index-too-high", fake_index_too_high, PARSE_OUTCOME_DIED},
    {"index-falls", fake_index_falls, PARSE_OUTCOME_DIED},
    {"index-cut", fake_index_cut, PARSE_OUTCOME_DIED},
    {"part-in-part", fake_part_in_part, PARSE_OUTCOME_DIED},
    {"result-in-part", fake_result_in_part, PARSE_OUTCOME_DIED},
    {"open-part", fake_open_part, PARSE_OUTCOME_DIED},
    {"stray-data", fake_stray_data, PARSE_OUTCOME_DIED},
    {"stray-end", fake_stray_end, PARSE_OUTCOME_DIED},
    {"unasked-picture", fake_unasked_picture, PARSE_OUTCOME_DIED},
    {"empty-death", fake_empty_death, PARSE_OUTCOME_DIED},
    {"unknown-death", fake_unknown_death, PARSE_OUTCOME_DIED},
    {"long-reason", fake_long_reason, PARSE_OUTCOME_DIED},
    {"no-hello", fake_no_hello, PARSE_OUTCOME_DIED},
    {NULL, NULL, PARSE_OUTCOME_OK},
};

/* Be the reader: greet, and answer each END. */
int
fake_zygote_main(const char *name)
{
  const FakeZygote *fake = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(fake_zygotes) - 1; i++)
    if (strcmp(fake_zygotes[i].name, name) == 0)
      fake = &fake_zygotes[i];
  if (fake == NULL || fake->answer == fake_no_hello)
    return EXIT_FAILURE;
  ParseStream *stream = parse_stream_new(PARSE_ZYGOTE_FD, -1);
  put(stream, PARSE_FRAME_HELLO, "\1\7", 2);
  ParseFrame frame;
  while (parse_stream_flush(stream, -1) &&
         parse_stream_read(stream, -1, &frame) == PARSE_STEP_FRAME)
    if (frame.type == PARSE_FRAME_END)
      fake->answer(stream);
  return EXIT_SUCCESS;
}
