/* SPDX-License-Identifier: Apache-2.0
 *
 * Joining the words of parts.
 */
#include "parsers/sms/sms_join.h"

#include "parsers/sms/sms_json.h"
#include "queue/sms_part.h"

static GPtrArray *
list(const char *const *texts, guint count)
{
  GPtrArray *parts = g_ptr_array_new();
  for (guint i = 0; i < count; i++)
    g_ptr_array_add(parts, (gpointer)texts[i]);
  return parts;
}

static void
test_join_texts(void)
{
  static const struct {
    const char *parts[5];
    guint count;
    const char *text, *missing;
  } rows[] = {
      {{"Schlag", "loch"}, 2, "Schlagloch", NULL},
      {{"a", NULL, "c"}, 3, "a […] c", "2"},
      {{"a ", NULL, "c"}, 3, "a […] c", "2"},
      {{NULL, "b", "c"}, 3, "[…] bc", "1"},
      {{"a", "b", NULL}, 3, "ab […]", "3"},
      {{NULL, NULL, "c", NULL, NULL}, 5, "[…] c […]", "1, 2, 4, 5"},
      {{"", "b", ""}, 3, "b", NULL},
      {{"u", "\xcc\x88"}, 2, "ü", NULL}, /* NFC across the cut */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GPtrArray) parts = list(rows[i].parts, rows[i].count);
    g_autofree char *text = sms_join_parts(parts);
    g_autofree char *missing = sms_join_missing(parts);
    g_assert_cmpstr(text, ==, rows[i].text);
    g_assert_cmpstr(missing, ==, rows[i].missing);
  }
}

/* All parts at their longest go through the reader's wire. */
static void
test_join_fits_the_wire(void)
{
  g_assert_cmpuint(SMS_PART_TOTAL_MAX * SMS_JOIN_PART_MAX, <=,
                   SMS_WIRE_TEXT_MAX);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/sms-join/texts", test_join_texts);
  g_test_add_func("/sms-join/fits-the-wire", test_join_fits_the_wire);
  return g_test_run();
}
