/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote learn`: has digest learn from the town's own tickets, and tells how it
 * went.  `bote learn --from` trains a model from a file of decided texts, for
 * trying and measuring.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "daemon/cli_print.h"
#include "daemon/learn/learn_ask.h"
#include "daemon/learn/learn_file.h"
#include "daemon/learn/route_town.h"
#include "daemon/verb.h"
#include "parsers/learn/town_choice.h"

static const CliNoun line_noun = {"Zeile", "Zeilen", "line", "lines"};

/* What could not be learnt from. */
static void
print_left_out(const LearnLines *lines, GHashTable *unknown, const char *path)
{
  if (lines->first_bad > 0) {
    g_autofree char *count =
        cli_count(lines->no_json + lines->no_text, &line_noun);
    fprintf(stderr,
            cli_text("Hinweis: %s:%u: %s ohne Text ausgelassen\n",
                     "note: %s:%u: %s without a text left out\n"),
            path, lines->first_bad, count);
  }
  g_autoptr(GList) ids =
      g_list_sort(g_hash_table_get_keys(unknown), (GCompareFunc)strcmp);
  for (GList *id = ids; id != NULL; id = id->next) {
    unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(unknown, id->data));
    g_autofree char *count = cli_count(number, &line_noun);
    fprintf(stderr,
            cli_text("Hinweis: Kategorie '%s' hat der Ort nicht: %s\n",
                     "note: the town has no category '%s': %s\n"),
            (const char *)id->data, count);
  }
}

static void
print_quality(const LearnModel *model, size_t size)
{
  LearnQuality quality = learn_model_quality(model);
  printf(cli_text("%u Texte; in der Kreuzvalidierung richtig: %.1f %%, mit den "
                  "Wörtern des Ortes allein %.1f %%; %.1f MiB\n",
                  "%u texts; right in cross-validation: %.1f %%, by the town's "
                  "words alone %.1f %%; %.1f MiB\n"),
         quality.texts, 100 * quality.accuracy, 100 * quality.words_only,
         (double)size / (1024 * 1024));
}

static int
fail_training(const GError *error)
{
  bool few = g_error_matches(error, LEARN_ERROR, LEARN_ERROR_FEW);
  return cli_fail(EX_DATAERR, cli_text("nichts gelernt", "nothing learnt"),
                  error->message,
                  few ? cli_text("mehr entschiedene Texte sammeln",
                                 "collect more decided texts")
                      : cli_text("Texte mehrerer Kategorien nehmen",
                                 "take texts of several categories"));
}

/* Better than the words alone, and than the model that is there? */
static bool
is_better(const LearnModel *model, const char *path)
{
  LearnQuality quality = learn_model_quality(model);
  g_autoptr(GError) error = NULL;
  g_autofree char *data = NULL;
  size_t size;
  if (quality.accuracy <= quality.words_only)
    return false;
  if (!g_file_get_contents(path, &data, &size, NULL))
    return true;
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(LearnModel) before = learn_model_open(bytes, NULL, &error);
  return before == NULL ||
         quality.accuracy >= learn_model_quality(before).accuracy;
}

static int
keep(GBytes *bytes, const char *path, bool force)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LearnModel) model = learn_model_open(bytes, NULL, &error);
  g_assert_no_error(error);
  print_quality(model, g_bytes_get_size(bytes));
  if (path == NULL)
    return EX_OK;
  if (!force && !is_better(model, path)) {
    puts(cli_text("nicht besser als das, was da ist: nichts geschrieben "
                  "(--force schreibt doch)",
                  "not better than what is there: nothing written (--force "
                  "writes it all the same)"));
    return EX_OK;
  }
  size_t size;
  const char *data = g_bytes_get_data(bytes, &size);
  if (!g_file_set_contents_full(path, data, (gssize)size,
                                G_FILE_SET_CONTENTS_CONSISTENT |
                                    G_FILE_SET_CONTENTS_DURABLE,
                                0600, &error))
    return cli_fail(EX_CANTCREAT, path, error->message, NULL);
  printf("%s: %s\n", cli_text("geschrieben", "written"), path);
  return EX_OK;
}

static int
learn(const Town *town, const char *from, const char *path, bool force)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LearnLines) lines = learn_lines_read(from, &error);
  if (lines == NULL)
    return cli_fail(EX_NOINPUT, from, error->message, NULL);
  LearnKey key;
  if (getrandom(&key, sizeof key, 0) != sizeof key)
    return cli_fail(EX_OSERR, "getrandom", g_strerror(errno), NULL);
  GHashTable *left = NULL;
  g_autoptr(GPtrArray) texts = learn_lines_texts(lines, town, &key, &left);
  g_autoptr(GHashTable) unknown = left;
  print_left_out(lines, unknown, from);
  g_autofree const char **ids = town_category_ids(town);
  LearnSet set = {ids, texts, &key, true, NULL, NULL};
  g_autoptr(GBytes) bytes = learn_train(&set, &error);
  return bytes == NULL ? fail_training(error) : keep(bytes, path, force);
}

typedef struct Options {
  const char *directory, *config, *file, *from;
  bool force, show, json;
} Options;

static int
run_from(const Options *options)
{
  g_autoptr(Town) town = NULL;
  int code = route_load_town(options->directory, options->config, &town);
  return code != EX_OK
             ? code
             : learn(town, options->from, options->file, options->force);
}

static int
run_learn(int argc, char **argv)
{
  Options options = {0};
  if (!cli_take_option(&argc, argv, "--town", &options.directory) ||
      !cli_take_option(&argc, argv, "--config", &options.config) ||
      !cli_take_option(&argc, argv, "--model", &options.file) ||
      !cli_take_option(&argc, argv, "--from", &options.from))
    return EX_USAGE;
  options.force = cli_take_flag(&argc, argv, "--force");
  options.show = cli_take_flag(&argc, argv, "--show");
  options.json = cli_take_flag(&argc, argv, "--json");
  if (!cli_check_rest(argc, argv, 0))
    return EX_USAGE;
  if (options.from != NULL && !options.show)
    return run_from(&options);
  if (options.from != NULL || options.file != NULL || options.force ||
      options.directory != NULL)
    return cli_fail(
        EX_USAGE, "learn",
        cli_text("das gehört nicht zusammen", "these do not go together"),
        "--from FILE.jsonl [--model FILE]; --show");
  return learn_ask(options.config, options.show, options.json);
}

const Verb verb_learn = {
    .name = "learn",
    .arguments = "[--show] [--json] | --from FILE.jsonl [--model FILE]",
    .summary_de = "lernt Kategorien aus entschiedenen Vorgängen",
    .summary_en = "learns categories from decided tickets",
    .help_de =
        "Lernt aus den Vorgängen des Ortes, die Ämter gelöst oder berichtigt "
        "haben, und\n"
        "behält das Modell, wenn es besser ist als die Wörter des Ortes und "
        "nicht\n"
        "schlechter als das bisherige. Nachts geschieht das von selbst.\n"
        "\n"
        "  --show             nur sagen, wie es zuletzt ausging\n"
        "  --json             als JSON, für Programme\n"
        "  --config FILE      Konfiguration, sonst $BOTE_CONFIG\n"
        "\n"
        "Aus einer Datei, zum Ausprobieren und Messen, ohne digest:\n"
        "\n"
        "  --from FILE.jsonl  Zeilen {\"text\": …, \"category\": …}; mit "
        "\"contact\", wer es\n"
        "                     schrieb: was weniger als fünf schrieben, wird "
        "nicht gelernt\n"
        "  --model FILE       dorthin, wenn es besser ist als die Wörter des "
        "Ortes und\n"
        "                     als das Modell, das dort liegt\n"
        "  --force            auch sonst\n"
        "  --town DIR         Verzeichnis des Ortes, sonst das der "
        "Konfiguration\n",
    .help_en =
        "Learns from the town's tickets that departments solved or corrected, "
        "and keeps\n"
        "the model when it is better than the town's words and not worse than "
        "the one\n"
        "before. It happens by itself by night.\n"
        "\n"
        "  --show             only say how it went the last time\n"
        "  --json             as JSON, for programs\n"
        "  --config FILE      the configuration, else $BOTE_CONFIG\n"
        "\n"
        "From a file, for trying and measuring, without digest:\n"
        "\n"
        "  --from FILE.jsonl  lines {\"text\": …, \"category\": …}; with "
        "\"contact\", who\n"
        "                     wrote it: what fewer than five wrote is not "
        "learnt\n"
        "  --model FILE       goes there when it is better than the town's "
        "words and than\n"
        "                     the model that lies there\n"
        "  --force            otherwise, too\n"
        "  --town DIR         the town directory, else that of the "
        "configuration\n",
    .run = run_learn,
};
