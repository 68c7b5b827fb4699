/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is said to have written the mail that was passed on is a claim in its
 * body, and he did not write to us: his name and address are not kept.  Where
 * it is his matter after all, report_forward.c takes the words apart.
 */
#include "daemon/services/report/forward/report_words.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/desk.h"
#include "parsers/forward/forwarded.h"
#include "parsers/json_text.h"
#include "parsers/message.h"
#include "parsers/person_name.h"
#include "parsers/reply/pointing.h"
#include "parsers/sms/sms.h"
#include "parsers/subject.h"

enum { NAME_CHARACTERS_MIN = 4 }; /* "Ad" stands in too many words */

/* Did somebody else than the originator write what was passed on? */
static bool
is_passed_on(const Message *mail)
{
  if (mail->forwarded_text == NULL || *mail->forwarded_text == '\0')
    return false;
  return mail->forwarded_from == NULL || mail->from == NULL ||
         g_ascii_strcasecmp(mail->forwarded_from->address,
                            mail->from->address) != 0;
}

bool
report_words_are_foreign(const Incoming *incoming)
{
  const Message *mail = incoming->mail;
  return mail != NULL && is_passed_on(mail) &&
         g_strcmp0(mail->text, mail->forwarded_text) == 0;
}

/* The text, or what stands for one that says nothing. */
char *
report_words_or_subject(const char *text, const char *written_subject)
{
  SubjectPrefix prefix = SUBJECT_PREFIX_NONE;
  g_autofree char *subject = subject_base(written_subject, &prefix);
  if (prefix == SUBJECT_PREFIX_REPLY)
    *subject = '\0'; /* it is ours */
  switch (pointing_worth(text)) {
  case TEXT_WORTH_EMPTY:
    return g_steal_pointer(&subject);
  case TEXT_WORTH_POINTS:
    return *subject == '\0' ? g_strdup(text)
                            : g_strconcat(subject, "\n\n", text, NULL);
  case TEXT_WORTH_SAYS:
    return g_strdup(text);
  }
  g_assert_not_reached();
}

/* "Weitergeleitet von Rita Rat, geschrieben von jemand anderem:" */
static char *
passed_on_line(const Desk *desk, const Message *mail)
{
  const char *language = desk->config->town->languages->pdata[0];
  json_auto_t *data = json_object();
  if (mail->from != NULL && mail->from->name != NULL)
    json_object_set_new(data, "by", json_string(mail->from->name));
  char *line = desk_render(desk, language, "passed-on.txt", data, NULL);
  return line == NULL ? g_strdup("") : g_strstrip(line);
}

/* Put an ellipsis where a text names somebody, however it is written. */
static char *
without(const char *text, const char *name)
{
  if (name == NULL || g_utf8_strlen(name, -1) < NAME_CHARACTERS_MIN)
    return g_strdup(text);
  g_autofree char *escaped = g_regex_escape_string(name, -1);
  g_autofree char *pattern =
      g_strdup_printf("(?<![\\pL\\pN])%s(?![\\pL\\pN])", escaped);
  g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
  char *out = regex == NULL
                  ? NULL
                  : g_regex_replace_literal(regex, text, -1, 0, "…", 0, NULL);
  return out == NULL ? g_strdup(text) : out;
}

/* Leave out who wrote what was passed on, also where he signed it. */
static char *
without_writers(const Message *mail, const char *text)
{
  g_autofree char *rest = g_strdup(text);
  for (guint i = 0; i < mail->forwarded->len; i++) {
    const Forwarded *forwarded = g_ptr_array_index(mail->forwarded, i);
    if (forwarded->from == NULL)
      continue;
    g_autofree char *turned = person_name_to_greet(forwarded->from->name);
    const char *names[] = {forwarded->from->address, turned,
                           forwarded->from->name};
    for (size_t j = 0; j < G_N_ELEMENTS(names); j++) {
      char *shorter = without(rest, names[j]);
      g_free(rest);
      rest = shorter;
    }
  }
  return g_steal_pointer(&rest);
}

/* The words of an SMS; where parts of it never came, which ones.  Nothing to
 * the citizen says so: he knows what he wrote. */
static char *
sms_words(const Desk *desk, const Incoming *incoming)
{
  const json_t *head = incoming->item->head;
  const char *missing = json_string_value(json_object_get(head, "missing"));
  if (missing == NULL)
    return g_strdup(incoming->sms->text);
  const char *language = desk->config->town->languages->pdata[0];
  json_auto_t *data = json_pack("{s:s, s:I, s:b}", "parts_missing", missing,
                                "parts_total", json_whole(head, "total"),
                                "parts_several", strchr(missing, ',') != NULL);
  g_autofree char *line =
      desk_render(desk, language, "sms-incomplete.txt", data, NULL);
  return g_strconcat(incoming->sms->text, "\n\n",
                     line == NULL ? "" : g_strstrip(line), NULL);
}

char *
report_words(const Desk *desk, const Incoming *incoming)
{
  const Message *mail = incoming->mail;
  if (mail == NULL)
    return sms_words(desk, incoming);
  if (!is_passed_on(mail))
    return report_words_or_subject(mail->text, mail->subject);
  g_autofree char *line = passed_on_line(desk, mail);
  g_autofree char *words =
      forwarded_words(mail->forwarded, mail->forwarded_text, 0);
  g_autofree char *named =
      report_words_or_subject(words, mail->forwarded_subject);
  g_autofree char *original = without_writers(mail, named);
  if (report_words_are_foreign(incoming))
    return g_strconcat(line, "\n\n", original, NULL);
  return g_strconcat(mail->text == NULL ? "" : mail->text, "\n\n", line, "\n\n",
                     original, NULL);
}
