/* SPDX-License-Identifier: Apache-2.0
 *
 * What the texts of the report service are told (templates/README.md).
 */
#include "daemon/services/report/report_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_commands.h"
#include "parsers/place/places.h"
#include "templates/format.h"

static void
set_text(json_t *data, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    json_object_set_new(data, name, json_string(value));
}

/* Who reads: dates are written for him. */
typedef struct Reader {
  const Desk *desk;
  const char *language;
} Reader;

static void
set_date(const Reader *reader, json_t *data, const char *name, int64_t ms,
         FormatDate style)
{
  if (ms == 0)
    return;
  g_autofree char *text =
      desk_date(reader->desk, ms, reader->language, (int)style);
  set_text(data, name, text);
}

const Department *
report_department(const Desk *desk, const Ticket *ticket)
{
  const Town *town = desk->config->town;
  const Department *department = town_department(town, ticket->department);
  /* A department that was removed from the file: its tickets go to the desk. */
  return department != NULL ? department : town_office(town);
}

const char *
report_staff_language(const Desk *desk, const Department *department)
{
  return department != NULL && department->language != NULL
             ? department->language
             : desk->config->town->languages->pdata[0];
}

static void
set_due(const Reader *reader, json_t *data, const Ticket *ticket)
{
  set_date(reader, data, "due", ticket->due_at_ms, FORMAT_DATE_LONG);
  set_date(reader, data, "due_short", ticket->due_at_ms, FORMAT_DATE_SHORT);
}

const char *
report_state_member(TicketState state)
{
  static const char *const members[] = {
      [TICKET_STATE_NEW] = "new",
      [TICKET_STATE_OPEN] = "open",
      [TICKET_STATE_WAITING] = "waiting",
      [TICKET_STATE_SOLVED] = "solved",
      [TICKET_STATE_CLOSED] = "closed",
      [TICKET_STATE_NO_ACTION] = "no_action",
      [TICKET_STATE_DUPLICATE] = "duplicate",
  };
  return members[state];
}

bool
report_is_awaited(const Desk *desk, const Ticket *ticket)
{
  static const TicketState awaited[] = {TICKET_STATE_NEW, TICKET_STATE_OPEN,
                                        TICKET_STATE_WAITING};
  for (size_t i = 0; i < G_N_ELEMENTS(awaited); i++)
    if (ticket->state == awaited[i])
      return ticket->due_at_ms > desk->now_ms;
  return false;
}

bool
report_has_channel(const Ticket *ticket)
{
  return strcmp(ticket->channel, "mail") == 0 ||
         strcmp(ticket->channel, "sms") == 0;
}

static void
set_place(json_t *data, const Ticket *ticket)
{
  set_text(data, "place", ticket->place);
  if (!ticket->point.has_point)
    return;
  g_autofree char *words = place_to_words(&ticket->point);
  g_auto(GStrv) degrees = g_strsplit(words, ", ", 2);
  g_autofree char *geo = g_strjoinv(",", degrees);
  /* A link that a person opens; nothing is fetched from there by itself. */
  g_autofree char *url =
      g_strdup_printf("https://www.openstreetmap.org/?mlat=%s&mlon=%s&zoom=18",
                      degrees[0], degrees[1]);
  bool told = ticket->place != NULL && strstr(ticket->place, words) != NULL;
  bool bare = g_strcmp0(words, ticket->place) == 0;
  set_text(data, "map_url", url);
  /* The town's list knows the middle of a street, not the house: the map shows
     it, but degrees would promise more. */
  if (!told && ticket->point.source != PLACE_SOURCE_TEXT)
    set_text(data, "geo", geo);
  if (bare && ticket->point.source == PLACE_SOURCE_PHOTO)
    (void)json_object_set_new(data, "place_from_photo", json_true());
}

json_t *
report_data(Desk *desk, const Ticket *ticket, const char *language)
{
  const Town *town = desk->config->town;
  json_t *data = json_object();
  const Category *category =
      ticket->category == NULL ? NULL : town_category(town, ticket->category);
  if (category != NULL) {
    set_text(data, "category", category_name(town, category, language));
    set_text(data, "department", report_department(desk, ticket)->name);
  }
  set_place(data, ticket);
  Reader reader = {desk, language};
  if (report_is_awaited(desk, ticket))
    set_due(&reader, data, ticket);
  set_date(&reader, data, "received", ticket->created_at_ms, FORMAT_DATE_TIME);
  return data;
}

/* The buttons of a ticket mail: prepared mails behind mailto: URLs. */
typedef struct Button {
  const char *name;    /* in the texts */
  const char *command; /* row of the command table, by the file's name */
  bool wants_text;
} Button;

static const Button buttons[] = {
    {"accepted", "uebernommen", false}, {"solved", "erledigt", true},
    {"question", "rueckfrage", true},   {"not_ours", "nichtzustaendig", false},
    {"whole", "zeigen", false},      /* of a list of the morning */
    {"undo", "rueckgaengig", false}, /* of a transcript */
    {"split", "teilen", false},      /* of a letter of several matters */
};

static const Command *
button_command(const Button *button)
{
  for (const Command *const *row = command_registry; *row != NULL; row++)
    if (strcmp((*row)->name, button->command) == 0)
      return *row;
  g_assert_not_reached();
}

static char *
button_text(const Reader *reader, const char *name, json_t *data)
{
  g_autofree char *text =
      desk_render(reader->desk, reader->language, name, data, NULL);
  return text == NULL ? g_strdup("") : g_strdup(g_strstrip(text));
}

/* Where the buttons of a ticket go, and what they share. */
typedef struct ButtonMail {
  char *address;
  json_t *data;
} ButtonMail;

static void
button_mail_clear(ButtonMail *mail)
{
  g_free(mail->address);
  json_decref(mail->data);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ButtonMail, button_mail_clear)

static ButtonMail
button_mail_of(Desk *desk, const Ticket *ticket)
{
  const MailboxSettings *mailbox = desk_mailbox_of(desk, ticket->mailbox);
  TokenRef token;
  desk_token(desk, TOKEN_ROLE_DEPARTMENT, ticket, 0, &token);
  ButtonMail mail = {
      .address = desk_reply_address(mailbox, &token),
      .data = json_pack("{s:s, s:{s:s}}", "number", ticket->text_number, "town",
                        "tag", desk_town_tag(desk)),
  };
  if (mailbox->reply_token == REPLY_TOKEN_TEXT) {
    g_autofree char *text = token_format_grouped(&token);
    json_object_set_new(mail.data, "token", json_string(text));
  }
  return mail;
}

static char *
button_url(const Reader *reader, const ButtonMail *mail, const char *line,
           bool wants_text)
{
  json_object_set_new(mail->data, "command", json_string(line));
  json_object_set_new(mail->data, "wants_text", json_boolean(wants_text));
  g_autofree char *subject = button_text(reader, "button.subject", mail->data);
  g_autofree char *body = button_text(reader, "button.txt", mail->data);
  return desk_mailto(mail->address, subject, body);
}

static json_t *
button_urls(Desk *desk, const Ticket *ticket, const char *language)
{
  g_auto(ButtonMail) mail = button_mail_of(desk, ticket);
  Reader reader = {desk, language};
  json_t *urls = json_object();
  for (size_t i = 0; i < G_N_ELEMENTS(buttons); i++) {
    const Button *button = &buttons[i];
    const char *name = report_command_name(button_command(button), language);
    g_autofree char *url = button_url(&reader, &mail, name, button->wants_text);
    json_object_set_new(urls, button->name, json_string(url));
  }
  return urls;
}

char *
report_command_url(Desk *desk, const Ticket *ticket, const char *language,
                   const char *line)
{
  g_auto(ButtonMail) mail = button_mail_of(desk, ticket);
  return button_url(&(Reader){desk, language}, &mail, line, false);
}

json_t *
report_staff_data(Desk *desk, const Ticket *ticket, const char *language)
{
  json_t *data = report_data(desk, ticket, language);
  set_due(&(Reader){desk, language}, data, ticket); /* or when it was */
  json_object_set_new(
      data, "channel",
      json_pack("{s:b}",
                ticket->origin != NULL ? ticket->origin : ticket->channel, 1));
  if (ticket->supporters > 0)
    json_object_set_new(data, "reporters",
                        json_integer((json_int_t)ticket->supporters + 1));
  if (!report_has_channel(ticket)) {
    json_object_set_new(data, "no_channel", json_true());
    json_object_set_new(data, "may_be_called",
                        json_boolean(strcmp(ticket->channel, "phone") == 0));
  }
  json_object_set_new(data, "buttons", button_urls(desk, ticket, language));
  return data;
}

const char *
report_command_name(const Command *command, const char *language)
{
  /* German names come first in a row, an English one is its last. */
  if (g_str_has_prefix(language, "de"))
    return command->names[0];
  size_t last = 0;
  while (last + 1 < G_N_ELEMENTS(command->names) &&
         command->names[last + 1] != NULL)
    last++;
  return command->names[last];
}
