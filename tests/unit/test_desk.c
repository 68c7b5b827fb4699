/* SPDX-License-Identifier: Apache-2.0
 *
 * What a desk knows without writing: mailto: URLs, reply addresses, working
 * days.
 */
#include "daemon/desk.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/config/settings.h"
#include "parsers/token.h"

static void
test_desk_mailto(void)
{
  static const struct {
    const char *address, *subject, *body, *url;
  } rows[] = {
      {"a+b@example.org", "x", "y",
       "mailto:a%2Bb@example.org?subject=x&body=y"},
      {"a@example.org", "#erledigt, ja?", "1\n2",
       "mailto:a@example.org?subject=%23erledigt%2C%20ja%3F&body=1%0D%0A2"},
      {"a@example.org", "ü&=%", "",
       "mailto:a@example.org?subject=%C3%BC%26%3D%25&body="},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *url =
        desk_mailto(rows[i].address, rows[i].subject, rows[i].body);
    g_assert_cmpstr(url, ==, rows[i].url);
  }
}

static void
test_desk_reply_address(void)
{
  TokenRef token = {
      .role = 'd', .record = "2600417", .assignment = 2, .key_version = 1};
  static const struct {
    ReplyToken how;
    const char *begin, *end;
  } rows[] = {
      {REPLY_TOKEN_PLUS, "rathaus+d2600417x2a.", "@example.org"},
      {REPLY_TOKEN_ALIAS, "d2600417x2a.", "@bote.example.org"},
      {REPLY_TOKEN_TEXT, "rathaus@example.org", "rathaus@example.org"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    MailboxSettings mailbox = {.address = (char *)"rathaus@example.org",
                               .alias_domain = (char *)"bote.example.org",
                               .reply_token = rows[i].how};
    g_autofree char *address = desk_reply_address(&mailbox, &token);
    g_assert_true(g_str_has_prefix(address, rows[i].begin));
    g_assert_true(g_str_has_suffix(address, rows[i].end));
    TokenRef found;
    if (rows[i].how != REPLY_TOKEN_TEXT) {
      g_assert_true(
          token_find_in_address(address, mailbox.alias_domain, &found));
      g_assert_cmpstr(found.record, ==, token.record);
    }
  }
}

static void
test_desk_working_days(void)
{
  static const struct {
    const char *from;
    int days;
    const char *to;
  } rows[] = {
      {"2026-05-21T10:00:00+02:00", 0, "2026-05-21T10:00:00+02:00"},
      {"2026-05-21T10:00:00+02:00", 1, "2026-05-22T10:00:00+02:00"},
      {"2026-06-11T10:00:00+02:00", 2, "2026-06-15T10:00:00+02:00"},
      /* Whit Monday is none. */
      {"2026-05-21T10:00:00+02:00", 2, "2026-05-26T10:00:00+02:00"},
      {"2026-05-23T10:00:00+02:00", 1, "2026-05-26T10:00:00+02:00"},
      {"2026-05-21T10:00:00+02:00", 5, "2026-05-29T10:00:00+02:00"},
      {"2026-05-26T10:00:00+02:00", -1, "2026-05-22T10:00:00+02:00"},
      /* Over the end of summer time the hour stays. */
      {"2026-10-23T10:00:00+02:00", 1, "2026-10-26T10:00:00+01:00"},
  };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  GPtrArray *none = g_ptr_array_new();
  Town town = {.ags = (char *)"13999001", .holidays = none, .closed = none};
  Config config = {.town = &town};
  Desk desk = {.config = &config, .zone = zone};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s + %d", rows[i].from, rows[i].days);
    g_autoptr(GDateTime) from =
        g_date_time_new_from_iso8601(rows[i].from, NULL);
    g_autoptr(GDateTime) to = g_date_time_new_from_iso8601(rows[i].to, NULL);
    int64_t due_ms = desk_add_working_days(
        &desk, g_date_time_to_unix(from) * 1000, rows[i].days);
    g_assert_cmpint(due_ms, ==, g_date_time_to_unix(to) * 1000);
  }
  g_ptr_array_unref(none);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/desk/mailto", test_desk_mailto);
  g_test_add_func("/daemon/desk/reply-address", test_desk_reply_address);
  g_test_add_func("/daemon/desk/working-days", test_desk_working_days);
  return g_test_run();
}
