/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails and SMS from people.
 */
#include "daemon/demo/write.h"

#include <curl/curl.h>
#include <glib/gstdio.h>
#include <string.h>

#include "daemon/demo/people.h"
#include "parsers/form.h"
#include "parsers/mail_writer.h"
#include "parsers/resource.h"

enum { CALL_MS = 5000 };

#define OUR_MARK "X-Bote-Loop: 1\r\n"
#define SERVER "mail." DEMO_MAIL_DOMAIN

GBytes *
demo_photo(void)
{
  const Resource *photo = resource_find("templates/demo/schlagloch.jpg");
  g_assert(photo != NULL);
  return g_bytes_new_static(photo->begin, resource_size(photo));
}

/* The header fields that a prepared letter has not, in front of it. */
static char *
complete_letter(const DemoLetter *letter, int64_t now_ms)
{
  g_autofree char *path =
      g_strdup_printf("templates/demo/letters/%s.eml", letter->prepared);
  const Resource *file = resource_find(path);
  g_assert(file != NULL);
  g_autofree char *random = g_uuid_string_random();
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now_ms / 1000);
  g_autofree char *date =
      g_date_time_format(utc, "%a, %d %b %Y %H:%M:%S +0000");
  return g_strdup_printf("From: \"%s\" <%s>\r\nTo: <%s>\r\nDate: %s\r\n"
                         "Message-ID: <%s@%s>\r\n%.*s",
                         letter->from->name, letter->from->address,
                         DEMO_MAIL_ADDRESS, date, random,
                         strchr(letter->from->address, '@') + 1,
                         (int)resource_size(file), file->begin);
}

/* The mail as the sender's program wrote it: like one of ours, without the mark
 * by which we know our own. */
static char *
write_mail(const DemoLetter *letter, int64_t now_ms, GError **error)
{
  g_autofree char *random = g_uuid_string_random();
  g_autofree char *id =
      g_strdup_printf("%s@%s", random, strchr(letter->from->address, '@') + 1);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  MailPart part = {.filename = letter->photo_name == NULL ? "foto.jpg"
                                                          : letter->photo_name,
                   .media_type = "image/jpeg",
                   .bytes = letter->photo};
  MailDraft draft = {
      .from = {(char *)letter->from->name, (char *)letter->from->address},
      .to = {NULL,
             (char *)(letter->to == NULL ? DEMO_MAIL_ADDRESS : letter->to)},
      .subject = letter->subject,
      .date_ms = now_ms,
      .zone = zone,
      .message_id = id,
      .in_reply_to = letter->in_reply_to,
      .auto_submitted = letter->auto_submitted,
      .text = letter->text,
      .parts = &part,
      .part_count = letter->photo == NULL ? 0 : 1,
  };
  g_autoptr(GBytes) bytes = mail_write(&draft, error);
  if (bytes == NULL)
    return NULL;
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  GString *mail = g_string_new_len(data, (gssize)size);
  (void)g_string_replace(mail, OUR_MARK, "", 1);
  return g_string_free(mail, FALSE);
}

/* Maildir: written in tmp, renamed into new. */
static bool
lay_into_inbox(const DemoTown *town, const char *mail, GError **error)
{
  g_autofree char *random = g_uuid_string_random();
  g_autofree char *from =
      g_build_filename(town->directory, "inbox", "tmp", random, NULL);
  g_autofree char *to =
      g_build_filename(town->directory, "inbox", "new", random, NULL);
  if (!g_file_set_contents(from, mail, -1, error))
    return false;
  if (g_rename(from, to) == 0)
    return true;
  g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                      "the town's mailbox cannot be written");
  return false;
}

bool
demo_mail_send(const DemoTown *town, const DemoLetter *letter, GError **error)
{
  g_autoptr(Clock) clock = clock_new_file(town->clock_path, error);
  if (clock == NULL)
    return false;
  g_autofree char *mail = letter->prepared != NULL
                              ? complete_letter(letter, clock_now_ms(clock))
                              : write_mail(letter, clock_now_ms(clock), error);
  if (mail == NULL)
    return false;
  const char *from = letter->from->address;
  const char *to = letter->to == NULL ? DEMO_MAIL_ADDRESS : letter->to;
  g_autofree char *delivered =
      g_strdup_printf("Return-Path: <%s>\r\nDelivered-To: %s\r\n"
                      "Authentication-Results: " SERVER ";\r\n"
                      " dmarc=pass header.from=%s\r\n%s",
                      letter->auto_submitted == NULL ? from : "", to,
                      strchr(from, '@') + 1, mail);
  return lay_into_inbox(town, delivered, error);
}

char *
demo_reply_subject(const DemoMail *original)
{
  const char *subject = original->message->subject;
  if (subject == NULL)
    return g_strdup("Re:");
  return g_str_has_prefix(subject, "Re: ") ? g_strdup(subject)
                                           : g_strconcat("Re: ", subject, NULL);
}

char *
demo_reply_text(const DemoMail *original, const char *words)
{
  const Message *message = original->message;
  const char *who = message->from == NULL         ? ""
                    : message->from->name != NULL ? message->from->name
                                                  : message->from->address;
  const char *date = message->date == NULL ? "" : message->date;
  GString *text = g_string_new(words);
  g_string_append_printf(text, "\n\nAm %.10s um %.5s schrieb %s:\n", date,
                         strlen(date) > 11 ? date + 11 : "", who);
  g_auto(GStrv) lines = g_strsplit(original->view->text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_string_append_printf(text, "> %s\n", *line);
  return g_string_free(text, FALSE);
}

static size_t
drop(char *bytes, size_t one, size_t count, void *data)
{
  (void)bytes;
  (void)data;
  return one * count;
}

long
demo_http_call(const char *url, const char *body)
{
  CURL *easy = curl_easy_init();
  long status = 0;
  g_assert(easy != NULL);
  /* Options of known kinds and values cannot fail. */
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)CALL_MS);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
  struct curl_slist *headers =
      curl_slist_append(NULL, "Content-Type: text/plain; charset=utf-8");
  if (body != NULL) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  }
  if (curl_easy_perform(easy) == CURLE_OK)
    (void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all(headers);
  curl_easy_cleanup(easy);
  return status;
}

/* Kannel's call for an SMS that came in, see parsers/providers/kannel.c. */
static char *
inbound_url(const DemoTown *town, const DemoPerson *from, int64_t now_ms)
{
  g_autoptr(GString) query = g_string_new(NULL);
  g_autofree char *id = g_uuid_string_random();
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(now_ms / 1000);
  g_autofree char *seconds =
      g_strdup_printf("%" G_GINT64_FORMAT, g_date_time_to_unix(time));
  form_append(query, "from", from->number);
  form_append(query, "to", DEMO_SMS_NUMBER);
  form_append(query, "ts", seconds);
  form_append(query, "id", id);
  form_append(query, "coding", "0");
  return g_strdup_printf("http://127.0.0.1:%d/sms/sms/%s?%s",
                         town->webhook_port, town->webhook_secret, query->str);
}

bool
demo_sms_send(const DemoTown *town, const DemoPerson *from, const char *text,
              GError **error)
{
  g_autoptr(Clock) clock = clock_new_file(town->clock_path, error);
  if (clock == NULL)
    return false;
  int64_t now_ms = clock_now_ms(clock);
  DemoSms own = {.text = (char *)text, .at_ms = now_ms, .is_own = true};
  g_autofree char *url = inbound_url(town, from, now_ms);
  long status = demo_http_call(url, text);
  if (status / 100 == 2)
    return demo_sms_add(town, from->number, &own, error);
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
              "the webhook answered with %ld", status);
  return false;
}
