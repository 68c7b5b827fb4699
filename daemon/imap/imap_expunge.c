/* SPDX-License-Identifier: Apache-2.0
 *
 * Keyword before the move; search by keyword and date, UID EXPUNGE.
 */
#include "daemon/imap/imap_expunge.h"

#include "daemon/imap/imap_session_private.h"

/* Marks what we took before it was moved. */
#define OURS_KEYWORD "$BoteTaken"

bool
imap_expunge_mark(ImapSession *session, const GArray *uids, GError **error)
{
  g_autofree char *set = imap_session_format_set(uids);

  g_assert(uids->len > 0 && uids->len <= IMAP_WINDOW_UIDS);
  return !session->folder_keywords ||
         imap_session_command_format(
             session, error, "UID STORE %s +FLAGS.SILENT (" OURS_KEYWORD ")",
             set);
}

/* A date as SEARCH takes it (RFC 9051 9, "date"), by UTC. */
static char *
search_date(int64_t time_ms)
{
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr",
                                       "May", "Jun", "Jul", "Aug",
                                       "Sep", "Oct", "Nov", "Dec"};
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(time_ms / 1000);

  g_assert(time != NULL);
  return g_strdup_printf("%d-%s-%04d", g_date_time_get_day_of_month(time),
                         months[g_date_time_get_month(time) - 1],
                         g_date_time_get_year(time));
}

static gint
compare_uids(gconstpointer a, gconstpointer b)
{
  uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
  return one < two ? -1 : one > two;
}

/* What the last search found within a range, ascending. */
static GArray *
take_found(const ImapSession *session, uint32_t first, uint32_t last)
{
  GArray *uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  clist *found = session->imap->imap_response_info->rsp_search_result;

  for (clistiter *i = found != NULL ? clist_begin(found) : NULL;
       i != NULL && uids->len < IMAP_WINDOW_UIDS; i = clist_next(i)) {
    uint32_t uid = *(const uint32_t *)clist_content(i);
    if (uid >= first && uid <= last)
      g_array_append_val(uids, uid);
  }
  g_array_sort(uids, compare_uids);
  return uids;
}

bool
imap_expunge_old(ImapSession *session, uint32_t first, int64_t before_ms,
                 unsigned *out_count, GError **error)
{
  uint32_t last = first + MIN(IMAP_WINDOW_UIDS - 1, UINT32_MAX - first);
  g_autofree char *date = search_date(before_ms);

  *out_count = 0;
  if (!session->can_uidplus || !session->folder_keywords)
    return true;
  if (!imap_session_command_format(session, error,
                                   "UID SEARCH UID %" G_GUINT32_FORMAT
                                   ":%" G_GUINT32_FORMAT
                                   " KEYWORD " OURS_KEYWORD " BEFORE %s",
                                   first, last, date))
    return false;
  g_autoptr(GArray) uids = take_found(session, first, last);
  g_autofree char *set = imap_session_format_set(uids);
  if (uids->len == 0)
    return true;
  *out_count = uids->len;
  return imap_session_expunge_set(session, set, error);
}
