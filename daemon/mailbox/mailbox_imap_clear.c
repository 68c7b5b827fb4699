/* SPDX-License-Identifier: Apache-2.0
 *
 * The end of processed mail on the server: what bears our mark, nothing else.
 */
#include "daemon/mailbox/mailbox_imap_private.h"

#include "daemon/clock.h"
#include "daemon/imap/imap_expunge.h"
#include "daemon/log.h"

#define DAY_MS (INT64_C(24) * 3600 * 1000)

bool
mailbox_imap_mark(const MailboxTaking *taking, const GArray *uids,
                  GError **error)
{
  g_autoptr(GError) refused = NULL;

  if (taking->adopted || uids->len == 0 ||
      taking->intake->box->settings->sent ||
      taking->intake->box->settings->processed_days == 0 ||
      imap_expunge_mark(taking->session, uids, &refused) ||
      g_error_matches(refused, IMAP_ERROR, IMAP_ERROR_REFUSED))
    return true;
  g_propagate_error(error, g_steal_pointer(&refused));
  return false;
}

static bool
clear_folder(MailboxImap *intake, ImapSession *session, unsigned *count,
             GError **error)
{
  const MailboxSettings *settings = intake->box->settings;
  int64_t before_ms =
      clock_now_ms(intake->box->clock) - settings->processed_days * DAY_MS;
  ImapFolder folder;

  if (!imap_session_select(session, settings->processed, &folder, error))
    return false;
  if (folder.read_only || folder.exists == 0)
    return true;
  for (uint64_t first = 1; first < folder.uidnext; first += IMAP_WINDOW_UIDS) {
    unsigned expunged = 0;
    if (!imap_expunge_old(session, (uint32_t)first, before_ms, &expunged,
                          error))
      return false;
    *count += expunged;
    mailbox_box_progress(intake->box);
  }
  return true;
}

bool
mailbox_imap_clear(MailboxImap *intake, ImapSession *session, GError **error)
{
  int64_t now_ms = clock_now_ms(intake->box->clock);
  g_autoptr(GError) failure = NULL;
  unsigned count = 0;

  if (intake->box->settings->processed_days == 0 ||
      intake->box->settings->sent || now_ms < intake->clear_again_ms)
    return true;
  intake->clear_again_ms = now_ms + DAY_MS;
  /* Refused: most often the folder is not made yet. */
  if (!clear_folder(intake, session, &count, &failure) &&
      !g_error_matches(failure, IMAP_ERROR, IMAP_ERROR_REFUSED)) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
  }
  mailbox_box_count(intake->box, "expunged", count);
  if (count > 0)
    log_event(LOG_NOTICE, "mailbox-cleared", "mailbox",
              intake->box->settings->name, "count", log_number(count).text,
              NULL);
  return true;
}
