/* SPDX-License-Identifier: Apache-2.0
 *
 * From a row of ticket.show to sentences.  An event nobody wrote a sentence for
 * is told by its word: nothing that happened is left out.
 */
#include "daemon/admin/cli_story.h"

#include <stdbool.h>
#include <string.h>

#include "daemon/admin/cli_story_private.h"
#include "daemon/admin/cli_table.h"
#include "daemon/cli_print.h"
#include "parsers/json_text.h"
#include "queue/ticket_event.h"

/* What every line needs. */
typedef struct Story {
  GString *out;
  const Town *town;
  GTimeZone *zone;
} Story;

static const char *
text_of(const json_t *row, const char *member)
{
  const char *text = json_string_value(json_object_get(row, member));
  return text == NULL ? "" : text;
}

static const char *
department_name(const Town *town, const char *id)
{
  const Department *department = town_department(town, id);
  return department == NULL ? id : department->name;
}

/* Who did it, by role; owned. */
static char *
role_of(const Town *town, const char *actor)
{
  const char *department = ticket_department_of_actor(actor);
  if (strcmp(actor, "citizen") == 0)
    return g_strdup(cli_text("Die meldende Person", "The citizen"));
  if (strcmp(actor, "town") == 0)
    return g_strdup("Bote");
  if (strcmp(actor, "on-call") == 0)
    return g_strdup(cli_text("Die Bereitschaft", "Somebody on call"));
  if (department != NULL)
    return g_strdup(department_name(town, department));
  if (g_str_has_prefix(actor, "uid "))
    return g_strdup_printf(
        cli_text("Die Verwaltung am Rechner (%s)", "The administrator (%s)"),
        actor);
  return g_strdup(actor);
}

/* Foreign words below a sentence, so that nobody takes them for ours. */
static void
add_words(const Story *story, const char *words)
{
  g_autofree char *plain = cli_harmless(words, true);
  g_auto(GStrv) lines = g_strsplit(g_strstrip(plain), "\n", -1);
  for (size_t i = 0; lines[i] != NULL && *plain != '\0'; i++)
    g_string_append_printf(story->out, "                    │ %s\n", lines[i]);
}

/* Of a command the detail's first word is its name, what it was before follows
 * (report_actions.c). */
static char *
sentence_of(const json_t *event)
{
  const char *what = text_of(event, "what");
  const char *detail = text_of(event, "detail");
  if (strcmp(what, "command") == 0) {
    g_autofree char *name = g_strndup(detail, strcspn(detail, " "));
    const char *told = story_command(name);
    return told != NULL ? g_strdup(told) : g_strconcat("{who}: #", name, NULL);
  }
  const char *told = story_sentence(what);
  if (told != NULL)
    return g_strdup(told);
  return *detail == '\0' ? g_strconcat("{who}: ", what, ".", NULL)
                         : g_strconcat("{who}: ", what, " ({detail}).", NULL);
}

static void
add_event(const Story *story, const json_t *event)
{
  const char *detail = text_of(event, "detail");
  g_autofree char *when = cli_time(json_whole(event, "at_ms"), story->zone);
  g_autofree char *who = role_of(story->town, text_of(event, "actor"));
  g_autofree char *pattern = sentence_of(event);
  g_autofree char *told = cli_harmless(detail, false);
  g_autoptr(GString) sentence = g_string_new(pattern);
  if (*detail == '\0')
    g_string_replace(sentence, " ({detail})", "", 0);
  g_string_replace(sentence, "{who}", who, 0);
  g_string_replace(sentence, "{of}", department_name(story->town, told), 0);
  g_string_replace(sentence, "{detail}", told, 0);
  g_string_append_printf(story->out, "%s    %s\n", when, sentence->str);
  add_words(story, text_of(event, "note"));
}

static const char *
state_words(const char *state)
{
  static const struct {
    const char *state, *german, *english;
  } rows[] = {
      {"new", "neu", "new"},
      {"open", "in Arbeit", "open"},
      {"waiting", "wartet auf Antwort", "waits for an answer"},
      {"solved", "erledigt, noch nicht bestätigt", "solved, not confirmed yet"},
      {"closed", "abgeschlossen", "closed"},
      {"no-action", "geprüft, keine Maßnahme", "checked, no action"},
      {"duplicate", "liegt bei einem gleichen Vorgang",
       "joined to the same one"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (strcmp(rows[i].state, state) == 0)
      return cli_text(rows[i].german, rows[i].english);
  return state;
}

static const char *
channel_words(const char *channel)
{
  static const struct {
    const char *channel, *german, *english;
  } rows[] = {
      {"mail", "per E-Mail", "by mail"},    {"sms", "per SMS", "by SMS"},
      {"phone", "am Telefon", "by phone"},  {"visit", "vor Ort", "in person"},
      {"letter", "per Brief", "by letter"}, {"fax", "per Fax", "by fax"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (strcmp(rows[i].channel, channel) == 0)
      return cli_text(rows[i].german, rows[i].english);
  return channel;
}

/* "26-00417-6  Schlagloch, Gartenstr. 12", and where it stands. */
static void
add_head(const Story *story, const json_t *row)
{
  const char *id = text_of(row, "category");
  const Category *category = town_category(story->town, id);
  const char *name =
      category == NULL
          ? cli_text("noch ohne Thema", "no category yet")
          : category_name(story->town, category, cli_text("de", "en"));
  g_autofree char *place = cli_harmless(text_of(row, "place"), false);
  g_string_append_printf(story->out, "%s  %s%s%s\n", text_of(row, "number"),
                         name, *place == '\0' ? "" : ", ", place);
  g_string_append_printf(
      story->out,
      cli_text("Stand: %s. Zuständig: %s. Kam %s.",
               "State: %s. In charge: %s. Came %s."),
      state_words(text_of(row, "state")),
      department_name(story->town, text_of(row, "department")),
      channel_words(text_of(row, "channel")));
  int64_t due_ms = json_whole(row, "due_at_ms");
  if (due_ms != 0) {
    g_autofree char *due = cli_time(due_ms, story->zone);
    g_string_append_printf(story->out, cli_text(" Frist: %s.", " Due: %s."),
                           due);
  }
  g_string_append_c(story->out, '\n');
  if (*text_of(row, "danger") != '\0')
    g_string_append_printf(story->out, cli_text("GEFAHR: %s\n", "DANGER: %s\n"),
                           text_of(row, "danger"));
}

/* By their numbers, as `release` takes them. */
static void
add_photos(const Story *story, const json_t *photos)
{
  size_t i;
  json_t *photo;
  if (json_array_size(photos) == 0)
    return;
  g_string_append(story->out, cli_text("\nFotos\n", "\nphotos\n"));
  json_array_foreach(photos, i, photo) g_string_append_printf(
      story->out,
      "  %" JSON_INTEGER_FORMAT "  %" JSON_INTEGER_FORMAT
      " %" JSON_INTEGER_FORMAT "  %s\n",
      json_whole(photo, "photo"), json_whole(photo, "width"),
      json_whole(photo, "height"), text_of(photo, "state"));
}

char *
cli_story(const json_t *row, const Town *town, GTimeZone *zone)
{
  Story story = {g_string_new(NULL), town, zone};
  size_t i;
  json_t *event;
  bool words_told = false;
  add_head(&story, row);
  g_string_append_c(story.out, '\n');
  json_array_foreach(json_object_get(row, "events"), i, event)
  {
    add_event(&story, event);
    /* What he wrote stands where he wrote it. */
    if (!words_told && strcmp(text_of(event, "what"), "created") == 0) {
      add_words(&story, text_of(row, "text"));
      words_told = true;
    }
  }
  add_photos(&story, json_object_get(row, "photos"));
  return g_string_free(story.out, FALSE);
}
