/* SPDX-License-Identifier: Apache-2.0
 *
 * A paragraph a message, or a line of JSON.
 */
#include "daemon/replay/replay_print.h"

#include <stdio.h>

#include "daemon/admin/cli_table.h"
#include "daemon/cli_print.h"

static const char *
label_of(const char *member)
{
  static const struct {
    const char *member, *german, *english;
  } rows[] = {
      {"state", "Stand", "state"},         {"kind", "gelesen als", "taken for"},
      {"service", "Dienst", "service"},    {"letter", "Art", "letter"},
      {"ticket", "Vorgang", "ticket"},     {"category", "Thema", "category"},
      {"department", "Amt", "department"}, {"danger", "Gefahr", "danger"},
      {"place", "Ort", "place"},           {"due", "Frist", "due"},
      {"answers", "Antworten", "answers"}, {"why", "warum", "why"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (g_str_equal(rows[i].member, member))
      return cli_text(rows[i].german, rows[i].english);
  return member;
}

/* One line; names of files and places are a stranger's words, too. */
static void
print_member(const char *member, const char *value)
{
  const char *label = label_of(member);
  g_autofree char *plain = cli_harmless(value, false);
  int pad = 12 - (int)g_utf8_strlen(label, -1);
  printf("  %s%*s%s\n", label, MAX(pad, 1), "", plain);
}

static void
print_head(const ReplayFile *file, GTimeZone *zone)
{
  g_autofree char *name = cli_harmless(file->name, false);
  g_autofree char *at = cli_time(file->at_ms, zone);
  g_autofree char *subject =
      cli_harmless(file->subject == NULL ? "" : file->subject, false);
  printf("%s  (%s)%s%s\n", name, at, *subject == '\0' ? "" : "  ", subject);
}

static void
print_message(const json_t *message)
{
  const char *member;
  json_t *value, *part;
  size_t i;
  json_object_foreach((json_t *)message, member, value)
  {
    if (json_is_string(value) && !g_str_equal(member, "channel"))
      print_member(member, json_string_value(value));
    json_array_foreach(value, i, part)
        print_member(i == 0 ? member : "", json_string_value(part));
  }
}

/* {"file", "at", NAME: value}; takes the reference. */
static void
print_json(const ReplayFile *file, const char *name, json_t *value)
{
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc(file->at_ms / 1000);
  g_autofree char *when =
      at == NULL ? NULL : g_date_time_format(at, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *path = g_utf8_make_valid(file->name, -1);
  json_auto_t *line =
      json_pack("{s:s, s:s*, s:s*, s:o}", "file", path, "subject",
                file->subject, "at", when, name, value);
  (void)json_dumpf(line, stdout, JSON_COMPACT); /* told by fflush() */
  putchar('\n');
}

void
replay_print(const ReplayFile *file, const json_t *became, GTimeZone *zone,
             bool json)
{
  size_t i;
  json_t *message;
  if (json) {
    print_json(file, "became", json_deep_copy(became));
    return;
  }
  print_head(file, zone);
  json_array_foreach(became, i, message) print_message(message);
  if (json_array_size(became) == 0)
    printf("  %s\n", cli_text("enthält keine Nachricht", "holds no message"));
  putchar('\n');
}

void
replay_print_differences(const ReplayFile *file, const json_t *differs,
                         GTimeZone *zone, bool json)
{
  size_t i;
  json_t *row;
  if (json) {
    print_json(file, "differs", json_deep_copy(differs));
    return;
  }
  print_head(file, zone);
  json_array_foreach(differs, i, row)
  {
    const char *was = json_string_value(json_object_get(row, "was"));
    const char *is = json_string_value(json_object_get(row, "is"));
    g_autofree char *both = g_strdup_printf("%s → %s", was == NULL ? "–" : was,
                                            is == NULL ? "–" : is);
    print_member(json_string_value(json_object_get(row, "what")), both);
  }
  putchar('\n');
}
