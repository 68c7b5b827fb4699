/* SPDX-License-Identifier: Apache-2.0
 *
 * Nothing decided counts as one more category, which is never right.
 */
#include "daemon/learn/route_measure.h"

#include <stdio.h>

#include <jansson.h>

#include "daemon/cli_print.h"
#include "parsers/learn/learn_measure.h"
#include "parsers/learn/town_choice.h"

static unsigned
place_of(const Town *town, const Category *category)
{
  guint place;
  return g_ptr_array_find(town->categories, category, &place)
             ? place
             : town->categories->len;
}

static GArray *
decide_all(const Town *town, const LearnModel *model, const LearnLines *lines)
{
  GArray *outcomes = g_array_new(FALSE, FALSE, sizeof(LearnOutcome));
  for (guint i = 0; i < lines->rows->len; i++) {
    const LearnLine *line = lines->rows->pdata[i];
    const Category *truth =
        line->category == NULL ? NULL : town_category(town, line->category);
    if (truth == NULL)
      continue;
    g_autoptr(TownChoice) choice = town_choose(town, line->text, model);
    const LikelyCategory *best = &choice->likely[0];
    LearnOutcome outcome = {place_of(town, truth),
                            place_of(town, best->category), best->probability};
    g_array_append_val(outcomes, outcome);
  }
  return outcomes;
}

static const char *
name_of(const Town *town, unsigned place)
{
  if (place == town->categories->len)
    return "-";
  return ((const Category *)town->categories->pdata[place])->id;
}

static void
print_json(const Town *town, const LearnMeasures *measures,
           const unsigned *confusion, unsigned categories, unsigned unknown)
{
  json_t *rows = json_object();
  for (unsigned i = 0; i < categories; i++)
    for (unsigned j = 0; j < categories; j++) {
      unsigned count = confusion[(size_t)i * categories + j];
      json_t *row = json_object_get(rows, name_of(town, i));
      if (count > 0 && row == NULL) {
        row = json_object();
        json_object_set_new(rows, name_of(town, i), row);
      }
      if (count > 0)
        json_object_set_new(row, name_of(town, j), json_integer(count));
    }
  json_auto_t *all = json_pack(
      "{s:i s:i s:f s:f s:f s:f s:f s:o}", "count", (int)measures->count,
      "unknown", (int)unknown, "accuracy", measures->accuracy, "macro_f1",
      measures->macro_f1, "calibration_error", measures->calibration_error,
      "threshold", measures->threshold, "coverage", measures->coverage,
      "confusion", rows);
  char *line = json_dumps(all, JSON_REAL_PRECISION(6));
  puts(line);
  free(line);
}

static void
print_confusion(const Town *town, const unsigned *confusion,
                unsigned categories)
{
  printf("\n%s\n", cli_text("Verwechslungen (wahr → entschieden):",
                            "confused (truth → decided):"));
  for (unsigned i = 0; i < categories; i++)
    for (unsigned j = 0; j < categories; j++)
      if (i != j && confusion[(size_t)i * categories + j] > 0)
        printf("%6u  %s → %s\n", confusion[(size_t)i * categories + j],
               name_of(town, i), name_of(town, j));
}

static void
print_text(const Town *town, const LearnMeasures *measures,
           const unsigned *confusion, unsigned categories, unsigned unknown)
{
  printf("%s %u", cli_text("Texte:", "texts:"), measures->count);
  if (unknown > 0)
    printf(cli_text(", %u weitere mit Kategorien, die der Ort nicht hat",
                    ", %u more with categories that the town has not"),
           unknown);
  printf("\n%s %.1f %%\n", cli_text("richtig:", "right:"),
         100 * measures->accuracy);
  printf(
      "%s %.3f\n",
      cli_text("F1 im Mittel der Kategorien:", "F1, mean of the categories:"),
      measures->macro_f1);
  printf("%s %.3f\n",
         cli_text("Fehler der Wahrscheinlichkeiten (ECE):",
                  "error of the probabilities (ECE):"),
         measures->calibration_error);
  if (measures->threshold > 1)
    puts(cli_text("ab keiner Schwelle sind 95 % richtig",
                  "from no threshold on 95 % are right"));
  else
    printf(cli_text("ab %.2f sind 95 %% richtig: %.1f %% der Texte\n",
                    "from %.2f on 95 %% are right: %.1f %% of the texts\n"),
           measures->threshold, 100 * measures->coverage);
  print_confusion(town, confusion, categories);
}

int
route_measure(const Town *town, const LearnModel *model,
              const LearnLines *lines, bool json)
{
  g_autoptr(GArray) outcomes = decide_all(town, model, lines);
  if (outcomes->len == 0)
    return cli_fail(EX_DATAERR,
                    cli_text("nichts zu messen", "nothing to measure"),
                    cli_text("keine Zeile hat einen Text und eine Kategorie "
                             "dieses Ortes",
                             "no line has a text and a category of this town"),
                    "{\"text\": …, \"category\": …}");
  unsigned categories = town->categories->len + 1;
  LearnMeasures measures = learn_measure(outcomes, categories);
  g_autofree unsigned *confusion = learn_confusion(outcomes, categories);
  unsigned unknown = lines->rows->len - outcomes->len;
  (json ? print_json : print_text)(town, &measures, confusion, categories,
                                   unknown);
  return EX_OK;
}
