/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows into pieces for the machine, and where each piece counts.
 */
#include "parsers/phrases/phrase_pattern.h"
#include "parsers/phrases/phrase_private.h"

/* What is compiled at the moment, and where its problems are told. */
typedef struct Compiler {
  PhraseSet *set;
  FilePosition place;
  Problems *problems;
} Compiler;

/* The array at `index` of a list of arrays. */
static GArray *
array_at(GPtrArray *arrays, unsigned index, unsigned element_size)
{
  if (index >= arrays->len)
    g_ptr_array_set_size(arrays, (gint)index + 1);
  if (arrays->pdata[index] == NULL)
    arrays->pdata[index] = g_array_new(FALSE, FALSE, element_size);
  return arrays->pdata[index];
}

static bool
find_group(const PhraseSet *set, const char *id, unsigned *out_row)
{
  for (unsigned i = 0; i < set->rows->len; i++) {
    const PhraseRow *row = &g_array_index(set->rows, PhraseRow, i);
    if (row->group && g_strcmp0(row->id, id) == 0) {
      *out_row = i;
      return true;
    }
  }
  return false;
}

static unsigned
add_piece(PhraseSet *set, const char *bytes)
{
  unsigned piece = phrase_machine_add(set->machine, bytes);
  if (set->spelling != NULL)
    phrase_spelling_add(set->spelling, bytes);
  if (piece >= set->begins->len)
    g_array_set_size(set->begins, piece + 1);
  g_array_index(set->begins, bool, piece) = bytes[0] == ' ';
  return piece;
}

static void
add_alternative(Compiler *compiler, const char *bytes, PhrasePlace place)
{
  PhraseSet *set = compiler->set;
  unsigned group = 0;
  GArray *places = NULL;
  if (bytes[0] != '@') {
    unsigned piece = add_piece(set, bytes);
    places = array_at(set->places, piece, sizeof(PhrasePlace));
  } else if (find_group(set, bytes + 1, &group)) {
    places = array_at(set->members, group, sizeof(PhrasePlace));
  } else {
    problems_add(compiler->problems, compiler->place,
                 "there is no group '%s' (in a pattern)", bytes + 1);
    return;
  }
  g_array_append_val(places, place);
}

static void
add_term(Compiler *compiler, const PhraseTerm *term, PhrasePlace place)
{
  for (char **one = term->alternatives; *one != NULL; one++)
    add_alternative(compiler, *one, place);
}

static void
add_pattern(Compiler *compiler, unsigned row, const char *text, bool ignores)
{
  PhrasePattern pattern = {.text = text, .row = row, .ignores = ignores};
  PhrasePlace place = {.pattern = compiler->set->patterns->len};
  g_autoptr(GArray) terms = phrase_pattern_read(text);
  for (unsigned i = 0; i < terms->len; i++) {
    const PhraseTerm *term = &g_array_index(terms, PhraseTerm, i);
    place.term = (uint8_t)(1u << i);
    *(term->excludes ? &pattern.excluded : &pattern.wanted) |= place.term;
    add_term(compiler, term, place);
  }
  g_array_append_val(compiler->set->patterns, pattern);
}

/* A group's words are single terms; of a longer line the first one counts. */
static void
add_member(Compiler *compiler, unsigned row, const char *text)
{
  PhraseSet *set = compiler->set;
  g_autoptr(GArray) terms = phrase_pattern_read(text);
  const PhraseTerm *term = &g_array_index(terms, PhraseTerm, 0);
  for (char **one = term->alternatives; *one != NULL; one++) {
    if (**one == '@') {
      problems_add(compiler->problems, compiler->place,
                   "group '%s' names another group – write its words",
                   g_array_index(set->rows, PhraseRow, row).id);
      continue;
    }
    unsigned piece = add_piece(set, *one);
    GArray *groups = array_at(set->groups, piece, sizeof(unsigned));
    g_array_append_val(groups, row);
  }
}

static unsigned
length(const GPtrArray *patterns)
{
  return patterns != NULL ? patterns->len : 0;
}

static void
add_row(Compiler *compiler, unsigned index)
{
  const PhraseRow *row = &g_array_index(compiler->set->rows, PhraseRow, index);
  for (unsigned i = 0; i < length(row->words); i++)
    if (row->group)
      add_member(compiler, index, row->words->pdata[i]);
    else
      add_pattern(compiler, index, row->words->pdata[i], false);
  for (unsigned i = 0; i < length(row->ignore); i++)
    add_pattern(compiler, index, row->ignore->pdata[i], true);
}

static void
free_array(void *array)
{
  if (array != NULL)
    g_array_unref(array);
}

static PhraseSet *
compile(PhraseSet *set, const PhraseRow *rows, unsigned count,
        FilePosition place, Problems *problems)
{
  set->rows = g_array_new(FALSE, FALSE, sizeof(PhraseRow));
  g_array_append_vals(set->rows, rows, count);
  set->patterns = g_array_new(FALSE, FALSE, sizeof(PhrasePattern));
  set->begins = g_array_new(FALSE, TRUE, sizeof(bool));
  set->places = g_ptr_array_new_with_free_func(free_array);
  set->groups = g_ptr_array_new_with_free_func(free_array);
  set->members = g_ptr_array_new_with_free_func(free_array);
  set->machine = phrase_machine_new();
  Compiler compiler = {set, place, problems};
  for (unsigned i = 0; i < count; i++)
    add_row(&compiler, i);
  (void)array_at(set->members, count, sizeof(PhrasePlace));
  phrase_machine_seal(set->machine);
  return set;
}

PhraseSet *
phrase_set_new(const PhraseRow *rows, unsigned count, FilePosition place,
               Problems *problems)
{
  return compile(g_new0(PhraseSet, 1), rows, count, place, problems);
}

PhraseSet *
phrase_set_new_forgiving(const PhraseRow *rows, unsigned count,
                         FilePosition place, Problems *problems)
{
  PhraseSet *set = g_new0(PhraseSet, 1);
  set->spelling = phrase_spelling_new();
  return compile(set, rows, count, place, problems);
}

void
phrase_set_free(PhraseSet *set)
{
  if (set == NULL)
    return;
  g_array_unref(set->rows);
  g_array_unref(set->patterns);
  g_array_unref(set->begins);
  g_ptr_array_unref(set->places);
  g_ptr_array_unref(set->groups);
  g_ptr_array_unref(set->members);
  phrase_machine_free(set->machine);
  phrase_spelling_free(set->spelling);
  g_free(set);
}

unsigned
phrase_set_patterns(const PhraseSet *set)
{
  return set->patterns->len;
}
