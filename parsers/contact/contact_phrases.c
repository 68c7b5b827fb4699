/* SPDX-License-Identifier: Apache-2.0
 *
 * Sentences by which people say who they are and where they live.
 */
#include "parsers/contact/contact_private.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/contact/contact_mask.h"

enum {
  NAME_WORDS_MAX = 4,
  THIRD_WORDS_MAX = 2,  /* "Frau Anna Meier": nouns begin alike, and a neighbour
                          is seldom told with more */
  NAME_LETTERS_MIN = 3, /* "Li" is a syllable of many words, but not alone */
};

typedef enum Follow {
  FOLLOW_NAME,  /* words with a capital letter */
  FOLLOW_HERE,  /* the same, or what is to be seen there */
  FOLLOW_THIRD, /* the same, of somebody else */
  FOLLOW_PLACE, /* up to the end of the part of the sentence */
} Follow;

/* Lower case, as g_utf8_strdown() writes it. */
static const struct {
  const char *words;
  Follow follow;
} phrases[] = {
    {"mein name ist ", FOLLOW_NAME},
    {"mein name: ", FOLLOW_NAME},
    {"ich heiße ", FOLLOW_NAME},
    {"ich heisse ", FOLLOW_NAME},
    {"hier ist ", FOLLOW_HERE},
    {"hier schreibt ", FOLLOW_NAME},
    {"ich bin frau ", FOLLOW_NAME},
    {"ich bin herr ", FOLLOW_NAME},
    {"ich bin die frau ", FOLLOW_NAME},
    {"my name is ", FOLLOW_NAME},
    {"name: ", FOLLOW_NAME},
    {"i am called ", FOLLOW_NAME},
    {"ich wohne ", FOLLOW_PLACE},
    {"wir wohnen ", FOLLOW_PLACE},
    {"wohne ich ", FOLLOW_PLACE},
    {"wohnen wir ", FOLLOW_PLACE},
    {"wohnhaft ", FOLLOW_PLACE},
    {"meine adresse", FOLLOW_PLACE},
    {"meine anschrift", FOLLOW_PLACE},
    {"unsere adresse", FOLLOW_PLACE},
    {"i live ", FOLLOW_PLACE},
    {"we live ", FOLLOW_PLACE},
    {"my address", FOLLOW_PLACE},
    {"our address", FOLLOW_PLACE},
    {"herr ", FOLLOW_THIRD},
    {"herrn ", FOLLOW_THIRD},
    {"frau ", FOLLOW_THIRD},
    {"hr. ", FOLLOW_THIRD},
    {"fr. ", FOLLOW_THIRD},
    {"familie ", FOLLOW_THIRD},
    {"fam. ", FOLLOW_THIRD},
    {"eheleute ", FOLLOW_THIRD},
    {"nachbar ", FOLLOW_THIRD},
    {"nachbarn ", FOLLOW_THIRD},
    {"nachbarin ", FOLLOW_THIRD},
    {"vermieter ", FOLLOW_THIRD},
    {"dr. ", FOLLOW_THIRD},
    {"mr ", FOLLOW_THIRD},
    {"mr. ", FOLLOW_THIRD},
    {"mrs ", FOLLOW_THIRD},
    {"mrs. ", FOLLOW_THIRD},
    {"ms ", FOLLOW_THIRD},
    {"ms. ", FOLLOW_THIRD},
    {"neighbour ", FOLLOW_THIRD},
    {"neighbor ", FOLLOW_THIRD},
};

/* "LIEGT" may be what a frightened one cries, "Liegt" no more a name than
 * "Meier" is a verb. */
static bool
may_be_name(const char *word, bool helps)
{
  return g_unichar_isupper(g_utf8_get_char(word)) &&
         (!helps || g_unichar_islower(g_utf8_get_char(g_utf8_next_char(word))));
}

/* The words of a name: capital letters, "von", "Dr.". */
static size_t
name_length(const char *at, int words_max, bool helps)
{
  static const char *const particles[] = {"von ", "van ", "de ", "zu ",
                                          "der ", "dr. ", "al "};
  size_t length = 0;
  for (int words = 0; words < words_max; words++) {
    const char *word = at + length;
    size_t particle = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(particles); i++)
      if (g_ascii_strncasecmp(word, particles[i], strlen(particles[i])) == 0)
        particle = strlen(particles[i]);
    if (particle > 0) {
      length += particle;
      continue;
    }
    if (!may_be_name(word, helps))
      break;
    size_t size = strcspn(word, " ,.;:!?()\t");
    bool more = word[size] == ' ';
    length += size + (more ? 1 : 0);
    if (!more)
      break;
  }
  return length > 0 && at[length - 1] == ' ' ? length - 1 : length;
}

/* A dot ends a sentence where a capital letter follows, or nothing. */
static size_t
part_length(const char *at)
{
  size_t i = 0;
  for (; at[i] != '\0' && strchr(";!?", at[i]) == NULL; i++) {
    if (at[i] != '.')
      continue;
    const char *next = at + i + 1 + strspn(at + i + 1, " ");
    if (*next == '\0' || g_unichar_isupper(g_utf8_get_char(next)))
      break;
  }
  return i;
}

static size_t
follow_length(const char *at, Follow follow, bool helps)
{
  size_t length;
  switch (follow) {
  case FOLLOW_NAME:
    return name_length(at, NAME_WORDS_MAX, helps);
  case FOLLOW_HERE:
    /* "Hier ist Gas", "Hier ist Anna Meier": a helper needs the first. */
    length = name_length(at, NAME_WORDS_MAX, helps);
    return helps && memchr(at, ' ', length) == NULL ? 0 : length;
  case FOLLOW_THIRD:
    return name_length(at, THIRD_WORDS_MAX, helps);
  case FOLLOW_PLACE:
    return helps ? 0 : part_length(at);
  }
  g_assert_not_reached();
}

/* The end of a phrase that begins at `at` of a line, 0: none does. */
static size_t
phrase_length(const char *lower, Follow *out_follow)
{
  for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++)
    if (g_str_has_prefix(lower, phrases[i].words)) {
      *out_follow = phrases[i].follow;
      return strlen(phrases[i].words);
    }
  return 0;
}

char *
contact_mask_phrases(const char *line, bool helps)
{
  g_autofree char *lower = g_utf8_strdown(line, -1);
  /* Some letters have another length in lower case: then nothing can be told
     apart by place, and such a line has none of these phrases in it. */
  if (strlen(lower) != strlen(line))
    return g_strdup(line);
  GString *kept = g_string_new(NULL);
  for (size_t at = 0; line[at] != '\0';) {
    Follow follow = FOLLOW_NAME;
    bool begins = at == 0 || strchr(" ,.;:!?(\t", line[at - 1]) != NULL;
    size_t phrase = begins ? phrase_length(lower + at, &follow) : 0;
    size_t rest =
        phrase == 0 ? 0 : follow_length(line + at + phrase, follow, helps);
    if (rest == 0) {
      g_string_append_c(kept, line[at++]);
      continue;
    }
    g_string_append_len(kept, line + at, (gssize)phrase);
    if (kept->str[kept->len - 1] != ' ')
      g_string_append_c(kept, ' ');
    g_string_append(kept, CONTACT_MASK);
    at += phrase + rest;
  }
  return g_string_free(kept, FALSE);
}

static bool
is_in_name(const char *word, char *const *names)
{
  g_autofree char *folded = g_utf8_casefold(word, -1);
  for (size_t i = 0; names[i] != NULL; i++)
    if (g_utf8_strlen(names[i], -1) >= NAME_LETTERS_MIN &&
        strcmp(names[i], folded) == 0)
      return true;
  return false;
}

char *
contact_mask_name(const char *line, const char *name)
{
  g_autofree char *folded = g_utf8_casefold(name, -1);
  g_auto(GStrv) names = g_strsplit_set(folded, " ,.()\"'-", -1);
  GString *kept = g_string_new(NULL);
  for (const char *at = line; *at != '\0';) {
    const char *end = at;
    while (*end != '\0' && g_unichar_isalpha(g_utf8_get_char(end)))
      end = g_utf8_next_char(end);
    if (end == at)
      end = g_utf8_next_char(at);
    g_autofree char *word = g_strndup(at, (size_t)(end - at));
    bool possessive = g_str_has_suffix(word, "s") && word[1] != '\0';
    g_autofree char *bare = g_strndup(word, strlen(word) - 1);
    bool masked =
        is_in_name(word, names) || (possessive && is_in_name(bare, names));
    g_string_append(kept, masked ? CONTACT_MASK : word);
    at = end;
  }
  return g_string_free(kept, FALSE);
}
