/* SPDX-License-Identifier: Apache-2.0
 *
 * A reader that knows the town: the gazetteer reaches it as a sealed memory
 * file, is there behind the walls, and again after a death.  This binary is
 * the role itself when called as "role".
 */
#include "daemon/parse/parse_town.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "daemon/parse/parse_client_private.h"
#include "tests/support/cases.h"
#include "tests/support/parse_ask.h"
#include "tests/support/places.h"

static const char csv[] = "name,latitude,longitude\n"
                          "Gartenstraße,54.0901,12.1001\n";

static GBytes *
town_bytes(void)
{
  return g_bytes_new_static(csv, sizeof csv - 1);
}

static ParseClient *
start(GBytes *places)
{
  static const char *const arguments[] = {"test", "role", "text", NULL};
  ParseClientOptions options = {
      .kind = PARSE_KIND_TEXT, .arguments = arguments, .places = places};
  g_autoptr(GError) error = NULL;
  ParseClient *client = parse_client_start(&options, &error);
  g_assert_no_error(error);
  return client;
}

static void
expect_places(ParseClient *client, const char *places)
{
  static const char mail[] =
      "From: a@example.org\r\nSubject: Loch\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\n\r\n"
      "In der Gratenstr. 12 ist ein Loch.\r\n";
  g_autoptr(GBytes) body = g_bytes_new_static(mail, sizeof mail - 1);
  ParseSeen seen;
  g_assert_cmpint(parse_ask(client, parse_ask_mail_head(), body, &seen), ==,
                  PARSE_OUTCOME_OK);
  g_autofree char *line = place_list_to_line(seen.message->places);
  g_assert_cmpstr(line, ==, places);
  parse_seen_clear(&seen);
}

static void
test_town_mails(void)
{
  g_autoptr(GBytes) places = town_bytes();
  g_autoptr(ParseClient) client = start(places);
  expect_places(client, "Gartenstraße #12@54.0901,12.1001");
  expect_places(client, "Gartenstraße #12@54.0901,12.1001");
}

static void
test_town_none(void)
{
  g_autoptr(ParseClient) client = start(NULL);
  expect_places(client, "Gratenstr. #12");
}

/* Who replaces a dead reader knows the same. */
static void
test_town_after_a_death(void)
{
  g_autoptr(GBytes) places = town_bytes();
  g_autoptr(ParseClient) client = start(places);
  (void)parse_client_give_up(client, PARSE_OUTCOME_HUNG, "killed by a test");
  expect_places(client, "Gartenstraße #12@54.0901,12.1001");
  g_assert_cmpuint(parse_client_restarts(client), >=, 1);
}

static void
test_town_sms(void)
{
  static const char text[] = "Loch Gratenstr. 12";
  g_autoptr(GBytes) places = town_bytes();
  g_autoptr(ParseClient) client = start(places);
  g_autoptr(GBytes) body = g_bytes_new_static(text, sizeof text - 1);
  json_t *head = json_pack(
      "{s:s, s:s, s:s, s:s, s:s, s:[], s:{}}", "kind", "webhook", "provider",
      "kannel", "method", "POST", "content_type", "text/plain", "query",
      "from=%2B4915228817386&to=12345&id=x1&coding=0&charset=utf-8", "headers",
      "config");
  ParseSeen seen;
  g_assert_cmpint(parse_ask(client, head, body, &seen), ==, PARSE_OUTCOME_OK);
  g_assert_true(seen.batch != NULL && seen.batch->messages->len == 1);
  if (seen.batch != NULL && seen.batch->messages->len == 1) {
    const SmsIn *sms = seen.batch->messages->pdata[0];
    g_autofree char *line = place_list_to_line(sms->places);
    g_assert_cmpstr(line, ==, "Gartenstraße #12@54.0901,12.1001");
  }
  parse_seen_clear(&seen);
}

/* Nobody can change it, and reading it twice reads the same. */
static void
test_town_is_sealed(void)
{
  g_autoptr(GBytes) places = town_bytes();
  g_autoptr(GError) error = NULL;
  int fd = parse_town_put(places, &error);
  g_assert_no_error(error);
  g_assert_cmpint(write(fd, "x", 1), ==, -1);
  g_assert_cmpint(ftruncate(fd, 0), ==, -1);
  int other = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  g_autoptr(GBytes) first = parse_town_take(fd);
  g_autoptr(GBytes) second = parse_town_take(other);
  g_assert_true(first != NULL && g_bytes_equal(first, places));
  g_assert_true(second != NULL && g_bytes_equal(second, places));
  g_assert_null(parse_town_take(other)); /* closed */
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "role") == 0)
    return parse_ask_role(argc - 1, argv + 1);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  static const Case cases[] = {
      {"mails", test_town_mails},
      {"none", test_town_none},
      {"after-a-death", test_town_after_a_death},
      {"sms", test_town_sms},
      {"is-sealed", test_town_is_sealed},
      {NULL, NULL},
  };
  cases_add("/daemon/parse-town", cases);
  return g_test_run();
}
