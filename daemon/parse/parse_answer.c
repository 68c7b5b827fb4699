/* SPDX-License-Identifier: Apache-2.0
 *
 * A row per frame type and a state: which part of the answer is open.
 */
#include "daemon/parse/parse_answer.h"

#include <signal.h>
#include <string.h>

#include "parsers/message_json.h"
#include "parsers/mime/mime.h"
#include "parsers/photo/photo_json.h"

typedef enum OpenPart {
  OPEN_NONE,
  OPEN_ATTACHMENT,
  OPEN_PICTURE,
} OpenPart;

struct ParseAnswer {
  ParseHandlers handlers;
  void *user;
  bool muted; /* a handler wants no more calls */
  int max_side;

  OpenPart open;
  size_t next_index;  /* the smallest that may come */
  size_t attached;    /* bytes of all attachments */
  GByteArray *result; /* the JSON text so far */
  GByteArray *texts;  /* what goes with it */
  GByteArray *jpeg;
  ParsePicture picture;

  ParseOutcome outcome;
  char *reason;
  const char *complaint;
};

ParseAnswer *
parse_answer_new(const ParseHandlers *handlers, void *user, int max_side)
{
  ParseAnswer *answer = g_new0(ParseAnswer, 1);
  if (handlers != NULL)
    answer->handlers = *handlers;
  answer->user = user;
  answer->max_side = max_side;
  answer->result = g_byte_array_new();
  answer->texts = g_byte_array_new();
  answer->jpeg = g_byte_array_new();
  answer->outcome = PARSE_OUTCOME_OK;
  return answer;
}

void
parse_answer_free(ParseAnswer *answer)
{
  if (answer == NULL)
    return;
  g_byte_array_unref(answer->result);
  g_byte_array_unref(answer->texts);
  g_byte_array_unref(answer->jpeg);
  parse_picture_clear(&answer->picture);
  g_free(answer->reason);
  g_free(answer);
}

static ParseAnswerStep
bad(ParseAnswer *answer, const char *complaint)
{
  answer->complaint = complaint;
  return PARSE_ANSWER_BAD;
}

static ParseAnswerStep
take_attachment(ParseAnswer *answer, const ParseFrame *frame)
{
  if (answer->open != OPEN_NONE || frame->size != 4 || answer->max_side != 0)
    return bad(answer, "attachment out of place");
  size_t index = parse_get_u32(frame->bytes);
  if (index < answer->next_index || index >= MIME_ATTACHMENTS_MAX)
    return bad(answer, "attachment index");
  answer->next_index = index + 1;
  answer->open = OPEN_ATTACHMENT;
  if (!answer->muted && answer->handlers.attachment_begin != NULL)
    answer->muted = !answer->handlers.attachment_begin(index, answer->user);
  return PARSE_ANSWER_MORE;
}

static ParseAnswerStep
take_picture(ParseAnswer *answer, const ParseFrame *frame)
{
  if (answer->open != OPEN_NONE || frame->size != 12 || answer->max_side == 0 ||
      answer->jpeg->len > 0)
    return bad(answer, "picture out of place");
  uint32_t width = parse_get_u32(frame->bytes);
  uint32_t height = parse_get_u32(frame->bytes + 4);
  uint32_t max = (uint32_t)answer->max_side;
  uint32_t partial = parse_get_u32(frame->bytes + 8);
  if (width < 1 || height < 1 || width > max || height > max || partial > 1)
    return bad(answer, "picture size");
  answer->picture.trouble =
      partial == 1 ? PHOTO_TROUBLE_PARTIAL : PHOTO_TROUBLE_NONE;
  answer->picture.width = (int)width;
  answer->picture.height = (int)height;
  answer->open = OPEN_PICTURE;
  return PARSE_ANSWER_MORE;
}

static ParseAnswerStep
take_attachment_data(ParseAnswer *answer, const ParseFrame *frame)
{
  answer->attached += frame->size;
  if (answer->attached > MIME_DECODED_MAX)
    return bad(answer, "attachments too long");
  if (!answer->muted && answer->handlers.attachment_data != NULL)
    answer->muted = !answer->handlers.attachment_data(frame->bytes, frame->size,
                                                      answer->user);
  return PARSE_ANSWER_MORE;
}

static ParseAnswerStep
take_data(ParseAnswer *answer, const ParseFrame *frame)
{
  if (answer->open == OPEN_ATTACHMENT)
    return take_attachment_data(answer, frame);
  if (answer->open != OPEN_PICTURE)
    return bad(answer, "bytes out of place");
  if (frame->size > PARSE_PICTURE_MAX - answer->jpeg->len)
    return bad(answer, "picture too long");
  g_byte_array_append(answer->jpeg, frame->bytes, frame->size);
  return PARSE_ANSWER_MORE;
}

static ParseAnswerStep
take_end(ParseAnswer *answer, const ParseFrame *frame)
{
  if (answer->open == OPEN_NONE || frame->size != 0)
    return bad(answer, "end out of place");
  if (answer->open == OPEN_ATTACHMENT && !answer->muted &&
      answer->handlers.attachment_end != NULL)
    answer->muted = !answer->handlers.attachment_end(answer->user);
  answer->open = OPEN_NONE;
  return PARSE_ANSWER_MORE;
}

static ParseAnswerStep
take_result(ParseAnswer *answer, const ParseFrame *frame)
{
  guint max = answer->max_side != 0 ? PARSE_FACTS_MAX : PARSE_RESULT_MAX;
  if (answer->open != OPEN_NONE)
    return bad(answer, "result out of place");
  if (frame->size > max - answer->result->len)
    return bad(answer, "result too long");
  g_byte_array_append(answer->result, frame->bytes, frame->size);
  return PARSE_ANSWER_MORE;
}

static ParseAnswerStep
take_texts(ParseAnswer *answer, const ParseFrame *frame)
{
  if (answer->open != OPEN_NONE || answer->max_side != 0)
    return bad(answer, "texts out of place");
  if (frame->size > MESSAGE_WIRE_TEXT_MAX - answer->texts->len)
    return bad(answer, "texts too long");
  g_byte_array_append(answer->texts, frame->bytes, frame->size);
  return PARSE_ANSWER_MORE;
}

static ParseAnswerStep
take_unreadable(ParseAnswer *answer, const ParseFrame *frame)
{
  if (answer->open != OPEN_NONE || frame->size > PARSE_REASON_MAX)
    return bad(answer, "reason out of place");
  /* For a log line: nothing that could end it or colour a terminal. */
  g_free(answer->reason);
  answer->reason = g_strndup((const char *)frame->bytes, frame->size);
  for (char *c = answer->reason; *c != '\0'; c++)
    if (!g_ascii_isprint(*c))
      *c = '?';
  answer->outcome = PARSE_OUTCOME_UNREADABLE;
  return PARSE_ANSWER_MORE;
}

/* A value costs jansson about 100 bytes, so that 3 MiB of "[[],[],…" would be
 * 100 MiB: count what begins a value before building any. */
static size_t
count_values(const GByteArray *text)
{
  size_t count = 0;
  bool in_string = false;
  for (size_t i = 0; i < text->len; i++) {
    char c = (char)text->data[i];
    if (in_string && c == '\\')
      i++;
    else if (c == '"')
      in_string = !in_string;
    else if (!in_string && (c == '[' || c == '{' || c == ',' || c == ':'))
      count++;
  }
  return count;
}

static json_t *
load_result(const ParseAnswer *answer)
{
  return json_loadb((const char *)answer->result->data, answer->result->len,
                    JSON_REJECT_DUPLICATES, NULL);
}

static ParseAnswerStep
deliver_result(ParseAnswer *answer)
{
  if (count_values(answer->result) > PARSE_RESULT_VALUES_MAX)
    return bad(answer, "result of too many values");
  json_t *result = load_result(answer);
  if (!json_is_object(result)) {
    json_decref(result);
    return bad(answer, "result is no JSON object");
  }
  g_autoptr(GBytes) texts =
      g_bytes_new_static(answer->texts->data, answer->texts->len);
  if (!answer->muted && answer->handlers.result != NULL)
    answer->muted = !answer->handlers.result(result, texts, answer->user);
  json_decref(result);
  return PARSE_ANSWER_ENDED;
}

/* What the photo told, if anything; false when it is none of our JSON. */
static bool
read_facts(ParseAnswer *answer)
{
  if (answer->max_side == 0 || answer->result->len == 0)
    return true;
  json_auto_t *facts = load_result(answer);
  photo_free(answer->picture.photo);
  answer->picture.photo = photo_from_json(facts, NULL);
  return answer->picture.photo != NULL;
}

static ParseAnswerStep
deliver_picture(ParseAnswer *answer)
{
  static const uint8_t jpeg_start[] = {0xff, 0xd8, 0xff}; /* SOI, a marker */
  if (answer->jpeg->len < sizeof jpeg_start ||
      memcmp(answer->jpeg->data, jpeg_start, sizeof jpeg_start) != 0)
    return bad(answer, "picture is no JPEG");
  answer->picture.jpeg =
      g_byte_array_free_to_bytes(g_steal_pointer(&answer->jpeg));
  answer->jpeg = g_byte_array_new();
  return PARSE_ANSWER_ENDED;
}

static ParseAnswerStep
take_done(ParseAnswer *answer, const ParseFrame *frame)
{
  if (answer->open != OPEN_NONE || frame->size != 0)
    return bad(answer, "answer cut short");
  if (!read_facts(answer))
    return bad(answer, "facts of the photo");
  if (answer->outcome == PARSE_OUTCOME_UNREADABLE)
    return PARSE_ANSWER_ENDED;
  return answer->max_side != 0 ? deliver_picture(answer)
                               : deliver_result(answer);
}

static ParseAnswerStep
take_died(ParseAnswer *answer, const ParseFrame *frame)
{
  if (frame->size != 2 || frame->bytes[0] > PARSE_DEATH_PROTOCOL)
    return bad(answer, "kind of death");
  ParseDeath death = (ParseDeath)frame->bytes[0];
  int number = frame->bytes[1];
  g_free(answer->reason);
  answer->outcome =
      death == PARSE_DEATH_WALL ? PARSE_OUTCOME_HUNG : PARSE_OUTCOME_DIED;
  if (death == PARSE_DEATH_WALL)
    answer->reason = g_strdup("wall limit");
  else if (death == PARSE_DEATH_PROTOCOL)
    answer->reason = g_strdup("bad answer: frame");
  else if (death == PARSE_DEATH_EXIT)
    answer->reason = g_strdup_printf("exit %d", number);
  else if (number == SIGXCPU)
    answer->reason = g_strdup("cpu limit");
  else
    answer->reason = g_strdup_printf("signal %d", number);
  (void)read_facts(answer); /* of a dying one: none are no complaint */
  return PARSE_ANSWER_ENDED;
}

static const struct {
  ParseFrameType type;
  ParseAnswerStep (*take)(ParseAnswer *answer, const ParseFrame *frame);
} frame_rows[] = {
    {PARSE_FRAME_ATTACHMENT, take_attachment},
    {PARSE_FRAME_PICTURE, take_picture},
    {PARSE_FRAME_DATA, take_data},
    {PARSE_FRAME_END, take_end},
    {PARSE_FRAME_TEXTS, take_texts},
    {PARSE_FRAME_RESULT, take_result},
    {PARSE_FRAME_UNREADABLE, take_unreadable},
    {PARSE_FRAME_DONE, take_done},
    {PARSE_FRAME_DIED, take_died},
};

ParseAnswerStep
parse_answer_take(ParseAnswer *answer, const ParseFrame *frame)
{
  for (size_t i = 0; i < G_N_ELEMENTS(frame_rows); i++)
    if (frame_rows[i].type == (ParseFrameType)frame->type)
      return frame_rows[i].take(answer, frame);
  return bad(answer, "unknown frame");
}

ParseOutcome
parse_answer_outcome(const ParseAnswer *answer, char **out_reason)
{
  *out_reason = g_strdup(answer->reason);
  return answer->outcome;
}

const char *
parse_answer_complaint(const ParseAnswer *answer)
{
  return answer->complaint;
}

ParsePicture
parse_answer_take_picture(ParseAnswer *answer)
{
  ParsePicture picture = answer->picture;
  answer->picture = (ParsePicture){0};
  return picture;
}
