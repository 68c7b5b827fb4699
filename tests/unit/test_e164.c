/* SPDX-License-Identifier: Apache-2.0
 *
 * Telephone numbers as people write them: normalised or refused.
 */
#include "parsers/sms/e164.h"

#include <glib.h>

static const struct {
  const char *input;
  E164Mode mode;
  const char *want; /* NULL: refused */
} numbers[] = {
    {"0152 28817386", E164_MODE_USER, "+4915228817386"},
    {"0152\u00a02881\u202f7386", E164_MODE_USER, "+4915228817386"},
    {"tel:+49-152-28817386", E164_MODE_USER, "+4915228817386"},
    /* Copied from an address book, with marks of the direction of writing. */
    {"\u202a+49 152 28817386\u202c", E164_MODE_USER, "+4915228817386"},
    {"\u200e0152\u201128817386\ufeff", E164_MODE_USER, "+4915228817386"},
    {"0152 \u2212 28817386", E164_MODE_USER, "+4915228817386"},
    {"+49\u20600152", E164_MODE_USER, NULL},
    {"0152*28817386", E164_MODE_USER, NULL},
    {"0049 (0) 152 28817386", E164_MODE_USER, "+4915228817386"},
    {"030 23125 000", E164_MODE_USER, "+493023125000"},
    {"+49 0 152 28817386", E164_MODE_USER, NULL},
    {"++4915228817386", E164_MODE_USER, NULL},
    {"4915228817386+", E164_MODE_PROVIDER, NULL},
    {"+0915228817386", E164_MODE_USER, NULL},
    {"0152 2881738", E164_MODE_USER, NULL},
    {"0152 288173861", E164_MODE_USER, NULL},
    {"٠١٥٢٢٨٨١٧٣٨٦", E164_MODE_USER, NULL},
    {"0000000000000000000000000000000000000000000", E164_MODE_USER, NULL},
    {"+", E164_MODE_PROVIDER, NULL},
    {"(0)", E164_MODE_PROVIDER, NULL},
    {"4915228817386", E164_MODE_PROVIDER, "+4915228817386"},
    {"Stadt", E164_MODE_PROVIDER, NULL},
    {"4915228817386\xf0", E164_MODE_PROVIDER, NULL},
};

static void
test_e164_normalise(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
    g_autofree char *got = e164_normalise(numbers[i].input, numbers[i].mode);
    g_test_message("row %zu", i);
    g_assert_cmpstr(got, ==, numbers[i].want);
  }
}

static const struct {
  const char *number;
  E164Refusal want;
} destinations[] = {
    {"+4915228817386", E164_REFUSAL_NONE},
    {"+436641234567", E164_REFUSAL_NONE},
    {"+905321234567", E164_REFUSAL_COUNTRY},
    {"+493023125000", E164_REFUSAL_FIXED},
    {"+499001234567", E164_REFUSAL_SPECIAL},
    {"+491371234567", E164_REFUSAL_SPECIAL},
    {"+4916412345678", E164_REFUSAL_SPECIAL},
    {"+49116117000", E164_REFUSAL_SPECIAL},
    {"4915228817386", E164_REFUSAL_SYNTAX},
    {"+49152x8817386", E164_REFUSAL_SYNTAX},
    {"", E164_REFUSAL_SYNTAX},
};

static void
test_e164_destinations(void)
{
  static const char *const countries[] = {"49", "43", NULL};

  for (size_t i = 0; i < G_N_ELEMENTS(destinations); i++) {
    g_test_message("%s", destinations[i].number);
    g_assert_cmpstr(e164_refusal_to_string(e164_check_destination(
                        destinations[i].number, countries)),
                    ==, e164_refusal_to_string(destinations[i].want));
  }
  g_assert_cmpint(e164_check_destination("+436641234567", NULL), ==,
                  E164_REFUSAL_COUNTRY);
}

static void
test_e164_mask_hides_the_number(void)
{
  g_autofree char *mask = e164_mask("+4915228817386");
  g_autofree char *brief = e164_mask("80888");

  g_assert_cmpstr(mask, ==, "+49152…86");
  g_assert_cmpstr(brief, ==, "…");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/e164/normalise", test_e164_normalise);
  g_test_add_func("/parsers/e164/destinations", test_e164_destinations);
  g_test_add_func("/parsers/e164/mask-hides-the-number",
                  test_e164_mask_hides_the_number);
  return g_test_run();
}
