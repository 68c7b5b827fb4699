/* SPDX-License-Identifier: Apache-2.0
 *
 * The mails that a mail passes on, one by one: when each was written and to
 * whom, which stand beside each other, and whose words are whose.
 */
#include "parsers/forward/forwarded.h"

#include <string.h>

#include "parsers/forward/forward.h"
#include "parsers/forward/forward_day.h"
#include "parsers/forward/forward_header.h"

static void
test_forwarded_day(void)
{
  static const struct {
    const char *value, *day;
  } rows[] = {
      {"Sonntag, 3. Mai 2026 08:14", "2026-05-03"},
      {"Donnerstag, 21. Mai 2026 um 07:42:10 MESZ", "2026-05-21"},
      {"Sunday, May 3, 2026 8:14 AM", "2026-05-03"},
      {"Sun, May 3, 2026 at 8:14 AM", "2026-05-03"},
      {"Sun, 03 May 2026 08:14:00 +0200", "2026-05-03"},
      {"3rd March 2026", "2026-03-03"},
      {"So., 3. März 2026 um 08:14 Uhr", "2026-03-03"},
      {"Am 03.05.2026 um 08:14 schrieb Erika <e1990@example.org>:",
       "2026-05-03"},
      {"2026-05-03 08:14", "2026-05-03"},
      {"21/05/2026 08:14", "2026-05-21"},
      {"5/21/2026 8:14 AM", "2026-05-21"},
      {"5/5/2026", "2026-05-05"},
      {"5/3/2026 8:14 AM", NULL}, /* of May or of March */
      {"3. Mai", NULL},
      {"31. Februar 2026", NULL},
      {"3. mayo 1026", NULL},
      {"heute", NULL},
      {"99999.99999.99999", NULL},
      {"", NULL},
      {NULL, NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *day = forward_day_read(rows[i].value);
    if (g_strcmp0(day, rows[i].day) != 0)
      g_test_message("row '%s'", rows[i].value);
    g_assert_cmpstr(day, ==, rows[i].day);
  }
}

static void
test_forwarded_addressee(void)
{
  static const struct {
    const char *value, *to;
  } rows[] = {
      {"Herr Bürgermeister Kunz <bm@example.org>", "Herr Bürgermeister Kunz"},
      {"Kunz, Rainer <bm@example.org>", "Kunz, Rainer"},
      {"\"Kunz, Rainer\" <bm@example.org>", "Kunz, Rainer"},
      {"bm@example.org", "bm@example.org"},
      {"<bm@example.org>", "bm@example.org"},
      {"Bürgermeister Kunz", "Bürgermeister Kunz"},
      {"Kunz <bm@example.org>; Presse <p@example.org>", NULL},
      {"a@example.org, b@example.org", NULL},
      {"Kunz; Meier", NULL},
      {"Kunz, Meier, Muster", NULL},
      {"undisclosed-recipients:", NULL},
      {" ", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *to = forward_header_addressee(rows[i].value);
    if (g_strcmp0(to, rows[i].to) != 0)
      g_test_message("row '%s'", rows[i].value);
    g_assert_cmpstr(to, ==, rows[i].to);
  }
}

static Message *
read_mail(const char *subject, const char *text)
{
  Message *message = message_new();
  message->subject = g_strdup(subject);
  g_autoptr(ReplyLines) lines = reply_lines_new(text);
  g_assert_true(forward_read(message, lines));
  return message;
}

/* "address day to bare beside" of each. */
static void
assert_mails(const Message *message, const char *expected)
{
  g_autoptr(GString) told = g_string_new(NULL);
  for (guint i = 0; i < message->forwarded->len; i++) {
    const Forwarded *mail = g_ptr_array_index(message->forwarded, i);
    g_string_append_printf(
        told, "%s %s %s%s%s\n", mail->from == NULL ? "-" : mail->from->address,
        mail->day == NULL ? "-" : mail->day, mail->to == NULL ? "-" : mail->to,
        mail->is_bare ? " bare" : "", mail->is_beside ? " beside" : "");
  }
  g_assert_cmpstr(told->str, ==, expected);
}

static void
assert_words(const Message *message, guint first, const char *expected)
{
  g_autofree char *words =
      forwarded_words(message->forwarded, message->forwarded_text, first);
  g_assert_cmpstr(words, ==, expected);
}

/* The mayor had it from his office, the office from the citizen. */
static void
test_forwarded_chain(void)
{
  g_autoptr(Message) message = read_mail(
      "WG: WG: Loch",
      "Bitte erledigen.\n\n"
      "Von: Büro <buero@example.com>\nGesendet: Montag, 4. Mai 2026 09:00\n"
      "An: Kunz <bm@example.com>\nBetreff: WG: Loch\n\n"
      "Zur Kenntnis, Herr Kunz: der schreibt oft.\n\n"
      "Von: Erika Muster <erika@example.org>\n"
      "Gesendet: Sonntag, 3. Mai 2026 08:14\n"
      "An: Büro <buero@example.com>\nBetreff: Loch\n\n"
      "Vor der Gartenstraße 12 ist ein Loch.\n");
  assert_mails(message, "buero@example.com 2026-05-04 Kunz\n"
                        "erika@example.org 2026-05-03 Büro\n");
  g_assert_cmpstr(message->text, ==, "Bitte erledigen.");
  assert_words(message, 0,
               "Zur Kenntnis, Herr Kunz: der schreibt oft.\n\n"
               "---------- Forwarded message ----------\nSubject: Loch\n\n"
               "Vor der Gartenstraße 12 ist ein Loch.");
  assert_words(message, 1, "Vor der Gartenstraße 12 ist ein Loch.");
  assert_words(message, 2, "");
}

/* Who added nothing has no words, but was there. */
static void
test_forwarded_bare(void)
{
  g_autoptr(Message) message =
      read_mail("WG: WG: Loch",
                "Von: Büro <buero@example.com>\nGesendet: 4. Mai 2026 09:00\n"
                "An: Kunz <bm@example.com>\nBetreff: WG: Loch\n\n"
                "Von: Erika Muster <erika@example.org>\n"
                "Gesendet: 3. Mai 2026 08:14\n"
                "An: Büro <buero@example.com>\nBetreff: Loch\n\n"
                "Ein Loch.\n");
  assert_mails(message, "buero@example.com 2026-05-04 Kunz bare\n"
                        "erika@example.org 2026-05-03 Büro\n");
  assert_words(message, 0, "Ein Loch.");
  assert_words(message, 1, "Ein Loch.");
}

/* Two letters attached to one mail. */
static void
test_forwarded_beside(void)
{
  g_autoptr(Message) message = read_mail(
      "Zwei Briefe",
      "Bitte beide.\n\n---------- Forwarded message ----------\n"
      "From: A <a@example.org>\nDate: Sun, 03 May 2026 08:14:00 +0200\n"
      "Subject: Loch\n\nEin Loch.\n"
      "\n---------- End of forwarded message ----------\n"
      "\n---------- Forwarded message ----------\n"
      "From: B <b@example.org>\nSubject: Ast\n\nEin Ast.\n");
  assert_mails(message, "a@example.org 2026-05-03 -\n"
                        "b@example.org - - beside\n");
  assert_words(message, 1, "Ein Ast.");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/forwarded/day", test_forwarded_day);
  g_test_add_func("/parsers/forwarded/addressee", test_forwarded_addressee);
  g_test_add_func("/parsers/forwarded/chain", test_forwarded_chain);
  g_test_add_func("/parsers/forwarded/bare", test_forwarded_bare);
  g_test_add_func("/parsers/forwarded/beside", test_forwarded_beside);
  return g_test_run();
}
