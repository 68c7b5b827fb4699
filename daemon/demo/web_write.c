/* SPDX-License-Identifier: Apache-2.0
 *
 * Forms in which a visitor writes as one of the people.
 */
#include <microhttpd.h>
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/demo/mailto.h"
#include "daemon/demo/people.h"
#include "daemon/demo/web.h"
#include "daemon/demo/write.h"
#include "parsers/form.h"
#include "parsers/mail_writer.h"

enum {
  SUBJECT_MAX = 200,
  TEXT_MAX = 100000, /* bytes; a long letter has ten thousand */
  SMS_MAX = 1000,    /* bytes; six segments */
};

static void
prefill(json_t *data, const char *to, const char *subject, const char *text)
{
  json_object_set_new(data, "to", json_string(to));
  json_object_set_new(data, "subject", json_string(subject));
  json_object_set_new(data, "text", json_string(text));
}

/* What the button `index` of a mail prepares; false: no such button. */
static bool
prefill_button(json_t *data, const DemoMail *mail, const char *index)
{
  g_autoptr(GPtrArray) links =
      mailto_links(mail->view->html == NULL ? "" : mail->view->html);
  guint64 i = 0;
  if (!g_ascii_string_to_unsigned(index, 10, 0, 1000, &i, NULL) ||
      i >= links->len)
    return false;
  const MailtoLink *link = links->pdata[i];
  g_autoptr(Mailto) mailto = mailto_parse(link->url);
  if (mailto == NULL)
    return false;
  prefill(data, mailto->to, mailto->subject, mailto->body);
  return true;
}

static void
prefill_reply(json_t *data, const DemoMail *mail)
{
  g_autofree char *subject = demo_reply_subject(mail);
  g_autofree char *text = demo_reply_text(mail, "");
  prefill(data, mail->view->reply_to, subject, text);
  if (mail->message->message_id != NULL)
    json_object_set_new(data, "in_reply_to",
                        json_string(mail->message->message_id));
}

void
demo_web_form(const DemoTown *town, const DemoPerson *person,
              const DemoRequest *request, DemoAnswer *out)
{
  const char *reply = form_get(request->query, "reply");
  const char *button = form_get(request->query, "button");
  g_autoptr(DemoMail) mail =
      reply == NULL ? NULL : demo_mail_read(town, person, reply);
  json_t *data = demo_person_data(person);
  prefill(data, DEMO_MAIL_ADDRESS, "", "");
  if (mail != NULL && (button == NULL || !prefill_button(data, mail, button)))
    prefill_reply(data, mail);
  *out = (DemoAnswer){.status = MHD_HTTP_OK,
                      .body = demo_page(town, "write",
                                        cli_text("E-Mail schreiben", "Write"),
                                        data)};
}

static const char *
field(const DemoRequest *request, const char *name)
{
  const char *value = g_hash_table_lookup(request->fields, name);
  return value == NULL ? "" : value;
}

/* Forms send CR LF; our texts have LF. */
static char *
field_lines(const DemoRequest *request, const char *name)
{
  g_auto(GStrv) pieces = g_strsplit(field(request, name), "\r", -1);
  return g_strjoinv("", pieces);
}

static const char *
mail_problem(const char *to, const char *subject, const char *text)
{
  if (!mail_address_is_safe(to) || !g_str_has_suffix(to, "@" DEMO_MAIL_DOMAIN))
    return cli_text("Hier kann man nur an die Stadt schreiben.",
                    "Here you can write to the town only.");
  if (strlen(subject) > SUBJECT_MAX || strlen(text) > TEXT_MAX)
    return cli_text("Das ist zu lang.", "This is too long.");
  if (subject[0] == '\0' && text[0] == '\0')
    return cli_text("Die E-Mail ist noch leer.", "The mail is still empty.");
  return NULL;
}

static void
send_mail(const DemoTown *town, const DemoPerson *person,
          const DemoRequest *request, DemoAnswer *out)
{
  g_autofree char *text = field_lines(request, "text");
  const char *in_reply_to = field(request, "in_reply_to");
  DemoLetter letter = {
      .from = person,
      .to = field(request, "to"),
      .subject = field(request, "subject"),
      .text = text,
      .in_reply_to = in_reply_to[0] == '\0' ? NULL : in_reply_to,
      .photo = request->photo,
      .photo_name = request->photo_name,
  };
  const char *problem = mail_problem(letter.to, letter.subject, text);
  g_autoptr(GError) error = NULL;
  if (problem == NULL && !demo_mail_send(town, &letter, &error))
    problem = error->message;
  if (problem != NULL) {
    demo_web_fail(town, MHD_HTTP_BAD_REQUEST, problem, out);
    return;
  }
  g_autofree char *back = g_strdup_printf("/demo/p/%s?sent=1", person->id);
  demo_web_redirect(back, out);
}

static void
send_sms(const DemoTown *town, const DemoPerson *person,
         const DemoRequest *request, DemoAnswer *out)
{
  g_autofree char *text = field_lines(request, "text");
  g_strstrip(text);
  g_autoptr(GError) error = NULL;
  const char *problem = NULL;
  if (text[0] == '\0' || strlen(text) > SMS_MAX)
    problem = cli_text("Die SMS ist leer oder zu lang.",
                       "The SMS is empty or too long.");
  else if (!demo_sms_send(town, person, text, &error))
    problem = error->message;
  if (problem != NULL) {
    demo_web_fail(town, MHD_HTTP_BAD_REQUEST, problem, out);
    return;
  }
  g_autofree char *back = g_strdup_printf("/demo/p/%s?sent=1", person->id);
  demo_web_redirect(back, out);
}

void
demo_web_send(const DemoTown *town, const DemoPerson *person,
              const DemoRequest *request, DemoAnswer *out)
{
  if (person->address != NULL)
    send_mail(town, person, request, out);
  else
    send_sms(town, person, request, out);
}
