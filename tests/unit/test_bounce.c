/* SPDX-License-Identifier: Apache-2.0
 *
 * Bounces in standard and free form, and what must not be called one.
 */
#include "parsers/machine/bounce.h"

#include <string.h>

#include "parsers/parse_message.h"
#include "tests/support/cases.h"

static Message *
parse(const char *mail)
{
  static const MimeOptions options = {0};
  g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
  return parse_message(raw, &options, NULL, NULL, NULL);
}

static void
test_bounce_status_blocks(void)
{
  g_autoptr(Message) message = message_new();
  bounce_read_status(message,
                     "Reporting-MTA: dns; a.example.org\r\n\r\n"
                     "Final-Recipient: RFC822; <a@example.com>\r\n"
                     "Action: Failed (x)\r\nStatus: 5.2.2 (full)\r\n\r\n"
                     "Original-Recipient: rfc822;b@example.com\r\n"
                     "Action: delayed\r\nStatus: 4.4.1\r\n\r\n"
                     "Final-Recipient: rfc822; no address\r\n\r\n"
                     "Final-Recipient: rfc822; c@example.com\r\n"
                     "Action: delivered\r\nStatus: 2.0.0\r\n");
  static const struct {
    const char *address, *action, *status;
    bool permanent;
  } expected[] = {
      {"a@example.com", "failed", "5.2.2", true},
      {"b@example.com", "delayed", "4.4.1", false},
      {"c@example.com", "delivered", "2.0.0", false},
  };
  g_assert_cmpuint(message->bounce_recipients->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < message->bounce_recipients->len; i++) {
    const BounceRecipient *got =
        g_ptr_array_index(message->bounce_recipients, i);
    g_assert_cmpstr(got->address, ==, expected[i].address);
    g_assert_cmpstr(got->action, ==, expected[i].action);
    g_assert_cmpstr(got->status, ==, expected[i].status);
    g_assert_cmpint(got->permanent, ==, expected[i].permanent);
  }
}

static void
test_bounce_recipients_are_limited(void)
{
  g_autoptr(GString) text = g_string_new("Reporting-MTA: dns; a\n\n");
  for (int i = 0; i < 100; i++)
    g_string_append_printf(text, "Final-Recipient: rfc822; a%d@example.com\n\n",
                           i);
  g_autoptr(Message) message = message_new();
  bounce_read_status(message, text->str);
  g_assert_cmpuint(message->bounce_recipients->len, ==, BOUNCE_RECIPIENTS_MAX);
}

static void
test_bounce_diagnostic_is_short(void)
{
  g_autoptr(GString) text =
      g_string_new("Final-Recipient: rfc822; a@example.com\n"
                   "Diagnostic-Code: smtp; ");
  for (int i = 0; i < 1000; i++)
    g_string_append(text, "äx€");
  g_autoptr(Message) message = message_new();
  bounce_read_status(message, text->str);
  const BounceRecipient *got = g_ptr_array_index(message->bounce_recipients, 0);
  g_assert_cmpuint(strlen(got->diagnostic), <=, BOUNCE_DIAGNOSTIC_MAX);
  g_assert_true(g_utf8_validate(got->diagnostic, -1, NULL));
}

static void
test_bounce_qmail(void)
{
  g_autoptr(Message) message = parse(
      "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.org\n"
      "To: bounce@example.org\nSubject: failure notice\n\n"
      "Hi. This is the qmail-send program at mx.example.org.\n"
      "I'm afraid I wasn't able to deliver your message.\n\n"
      "<max@example.com>:\nRemote host said: 550 5.1.1 User unknown\n\n"
      "--- Below this line is a copy of the message.\n\n"
      "Return-Path: <melden@example.org>\nFrom: melden@example.org\n"
      "Message-ID: <out-1@bote.example.org>\nSubject: Ihre Meldung\n\nText\n");
  const BounceRecipient *got = g_ptr_array_index(message->bounce_recipients, 0);
  g_assert_cmpint(message->kind, ==, MESSAGE_KIND_BOUNCE);
  g_assert_cmpstr(got->address, ==, "max@example.com");
  g_assert_cmpstr(got->status, ==, "5.1.1");
  g_assert_true(got->permanent);
  g_assert_cmpstr(message->original_message_id, ==, "out-1@bote.example.org");
}

static const struct Row {
  const char *name, *mail;
} not_bounces[] = {
    {"a-person-about-a-bounce",
     "From: max@example.com\nSubject: Undelivered Mail Returned to Sender\n\n"
     "Ihre Nachricht konnte nicht zugestellt werden, steht hier. Warum?\n"},
    {"a-person-forwards-a-bounce",
     "From: max@example.com\nSubject: WG: Delivery failed\nContent-Type: "
     "multipart/mixed; boundary=b\n\n--b\n\nWas heisst "
     "das?\n--b\nContent-Type: "
     "message/rfc822\n\nFrom: MAILER-DAEMON@example.net\nContent-Type: "
     "multipart/report; report-type=delivery-status; boundary=c\n\n--c\n"
     "Content-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n"
     "Final-Recipient: rfc822; x@example.net\nAction: "
     "failed\n\n--c--\n--b--\n"},
    {"a-status-part-by-a-person",
     "From: max@example.com\nSubject: Loch\nContent-Type: multipart/mixed; "
     "boundary=b\n\n--b\n\nEin Loch\n--b\nContent-Type: "
     "message/delivery-status\n\nReporting-MTA: dns; a\n\nFinal-Recipient: "
     "rfc822; x@example.net\nAction: failed\n\n--b--\n"},
    {"vacation",
     "Return-Path: <>\nFrom: max@example.com\nSubject: Abwesenheitsnotiz\n"
     "Auto-Submitted: auto-replied (vacation)\nIn-Reply-To: <a@b>\n\nIch bin "
     "nicht da.\n"},
    {"postmaster-writes", "From: postmaster@example.com\nSubject: Ihr Umzug\n\n"
                          "Guten Tag, das Postfach ist nun umgezogen.\n"},
};

static void
test_bounce_is_none(gconstpointer data)
{
  const struct Row *row = data;
  g_autoptr(Message) message = parse(row->mail);
  g_assert_cmpint(message->kind, !=, MESSAGE_KIND_BOUNCE);
}

static void
test_bounce_not_spam_is_no_complaint(void)
{
  g_autoptr(Message) message = message_new();
  bounce_read_feedback(message, "Feedback-Type: not-spam\n");
  g_assert_cmpint(message->kind, ==, MESSAGE_KIND_AUTO_REPLY);
  bounce_read_feedback(message, "Feedback-Type: abuse\n");
  g_assert_cmpint(message->kind, ==, MESSAGE_KIND_ABUSE_REPORT);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_test_add_func("/parsers/bounce/status-blocks", test_bounce_status_blocks);
  g_test_add_func("/parsers/bounce/recipients-are-limited",
                  test_bounce_recipients_are_limited);
  g_test_add_func("/parsers/bounce/diagnostic-is-short",
                  test_bounce_diagnostic_is_short);
  g_test_add_func("/parsers/bounce/qmail", test_bounce_qmail);
  g_test_add_func("/parsers/bounce/not-spam-is-no-complaint",
                  test_bounce_not_spam_is_no_complaint);
  CASES_ADD_ROWS("/parsers/bounce/none", not_bounces, test_bounce_is_none);
  return g_test_run();
}
