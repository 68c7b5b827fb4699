/* SPDX-License-Identifier: Apache-2.0
 *
 * Questions of the dialogue: asked about a message that is kept meanwhile, and
 * answered by a number or a word.
 */
#include "daemon/digest/dialogue_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/digest/belong.h"
#include "daemon/sms/sms_reply.h"
#include "daemon/sms/sms_which.h"
#include "parsers/config/town.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/keyword/keyword_here.h"
#include "parsers/keyword/keyword_soft.h"
#include "parsers/letter/letter.h"
#include "parsers/sms/sms.h"
#include "queue/person.h"

enum {
  STOP_DAYS = 7,
  STOP_AGAIN_DAYS = 30, /* nobody is asked more often */
};

#define DAY_MS INT64_C(86400000)
/* What a question is answered with besides the ids of its choices. */
#define ANSWER_NEW "0"
#define ANSWER_YES "yes"
#define ANSWER_NO "no"
#define ANSWER_HERE "here"

/* --- it waited ------------------------------------------------------------ */

/* It goes where its sender said, as if it had belonged there from the start; a
 * ticket that is gone meanwhile leaves a new matter. */
static bool
resume_which(Talk *talk, const Question *question, TalkTurn *out_turn,
             GError **error)
{
  Belonging *belonging = &talk->incoming->belonging;
  *out_turn = TALK_TURN_SERVICE;
  if (question->answer == NULL || strcmp(question->answer, ANSWER_NEW) == 0)
    return true;
  if (!ticket_find(talk->desk->queue, question->answer, &belonging->ticket,
                   error))
    return false;
  if (belonging->ticket != NULL)
    belonging->kind = BELONGING_CITIZEN;
  return true;
}

bool
talk_resume(Talk *talk, TalkTurn *out_turn, GError **error)
{
  Question *found = NULL;
  *out_turn = TALK_TURN_NEXT;
  if (!question_of_message(talk->desk->queue, talk->incoming->item->id.text,
                           &found, error))
    return false;
  g_autoptr(Question) question = found;
  if (question == NULL)
    return true;
  const char *answer = question->answer == NULL ? "none" : question->answer;
  if (!incoming_note(talk->desk, talk->incoming, "answered", answer, error))
    return false;
  if (question->kind == QUESTION_KIND_WHICH)
    return resume_which(talk, question, out_turn, error);
  if (question->kind == QUESTION_KIND_CODE) {
    talk_resume_code(talk, question, out_turn);
    return true;
  }
  if (question->kind == QUESTION_KIND_ELSEWHERE) {
    *out_turn = TALK_TURN_SERVICE; /* it knows what came of it */
    return true;
  }
  talk->kind = "stop";
  *out_turn =
      strcmp(answer, ANSWER_YES) == 0 ? TALK_TURN_DONE : TALK_TURN_SERVICE;
  talk->incoming->quiet = "was-asked";
  return true;
}

/* --- it answers ----------------------------------------------------------- */

bool
talk_close_question(Talk *talk, const char *answer, TalkTurn *out_turn,
                    GError **error)
{
  *out_turn = TALK_TURN_DONE;
  talk->kind = "answer";
  return incoming_note(talk->desk, talk->incoming, "answers",
                       talk->question->id.text, error) &&
         question_answer(talk->desk->queue, talk->question, answer, error);
}

/* A digit that is none of the list: the question stands, and he learns which
 * are. */
static bool
answer_outside(Talk *talk, int first, int last, TalkTurn *out_turn,
               GError **error)
{
  *out_turn = TALK_TURN_DONE;
  talk->kind = "answer";
  return talk_answer(talk, "no-choice",
                     json_pack("{s:i, s:i}", "first", first, "last", last),
                     error);
}

/* A number of the list, or the number of one of its tickets. */
static bool
find_choice(Talk *talk, int *out_choice, GError **error)
{
  const GPtrArray *choices = talk->question->choices;
  const char *text = talk->incoming->sms->text;
  Number number;
  *out_choice = keyword_answer_choice(text);
  if (*out_choice >= 0 || !number_parse(text, &number))
    return true;
  Ticket *found = NULL;
  if (!ticket_find_number(talk->desk->queue, &number, &found, error))
    return false;
  g_autoptr(Ticket) ticket = found;
  for (guint i = 0; ticket != NULL && i < choices->len; i++)
    if (strcmp(choices->pdata[i], ticket->id.text) == 0)
      *out_choice = (int)i + 1;
  return true;
}

/* What waited is decided anew and gets its one answer; this gets none. */
static bool
answer_which(Talk *talk, TalkTurn *out_turn, GError **error)
{
  const GPtrArray *choices = talk->question->choices;
  int choice;
  if (!find_choice(talk, &choice, error))
    return false;
  if (choice < 0)
    return true;
  if (choice > (int)choices->len)
    return answer_outside(talk, 0, (int)choices->len, out_turn, error);
  return talk_close_question(
      talk, choice == 0 ? ANSWER_NEW : choices->pdata[choice - 1], out_turn,
      error);
}

/* What he says to our question, in its own words or his; asking once more not
 * to be written to is a yes. */
static KeywordKind
stop_said(const char *text, int choice)
{
  static const struct {
    const char *words;
    KeywordKind means;
  } quoted[] = {
      {"keine mehr", KEYWORD_YES}, {"keine", KEYWORD_YES},
      {"no more", KEYWORD_YES},    {"wie bisher", KEYWORD_NO},
      {"as before", KEYWORD_NO},
  };
  g_autofree char *plain = keyword_normalise(text);
  for (size_t i = 0; i < G_N_ELEMENTS(quoted); i++)
    if (strcmp(quoted[i].words, plain) == 0)
      return quoted[i].means;
  if (choice == 1 || keyword_is_soft_stop(text))
    return KEYWORD_YES;
  return choice == 2 ? KEYWORD_NO : keyword_answer_yes_no(text);
}

static bool
answer_stop(Talk *talk, TalkTurn *out_turn, GError **error)
{
  const char *text = talk->incoming->sms->text;
  int choice = keyword_answer_choice(text);
  switch (stop_said(text, choice)) {
  case KEYWORD_YES:
    return talk_close_question(talk, ANSWER_YES, out_turn, error) &&
           talk_stop_everything(talk, error);
  case KEYWORD_NO:
    return talk_close_question(talk, ANSWER_NO, out_turn, error) &&
           talk_answer(talk, "stop-lifted", NULL, error);
  default:
    return choice < 0 || answer_outside(talk, 1, 2, out_turn, error);
  }
}

/* Is there news of a ticket, after the question, that a NO may be meant for? */
static bool
news_came_after(Talk *talk, bool *out_did, GError **error)
{
  Belonging other;
  if (!belong_sms(talk->desk, talk->incoming->sms, &other, error))
    return false;
  *out_did = other.several != NULL ||
             (other.kind == BELONGING_CITIZEN &&
              other.ticket->changed_at_ms > talk->question->asked_at_ms);
  belonging_clear(&other);
  return true;
}

/* NO declines this invitation and ends nothing else. */
static bool
answer_invitation(Talk *talk, TalkTurn *out_turn, GError **error)
{
  bool other = false;
  if (talk->keyword->kind != KEYWORD_NO)
    return true;
  if (!news_came_after(talk, &other, error) || other)
    return other;
  g_autofree char *topic =
      g_strconcat("invitation:", talk->question->subject, NULL);
  return contact_opt_out(talk->desk->queue, "sms", talk->contact->lookup, topic,
                         error) &&
         talk_close_question(talk, ANSWER_NO, out_turn, error) &&
         talk_answer(talk, "invitation-declined", NULL, error);
}

/* It is his own report that the answer is about: the service does what it
 * says. */
static bool
answer_same(Talk *talk, TalkTurn *out_turn, GError **error)
{
  const char *text = talk->incoming->sms->text;
  KeywordKind said = keyword_answer_same(text);
  int choice = keyword_answer_choice(text);
  bool other = false;
  if (said == KEYWORD_CONTENT && choice < 0)
    return true;
  if (!news_came_after(talk, &other, error) || other)
    return other;
  if (said == KEYWORD_CONTENT)
    return answer_outside(talk, 1, 2, out_turn, error);
  Belonging *belonging = &talk->incoming->belonging;
  g_autofree char *id = g_strdup(talk->question->subject);
  if (!talk_close_question(talk, said == KEYWORD_YES ? ANSWER_YES : ANSWER_NO,
                           out_turn, error) ||
      !ticket_find(talk->desk->queue, id, &belonging->ticket, error))
    return false;
  if (belonging->ticket == NULL)
    return true;
  belonging->kind = BELONGING_CITIZEN;
  *out_turn = TALK_TURN_SERVICE;
  return true;
}

static bool
answer_newest(Talk *talk, TalkTurn *out_turn, GError **error)
{
  switch (talk->question->kind) {
  case QUESTION_KIND_WHICH:
    return answer_which(talk, out_turn, error);
  case QUESTION_KIND_STOP:
    return answer_stop(talk, out_turn, error);
  case QUESTION_KIND_INVITATION:
    return answer_invitation(talk, out_turn, error);
  case QUESTION_KIND_CODE:
    return talk_answer_code(talk, out_turn, error);
  case QUESTION_KIND_ELSEWHERE:
    return !keyword_says_here(talk->incoming->sms->text) ||
           talk_close_question(talk, ANSWER_HERE, out_turn, error);
  case QUESTION_KIND_PLACE:
    return true; /* there may be several: talk_place() */
  case QUESTION_KIND_SURVEY:
    return true; /* what may answer it was taken before: talk_survey() */
  case QUESTION_KIND_SAME:
    return answer_same(talk, out_turn, error);
  }
  g_assert_not_reached();
}

bool
talk_open_question(Talk *talk, TalkTurn *out_turn, GError **error)
{
  *out_turn = TALK_TURN_NEXT;
  if (talk->question == NULL)
    return true;
  return answer_newest(talk, out_turn, error) &&
         (*out_turn != TALK_TURN_NEXT || talk_place(talk, out_turn, error));
}

/* An answer, and no word of what is wrong.  A NO is read by a person: something
 * may be wrong indeed. */
static bool
says_nothing(const Talk *talk)
{
  KeywordKind kind = talk->keyword->kind;
  return kind == KEYWORD_CHOICE || kind == KEYWORD_YES || kind == KEYWORD_OK;
}

bool
talk_choice_alone(Talk *talk, TalkTurn *out_turn, GError **error)
{
  const Belonging *belonging = &talk->incoming->belonging;
  *out_turn = TALK_TURN_NEXT;
  if (!says_nothing(talk) || belonging->kind != BELONGING_NEW ||
      belonging->several != NULL)
    return true;
  *out_turn = TALK_TURN_DONE;
  talk->kind = "choice";
  return talk_answer(talk, "no-question", NULL, error);
}

/* --- it is asked about ---------------------------------------------------- */

bool
talk_ask(Talk *talk, Question *question, SmsReply *text, TalkTurn *out_turn,
         GError **error)
{
  text->contact = talk->contact;
  if (!sms_reply_send(talk->desk, talk->incoming, text, error))
    return false;
  if (!text->sent)
    return true;
  *out_turn = TALK_TURN_HELD;
  return question_ask(talk->desk->queue, question, error) &&
         talk_hold(talk, question, error);
}

/* Thanks belong nowhere, and an objection to none of his reports: he is not
 * asked about them. */
static bool
goes_at_once(const Talk *talk)
{
  const unsigned at_once =
      LETTER_LEGAL | LETTER_CONFIDENTIAL | LETTER_FILES_ONLY;
  const char *text = talk->incoming->sms->text;
  const LetterTable *kinds = talk->desk->config->town->letters;
  return letter_is_wordless(text) ||
         (letter_flags_of(kinds, text) & at_once) != 0;
}

bool
talk_may_wait(const Talk *talk)
{
  return !talk->incoming->answers_paused && !talk->incoming->item->adopted &&
         !talk->incoming->may_be_danger;
}

bool
talk_soft_stop(Talk *talk, TalkTurn *out_turn, GError **error)
{
  Queue *queue = talk->desk->queue;
  *out_turn = TALK_TURN_NEXT;
  if (talk->is_thing || talk->keyword->kind != KEYWORD_CONTENT ||
      !talk_may_wait(talk) || !keyword_is_soft_stop(talk->incoming->sms->text))
    return true;
  if (talk->contact->opted_out) {
    /* He said so before: a person sees why he says it again. */
    *out_turn = TALK_TURN_SERVICE;
    talk->incoming->quiet = "stopped-before";
    return true;
  }
  g_autoptr(Question) question =
      question_new(QUESTION_KIND_STOP, "sms", talk->contact->lookup);
  question->expires_at_ms = queue->now_ms + STOP_DAYS * DAY_MS;
  bool was = false;
  if (!question_was_asked(queue, question,
                          queue->now_ms - STOP_AGAIN_DAYS * DAY_MS, &was,
                          error))
    return false;
  return was || talk_ask(talk, question,
                         &(SmsReply){.text = "stop-question", .again = true},
                         out_turn, error);
}

bool
talk_which(Talk *talk, TalkTurn *out_turn, GError **error)
{
  const GPtrArray *several = talk->incoming->belonging.several;
  const Question *open = talk->question;
  *out_turn = TALK_TURN_NEXT;
  if (several == NULL || !talk_may_wait(talk) || goes_at_once(talk))
    return true;
  if (open != NULL && open->kind == QUESTION_KIND_WHICH) {
    /* It goes where the one before goes: the same answer is for both. */
    *out_turn = TALK_TURN_HELD;
    return talk_hold(talk, open, error);
  }
  SmsWhich which = {.contact = talk->contact, .tickets = several};
  if (!sms_which_ask(talk->desk, talk->incoming, &which, error))
    return false;
  if (which.asked) {
    talk->kind = "asked";
    *out_turn = TALK_TURN_HELD;
  }
  return true;
}
