/* SPDX-License-Identifier: Apache-2.0
 *
 * Several matters in one letter: the proposal, #teilen, its undo, the split by
 * itself, and which picture goes with which matter.
 */
#include <string.h>

#include "daemon/config.h"
#include "tests/support/photo_maker.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define LETTER                                                                 \
  "Guten Tag,\n\n1. Vor der Gartenstraße 12 ist ein tiefes Schlagloch.\n"     \
  "2. In der Lindenstraße 3 ist die Straßenlaterne aus, siehe Foto 2.\n"     \
  "3. Am Parkweg 7 liegt wilder Müll.\n"
#define MINUTE_MS INT64_C(60000)

static void
assert_tickets(TownFixture *town, const char *want)
{
  g_autofree char *got = town_fixture_text(
      town, "SELECT group_concat(COALESCE(category, '-') || ' ' || department"
            " || ' ' || state, ', ') FROM (SELECT * FROM ticket ORDER BY id)");
  g_assert_cmpstr(got, ==, want);
}

static void
command(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = text});
}

static void
assert_split_events(TownFixture *town, int64_t want)
{
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                           " WHERE what = 'split'"),
                  ==, want);
}

static void
test_split_is_proposed(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "Schlagloch", .text = LETTER});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->full_text,
                  "Die Nachricht scheint 3 Anliegen zu enthalten:");
  assert_contains(ticket->mail->full_text,
                  "2. Straßenlaterne, Lindenstraße 3 → Stadtwerke");
  assert_contains(ticket->raw, "In 3 Anliegen teilen");
  town_say(town, &(TownMail){.from = "bernd@example.com"});
  g_autoptr(TownSent) plain = town_sent(town, "ticket", NULL);
  assert_lacks(plain->mail->full_text, "scheint");
}

static void
test_split_by_command(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_secret(town, "Lindenstra");
  town_say(town, &(TownMail){.subject = "Schlagloch", .text = LETTER});
  command(town, "#teilen");
  assert_tickets(town, "strassenschaden tiefbau open, beleuchtung stadtwerke "
                       "new, muell reinigung new");
  assert_split_events(town, 1);
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text,
                  "Jedes Anliegen hat nun seine eigene Nummer:");
  assert_contains(transcript->mail->full_text, "→ Stadtwerke");
  assert_contains(transcript->mail->full_text, "#rückgängig");
  g_assert_cmpuint(town_sent_count(town, "split"), ==, 1);
  g_autoptr(TownSent) told = town_sent(town, "split", "ayse");
  assert_contains(told->mail->full_text, "Ihre Nachricht enthält 3 Anliegen.");
  assert_contains(told->mail->full_text, "Straßenlaterne, Lindenstraße 3");
  assert_contains(told->mail->full_text, "Am Parkweg 7 liegt wilder Müll.");
  g_assert_cmpint(told->due_at_ms, ==, town->now_ms + 30 * MINUTE_MS);
  g_autoptr(TownSent) waste = town_sent(town, "ticket", "stadtreinigung");
  g_assert_cmpint(waste->due_at_ms, ==, town->now_ms + 30 * MINUTE_MS);
  assert_contains(waste->mail->full_text, "Am Parkweg 7 liegt wilder Müll.");
  assert_contains(waste->mail->full_text,
                  "Teil einer Nachricht mit mehreren Anliegen");
  assert_lacks(waste->mail->full_text, "Gartenstraße");
}

/* Pressed twice, and by another clerk: one split, and who came late learns
 * that. */
static void
test_split_is_once(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "Schlagloch", .text = LETTER});
  command(town, "#teilen");
  command(town, "#teilen\nvon Kollege B");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  3);
  g_assert_cmpuint(town_sent_count(town, "split"), ==, 1);
  g_autoptr(TownSent) late = town_sent(town, "transcript-failed", NULL);
  assert_contains(late->mail->full_text, "schon geteilt");
}

static void
test_split_of_some(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "Schlagloch", .text = LETTER});
  command(town, "#teilen 4");
  g_autoptr(TownSent) wrong = town_sent(town, "transcript-failed", NULL);
  assert_contains(wrong->mail->full_text, "mit dieser Nummer");
  command(town, "#teilen 3");
  assert_tickets(town, "strassenschaden tiefbau open, muell reinigung new");
  town_say(town, &(TownMail){.from = "bernd@example.com"});
  command(town, "#teilen");
  g_autoptr(TownSent) single = town_sent(town, "transcript-failed", NULL);
  assert_contains(single->mail->full_text, "nur ein Anliegen");
}

static void
test_split_is_taken_back(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "Schlagloch", .text = LETTER});
  command(town, "#teilen");
  command(town, "#rückgängig");
  assert_tickets(town, "strassenschaden tiefbau open, beleuchtung stadtwerke "
                       "closed, muell reinigung closed");
  g_assert_cmpint(town_fixture_count(town,
                                     "SELECT count(*) FROM outbox WHERE"
                                     " kind = 'split' AND state = 'cancelled'"),
                  ==, 1);
  g_assert_cmpint(town_fixture_count(
                      town, "SELECT count(*) FROM outbox o JOIN ticket t ON"
                            " t.id = o.ticket_id WHERE o.kind = 'ticket' AND"
                            " t.state = 'closed' AND o.state <> 'cancelled'"),
                  ==, 0);
  /* The letter is whole again, so it can be split again. */
  command(town, "#teilen 2,3");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  5);
  assert_split_events(town, 2);
}

/* The line of a ticket mail that says where; owned. */
static char *
place_line(const TownSent *ticket)
{
  const char *line = strstr(ticket->mail->full_text, "WO:");
  g_assert_nonnull(line);
  return g_strndup(line, strcspn(line, "\n"));
}

/* Taken apart the letter has its first matter's place; whole again, its own. */
static void
test_split_undone_has_its_place(void)
{
  static const struct {
    const char *text, *to;
  } rows[] = {{LETTER, "tiefbau"},
              {"Vor der Bahnhofstraße 8 ist ein Schlagloch.\n\n"
               "Außerdem ist in der Lindenstraße 9 die Straßenlaterne aus.\n",
               "zentrale"},
              {"Vor der Kirche ist ein Schlagloch.\n\n"
               "Außerdem liegt vor der Lindenstraße 9 wilder Müll.\n",
               NULL}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){.subject = "Meldung", .text = rows[i].text});
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", rows[i].to);
    g_assert_nonnull(ticket);
    town_reply(town, ticket, &(TownMail){.text = "#teilen"});
    town_fixture_advance(town, MINUTE_MS);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), >,
                    1);
    g_autoptr(TownSent) parted = town_sent(town, "transcript", NULL);
    town_reply(town, parted, &(TownMail){.text = "#rückgängig"});
    g_assert_true(town_was_sent(town, "transcript-undone", NULL));
    town_fixture_advance(town, MINUTE_MS);
    town_reply(town, ticket, &(TownMail){.text = "#zeigen"});
    g_autoptr(TownSent) whole = town_sent(town, "ticket", ticket->to);
    g_assert_cmpstr(whole->id, !=, ticket->id);
    g_autofree char *before = place_line(ticket);
    g_autofree char *after = place_line(whole);
    g_test_message("%s; %s", before, after);
    g_assert_cmpstr(after, ==, before);
  }
}

static void
test_split_by_itself(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town->config->town->split_above = 90;
  town_say(town, &(TownMail){.subject = "Meldungen", .text = LETTER});
  assert_tickets(town, "strassenschaden tiefbau new, beleuchtung stadtwerke "
                       "new, muell reinigung new");
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 0);
  g_assert_cmpuint(town_sent_count(town, "split"), ==, 1);
  g_autoptr(TownSent) told = town_sent(town, "split", "ayse");
  assert_contains(told->mail->full_text, "Danke! Sie enthält 3 Anliegen");
  assert_contains(told->mail->full_text, "Straßenschaden, Gartenstraße 12");
  /* Not as sure: proposed alone. */
  town_say(town, &(TownMail){.from = "bernd@example.com",
                             .text = "Schlagloch in der Talstraße 4.\n\n"
                                     "Schlagloch in der Bergstraße 9."});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  4);
  /* Reasons of an objection stay together, however they are numbered. */
  town_say(town,
           &(TownMail){.from = "carla@example.com",
                       .subject = "Widerspruch",
                       .text = "Hiermit lege ich Widerspruch gegen den Bescheid"
                               " vom 3. Mai ein.\n1. Das Schlagloch in der "
                               "Gartenstraße 12 ist nicht von mir.\n2. Der Müll"
                               " am Parkweg 7 auch nicht.\n"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  5);
}

/* A clerk who wants it all the same is told why not. */
static void
test_split_stays_whole(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town,
           &(TownMail){.subject = "Widerspruch",
                       .text = "Hiermit lege ich Widerspruch gegen den Bescheid"
                               " vom 3. Mai ein.\n1. Das Schlagloch in der "
                               "Gartenstraße 12 ist nicht von mir.\n2. Der Müll"
                               " am Parkweg 7 auch nicht.\n"});
  g_autoptr(TownSent) letter = town_sent(town, "ticket", "registratur");
  g_assert_nonnull(letter);
  town_reply(town, letter, &(TownMail){.text = "#teilen"});
  g_autoptr(TownSent) refused = town_sent(town, "transcript-failed", NULL);
  g_assert_nonnull(refused);
  assert_contains(refused->mail->full_text, "Dieses Schreiben bleibt ganz");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
}

/* A firm is not sent what is others' business; the desk takes it apart. */
static void
test_split_not_outside(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){
                     .subject = "Straßenlaterne",
                     .text = "In der Lindenstraße 9 ist die Straßenlaterne "
                             "aus.\n\nAußerdem ist vor der Gartenstraße 8 ein "
                             "Schlagloch."});
  g_autoptr(TownSent) letter = town_sent(town, "ticket", NULL);
  assert_contains(letter->raw, "zentrale@");
  assert_contains(letter->mail->full_text, "scheint 2 Anliegen zu enthalten");
  town_reply(town, letter, &(TownMail){.text = "#teilen"});
  assert_tickets(town, "beleuchtung stadtwerke open, "
                       "strassenschaden tiefbau new");
  g_autoptr(TownSent) lamp = town_sent(town, "ticket", "stoerung");
  g_assert_nonnull(lamp);
  assert_lacks(lamp->mail->full_text, "Schlagloch");
  /* It left the desk, whose clerk may take it back all the same. */
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text, "#rückgängig");
  town_reply(town, transcript, &(TownMail){.text = "#rückgängig"});
  assert_tickets(town, "beleuchtung zentrale open, strassenschaden tiefbau "
                       "closed");
}

static void
test_split_sms(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town->config->town->split_above = 90;
  town_text(town, "+4915228817301",
            "1) Schlagloch Gartenstr. 3 2) Laterne Parkweg 7 defekt");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  2);
  g_autoptr(TownSent) told = town_sent(town, "split", NULL);
  assert_contains(told->raw, "2 Meldungen erhalten: 26-");
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 0);
}

/* A letter with two photos. */
static void
post_photos(TownFixture *town, const char *text)
{
  const PhotoWish wish = {.type = "jpeg", .width = 64, .height = 64};
  g_autoptr(GBytes) photo = photo_make(&wish);
  gsize size;
  const guchar *bytes = g_bytes_get_data(photo, &size);
  g_autofree char *code = g_base64_encode(bytes, size);
  g_autofree char *raw = g_strdup_printf(
      "Return-Path: <ayse@example.net>\r\nFrom: ayse@example.net\r\n"
      "To: <" TOWN_MAILBOX ">\r\nSubject: Meldungen\r\n"
      "Message-ID: <two@example.net>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
      "Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n"
      "--b\r\nContent-Type: image/jpeg; name=\"IMG_1.jpg\"\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n%s\r\n"
      "--b\r\nContent-Type: image/jpeg; name=\"IMG_2.jpg\"\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n",
      text, code, code);
  town_post_raw(town, raw, &(TownMail){0});
  town_fixture_decide(town);
}

static void
assert_pictures(TownFixture *town, const char *want)
{
  g_autofree char *got = town_fixture_text(
      town, "SELECT group_concat(n, ' ') FROM (SELECT (SELECT count(*) FROM"
            " attachment a WHERE a.ticket_id = t.id) AS n FROM ticket t"
            " ORDER BY t.id)");
  g_assert_cmpstr(got, ==, want);
}

static void
test_split_pictures(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  post_photos(town, LETTER);
  assert_pictures(town, "2");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, ticket, &(TownMail){.from = TOWN_MAILBOX});
  command(town, "#teilen");
  assert_pictures(town, "1 1 0");
  g_autoptr(TownSent) lamp = town_sent(town, "ticket", "stoerung");
  assert_contains(lamp->raw, "photo-1.jpg");
  assert_lacks(lamp->raw, "photo-2.jpg");
  g_autoptr(TownSent) waste = town_sent(town, "ticket", "stadtreinigung");
  assert_contains(waste->mail->full_text, "Die Fotos liegen dort: 26-");
  assert_lacks(waste->raw, "photo-1.jpg");
  command(town, "#rückgängig");
  assert_pictures(town, "2 0 0");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/split/is-proposed", test_split_is_proposed);
  g_test_add_func("/services/report/split/by-command", test_split_by_command);
  g_test_add_func("/services/report/split/is-once", test_split_is_once);
  g_test_add_func("/services/report/split/of-some", test_split_of_some);
  g_test_add_func("/services/report/split/is-taken-back",
                  test_split_is_taken_back);
  g_test_add_func("/services/report/split/undone-has-its-place",
                  test_split_undone_has_its_place);
  g_test_add_func("/services/report/split/by-itself", test_split_by_itself);
  g_test_add_func("/services/report/split/stays-whole", test_split_stays_whole);
  g_test_add_func("/services/report/split/not-outside", test_split_not_outside);
  g_test_add_func("/services/report/split/sms", test_split_sms);
  g_test_add_func("/services/report/split/pictures-follow-their-words",
                  test_split_pictures);
  return g_test_run();
}
