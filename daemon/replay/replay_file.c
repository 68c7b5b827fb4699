/* SPDX-License-Identifier: Apache-2.0
 *
 * From paths to messages in the order in which they came.
 */
#include "daemon/replay/replay_file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "daemon/sms_tool/sms_body.h"
#include "parsers/mime/mbox.h"
#include "parsers/mime/prescan.h"
#include "parsers/parse_message.h"

/* An archive of a month; more is read in several calls. */
#define REPLAY_FILE_MAX ((gsize)1024 * 1024 * 1024)

typedef struct Reader {
  const Config *config;
  const ReplaySources *sources;
  GPtrArray *files; /* ReplayFile * */
} Reader;

static void
replay_file_free(void *data)
{
  ReplayFile *file = data;
  g_free(file->name);
  g_free(file->subject);
  g_clear_pointer(&file->bytes, g_bytes_unref);
  http_text_free(file->request);
  g_free(file);
}

static bool
refuse(const char *name, const char *why, GError **error)
{
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: %s", name, why);
  return false;
}

/* --- whose it is --- */

static const char *
mailbox_of(const Reader *reader, const Message *mail)
{
  const GPtrArray *mailboxes = reader->config->settings->mailboxes;
  if (reader->sources->mailbox != NULL)
    return reader->sources->mailbox;
  for (guint i = 0; mail != NULL && i < mailboxes->len; i++) {
    const MailboxSettings *mailbox = mailboxes->pdata[i];
    for (guint k = 0; k < mail->to->len; k++) {
      const Address *to = mail->to->pdata[k];
      if (to->address != NULL && mailbox->address != NULL &&
          g_ascii_strcasecmp(to->address, mailbox->address) == 0)
        return mailbox->name;
    }
  }
  return reader->config->town->address;
}

static const char *
channel_of(const Reader *reader)
{
  const GPtrArray *channels = reader->config->settings->channels;
  const char *wanted = reader->sources->channel;
  const ChannelSettings *found =
      wanted != NULL       ? settings_channel(reader->config->settings, wanted)
      : channels->len == 1 ? channels->pdata[0]
                           : NULL;
  return found == NULL ? NULL : found->name;
}

/* --- one message --- */

/* A mail that cannot be read is replayed all the same: it would be held. */
static void
add_mail(Reader *reader, char *name, GBytes *bytes, int64_t written_ms)
{
  g_autoptr(Message) mail =
      parse_message(bytes, &(MimeOptions){0}, NULL, NULL, NULL);
  ReplayFile *file = g_new0(ReplayFile, 1);
  g_autoptr(GDateTime) date =
      mail == NULL || mail->date == NULL
          ? NULL
          : g_date_time_new_from_iso8601(mail->date, NULL);
  file->name = name;
  file->bytes = g_bytes_ref(bytes);
  file->subject = mail == NULL ? NULL : g_strdup(mail->subject);
  file->source = mailbox_of(reader, mail);
  file->at_ms = date == NULL ? written_ms : g_date_time_to_unix(date) * 1000;
  g_ptr_array_add(reader->files, file);
}

static bool
add_mbox(Reader *reader, const char *path, GBytes *bytes, int64_t written_ms)
{
  g_autoptr(GPtrArray) mails = mbox_split(bytes);
  for (guint i = 0; i < mails->len; i++)
    add_mail(reader,
             mails->len == 1 ? g_strdup(path)
                             : g_strdup_printf("%s#%u", path, i + 1),
             mails->pdata[i], written_ms);
  return true;
}

/* A request line or an object: no header field begins so. */
static bool
is_request(GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data(bytes, &size);
  static const char *const begins[] = {"POST ", "GET ", "PUT ", "{"};
  for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
    if (size > strlen(begins[i]) &&
        memcmp(text, begins[i], strlen(begins[i])) == 0)
      return true;
  return false;
}

static bool
add_request(Reader *reader, const char *path, GBytes *bytes, int64_t written_ms,
            GError **error)
{
  const char *channel = channel_of(reader);
  if (channel == NULL)
    return refuse(path,
                  "a provider's request, but of which channel? – name it with "
                  "--channel",
                  error);
  g_autoptr(GError) why = NULL;
  HttpText *request = sms_body_to_request(bytes, &why);
  if (request == NULL)
    return refuse(path, why->message, error);
  ReplayFile *file = g_new0(ReplayFile, 1);
  *file = (ReplayFile){.name = g_strdup(path),
                       .request = request,
                       .source = channel,
                       .at_ms = written_ms};
  g_ptr_array_add(reader->files, file);
  return true;
}

/* --- paths --- */

static bool
read_file(Reader *reader, const char *path, const GStatBuf *about,
          GError **error)
{
  char *text = NULL;
  gsize size = 0;
  if ((gsize)about->st_size > REPLAY_FILE_MAX)
    return refuse(path, "larger than 1 GiB – give it in pieces", error);
  if (!g_file_get_contents(path, &text, &size, error))
    return false;
  g_autoptr(GBytes) bytes = g_bytes_new_take(text, size);
  int64_t written_ms = (int64_t)about->st_mtime * 1000;
  if (size == 0)
    return refuse(path, "the file is empty", error);
  return is_request(bytes) ? add_request(reader, path, bytes, written_ms, error)
                           : add_mbox(reader, path, bytes, written_ms);
}

static bool read_path(Reader *reader, const char *path, GError **error);

static bool
read_folder(Reader *reader, const char *path, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, error);
  if (dir == NULL)
    return false;
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *below = g_build_filename(path, name, NULL);
    bool ours = name[0] != '.' && !g_file_test(below, G_FILE_TEST_IS_SYMLINK);
    if (ours && !read_path(reader, below, error))
      return false;
  }
  return true;
}

static bool
read_path(Reader *reader, const char *path, GError **error)
{
  GStatBuf about;
  if (g_stat(path, &about) != 0) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                "%s: no such file or folder", path);
    return false;
  }
  return S_ISDIR(about.st_mode) ? read_folder(reader, path, error)
                                : read_file(reader, path, &about, error);
}

static int
by_time(const void *a, const void *b)
{
  const ReplayFile *const *first = a, *const *second = b;
  int64_t left = (*first)->at_ms, right = (*second)->at_ms;
  return left != right ? (left > right ? 1 : -1)
                       : strcmp((*first)->name, (*second)->name);
}

GPtrArray *
replay_files_read(const GPtrArray *paths, const Config *config,
                  const ReplaySources *sources, GError **error)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(replay_file_free);
  Reader reader = {config, sources, files};
  for (guint i = 0; i < paths->len; i++)
    if (!read_path(&reader, paths->pdata[i], error))
      return NULL;
  if (files->len == 0) {
    (void)refuse(paths->pdata[0], "there is no message in it", error);
    return NULL;
  }
  g_ptr_array_sort(files, by_time);
  return g_steal_pointer(&files);
}
