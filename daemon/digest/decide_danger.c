/* SPDX-License-Identifier: Apache-2.0
 *
 * Which words of a message are looked at for dangers.
 */
#include "daemon/digest/decide_danger.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/forward/forwarded.h"
#include "parsers/keyword/keyword.h"
#include "parsers/letter/letter.h"
#include "parsers/message.h"
#include "parsers/reply/pointing.h"
#include "parsers/sms/sms.h"
#include "parsers/subject.h"
#include "templates/format.h"

#define DAY_MS INT64_C(86400000)
enum { PASSED_ON_DAYS = 7 }; /* by way of an office and over a weekend */

void
found_danger_clear(FoundDanger *found)
{
  danger_hit_clear(&found->hit);
}

/* A town has no better word for it than who cries. */
static const char CRY_RULE[] = "cry-for-help";

static DangerVerdict
match(const Desk *desk, const char *text, FoundDanger *out)
{
  DangerVerdict verdict =
      danger_judge(desk->config->town->danger, text, &out->hit);
  if (verdict != DANGER_IS)
    return verdict;
  const DangerRule *rule = out->hit.rule;
  out->told = (IncomingDanger){.rule = rule->id,
                               .department = rule->department,
                               .number = rule->phone,
                               .words = out->hit.words};
  return DANGER_IS;
}

static void
look_at_sms(const Desk *desk, Incoming *incoming, FoundDanger *out)
{
  const char *text = incoming->sms->text;
  g_autoptr(Keyword) keyword = keyword_classify(text, NULL);
  if (keyword->kind == KEYWORD_STOP)
    return;
  DangerVerdict verdict = match(desk, text, out);
  incoming->may_be_danger = verdict != DANGER_NONE;
  if (verdict == DANGER_IS)
    incoming->danger = &out->told;
  else if (keyword_cries_for_help(text)) {
    out->told = (IncomingDanger){.rule = CRY_RULE};
    incoming->danger = &out->told;
  }
}

static void
append(GString *all, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (all->len > 0)
    g_string_append(all, "\n\n");
  g_string_append(all, text);
}

/* The subject of a reply is that of what he answers. */
static void
append_subject(GString *all, const char *subject)
{
  SubjectPrefix prefix = SUBJECT_PREFIX_NONE;
  g_autofree char *base = subject_base(subject, &prefix);
  if (prefix != SUBJECT_PREFIX_REPLY)
    append(all, base);
}

/* "Danke, hat sich erledigt": what he thanks for is over. */
static bool
only_thanks(const Desk *desk, const char *text)
{
  const LetterTable *kinds = desk->config->town->letters;
  return (letter_flags_of(kinds, text) & LETTER_FILES_ONLY) != 0;
}

/* "Siehe unten", "zur Kenntnis": what is meant stands below.  A few words may
 * as well be "Immer noch so!". */
static bool
says_enough(const Desk *desk, const char *text)
{
  enum { ENOUGH_CHARACTERS = 40 };
  return pointing_worth(text) == TEXT_WORTH_SAYS &&
         (g_utf8_strlen(text, -1) > ENOUGH_CHARACTERS ||
          only_thanks(desk, text));
}

/* A covering letter says little of what it covers, however long it is; but what
 * was written long ago is no danger of today's only because he cites it. */
static bool
is_old(const Desk *desk, const Message *mail)
{
  const Forwarded *first =
      mail->forwarded->len > 0 ? mail->forwarded->pdata[0] : NULL;
  if (first == NULL || first->day == NULL)
    return false;
  g_autofree char *oldest =
      format_day(desk->now_ms - PASSED_ON_DAYS * DAY_MS, desk->zone);
  return strcmp(first->day, oldest) < 0;
}

/* Owned by the caller. */
static char *
words_of_mail(const Desk *desk, const Message *mail, bool is_ours)
{
  GString *all = g_string_new(NULL);
  bool enough = says_enough(desk, mail->text);
  if (!is_ours)
    append_subject(all, mail->subject);
  append(all, mail->text);
  if (!enough || !is_old(desk, mail)) {
    append_subject(all, mail->forwarded_subject);
    append(all, mail->forwarded_text);
  }
  if (!is_ours && !enough)
    append(all, mail->quoted);
  return g_string_free(all, FALSE);
}

void
danger_look(const Desk *desk, Incoming *incoming, FoundDanger *out)
{
  *out = (FoundDanger){0};
  if (incoming->mail == NULL) {
    look_at_sms(desk, incoming, out);
    return;
  }
  BelongingKind kind = incoming->belonging.kind;
  if (kind != BELONGING_NEW && kind != BELONGING_CITIZEN)
    return;
  /* What is answered there, and its subject, we wrote ourselves. */
  bool is_ours = incoming->belonging.ticket != NULL;
  g_autofree char *words = words_of_mail(desk, incoming->mail, is_ours);
  if (match(desk, words, out) == DANGER_IS)
    incoming->danger = &out->told;
}

bool
danger_is_in_automatic(const Desk *desk, const Incoming *incoming)
{
  const Message *mail = incoming->mail;
  if (incoming->belonging.ticket != NULL || mail->in_reply_to->len > 0 ||
      mail->references->len > 0)
    return false;
  g_auto(FoundDanger) found = {0};
  g_autofree char *words = words_of_mail(desk, mail, false);
  return match(desk, words, &found) == DANGER_IS;
}
