/* SPDX-License-Identifier: Apache-2.0
 *
 * A mail to be recorded: whose it may be, what it says, what comes of it.  What
 * tells of a danger never waits, neither for a proof nor for a command that is
 * spelt right: then it is taken as a letter of whoever wrote it.
 */
#include "daemon/services/report/record/report_record.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_commands.h"
#include "daemon/services/report/staff/report_authority.h"
#include "parsers/message.h"
#include "parsers/sms/e164.h"
#include "parsers/subject.h"
#include "queue/person.h"

void
report_dictation_clear(ReportDictation *dictation)
{
  command_mail_free(dictation->commands);
  caller_free(dictation->caller);
  g_free(dictation->words);
  json_decref(dictation->mistakes);
}

static const char *
text_of(const Incoming *incoming)
{
  const Message *mail = incoming->mail;
  return mail->text == NULL ? "" : mail->text;
}

/* --- what it says ------------------------------------------------------- */

static void
add_mistake(ReportDictation *dictation, const CommandCall *call,
            const char *what, const char *choices, bool german)
{
  g_autofree char *written =
      call == NULL ? g_strdup("…")
                   : g_strdup_printf("#%s%s%s",
                                     report_command_name(call->command,
                                                         german ? "de" : "en"),
                                     call->value == NULL ? "" : " ",
                                     call->value == NULL ? "" : call->value);
  json_array_append_new(dictation->mistakes,
                        json_pack("{s:s, s:b, s:s*}", "written", written, what,
                                  1, "choices", choices));
}

static void
take_nothing(ReportDictation *dictation, const CommandCall *call, bool german)
{
  (void)dictation; /* #neu says what the address says, too */
  (void)call;
  (void)german;
}

static void
take_origin(ReportDictation *dictation, const CommandCall *call, bool german)
{
  if (dictation->origin != NULL)
    add_mistake(dictation, call, "twice", NULL, german);
  else
    dictation->origin = caller_origin_find(call->value);
  if (dictation->origin == NULL)
    add_mistake(dictation, call, "no_such", caller_origin_choices(german),
                german);
}

static void
take_caller(ReportDictation *dictation, const CommandCall *call, bool german)
{
  if (dictation->told_of_caller != NULL)
    add_mistake(dictation, call, "twice", NULL, german);
  dictation->told_of_caller = call->value;
  caller_free(dictation->caller);
  dictation->caller = caller_parse(call->value);
  if (dictation->caller == NULL)
    add_mistake(dictation, call, "bad_contact", NULL, german);
}

static void
take_confidential(ReportDictation *dictation, const CommandCall *call,
                  bool german)
{
  (void)call;
  (void)german;
  dictation->confidential = true;
}

/* What may stand at the top, by the command's name. */
typedef struct Taker {
  const char *name;
  void (*take)(ReportDictation *dictation, const CommandCall *call,
               bool german);
} Taker;

static const Taker takers[] = {
    {"neu", take_nothing},
    {"kanal", take_origin},
    {"von", take_caller},
    {"vertraulich", take_confidential},
};

static void
take(ReportDictation *dictation, const CommandCall *call, bool german)
{
  for (size_t i = 0; i < G_N_ELEMENTS(takers); i++)
    if (strcmp(takers[i].name, call->command->name) == 0) {
      takers[i].take(dictation, call, german);
      return;
    }
  add_mistake(dictation, call, "not_here", NULL, german);
}

/* His words; else those of the letter that he passes on; else, where a scan
 * hangs on it, what the subject calls it. */
static char *
words_of(const Message *mail, const CommandMail *commands)
{
  if (commands->text[0] != '\0')
    return g_strdup(commands->text);
  if (mail->forwarded_text != NULL && mail->forwarded_text[0] != '\0')
    return g_strdup(mail->forwarded_text);
  return mail->attachments->len > 0 ? subject_base(mail->subject, NULL)
                                    : g_strdup("");
}

void
report_dictation_read(const Desk *desk, const Incoming *incoming,
                      const char *language, ReportDictation *out)
{
  bool german = g_str_has_prefix(language, "de");
  CommandMail *commands =
      command_mail_parse(text_of(incoming), desk->now_ms, desk->zone);
  *out =
      (ReportDictation){.commands = commands,
                        .words = words_of(incoming->mail, commands),
                        .mistakes = report_mistakes_data(commands, language)};
  if (commands->mistakes->len > 0)
    return;
  for (guint i = 0; i < commands->commands->len; i++)
    take(out, commands->commands->pdata[i], german);
  if (out->words[0] == '\0')
    add_mistake(out, NULL, "no_words", NULL, german);
  if (out->origin == NULL)
    out->origin = REPORT_USUAL_ORIGIN;
  if (out->caller == NULL)
    out->caller = caller_parse(NULL);
}

/* --- by which way he hears of it ---------------------------------------- */

static bool
takes_sms(const ChannelSettings *channel, const char *number)
{
  g_autofree const char **countries =
      g_new0(const char *, channel->countries->len + 1);
  for (guint i = 0; i < channel->countries->len; i++)
    countries[i] = channel->countries->pdata[i];
  return e164_check_destination(number, countries) == E164_REFUSAL_NONE;
}

/* The first number that a channel may write to; NULL: none. */
static const char *
number_for_sms(const Desk *desk, const Caller *caller, const char **out_source)
{
  const GPtrArray *channels = desk->config->settings->channels;
  for (guint i = 0; i < caller->numbers->len; i++)
    for (guint k = 0; k < channels->len; k++) {
      const ChannelSettings *channel = channels->pdata[k];
      if (takes_sms(channel, caller->numbers->pdata[i])) {
        *out_source = channel->name;
        return caller->numbers->pdata[i];
      }
    }
  return NULL;
}

/* A mailbox for recording alone is nothing for citizens to answer to. */
static const char *
mailbox_for_citizen(const Desk *desk, const Incoming *incoming)
{
  const MailboxSettings *mailbox = incoming->mailbox;
  bool only_records =
      mailbox->record != NULL &&
      g_ascii_strcasecmp(mailbox->record, mailbox->address) == 0;
  return only_records ? desk->config->town->address : mailbox->name;
}

Contact *
report_caller_contact(Desk *desk, const Incoming *incoming,
                      const Caller *caller, const char **out_source,
                      GError **error)
{
  ContactClaim claim = {.channel = "mail",
                        .address = caller->address,
                        .name = caller->name,
                        .hearsay = true};
  *out_source = mailbox_for_citizen(desk, incoming);
  if (claim.address == NULL) {
    claim.channel = "sms";
    claim.address = number_for_sms(desk, caller, out_source);
  }
  if (claim.address == NULL && caller->numbers->len > 0) {
    claim.channel = "phone";
    claim.address = caller->numbers->pdata[0];
  }
  if (claim.address == NULL) {
    claim.channel = "none";
    claim.address = "";
  }
  return contact_ensure(desk->queue, &claim, error);
}

/* --- whose it may be ---------------------------------------------------- */

static bool
names(const char *record, const char *address)
{
  return g_ascii_strcasecmp(record, address) == 0;
}

static bool
names_any(const char *record, const GPtrArray *addresses)
{
  for (guint i = 0; i < addresses->len; i++) {
    const Address *address = addresses->pdata[i];
    if (names(record, address->address))
      return true;
  }
  return false;
}

static bool
is_addressed(const Incoming *incoming)
{
  const MailboxSettings *mailbox = incoming->mailbox;
  const Message *mail = incoming->mail;
  if (mailbox->record == NULL)
    return false;
  if (names(mailbox->record, mailbox->address) ||
      names_any(mailbox->record, mail->to) ||
      names_any(mailbox->record, mail->cc))
    return true;
  for (guint i = 0; i < mail->delivered_to->len; i++)
    if (names(mailbox->record, mail->delivered_to->pdata[i]))
      return true;
  return false;
}

/* Does it begin with #neu?  "Neu" alone is somebody's subject line. */
static bool
begins_new(const Desk *desk, const Incoming *incoming)
{
  g_autoptr(CommandMail) commands =
      command_mail_parse(text_of(incoming), desk->now_ms, desk->zone);
  for (guint i = 0; i < commands->commands->len; i++) {
    const CommandCall *call = commands->commands->pdata[i];
    if (strcmp(call->command->name, "neu") == 0)
      return !commands->short_form;
  }
  return false;
}

bool
report_is_recording(const Desk *desk, const Incoming *incoming)
{
  if (incoming->mail == NULL)
    return false;
  return is_addressed(incoming) || (report_recorder_authority(desk, incoming) !=
                                        REPORT_AUTHORITY_REFUSE &&
                                    begins_new(desk, incoming));
}

/* --- what comes of it --------------------------------------------------- */

static bool
take_as_letter(Desk *desk, const Incoming *incoming, const char *why,
               Handled *out_handled, GError **error)
{
  return incoming_note(desk, incoming, "not-recorded", why, error) &&
         report_handle_new(desk, incoming, out_handled, error);
}

static bool
record(Desk *desk, const Incoming *incoming, const ReportDictation *dictation,
       Handled *out_handled, GError **error)
{
  const Department *department =
      report_recorder_department(desk, incoming->mail->from->address);
  g_autofree char *actor = ticket_actor_department(department->id);
  ReportRecording recording = {.origin = dictation->origin,
                               .caller = dictation->caller,
                               .told_of_caller = dictation->told_of_caller,
                               .words = dictation->words,
                               .actor = actor,
                               .confidential = dictation->confidential};
  if (!incoming_note(desk, incoming, "recorded", dictation->origin, error) ||
      !report_open_ticket(desk, incoming, &recording, out_handled, error))
    return false;
  g_autoptr(Ticket) ticket =
      ticket_load(desk->queue, out_handled->ticket_id.text, error);
  return ticket != NULL &&
         report_record_tell(desk, incoming, dictation, ticket, error);
}

/* Whoever may: record it, or say what is wrong. */
static bool
obey(Desk *desk, const Incoming *incoming, const ReportDictation *dictation,
     Handled *out_handled, GError **error)
{
  if (json_array_size(dictation->mistakes) == 0)
    return record(desk, incoming, dictation, out_handled, error);
  if (incoming->danger != NULL)
    return take_as_letter(desk, incoming, "mistakes", out_handled, error);
  *out_handled = (Handled){.kind = "record-mistakes"};
  return incoming_note(desk, incoming, "record-mistakes", NULL, error) &&
         report_record_tell_mistakes(desk, incoming, dictation, error);
}

/* What was asked already is not asked again. */
static bool
ask(Desk *desk, const Incoming *incoming, const ReportDictation *dictation,
    ReportRecordState state, GError **error)
{
  return state == REPORT_RECORD_OPEN ||
         (incoming_note(desk, incoming, "record-asked", NULL, error) &&
          report_record_ask(desk, incoming, dictation, error));
}

bool
report_handle_recording(Desk *desk, const Incoming *incoming,
                        Handled *out_handled, GError **error)
{
  const char *why;
  ReportRecordState state;
  if (!report_is_for_authority(incoming, &why))
    return take_as_letter(desk, incoming, why, out_handled, error);
  ReportAuthority authority = report_recorder_authority(desk, incoming);
  if (authority == REPORT_AUTHORITY_REFUSE)
    return take_as_letter(desk, incoming, "stranger", out_handled, error);
  if (!report_record_state(desk, incoming, &state, error))
    return false;
  const Department *department =
      report_recorder_department(desk, incoming->mail->from->address);
  g_auto(ReportDictation) dictation = {0};
  report_dictation_read(desk, incoming, report_staff_language(desk, department),
                        &dictation);
  if (authority == REPORT_AUTHORITY_ACTS || state == REPORT_RECORD_GRANTED)
    return obey(desk, incoming, &dictation, out_handled, error);
  if (state == REPORT_RECORD_REFUSED)
    return take_as_letter(desk, incoming, "refused", out_handled, error);
  if (incoming->danger != NULL)
    return take_as_letter(desk, incoming, "danger", out_handled, error);
  *out_handled = (Handled){.kind = "record-asked", .held = true};
  return ask(desk, incoming, &dictation, state, error);
}
