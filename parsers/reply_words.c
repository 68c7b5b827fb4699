/* SPDX-License-Identifier: Apache-2.0
 *
 * The words that mail programs write into replies.  German and English are
 * complete for the usual programs; of other languages stand here the words of
 * the attribution line and a few more.
 */
#include "parsers/reply_words.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

/* All tables are in case-folded form. */
static const char *const verb_table[] = {
    "schrieb",  "geschrieben", "wrote", "écrit",   "escribió", "scritto",
    "schreef",  "geschreven",  "skrev", "napisał", "написал",  "написа",
    "escreveu", "kirjoitti",   "yazdı", "写道",    "пише",     "пишет",
    "a scris",  "написав",     "írta",  "napsal",  "yazdi",
};

/* How an attribution begins, when not with the name of the writer. */
static const char *const opener_table[] = {
    "am ", "on ", "le ", "el ", "il ", "op ", "em ", "den ", "w dniu ", "dnia ",
};

static const char *const header_table[] = {
    "von:",   "gesendet:",   "an:",        "betreff:",      "datum:",
    "from:",  "sent:",       "to:",        "subject:",      "date:",
    "cc:",    "de:",         "envoyé:",    "envoyé :",      "à:",
    "objet:", "reply-to:",   "para:",      "asunto:",       "enviado:",
    "van:",   "aan:",        "verzonden:", "onderwerp:",    "von :",
    "de :",   "à :",         "objet :",    "gesendet am:",  "от:",
    "кому:",  "тема:",       "fra:",       "til:",          "emne:",
    "kopie:", "antwort an:", "date :",     "organisation:",
};

static const char *const mark_table[] = {
    "original message",      "ursprüngliche nachricht",
    "originalnachricht",     "original-nachricht",
    "original nachricht",    "original appointment",
    "ursprüngliche mail",    "message d'origine",
    "mensaje original",      "oorspronkelijk bericht",
    "reply message",         "urspr. nachricht",
    "reply above this line", "bitte oberhalb dieser zeile antworten",
};

static const char *const forward_table[] = {
    "forwarded message",
    "weitergeleitete nachricht",
    "weitergeleitete mail",
    "message transféré",
    "forwarded by",
    "weitergeleitet von",
    "begin forwarded message",
    "anfang der weitergeleiteten",
    "anfang der weitergeleiteten e-mail",
};

/* A line that begins with the first and holds the second. */
static const struct {
  const char *begins, *holds;
} device_table[] = {
    {"von meinem ", "gesendet"},
    {"von meinem/meiner ", "gesendet"}, /* Samsung */
    {"von meiner ", "gesendet"},
    {"von unterwegs", "gesendet"},
    {"von outlook", ""},
    {"gesendet von ", ""},
    {"gesendet mit ", ""},
    {"gesendet über ", ""},
    {"gesendet aus ", ""},
    {"diese nachricht wurde von mein", "gesendet"},
    {"diese e-mail wurde von", "gesendet"},
    {"sent from ", ""},
    {"sent via ", ""},
    {"sent with ", ""},
    {"(sent from ", ""},
    {"get outlook for", ""},
    {"outlook für ", ""},
    {"holen sie sich outlook", ""},
    {"envoyé de", "mon"},
    {"enviado desde mi", ""},
    {"inviato da", ""},
    {"verzonden ", ""},
    {"this email was sent from my", ""},
    {"yahoo mail", ""},
    {"sendt fra min", ""},
    {"skickat från min", ""},
    {"wysłane z", ""},
    {"отправлено с", ""},
};

static const char *const closing_table[] = {
    "mit freundlichen grüssen",
    "mit freundlichem gruss",
    "freundliche grüsse",
    "viele grüsse",
    "beste grüsse",
    "mit besten grüssen",
    "mit freundlichen gruessen",
    "schöne grüsse",
    "herzliche grüsse",
    "liebe grüsse",
    "mfg",
    "i. a.",
    "i.a.",
    "im auftrag",
    "best regards",
    "kind regards",
    "regards",
    "yours sincerely",
    "sincerely",
    "hochachtungsvoll",
};

/* So short, or so common at a line's beginning, that hardly more than a name
 * may follow: "VG Karla". */
static const char *const farewell_table[] = {
    "vg",
    "lg",
    "gruss",
    "grüsse",
    "gruesse",
    "schönen gruss",
    "mit gruss",
    "besten gruss",
    "mit bestem gruss",
    "mit besten gruss",
    "i.v.",
    "i. v.",
};

enum { FAREWELL_NAME_WORDS_MAX = 3 };

static const char *const banner_table[] = {
    "externe e-mail",
    "external email",
    "externer absender",
    "external sender",
    "stammt von ausserhalb",
    "originated from outside",
    "diese e-mail enthält vertrauliche",
    "diese e-mail kann vertrauliche",
    "this email may contain confidential",
    "this e-mail may contain confidential",
    "this message contains confidential",
    "virenfrei",
    "virus-free",
    "datenschutzhinweis",
    "[extern]",
    "caution:",
    "erhalten nicht oft e-mails von",
    "don't often get email from",
    "bitte denken sie an die umwelt",
    "denken sie an die umwelt",
};

/* A table of words with its length. */
#define WORDS(table)                                                           \
  {                                                                            \
    table, G_N_ELEMENTS(table)                                                 \
  }

static const struct {
  const char *const *words;
  size_t count;
} words_table[] = {
    [REPLY_WORDS_VERB] = WORDS(verb_table),
    [REPLY_WORDS_OPENER] = WORDS(opener_table),
    [REPLY_WORDS_HEADER] = WORDS(header_table),
    [REPLY_WORDS_MARK] = WORDS(mark_table),
    [REPLY_WORDS_FORWARD] = WORDS(forward_table),
    [REPLY_WORDS_CLOSING] = WORDS(closing_table),
    [REPLY_WORDS_BANNER] = WORDS(banner_table),
};

/* The first byte tells almost always, without a call. */
static bool
begins(const char *folded, const char *word)
{
  return folded[0] == word[0] && g_str_has_prefix(folded, word);
}

bool
reply_words_begin(ReplyWords set, const char *folded)
{
  for (size_t i = 0; i < words_table[set].count; i++)
    if (begins(folded, words_table[set].words[i]))
      return true;
  return false;
}

/* A bit for the first four bytes, which every word here has, well mixed
 * (Knuth's multiplicative hash). */
static unsigned
sieve_bit(const char *at)
{
  uint32_t head;
  memcpy(&head, at, sizeof head);
  return head * UINT32_C(2654435761) >> 24;
}

bool
reply_words_hold(ReplyWords set, const char *folded)
{
  bool sieve[1 << 8] = {false};
  size_t size = strlen(folded);
  for (size_t i = 0; i < words_table[set].count; i++)
    sieve[sieve_bit(words_table[set].words[i])] = true;
  for (size_t i = 0; i + sizeof(uint32_t) <= size; i++)
    if (sieve[sieve_bit(folded + i)] && reply_words_begin(set, folded + i))
      return true;
  return false;
}

bool
reply_words_close(const char *folded)
{
  if (reply_words_begin(REPLY_WORDS_CLOSING, folded))
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS(farewell_table); i++) {
    const char *word = farewell_table[i];
    if (!begins(folded, word))
      continue;
    const char *rest = folded + strlen(word);
    if (*rest != '\0' && strchr(" ,.!", *rest) == NULL)
      continue;
    g_auto(GStrv) names = g_strsplit_set(rest, " ,.!", -1);
    unsigned count = 0;
    for (char **name = names; *name != NULL; name++)
      count += **name != '\0';
    if (count <= FAREWELL_NAME_WORDS_MAX)
      return true;
  }
  return false;
}

bool
reply_words_device(const char *folded)
{
  for (size_t i = 0; i < G_N_ELEMENTS(device_table); i++)
    if (begins(folded, device_table[i].begins) &&
        strstr(folded, device_table[i].holds) != NULL)
      return true;
  return false;
}
