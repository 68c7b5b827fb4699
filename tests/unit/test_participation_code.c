/* SPDX-License-Identifier: Apache-2.0
 *
 * Participation codes: made, typed by people, found in what they text; every
 * slip of one character and every swap is seen.
 */
#include "parsers/survey/participation_code.h"

#include <string.h>

#include <glib.h>

static const char alphabet[] = "abcdefghijkmnpqrstuvwxyz23456789";

enum { MANY = 2000 };

static ParticipationCode
random_code(GRand *rand)
{
  uint8_t bytes[PARTICIPATION_CODE_BYTES];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (uint8_t)g_rand_int(rand);
  return participation_code_make(bytes);
}

static void
test_participation_code_shows(void)
{
  static const struct {
    uint8_t bytes[PARTICIPATION_CODE_BYTES];
    const char *canonical, *shown;
  } rows[] = {
      {{0, 0, 0, 0, 0}, "aaaaaaaaa", "AAAA-AAAA-A"},
      {{0, 0, 0, 0, 1}, "aaaaaaabc", "AAAA-AAAB-C"},
      {{0xff, 0xff, 0xff, 0xff, 0xff}, "99999999d", "9999-9999-D"},
      {{0x12, 0x34, 0x56, 0x78, 0x9a}, "ci4fn8e4t", "CI4F-N8E4-T"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    ParticipationCode code = participation_code_make(rows[i].bytes);
    g_autofree char *shown = participation_code_to_string(&code);
    g_assert_cmpstr(code.text, ==, rows[i].canonical);
    g_assert_cmpstr(shown, ==, rows[i].shown);
  }
}

/* All 40 bits stand in the code. */
static void
test_participation_code_keeps_every_bit(void)
{
  g_autoptr(GHashTable) seen =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned bit = 0; bit < 8 * PARTICIPATION_CODE_BYTES; bit++) {
    uint8_t bytes[PARTICIPATION_CODE_BYTES] = {0};
    bytes[bit / 8] = (uint8_t)(1u << bit % 8);
    ParticipationCode code = participation_code_make(bytes);
    g_assert_true(g_hash_table_add(seen, g_strdup(code.text)));
  }
}

/* Every other character in every place, every swap of two. */
static void
test_participation_code_sees_slips(void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  unsigned slips = 0, seen = 0;
  for (unsigned n = 0; n < MANY; n++) {
    ParticipationCode code = random_code(rand), got;
    g_assert_true(participation_code_read(code.text, &got));
    for (size_t i = 0; i < PARTICIPATION_CODE_CHARS; i++) {
      for (const char *c = alphabet; *c != '\0'; c++) {
        ParticipationCode wrong = code;
        wrong.text[i] = *c;
        slips += *c != code.text[i];
        seen +=
            *c != code.text[i] && !participation_code_read(wrong.text, &got);
      }
      for (size_t k = i + 1; k < PARTICIPATION_CODE_CHARS; k++) {
        ParticipationCode wrong = code;
        wrong.text[i] = code.text[k];
        wrong.text[k] = code.text[i];
        slips += code.text[i] != code.text[k];
        seen += code.text[i] != code.text[k] &&
                !participation_code_read(wrong.text, &got);
      }
    }
  }
  g_assert_cmpuint(slips, >, MANY * 9 * 31);
  g_assert_cmpuint(seen, ==, slips);
}

static void
test_participation_code_reads(void)
{
  static const struct {
    const char *text;
    bool read;
  } rows[] = {
      {"CI4F-N8E4-T", true},
      {"ci4fn8e4t", true},
      {"Ci4f N8e4 t", true},
      {" ci4f.n8e4.t. ", true},
      {"c i 4 f n 8 e 4 t", true},
      {"ci 4f n8 e4 t", true},
      {"CI4F\u2013N8E4\u2013T", true},
      {"CI4F\u00a0N8E4\u00a0T", true},
      {"c14f-n8e4-t", true},
      {"CL4F-N8E4-T", true},
      {"\"CI4F-N8E4-T\"", true},
      {"CI4F-N8E4-N", false},
      {"CI4F-N8E4", false},
      {"CI4F-N8E4-TT", false},
      {"CI4F-N8E4-T danke", false},
      {"C04F-N8E4-T", false},
      {"CI4F-N8E4-\u00e4", false},
      {"CI4F,N8E4,T", false},
      {"", false},
      {"c i 4 f n 8 e 4 t c i 4 f", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    ParticipationCode got = {"untouched"};
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(participation_code_read(rows[i].text, &got), ==,
                    rows[i].read);
    g_assert_cmpstr(got.text, ==, rows[i].read ? "ci4fn8e4t" : "untouched");
  }
}

static void
test_participation_code_finds(void)
{
  static const struct {
    const char *text;
    ParticipationCodeFound found;
    const char *where;
  } rows[] = {
      {"WALDPARK CI4F-N8E4-T", PARTICIPATION_CODE_FOUND, "CI4F-N8E4-T"},
      {"mein Code ist ci4f n8e4 t", PARTICIPATION_CODE_FOUND, "ci4f n8e4 t"},
      {"mein Code: ci4fn8e4t.", PARTICIPATION_CODE_FOUND, "ci4fn8e4t"},
      {"Waldpark ci4fn8e4 t 1a 2c 3: zu laut", PARTICIPATION_CODE_FOUND,
       "ci4fn8e4 t"},
      {"Code(CI4F-N8E4-T) f\u00fcr Oma", PARTICIPATION_CODE_FOUND,
       "CI4F-N8E4-T"},
      {"ci4f\nn8e4t", PARTICIPATION_CODE_FOUND, "ci4f\nn8e4t"},
      {"ci4 fn8 e4t", PARTICIPATION_CODE_FOUND, "ci4 fn8 e4t"},
      /* The right one behind a wrong one. */
      {"CI4F-N8E4-X nein CI4F-N8E4-T", PARTICIPATION_CODE_FOUND, "CI4F-N8E4-T"},
      /* Mistyped. */
      {"WALDPARK CI4F-N8E4-X", PARTICIPATION_CODE_WRONG, "CI4F-N8E4-X"},
      {"WALDPARK CI4F-NE4-T", PARTICIPATION_CODE_WRONG, "CI4F-NE4-T"},
      {"WALDPARK CI4FF-N8E4-T", PARTICIPATION_CODE_WRONG, "CI4FF-N8E4-T"},
      {"WALDPARK CO4F N8E4 T", PARTICIPATION_CODE_WRONG, "CO4F N8E4 T"},
      {"ci4fn8e4x", PARTICIPATION_CODE_WRONG, "ci4fn8e4x"},
      /* Nothing of the kind. */
      {"WALDPARK", PARTICIPATION_CODE_NONE, NULL},
      {"", PARTICIPATION_CODE_NONE, NULL},
      {"1a 2c 3b 4a 5", PARTICIPATION_CODE_NONE, NULL},
      {"1a 2c 3: zu laut", PARTICIPATION_CODE_NONE, NULL},
      {"2026-05-03", PARTICIPATION_CODE_NONE, NULL},
      {"+49 1522 3433333", PARTICIPATION_CODE_NONE, NULL},
      {"Der Weg ist 3 m breit", PARTICIPATION_CODE_NONE, NULL},
      {"ci4f, n8e4 t", PARTICIPATION_CODE_NONE, NULL},
      {"ci4fn8e4t\u00e4", PARTICIPATION_CODE_NONE, NULL},
      {"ci4fn8e4tci4fn8e4t", PARTICIPATION_CODE_NONE, NULL},
      {"t ci4f", PARTICIPATION_CODE_NONE, NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    ParticipationCode got = {"untouched"};
    size_t begin = 0, size = 0;
    g_test_message("%s", rows[i].text);
    ParticipationCodeFound found =
        participation_code_find(rows[i].text, &got, &begin, &size);
    g_assert_cmpint(found, ==, rows[i].found);
    g_assert_cmpstr(got.text, ==,
                    found == PARTICIPATION_CODE_FOUND ? "ci4fn8e4t"
                                                      : "untouched");
    g_autofree char *where = found == PARTICIPATION_CODE_NONE
                                 ? NULL
                                 : g_strndup(rows[i].text + begin, size);
    g_assert_cmpstr(where, ==, rows[i].where);
    g_assert_cmpint(participation_code_find(rows[i].text, &got, NULL, NULL), ==,
                    rows[i].found);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/participation-code/is-shown-in-groups",
                  test_participation_code_shows);
  g_test_add_func("/survey/participation-code/keeps-every-bit",
                  test_participation_code_keeps_every_bit);
  g_test_add_func("/survey/participation-code/sees-every-slip-and-swap",
                  test_participation_code_sees_slips);
  g_test_add_func("/survey/participation-code/is-read-as-people-type",
                  test_participation_code_reads);
  g_test_add_func("/survey/participation-code/is-found-in-a-text",
                  test_participation_code_finds);
  return g_test_run();
}
