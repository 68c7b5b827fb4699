/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages that show what a person has got.
 */
#include <microhttpd.h>
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/demo/mailto.h"
#include "daemon/demo/people.h"
#include "daemon/demo/web.h"
#include "parsers/form.h"

enum { LIST_MAX = 200 }; /* the newest; a demo has no more */

static char *
time_of(const Message *message)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) date =
      message->date == NULL ? NULL
                            : g_date_time_new_from_iso8601(message->date, utc);
  return date == NULL ? g_strdup("")
                      : demo_time(g_date_time_to_unix(date) * 1000);
}

static json_t *
row_of(const DemoPerson *person, const DemoMail *mail)
{
  const Message *message = mail->message;
  g_autofree char *at = time_of(message);
  return json_pack("{s:s, s:s, s:s, s:s, s:s}", "person", person->id, "id",
                   mail->id, "at", at, "subject",
                   message->subject == NULL ? "–" : message->subject, "from",
                   message->from == NULL || message->from->name == NULL
                       ? "–"
                       : message->from->name);
}

static json_t *
mails_of(const DemoTown *town, const DemoPerson *person)
{
  json_t *list = json_array();
  g_autoptr(GPtrArray) ids = demo_mail_ids(town, person);
  guint first = ids->len > LIST_MAX ? ids->len - LIST_MAX : 0;
  for (guint i = ids->len; i > first; i--) {
    g_autoptr(DemoMail) mail = demo_mail_read(town, person, ids->pdata[i - 1]);
    if (mail != NULL)
      json_array_append_new(list, row_of(person, mail));
  }
  return list;
}

static json_t *
messages_of(const DemoTown *town, const DemoPerson *person)
{
  json_t *list = json_array();
  g_autoptr(GPtrArray) all = demo_sms_list(town, person);
  for (guint i = 0; i < all->len; i++) {
    const DemoSms *sms = all->pdata[i];
    g_autofree char *at = demo_time(sms->at_ms);
    json_array_append_new(
        list, json_pack("{s:s, s:s, s:b, s:b}", "text", sms->text, "at", at,
                        "own", sms->is_own, "reported", sms->reported));
  }
  return list;
}

void
demo_web_mailbox(const DemoTown *town, const DemoPerson *person,
                 const DemoRequest *request, DemoAnswer *out)
{
  json_t *data = demo_person_data(person);
  bool phone = person->number != NULL;
  if (form_get(request->query, "sent") != NULL)
    json_object_set_new(data, "sent", json_true());
  json_t *list = phone ? messages_of(town, person) : mails_of(town, person);
  json_object_set_new(data, "any", json_boolean(json_array_size(list) > 0));
  json_object_set_new(data, phone ? "messages" : "mails", list);
  *out = (DemoAnswer){
      .status = MHD_HTTP_OK,
      .body = demo_page(town, phone ? "phone" : "mailbox", person->name, data)};
}

/* The buttons of a mail open a prepared mail of the demo. */
static json_t *
buttons_of(const DemoMail *mail)
{
  json_t *buttons = json_array();
  if (mail->view->html == NULL)
    return buttons;
  g_autoptr(GPtrArray) links = mailto_links(mail->view->html);
  for (guint i = 0; i < links->len; i++) {
    const MailtoLink *link = links->pdata[i];
    g_autofree char *index = g_strdup_printf("%u", i);
    json_array_append_new(
        buttons, json_pack("{s:s, s:s}", "label", link->label, "index", index));
  }
  return buttons;
}

static void
show(const DemoTown *town, const DemoPerson *person, const DemoMail *mail,
     DemoAnswer *out)
{
  json_t *data = row_of(person, mail);
  json_t *who = demo_person_data(person);
  json_object_update_missing(data, who);
  json_decref(who);
  json_object_set_new(data, "text", json_string(mail->view->text));
  json_object_set_new(data, "html", json_boolean(mail->view->html != NULL));
  json_object_set_new(data, "buttons", buttons_of(mail));
  *out = (DemoAnswer){.status = MHD_HTTP_OK,
                      .body = demo_page(town, "mail",
                                        mail->message->subject == NULL
                                            ? person->name
                                            : mail->message->subject,
                                        data)};
}

/* Pictures of the mail are fetched from here, links to write one, too; the
 * sandbox of the frame keeps all else out. */
static void
show_html(const DemoPerson *person, const DemoMail *mail, DemoAnswer *out)
{
  g_autoptr(GString) html = g_string_new(mail->view->html);
  for (guint i = 0; i < mail->view->images->len; i++) {
    const MailViewImage *image = mail->view->images->pdata[i];
    if (image->content_id == NULL)
      continue;
    g_autofree char *from = g_strdup_printf("\"cid:%s\"", image->content_id);
    g_autofree char *to =
        g_strdup_printf("\"/demo/p/%s/m/%s/i/%u\"", person->id, mail->id, i);
    (void)g_string_replace(html, from, to, 0);
  }
  g_autoptr(GPtrArray) links = mailto_links(mail->view->html);
  for (guint i = 0; i < links->len; i++) {
    const char *at = strstr(html->str, "href=\"mailto:");
    const char *end = at == NULL ? NULL : strchr(at + strlen("href=\""), '"');
    if (end == NULL)
      break;
    g_autofree char *to =
        g_strdup_printf("target=\"_top\" href=\"/demo/p/%s/write?reply=%s"
                        "&amp;button=%u\"",
                        person->id, mail->id, i);
    gssize place = at - html->str;
    g_string_erase(html, place, end + 1 - at);
    g_string_insert(html, place, to);
  }
  *out = (DemoAnswer){.status = MHD_HTTP_OK,
                      .body = g_bytes_new(html->str, html->len),
                      .is_mail = true};
}

/* Types a browser shows as a picture and nothing else. */
static const char *
picture_type(const char *media_type)
{
  static const char *const types[] = {"image/jpeg", "image/png"};
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
    if (strcmp(types[i], media_type) == 0)
      return types[i];
  return "application/octet-stream";
}

static bool
show_picture(const DemoMail *mail, const char *index, DemoAnswer *out)
{
  guint64 i = 0;
  if (!g_ascii_string_to_unsigned(index, 10, 0, 1000, &i, NULL) ||
      i >= mail->view->images->len)
    return false;
  const MailViewImage *image = mail->view->images->pdata[i];
  *out = (DemoAnswer){.status = MHD_HTTP_OK,
                      .type = picture_type(image->media_type),
                      .body = g_bytes_ref(image->bytes)};
  return true;
}

void
demo_web_mail(const DemoTown *town, const DemoPerson *person, const char *rest,
              DemoAnswer *out)
{
  g_autofree char *id = g_strndup(rest, strcspn(rest, "/"));
  const char *what = rest + strlen(id);
  g_autoptr(DemoMail) mail = demo_mail_read(town, person, id);
  bool found = mail != NULL;
  if (found && what[0] == '\0')
    show(town, person, mail, out);
  else if (found && strcmp(what, "/html") == 0 && mail->view->html != NULL)
    show_html(person, mail, out);
  else
    found = found && g_str_has_prefix(what, "/i/") &&
            show_picture(mail, what + strlen("/i/"), out);
  if (!found)
    demo_web_fail(town, MHD_HTTP_NOT_FOUND,
                  cli_text("Diese E-Mail gibt es nicht (mehr).",
                           "There is no such mail (any more)."),
                  out);
}
