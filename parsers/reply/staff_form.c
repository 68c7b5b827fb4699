/* SPDX-License-Identifier: Apache-2.0
 *
 * Small recognisers over one line; linear in it.
 */
#include "parsers/reply/staff_form.h"

#include <string.h>

#include <glib.h>

#include "parsers/fold.h"

enum {
  NAME_WORDS_MAX = 4,
  OFFICE_WORDS_MAX = 7,
  INITIALS_MAX = 3,
  FRAME_BYTES_MAX = 120, /* a longer line is a sentence */
};

const char *
staff_form_skip_blanks(const char *text)
{
  while (*text != '\0' && g_unichar_isspace(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return text;
}

/* Does the word stand in the table, which is in lower case? */
static bool
is_one_of(const char *word, const char *const *table, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(word, table[i]) == 0)
      return true;
  return false;
}

/* The words of a text, folded, without punctuation at their ends; the caller
 * frees. */
static char **
folded_words(const char *text)
{
  g_autofree char *folded = fold_case(text, strlen(text));
  return g_strsplit_set(g_strstrip(folded), " \t", OFFICE_WORDS_MAX + 2);
}

/* Not names, though written with a capital at the end of a letter. */
static const char *const no_name_table[] = {
    "danke",  "vielen",   "herzlichen", "besten",    "ihr",     "ihre",
    "bis",    "schöne",   "schönen",    "schönes",   "gute",    "guten",
    "alles",  "erledigt", "viel",       "repariert", "bitte",   "ja",
    "nein",   "gern",     "gerne",      "frohe",     "behoben", "heute",
    "morgen", "ok",       "thank",      "thanks",    "many",    "your",
    "yours",  "kind",     "best",       "wir",       "die",     "das",
    "der",    "es",       "ein",        "eine",      "kein",    "keine",
    "sehr",   "guten",    "hallo",      "moin",      "liebe",   "lieber",
    "termin",
};

static const char *const particle_table[] = {
    "von", "van", "de", "der", "den", "zu", "zum", "und", "i.a.", "i.v.", "di",
};

/* Letters, dots of titles, hyphens; begins with a capital. */
static bool
is_name_word(const char *word)
{
  if (!g_unichar_isupper(g_utf8_get_char(word)))
    return false;
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (!g_unichar_isalpha(c) &&
        strchr(".-'’,", (int)(c < 0x80 ? c : 'x')) == NULL)
      return false;
  }
  return true;
}

/* Degrees, which are no part of a name though they stand in its line. */
static const char *const degree_table[] = {
    "(fh)",  "(th)",  "(tu)",    "(uni)",    "(univ.)", "(ba)",    "(dh)",
    "m.sc.", "b.sc.", "m.eng.",  "b.eng.",   "m.a.",    "b.a.",    "ll.m.",
    "ll.b.", "ph.d.", "(m.sc.)", "(b.eng.)", "(m.a.)",  "(b.sc.)", "mba",
};

/* The text without the degrees in it; owned by the caller. */
static char *
without_degrees(const char *text)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \t", OFFICE_WORDS_MAX + 2);
  GString *rest = g_string_new(NULL);
  for (char **word = words; *word != NULL; word++) {
    g_autofree char *small = fold_case(*word, strlen(*word));
    if (**word == '\0' ||
        is_one_of(small, degree_table, G_N_ELEMENTS(degree_table)))
      continue;
    g_string_append_printf(rest, "%s%s", rest->len > 0 ? " " : "", *word);
  }
  return g_string_free(rest, FALSE);
}

/* A name, no degree in it. */
static bool
is_bare_name(const char *text)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \t", NAME_WORDS_MAX + 2);
  g_auto(GStrv) folded = folded_words(text);
  guint count = 0;
  size_t size = strlen(text);
  if (size == 0 || strchr(".!?:", text[size - 1]) != NULL ||
      folded[0] == NULL ||
      is_one_of(folded[0], no_name_table, G_N_ELEMENTS(no_name_table)))
    return false;
  for (char **word = words; *word != NULL; word++) {
    g_autofree char *small = fold_case(*word, strlen(*word));
    bool particle =
        is_one_of(small, particle_table, G_N_ELEMENTS(particle_table));
    if (**word != '\0' && !particle && !is_name_word(*word))
      return false;
    count += **word != '\0' && !particle;
  }
  return count >= 1 && count <= NAME_WORDS_MAX;
}

bool
staff_form_is_name(const char *text)
{
  g_autofree char *bare = without_degrees(text);
  return is_bare_name(bare);
}

static const char *const office_table[] = {
    "amt",          "fachbereich",  "abteilung",     "sachgebiet",
    "referat",      "dezernat",     "bauhof",        "stadtwerk",
    "eigenbetrieb", "verwaltung",   "bürgermeister", "leiter",
    "stadt ",       "gemeinde",     "landkreis",     "fachdienst",
    "team ",        "sachbearbeit", "mitarbeiter",   "ingenieur",
    "hansestadt",   "betriebshof",  "rathaus",       "sekretariat",
    "department",
};

/* "18055 Rostock", "Neuer Markt 1" */
static bool
is_address(const char *text)
{
  size_t digits = strspn(text, "0123456789");
  if (digits == 5 && text[5] == ' ' &&
      g_unichar_isupper(g_utf8_get_char(text + 6)))
    return true;
  size_t size = strlen(text);
  const char *blank = strrchr(text, ' ');
  return size <= 40 && blank != NULL && g_ascii_isdigit(blank[1]) &&
         strlen(blank + 1) <= 4 && g_unichar_isupper(g_utf8_get_char(text)) &&
         strpbrk(text, ".,!?:") == NULL;
}

bool
staff_form_is_office(const char *text)
{
  g_auto(GStrv) words = folded_words(text);
  g_autofree char *folded = fold_case(text, strlen(text));
  size_t size = strlen(text);
  if (size == 0 || strchr(".!?:", text[size - 1]) != NULL ||
      g_strv_length(words) > OFFICE_WORDS_MAX ||
      !g_unichar_isalnum(g_utf8_get_char(text)) ||
      g_str_has_prefix(folded, "ihr"))
    return false;
  const char *bar = strstr(text, " | ");
  if (is_address(text) || (bar != NULL && is_address(bar + 3)))
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS(office_table); i++)
    if (strstr(folded, office_table[i]) != NULL)
      return true;
  return false;
}

bool
staff_form_is_signed(const char *text)
{
  static const char *const separators[] = {" / ", " - ", " – ", " | ", " · "};
  g_autofree char *padded = g_strdup_printf(" %s ", text);
  g_autoptr(GString) line = g_string_new(padded);
  for (size_t i = 0; i < G_N_ELEMENTS(separators); i++)
    g_string_replace(line, separators[i], "\n", 0);
  g_auto(GStrv) parts = g_strsplit(line->str, "\n", OFFICE_WORDS_MAX);
  bool named = false;
  for (size_t i = 0; parts[i] != NULL; i++) {
    const char *part = g_strstrip(parts[i]);
    bool name = staff_form_is_name(part);
    if (*part != '\0' && !name && !staff_form_is_office(part))
      return false;
    named |= name;
  }
  return named;
}

bool
staff_form_is_initials(const char *bare)
{
  size_t size = strlen(bare);
  bool slash = bare[0] == '/';
  bool wrapped = size > 2 && ((bare[0] == '(' && bare[size - 1] == ')') ||
                              (bare[0] == '-' && bare[size - 1] == '-'));
  const char *at = bare + strspn(bare, "/(- ");
  size_t letters = 0;
  while (g_ascii_isalpha(at[letters]))
    letters++;
  const char *rest = at + letters;
  bool no_word =
      strncmp(at, "ok", letters) != 0 && strncmp(at, "ja", letters) != 0;
  /* "/pb 21.5." has a date. */
  return (slash || wrapped) && letters >= 1 && letters <= INITIALS_MAX &&
         no_word && rest[strspn(rest, "0123456789.,)- ")] == '\0';
}

/* What follows a colleague's name and a comma. */
static const char *const request_table[] = {
    "bitte",   "kümmer", "kümmere",    "kannst",   "mach",     "machst",
    "schau",   "ruf",    "nimm",       "gib",      "leite",    "antworte",
    "schreib", "fahr",   "guck",       "geh",      "sag",      "du",
    "dein",    "deine",  "hast",       "magst",    "könntest", "würdest",
    "bist",    "weisst", "übernimmst", "übernimm", "ihr",      "könnt",
    "habt",    "please", "can",        "could",    "denk",     "meld",
    "melde",   "schick", "klär",       "kläre",    "prüf",     "prüfe",
    "check",   "wer",    "z.k.",       "fyi",      "erledige", "dir",
    "siehe",   "s.u.",   "willst",     "dazu",     "hier",     "zur",
    "zu",      "ist",    "wie",        "was",      "wann",     "wo",
    "warum",
};

bool
staff_form_is_call(const char *text)
{
  if (text[0] == '@' && g_ascii_isalpha(text[1]))
    return true;
  const char *sign = strstr(text, " @");
  if (sign != NULL && g_ascii_isalpha(sign[2]))
    return true;
  const char *comma = strpbrk(text, ",:;-");
  if (comma == NULL || comma == text || comma - text > 40 ||
      (comma[1] != ' ' && comma[1] != '\0'))
    return false;
  g_autofree char *name = g_strndup(text, (gsize)(comma - text));
  if (!staff_form_is_name(g_strstrip(name)))
    return false;
  g_auto(GStrv) words = folded_words(staff_form_skip_blanks(comma + 1));
  return words[0] != NULL &&
         is_one_of(words[0], request_table, G_N_ELEMENTS(request_table));
}

unsigned
staff_form_count_labels(const char *bare)
{
  static const char *const labels[] = {
      "von:",  "an:",   "gesendet:", "betreff:", "datum:", "cc:",   "kopie:",
      "from:", "sent:", "to:",       "subject:", "date:",  "thema:"};
  unsigned count = 0;
  for (const char *colon = strchr(bare, ':'); colon != NULL;
       colon = strchr(colon + 1, ':'))
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
      size_t size = strlen(labels[i]);
      const char *at = colon + 1 - size;
      if (colon + 1 - bare >= (ptrdiff_t)size &&
          strncmp(at, labels[i], size) == 0 &&
          (at == bare || !g_ascii_isalnum(at[-1])))
        count++;
    }
  return count;
}

/* "peter müller/bauamt/stadt": X.500 names of Notes */
static bool
is_notes_name(const char *bare)
{
  const char *first = strchr(bare, '/');
  const char *second = first == NULL ? NULL : strchr(first + 1, '/');
  if (second == NULL || second == first + 1 || first == bare)
    return false;
  const char *blank = strchr(bare, ' ');
  bool two_words = blank != NULL && blank < first;
  return two_words && strchr(bare, '.') == NULL && strstr(bare, "//") == NULL &&
         g_ascii_isalpha(first[1]) && first[-1] != ' ' && first[-1] != '-' &&
         strlen(bare) <= 60;
}

/* "peter müller/bauamt---21.05.2026 08:14:11---hallo karla," */
static bool
notes_dashes(const char *bare)
{
  const char *first = strstr(bare, "---");
  return first != NULL && strstr(first + 3, "---") != NULL;
}

bool
staff_form_is_frame(const char *bare)
{
  size_t size = strlen(bare);
  if (size > FRAME_BYTES_MAX && !g_str_has_prefix(bare, "----"))
    return size == strspn(bare, "-_=~ ");
  if (size >= 3 && size == strspn(bare, "-_=~. ") && bare[0] != '.')
    return true;
  if (bare[0] == '{') /* "{token:…}" of a ticket system */
    return true;
  if (g_str_has_prefix(bare, "––") || g_str_has_prefix(bare, "——"))
    return true;
  return g_str_has_prefix(bare, "---") || g_str_has_suffix(bare, ">>>") ||
         notes_dashes(bare) || g_str_has_prefix(bare, "===") ||
         g_str_has_prefix(bare, "___") || is_notes_name(bare);
}

bool
staff_form_is_file(const char *bare)
{
  static const char *const endings[] = {
      ".jpg", ".jpeg", ".png", ".heic", ".gif", ".pdf", ".doc", ".docx",
      ".xls", ".xlsx", ".odt", ".tif",  ".zip", ".msg", ".eml", ".txt"};
  size_t size = strlen(bare);
  for (size_t i = 0; size <= FRAME_BYTES_MAX && i < G_N_ELEMENTS(endings);
       i++) {
    const char *at = strstr(bare, endings[i]);
    const char *rest = at == NULL ? NULL : at + strlen(endings[i]);
    /* A size in brackets, another file or nothing follows. */
    if (rest != NULL && (*rest == '\0' || strchr(")]>;", *rest) != NULL ||
                         g_str_has_prefix(rest, " (")))
      return true;
  }
  return false;
}

bool
staff_form_holds_saying(const char *bare)
{
  static const char *const sayings[] = {
      "schreibt:",  "schreibt mir:", "meint:",
      "sagt:",      "teilt mit:",    "teilte mit:",
      "antwortet:", "antwortete:",   "hat geantwortet:",
      "meinte:",    "sagte:",        "writes:",
      "says:"};
  for (size_t i = 0; i < G_N_ELEMENTS(sayings); i++)
    if (strstr(bare, sayings[i]) != NULL)
      return true;
  return false;
}

bool
staff_form_is_bracketed(const char *bare)
{
  size_t size = strlen(bare);
  return size >= 2 && ((bare[0] == '(' && bare[size - 1] == ')') ||
                       (bare[0] == '[' && bare[size - 1] == ']'));
}

bool
staff_form_offers_contact(const char *bare)
{
  static const char *const openings[] = {"bei rückfragen",
                                         "bei fragen",
                                         "für rückfragen",
                                         "für fragen",
                                         "rückfragen",
                                         "sie erreichen mich",
                                         "sie erreichen uns",
                                         "falls sie fragen",
                                         "wenn sie fragen",
                                         "für weitere",
                                         "bei weiteren",
                                         "fragen beantwortet",
                                         "ansprechpartner",
                                         "haben sie fragen",
                                         "sollten sie fragen",
                                         "if you have any questions",
                                         "for questions",
                                         "you can reach",
                                         "telefonisch erreichen sie",
                                         "gern auch",
                                         "gerne auch",
                                         "ihr ansprechpartner",
                                         "erreichbar"};
  for (size_t i = 0; i < G_N_ELEMENTS(openings); i++)
    if (g_str_has_prefix(bare, openings[i]))
      return true;
  return false;
}
