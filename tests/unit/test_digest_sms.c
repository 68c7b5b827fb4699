/* SPDX-License-Identifier: Apache-2.0
 *
 * What an SMS may be that is no plain text of a person: empty, from a word or a
 * short number, a repeat, one whose signature is old.
 */
#include <string.h>

#include "queue/inbox.h"
#include "tests/support/photo_maker.h"
#include "tests/support/talk.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)

static int64_t
messages(TownFixture *town)
{
  return town_fixture_count(town,
                            "SELECT count(*) FROM inbox WHERE channel = 'sms'");
}

static void
test_sms_odd_texts(void)
{
  static const struct {
    const char *text;
    int64_t tickets;
    unsigned help;
  } rows[] = {
      {"", 0, 1},           {"   ", 0, 1},
      {" \n\n ", 0, 1},     {"\u00a0\u2003\u200b\ufeff", 0, 1},
      {"\U0001f44d", 0, 0}, {"\U0001f573\ufe0f\U0001f573\ufe0f", 1, 0},
      {".", 1, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_text(town, TALK_PHONE, rows[i].text);
    g_assert_cmpint(talk_tickets(town), ==, rows[i].tickets);
    g_assert_cmpuint(town_sent_count(town, "help"), ==, rows[i].help);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                             " WHERE text IS NULL"),
                    ==, 0);
    g_assert_cmpint(messages(town), ==, 1);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox"
                                             " WHERE state <> 'done'"),
                    ==, 0);
    town_text(town, TALK_PHONE, rows[i].text); /* and nothing of it is lost */
    g_assert_cmpint(messages(town), ==, 2);
  }
}

/* Who cannot be written to is read, and shown to people, all the same. */
static void
test_sms_odd_senders(void)
{
  static const char *const senders[] = {"Telekom", "80888", "110",
                                        "22000",   "0900",  "INFO-Bote"};
  static const char *const texts[] = {"Schlagloch Gartenstraße 12", "HILFE",
                                      "STOPP", ""};
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(senders); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(texts); k++)
      town_text(town, senders[i], texts[k]);
  g_assert_cmpint(messages(town), ==,
                  (int64_t)(G_N_ELEMENTS(senders) * G_N_ELEMENTS(texts)));
  g_assert_cmpint(talk_tickets(town), ==, G_N_ELEMENTS(senders));
  g_assert_cmpint(
      town_fixture_count(town,
                         "SELECT count(*) FROM outbox WHERE channel = 'sms'"),
      ==, 0);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox"
                                           " WHERE state <> 'done'"),
                  ==, 0);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->full_text, "Schlagloch");
}

static void
post(TownFixture *town, const char *event, const char *signature)
{
  json_t *body =
      json_pack("{s:s, s:s, s:s, s:s, s:s}", "kind", "mo", "from", TALK_PHONE,
                "to", TOWN_NUMBER, "text", "Quitte", "event", event);
  town_post_webhook_as(town, body, signature);
  town_fixture_decide(town);
}

/* An event is known for 30 days and more, whatever else was said meanwhile. */
static void
test_sms_event_ids(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  post(town, "event-1", "fresh");
  g_assert_cmpint(messages(town), ==, 1);
  static const int days[] = {1, 4, 25, 29, 30};
  int64_t begin_ms = town->now_ms;
  for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
    town_fixture_advance(town, begin_ms + days[i] * DAY_MS - town->now_ms);
    town_fixture_timers(town);
    g_autoptr(GError) error = NULL;
    g_assert_true(digest_upkeep(&town->digest, &error));
    g_assert_no_error(error);
    post(town, "event-1", "fresh");
    g_assert_cmpint(messages(town), ==, 1);
  }
  g_assert_cmpint(days[G_N_ELEMENTS(days) - 1], >=, INBOX_KEY_DAYS);
  post(town, "event-2", "fresh");
  g_assert_cmpint(messages(town), ==, 2);
}

/* Right but old: a new event counts and is told, a known one is absorbed. */
static void
test_sms_stale_signature(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quitte");
  post(town, "event-1", "fresh");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox_event"
                                           " WHERE what = 'signature-stale'"),
                  ==, 0);
  post(town, "event-1", "stale");
  g_assert_cmpint(messages(town), ==, 1);
  post(town, "event-2", "stale");
  g_assert_cmpint(messages(town), ==, 2);
  post(town, "event-2", "stale");
  g_assert_cmpint(messages(town), ==, 2);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox_event"
                                           " WHERE what = 'signature-stale'"),
                  ==, 3);
  g_autofree char *log = NULL;
  g_assert_true(g_file_get_contents(town->log_file, &log, NULL, NULL));
  assert_contains(log, "event=signature-stale");
}

static void
post_picture(TownFixture *town, const char *text, GBytes *photo)
{
  gsize size;
  const void *bytes = g_bytes_get_data(photo, &size);
  g_autofree char *data = g_base64_encode(bytes, size);
  town_post_webhook(town, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
                                    "kind", "mo", "from", TALK_PHONE, "to",
                                    TOWN_NUMBER, "text", text, "event", "mms",
                                    "type", "text/html", "name",
                                    "../\u00f6.html", "data", data));
  town_fixture_decide(town);
}

/* A picture in the provider's request goes the way of a mail's: a copy without
 * metadata, for its own person, with the ticket. */
static void
test_sms_with_picture(void)
{
  static const char *const texts[] = {"Schlagloch Gartenstraße 12", ""};
  const PhotoWish wish = {.type = "jpeg", .width = 300, .height = 200};
  g_autoptr(GBytes) photo = photo_make(&wish);
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    post_picture(town, texts[i], photo);
    post_picture(town, texts[i], photo); /* absorbed with its picture */
    g_assert_cmpint(talk_tickets(town), ==, 1);
    g_assert_cmpint(town_fixture_count(town,
                                       "SELECT count(*) FROM attachment a"
                                       " JOIN ticket t ON t.id = a.ticket_id"
                                       " AND t.person_id = a.owner_id"
                                       " WHERE a.width = 300 AND a.height = 200"
                                       " AND a.media_type = 'image/jpeg'"),
                    ==, 1);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM attachment"),
                    ==, 1);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    if (texts[i][0] == '\0') { /* what it shows is asked first */
      g_assert_null(ticket);
      continue;
    }
    assert_contains(ticket->raw, "photo-1.jpg");
    assert_lacks(ticket->raw, "html\"");
  }
}

/* What is no picture, whatever it is called, is a file; a picture that cannot
 * be decoded stays one. */
static void
test_sms_with_other_file(void)
{
  static const char *const bodies[] = {"<html>no picture</html>",
                                       "\xff\xd8\xff\xe0 broken beyond repair"};
  for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static(bodies[i], strlen(bodies[i]));
    post_picture(town, "Schlagloch", bytes);
    g_assert_cmpint(talk_tickets(town), ==, 1);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM attachment"
                                             " WHERE ticket_id IS NOT NULL"
                                             " AND copy_key IS NULL"),
                    ==, 1);
  }
}

/* STOPP with a picture is STOPP; the picture stays with its message. */
static void
test_sms_picture_without_ticket(void)
{
  const PhotoWish wish = {.type = "jpeg", .width = 30, .height = 20};
  g_autoptr(GBytes) photo = photo_make(&wish);
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  post_picture(town, "STOPP", photo);
  g_assert_cmpint(talk_tickets(town), ==, 0);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM opt_out"), ==,
                  1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM attachment"
                                           " WHERE ticket_id IS NULL"),
                  ==, 1);
}

/* NUL, controls, halves of characters: cleaned, and nobody's reader dies. */
static void
test_sms_odd_bytes(void)
{
  static const struct {
    const char *raw, *text;
  } rows[] = {
      {"Quitte\\u0000 am Weg", "Quitte am Weg"},
      {"Quitte\\u0007\\u001b am\\tWeg", "Quitte am Weg"},
      {"Quitte \\ud83d am Weg", "Quitte \uFFFD am Weg"},
      {"Quitte \xff am Weg", "Quitte \uFFFD am Weg"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_autofree char *body = g_strdup_printf(
        "{\"kind\":\"mo\",\"from\":\"" TALK_PHONE "\",\"to\":\"" TOWN_NUMBER
        "\",\"id\":\"%zu\",\"text\":\"%s\"}",
        i, rows[i].raw);
    town_post_request(town, &(TownRequest){.body = body, .size = strlen(body)});
    town_fixture_decide(town);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox"
                                             " WHERE state <> 'done'"),
                    ==, 0);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    g_assert_nonnull(ticket);
    if (ticket != NULL)
      assert_contains(ticket->mail->full_text, rows[i].text);
  }
}

/* Kannel hands on UCS-2 as UTF-16BE, with whatever a telephone put there. */
static void
test_sms_utf16(void)
{
  static const char kannel[] = "  - name: kannel\n"
                               "    provider: kannel\n"
                               "    number: \"" TOWN_NUMBER "\"\n"
                               "    path_credential: sms-path\n"
                               "    credential: sms-key\n"
                               "    transport: sms-out\n"
                               "    countries: [49]\n";
  /* "Q", NUL, "uitte", U+1F333 in two halves, " \u011f", BEL, half a pair */
  static const char words[] = "\0Q\0\0\0u\0i\0t\0t\0e\xd8\x3c\xdf\x33"
                              "\0 \x01\x1f\0\x07\xd8\x3c";
  g_autoptr(TownFixture) town =
      town_fixture_new(&(TownOptions){.channels = kannel});
  town_post_request(
      town, &(TownRequest){.channel = "kannel",
                           .query = "from=%2B491722881738&to=%2B4915228817386"
                                    "&id=k-1&coding=2",
                           .content_type = "text/plain; charset=\"UTF-16BE\"",
                           .body = words,
                           .size = sizeof words - 1});
  town_fixture_decide(town);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox"
                                           " WHERE state <> 'done'"),
                  ==, 0);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  if (ticket != NULL)
    assert_contains(ticket->mail->full_text, "Quitte\U0001f333 \u011f\uFFFD");
}

/* What a telephone's camera makes, with a layout that nobody needs and a film
 * that the gateway did not send along. */
static void
test_sms_large_picture(void)
{
  static const char capcom6[] = "  - name: phone\n"
                                "    provider: capcom6\n"
                                "    number: \"" TOWN_NUMBER "\"\n"
                                "    path_credential: sms-path\n"
                                "    credential: sms-key\n"
                                "    signature_credential: sms-sign\n"
                                "    transport: sms-out\n"
                                "    countries: [49]\n";
  const PhotoWish wish = {
      .type = "jpeg", .width = 3000, .height = 2000, .noise = true};
  g_autoptr(GBytes) photo = photo_make(&wish);
  gsize size;
  const void *bytes = g_bytes_get_data(photo, &size);
  g_autofree char *data = g_base64_encode(bytes, size);
  g_autofree char *body = g_strdup_printf(
      "{\"event\":\"mms:downloaded\",\"id\":\"w1\",\"payload\":{"
      "\"messageId\":\"m2\",\"sender\":\"" TALK_PHONE "\",\"body\":null,"
      "\"subject\":\"Schlagloch\",\"attachments\":["
      "{\"contentType\":\"application/smil\",\"data\":\"PHNtaWw+\"},"
      "{\"contentType\":\"image/jpeg\",\"name\":\"a.jpg\",\"data\":\"%s\"},"
      "{\"contentType\":\"video/mp4\",\"size\":90000000,\"data\":null}]}}",
      data);
  g_assert_cmpuint(strlen(body), >, 2 * 1024 * 1024);
  g_autoptr(TownFixture) town =
      town_fixture_new(&(TownOptions){.channels = capcom6});
  town_post_request(
      town,
      &(TownRequest){.channel = "phone", .body = body, .size = strlen(body)});
  town_fixture_decide(town);
  g_assert_cmpint(talk_tickets(town), ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM attachment"
                                           " WHERE width = 1600"
                                           " AND ticket_id IS NOT NULL"),
                  ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox_event"
                                           " WHERE what = 'media-not-taken'"),
                  ==, 1);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/digest/sms/odd-texts", test_sms_odd_texts);
  g_test_add_func("/digest/sms/odd-senders", test_sms_odd_senders);
  g_test_add_func("/digest/sms/event-ids", test_sms_event_ids);
  g_test_add_func("/digest/sms/stale-signature", test_sms_stale_signature);
  g_test_add_func("/digest/sms/with-picture", test_sms_with_picture);
  g_test_add_func("/digest/sms/with-other-file", test_sms_with_other_file);
  g_test_add_func("/digest/sms/picture-without-ticket",
                  test_sms_picture_without_ticket);
  g_test_add_func("/digest/sms/odd-bytes", test_sms_odd_bytes);
  g_test_add_func("/digest/sms/utf16", test_sms_utf16);
  g_test_add_func("/digest/sms/large-picture", test_sms_large_picture);
  return g_test_run();
}
