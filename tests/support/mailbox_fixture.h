/* SPDX-License-Identifier: Apache-2.0
 *
 * A mailbox that reads into a spool in a scratch folder, for tests.
 */
#ifndef BOTE_TESTS_SUPPORT_MAILBOX_FIXTURE_H
#define BOTE_TESTS_SUPPORT_MAILBOX_FIXTURE_H

#include "daemon/clock.h"
#include "daemon/mailbox/mailbox_box.h"
#include "tests/support/scratch.h"

typedef struct MailboxFixture {
  Scratch *scratch;
  Settings settings;
  MailboxSettings mailbox; /* IMAP, plain, to this machine;
                              password "secret" */
  Config config;
  Clock *clock;
  char *clock_file; /* NULL: the system's clock */
  SecretBoxPair pair;
  MailboxBox *box;
} MailboxFixture;

MailboxFixture *mailbox_fixture_new(void);
void mailbox_fixture_free(MailboxFixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailboxFixture, mailbox_fixture_free)

/* Let the box's clock show `now_ms`, ruled by a file, and run `rate` times as
 * fast as real time.  Returns the file's path, which the fixture owns. */
const char *mailbox_fixture_set_clock(MailboxFixture *fixture, int64_t now_ms,
                                      double rate);

/* As if the mailbox had been read up to `last_uid`; 0: it was empty. */
void mailbox_fixture_know(MailboxFixture *fixture, uint32_t uidvalidity,
                          uint32_t last_uid);

/* All records in the spool: an array of heads, each with "body" added as text;
 * owned by the caller. */
json_t *mailbox_fixture_records(const MailboxFixture *fixture);

#endif
