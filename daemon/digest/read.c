/* SPDX-License-Identifier: Apache-2.0
 *
 * Has messages read in the sandbox.  Nothing of them ever lies here whole: the
 * raw bytes are streamed to the child, its attachments are streamed back into
 * contents.  The child reads the next small ones while we decide about this
 * one.
 */
#include <string.h>

#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/digest/media.h"
#include "daemon/digest/reading_private.h"
#include "daemon/digest/sms_files.h"
#include "daemon/digest/sms_row.h"
#include "daemon/log.h"
#include "daemon/notify.h"
#include "daemon/parse/form_head.h"
#include "parsers/message.h"
#include "parsers/message_json.h"
#include "parsers/sms/sms_json.h"
#include "queue/attachment.h"
#include "queue/json_column.h"

void
reading_free(Reading *reading)
{
  if (reading == NULL)
    return;
  g_free(reading->reason);
  message_free(reading->mail);
  sms_batch_free(reading->batch);
  g_ptr_array_unref(reading->attachments);
  g_ptr_array_unref(reading->pictures);
  g_free(reading);
}

static Reading *
reading_new(const InboxItem *item)
{
  Reading *reading = g_new0(Reading, 1);
  reading->item_id = item->id;
  reading->pictures = g_ptr_array_new();
  reading->attachments =
      g_ptr_array_new_with_free_func((GDestroyNotify)stored_attachment_free);
  return reading;
}

/* What the handlers of the answer write to. */
typedef struct Receiver {
  Digest *digest;
  Reading *reading;
  bool is_mail;
  ContentWriter *writer;
  StoredAttachment *attachment; /* the one being received */
  GError *failure;
} Receiver;

static bool
receive_result(const json_t *result, GBytes *texts, void *user)
{
  Receiver *receiver = user;
  GError *wrong = NULL;
  if (receiver->is_mail)
    receiver->reading->mail = message_from_wire(result, texts, &wrong);
  else
    receiver->reading->batch = sms_batch_from_json(result, &wrong);
  if (wrong != NULL) {
    /* A child that answers nonsense was taken over: as good as dead. */
    receiver->reading->outcome = PARSE_OUTCOME_DIED;
    receiver->reading->reason = g_strdup(wrong->message);
    g_error_free(wrong);
  }
  return true;
}

static bool
attachment_begin(size_t index, void *user)
{
  Receiver *receiver = user;
  Reading *reading = receiver->reading;
  guint count = reading->attachments->len;
  /* The client lets no other index through, so each comes at most once. */
  g_assert(index < MIME_ATTACHMENTS_MAX);
  g_assert(count == 0 || index > reading->attachment_index[count - 1]);
  reading->attachment_index[count] = index;
  Digest *digest = receiver->digest;
  receiver->attachment =
      stored_attachment_new(&digest->queue, clock_now_ms(digest->clock));
  g_ptr_array_add(reading->attachments, receiver->attachment);
  g_autofree char *place = attachment_place(receiver->attachment, "body");
  receiver->writer = content_writer_new(&receiver->digest->queue, place);
  return true;
}

static bool
attachment_data(const void *bytes, size_t size, void *user)
{
  Receiver *receiver = user;
  receiver->attachment->size_bytes += size;
  return content_writer_append(receiver->writer, bytes, size,
                               &receiver->failure);
}

static bool
attachment_end(void *user)
{
  Receiver *receiver = user;
  bool ok = content_writer_finish(
      receiver->writer, NULL, &receiver->attachment->body,
      &receiver->attachment->content_hash, &receiver->failure);
  g_clear_pointer(&receiver->writer, content_writer_free);
  return ok;
}

static const ParseHandlers handlers = {
    .result = receive_result,
    .attachment_begin = attachment_begin,
    .attachment_data = attachment_data,
    .attachment_end = attachment_end,
};

/* For a look at the words only: attachments are read and dropped. */
static const ParseHandlers words_only = {.result = receive_result};

static bool
is_channel(const InboxItem *item, const char *channel)
{
  return strcmp(item->channel, channel) == 0;
}

/* The head of a mail's request: what the parser must be told. */
static json_t *
mail_head(const Digest *digest, const InboxItem *item)
{
  const Settings *settings = digest->config->settings;
  const MailboxSettings *mailbox = settings_mailbox(settings, item->source);
  json_t *own = json_array();
  for (guint i = 0; i < settings->mailboxes->len; i++) {
    const MailboxSettings *ours = settings->mailboxes->pdata[i];
    if (ours->sent)
      continue;
    json_array_append_new(own, json_string(ours->address));
    if (ours->record != NULL)
      json_array_append_new(own, json_string(ours->record));
    if (ours->alias_domain != NULL)
      json_array_append_new(own, json_sprintf("@%s", ours->alias_domain));
  }
  json_t *languages = json_array();
  const GPtrArray *spoken = digest->config->town->languages;
  for (guint i = 0; i < spoken->len; i++)
    json_array_append_new(languages, json_string(spoken->pdata[i]));
  /* No own domains: the town's staff write from the domain that our Message-IDs
   * may bear; our own mails are known by their tokens (belong.c). */
  return json_pack("{s:s, s:s*, s:o, s:o, s:o, s:b}", "kind", "mail",
                   "authserv_id", mailbox == NULL ? NULL : mailbox->authserv_id,
                   "own_addresses", own, "languages", languages, "forms",
                   form_head_write(settings->forms), "staff", 1);
}

/* Of a webhook request: what the intake role knew, and the channel's settings
 * without any secret. */
static json_t *
webhook_head(const Digest *digest, const InboxItem *item)
{
  const ChannelSettings *channel =
      settings_channel(digest->config->settings, item->source);
  if (channel == NULL)
    return NULL;
  json_t *head = json_deep_copy(item->head);
  json_object_set_new(head, "kind", json_string("webhook"));
  json_object_set(
      head, "content_type",
      json_object_get(json_object_get(head, "headers"), "content-type"));
  json_object_set_new(head, "provider", json_string(channel->provider));
  json_object_set(head, "config", channel->settings);
  return head;
}

/* Of the request to the reader; NULL: the channel is gone. */
static json_t *
head_of(const Digest *digest, const InboxItem *item)
{
  if (is_channel(item, "mail"))
    return mail_head(digest, item);
  if (is_channel(item, MEDIA_CHANNEL))
    return json_pack("{s:s}", "kind", MEDIA_CHANNEL);
  return is_channel(item, "sms") ? json_pack("{s:s}", "kind", "sms")
                                 : webhook_head(digest, item);
}

static bool
stream_raw(Digest *digest, const InboxItem *item, GError **error)
{
  g_autofree char *place = inbox_raw_place(item->id.text);
  g_autoptr(ContentReader) reader =
      content_reader_open(&digest->queue, &item->raw,
                          (ContentPlace){item->person_id, place}, error);
  if (reader == NULL)
    return false;
  g_autofree uint8_t *piece = g_malloc(CONTENT_PIECE_BYTES);
  for (;;) {
    ssize_t size = content_reader_read(reader, piece, error);
    if (size <= 0)
      return size == 0;
    parse_client_send_append(digest->text, piece, (size_t)size);
  }
}

void
digest_forget_asked(Digest *digest)
{
  while (parse_client_under_way(digest->text) > 0)
    (void)parse_client_receive(digest->text, NULL, NULL); /* asked again */
  g_ptr_array_set_size(digest->asked, 0);
}

/* Send the message to the reader.  Half a message must not be taken for the
 * whole one: what became of it is received at once and dropped. */
static bool
ask(Digest *digest, const InboxItem *item, const json_t *head, GError **error)
{
  if (!parse_client_send_begin(digest->text, head, error))
    return false;
  bool streamed = stream_raw(digest, item, error);
  parse_client_send_end(digest->text);
  g_ptr_array_add(digest->asked, g_strdup(item->id.text));
  if (!streamed)
    digest_forget_asked(digest);
  return streamed;
}

/* Receive the answer to what was asked first. */
static bool
listen(Digest *digest, const InboxItem *item, const ParseHandlers *receive,
       Reading *reading, GError **error)
{
  Receiver receiver = {.digest = digest,
                       .reading = reading,
                       .is_mail = is_channel(item, "mail")};
  ParseOutcome outcome = parse_client_receive(digest->text, receive, &receiver);
  notify_alive(); /* a reader that hangs is no hang of ours */
  g_ptr_array_remove_index(digest->asked, 0);
  /* A reader that died took along what was sent ahead. */
  g_ptr_array_set_size(digest->asked,
                       (int)parse_client_under_way(digest->text));
  content_writer_free(receiver.writer);
  if (receiver.failure != NULL) {
    g_propagate_error(error, receiver.failure);
    return false;
  }
  if (outcome != PARSE_OUTCOME_OK) {
    reading->outcome = outcome;
    reading->reason = g_strdup(parse_client_reason(digest->text));
  }
  return true;
}

bool
digest_ask_ahead(Digest *digest, const GPtrArray *items, guint from,
                 GError **error)
{
  guint known = digest->asked->len;
  for (guint i = from; i < items->len; i++) {
    const InboxItem *item = items->pdata[i];
    if (is_channel(item, "sms") || digest_has_read(digest, item))
      continue; /* needs no reader */
    if (known > 0) {
      known--;
      continue;
    }
    if (!is_channel(item, "mail") ||
        !parse_client_takes(digest->text, item->size_bytes))
      return true;
    json_auto_t *head = mail_head(digest, item);
    if (!ask(digest, item, head, error))
      return false;
  }
  return true;
}

/* Unless it was asked ahead, ask now. */
static bool
converse(Digest *digest, const InboxItem *item, const ParseHandlers *receive,
         Reading *reading, GError **error)
{
  if (digest->asked->len > 0 &&
      strcmp(digest->asked->pdata[0], item->id.text) == 0)
    return listen(digest, item, receive, reading, error);
  digest_forget_asked(digest);
  json_auto_t *head = head_of(digest, item);
  if (head == NULL) {
    reading->outcome = PARSE_OUTCOME_UNREADABLE;
    reading->reason = g_strdup("channel is not configured any more");
    return true;
  }
  return ask(digest, item, head, error) &&
         listen(digest, item, receive, reading, error);
}

/* Give the stored attachments what the message says about them.  A child that
 * leaves one out must not shift the names of the others. */
static void
describe_attachments(Reading *reading)
{
  const GPtrArray *described = reading->mail->attachments;
  for (guint i = 0; i < reading->attachments->len; i++) {
    StoredAttachment *stored = reading->attachments->pdata[i];
    size_t index = reading->attachment_index[i];
    const Attachment *told =
        index < described->len ? described->pdata[index] : NULL;
    stored->filename = g_strdup(
        told == NULL || told->filename == NULL ? "attachment" : told->filename);
    stored->media_type = g_strdup(told == NULL || told->media_type == NULL
                                      ? "application/octet-stream"
                                      : told->media_type);
    stored->is_inline = told != NULL && told->is_inline;
  }
}

/* An SMS row holds JSON that we wrote ourselves after the child's answer. */
static bool
read_sms(Digest *digest, const InboxItem *item, Reading *reading,
         GError **error)
{
  if (!sms_row_read(digest, item, &reading->batch, error))
    return false;
  if (reading->batch == NULL)
    reading->outcome = PARSE_OUTCOME_UNREADABLE;
  return true;
}

/* What was joined of parts is read once more: a place may stand across them. */
static bool
needs_reader(const InboxItem *item)
{
  return !is_channel(item, "sms") ||
         json_object_get(item->head, "joined") != NULL;
}

static Reading *
read_item(Digest *digest, const InboxItem *item, const ParseHandlers *receive,
          GError **error)
{
  g_autoptr(Reading) reading = reading_new(item);
  if (!needs_reader(item))
    return read_sms(digest, item, reading, error) ? g_steal_pointer(&reading)
                                                  : NULL;
  if (!converse(digest, item, receive, reading, error))
    return NULL;
  if (reading->outcome == PARSE_OUTCOME_OK && reading->mail == NULL &&
      reading->batch == NULL)
    reading->outcome = PARSE_OUTCOME_DIED;
  if (!is_channel(item, "webhook") && reading->batch != NULL &&
      reading->batch->messages->len != 1)
    reading->outcome = PARSE_OUTCOME_DIED; /* it answered nonsense */
  return g_steal_pointer(&reading);
}

Reading *
digest_read_files(Digest *digest, const InboxItem *item, GError **error)
{
  g_autoptr(Reading) reading = read_item(digest, item, &handlers, error);
  if (reading == NULL || reading->outcome != PARSE_OUTCOME_OK)
    return g_steal_pointer(&reading);
  if (reading->mail != NULL) {
    describe_attachments(reading);
    reading_find_pictures(reading);
  }
  if (is_channel(item, MEDIA_CHANNEL))
    return digest_media_read(digest, item, reading, error)
               ? g_steal_pointer(&reading)
               : NULL;
  bool has_media = json_object_get(item->head, "media") != NULL;
  if (is_channel(item, "sms") && has_media &&
      !sms_files_load(digest, item, reading, error))
    return NULL;
  return g_steal_pointer(&reading);
}

Reading *
digest_reread(Digest *digest, const InboxItem *item, GError **error)
{
  return read_item(digest, item, &words_only, error);
}
