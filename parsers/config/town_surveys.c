/* SPDX-License-Identifier: Apache-2.0
 *
 * Each file for itself, then each with those before it.
 */
#include "parsers/config/town_surveys.h"

#include <string.h>

#include "parsers/keyword/keyword.h"
#include "parsers/survey/xlsform/xlsform.h"

static bool
is_same_word(const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return false;
  g_autofree char *one = keyword_normalise(a);
  g_autofree char *other = keyword_normalise(b);
  return strcmp(one, other) == 0;
}

/* Waves of one survey have its id and may have its keyword. */
static void
check_pair(const Questionnaire *form, const char *file,
           const Questionnaire *other, Problems *problems)
{
  FilePosition place = {file, 0, 0};
  bool same = strcmp(form->id, other->id) == 0;
  if (same && form->wave == other->wave)
    problems_add(problems, place,
                 "another survey has the form_id '%s', too – give each its "
                 "own, or each wave its number",
                 form->id);
  else if (!same && is_same_word(form->keyword, other->keyword))
    problems_add(problems, place,
                 "the survey '%s' has the keyword '%s', too – nobody could say "
                 "which is meant",
                 other->id, form->keyword);
}

GPtrArray *
town_surveys_read(GHashTable *files, Problems *problems)
{
  GPtrArray *surveys =
      g_ptr_array_new_with_free_func((GDestroyNotify)questionnaire_free);
  g_autoptr(GList) names =
      g_list_sort(g_hash_table_get_keys(files), (GCompareFunc)strcmp);
  for (GList *at = names; at != NULL; at = at->next) {
    const char *name = at->data;
    GBytes *bytes = g_hash_table_lookup(files, name);
    if (bytes == NULL || !g_str_has_prefix(name, SURVEYS_FOLDER "/"))
      continue;
    Questionnaire *form = xlsform_read(bytes, name, problems);
    for (guint i = 0; form != NULL && i < surveys->len; i++)
      check_pair(form, name, surveys->pdata[i], problems);
    if (form != NULL)
      g_ptr_array_add(surveys, form);
  }
  return surveys;
}
