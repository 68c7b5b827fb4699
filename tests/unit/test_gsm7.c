/* SPDX-License-Identifier: Apache-2.0
 *
 * The alphabet of GSM 03.38: what fits one segment, and what is replaced.
 */
#include "parsers/sms/gsm7.h"

#include <string.h>

static const struct {
  const char *name, *unit;
  unsigned repeat;
  const char *tail;
  SmsCoding coding;
  size_t units;
  unsigned segments;
} costs[] = {
    {"empty", "", 0, "", SMS_CODING_GSM7, 0, 1},
    {"full", "ä", 160, "", SMS_CODING_GSM7, 160, 1},
    {"one more", "ä", 161, "", SMS_CODING_GSM7, 161, 2},
    {"two full", "a", 306, "", SMS_CODING_GSM7, 306, 2},
    {"escape is not split", "a", 152, "€aaaaaaaa", SMS_CODING_GSM7, 162, 2},
    {"escape moves on", "a", 305, "€", SMS_CODING_GSM7, 307, 3},
    {"ucs2 full", "ş", 70, "", SMS_CODING_UCS2, 70, 1},
    {"ucs2 one more", "ş", 71, "", SMS_CODING_UCS2, 71, 2},
    {"surrogates move on", "ş", 66, "😀ş😀", SMS_CODING_UCS2, 71, 2},
    {"surrogates need a third", "ş", 133, "😀", SMS_CODING_UCS2, 135, 3},
    {"escape character itself", "\x1b", 1, "", SMS_CODING_UCS2, 1, 1},
};

static void
test_gsm7_measure_never_splits_pairs(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(costs); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    SmsMeasure got;
    for (unsigned k = 0; k < costs[i].repeat; k++)
      g_string_append(text, costs[i].unit);
    g_string_append(text, costs[i].tail);
    got = gsm7_measure(text->str);
    g_test_message("%s", costs[i].name);
    g_assert_cmpint(got.coding, ==, costs[i].coding);
    g_assert_cmpuint(got.units, ==, costs[i].units);
    g_assert_cmpuint(got.segments, ==, costs[i].segments);
  }
}

static void
test_gsm7_split_gives_back_the_text(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(costs); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) joined = g_string_new(NULL);
    for (unsigned k = 0; k < costs[i].repeat; k++)
      g_string_append(text, costs[i].unit);
    g_string_append(text, costs[i].tail);
    g_autoptr(GPtrArray) parts = gsm7_split(text->str);
    g_test_message("%s", costs[i].name);
    g_assert_cmpuint(parts->len, ==, costs[i].segments);
    for (guint k = 0; k < parts->len; k++) {
      const char *part = parts->pdata[k];
      g_assert_true(g_utf8_validate(part, -1, NULL));
      g_assert_cmpuint(gsm7_measure(part).segments, ==, 1);
      /* A part has less room than an SMS of its own: its header takes some. */
      if (parts->len > 1)
        g_assert_cmpuint(gsm7_measure(part).units, <=,
                         costs[i].coding == SMS_CODING_GSM7 ? 153 : 67);
      g_string_append(joined, part);
    }
    g_assert_cmpstr(joined->str, ==, text->str);
  }
}

/* Units of a part, counted from what is sent of it. */
static size_t
encoded_units(const char *text, SmsCoding coding)
{
  if (coding == SMS_CODING_UCS2) {
    glong units = 0;
    g_autofree gunichar2 *utf16 = g_utf8_to_utf16(text, -1, NULL, &units, NULL);
    g_assert_nonnull(utf16);
    return (size_t)units;
  }
  g_autoptr(GBytes) septets = gsm7_encode(text);
  g_assert_nonnull(septets);
  return g_bytes_get_size(septets);
}

/* The parts are the text, each of whole characters that fit its segment. */
static void
assert_split(const char *text, unsigned limit)
{
  SmsMeasure measure = gsm7_measure(text);
  g_autoptr(GPtrArray) parts = gsm7_split(text);
  g_autoptr(GString) joined = g_string_new(NULL);
  size_t units = 0;
  for (guint i = 0; i < parts->len; i++) {
    const char *part = parts->pdata[i];
    size_t sent = encoded_units(part, measure.coding);
    g_assert_true(g_utf8_validate(part, -1, NULL));
    g_assert_cmpuint(sent, <=, limit);
    units += sent;
    g_string_append(joined, part);
  }
  g_assert_cmpstr(joined->str, ==, text);
  g_assert_cmpuint(units, ==, measure.units);
  g_assert_cmpuint(parts->len, ==, measure.segments);
}

/* Pairs at every place around each border, in texts of two to 39 segments. */
static void
test_gsm7_split_keeps_pairs(void)
{
  static const struct {
    const char *unit, *pair;
    unsigned part;
  } rows[] = {{"a", "€", 153}, {"ş", "😀", 67}, {"ä", "[", 153}};
  static const unsigned borders[] = {2, 3, 39};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(borders); k++)
      for (unsigned before = 0; before < 12; before++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (unsigned n = rows[i].part * borders[k] + 4; n > before; n--)
          g_string_append(text, rows[i].unit);
        g_string_append(text, rows[i].pair);
        g_string_append(text, rows[i].unit);
        assert_split(text->str, rows[i].part);
      }
}

static const struct {
  const char *text, *want;
} prepared[] = {
    {"„Loch“ – gemeldet…", "\"Loch\" - gemeldet..."},
    {"„Ayşe“", "„Ayşe“"}, /* needs UCS-2 anyway: nothing is lost */
    {"Gruß, François", "Gruß, François"}, /* a letter is never replaced */
    {"u\u0308ber", "über"},               /* decomposed, as iOS sends it */
    {"10\u00a0€", "10 €"},
    {"", ""},
};

static void
test_gsm7_prepare_replaces_all_or_nothing(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(prepared); i++) {
    SmsMeasure measure;
    g_autofree char *got = gsm7_prepare(prepared[i].text, &measure);
    g_assert_cmpstr(got, ==, prepared[i].want);
    g_assert_cmpuint(measure.segments, ==, gsm7_measure(got).segments);
  }
}

static void
test_gsm7_encode_refuses_other_letters(void)
{
  g_autoptr(GBytes) euro = gsm7_encode("€");

  g_assert_cmpmem(g_bytes_get_data(euro, NULL), g_bytes_get_size(euro),
                  "\x1b\x65", 2);
  g_assert_null(gsm7_encode("ş"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/gsm7/split", test_gsm7_split_gives_back_the_text);
  g_test_add_func("/parsers/gsm7/measure-never-splits-pairs",
                  test_gsm7_measure_never_splits_pairs);
  g_test_add_func("/parsers/gsm7/split-keeps-pairs",
                  test_gsm7_split_keeps_pairs);
  g_test_add_func("/parsers/gsm7/prepare-replaces-all-or-nothing",
                  test_gsm7_prepare_replaces_all_or_nothing);
  g_test_add_func("/parsers/gsm7/encode-refuses-other-letters",
                  test_gsm7_encode_refuses_other_letters);
  return g_test_run();
}
