/* SPDX-License-Identifier: Apache-2.0
 *
 * What comes to and goes from a scratch town.
 */
#include "tests/support/town_post.h"

#include <stdio.h>
#include <string.h>

#include "daemon/keys.h"
#include "parsers/parse_message.h"
#include "queue/spool.h"

static void
spool(TownFixture *town, const char *folder_name, json_t *head,
      const char *body, size_t size)
{
  g_autofree char *folder =
      g_build_filename(town->state, "spool", "in", folder_name, NULL);
  g_autofree char *name = g_strdup_printf("post-%06u", town->serial);
  SecretBoxPublic public;
  g_autoptr(GError) error = NULL;
  (void)keys_load_spool_public(town->config, &public, &error);
  g_assert_no_error(error);
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(folder, name, &public, &error);
  g_assert_no_error(error);
  (void)(spool_writer_record(writer, head, body, size, &error) &&
         spool_writer_commit(writer, &error));
  g_assert_no_error(error);
  json_decref(head);
}

/* A natural key of its own for each spooled record. */
static char *
next_key(TownFixture *town)
{
  g_autofree char *text = g_strdup_printf("post %u", ++town->serial);
  return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

void
town_post_raw(TownFixture *town, const char *raw, const TownMail *mail)
{
  g_autofree char *key = next_key(town);
  int64_t received_ms =
      mail->received_at_ms == 0 ? town->now_ms : mail->received_at_ms;
  json_t *head = json_pack(
      "{s:s, s:s, s:s, s:I, s:b, s:b, s:b}", "kind", "mail", "mailbox",
      mail->mailbox == NULL ? "rathaus" : mail->mailbox, "key", key,
      "received_at_ms", (json_int_t)received_ms, "adopted", mail->adopted,
      "oversize", mail->oversize, "renumbered", mail->renumbered);
  spool(town, "mailbox", head, raw, strlen(raw));
}

/* The address within "Name <address>". */
static char *
address_of(const char *from)
{
  const char *open = strchr(from, '<');
  if (open == NULL)
    return g_strdup(from);
  return g_strndup(open + 1, strcspn(open + 1, ">"));
}

static void
append_auth(GString *raw, const char *auth, const char *address)
{
  const char *at = strchr(address, '@');
  if (auth == NULL)
    auth = "pass";
  if (auth[0] != '\0' && at != NULL)
    g_string_append_printf(raw,
                           "Authentication-Results: mail.example.org;"
                           " dmarc=%s header.from=%s\r\n",
                           auth, at + 1);
}

static void
append_base64(GString *raw, const void *bytes, gsize size)
{
  g_autofree char *text = g_base64_encode(bytes, size);
  for (size_t at = 0; at < strlen(text); at += 76)
    g_string_append_printf(raw, "%.76s\r\n", text + at);
}

static void
append_body(GString *raw, const TownMail *mail)
{
  const char *text =
      mail->text == NULL
          ? "Guten Tag,\n\nin der Gartenstraße 12 ist ein Schlagloch, neben dem"
            " Quittenbaum.\n"
          : mail->text;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree char *crlf = g_strjoinv("\r\n", lines);
  static const char plain[] = "Content-Type: text/plain; charset=utf-8\r\n"
                              "Content-Transfer-Encoding: 8bit\r\n\r\n";
  if (mail->photo == NULL && mail->attachment == NULL) {
    g_string_append_printf(raw, "%s%s\r\n", plain, crlf);
    return;
  }
  g_string_append_printf(
      raw, "Content-Type: multipart/mixed; boundary=xyz\r\n\r\n--xyz\r\n%s%s",
      plain, crlf);
  if (mail->attachment != NULL)
    g_string_append_printf(raw,
                           "\r\n--xyz\r\nContent-Type: text/csv;"
                           " name=liste.csv\r\n"
                           "Content-Disposition: attachment;"
                           " filename=liste.csv\r\n\r\n%s",
                           mail->attachment);
  if (mail->photo != NULL) {
    gsize size;
    const void *bytes = g_bytes_get_data(mail->photo, &size);
    g_string_append(raw, "\r\n--xyz\r\nContent-Type: image/jpeg;"
                         " name=loch.jpg\r\n"
                         "Content-Transfer-Encoding: base64\r\n\r\n");
    append_base64(raw, bytes, size);
  }
  g_string_append(raw, "\r\n--xyz--\r\n");
}

void
town_post_mail(TownFixture *town, const TownMail *mail)
{
  const char *from =
      mail->from == NULL ? "Ayse Kaya <ayse@example.net>" : mail->from;
  g_autofree char *address = address_of(from);
  g_autoptr(GString) raw = g_string_new(NULL);
  g_string_append_printf(raw, "Return-Path: <%s>\r\n",
                         mail->return_path == NULL ? address
                                                   : mail->return_path);
  append_auth(raw, mail->auth, address);
  g_string_append_printf(raw,
                         "From: %s\r\nTo: <%s>\r\nSubject: %s\r\n"
                         "Date: Thu, 21 May 2026 10:00:%02u +0200\r\n",
                         from, mail->to == NULL ? TOWN_MAILBOX : mail->to,
                         mail->subject == NULL ? "Meldung" : mail->subject,
                         town->serial % 60);
  if (mail->message_id != NULL)
    g_string_append_printf(raw, "Message-ID: <%s>\r\n", mail->message_id);
  else
    g_string_append_printf(raw, "Message-ID: <m%u@example.net>\r\n",
                           town->serial);
  if (mail->in_reply_to != NULL)
    g_string_append_printf(raw, "In-Reply-To: <%s>\r\n", mail->in_reply_to);
  if (mail->headers != NULL)
    g_string_append(raw, mail->headers);
  g_string_append(raw, "MIME-Version: 1.0\r\n");
  append_body(raw, mail);
  town_post_raw(town, raw->str, mail);
}

void
town_post_request(TownFixture *town, const TownRequest *request)
{
  g_autofree char *key = next_key(town);
  json_t *head = json_pack(
      "{s:s, s:s, s:s, s:I, s:s, s:s, s:{s:s}, s:s}", "kind", "webhook",
      "channel", request->channel == NULL ? "sms" : request->channel, "key",
      key, "received_at_ms", (json_int_t)town->now_ms, "method", "POST",
      "query", request->query == NULL ? "" : request->query, "headers",
      "content-type",
      request->content_type == NULL ? "application/json"
                                    : request->content_type,
      "signature", request->signature == NULL ? "fresh" : request->signature);
  spool(town, "webhook", head, request->body, request->size);
}

void
town_post_webhook_as(TownFixture *town, json_t *body, const char *signature)
{
  char *text = json_dumps(body, JSON_COMPACT);
  town_post_request(town, &(TownRequest){.body = text,
                                         .size = strlen(text),
                                         .signature = signature});
  free(text);
  json_decref(body);
}

void
town_post_webhook(TownFixture *town, json_t *body)
{
  town_post_webhook_as(town, body, "fresh");
}

void
town_post_sms(TownFixture *town, const char *from, const char *text,
              const char *id, int64_t time_s)
{
  json_t *body = json_pack("{s:s, s:s, s:s, s:s}", "kind", "mo", "from", from,
                           "to", TOWN_NUMBER, "text", text);
  if (id != NULL)
    json_object_set_new(body, "id", json_string(id));
  if (time_s != 0)
    json_object_set_new(body, "time", json_integer(time_s));
  town_post_webhook(town, body);
}

void
town_post_part(TownFixture *town, const char *from, const TownPart *part)
{
  json_t *body =
      json_pack("{s:s, s:s, s:s, s:s, s:i, s:i, s:i}", "kind", "mo", "from",
                from, "to", TOWN_NUMBER, "text", part->text, "ref", part->ref,
                "part", part->number, "of", part->total);
  json_object_set_new(body, "id",
                      part->id == NULL ? json_sprintf("part-%u", town->serial)
                                       : json_string(part->id));
  if (part->time_s != 0)
    json_object_set_new(body, "time", json_integer(part->time_s));
  town_post_webhook(town, body);
}

void
town_post_receipt(TownFixture *town, const char *id, const char *status)
{
  town_post_webhook(town, json_pack("{s:s, s:s, s:s}", "kind", "dlr", "id", id,
                                    "status", status));
}

void
town_say(TownFixture *town, const TownMail *mail)
{
  town_post_mail(town, mail);
  town_fixture_decide(town);
}

void
town_text(TownFixture *town, const char *from, const char *text)
{
  g_autofree char *id = g_strdup_printf("mo-%u", town->serial);
  town_post_sms(town, from, text, id, town->now_ms / 1000);
  town_fixture_decide(town);
}

void
town_sent_free(TownSent *sent)
{
  if (sent == NULL)
    return;
  g_free(sent->id);
  g_free(sent->state);
  g_free(sent->kind);
  g_free(sent->channel);
  g_free(sent->to);
  g_free(sent->raw);
  g_free(sent->reply_to);
  message_free(sent->mail);
  g_free(sent);
}

/* The value of a field of our own mails, which are never folded there. */
static char *
field_of(const char *raw, const char *name)
{
  const char *at = strstr(raw, name);
  if (at == NULL)
    return NULL;
  at += strlen(name);
  return g_strndup(at, strcspn(at, ">\r"));
}

static void
read_mail(TownSent *sent)
{
  MimeOptions options = {.staff = false};
  g_autoptr(GBytes) bytes = g_bytes_new(sent->raw, strlen(sent->raw));
  g_autoptr(GError) error = NULL;
  sent->mail = parse_message(bytes, &options, NULL, NULL, &error);
  g_assert_no_error(error);
  sent->reply_to = field_of(sent->raw, "\r\nReply-To: <");
}

static TownSent *
open_row(TownFixture *town, StoreRows *rows)
{
  Queue *queue = &town->digest.queue;
  g_autoptr(GError) error = NULL;
  TownSent *sent = g_new0(TownSent, 1);
  sent->id = store_rows_dup_text(rows, 0);
  sent->state = store_rows_dup_text(rows, 1);
  sent->kind = store_rows_dup_text(rows, 2);
  sent->channel = store_rows_dup_text(rows, 3);
  sent->due_at_ms = store_rows_int64(rows, 4);
  g_autofree char *owner = store_rows_dup_text(rows, 5);
  g_autoptr(GBytes) address = store_rows_bytes(rows, 6);
  Content body = {store_rows_bytes(rows, 7), store_rows_dup_text(rows, 8),
                  store_rows_bytes(rows, 9)};
  g_autofree char *to_place = g_strconcat("outbox|address|", sent->id, NULL);
  g_autofree char *place = g_strconcat("outbox|body|", sent->id, NULL);
  sent->to = keyring_open_text(queue->ring, owner, to_place, address, &error);
  g_assert_no_error(error);
  g_autoptr(GBytes) bytes = content_read(
      queue, &body, (ContentPlace){owner, place}, 33554432, &error);
  g_assert_no_error(error);
  content_clear(&body);
  gsize size;
  const char *text = g_bytes_get_data(bytes, &size);
  sent->raw = g_strndup(text, size);
  if (strcmp(sent->channel, "mail") == 0)
    read_mail(sent);
  return sent;
}

TownSent *
town_sent(TownFixture *town, const char *kind, const char *to)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StoreRows) rows =
      store_query(town->digest.store, &error,
                  "SELECT id, state, kind, channel, due_at_ms, owner_id,"
                  " address, (SELECT body FROM content c"
                  " WHERE c.id = outbox.id), body_blob, body_key FROM outbox"
                  " WHERE kind = $1 ORDER BY created_at_ms DESC, id DESC",
                  "t", kind);
  g_assert_no_error(error);
  while (store_rows_next(rows, &error)) {
    g_autoptr(TownSent) sent = open_row(town, rows);
    if (to == NULL || g_str_has_prefix(sent->to, to))
      return g_steal_pointer(&sent);
  }
  g_assert_no_error(error);
  return NULL;
}

bool
town_was_sent(TownFixture *town, const char *kind, const char *to)
{
  g_autoptr(TownSent) sent = town_sent(town, kind, to);
  return sent != NULL;
}

unsigned
town_sent_count(TownFixture *town, const char *kind)
{
  int64_t count = 0;
  (void)store_get_int64(town->digest.store, &count, NULL,
                        "SELECT count(*) FROM outbox WHERE kind = $1", "t",
                        kind);
  return (unsigned)count;
}

unsigned
town_sent_all(TownFixture *town)
{
  return (unsigned)town_fixture_count(town, "SELECT count(*) FROM outbox");
}

void
town_reply(TownFixture *town, const TownSent *to, const TownMail *mail)
{
  TownMail reply = *mail;
  if (reply.from == NULL)
    reply.from = to->to;
  if (reply.to == NULL)
    reply.to = to->reply_to;
  if (reply.in_reply_to == NULL)
    reply.in_reply_to = to->mail->message_id;
  if (reply.subject == NULL)
    reply.subject = "Re: Ihre Nachricht";
  town_say(town, &reply);
}

void
town_post_bounce(TownFixture *town, const char *recipient, const char *status,
                 const char *message_id)
{
  g_autofree char *raw = g_strdup_printf(
      "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.net\r\n"
      "To: <" TOWN_MAILBOX ">\r\nSubject: Undelivered\r\n"
      "Date: Thu, 21 May 2026 10:00:00 +0200\r\n"
      "Message-ID: <b@mx.example.net>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/report; report-type=delivery-status;"
      " boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
      "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
      "Reporting-MTA: dns; mx.example.net\r\n\r\n"
      "Final-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: %s\r\n\r\n"
      "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
      "Message-ID: <%s>\r\n\r\n--b--\r\n",
      recipient, status, message_id);
  town_post_raw(town, raw, &(TownMail){0});
  town_fixture_decide(town);
}
