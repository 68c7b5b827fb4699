/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers that people at the town hall sent past us: filed with their ticket,
 * and nothing else of what they send is kept.
 */
#include <string.h>

#include "queue/blob.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define ASKED "frage@example.net"
#define CLERK "Zentrale <zentrale@musterhagen.example.org>"
#define DEPARTMENT "Tiefbauamt <tiefbau@musterhagen.example.org>"
#define WORDS "Wir kommen am Montag mit zwei Kollegen vorbei."

enum { LARGE_BYTES = 300000 };

static void
ask(TownFixture *town)
{
  town_say(town, &(TownMail){.message_id = ASKED});
}

/* Somebody's mail program put this into the folder of sent mail. */
static void
put_sent(TownFixture *town, TownMail mail)
{
  mail.mailbox = "gesendet";
  mail.auth = "";
  if (mail.from == NULL)
    mail.from = CLERK;
  if (mail.to == NULL)
    mail.to = "ayse@example.net";
  if (mail.text == NULL)
    mail.text = WORDS;
  town_say(town, &mail);
}

static int64_t
filed(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                  " WHERE what = 'answered-past-us'");
}

static int64_t
sent_to_anybody(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM outbox");
}

/* Why the newest was not kept; "" when it was. */
static char *
why(TownFixture *town)
{
  return town_fixture_text(
      town, "SELECT detail FROM inbox_event WHERE what = 'not-kept'"
            " ORDER BY id DESC LIMIT 1");
}

static bool
keep_note(const TicketEvent *event, void *user)
{
  char **note = user;
  if (strcmp(event->what, "answered-past-us") == 0) {
    g_free(*note);
    *note = g_strdup(event->note);
  }
  return true;
}

static char *
note_of(TownFixture *town)
{
  char *note = NULL;
  g_autofree char *id = town_fixture_text(town, "SELECT id FROM ticket");
  g_autoptr(Ticket) ticket = ticket_load(&town->digest.queue, id, NULL);
  g_assert_true(
      ticket_each_event(&town->digest.queue, ticket, keep_note, &note, NULL));
  return note;
}

static void
test_sent_reply_is_filed(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  ask(town);
  town_fixture_secret(town, "zwei Kollegen");
  int64_t before = sent_to_anybody(town);
  put_sent(town, (TownMail){.subject = "AW: Meldung",
                            .in_reply_to = ASKED,
                            .text = WORDS "\r\n\r\n> Schlagloch\r\n"});
  g_assert_cmpint(filed(town), ==, 1);
  g_autofree char *note = note_of(town);
  g_assert_cmpstr(g_strchomp(note), ==, WORDS);
  g_autofree char *state = town_fixture_text(town, "SELECT state FROM ticket");
  g_assert_cmpstr(state, ==, "new");
  g_assert_cmpint(sent_to_anybody(town), ==, before);
}

static void
test_sent_number_names_it(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  ask(town);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  put_sent(town,
           (TownMail){.from = DEPARTMENT, .subject = ticket->mail->subject});
  g_assert_cmpint(filed(town), ==, 1);
  g_autofree char *actor = town_fixture_text(
      town, "SELECT actor FROM ticket_event WHERE what = 'answered-past-us'");
  g_assert_cmpstr(actor, ==, "department tiefbau");
}

/* Its server numbered the folder anew, and all is read again. */
static void
test_sent_copy_counts_once(void)
{
  static const char raw[] =
      "From: " CLERK "\r\nTo: ayse@example.net\r\nSubject: AW: Meldung\r\n"
      "Date: Thu, 21 May 2026 10:00:00 +0200\r\n"
      "Message-ID: <antwort@musterhagen.example.org>\r\n"
      "In-Reply-To: <" ASKED ">\r\n\r\n" WORDS "\r\n";
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  ask(town);
  for (int i = 0; i < 2; i++) {
    town_post_raw(town, raw, &(TownMail){.mailbox = "gesendet"});
    town_fixture_decide(town);
  }
  g_assert_cmpint(filed(town), ==, 1);
  g_autofree char *reason = why(town);
  g_assert_cmpstr(reason, ==, "duplicate");
}

static const struct {
  const char *name;
  TownMail mail;
  const char *why;
} others[] = {
    {"to somebody else",
     {.to = "egon@example.net", .in_reply_to = ASKED},
     "about-no-ticket"},
    {"of another matter", {.subject = "Grillfest"}, "about-no-ticket"},
    {"a note of absence",
     {.in_reply_to = ASKED, .headers = "Auto-Submitted: auto-replied\r\n"},
     "automatic"},
};

static void
test_sent_others_are_not_kept(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_test_message("%s", others[i].name);
    ask(town);
    int64_t contents = town_fixture_count(town, "SELECT count(*) FROM content");
    int64_t before = sent_to_anybody(town);
    put_sent(town, others[i].mail);
    g_autofree char *reason = why(town);
    g_assert_cmpstr(reason, ==, others[i].why);
    g_assert_cmpint(filed(town), ==, 0);
    g_assert_cmpint(sent_to_anybody(town), ==, before);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM content"),
                    ==, contents);
    g_assert_cmpint(
        town_fixture_count(town, "SELECT count(*) FROM inbox WHERE state ="
                                 " 'discarded' AND length(raw_key) = 0"),
        ==, 1);
  }
}

/* What our own transport's server put there: known by its Message-ID. */
static void
test_sent_by_us(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  ask(town);
  g_autoptr(TownSent) confirmation = town_sent(town, "confirmation", "ayse@");
  put_sent(town, (TownMail){.message_id = confirmation->mail->message_id,
                            .in_reply_to = ASKED});
  g_autofree char *reason = why(town);
  g_assert_cmpstr(reason, ==, "sent-by-us");
  g_assert_cmpint(filed(town), ==, 0);
}

static unsigned
count_blobs(TownFixture *town)
{
  unsigned count = 0;
  const char *name;
  g_autoptr(GDir) dir = g_dir_open(town->digest.blobs, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
    count += strlen(name) == BLOB_NAME_LENGTH;
  return count;
}

static void
test_sent_large_leaves_no_file(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autofree char *large = g_strnfill(LARGE_BYTES, 'a');
  for (size_t i = 70; i + 1 < LARGE_BYTES; i += 70)
    memcpy(large + i, "\r\n", 2);
  put_sent(town, (TownMail){.subject = "Fotos", .attachment = large});
  g_autofree char *reason = why(town);
  g_assert_cmpstr(reason, ==, "about-no-ticket");
  g_assert_cmpuint(count_blobs(town), ==, 0);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/report/sent/reply-is-filed", test_sent_reply_is_filed);
  g_test_add_func("/report/sent/number-names-it", test_sent_number_names_it);
  g_test_add_func("/report/sent/copy-counts-once", test_sent_copy_counts_once);
  g_test_add_func("/report/sent/others-are-not-kept",
                  test_sent_others_are_not_kept);
  g_test_add_func("/report/sent/by-us", test_sent_by_us);
  g_test_add_func("/report/sent/large-leaves-no-file",
                  test_sent_large_leaves_no_file);
  return g_test_run();
}
