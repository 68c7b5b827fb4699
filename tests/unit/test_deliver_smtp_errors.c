/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of a mail for every way an SMTP server can behave.
 */
#include <string.h>

#include "daemon/deliver/smtp_data.h"
#include "tests/support/cases.h"
#include "tests/support/smtp_script.h"
#include "tests/support/transport_run.h"

#define FROM "town@example.org"
#define TO "anna@example.org"
#define PIPELINING "250-PIPELINING\r\n"
#define MAIL "Subject: x\r\n\r\n.hello\r\nSt\xc3\xb6rung\r\n"

/* --- a reply at a stage, and the action --- */

typedef struct Row {
  const char *name, *command, *reply;
  DeliveryAction action;
  const char *status;
} Row;

static const Row rows[] = {
    {"sent", "none", "", DELIVERY_SENT, "2.0.0"},
    {"greylisted", "RCPT", "450 4.2.0 greylisted, try in 300 s", DELIVERY_DEFER,
     "4.2.0"},
    {"policy-4.7", "RCPT", "451 4.7.1 later", DELIVERY_DEFER, "4.7.1"},
    {"421-at-rcpt", "RCPT", "421 4.3.2 shutting down", DELIVERY_DEFER, "4.3.2"},
    {"no-mailbox", "RCPT", "550 5.1.1 unknown", DELIVERY_FAIL_MUTE, "5.1.1"},
    {"no-host", "RCPT", "550 5.1.2 no", DELIVERY_FAIL_MUTE, "5.1.2"},
    {"bad-address", "RCPT", "501 5.1.3 no", DELIVERY_FAIL_MUTE, "5.1.3"},
    {"moved", "RCPT", "551 5.1.6 no", DELIVERY_FAIL_MUTE, "5.1.6"},
    {"null-mx", "RCPT", "556 5.1.10 no", DELIVERY_FAIL_MUTE, "5.1.10"},
    {"550-bare", "RCPT", "550 no such user", DELIVERY_FAIL_MUTE, "5.0.0"},
    {"553-bare", "RCPT", "553 no", DELIVERY_FAIL_MUTE, "5.0.0"},
    {"550-blocklist", "RCPT", "550 5.7.1 listed", DELIVERY_FAIL, "5.7.1"},
    {"disabled", "RCPT", "550 5.2.1 disabled", DELIVERY_DEFER, "5.2.1"},
    {"full", "RCPT", "552 5.2.2 full", DELIVERY_DEFER, "5.2.2"},
    {"too-large-at-mail", "MAIL", "552 5.3.4 too large",
     DELIVERY_WITHOUT_ATTACHMENTS, "5.3.4"},
    {"too-large-at-dot", ".", "552 message too large",
     DELIVERY_WITHOUT_ATTACHMENTS, "5.0.0"},
    {"530-at-mail", "MAIL", "530 5.7.0 sign in", DELIVERY_PAUSE, "5.7.0"},
    {"5.7.1-at-mail", "MAIL", "550 5.7.1 not your address", DELIVERY_PAUSE,
     "5.7.1"},
    {"554-greeting", "greeting", "554 no service", DELIVERY_PAUSE, "5.0.0"},
    {"421-greeting", "greeting", "421 too many", DELIVERY_DEFER, "4.0.0"},
    {"content", ".", "554 5.6.0 no", DELIVERY_FAIL, "5.6.0"},
    {"protocol", "DATA", "503 5.5.1 no", DELIVERY_FAIL, "5.5.1"},
    {"spam-at-dot", ".", "550 5.7.1 spam", DELIVERY_FAIL, "5.7.1"},
    {"5xx-with-4.x.x", "RCPT", "550 4.2.0 odd", DELIVERY_FAIL_MUTE, "4.2.0"},
    {"multi-line", "RCPT", "550-5.1.1 first\r\n550 5.1.1 second",
     DELIVERY_FAIL_MUTE, "5.1.1"},
    {"helo-then", "EHLO", "550 no", DELIVERY_SENT, "2.0.0"},
    {"cut-at-greeting", "greeting", SMTP_SCRIPT_CUT, DELIVERY_NOT_TRIED, NULL},
    {"cut-at-mail", "MAIL", SMTP_SCRIPT_CUT, DELIVERY_DEFER, "4.4.2"},
    {"cut-at-rcpt", "RCPT", SMTP_SCRIPT_CUT, DELIVERY_DEFER, "4.4.2"},
    {"cut-at-data", "DATA", SMTP_SCRIPT_CUT, DELIVERY_DEFER, "4.4.2"},
    {"cut-after-dot", ".", SMTP_SCRIPT_CUT, DELIVERY_UNKNOWN, "4.4.2"},
    {"silent-greeting", "greeting", SMTP_SCRIPT_SILENT, DELIVERY_NOT_TRIED,
     NULL},
    {"silent-mail", "MAIL", SMTP_SCRIPT_SILENT, DELIVERY_DEFER, "4.4.2"},
    {"silent-rcpt", "RCPT", SMTP_SCRIPT_SILENT, DELIVERY_DEFER, "4.4.2"},
    {"silent-dot", ".", SMTP_SCRIPT_SILENT, DELIVERY_UNKNOWN, "4.4.2"},
    {"garbage-at-rcpt", "RCPT", "hello there", DELIVERY_DEFER, "4.4.2"},
    {"garbage-at-dot", ".", "hello there", DELIVERY_UNKNOWN, "4.4.2"},
    {"half-reply-at-dot", ".", "250-2.0.0 half", DELIVERY_UNKNOWN, "4.4.2"},
    {"354-at-dot", ".", "354 go on", DELIVERY_UNKNOWN, NULL},
    {"250-at-data", "DATA", "250 ok", DELIVERY_DEFER, NULL},
};

static void
try_reply(const Row *row, const char *offers)
{
  const SmtpRule rules[] = {{.command = row->command, .reply = row->reply},
                            {0}};
  SmtpScriptOptions options = {.rules = rules, .offers = offers};
  SmtpScript *script = smtp_script_start(&options);
  TransportRun run;
  OutboxResult out;

  transport_run_init(&run, TRANSPORT_KIND_SMTP);
  run.transport.port = smtp_script_port(script);
  transport_run_job(&run, FROM, TO, MAIL, &out);
  transport_run_clear(&run);
  g_free(smtp_script_finish(script));
  g_assert_cmpstr(delivery_action_to_string(out.action), ==,
                  delivery_action_to_string(row->action));
  if (row->status != NULL)
    g_assert_cmpstr(out.status, ==, row->status);
  g_assert_true((out.provider_ref != NULL) == (out.action == DELIVERY_SENT));
  transport_result_clear(&out);
}

static void
test_reply(gconstpointer data)
{
  try_reply(data, NULL);
}

/* The same when mail, rcpt and data are said before the first reply. */
static void
test_reply_ahead(gconstpointer data)
{
  try_reply(data, PIPELINING);
}

static void
test_nobody_listens(void)
{
  SmtpScriptOptions options = {0};
  SmtpScript *script = smtp_script_start(&options);
  int port = smtp_script_port(script);
  g_free(smtp_script_finish(script));
  TransportRun run;
  OutboxResult out;

  transport_run_init(&run, TRANSPORT_KIND_SMTP);
  run.transport.port = port;
  transport_run_job(&run, FROM, TO, MAIL, &out);
  transport_run_clear(&run);
  g_assert_cmpint(out.action, ==, DELIVERY_NOT_TRIED);
  g_assert_cmpstr(out.status, ==, "4.4.1");
  transport_result_clear(&out);
}

/* The text is refused while it is still being sent: the words count whenever
 * they are read, and a server that hangs up then does not change them. */
static void
test_refused_in_text(void)
{
  const SmtpRule rules[] = {{.command = "text", .reply = "552 5.3.4 too large"},
                            {0}};
  SmtpScriptOptions options = {.rules = rules};
  SmtpScript *script = smtp_script_start(&options);
  g_autofree char *body = g_strnfill(1 << 18, 'a');
  TransportRun run;
  OutboxResult out;

  transport_run_init(&run, TRANSPORT_KIND_SMTP);
  run.transport.port = smtp_script_port(script);
  transport_run_job(&run, FROM, TO, body, &out);
  transport_run_clear(&run);
  g_free(smtp_script_finish(script));
  g_assert_cmpint(out.action, ==, DELIVERY_WITHOUT_ATTACHMENTS);
  transport_result_clear(&out);
}

/* --- what goes over the wire --- */

static void
test_wire(void)
{
  SmtpScriptOptions options = {
      .offers = "250-SIZE 1000000\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"};
  SmtpScript *script = smtp_script_start(&options);
  TransportRun run;
  OutboxResult out;

  transport_run_init(&run, TRANSPORT_KIND_SMTP);
  run.transport.port = smtp_script_port(script);
  transport_run_job(&run, "", TO, MAIL, &out);
  g_assert_cmpint(out.action, ==, DELIVERY_SENT);
  g_assert_cmpstr(out.provider_ref, ==, "4AbCd");
  transport_result_clear(&out);
  transport_run_job(&run, FROM, "j\xc3\xbcrgen@example.org", "a\n.\nb", &out);
  g_assert_cmpint(out.action, ==, DELIVERY_SENT);
  transport_result_clear(&out);
  g_assert_cmpuint(smtp_script_connections(script), ==, 1);
  g_assert_cmpuint(run.quiet, ==, 0); /* the line told what it waits for */
  transport_run_clear(&run);
  g_autofree char *log = smtp_script_finish(script);
  g_assert_cmpstr(log, ==,
                  "EHLO example.org\n"
                  "MAIL FROM:<> SIZE=32 BODY=8BITMIME\n"
                  "RCPT TO:<" TO ">\n"
                  "DATA\n"
                  "Subject: x\n\n..hello\nSt\xc3\xb6rung\n.\n"
                  "MAIL FROM:<" FROM "> SIZE=5 SMTPUTF8\n"
                  "RCPT TO:<j\xc3\xbcrgen@example.org>\n"
                  "DATA\n"
                  "a\n..\nb\n.\n"
                  "QUIT\n");
}

/* Nothing a stranger chose can become a command of ours. */
static void
test_unsafe_addresses(void)
{
  static const char *const bad[] = {"a@example.org>\r\nRCPT TO:<b@example.org",
                                    "a@example.org\n", "a b@example.org",
                                    "<a@example.org>", ""};
  SmtpScriptOptions options = {0};
  SmtpScript *script = smtp_script_start(&options);
  TransportRun run;
  OutboxResult out;

  transport_run_init(&run, TRANSPORT_KIND_SMTP);
  run.transport.port = smtp_script_port(script);
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    transport_run_job(&run, FROM, bad[i], MAIL, &out);
    g_assert_cmpint(out.action, ==, DELIVERY_FAIL);
    transport_result_clear(&out);
    if (bad[i][0] == '\0')
      continue;
    transport_run_job(&run, bad[i], TO, MAIL, &out);
    g_assert_cmpint(out.action, ==, DELIVERY_FAIL);
    transport_result_clear(&out);
  }
  /* A server without SMTPUTF8 (RFC 6531 3.2) is not tried with it. */
  transport_run_job(&run, FROM, "j\xc3\xbcrgen@example.org", MAIL, &out);
  g_assert_cmpint(out.action, ==, DELIVERY_FAIL);
  g_assert_cmpstr(out.status, ==, "5.6.7");
  transport_result_clear(&out);
  transport_run_clear(&run);
  g_autofree char *log = smtp_script_finish(script);
  g_assert_null(strstr(log, "MAIL"));
}

/* A refused job, then a good one over the same session; a session that the
 * server ended meanwhile is replaced without anybody noticing. */
static void
test_session_is_reused(void)
{
  const SmtpRule rules[] = {
      {.command = "RCPT", .reply = "550 5.1.1 no", .times = 1},
      {.command = "MAIL", .reply = "421 4.4.2 idle", .after = 2, .times = 1},
      {.command = "MAIL", .reply = SMTP_SCRIPT_CUT, .after = 4, .times = 1},
      {0}};
  static const DeliveryAction actions[] = {DELIVERY_FAIL_MUTE, DELIVERY_SENT,
                                           DELIVERY_SENT, DELIVERY_SENT};
  SmtpScriptOptions options = {.rules = rules};
  SmtpScript *script = smtp_script_start(&options);
  TransportRun run;
  OutboxResult out;

  transport_run_init(&run, TRANSPORT_KIND_SMTP);
  run.transport.port = smtp_script_port(script);
  for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) {
    transport_run_job(&run, FROM, TO, MAIL, &out);
    g_assert_cmpint(out.action, ==, actions[i]);
    transport_result_clear(&out);
  }
  g_assert_cmpuint(smtp_script_count(script, "RSET"), ==, 1);
  g_assert_cmpuint(smtp_script_count(script, "."), ==, 3);
  g_assert_cmpuint(smtp_script_connections(script), ==, 3);
  g_assert_cmpuint(run.quiet, ==, 0); /* the line told what it waits for */
  transport_run_clear(&run);
  g_free(smtp_script_finish(script));
}

/* RFC 2920: a group of commands, and a server that takes data although it
 * refused the recipient gets no word of the message. */
static void
test_pipelining(void)
{
  const SmtpRule rules[] = {
      {.command = "RCPT", .reply = "550 5.1.1 no", .times = 1},
      {.command = "MAIL", .reply = "452 4.3.1 full", .after = 2, .times = 1},
      {.command = "DATA", .reply = "503 5.5.1 no", .after = 2, .times = 1},
      {0}};
  static const DeliveryAction actions[] = {DELIVERY_FAIL_MUTE, DELIVERY_SENT,
                                           DELIVERY_DEFER, DELIVERY_SENT};
  SmtpScriptOptions options = {.rules = rules, .offers = PIPELINING};
  SmtpScript *script = smtp_script_start(&options);
  TransportRun run;
  OutboxResult out;

  transport_run_init(&run, TRANSPORT_KIND_SMTP);
  run.transport.port = smtp_script_port(script);
  for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) {
    transport_run_job(&run, FROM, TO, "a", &out);
    g_assert_cmpint(out.action, ==, actions[i]);
    transport_result_clear(&out);
  }
  g_assert_cmpuint(smtp_script_connections(script), ==, 1);
  g_assert_cmpuint(run.quiet, ==, 0);
  transport_run_clear(&run);
  g_autofree char *log = smtp_script_finish(script);
  g_autofree char *group = g_strdup("MAIL FROM:<" FROM ">\n"
                                    "RCPT TO:<" TO ">\nDATA\n");
  g_autofree char *whole =
      g_strconcat("EHLO example.org\n", group, ".\nRSET\n", group, "a\n.\n",
                  group, "RSET\n", group, "a\n.\nQUIT\n", NULL);
  g_assert_cmpstr(log, ==, whole);
}

/* --- the text --- */

static const struct {
  const char *in, *out;
} texts[] = {
    {"", ".\r\n"},
    {"a", "a\r\n.\r\n"},
    {"a\r\n", "a\r\n.\r\n"},
    {".", "..\r\n.\r\n"},
    {"a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"},
    {"a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"},
    {"a\r.\rb", "a\r\n..\r\nb\r\n.\r\n"},
    {"a\r\r\n.", "a\r\n\r\n..\r\n.\r\n"},
    {"a\r", "a\r\n.\r\n"},
    {"\n\n.\n", "\r\n\r\n..\r\n.\r\n"},
    {"a long line.\nanother.\r.one\r\n",
     "a long line.\r\nanother.\r\n..one\r\n.\r\n"},
};

static void
test_data(void)
{
  for (size_t room = SMTP_DATA_ROOM; room < 20; room++)
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
      SmtpData data = {.body = texts[i].in, .size = strlen(texts[i].in)};
      g_autoptr(GString) all = g_string_new(NULL);
      char piece[20];
      size_t size;
      while ((size = smtp_data_next(&data, piece, room)) > 0)
        g_string_append_len(all, piece, (gssize)size);
      g_assert_cmpstr(all->str, ==, texts[i].out);
    }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CASES_ADD_ROWS("/daemon/deliver-smtp/reply", rows, test_reply)
  CASES_ADD_ROWS("/daemon/deliver-smtp/reply-ahead", rows, test_reply_ahead)
  g_test_add_func("/daemon/deliver-smtp/nobody-listens", test_nobody_listens);
  g_test_add_func("/daemon/deliver-smtp/refused-in-text", test_refused_in_text);
  g_test_add_func("/daemon/deliver-smtp/wire", test_wire);
  g_test_add_func("/daemon/deliver-smtp/unsafe-addresses",
                  test_unsafe_addresses);
  g_test_add_func("/daemon/deliver-smtp/session-is-reused",
                  test_session_is_reused);
  g_test_add_func("/daemon/deliver-smtp/pipelining", test_pipelining);
  g_test_add_func("/daemon/deliver-smtp/data", test_data);
  return g_test_run();
}
