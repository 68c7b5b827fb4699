/* SPDX-License-Identifier: Apache-2.0
 *
 * The ways to reach a writer that stand below his farewell without a mark: the
 * block of company, street, town, telephone and address.  It is taken from the
 * text, so that his office is not read as the place of what he reports.  One
 * line that says something leaves all of it in the text.
 */
#include <string.h>

#include "parsers/reply/reply_private.h"
#include "parsers/reply/reply_words.h"

enum {
  REPLY_CONTACT_LINES_MAX = 14, /* below a farewell; more is a text */
  REPLY_CONTACT_MIN = 2,        /* parts that tell how to reach him */
  REPLY_CONTACT_PARTS_MAX = 8,  /* of one line, between "|" */
  REPLY_PROSE_BYTES = 90,       /* no line of an address is so long */
  REPLY_PHONE_DIGITS_MIN = 6,
  REPLY_EXTENSION_DIGITS_MIN = 3, /* "Tel.: -123" */
  REPLY_DEGREE_DIGITS_MIN = 4,    /* behind the point of coordinates */
};

static const ReplyLine *
line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, ReplyLine, i);
}

static unsigned
count_digits(const char *text)
{
  unsigned digits = 0;
  for (; *text != '\0'; text++)
    digits += g_ascii_isdigit(*text) ? 1 : 0;
  return digits;
}

static bool
begins_with(const char *text, const char *const *words, size_t size)
{
  for (size_t i = 0; i < size; i++)
    if (g_str_has_prefix(text, words[i]))
      return true;
  return false;
}

/* "48.13721 11.57554": no telephone number has a point so far in front. */
static bool
holds_coordinates(const char *folded)
{
  for (const char *c = folded; *c != '\0'; c++)
    if (g_ascii_isdigit(*c) && c[1] == '.' &&
        strspn(c + 2, "0123456789") >= REPLY_DEGREE_DIGITS_MIN)
      return true;
  return false;
}

/* A link with more than a host may lead to a photo or to a map. */
static bool
holds_deep_link(const char *folded)
{
  const char *link = strstr(folded, "://");
  if (link == NULL)
    link = strstr(folded, "www.");
  if (link == NULL)
    return strstr(folded, "geo:") != NULL;
  const char *path = strchr(link + strlen("://"), '/');
  return path != NULL && (strpbrk(path, "?@#") != NULL ||
                          count_digits(path) >= REPLY_DEGREE_DIGITS_MIN);
}

/* What only companies write below a letter. */
static bool
is_legal(const char *folded)
{
  static const char *const words[] = {
      "geschäftsführ",
      "sitz der gesellschaft",
      "registergericht",
      "handelsregister",
      "hrb ",
      "vorstand:",
      "aufsichtsrat",
      "managing director",
      "registered office",
      "company reg",
      "ust",
      "steuern",
      "skype",
      "bürozeiten",
      "öffnungszeiten",
      "sprechzeiten",
      "instagram",
      "facebook",
      "linkedin",
      "iban",
      "bic ",
      "bankverbindung",
      "vat ",
  };
  return begins_with(folded, words, G_N_ELEMENTS(words));
}

static bool
is_phone(const char *folded)
{
  static const char *const words[] = {
      "tel",   "tél",  "tlf",    "gsm", "fon", "fax", "mobil", "handy",
      "phone", "cell", "m:",     "t:",  "f:",  "p:",  "d:",    "m ",
      "t ",    "f ",   "durchw", "☎",   "📞",   "📱",   "📠",
  };
  unsigned digits = count_digits(folded);
  if (holds_coordinates(folded))
    return false;
  if (begins_with(folded, words, G_N_ELEMENTS(words)))
    return digits >= REPLY_EXTENSION_DIGITS_MIN;
  return digits >= REPLY_PHONE_DIGITS_MIN &&
         strspn(folded, "+0123456789 ()/-.") == strlen(folded);
}

/* "12345 Musterstadt", "D-12345 Musterstadt" */
static bool
is_town(const char *folded)
{
  if (g_str_has_prefix(folded, "d-"))
    folded += strlen("d-");
  return strspn(folded, "0123456789") == 5 && folded[5] == ' ' &&
         count_digits(folded) == 5;
}

/* "E-Mail: max@example.org", "www.example.org" */
static bool
is_net_address(const char *folded)
{
  static const char *const words[] = {"www.", "http", "web:",     "web ",
                                      "w:",   "w ",   "internet", "homepage"};
  static const char *const mail[] = {"e-mail", "email", "mail:", "mail ",
                                     "e:",     "e ",    "📧",     "✉"};
  if (strchr(folded, '@') != NULL || strstr(folded, "(at)") != NULL)
    return strchr(folded, ' ') == NULL ||
           begins_with(folded, mail, G_N_ELEMENTS(mail));
  return begins_with(folded, words, G_N_ELEMENTS(words)) &&
         strchr(folded, '.') != NULL;
}

/* How many ways to reach him a line tells: "Weg 1 | 12345 Ort | Tel. 030 1". */
static unsigned
count_contacts(const char *folded)
{
  static const char *const separators[] = {"·", "•"};
  g_autoptr(GString) line = g_string_new(folded);
  for (size_t i = 0; i < G_N_ELEMENTS(separators); i++)
    g_string_replace(line, separators[i], "|", 0);
  g_auto(GStrv) parts = g_strsplit(line->str, "|", REPLY_CONTACT_PARTS_MAX);
  unsigned contacts = 0;
  for (size_t i = 0; parts[i] != NULL; i++) {
    const char *part = g_strstrip(parts[i]);
    contacts += is_phone(part) || is_town(part) || is_net_address(part) ||
                        is_legal(part)
                    ? 1
                    : 0;
  }
  return contacts;
}

/* A line that says something is no part of an address. */
static bool
is_prose(const char *folded, unsigned contacts)
{
  size_t size = strlen(folded);
  if (holds_deep_link(folded) || holds_coordinates(folded))
    return true;
  if (contacts >= REPLY_CONTACT_MIN || is_legal(folded))
    return false;
  if (contacts == 0 && strchr(folded, ':') != NULL)
    return true; /* "Standort: …", "Sie steht hier:" */
  bool ends = size > 0 && strchr("?!", folded[size - 1]) != NULL;
  return size > REPLY_PROSE_BYTES || ends || g_str_has_prefix(folded, "ps") ||
         g_str_has_prefix(folded, "p.s") ||
         (size > REPLY_PROSE_BYTES / 2 && folded[size - 1] == '.');
}

/* The last farewell of the stretch, its end when there is none near. */
static guint
find_farewell(const GArray *lines, guint begin, guint end)
{
  guint least = end > begin + REPLY_CONTACT_LINES_MAX
                    ? end - REPLY_CONTACT_LINES_MAX
                    : begin;
  for (guint i = end; i-- > least;) {
    const ReplyLine *line = line_at(lines, i);
    if (line->kind == REPLY_TEXT &&
        reply_words_close(line->folded, line->hints & REPLY_HINT_CLOSING))
      return i;
  }
  return end;
}

/* "Musterweg 3a" */
static bool
is_street(const char *folded)
{
  const char *last = strrchr(folded, ' ');
  return last != NULL && g_ascii_isdigit(last[1]) &&
         !g_ascii_isdigit(*folded) && strlen(folded) < REPLY_PROSE_BYTES / 2;
}

/* May a line stand in a block of addresses above the first sure one?  Names of
 * people, companies and streets are written with capitals; a word without one
 * that does not join names, or a label, says something.
 */
static bool
is_name(const ReplyLine *line)
{
  static const char *const joining[] = {
      "und", "für", "der", "die", "des", "von", "zu",   "and", "of",   "the",
      "for", "de",  "la",  "du",  "rue", "et",  "gmbh", "mbh", "e.v.", NULL};
  g_autofree char *text = g_strndup(line->begin, line->size);
  g_auto(GStrv) words = g_strsplit_set(g_strstrip(text), " \t", -1);
  if (strchr(text, ':') != NULL || strstr(text, "Nr.") != NULL ||
      strlen(text) > REPLY_PROSE_BYTES)
    return false;
  for (size_t i = 0; words[i] != NULL; i++)
    if (g_unichar_islower(g_utf8_get_char(words[i])) &&
        words[i][1] != '\0' && /* "12 a" */
        !g_strv_contains(joining, words[i]))
      return false;
  return true;
}

/* His name, below the farewell; the farewell where none is. */
static guint
find_name(const GArray *lines, guint farewell, guint end)
{
  guint i = farewell + 1;
  while (i < end && line_at(lines, i)->kind != REPLY_TEXT)
    i++;
  const char *text = i < end ? line_at(lines, i)->folded : "";
  bool name = i < end && !reply_is_ruler(line_at(lines, i)) &&
              !is_street(text) && count_contacts(text) == 0;
  return name ? i : farewell;
}

/* Each line a paragraph, as HTML of Outlook reads: then the street stands above
 * the town behind an empty line, and the company above the street.
 */
static guint
spaced_begin(const GArray *lines, guint name, guint first)
{
  guint begin = first;
  bool street = false;
  while (begin > name + 2 && line_at(lines, begin - 1)->kind == REPLY_EMPTY &&
         line_at(lines, begin - 2)->kind == REPLY_TEXT &&
         is_name(line_at(lines, begin - 2))) {
    bool above = street;
    street = is_street(line_at(lines, begin - 2)->folded);
    if (!street && !above)
      break;
    begin -= 2;
    if (!street)
      break;
  }
  return begin;
}

/* Where the block begins whose first sure line is `first`: with its paragraph,
 * or right below the name, and with a ruler above it.
 */
static guint
block_begin(const GArray *lines, guint name, guint first)
{
  guint begin = first;
  while (begin > name + 1 && line_at(lines, begin - 1)->kind == REPLY_TEXT &&
         is_name(line_at(lines, begin - 1)))
    begin--;
  if (begin == first && is_town(line_at(lines, first)->folded))
    begin = spaced_begin(lines, name, first);
  guint ruler = begin;
  while (ruler > name + 1 && line_at(lines, ruler - 1)->kind == REPLY_EMPTY)
    ruler--;
  if (ruler > name + 1 && reply_is_ruler(line_at(lines, ruler - 1)))
    begin = ruler - 1;
  return begin;
}

void
reply_mark_contacts(GArray *lines, guint begin, guint end)
{
  unsigned contacts = 0;
  guint first = end, last = end, farewell = find_farewell(lines, begin, end);
  for (guint i = farewell + 1; i < end; i++) {
    const char *text = line_at(lines, i)->folded;
    unsigned found = count_contacts(text);
    if (is_prose(text, found))
      return;
    contacts += found;
    first = found > 0 ? MIN(first, i) : first;
    last = found > 0 ? i : last;
  }
  if (contacts < REPLY_CONTACT_MIN)
    return;
  /* What stands behind an empty line below may be an afterthought. */
  while (last < end && line_at(lines, last)->kind == REPLY_TEXT)
    last++;
  guint name = find_name(lines, farewell, first);
  for (guint i = block_begin(lines, name, first); i < last; i++)
    if (line_at(lines, i)->kind == REPLY_TEXT)
      g_array_index(lines, ReplyLine, i).kind = REPLY_FOOTER;
}
