/* SPDX-License-Identifier: Apache-2.0
 *
 * The kinds of letters, shipped and the town's, and their patterns.
 */
#include "parsers/letter/letter.h"

#include "parsers/letter/letter_private.h"
#include "parsers/wish/wish.h"
#include "parsers/phrases/phrase_rows.h"

static void
add_all(GPtrArray *list, const GPtrArray *more)
{
  for (unsigned i = 0; i < more->len; i++)
    g_ptr_array_add(list, g_strdup(more->pdata[i]));
}

/* What a town changes is mostly the recipient; its own signs are mostly more
 * of them. */
static void
inherit(void *row, const void *shipped)
{
  LetterKind *kind = row;
  const LetterKind *old = shipped;
  if (kind->to == NULL)
    kind->to = g_strdup(old->to);
  if (kind->answer == NULL)
    kind->answer = g_strdup(old->answer);
  if (kind->flag_words->len == 0)
    add_all(kind->flag_words, old->flag_words);
  GHashTableIter names;
  void *language, *name;
  g_hash_table_iter_init(&names, old->names);
  while (g_hash_table_iter_next(&names, &language, &name))
    if (!g_hash_table_contains(kind->names, language))
      g_hash_table_insert(kind->names, g_strdup(language), g_strdup(name));
  if (kind->own)
    return;
  kind->group = kind->group || old->group;
  add_all(kind->words, old->words);
  add_all(kind->strong, old->strong);
  add_all(kind->weak, old->weak);
  add_all(kind->against, old->against);
  add_all(kind->ignore, old->ignore);
  add_all(kind->senders, old->senders);
}

static void
check(void *row, const YamlNode *node, Problems *problems)
{
  LetterKind *kind = row;
  kind->flags = 0;
  for (unsigned i = 0; i < kind->flag_words->len; i++)
    kind->flags |= letter_flag(kind->flag_words->pdata[i]);
  bool has_signs =
      kind->group
          ? kind->words->len > 0
          : kind->strong->len + kind->weak->len + kind->senders->len > 0;
  if (kind->enabled && !has_signs && node->kind == YAML_KIND_MAP)
    problems_add(problems, node->place,
                 kind->group
                     ? "the group has no words – give 'words'"
                     : "there are no signs – give 'strong', 'weak' or "
                       "'senders', or 'enabled: false' to switch a shipped "
                       "row off");
}

static const PhraseRowType row_type = {
    .schema = &letter_schema,
    .shipped = "templates/letters.yaml",
    .inherit = inherit,
    .check = check,
};

static void
add_phrases(GArray *rows, const LetterKind *kind)
{
  const PhraseRow sides[LETTER_SIDES] = {
      {kind->id, kind->group, kind->group ? kind->words : kind->strong,
       kind->ignore},
      {"", false, kind->group ? NULL : kind->weak, kind->ignore},
      {"", false, kind->group ? NULL : kind->against, NULL},
  };
  static const PhraseRow off[LETTER_SIDES] = {{.id = ""}};
  g_array_append_vals(rows, kind->enabled ? sides : off, LETTER_SIDES);
}

LetterTable *
letter_table_new(const YamlNode *town, Problems *problems)
{
  LetterTable *table = g_new0(LetterTable, 1);
  table->rows = phrase_rows_read(&row_type, town, problems);
  table->kinds = g_ptr_array_new();
  g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(PhraseRow));
  for (unsigned i = 0; i < table->rows->len; i++) {
    LetterKind *kind = table->rows->pdata[i];
    add_phrases(rows, kind);
    if (kind->enabled && !kind->group)
      g_ptr_array_add(table->kinds, kind);
  }
  table->wishes = wishes_new();
  const FilePosition shipped = {row_type.shipped, 0, 0};
  table->phrases = phrase_set_new_forgiving(
      (const PhraseRow *)(const void *)rows->data, rows->len,
      town != NULL ? town->place : shipped, problems);
  return table;
}

void
letter_table_free(LetterTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref(table->kinds);
  phrase_rows_free(&row_type, table->rows);
  phrase_set_free(table->phrases);
  wishes_free(table->wishes);
  g_free(table);
}

const LetterKind *
letter_table_find(const LetterTable *table, const char *id)
{
  return phrase_rows_find(table->kinds, id);
}

const GPtrArray *
letter_table_kinds(const LetterTable *table)
{
  return table->kinds;
}

const char *
letter_kind_name(const LetterKind *kind, const char *language)
{
  return phrase_row_name(kind->names, kind->id, language);
}
