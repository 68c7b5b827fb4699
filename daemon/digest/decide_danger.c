/* SPDX-License-Identifier: Apache-2.0
 *
 * Which words of a message are looked at for dangers.
 */
#include "daemon/digest/decide_danger.h"

#include "daemon/config.h"
#include "parsers/keyword.h"
#include "parsers/message.h"
#include "parsers/reply/pointing.h"
#include "parsers/sms.h"
#include "parsers/subject.h"

void
found_danger_clear(FoundDanger *found)
{
  danger_hit_clear(&found->hit);
}

/* A town has no better word for it than who cries. */
static const char CRY_RULE[] = "cry-for-help";

static bool
match(const Desk *desk, const char *text, FoundDanger *out)
{
  if (!danger_match(desk->config->town->danger, text, &out->hit))
    return false;
  const DangerRule *rule = out->hit.rule;
  out->told = (IncomingDanger){.rule = rule->id,
                               .department = rule->department,
                               .number = rule->phone,
                               .words = out->hit.words};
  return true;
}

static void
look_at_sms(const Desk *desk, Incoming *incoming, FoundDanger *out)
{
  const char *text = incoming->sms->text;
  g_autoptr(Keyword) keyword = keyword_classify(text, NULL);
  if (keyword->kind == KEYWORD_STOP)
    return;
  if (match(desk, text, out))
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

/* "Siehe unten", "zur Kenntnis": what is meant stands in the quote. */
static bool
says_enough(const char *text)
{
  enum { ENOUGH_CHARACTERS = 40 };
  return pointing_worth(text) == TEXT_WORTH_SAYS &&
         g_utf8_strlen(text, -1) > ENOUGH_CHARACTERS;
}

/* Owned by the caller. */
static char *
words_of_mail(const Message *mail, bool is_ours)
{
  GString *all = g_string_new(NULL);
  if (!is_ours)
    append_subject(all, mail->subject);
  append(all, mail->text);
  append_subject(all, mail->forwarded_subject);
  append(all, mail->forwarded_text);
  if (!is_ours && !says_enough(mail->text))
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
  g_autofree char *words = words_of_mail(incoming->mail, is_ours);
  if (match(desk, words, out))
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
  g_autofree char *words = words_of_mail(mail, false);
  return match(desk, words, &found);
}
