/* SPDX-License-Identifier: Apache-2.0
 *
 * The reader gets a few small files ahead, as many as it takes.  What a death
 * took along is sent again: only the first one under way is to blame for it.
 */
#include "daemon/parse/parse_files.h"

#include <errno.h>
#include <stdio.h>

#include "daemon/parse/parse_client.h"
#include "daemon/parse/parse_photos.h"
#include "parsers/message_json.h"

enum {
  /* Above PRESCAN_MAIL_MAX, so that a mail too large is still seen as such. */
  READ_MAX = 64 * 1024 * 1024,
  KEEP = 1000, /* files one child reads: all are of one person who asks */
};

/* A file that was read and has no answer yet. */
typedef struct Item {
  const char *name; /* the path; "-" for standard input */
  GBytes *bytes;
} Item;

typedef struct Run {
  const ParseFiles *files;
  ParseClient *client;
  size_t next;     /* of files->paths, to be read */
  GQueue *waiting; /* Item *: to be sent */
  GQueue *sent;    /* Item *: under way */
  ParsePhotos *photos;
  Message *message; /* the answer that is being received */
  bool ended;       /* the caller wants no more */
} Run;

static void
item_free(Item *item)
{
  g_bytes_unref(item->bytes);
  g_free(item);
}

/* All that can be read, up to READ_MAX; NULL with errno set. */
static GBytes *
read_stream(FILE *stream)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  guint8 piece[16 * 1024];
  size_t got = 0;
  errno = 0;
  while (bytes->len < READ_MAX &&
         (got = fread(piece, 1, sizeof piece, stream)) > 0)
    g_byte_array_append(bytes, piece, (guint)got);
  if (ferror(stream)) /* a directory opens, too */
    return NULL;
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

static GBytes *
read_path(const char *path)
{
  if (path == NULL)
    return read_stream(stdin);
  FILE *stream = fopen(path, "rbe");
  if (stream == NULL)
    return NULL;
  GBytes *bytes = read_stream(stream);
  int number = errno;
  (void)fclose(stream); /* only read from */
  errno = number;
  return bytes;
}

/* Read the next file, unless one waits; false at the end of all. */
static bool
wait_for_next(Run *run)
{
  while (run->waiting->length == 0 && run->next < run->files->count) {
    const char *path = run->files->paths[run->next++];
    const char *name = path == NULL ? "-" : path;
    GBytes *bytes = read_path(path);
    if (bytes == NULL) {
      run->files->handlers->unread(name, g_strerror(errno), run->files->user);
      continue;
    }
    Item *item = g_new(Item, 1);
    *item = (Item){.name = name, .bytes = bytes};
    g_queue_push_tail(run->waiting, item);
  }
  return run->waiting->length > 0;
}

/* Send what the reader takes without making us wait. */
static bool
send_ahead(Run *run, GError **error)
{
  while (wait_for_next(run)) {
    const Item *item = g_queue_peek_head(run->waiting);
    size_t size = 0;
    const void *bytes = g_bytes_get_data(item->bytes, &size);
    if (!parse_client_takes(run->client, size))
      return true;
    if (!parse_client_send_begin(run->client, run->files->head, error))
      return false;
    parse_client_send_append(run->client, bytes, size);
    parse_client_send_end(run->client);
    g_queue_push_tail(run->sent, g_queue_pop_head(run->waiting));
  }
  return true;
}

static bool
take_result(const json_t *result, GBytes *texts, void *user)
{
  Run *run = user;
  run->message = message_from_wire(result, texts, NULL);
  return true;
}

static bool
take_attachment(size_t index, void *user)
{
  Run *run = user;
  parse_photos_begin(run->photos, index);
  return true;
}

static bool
take_attachment_data(const void *bytes, size_t size, void *user)
{
  Run *run = user;
  parse_photos_data(run->photos, bytes, size);
  return true;
}

/* A child that answers nonsense was taken over: as good as dead. */
static void
tell(Run *run, const char *name, ParseOutcome outcome)
{
  const ParseFilesHandlers *handlers = run->files->handlers;
  g_autoptr(Message) message = g_steal_pointer(&run->message);
  const char *why = parse_client_reason(run->client);
  bool is_read = outcome == PARSE_OUTCOME_OK && message != NULL;
  parse_photos_tell(run->photos, is_read ? message : NULL);
  if (is_read) {
    run->ended = !handlers->read(name, message, run->files->user);
    return;
  }
  g_autofree char *death =
      g_strdup_printf("its reader died (%s)", *why == '\0' ? "nonsense" : why);
  handlers->unread(name, outcome == PARSE_OUTCOME_UNREADABLE ? why : death,
                   run->files->user);
}

static void
receive(Run *run)
{
  static const ParseHandlers handlers = {.result = take_result,
                                         .attachment_begin = take_attachment,
                                         .attachment_data =
                                             take_attachment_data};
  Item *item = g_queue_pop_head(run->sent);
  ParseOutcome outcome = parse_client_receive(run->client, &handlers, run);
  while (run->sent->length > parse_client_under_way(run->client))
    g_queue_push_head(run->waiting, g_queue_pop_tail(run->sent));
  tell(run, item->name, outcome);
  item_free(item);
}

bool
parse_files_run(const ParseFiles *files, GError **error)
{
  const ParseClientOptions options = {
      .kind = PARSE_KIND_TEXT, .keep = KEEP, .places = files->places};
  g_autoptr(ParseClient) client = parse_client_start(&options, error);
  if (client == NULL)
    return false;
  g_autoptr(ParsePhotos) photos = parse_photos_new();
  Run run = {.files = files,
             .client = client,
             .photos = photos,
             .waiting = g_queue_new(),
             .sent = g_queue_new()};
  bool going = true;
  do {
    going = send_ahead(&run, error);
    if (going && run.sent->length > 0)
      receive(&run);
  } while (going && !run.ended && run.sent->length + run.waiting->length > 0);
  g_queue_free_full(run.waiting, (GDestroyNotify)item_free);
  g_queue_free_full(run.sent, (GDestroyNotify)item_free);
  return going;
}
