/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands of an IMAP session: sending them, selecting, setting aside.
 */
#include "daemon/imap/imap_session.h"

#include <string.h>

#include "daemon/clock.h"
#include "daemon/imap/imap_session_private.h"

void
imap_session_allow(ImapSession *session, uint64_t bytes, uint64_t literal)
{
  int64_t time_ms = session->command_ms + (int64_t)(bytes / IMAP_BYTES_PER_MS);

  imap_stream_allow(session->stream, clock_monotonic_ms() + time_ms,
                    bytes + IMAP_ANSWER_BYTES, literal);
}

bool
imap_session_fail(ImapSession *session, int result, GError **error)
{
  const GError *failure = imap_stream_failure(session->stream);

  if (failure != NULL) {
    g_propagate_error(error, g_error_copy(failure));
    return false;
  }
  switch (result) {
  case MAILIMAP_ERROR_STREAM:
  case MAILIMAP_ERROR_FATAL: /* BYE */
    g_set_error_literal(error, IMAP_ERROR, IMAP_ERROR_NETWORK,
                        "the server said goodbye");
    break;
  case MAILIMAP_ERROR_PARSE:
  case MAILIMAP_ERROR_PROTOCOL:
  case MAILIMAP_ERROR_BAD_STATE:
  case MAILIMAP_ERROR_MEMORY:
    g_set_error(error, IMAP_ERROR, IMAP_ERROR_PROTOCOL,
                "the answer cannot be read (libetpan %d)", result);
    break;
  default: {
    const struct mailimap_response_info *info =
        session->imap->imap_response_info;
    const char *code = info != NULL ? info->rsp_atom : NULL;
    g_set_error(error, IMAP_ERROR, IMAP_ERROR_REFUSED, "the server refuses%s%s",
                code != NULL ? ": " : "", code != NULL ? code : "");
  }
  }
  return false;
}

bool
imap_session_send_line(ImapSession *session, const char *line)
{
  mailstream *stream = session->imap->imap_stream;

  return mailstream_write(stream, line, strlen(line)) >= 0 &&
         mailstream_write(stream, "\r\n", 2) >= 0 &&
         mailstream_flush(stream) == 0;
}

bool
imap_session_read_answer(ImapSession *session, GError **error)
{
  struct mailimap_response *answer = NULL;
  int result = MAILIMAP_ERROR_STREAM;

  if (imap_stream_failure(session->stream) == NULL)
    result = mailimap_parse_response(session->imap, &answer);
  if (result != MAILIMAP_NO_ERROR)
    return imap_session_fail(session, result, error);
  const struct mailimap_response_done *done = answer->rsp_resp_done;
  bool tagged = done->rsp_type == MAILIMAP_RESP_DONE_TYPE_TAGGED;
  bool good = tagged && done->rsp_data.rsp_tagged->rsp_cond_state->rsp_type ==
                            MAILIMAP_RESP_COND_STATE_OK;
  mailimap_response_free(answer);
  if (good && imap_stream_failure(session->stream) == NULL)
    return true;
  return imap_session_fail(
      session, tagged ? MAILIMAP_ERROR_CUSTOM_COMMAND : MAILIMAP_ERROR_FATAL,
      error);
}

/* Not mailimap_custom_command(), which sends a blank behind the command. */
bool
imap_session_command(ImapSession *session, const char *command, GError **error)
{
  if (mailimap_send_current_tag(session->imap) != MAILIMAP_NO_ERROR ||
      !imap_session_send_line(session, command) ||
      mailimap_read_line(session->imap) == NULL)
    return imap_session_fail(session, MAILIMAP_ERROR_STREAM, error);
  return imap_session_read_answer(session, error);
}

/* A name as quoted string, in modified UTF-7 (RFC 3501 5.1.3), "/" replaced by
 * the server's delimiter; NULL when it cannot be written.  Owned by the
 * caller. */
static char *
quote_folder(const ImapSession *session, const char *folder)
{
  g_autofree char *name =
      g_convert(folder, -1, "UTF-7-IMAP", "UTF-8", NULL, NULL, NULL);
  g_autoptr(GString) quoted = g_string_new("\"");

  if (name == NULL || strpbrk(name, "\r\n") != NULL)
    return NULL;
  for (const char *p = name; *p != '\0'; p++) {
    char byte =
        *p == '/' && session->delimiter != '\0' ? session->delimiter : *p;
    if (byte == '"' || byte == '\\')
      g_string_append_c(quoted, '\\');
    g_string_append_c(quoted, byte);
  }
  g_string_append_c(quoted, '"');
  return g_string_free(g_steal_pointer(&quoted), FALSE);
}

/* LIST "" "" tells the delimiter (RFC 9051 6.3.9). */
static bool
learn_delimiter(ImapSession *session, GError **error)
{
  if (session->delimiter != '\0')
    return true;
  imap_session_allow(session, 0, 1024);
  if (!imap_session_command(session, "LIST \"\" \"\"", error))
    return false;
  clist *list = session->imap->imap_response_info->rsp_mailbox_list;
  clistiter *first = list != NULL ? clist_begin(list) : NULL;
  session->delimiter = '/';
  if (first != NULL) {
    const struct mailimap_mailbox_list *entry = clist_content(first);
    if (entry->mb_delimiter != '\0')
      session->delimiter = entry->mb_delimiter;
  }
  return true;
}

static bool
may_set_keywords(const struct mailimap_selection_info *info)
{
  if (info->sel_perm_flags == NULL)
    return false;
  for (clistiter *i = clist_begin(info->sel_perm_flags); i != NULL;
       i = clist_next(i)) {
    const struct mailimap_flag_perm *flag = clist_content(i);
    if (flag->fl_type == MAILIMAP_FLAG_PERM_ALL)
      return true;
  }
  return false;
}

bool
imap_session_select(ImapSession *session, const char *folder,
                    ImapFolder *out_folder, GError **error)
{
  g_autofree char *utf7 =
      g_convert(folder, -1, "UTF-7-IMAP", "UTF-8", NULL, NULL, NULL);

  if (utf7 == NULL || strpbrk(utf7, "\r\n") != NULL) {
    g_set_error_literal(error, IMAP_ERROR, IMAP_ERROR_REFUSED,
                        "the folder's name cannot be written");
    return false;
  }
  if (!learn_delimiter(session, error))
    return false;
  for (char *p = utf7; *p != '\0'; p++)
    if (*p == '/')
      *p = session->delimiter;
  imap_session_allow(session, 0, 1024);
  session->news = false;
  int result = mailimap_select(session->imap, utf7);
  const struct mailimap_selection_info *info =
      session->imap->imap_selection_info;
  if (result != MAILIMAP_NO_ERROR ||
      imap_stream_failure(session->stream) != NULL)
    return imap_session_fail(session, result, error);
  if (info == NULL || info->sel_uidvalidity == 0 || info->sel_uidnext == 0) {
    g_set_error_literal(error, IMAP_ERROR, IMAP_ERROR_PROTOCOL,
                        "the folder has no UIDVALIDITY or UIDNEXT");
    return false;
  }
  session->folder_keywords = may_set_keywords(info);
  *out_folder = (ImapFolder){
      .uidvalidity = info->sel_uidvalidity,
      .uidnext = info->sel_uidnext,
      .exists = info->sel_exists,
      .read_only = info->sel_perm == MAILIMAP_MAILBOX_READONLY,
      .keywords = session->folder_keywords,
  };
  return true;
}

char *
imap_session_format_set(const GArray *uids)
{
  g_autoptr(GString) text = g_string_new(NULL);

  for (unsigned i = 0; i < uids->len;) {
    uint32_t first = g_array_index(uids, uint32_t, i), last = first;
    while (++i < uids->len && g_array_index(uids, uint32_t, i) == last + 1)
      last++;
    g_string_append_printf(text, "%s%" G_GUINT32_FORMAT,
                           text->len > 0 ? "," : "", first);
    if (last != first)
      g_string_append_printf(text, ":%" G_GUINT32_FORMAT, last);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

bool
imap_session_command_format(ImapSession *session, GError **error,
                            const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *command = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  imap_session_allow(session, 0, 1024);
  return imap_session_command(session, command, error);
}

/* Make a folder.  It may be there already, which servers say in several ways;
 * whether it can be used shows when it is. */
static bool
make_folder(ImapSession *session, const char *folder, const char *quoted,
            GError **error)
{
  g_autoptr(GError) refused = NULL;

  if (g_hash_table_contains(session->made, folder))
    return true;
  if (!imap_session_command_format(session, &refused, "CREATE %s", quoted) &&
      !g_error_matches(refused, IMAP_ERROR, IMAP_ERROR_REFUSED)) {
    g_propagate_error(error, g_steal_pointer(&refused));
    return false;
  }
  g_hash_table_add(session->made, g_strdup(folder));
  return true;
}

bool
imap_session_expunge_set(ImapSession *session, const char *set, GError **error)
{
  return imap_session_command_format(
             session, error, "UID STORE %s +FLAGS.SILENT (\\Deleted)", set) &&
         imap_session_command_format(session, error, "UID EXPUNGE %s", set);
}

static bool
move_set(ImapSession *session, const char *set, const char *quoted,
         GError **error)
{
  if (session->can_move)
    return imap_session_command_format(session, error, "UID MOVE %s %s", set,
                                       quoted);
  return imap_session_command_format(session, error, "UID COPY %s %s", set,
                                     quoted) &&
         imap_session_expunge_set(session, set, error);
}

bool
imap_session_set_aside(ImapSession *session, const GArray *uids,
                       const char *folder, GError **error)
{
  g_autofree char *set = imap_session_format_set(uids);
  g_autofree char *quoted = NULL;

  g_assert(uids->len > 0 && uids->len <= IMAP_WINDOW_UIDS);
  if (!session->can_move && !session->can_uidplus)
    return imap_session_command_format(
        session, error, "UID STORE %s +FLAGS.SILENT (\\Seen%s)", set,
        session->folder_keywords ? " " IMAP_DONE_KEYWORD : "");
  if (!learn_delimiter(session, error))
    return false;
  quoted = quote_folder(session, folder);
  if (quoted == NULL) {
    g_set_error_literal(error, IMAP_ERROR, IMAP_ERROR_REFUSED,
                        "the folder's name cannot be written");
    return false;
  }
  return make_folder(session, folder, quoted, error) &&
         move_set(session, set, quoted, error);
}
