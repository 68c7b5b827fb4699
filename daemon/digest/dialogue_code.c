/* SPDX-License-Identifier: Apache-2.0
 *
 * A code to the number that something was asked for in the name of: a sender is
 * easily forged, an SMS to him is not easily read by somebody else.  One try:
 * what is not proved, a person sees to.
 */
#include "daemon/digest/dialogue_private.h"

#include <string.h>

#include "daemon/sms/sms_reply.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/sms/sms.h"
#include "queue/person.h"
#include "queue/secret.h"

enum {
  CODE_HOURS = 24,
  CODE_FIRST = 100000, /* six digits, none of them a zero that gets lost */
  CODE_COUNT = 900000,
};

#define HOUR_MS INT64_C(3600000)
#define CODE_RIGHT "yes"
#define CODE_WRONG "no"

static bool
asks_for_data(KeywordKind kind)
{
  return kind == KEYWORD_ERASE || kind == KEYWORD_ACCESS ||
         kind == KEYWORD_NEW_NUMBER;
}

static char *
new_code(void)
{
  uint32_t random;
  secret_random(&random, sizeof random);
  return g_strdup_printf("%u", CODE_FIRST + random % CODE_COUNT);
}

static SmsReply
code_text(const Question *question)
{
  return (SmsReply){
      .text = "request-code",
      .data = json_pack("{s:s}", "code", question->choices->pdata[0])};
}

/* He was asked before: the same code once more, which is for both.  To say the
 * same twice is no second wish; a second number is. */
static bool
ask_again(Talk *talk, TalkTurn *out_turn, GError **error)
{
  const Question *open = talk->question;
  SmsReply text = code_text(open);
  text.contact = talk->contact;
  if (!sms_reply_send(talk->desk, talk->incoming, &text, error))
    return false;
  bool is_same = g_strcmp0(open->subject, talk->kind) == 0 &&
                 talk->keyword->kind != KEYWORD_NEW_NUMBER;
  *out_turn = is_same ? TALK_TURN_DONE : TALK_TURN_HELD;
  return is_same || talk_hold(talk, open, error);
}

bool
talk_code(Talk *talk, TalkTurn *out_turn, GError **error)
{
  *out_turn = TALK_TURN_NEXT;
  if (!asks_for_data(talk->keyword->kind))
    return true;
  talk->kind = keyword_kind_to_string(talk->keyword->kind);
  *out_turn = TALK_TURN_SERVICE;
  if (!talk_may_wait(talk))
    return true;
  if (talk->question != NULL && talk->question->kind == QUESTION_KIND_CODE)
    return ask_again(talk, out_turn, error);
  g_autoptr(Question) question =
      question_new(QUESTION_KIND_CODE, "sms", talk->contact->lookup);
  question->subject = g_strdup(talk->kind);
  question->expires_at_ms = talk->desk->now_ms + CODE_HOURS * HOUR_MS;
  g_ptr_array_add(question->choices, new_code());
  SmsReply text = code_text(question);
  text.again = true;
  return talk_ask(talk, question, &text, out_turn, error);
}

bool
talk_answer_code(Talk *talk, TalkTurn *out_turn, GError **error)
{
  g_autofree char *code = keyword_answer_code(talk->incoming->sms->text);
  if (code == NULL)
    return true;
  bool is_right = strcmp(code, talk->question->choices->pdata[0]) == 0;
  return talk_close_question(talk, is_right ? CODE_RIGHT : CODE_WRONG, out_turn,
                             error);
}

void
talk_resume_code(Talk *talk, const Question *question, TalkTurn *out_turn)
{
  Incoming *incoming = talk->incoming;
  *out_turn = TALK_TURN_SERVICE;
  incoming->is_proved = g_strcmp0(question->answer, CODE_RIGHT) == 0;
  /* Perhaps it was never he who asked. */
  if (question->answer == NULL)
    incoming->quiet = "no-code";
}
