/* SPDX-License-Identifier: Apache-2.0
 *
 * A desk's first way out: a mail with text and HTML.  SMS stand in desk_sms.c.
 */
#include "daemon/desk.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/desk_look.h"
#include "daemon/desk_private.h"
#include "parsers/mail_writer.h"
#include "parsers/token.h"
#include "templates/texts.h"

void
desk_add_common(const Desk *desk, json_t *data)
{
  const Town *town = desk->config->town;
  const char *short_url =
      town->privacy_short != NULL ? town->privacy_short : town->privacy_url;
  json_object_set_new(data, "town",
                      json_pack("{s:s, s:s, s:s*, s:s, s:s}", "name",
                                town->name, "tag", desk_town_tag(desk), "phone",
                                town->responsible_body.phone, "privacy_url",
                                town->privacy_url, "privacy_short", short_url));
  /* A danger may have a number of its own. */
  if (town->on_call.phone != NULL &&
      json_object_get(data, "oncall_phone") == NULL)
    json_object_set_new(data, "oncall_phone", json_string(town->on_call.phone));
  json_object_set_new(data, "retention_months",
                      json_integer(town->retention.message_months));
  if (desk_service_state(desk, "report") == SERVICE_STATE_TEST)
    json_object_set_new(data, "test", json_true());
}

static void
add_ticket(const DeskLetter *letter, const TokenRef *token,
           const MailboxSettings *mailbox, json_t *data)
{
  if (letter->ticket != NULL)
    json_object_set_new(data, "number",
                        json_string(letter->ticket->text_number));
  if (token->role != 0 && mailbox->reply_token == REPLY_TOKEN_TEXT) {
    g_autofree char *text = token_format_grouped(token);
    json_object_set_new(data, "token", json_string(text));
  }
}

/* The three renderings of one text. */
typedef struct Rendered {
  char *subject, *text, *html;
} Rendered;

static void
rendered_clear(Rendered *rendered)
{
  g_free(rendered->subject);
  g_free(rendered->text);
  g_free(rendered->html);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rendered, rendered_clear)

char *
desk_render(const Desk *desk, const char *language, const char *name,
            json_t *data, GError **error)
{
  TextsVoice voice = {
      .language = language,
      .form = desk->config->town->form == TOWN_FORM_DU ? "du" : "sie",
  };
  return texts_render(desk->texts, voice, name, data, error);
}

/* One of a letter's texts, by its type. */
static char *
render(const Desk *desk, const DeskLetter *letter, const char *type,
       GError **error)
{
  g_autofree char *name = g_strconcat(letter->text, ".", type, NULL);
  return desk_render(desk, letter->language, name, letter->data, error);
}

static bool
render_all(Desk *desk, const DeskLetter *letter, Rendered *out, GError **error)
{
  out->subject = render(desk, letter, "subject", error);
  if (out->subject == NULL)
    return false;
  out->text = render(desk, letter, "txt", error);
  if (out->text == NULL)
    return false;
  out->html = render(desk, letter, "html", error);
  return out->html != NULL;
}

/* RFC 3834 3.3: the reverse-path of automatic mail answers nothing. */
static char *
reverse_path(Desk *desk, const TransportSettings *transport,
             const MailboxSettings *mailbox, const Ticket *ticket)
{
  switch (transport->reverse_path) {
  case REVERSE_PATH_NULL:
    return g_strdup("");
  case REVERSE_PATH_MAILBOX:
    return g_strdup(mailbox->address);
  case REVERSE_PATH_VERP: {
    if (ticket == NULL)
      return g_strdup("");
    TokenRef token;
    desk_token(desk, TOKEN_ROLE_BOUNCE, ticket, 0, &token);
    return token_to_plus_address(&token, mailbox->address);
  }
  }
  g_assert_not_reached();
}

/* A Message-ID that carries the token, so that a reply threads without it in
 * any address; without one a plain one. */
static char *
message_id_of(const Desk *desk, const TokenRef *token, const char *id)
{
  const char *domain = desk->config->settings->domain;
  if (token->role == 0)
    return g_strdup_printf("%s@%s", id, domain);
  return token_to_message_id(token, id, domain);
}

/* What surrounds the rendered text of one letter. */
typedef struct Envelope {
  Id id;
  const MailboxSettings *mailbox;
  const TransportSettings *transport;
  char *reply_to, *message_id, *reverse_path;
  DeskLook look;
} Envelope;

static void
envelope_clear(Envelope *envelope)
{
  g_free(envelope->reply_to);
  g_free(envelope->message_id);
  g_free(envelope->reverse_path);
  desk_look_clear(&envelope->look);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Envelope, envelope_clear)

static GBytes *
compose(const Desk *desk, const DeskLetter *letter, const Rendered *rendered,
        const Envelope *envelope, GError **error)
{
  const DeskLook *look = &envelope->look;
  /* Only the mailbox is read: a reply goes there whatever stands in From. */
  const char *mailbox = envelope->mailbox->address;
  const char *reply_to = envelope->reply_to;
  if (reply_to == NULL && strcmp(look->from_address, mailbox) != 0)
    reply_to = mailbox;
  MailDraft draft = {
      .from = {(char *)look->from_name, (char *)look->from_address},
      .to = {(char *)letter->to_name, (char *)letter->to},
      .reply_to = reply_to,
      .subject = rendered->subject,
      /* Ready to be sent (RFC 5322 3.6.1) when nobody can take it back. */
      .date_ms = MAX(desk->now_ms, letter->not_before_ms),
      .zone = desk->zone,
      .message_id = envelope->message_id,
      .in_reply_to =
          mail_id_is_safe(letter->in_reply_to) ? letter->in_reply_to : NULL,
      .auto_submitted = letter->unsolicited ? "auto-generated" : "auto-replied",
      .text = rendered->text,
      .html = rendered->html,
      .parts = (const MailPart *)(void *)look->parts->data,
      .part_count = look->parts->len,
  };
  return mail_write(&draft, error);
}

static bool
enqueue(Desk *desk, const DeskLetter *letter, const Envelope *envelope,
        GBytes *body, GError **error)
{
  OutboxNew row = {
      .id = envelope->id,
      .channel = "mail",
      .transport = envelope->transport->name,
      .kind = letter->kind == NULL ? letter->text : letter->kind,
      .priority = letter->priority,
      .dedupe = letter->dedupe,
      .owner_id = letter->owner_id,
      .envelope_from = envelope->reverse_path,
      .address = letter->to,
      .body = body,
      .message_id = envelope->message_id,
      .inbox_id = letter->inbox_id,
      .ticket_id = letter->ticket == NULL ? NULL : letter->ticket->id.text,
      .cancel_group = letter->cancel_group,
      .not_before_ms = letter->not_before_ms,
      .life_s = RETRY_MAIL_LIFE_S,
      .held = letter->held,
  };
  return outbox_add(desk->queue, &row, NULL, error);
}

bool
desk_send_mail(Desk *desk, const DeskLetter *letter, char **out_text,
               GError **error)
{
  g_auto(Envelope) envelope = {
      .id = queue_new_id(desk->queue, desk->now_ms),
      .mailbox = desk_mailbox_of(desk, letter->mailbox),
      .transport = settings_mail_transport(desk->config->settings),
  };
  TokenRef token = {0};
  if (letter->token != NULL)
    token = *letter->token;
  else if (letter->ticket != NULL && letter->role != 0)
    desk_token(desk, letter->role, letter->ticket, letter->token_serial,
               &token);
  if (token.role != 0)
    envelope.reply_to = desk_reply_address(envelope.mailbox, &token);
  envelope.message_id = message_id_of(desk, &token, envelope.id.text);
  envelope.reverse_path =
      reverse_path(desk, envelope.transport, envelope.mailbox, letter->ticket);
  desk_add_common(desk, letter->data);
  add_ticket(letter, &token, envelope.mailbox, letter->data);
  desk_look_find(desk, letter, envelope.mailbox, &envelope.look);
  g_auto(Rendered) rendered = {0};
  if (!render_all(desk, letter, &rendered, error))
    return false;
  g_autoptr(GBytes) body = compose(desk, letter, &rendered, &envelope, error);
  if (body == NULL || !enqueue(desk, letter, &envelope, body, error))
    return false;
  if (out_text != NULL)
    *out_text = g_strconcat(rendered.subject, "\n\n", rendered.text, NULL);
  return true;
}
