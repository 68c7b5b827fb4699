/* SPDX-License-Identifier: Apache-2.0
 *
 * The keywords that belong to no service: HELP, LANGUAGE, and those whose work
 * is done beside (START, UNDO).
 */
#include "daemon/digest/dialogue_private.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/config/town.h"
#include "parsers/sms/sms.h"
#include "queue/person.h"

/* What people call the languages of texts; besides, their codes. */
static const struct {
  const char *name, *code;
} language_names[] = {
    {"deutsch", "de"},
    {"german", "de"},
    {"leicht", "de-simple"},
    {"einfach", "de-simple"},
    {"simple", "de-simple"},
    {"easy", "de-simple"},
    {"englisch", "en"},
    {"english", "en"},
    {"türkisch", "tr"},
    {"tuerkisch", "tr"},
    {"türkçe", "tr"},
    {"turkce", "tr"},
    {"turkish", "tr"},
    {"ukrainisch", "uk"},
    {"ukrainian", "uk"},
    {"українська", "uk"},
    {"ua", "uk"},
    {"arabisch", "ar"},
    {"arabic", "ar"},
    {"العربية", "ar"},
    {"gb", "en"},
};

/* The language of the town that is meant, borrowed from it; NULL: none. */
static const char *
language_meant(const Desk *desk, const char *word)
{
  const GPtrArray *languages = desk->config->town->languages;
  const char *code = word;
  for (size_t i = 0; i < G_N_ELEMENTS(language_names); i++)
    if (strcmp(language_names[i].name, word) == 0)
      code = language_names[i].code;
  for (guint i = 0; i < languages->len; i++)
    if (strcmp(languages->pdata[i], code) == 0)
      return languages->pdata[i];
  return NULL;
}

/* "DE/EN", as it is to be typed. */
static json_t *
language_data(const Desk *desk)
{
  const GPtrArray *languages = desk->config->town->languages;
  GString *codes = g_string_new(NULL);
  for (guint i = 0; i < languages->len; i++) {
    g_autofree char *code = g_ascii_strup(languages->pdata[i], -1);
    g_string_append_printf(codes, "%s%s", i == 0 ? "" : "/", code);
  }
  json_t *data = json_pack("{s:s}", "codes", codes->str);
  (void)g_string_free(codes, TRUE);
  return data;
}

static bool
change_language(Talk *talk, GError **error)
{
  Desk *desk = talk->desk;
  const char *word = talk->keyword->argument;
  const char *language = word == NULL ? NULL : language_meant(desk, word);
  if (language == NULL)
    return talk_answer(talk, "language-list", language_data(desk), error);
  ContactClaim claim = {.channel = "sms",
                        .address = talk->contact->address,
                        .language = language};
  Contact *changed = contact_ensure(desk->queue, &claim, error);
  if (changed == NULL)
    return false;
  contact_free(talk->contact);
  talk->contact = changed;
  return ticket_set_language_of(desk->queue, changed->id.text, language,
                                error) &&
         talk_answer(talk, "language-set", language_data(desk), error);
}

static bool
help(Talk *talk, GError **error)
{
  return talk_answer(talk, "help", NULL, error);
}

/* What a keyword does; NULL: it is a matter for a person, whatever else is
 * open, and a service files it. */
static const struct {
  KeywordKind kind;
  bool (*act)(Talk *talk, GError **error);
} acts[] = {
    {KEYWORD_HELP, help},
    {KEYWORD_START, talk_start},
    {KEYWORD_LANGUAGE, change_language},
    {KEYWORD_UNDO, talk_undo},
    {KEYWORD_STATUS, NULL},
    {KEYWORD_ALSO, NULL},
};

static bool
is_empty(const Incoming *incoming)
{
  const SmsIn *sms = incoming->sms;
  const char *at = sms->text;
  while (*at != '\0' && (g_unichar_isspace(g_utf8_get_char(at)) ||
                         g_unichar_iszerowidth(g_utf8_get_char(at))))
    at = g_utf8_next_char(at);
  return *at == '\0' && sms->media->len == 0 && incoming->attachments->len == 0;
}

bool
talk_empty(Talk *talk, TalkTurn *out_turn, GError **error)
{
  *out_turn = TALK_TURN_NEXT;
  if (!is_empty(talk->incoming))
    return true;
  *out_turn = TALK_TURN_DONE;
  talk->kind = "empty";
  return help(talk, error);
}

bool
talk_keyword(Talk *talk, TalkTurn *out_turn, GError **error)
{
  *out_turn = TALK_TURN_NEXT;
  for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
    if (acts[i].kind == talk->keyword->kind) {
      *out_turn = acts[i].act == NULL ? TALK_TURN_SERVICE : TALK_TURN_DONE;
      talk->kind = keyword_kind_to_string(talk->keyword->kind);
      return acts[i].act == NULL || acts[i].act(talk, error);
    }
  return true;
}
