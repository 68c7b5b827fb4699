/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote route`: which category and which department texts would go to, and
 * why; and how often that is right.  Needs no store.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "daemon/cli_print.h"
#include "daemon/learn/learn_file.h"
#include "daemon/learn/route_measure.h"
#include "daemon/learn/route_town.h"
#include "daemon/verb.h"
#include "parsers/config/town_charge.h"
#include "parsers/learn/town_choice.h"
#include "parsers/place/places.h"

/* What texts are judged by. */
typedef struct Judge {
  const Town *town;
  const LearnModel *model;    /* NULL: words alone */
  const Gazetteer *gazetteer; /* NULL: the town has none */
} Judge;

/* Whose it is: where the line says it is, else where its text does. */
static TownCharge
charge_of(const Judge *judge, const LearnLine *line, const Category *category)
{
  if (line->point.has_point)
    return town_charge(judge->town, category, &line->point);
  g_autoptr(GPtrArray) places =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  places_find(line->text, judge->gazetteer, places);
  return town_charge(judge->town, category, places_best_point(places));
}

/* "'Laterne' → beleuchtung 0.91; district Nord → stadtwerke" */
static char *
explain(const TownChoice *choice, const TownCharge *charge)
{
  g_autofree char *chosen = town_choice_explain(choice);
  return charge->district != NULL
             ? g_strdup_printf("%s; district %s → %s", chosen, charge->district,
                               charge->department)
             : g_strdup_printf("%s; %s → %s", chosen,
                               choice->likely[0].category->id,
                               charge->department);
}

static json_t *
describe(const Judge *judge, const LearnLine *line, const TownChoice *choice)
{
  if (choice->count == 0)
    return json_pack("{s:n s:s s:f s:s s:[]}", "category", "department",
                     judge->town->desk, "confidence", 0.0, "why",
                     "no word speaks for any category", "likely");
  const LikelyCategory *best = &choice->likely[0];
  const TownCharge charge = charge_of(judge, line, best->category);
  g_autofree char *why = explain(choice, &charge);
  json_t *likely = json_array();
  for (unsigned i = 0; i < choice->count; i++)
    json_array_append_new(likely, json_pack("{s:s s:f}", "category",
                                            choice->likely[i].category->id,
                                            "confidence",
                                            choice->likely[i].probability));
  return json_pack("{s:s s:s s:s* s:f s:s s:o}", "category", best->category->id,
                   "department", charge.department, "district", charge.district,
                   "confidence", best->probability, "why", why, "likely",
                   likely);
}

static int
print_routes(const Judge *judge, const LearnLines *lines, const char *path)
{
  for (guint i = 0; i < lines->rows->len; i++) {
    const LearnLine *line = lines->rows->pdata[i];
    g_autoptr(TownChoice) choice =
        town_choose(judge->town, line->text, judge->model);
    json_auto_t *record = describe(judge, line, choice);
    char *text = json_dumps(record, JSON_REAL_PRECISION(4));
    puts(text);
    free(text);
  }
  if (lines->first_bad == 0)
    return EX_OK;
  g_autofree char *what = g_strdup_printf("%s:%u", path, lines->first_bad);
  return cli_fail(EX_DATAERR, what,
                  cli_text("Zeilen ohne Text wurden ausgelassen",
                           "lines without a text were left out"),
                  "{\"text\": …}");
}

static int
route(const Judge *judge, const char *path, const char *truth, bool json)
{
  g_autoptr(GError) error = NULL;
  const char *from = truth != NULL ? truth : path;
  g_autoptr(LearnLines) lines = learn_lines_read(from, &error);
  if (lines == NULL)
    return cli_fail(EX_NOINPUT, from, error->message, NULL);
  return truth != NULL ? route_measure(judge->town, judge->model, lines, json)
                       : print_routes(judge, lines, from);
}

static int
run_route(int argc, char **argv)
{
  const char *directory = NULL, *config = NULL, *file = NULL, *truth = NULL;
  if (!cli_take_option(&argc, argv, "--town", &directory) ||
      !cli_take_option(&argc, argv, "--config", &config) ||
      !cli_take_option(&argc, argv, "--model", &file) ||
      !cli_take_option(&argc, argv, "--eval", &truth))
    return EX_USAGE;
  bool json = cli_take_flag(&argc, argv, "--json");
  if (!cli_check_rest(argc, argv, truth == NULL))
    return EX_USAGE;
  g_autoptr(Town) town = NULL;
  g_autoptr(LearnModel) model = NULL;
  g_autoptr(Gazetteer) gazetteer = NULL;
  int code = route_load_places(directory, config, &town, &gazetteer);
  if (code == EX_OK && file != NULL)
    code = route_load_model(file, &model);
  if (code != EX_OK)
    return code;
  const Judge judge = {town, model, gazetteer};
  return route(&judge, argc > 1 ? argv[1] : "-", truth, json);
}

const Verb verb_route = {
    .name = "route",
    .arguments = "[--town DIR] [--model FILE] [--eval FILE.jsonl] [FILE|-]",
    .summary_de = "sagt, wohin Texte gehen und warum",
    .summary_en = "says where texts go and why",
    .help_de =
        "Liest JSON-Zeilen {\"text\": …} aus FILE oder der Standardeingabe und "
        "schreibt\n"
        "für jede category, department, confidence (0 bis 1), why und die "
        "nächsten\n"
        "Kategorien. Verschickt nichts und braucht keinen Speicher. Wo es "
        "ist, sagen\n"
        "latitude und longitude der Zeile, sonst eine Straße im Text.\n"
        "\n"
        "  --town DIR         Verzeichnis des Ortes, sonst das der "
        "Konfiguration\n"
        "  --config FILE      Konfiguration, sonst $BOTE_CONFIG\n"
        "  --model FILE       dazu ein Modell von bote learn --from\n"
        "  --eval FILE.jsonl  misst an Zeilen {\"text\": …, \"category\": …}, "
        "wie oft das\n"
        "                     stimmt und wie sicher es ist\n"
        "  --json             diese Maße als JSON\n",
    .help_en =
        "Reads JSON Lines {\"text\": …} from FILE or standard input and "
        "prints for each\n"
        "category, department, confidence (0 to 1), why, and the next "
        "categories.\n"
        "Sends nothing and needs no store. Where it is, latitude and longitude "
        "of\n"
        "the line say, else a street in the text.\n"
        "\n"
        "  --town DIR         the town directory, else that of the "
        "configuration\n"
        "  --config FILE      the configuration, else $BOTE_CONFIG\n"
        "  --model FILE       with a model of bote learn --from\n"
        "  --eval FILE.jsonl  measures on lines {\"text\": …, \"category\": …} "
        "how often\n"
        "                     that is right, and how sure\n"
        "  --json             these measures as JSON\n",
    .run = run_route,
};
