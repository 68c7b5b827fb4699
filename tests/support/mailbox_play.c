/* SPDX-License-Identifier: Apache-2.0
 *
 * One connection, some rounds.
 */
#include "tests/support/mailbox_play.h"

int
mailbox_play(MailboxFixture *fixture, MailboxImap *intake, unsigned rounds)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ImapSession) session =
      imap_session_open(&fixture->mailbox, "secret", &error);

  if (session == NULL)
    return error->code;
  mailbox_imap_reconnected(intake);
  for (unsigned i = 0; i < rounds && error == NULL; i++)
    (void)mailbox_imap_round(intake, session, &error);
  if (error != NULL)
    g_assert_true(error->domain == IMAP_ERROR);
  return error != NULL ? error->code : -1;
}
