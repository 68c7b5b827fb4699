/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens: written, read tolerantly, refused when one character is wrong.
 */
#include "parsers/token.h"

#include <string.h>

#include <glib.h>

static TokenRef
sample(void)
{
  TokenRef token = {
      .role = TOKEN_ROLE_DEPARTMENT, .assignment = 2, .key_version = 1};

  g_strlcpy(token.record, "2600417", sizeof token.record);
  for (unsigned i = 0; i < TOKEN_MAC_BYTES; i++)
    token.mac[i] = (uint8_t)(i * 37 + 11);
  return token;
}

static void
assert_same(const TokenRef *got, const TokenRef *want)
{
  g_assert_cmpint(got->role, ==, want->role);
  g_assert_cmpstr(got->record, ==, want->record);
  g_assert_cmpuint(got->assignment, ==, want->assignment);
  g_assert_cmpuint(got->key_version, ==, want->key_version);
  g_assert_cmpmem(got->mac, sizeof got->mac, want->mac, sizeof want->mac);
}

static void
test_token_format_is_stable(void)
{
  TokenRef token = sample();
  g_autofree char *text = token_format(&token);
  g_autofree char *grouped = token_format_grouped(&token);

  g_assert_cmpstr(text, ==, "d2600417x2a.bn2fk8w92vws6n42");
  g_assert_true(g_str_has_prefix(grouped, "d260 0417 x2ab n2fk"));
}

/* What happens to a token on its way, and must not matter. */
static void
test_token_survives_mangling(void)
{
  TokenRef token = sample();
  g_autofree char *text = token_format(&token);
  g_autofree char *grouped = token_format_grouped(&token);
  g_autofree char *upper = g_ascii_strup(text, -1);
  g_autofree char *dashes = g_strdelimit(g_strdup(grouped), " ", '-');
  g_autofree char *blank = g_strdelimit(g_strdup(text), ".", ' ');
  const char *rows[] = {text, grouped, upper, dashes, blank};

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    TokenRef got = {0};
    g_assert_true(token_parse(rows[i], &got));
    assert_same(&got, &token);
  }
}

/* All values of each field come back. */
static void
test_token_round_trip(void)
{
  for (unsigned i = 0; i < 600; i++) {
    TokenRef token = sample(), got = {0};
    g_autofree char *text = NULL;
    token.role = "cdmbus"[i % 6];
    token.assignment = i % 3 ? i * 16 : 0;
    token.key_version = i % TOKEN_KEY_VERSION_MAX + 1;
    g_snprintf(token.record, sizeof token.record, "%u", i * 7919 + 1);
    for (unsigned k = 0; k < TOKEN_MAC_BYTES; k++)
      token.mac[k] = (uint8_t)(i * 2654435761u >> (k + 8));
    text = token_format(&token);
    g_assert_true(token_parse(text, &got));
    assert_same(&got, &token);
  }
}

static void
test_token_reads_lookalikes(void)
{
  TokenRef got = {0}, other = {0};

  g_assert_true(token_parse("d26oo417x2a.iiiibbbbccccdddd", &got));
  g_assert_cmpstr(got.record, ==, "2600417");
  g_assert_true(token_parse("d2600417x2a.l1iLbbbbccccdddd", &other));
  assert_same(&got, &other);
}

static void
test_token_refuses_what_is_none(void)
{
  static const char *const rows[] = {
      "",
      "d",
      "d2600417",
      "d2600417a",
      "d2600417a.aaaabbbbccccddd",           /* 15 characters */
      "d2600417a.aaaabbbbccccddddd",         /* 17 */
      "z2600417a.aaaabbbbccccdddd",          /* no such role */
      "da.aaaabbbbccccdddd",                 /* no record */
      "d2600417x0a.aaaabbbbccccdddd",        /* assignment 0 is left out */
      "d2600417x99999a.aaaabbbbccccdddd",    /* assignment too large */
      "d2600417a.aaaabbbbcccc0ddd",          /* 0 is not in the alphabet */
      "d1234567890123456a.aaaabbbbccccdddd", /* record too long */
      "hallo",
      "meldung",
  };
  TokenRef got = {0};

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i]);
    g_assert_false(token_parse(rows[i], &got));
    g_assert_cmpint(got.role, ==, 0);
  }
}

static void
test_token_in_addresses(void)
{
  TokenRef token = sample(), got = {0};
  g_autofree char *text = token_format(&token);
  g_autofree char *plus = token_to_plus_address(&token, "meldung@example.org");
  g_autofree char *alias = g_strdup_printf("%s@a.example.org", text);
  g_autofree char *upper = g_ascii_strup(plus, -1);

  g_assert_true(token_find_in_address(plus, NULL, &got));
  assert_same(&got, &token);
  g_assert_true(token_find_in_address(upper, NULL, &got));
  assert_same(&got, &token);
  g_assert_true(token_find_in_address(alias, "A.example.org", &got));
  g_assert_false(token_find_in_address(alias, NULL, &got));
  g_assert_false(token_find_in_address(alias, "b.example.org", &got));
  g_assert_false(token_find_in_address("meldung@example.org", "x.org", &got));
  g_assert_false(token_find_in_address("meldung+rad@example.org", NULL, &got));
  g_assert_false(token_find_in_address("", NULL, &got));
}

static void
test_token_longest_leaves_room_in_local_part(void)
{
  TokenRef token = sample();
  g_autofree char *plus = NULL;

  memset(token.record, '9', TOKEN_RECORD_DIGITS_MAX);
  token.assignment = TOKEN_ASSIGNMENT_MAX;
  plus = token_to_plus_address(&token, "buergerbeteiligung.st@example.org");
  g_assert_cmpuint(strcspn(plus, "@"), <=, 64);
}

static void
test_token_in_message_ids(void)
{
  TokenRef token = sample(), got = {0};
  g_autofree char *id = token_to_message_id(&token, "0abc2", "example.org");
  g_autofree char *angle = g_strdup_printf("<%s>", id);

  g_assert_true(token_find_in_message_id(id, "example.org", &got));
  assert_same(&got, &token);
  g_assert_true(token_find_in_message_id(angle, "EXAMPLE.org", &got));
  g_assert_false(token_find_in_message_id(id, "example.com", &got));
  g_assert_false(
      token_find_in_message_id("a@example.org", "example.org", &got));
  g_assert_false(token_find_in_message_id("", "example.org", &got));
}

static void
test_token_in_text(void)
{
  static const char *const patterns[] = {
      "Hallo\n\nVorgangscode: %s\n-- \nStadt",
      "> > Reference code: %s (please keep)",
      "*Vorgangscode:* %s\r\n",
      "VORGANGSCODE:\u00a0%s",
  };
  TokenRef token = sample();
  g_autofree char *grouped = token_format_grouped(&token);

  for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
    g_autofree char *text = g_strdup_printf(patterns[i], grouped);
    TokenRef got = {0};
    g_assert_true(token_find_in_text(text, &got));
    assert_same(&got, &token);
    g_assert_false(token_find_in_text("Vorgangscode: fehlt", &got));
    g_assert_false(token_find_in_text(grouped, &got));
  }
}

static void
test_token_erased_from_text(void)
{
  static const char *const rows[][2] = {
      {"Das Loch ist zu.\n\nVorgangscode: %s\n", "Das Loch ist zu."},
      {"Oben\n*Vorgangscode:* %s *\nunten", "Oben\n\nunten"},
      {"Zu. Reference code: %s (please keep)", "Zu. (please keep)"},
      {"Vorgangscode: %s Vorgangscode: fehlt", "Vorgangscode: fehlt"},
      {"Mein Vorgangscode war %.0s weg", "Mein Vorgangscode war  weg"},
  };
  TokenRef token = sample();
  g_autofree char *grouped = token_format_grouped(&token);

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strdup_printf(rows[i][0], grouped);
    g_autofree char *left = token_erase_from_text(text);
    g_assert_cmpstr(left, ==, rows[i][1]);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/token/format-is-stable",
                  test_token_format_is_stable);
  g_test_add_func("/parsers/token/survives-mangling",
                  test_token_survives_mangling);
  g_test_add_func("/parsers/token/round-trip", test_token_round_trip);
  g_test_add_func("/parsers/token/reads-lookalikes",
                  test_token_reads_lookalikes);
  g_test_add_func("/parsers/token/refuses-what-is-none",
                  test_token_refuses_what_is_none);
  g_test_add_func("/parsers/token/in-addresses", test_token_in_addresses);
  g_test_add_func("/parsers/token/longest-leaves-room-in-local-part",
                  test_token_longest_leaves_room_in_local_part);
  g_test_add_func("/parsers/token/in-message-ids", test_token_in_message_ids);
  g_test_add_func("/parsers/token/in-text", test_token_in_text);
  g_test_add_func("/parsers/token/erased-from-text",
                  test_token_erased_from_text);
  return g_test_run();
}
