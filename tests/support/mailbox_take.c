/* SPDX-License-Identifier: Apache-2.0
 *
 * The story of one mail.
 */
#include "tests/support/mailbox_take.h"

#include <string.h>

#include "tests/support/json_text.h"

enum { RATE = 100000 };

MailboxFixture *
mailbox_take_new(void)
{
  MailboxFixture *fixture = mailbox_fixture_new();

  (void)mailbox_fixture_set_clock(fixture, 1700000000, RATE);
  mailbox_fixture_know(fixture, 7, 0);
  return fixture;
}

ImapScript *
mailbox_take_serve(MailboxFixture *fixture, bool moved)
{
  static const char *const full[] = {"SERVE", NULL};
  static const char *const empty[] = {"GONE", "SERVE", NULL};
  ImapScript *script = imap_script_start(moved ? empty : full, NULL, NULL);

  fixture->mailbox.port = imap_script_port(script);
  return script;
}

MailboxWatch *
mailbox_take_watch(MailboxFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  MailboxWatch *watch = mailbox_watch_new(fixture->box, -1, &error);

  g_assert_no_error(error);
  return watch;
}

void
mailbox_take_step_well(MailboxWatch *watch)
{
  g_autoptr(GError) error = NULL;

  (void)mailbox_watch_step(watch, &error);
  g_assert_no_error(error);
}

size_t
mailbox_take_records(const MailboxFixture *fixture)
{
  json_t *records = mailbox_fixture_records(fixture), *record;
  size_t count = json_array_size(records), i;
  const json_t *key = json_object_get(json_array_get(records, 0), "key");

  json_array_foreach(records, i, record)
  {
    g_assert_true(json_equal(json_object_get(record, "key"), key));
    g_assert_cmpstr(json_text(record, "body"), ==, IMAP_SCRIPT_MAIL);
  }
  json_decref(records);
  return count;
}

bool
mailbox_take_was_moved(const char *log)
{
  return strstr(log, "UID MOVE 1 \"Bote/Erledigt\"") != NULL;
}

void
mailbox_take_restart(MailboxFixture *fixture, ImapScript *script)
{
  g_autofree char *before = imap_script_finish(script);
  bool moved = mailbox_take_was_moved(before);

  g_assert_true(!moved || mailbox_take_records(fixture) == 1);
  script = mailbox_take_serve(fixture, moved);
  MailboxWatch *watch = mailbox_take_watch(fixture);
  mailbox_take_step_well(watch);
  mailbox_watch_free(watch);
  g_autofree char *after = imap_script_finish(script);
  g_assert_true(moved || mailbox_take_was_moved(after));
  g_assert_cmpuint(mailbox_take_records(fixture), >=, 1);
  g_assert_cmpuint(mailbox_take_records(fixture), <=, 2);
}
