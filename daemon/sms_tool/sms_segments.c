/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote sms segments`: what a text costs as an SMS, and which of its characters
 * make it expensive.
 */
#include <stdio.h>

#include "daemon/cli_print.h"
#include "daemon/sms_tool/sms_tool.h"
#include "parsers/json_text.h"
#include "parsers/sms/gsm7.h"

static bool
is_gsm7(const char *character)
{
  GBytes *septets = gsm7_encode(character);
  bool known = septets != NULL;

  g_clear_pointer(&septets, g_bytes_unref);
  return known;
}

/* The distinct characters that GSM-7 lacks, in the order of their coming. */
static json_t *
list_non_gsm(const char *text)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  json_t *list = json_array();

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    char character[7] = "";
    if (!g_hash_table_add(seen, GUINT_TO_POINTER(c)))
      continue;
    (void)g_unichar_to_utf8(c, character); /* at most six bytes and the NUL */
    if (!is_gsm7(character))
      json_array_append_new(list, json_string(character));
  }
  return list;
}

static void
answer_segments(const char *text, const void *options, json_t *answer)
{
  const bool *prepare = options;
  g_autofree char *prepared = *prepare ? gsm7_prepare(text, NULL) : NULL;
  const char *sent = prepared != NULL ? prepared : text;
  SmsMeasure cost = gsm7_measure(sent);

  json_object_set_new(answer, "encoding",
                      json_string(sms_coding_to_string(cost.coding)));
  json_object_set_new(answer, "segments", json_integer(cost.segments));
  json_object_set_new(answer, "units", json_integer((json_int_t)cost.units));
  json_object_set_new(answer, "non_gsm", list_non_gsm(sent));
  if (prepared != NULL)
    json_object_set_new(answer, "text", json_string(prepared));
}

static void
print_character(const char *character)
{
  gunichar c = g_utf8_get_char(character);

  if (g_unichar_isgraph(c))
    printf(" %s", character);
  else
    printf(" U+%04X", c);
}

static void
print_segments(const json_t *answer)
{
  static const CliNoun segment = {"Segment", "Segmente", "segment", "segments"};
  static const CliNoun unit = {"Einheit", "Einheiten", "unit", "units"};
  const json_t *list = json_object_get(answer, "non_gsm");
  const char *text = json_string_value(json_object_get(answer, "text"));
  g_autofree char *segments =
      cli_count((size_t)json_whole(answer, "segments"), &segment);
  g_autofree char *units =
      cli_count((size_t)json_whole(answer, "units"), &unit);

  printf("%s, %s, %s", json_string_value(json_object_get(answer, "encoding")),
         segments, units);
  if (json_array_size(list) > 0)
    printf("%s", cli_text("; nicht in GSM-7:", "; not in GSM-7:"));
  for (size_t i = 0; i < json_array_size(list); i++)
    print_character(json_string_value(json_array_get(list, i)));
  printf("\n");
  if (text != NULL)
    printf("%s\n", text);
}

int
sms_segments_run(int argc, char **argv)
{
  static const SmsLineTool tool = {
      .member = "text",
      .joins = true,
      .answer = answer_segments,
      .print = print_segments,
  };
  bool prepare = cli_take_flag(&argc, argv, "--prepare");

  return sms_line_run(argc, argv, &tool, &prepare);
}
