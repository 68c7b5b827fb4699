/* SPDX-License-Identifier: Apache-2.0
 *
 * Pieces of scripts in which one or two mails are read by rounds of the intake,
 * and the player of such rounds.
 */
#ifndef BOTE_TESTS_SUPPORT_MAILBOX_PLAY_H
#define BOTE_TESTS_SUPPORT_MAILBOX_PLAY_H

#include "daemon/mailbox/mailbox_imap.h"
#include "tests/support/imap_script.h"
#include "tests/support/mailbox_fixture.h"

#define LOGIN IMAP_SCRIPT_LOGIN("IDLE MOVE UIDPLUS")
#define SELECT_1 IMAP_SCRIPT_LIST, IMAP_SCRIPT_SELECT("7", "2", "1")
#define SELECT_2 IMAP_SCRIPT_LIST, IMAP_SCRIPT_SELECT("7", "3", "2")
#define DATE " INTERNALDATE \"01-Jan-2026 10:00:00 +0000\" FLAGS ())"
#define LIST_ONE                                                               \
  "C UID FETCH", "S * 1 FETCH (UID 1 RFC822.SIZE 24" DATE, "S %t OK done"
#define BODY_ONE                                                               \
  "C BODY.PEEK[]",                                                             \
      "R * 1 FETCH (UID 1 BODY[]<0> {24}\r\n" IMAP_SCRIPT_MAIL ")\r\n",        \
      "S %t OK done"
#define MOVE                                                                   \
  "C CREATE", "S %t NO [ALREADYEXISTS] there", "C UID MOVE", "S %t OK moved"
#define LIST_NONE "C UID FETCH 1:1 ", "S %t OK done"
#define LIST_STILL                                                             \
  "C UID FETCH 1:1 ", "S * 1 FETCH (UID 1 RFC822.SIZE 24" DATE, "S %t OK done"
#define NO_BODY "C BODY.PEEK[]", "S %t OK done"

#define STEPS(name, ...) static const char *const name[] = {__VA_ARGS__, NULL}

/* Connect and look `rounds` times.  Returns the code of the last error, -1 if
 * there was none. */
int mailbox_play(MailboxFixture *fixture, MailboxImap *intake, unsigned rounds);

#endif
