/* SPDX-License-Identifier: Apache-2.0
 *
 * One test per way an IMAP server misbehaves.  Whatever it does: nothing is set
 * aside before it is in the spool, nothing is lost, and a repeat has the same
 * key.
 */
#include <string.h>

#include <glib.h>

#include "tests/support/cases.h"
#include "tests/support/json_text.h"
#include "tests/support/mailbox_play.h"

typedef struct Row {
  const char *name;
  const char *const *steps;
  int error; /* -1: none */
  size_t records;
  const char *said;   /* the client says this; NULL: does not matter */
  const char *unsaid; /* and never this */
  const char *flag;   /* the record's head has this */
} Row;

STEPS(good, LOGIN, SELECT_1, LIST_ONE, BODY_ONE, MOVE);
STEPS(quoted_body, LOGIN, SELECT_1, "C UID FETCH",
      "S * 1 FETCH (UID 1 RFC822.SIZE 5" DATE, "S %t OK done", "C BODY.PEEK[]",
      "S * 1 FETCH (UID 1 BODY[]<0> \"hello\")", "S %t OK done", MOVE);
STEPS(no_move, IMAP_SCRIPT_LOGIN("UIDPLUS"), SELECT_1, LIST_ONE, BODY_ONE,
      "C CREATE", "S %t OK made", "C UID COPY 1", "S %t OK copied",
      "C UID STORE 1 +FLAGS.SILENT (\\Deleted)", "S %t OK done",
      "C UID EXPUNGE 1", "S %t OK gone");
STEPS(no_uidplus, IMAP_SCRIPT_LOGIN("IDLE"), SELECT_1, LIST_ONE, BODY_ONE,
      "C UID STORE 1 +FLAGS.SILENT (\\Seen $BoteDone)", "S %t OK done");
STEPS(move_refused, LOGIN, SELECT_1, LIST_ONE, BODY_ONE, "C CREATE",
      "S %t OK done", "C UID MOVE", "S %t NO [OVERQUOTA] full");
STEPS(eof_in_literal, LOGIN, SELECT_1, LIST_ONE, "C BODY.PEEK[]",
      "R * 1 FETCH (UID 1 BODY[]<0> {24}\r\nSubject", "EOF");
STEPS(literal_shorter, LOGIN, SELECT_1, LIST_ONE, "C BODY.PEEK[]",
      "R * 1 FETCH (UID 1 BODY[]<0> {40}\r\n" IMAP_SCRIPT_MAIL ")\r\n",
      "S %t OK done", "EOF");
STEPS(literal_longer, LOGIN, SELECT_1, LIST_ONE, "C BODY.PEEK[]",
      "R * 1 FETCH (UID 1 BODY[]<0> {5}\r\n" IMAP_SCRIPT_MAIL ")\r\n",
      "S %t OK done", "EOF");
STEPS(literal_4_gb, LOGIN, SELECT_1, LIST_ONE, "C BODY.PEEK[]",
      "R * 1 FETCH (UID 1 BODY[]<0> {4294967295}\r\n", "Z 100000");
STEPS(more_than_asked, LOGIN, SELECT_1, LIST_ONE, "C BODY.PEEK[]",
      "R * 1 FETCH (UID 1 BODY[]<0> {1048577}\r\n", "Z 1048577", "R )\r\n",
      "S %t OK done");
STEPS(two_bodies, LOGIN, SELECT_1, LIST_ONE, "C BODY.PEEK[]",
      "R * 1 FETCH (UID 1 BODY[]<0> {24}\r\n" IMAP_SCRIPT_MAIL ")\r\n",
      "R * 1 FETCH (UID 1 BODY[]<0> {24}\r\n" IMAP_SCRIPT_MAIL ")\r\n",
      "S %t OK done");
STEPS(other_uid, LOGIN, SELECT_1, LIST_ONE, "C BODY.PEEK[]",
      "R * 1 FETCH (UID 9 BODY[]<0> {24}\r\n" IMAP_SCRIPT_MAIL ")\r\n",
      "S %t OK done");
STEPS(uid_overflow, LOGIN, SELECT_1, "C UID FETCH",
      "S * 1 FETCH (UID 99999999999999999999 RFC822.SIZE 24" DATE,
      "S %t OK done");
STEPS(uid_zero, LOGIN, SELECT_1, "C UID FETCH",
      "S * 1 FETCH (UID 0 RFC822.SIZE 24" DATE, "S %t OK done");
STEPS(uid_falls, LOGIN, SELECT_2, "C UID FETCH",
      "S * 1 FETCH (UID 2 RFC822.SIZE 24" DATE,
      "S * 2 FETCH (UID 1 RFC822.SIZE 24" DATE, "S %t OK done");
STEPS(uid_twice, LOGIN, SELECT_2, "C UID FETCH",
      "S * 1 FETCH (UID 1 RFC822.SIZE 24" DATE,
      "S * 2 FETCH (UID 1 RFC822.SIZE 24" DATE, "S %t OK done");
STEPS(flag_update, LOGIN, SELECT_1, "C UID FETCH",
      "S * 1 FETCH (FLAGS (\\Seen))", "S * 1 FETCH (UID 1 RFC822.SIZE 24" DATE,
      "S * 1 FETCH (FLAGS (\\Answered) UID 1)", "S %t OK done", BODY_ONE, MOVE);
STEPS(last_again, LOGIN, SELECT_1, "C UID FETCH 1:*", "S %t OK done");
STEPS(gone, LOGIN, SELECT_1, LIST_ONE, NO_BODY, LIST_NONE);
STEPS(gone_nil, LOGIN, SELECT_1, LIST_ONE, "C BODY.PEEK[]",
      "S * 1 FETCH (UID 1 BODY[] NIL)", "S %t OK done", LIST_NONE);
STEPS(gone_at_check, LOGIN, SELECT_1, LIST_ONE, NO_BODY, "C UID FETCH 1:1 ",
      "EOF");
STEPS(wrong_size, LOGIN, SELECT_1, "C UID FETCH",
      "S * 1 FETCH (UID 1 RFC822.SIZE 100" DATE, "S %t OK done", BODY_ONE,
      "C <24.", "S * 1 FETCH (UID 1 BODY[]<24> \"\")", "S %t OK done", BODY_ONE,
      "C <24.", "S * 1 FETCH (UID 1 BODY[]<24> \"\")", "S %t OK done", MOVE);
STEPS(never_the_same, LOGIN, SELECT_1, "C UID FETCH",
      "S * 1 FETCH (UID 1 RFC822.SIZE 100" DATE, "S %t OK done", BODY_ONE,
      "C <24.", "S * 1 FETCH (UID 1 BODY[]<24> \"\")", "S %t OK done",
      "C BODY.PEEK[]", "S * 1 FETCH (UID 1 BODY[]<0> \"two\")", "S %t OK done",
      "C <3.", "S * 1 FETCH (UID 1 BODY[]<3> \"\")", "S %t OK done",
      "C BODY.PEEK[]", "S * 1 FETCH (UID 1 BODY[]<0> \"three\")",
      "S %t OK done", "C <5.", "S * 1 FETCH (UID 1 BODY[]<5> \"\")",
      "S %t OK done", MOVE);
STEPS(parentheses, LOGIN, SELECT_1, "C UID FETCH", "R * 1 FETCH ",
      "R ((((((((((((((((((((((((((((((((((((((((((((((((", "Z 10");
STEPS(long_line, LOGIN, SELECT_1, "C UID FETCH", "R * OK ", "Z 1000000");
STEPS(nul, LOGIN, SELECT_1, "C UID FETCH", "R * OK ", "0", "S x");
STEPS(garbage, LOGIN, SELECT_1, "C UID FETCH", "S \x80\xff{}))((*\"", "EOF");
STEPS(folder_gone, LOGIN, IMAP_SCRIPT_LIST, "C SELECT", "S %t NO no such");
STEPS(read_only, LOGIN, IMAP_SCRIPT_LIST, "C SELECT", "S * 1 EXISTS",
      "S * OK [UIDVALIDITY 7] v", "S * OK [UIDNEXT 2] n",
      "S %t OK [READ-ONLY] selected", LIST_ONE, BODY_ONE, "C CREATE",
      "S %t NO thanks", "C UID MOVE", "S %t NO read-only");
STEPS(no_uidvalidity, LOGIN, IMAP_SCRIPT_LIST, "C SELECT", "S * 1 EXISTS",
      "S %t OK selected");
STEPS(bad_password, "S * OK ready", "C CAPABILITY", "S * CAPABILITY IMAP4rev1",
      "S %t OK done", "C LOGIN", "S %t NO [AUTHENTICATIONFAILED] no");
STEPS(login_disabled, "S * OK ready", "C CAPABILITY",
      "S * CAPABILITY IMAP4rev1 LOGINDISABLED", "S %t OK done");
STEPS(bye_greeting, "S * BYE too many connections");

static const Row rows[] = {
    {"good", good, -1, 1, "UID MOVE 1 \"Bote/Erledigt\"", "Problem", NULL},
    {"quoted-body", quoted_body, -1, 1, "UID MOVE", NULL, NULL},
    {"no-move", no_move, -1, 1, "UID EXPUNGE 1", "UNEXPECTED", NULL},
    {"no-uidplus", no_uidplus, -1, 1, "$BoteDone", "UNEXPECTED", NULL},
    {"move-refused", move_refused, -1, 1, "UID MOVE", NULL, NULL},
    {"F19-eof-in-literal", eof_in_literal, IMAP_ERROR_NETWORK, 0, NULL, "MOVE",
     NULL},
    {"F25-literal-shorter", literal_shorter, IMAP_ERROR_NETWORK, 0, NULL,
     "MOVE", NULL},
    {"F25-literal-longer", literal_longer, IMAP_ERROR_PROTOCOL, 0, NULL, "MOVE",
     NULL},
    {"F23-literal-4-gb", literal_4_gb, IMAP_ERROR_PROTOCOL, 0, NULL, "MOVE",
     NULL},
    {"more-than-asked", more_than_asked, IMAP_ERROR_PROTOCOL, 0, NULL, "MOVE",
     NULL},
    {"two-bodies", two_bodies, IMAP_ERROR_PROTOCOL, 0, NULL, "MOVE", NULL},
    {"other-uid", other_uid, IMAP_ERROR_PROTOCOL, 0, NULL, "MOVE", NULL},
    {"F23-uid-overflow", uid_overflow, IMAP_ERROR_PROTOCOL, 0, NULL, "BODY",
     NULL},
    {"uid-zero", uid_zero, IMAP_ERROR_PROTOCOL, 0, NULL, "BODY", NULL},
    {"F27-uid-falls", uid_falls, IMAP_ERROR_PROTOCOL, 0, NULL, "BODY", NULL},
    {"F27-uid-twice", uid_twice, IMAP_ERROR_PROTOCOL, 0, NULL, "BODY", NULL},
    {"flag-update-in-between", flag_update, -1, 1, "UID MOVE", "UNEXPECTED",
     NULL},
    {"nothing-new", last_again, -1, 0, NULL, "BODY", NULL},
    {"F30-gone", gone, -1, 0, NULL, "MOVE", NULL},
    {"F30-gone-as-nil", gone_nil, -1, 0, NULL, "MOVE", NULL},
    {"F30-gone-at-check", gone_at_check, IMAP_ERROR_NETWORK, 0, NULL, "MOVE",
     NULL},
    {"size-only-estimated", wrong_size, -1, 1, "Erledigt", "UNEXPECTED", NULL},
    {"never-the-same", never_the_same, -1, 1, "Problem", "UNEXPECTED",
     "incomplete"},
    {"F23-parentheses", parentheses, IMAP_ERROR_PROTOCOL, 0, NULL, "BODY",
     NULL},
    {"F22-long-line", long_line, IMAP_ERROR_PROTOCOL, 0, NULL, "BODY", NULL},
    {"F22-nul", nul, IMAP_ERROR_PROTOCOL, 0, NULL, "BODY", NULL},
    {"F22-garbage", garbage, IMAP_ERROR_PROTOCOL, 0, NULL, "BODY", NULL},
    {"F28-folder-gone", folder_gone, IMAP_ERROR_REFUSED, 0, NULL, "FETCH",
     NULL},
    {"F28-read-only", read_only, -1, 1, NULL, "UNEXPECTED", NULL},
    {"no-uidvalidity", no_uidvalidity, IMAP_ERROR_PROTOCOL, 0, NULL, "FETCH",
     NULL},
    {"F31-bad-password", bad_password, IMAP_ERROR_AUTH, 0, NULL, "SELECT",
     NULL},
    {"login-disabled", login_disabled, IMAP_ERROR_AUTH, 0, NULL, "secret",
     NULL},
    {"bye-as-greeting", bye_greeting, IMAP_ERROR_NETWORK, 0, NULL, "LOGIN",
     NULL},
};

static void
test_mailbox_errors_row(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  mailbox_fixture_know(fixture, 7, 0);
  g_autoptr(MailboxImap) intake = mailbox_imap_new(fixture->box, NULL);
  ImapScript *script = imap_script_start(row->steps, NULL, NULL);

  fixture->mailbox.port = imap_script_port(script);
  int code = mailbox_play(fixture, intake, 1);
  g_autofree char *log = imap_script_finish(script);
  json_t *records = mailbox_fixture_records(fixture);
  g_assert_cmpint(code, ==, row->error);
  g_assert_cmpuint(json_array_size(records), ==, row->records);
  if (row->said != NULL && strstr(log, row->said) == NULL)
    g_test_fail_printf("not said: %s in:\n%s", row->said, log);
  if (row->unsaid != NULL && strstr(log, row->unsaid) != NULL)
    g_test_fail_printf("said: %s in:\n%s", row->unsaid, log);
  if (row->flag != NULL)
    g_assert_true(
        json_is_true(json_object_get(json_array_get(records, 0), row->flag)));
  json_decref(records);
}

/* At each command of a good session, each bad answer; then a good server.  In
 * the end the mail is in the spool, always under the same key, and set aside
 * only after that. */
static const char *const faults[] = {"S %t NO no",
                                     "S %t BAD what",
                                     "S * BYE going down",
                                     "S %t NO [UNAVAILABLE] {5}",
                                     "S + go ahead",
                                     "S garbage",
                                     "R %t O"};

static void
check_recovery(unsigned at, const char *fault)
{
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  g_autoptr(GPtrArray) steps = g_ptr_array_new();
  unsigned commands = 0;

  for (const char *const *step = good; *step != NULL; step++) {
    g_ptr_array_add(steps, (void *)*step);
    if (**step == 'C' && commands++ == at)
      break;
  }
  const char *const rest[] = {fault, "EOF", "SERVE", "EOF", "SERVE", NULL};
  for (size_t i = 0; i < G_N_ELEMENTS(rest); i++)
    g_ptr_array_add(steps, (void *)rest[i]);
  mailbox_fixture_know(fixture, 7, 0);
  g_autoptr(MailboxImap) intake = mailbox_imap_new(fixture->box, NULL);
  ImapScript *script =
      imap_script_start((const char *const *)steps->pdata, NULL, NULL);
  fixture->mailbox.port = imap_script_port(script);
  (void)mailbox_play(fixture, intake, 1);
  (void)mailbox_play(fixture, intake, 2);
  g_assert_cmpint(mailbox_play(fixture, intake, 1), ==, -1);
  g_autofree char *log = imap_script_finish(script);
  json_t *records = mailbox_fixture_records(fixture), *record;
  size_t i;
  g_assert_cmpuint(json_array_size(records), >=, 1);
  g_assert_cmpuint(json_array_size(records), <=, 2);
  const char *key = json_text(json_array_get(records, 0), "key");
  json_array_foreach(records, i, record)
  {
    g_assert_cmpstr(json_text(record, "key"), ==, key);
    g_assert_cmpstr(json_text(record, "body"), ==, IMAP_SCRIPT_MAIL);
  }
  if (strstr(log, "UID MOVE 1") == NULL)
    g_test_fail_printf("never set aside: command %u, %s:\n%s", at, fault, log);
  json_decref(records);
}

static void
test_mailbox_errors_each_command(void)
{
  unsigned commands = 0;

  for (const char *const *step = good; *step != NULL; step++)
    commands += **step == 'C';
  g_assert_cmpuint(commands, ==, 9);
  for (unsigned at = 0; at < commands; at++)
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++)
      check_recovery(at, faults[i]);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/daemon/mailbox-errors", rows, test_mailbox_errors_row);
  g_test_add_func("/daemon/mailbox-errors/F24-each-command",
                  test_mailbox_errors_each_command);
  return g_test_run();
}
