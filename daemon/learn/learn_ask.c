/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking twice a second, and one sentence for each outcome.
 */
#include "daemon/learn/learn_ask.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "daemon/admin/admin_client.h"
#include "daemon/admin/cli_admin.h"
#include "daemon/clock.h"
#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "daemon/learn/learn_worker.h"
#include "parsers/json_text.h"

enum {
  LOOK_MS = 200,
  /* Longer than the process that trains may take, and the walk before it. */
  WAIT_MS = 2 * LEARN_WORKER_WALL_MS,
};

static const CliNoun text_noun = {"Text", "Texte", "text", "texts"};
static const CliNoun category_noun = {"Kategorie", "Kategorien", "category",
                                      "categories"};
static const CliNoun ticket_noun = {"Vorgang", "Vorgänge", "ticket", "tickets"};

/* One question; *out_row is borrowed from the reply. */
static int
ask(const char *runtime, const char *verb, AdminReply *reply, json_t **out_row)
{
  g_autoptr(GError) error = NULL;
  if (!admin_ask(runtime, verb, NULL, reply, &error))
    return cli_admin_not_reached(error);
  *out_row = json_array_get(reply->rows, 0);
  if (reply->code != 0 || *out_row == NULL)
    return cli_fail(reply->code != 0 ? reply->code : EX_PROTOCOL, "learn",
                    reply->error, NULL);
  return EX_OK;
}

static double
percent_of(const json_t *row, const char *name)
{
  return 100 * json_number_value(json_object_get(row, name));
}

/* --- in words ------------------------------------------------------------- */

static const char *
outcome_words(const char *outcome)
{
  static const struct {
    const char *outcome, *german, *english;
  } rows[] = {
      {"kept", "behalten: Es entscheidet jetzt mit.",
       "kept: it takes part in deciding from now on."},
      {"not-better", "nicht behalten: nicht besser als die Wörter allein.",
       "not kept: no better than the words alone."},
      {"worse",
       "nicht behalten: Das bisherige Modell ist bei neuen Vorgängen "
       "öfter richtig.",
       "not kept: the present model is right more often about new tickets."},
      {"few", "nichts gelernt: zu wenige entschiedene Vorgänge, 20 braucht es.",
       "nothing learnt: too few decided tickets, 20 are needed."},
      {"one-category", "nichts gelernt: Alle haben dieselbe Kategorie.",
       "nothing learnt: all have the same category."},
      {"failed", "nichts gelernt: Der Prozess, der anlernt, kam nicht zu Ende.",
       "nothing learnt: the process that trains did not come to its end."},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (strcmp(rows[i].outcome, outcome) == 0)
      return cli_text(rows[i].german, rows[i].english);
  return outcome;
}

static void
print_left_out(const json_t *report)
{
  const char *id;
  json_t *count;
  json_t *gone = json_object_get(report, "gone");
  json_object_foreach(gone, id, count)
  {
    g_autofree char *tickets =
        cli_count((size_t)json_integer_value(count), &ticket_noun);
    printf(cli_text("ausgelassen: %s mit der Kategorie '%s', die es nicht mehr "
                    "gibt\n",
                    "left out: %s with the category '%s', which is gone\n"),
           tickets, id);
  }
  if (json_whole(report, "unclear") > 0) {
    g_autofree char *tickets =
        cli_count((size_t)json_whole(report, "unclear"), &ticket_noun);
    printf(cli_text("ausgelassen: %s, deren Amt mehrere Kategorien hat\n",
                    "left out: %s whose department has several categories\n"),
           tickets);
  }
  if (json_whole(report, "empty") > 0) {
    g_autofree char *tickets =
        cli_count((size_t)json_whole(report, "empty"), &ticket_noun);
    printf(cli_text("ausgelassen: %s ohne Text\n",
                    "left out: %s without a text\n"),
           tickets);
  }
}

static void
print_report(const json_t *report)
{
  g_autofree char *texts =
      cli_count((size_t)json_whole(report, "texts"), &text_noun);
  g_autofree char *categories =
      cli_count((size_t)json_whole(report, "categories"), &category_noun);
  printf(cli_text("%s, %s", "%s, %s"), texts, categories);
  if (json_object_get(report, "accuracy") != NULL)
    printf(cli_text("; in der Kreuzvalidierung richtig: %.1f %%, mit den "
                    "Wörtern des Ortes allein %.1f %%",
                    "; right in cross-validation: %.1f %%, by the town's words "
                    "alone %.1f %%"),
           percent_of(report, "accuracy"), percent_of(report, "words_only"));
  printf("\n%s\n", outcome_words(json_text_or_empty(report, "outcome")));
  if (json_is_true(json_object_get(report, "dropped")))
    puts(cli_text("Das bisherige Modell ist gelöscht.",
                  "The model before it was deleted."));
  print_left_out(report);
}

static void
print_state(json_t *row, bool json)
{
  const json_t *last = json_object_get(row, "last");
  if (json) {
    char *text = json_dumps(row, JSON_COMPACT | JSON_REAL_PRECISION(4));
    puts(text);
    free(text);
    return;
  }
  if (last != NULL)
    print_report(last);
  else
    puts(cli_text("noch nie gelernt", "never learnt yet"));
  const json_t *model = json_object_get(row, "model");
  if (model == NULL)
    puts(cli_text("Die Wörter des Ortes entscheiden allein.",
                  "The town's words decide alone."));
}

/* --- waiting -------------------------------------------------------------- */

static int
wait_for(const char *runtime, json_int_t done, bool json)
{
  int64_t due_ms = clock_monotonic_ms() + WAIT_MS;
  while (clock_monotonic_ms() < due_ms) {
    g_auto(AdminReply) reply = {0};
    json_t *row = NULL;
    int code = ask(runtime, "learn.show", &reply, &row);
    if (code != EX_OK)
      return code;
    if (json_whole(row, "done") >= done) {
      print_state(row, json);
      return EX_OK;
    }
    if (!json_is_true(json_object_get(row, "busy")))
      break;                      /* digest was started anew meanwhile */
    (void)poll(NULL, 0, LOOK_MS); /* a signal only shortens it */
  }
  return cli_fail(EX_TEMPFAIL, "learn",
                  cli_text("nicht zu Ende gekommen", "it did not come to its "
                                                     "end"),
                  cli_text("später noch einmal", "try again later"));
}

int
learn_ask(const char *config, bool show, bool json)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = config_find(config);
  g_autoptr(Config) loaded = config_load_plain(path, NULL, &error);
  if (loaded == NULL)
    return cli_fail_config(error);
  const char *runtime = loaded->settings->paths.runtime;
  g_auto(AdminReply) reply = {0};
  json_t *row = NULL;
  int code = ask(runtime, show ? "learn.show" : "learn.start", &reply, &row);
  if (code != EX_OK)
    return code;
  if (!show)
    return wait_for(runtime, json_whole(row, "done"), json);
  print_state(row, json);
  return EX_OK;
}
