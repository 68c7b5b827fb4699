/* SPDX-License-Identifier: Apache-2.0
 *
 * Sentences are folded one by one: where one ends, the next is farther away
 * than its next word is.  More than that a full stop does not say, as in
 * "Gartenstr. 12".
 */
#include "parsers/phrases/phrase_read.h"

#include <string.h>

#include "parsers/phrases/phrase_pattern.h"

enum {
  STRETCH_BYTES = 64 * 1024, /* what is remembered at once */
  SENTENCE_BYTES = 4 * 1024, /* a longer one is cut */
  SENTENCE_GAP = 2,          /* words */
  PARAGRAPH_GAP = 4,
  ENDING_BYTES = 4, /* of a word that a piece of its beginning knows */
};

PhraseReader *
phrase_reader_new(const PhraseSet *set)
{
  PhraseReader *reader = g_new0(PhraseReader, 1);
  reader->set = set;
  reader->events = g_array_new(FALSE, FALSE, sizeof(PhraseEvent));
  reader->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
  reader->folded = g_string_new(NULL);
  reader->terms = g_new0(uint8_t, set->patterns->len + 1);
  reader->touched = g_array_new(FALSE, FALSE, sizeof(unsigned));
  return reader;
}

void
phrase_reader_free(PhraseReader *reader)
{
  if (reader == NULL)
    return;
  g_array_unref(reader->events);
  g_array_unref(reader->starts);
  g_string_free(reader->folded, TRUE);
  g_array_unref(reader->touched);
  g_free(reader->terms);
  g_free(reader);
}

static void
touch_all(PhraseReader *reader, const GPtrArray *lists, unsigned index)
{
  const GArray *places = index < lists->len ? lists->pdata[index] : NULL;
  for (unsigned i = 0; places != NULL && i < places->len; i++) {
    const PhrasePlace *place = &g_array_index(places, PhrasePlace, i);
    if (reader->terms[place->pattern] == 0)
      g_array_append_val(reader->touched, place->pattern);
    reader->terms[place->pattern] |= place->term;
  }
}

static void
touch_piece(PhraseReader *reader, unsigned piece)
{
  const PhraseSet *set = reader->set;
  touch_all(reader, set->places, piece);
  const GArray *groups =
      piece < set->groups->len ? set->groups->pdata[piece] : NULL;
  for (unsigned i = 0; groups != NULL && i < groups->len; i++)
    touch_all(reader, set->members, g_array_index(groups, unsigned, i));
}

/* What the word filled becomes events. */
static void
end_word(PhraseReader *reader)
{
  for (unsigned i = 0; i < reader->touched->len; i++) {
    unsigned pattern = g_array_index(reader->touched, unsigned, i);
    const PhraseEvent event = {reader->starts->len - 1, pattern,
                               reader->terms[pattern]};
    g_array_append_val(reader->events, event);
    reader->terms[pattern] = 0;
  }
  g_array_set_size(reader->touched, 0);
}

static unsigned
step(PhraseReader *reader, unsigned state, char byte)
{
  const PhraseMachine *machine = reader->set->machine;
  state = phrase_machine_step(machine, state, (uint8_t)byte);
  unsigned at = state, piece;
  while (phrase_machine_next(machine, &at, &piece)) {
    reader->known |= g_array_index(reader->set->begins, bool, piece);
    touch_piece(reader, piece);
  }
  return state;
}

static void
begin_word(PhraseReader *reader)
{
  size_t start = reader->folded->len;
  g_array_append_val(reader->starts, start);
}

static unsigned
step_word(PhraseReader *reader, unsigned state, const char *word, size_t size)
{
  reader->known = false;
  for (size_t i = 0; i < size; i++) {
    state = step(reader, state, word[i]);
    reader->known &= i + ENDING_BYTES >= size;
  }
  return step(reader, state, ' ');
}

/* A word that is none of the set's, whatever it ends in, counts as all that it
 * may be meant to be, too. */
static unsigned
read_word(PhraseReader *reader, unsigned before, const char *word, size_t size)
{
  begin_word(reader);
  unsigned state = step_word(reader, before, word, size);
  const char *guesses[PHRASE_GUESSES_MAX];
  const PhraseSpelling *spelling = reader->set->spelling;
  unsigned count = spelling != NULL && !reader->known
                       ? phrase_spelling_guess(spelling, word, size, guesses)
                       : 0;
  for (unsigned i = 0; i < count; i++)
    state = step_word(reader, before, guesses[i], strlen(guesses[i]));
  end_word(reader);
  g_string_append_len(reader->folded, word, (gssize)size);
  g_string_append_c(reader->folded, ' ');
  return state;
}

/* Words with single blanks between them. */
static void
read_folded(PhraseReader *reader, const char *folded)
{
  if (*folded == '\0')
    return;
  unsigned state = step(reader, PHRASE_MACHINE_START, ' ');
  for (;;) {
    size_t size = strcspn(folded, " ");
    state = read_word(reader, state, folded, size);
    if (folded[size] == '\0')
      return;
    folded += size + 1;
  }
}

static bool
ends_paragraph(const char *text)
{
  return text[0] == '\n' &&
         (text[1] == '\n' || strncmp(text, "\n\r\n", 3) == 0);
}

static bool
ends_sentence(const char *text)
{
  return strchr(".!?", *text) != NULL &&
         (text[1] == '\0' || g_ascii_isspace(text[1]));
}

/* The bytes of a text's first sentence, and how far away the next one is. */
static size_t
sentence_size(const char *text, unsigned *out_gap)
{
  *out_gap = 0;
  const char *at = text;
  for (; *at != '\0'; at = g_utf8_next_char(at)) {
    if (at - text > SENTENCE_BYTES)
      return (size_t)(at - text);
    if (ends_paragraph(at) || ends_sentence(at)) {
      *out_gap = *at == '\n' ? PARAGRAPH_GAP : SENTENCE_GAP;
      return (size_t)(at + 1 - text);
    }
  }
  return (size_t)(at - text);
}

const char *
phrase_reader_read(PhraseReader *reader, const char *text)
{
  g_array_set_size(reader->events, 0);
  g_array_set_size(reader->starts, 0);
  g_string_truncate(reader->folded, 0);
  const char *begin = text;
  while (*text != '\0' && text - begin < STRETCH_BYTES) {
    unsigned gap;
    size_t size = sentence_size(text, &gap);
    g_autofree char *sentence = g_strndup(text, size);
    g_autofree char *folded = phrase_fold(sentence);
    read_folded(reader, folded);
    for (; gap > 0; gap--)
      begin_word(reader);
    text += size;
  }
  return text;
}
