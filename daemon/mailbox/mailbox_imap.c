/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking, and a round: clear (once a day), select, compare numbering, put away
 * what is left over, adopt, take what is new.
 */
#include "daemon/mailbox/mailbox_imap.h"

#include <string.h>

#include "daemon/clock.h"
#include "daemon/log.h"
#include "daemon/mailbox/mailbox_imap_private.h"

/* Selecting shows new numbering (RFC 9051 2.3.1.1), and news to a server that
 * tells them only then: not less often than its IDLE is renewed. */
enum { SELECT_AGAIN_MS = IMAP_IDLE_MS };

/* Rounds that find nothing although the server said so: mail gone meanwhile. */
enum { FRUITLESS_MAX = 2 };

MailboxImap *
mailbox_imap_new(MailboxBox *box, GError **error)
{
  MailboxCursor cursor;

  if (!mailbox_cursor_load(box->state_file, &cursor, error))
    return NULL;
  MailboxImap *intake = g_new0(MailboxImap, 1);
  intake->box = box;
  intake->cursor = intake->saved = cursor;
  intake->rest_again_ms = INT64_MAX;
  intake->tries = g_hash_table_new(NULL, NULL);
  intake->totals = g_hash_table_new(NULL, NULL);
  return intake;
}

void
mailbox_imap_free(MailboxImap *intake)
{
  if (intake == NULL)
    return;
  g_hash_table_unref(intake->tries);
  g_hash_table_unref(intake->totals);
  g_free(intake);
}

void
mailbox_imap_reconnected(MailboxImap *intake)
{
  intake->look_for_rest = true;
}

static bool
save_cursor(MailboxImap *intake, GError **error)
{
  if (memcmp(&intake->cursor, &intake->saved, sizeof intake->cursor) == 0)
    return true;
  if (!mailbox_cursor_save(intake->box->state_file, &intake->cursor, error))
    return false;
  intake->saved = intake->cursor;
  return true;
}

/* Which listed mails a walk is for. */
typedef bool (*Wanted)(const MailboxImap *intake, const ImapMail *mail,
                       int64_t since_ms);
/* What to do with those of one window. */
typedef bool (*Visit)(MailboxImap *intake, ImapSession *session, GArray *mails,
                      void *context, GError **error);

typedef struct Walk {
  const ImapFolder *folder;
  uint32_t first, end; /* UIDs from … to; end 0: all */
  Wanted wanted;
  int64_t since_ms;
  Visit visit;
  void *context;
} Walk;

static void
keep_wanted(const MailboxImap *intake, const Walk *walk, GArray *mails)
{
  unsigned kept = 0;

  for (unsigned i = 0; i < mails->len; i++) {
    ImapMail mail = g_array_index(mails, ImapMail, i);
    if (walk->wanted(intake, &mail, walk->since_ms))
      g_array_index(mails, ImapMail, kept++) = mail;
  }
  g_array_set_size(mails, kept);
}

/* List window after window, so that memory does not grow with the folder. */
static bool
walk_folder(MailboxImap *intake, ImapSession *session, const Walk *walk,
            GError **error)
{
  uint32_t first = walk->first, last = 1, step = IMAP_WINDOW_UIDS;

  while (last != 0 && first != 0 && (walk->end == 0 || first <= walk->end)) {
    g_autoptr(GArray) mails = NULL;
    mailbox_cursor_window(walk->folder, first, step, &last);
    uint32_t until = last;
    if (walk->end != 0 && (last == 0 || last > walk->end))
      until = walk->end;
    if (!imap_session_list(session, first, until, &mails, error))
      return false;
    mailbox_box_progress(intake->box);
    step = mails->len == 0 ? MIN(step * 2, IMAP_WINDOW_UIDS_MAX)
                           : IMAP_WINDOW_UIDS;
    keep_wanted(intake, walk, mails);
    if (!walk->visit(intake, session, mails, walk->context, error))
      return false;
    first = last + 1;
  }
  return true;
}

static bool
is_new(const MailboxImap *intake, const ImapMail *mail, int64_t since_ms)
{
  (void)since_ms;
  return mailbox_cursor_takes(&intake->cursor, mail);
}

static bool
is_left_over(const MailboxImap *intake, const ImapMail *mail, int64_t since_ms)
{
  (void)since_ms;
  return !intake->box->settings->sent &&
         mailbox_cursor_left_over(&intake->cursor, mail);
}

static bool
is_adopted(const MailboxImap *intake, const ImapMail *mail, int64_t since_ms)
{
  return mailbox_cursor_adopts(&intake->cursor, mail, since_ms);
}

/* context: MailboxTaking. */
static bool
visit_new(MailboxImap *intake, ImapSession *session, GArray *mails,
          void *context, GError **error)
{
  if (mails->len == 0)
    return true;
  uint32_t last = g_array_index(mails, ImapMail, mails->len - 1).uid;
  (void)session; /* the taking has it */
  if (!mailbox_imap_take(context, mails, error))
    return false;
  intake->cursor.last_uid = MAX(intake->cursor.last_uid, last);
  return true;
}

static bool
take_new(MailboxImap *intake, ImapSession *session, const ImapFolder *folder,
         GError **error)
{
  MailboxTaking taking = {
      .intake = intake, .session = session, .failed = UINT32_MAX};
  Walk walk = {.folder = folder,
               .first = intake->cursor.last_uid + 1,
               .wanted = is_new,
               .visit = visit_new,
               .context = &taking};

  bool good = walk_folder(intake, session, &walk, error);
  /* What failed is listed again; what was taken behind it is set aside. */
  if (taking.failed <= intake->cursor.last_uid)
    intake->cursor.last_uid = taking.failed - 1;
  return good;
}

static bool
visit_left_over(MailboxImap *intake, ImapSession *session, GArray *mails,
                void *context, GError **error)
{
  g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));

  (void)context;
  for (unsigned i = 0; i < mails->len; i++) {
    g_array_append_val(uids, g_array_index(mails, ImapMail, i).uid);
    if (uids->len < IMAP_WINDOW_UIDS && i + 1 < mails->len)
      continue;
    if (!mailbox_imap_set_aside(intake, session, uids,
                                intake->box->settings->processed, error))
      return false;
    g_array_set_size(uids, 0);
  }
  return true;
}

/* After a crash between spool and move, or a refused move. */
static bool
put_away_rest(MailboxImap *intake, ImapSession *session,
              const ImapFolder *folder, GError **error)
{
  int64_t now_ms = clock_now_ms(intake->box->clock);
  Walk walk = {.folder = folder,
               .first = intake->cursor.start_uid,
               .end = intake->cursor.last_uid,
               .wanted = is_left_over,
               .visit = visit_left_over};

  if (!intake->look_for_rest && now_ms < intake->rest_again_ms)
    return true;
  intake->look_for_rest = false;
  intake->rest_again_ms = INT64_MAX;
  return walk.end == 0 || walk_folder(intake, session, &walk, error);
}

typedef struct Adoption {
  MailboxTaking taking;
  unsigned count;
} Adoption;

static bool
visit_adopted(MailboxImap *intake, ImapSession *session, GArray *mails,
              void *context, GError **error)
{
  Adoption *adoption = context;

  adoption->count += mails->len;
  (void)intake; /* the taking has both */
  (void)session;
  return mailbox_imap_take(&adoption->taking, mails, error);
}

static bool
visit_counted(MailboxImap *intake, ImapSession *session, GArray *mails,
              void *context, GError **error)
{
  unsigned *count = context;

  (void)intake;
  (void)session;
  (void)error;
  *count += mails->len;
  return true;
}

/* The UIDs that can hold mail from before our time. */
static uint32_t
old_end(const MailboxCursor *cursor)
{
  return MAX(cursor->start_uid - 1, cursor->renumbered_uid);
}

static bool
adopt(MailboxImap *intake, ImapSession *session, const ImapFolder *folder,
      GError **error)
{
  Adoption adoption = {.taking = {.intake = intake,
                                  .session = session,
                                  .adopted = true,
                                  .failed = UINT32_MAX}};
  Walk walk = {.folder = folder,
               .first = 1,
               .end = old_end(&intake->cursor),
               .wanted = is_adopted,
               .visit = visit_adopted,
               .context = &adoption};

  if (!mailbox_box_adopt_wanted(intake->box, &walk.since_ms))
    return true;
  if (walk.end > 0 && !walk_folder(intake, session, &walk, error))
    return false;
  if (adoption.taking.failed == UINT32_MAX)
    mailbox_box_adopt_done(intake->box, adoption.count);
  return true;
}

/* Compare the numbering; what changes is saved before anything is read. */
static bool
meet(MailboxImap *intake, const ImapFolder *folder, GError **error)
{
  static const char *const events[] = {
      [MAILBOX_MEETING_SAME] = NULL,
      [MAILBOX_MEETING_FIRST] = "mailbox-first-seen",
      [MAILBOX_MEETING_RENUMBERED] = "mailbox-renumbered",
  };
  MailboxMeeting meeting = mailbox_cursor_meet(
      &intake->cursor, folder, clock_now_ms(intake->box->clock));

  if (events[meeting] == NULL)
    return true;
  g_hash_table_remove_all(intake->tries);
  g_hash_table_remove_all(intake->totals);
  log_event(LOG_NOTICE, events[meeting], "mailbox", intake->box->settings->name,
            "uidvalidity", log_number(folder->uidvalidity).text, "exists",
            log_number(folder->exists).text, NULL);
  return save_cursor(intake, error);
}

bool
mailbox_imap_round(MailboxImap *intake, ImapSession *session, GError **error)
{
  ImapFolder folder;
  GError *failure = NULL, *unsaved = NULL;

  intake->select_again_ms = 0; /* unless all goes well */
  if (!mailbox_imap_clear(intake, session, error))
    return false;

  if (!imap_session_select(session, intake->box->settings->folder, &folder,
                           error)) {
    g_prefix_error(error, "selecting the folder: ");
    return false;
  }
  if (folder.read_only && !intake->box->settings->sent)
    log_event(LOG_WARNING, "mailbox-read-only", "mailbox",
              intake->box->settings->name, "next",
              "read, but nothing can be set aside", NULL);
  if (!meet(intake, &folder, error))
    return false;
  bool good = put_away_rest(intake, session, &folder, &failure) &&
              adopt(intake, session, &folder, &failure) &&
              take_new(intake, session, &folder, &failure);
  /* Also after a failure: what was taken shall not be taken again. */
  if (!save_cursor(intake, &unsaved)) {
    g_clear_error(&failure);
    g_propagate_error(error, unsaved);
    return false;
  }
  if (good)
    intake->select_again_ms =
        clock_now_ms(intake->box->clock) + SELECT_AGAIN_MS;
  else
    g_propagate_error(error, failure);
  return good;
}

/* True when a round is due whatever the server says. */
static bool
is_round_due(const MailboxImap *intake)
{
  int64_t now_ms = clock_now_ms(intake->box->clock), since_ms = 0;

  return intake->look_for_rest || now_ms >= intake->rest_again_ms ||
         now_ms >= intake->select_again_ms ||
         mailbox_box_adopt_wanted(intake->box, &since_ms);
}

bool
mailbox_imap_look(MailboxImap *intake, ImapSession *session, GError **error)
{
  bool news = is_round_due(intake);

  for (unsigned fruitless = 0; fruitless < FRUITLESS_MAX;) {
    uint32_t last_uid = intake->cursor.last_uid;
    /* Also after a round: what arrived in its midst is not told again. */
    if (!news && !imap_session_peek(session, last_uid, &news, error))
      return false;
    if (!news)
      return true;
    if (!mailbox_imap_round(intake, session, error))
      return false;
    fruitless += intake->cursor.last_uid <= last_uid;
    news = false;
  }
  return true;
}

bool
mailbox_imap_count_old(MailboxImap *intake, ImapSession *session,
                       int64_t since_ms, unsigned *out_count, GError **error)
{
  ImapFolder folder;
  unsigned count = 0;
  Walk walk = {.folder = &folder,
               .first = 1,
               .wanted = is_adopted,
               .since_ms = since_ms,
               .visit = visit_counted,
               .context = &count};

  if (!imap_session_select(session, intake->box->settings->folder, &folder,
                           error))
    return false;
  /* Never met: the role would start behind all that lies there now. */
  (void)mailbox_cursor_meet(&intake->cursor, &folder,
                            clock_now_ms(intake->box->clock));
  walk.end = old_end(&intake->cursor);
  if (walk.end > 0 && !walk_folder(intake, session, &walk, error))
    return false;
  *out_count = count;
  return true;
}
