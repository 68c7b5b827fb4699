/* SPDX-License-Identifier: Apache-2.0
 *
 * Is it a bounce, a complaint, or neither?  To call a person's letter a bounce
 * would silence him, and many signs can stand in a person's letter: servers
 * that redirect empty the reverse-path, a postmaster is a human being, people
 * complain about post that was not delivered.  So free forms need a sender
 * that is a machine beyond doubt, or the very words of a known system.
 */
#include "parsers/machine/bounce.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/fold.h"
#include "parsers/header.h"
#include "parsers/machine/bounce_private.h"
#include "parsers/subject.h"
#include "parsers/word_sieve.h"

/* Names of senders, case-folded, at the beginning of a word. */
static const char *const daemon_table[] = {
    "mailer-daemon",         "mailerdaemon",        "mailer_daemon",
    "mailer daemon",         "mail-daemon",         "maildaemon",
    "mail delivery",         "mail deliver system", "mail-delivery",
    "mail.delivery.system",  "delivery subsystem",  "internet mail delivery",
    "microsoftexchange329e", "mail router",
};

/* These may be people, too. */
static const char *const office_table[] = {
    "postmaster",
    "post_master",
    "hostmaster",
    "root",
    "administrator",
    "admin",
    "sysadmin",
    "mailadmin",
    "mail admin",
    "system admin",
    "systemadmin",
    "mailer",
    "mailsystem",
    "mail system",
    "messaging",
    "mdaemon",
    "mailmarshal",
    "mailsweeper",
    "amavis",
    "symantec",
    "messagelabs",
    "mimecast",
    "barracuda",
    "sophos",
    "interscan",
    "nospamproxy",
    "gateway",
    "antivirus",
    "content-filter",
    "no-reply",
    "noreply",
    "donotreply",
    "bounce",
    "notification",
    "mmsc",
    "mail-system",
    "microsoft outlook",
};

/* Fields that only a mail system's own report has. */
static const char *const field_table[] = {
    "X-Failed-Recipients",          /* Exim, Google */
    "X-MS-Exchange-Message-Is-Ndr", /* Exchange */
    "X-MS-Embedded-Report",         /* Exchange 5.5 to 2003 */
    "X-MLServer",                   /* fml */
    "x-amz-sns-message-id",         /* Amazon */
    "X-MDDSN-Message",              /* MDaemon */
};

/* What is known of who sent a mail. */
typedef struct Sender {
  bool daemon, office, null_path, automatic, machine_field;
  bool replies; /* "Re:", "WG:": people and their programs do that */
} Sender;

/* Does a text, all of whose places are in the sieve, hold one of the words? */
static bool
holds_word(const char *folded, const WordSieve *sieve, const char *const *words,
           size_t count)
{
  for (size_t i = 0; i < count; i++) {
    if (word_sieve_ask(sieve, words[i]) == 0)
      continue;
    const char *found = strstr(folded, words[i]);
    if (found != NULL && (found == folded || !g_ascii_isalnum(found[-1])))
      return true;
  }
  return false;
}

/* The From field as written, and as decoded: "MAILER-DAEMON <>" holds no
 * address, and an encoded word no readable name.
 */
static void
judge_from(const Message *message, const GPtrArray *fields, Sender *out)
{
  const char *from = header_list_get(fields, "From");
  const Address *address = message->from;
  g_autofree char *all = g_strconcat(
      from == NULL ? "" : from, " ",
      address != NULL && address->name != NULL ? address->name : "", NULL);
  g_autofree char *folded = fold_case(all, strlen(all));
  WordSieve sieve = {{0}};
  word_sieve_add_places(&sieve, 1, folded);
  out->daemon =
      strstr(folded, "<>") != NULL ||
      holds_word(folded, &sieve, daemon_table, G_N_ELEMENTS(daemon_table));
  out->office =
      holds_word(folded, &sieve, office_table, G_N_ELEMENTS(office_table));
}

static Sender
judge_sender(const Message *message, const GPtrArray *fields)
{
  Sender sender = {0};
  judge_from(message, fields, &sender);
  const char *automatic = header_list_get(fields, "Auto-Submitted");
  sender.automatic =
      automatic != NULL && g_ascii_strncasecmp(automatic, "no", 2) != 0;
  /* "<MAILER-DAEMON>" is how some stores write the null path. */
  sender.null_path =
      message->return_path != NULL &&
      (*message->return_path == '\0' ||
       g_ascii_strcasecmp(message->return_path, "MAILER-DAEMON") == 0);
  for (size_t i = 0; i < G_N_ELEMENTS(field_table); i++)
    sender.machine_field |= header_list_get(fields, field_table[i]) != NULL;
  SubjectPrefix prefix = SUBJECT_PREFIX_NONE;
  g_autofree char *base = subject_base(message->subject, &prefix);
  sender.replies = prefix != SUBJECT_PREFIX_NONE;
  return sender;
}

/* What fml tells who may not write to a list, case-folded. */
static bool
is_refused_by_fml(const GPtrArray *fields, const char *subject)
{
  static const char *const words[] = {
      "not member", "reject mail", "is rejected", "fml system error", "loop"};
  if (header_list_get(fields, "X-MLServer") == NULL)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(subject, words[i]) != NULL)
      return true;
  return false;
}

/* A postmaster whose server says that it was not he who wrote this. */
static bool
is_machine(const Sender *sender)
{
  return sender->office && (sender->null_path || sender->automatic);
}

/* Do words tell that a machine's mail is a bounce? */
static bool
is_worded(const Sender *sender, bool titled, const BounceText *text)
{
  if (sender->daemon)
    return titled || (!sender->replies && bounce_has_wording(text->folded));
  if (sender->replies)
    return false;
  if (is_machine(sender))
    return titled;
  /* A letter about a bounce, or a notice by hand, holds the same words. */
  return titled && !bounce_has_person(text->folded) &&
         bounce_has_transcript(text->folded);
}

/* Is it in the form of a known system, and not only within a letter? */
static bool
is_formed(const GPtrArray *fields, const Sender *sender, const char *subject,
          const BounceText *text)
{
  if (sender->replies && !sender->daemon)
    return false;
  if (header_list_get(fields, "X-Failed-Recipients") != NULL) /* Exim, Google */
    return true;
  bool machine = sender->daemon || is_machine(sender);
  return (bounce_has_known_form(text->folded) ||
          is_refused_by_fml(fields, subject)) &&
         (machine || !bounce_has_person(text->folded));
}

/* Does the mail itself, not something within it, call itself such a report? */
static bool
is_report(const GPtrArray *fields, const char *report_type)
{
  const char *value = header_list_get(fields, "Content-Type");
  if (value == NULL || g_ascii_strncasecmp(value, "multipart/report", 16) != 0)
    return false;
  g_autofree char *type = g_ascii_strdown(value, -1);
  return strstr(type, report_type) != NULL;
}

/* Complaints that are not in the form of RFC 5965. */
static bool
is_complaint(const Message *message, const GPtrArray *fields,
             const char *subject)
{
  if (is_report(fields, "feedback-report"))
    return true; /* its part cannot be read */
  const char *unsubscribe = header_list_get(fields, "X-Apple-Unsubscribe");
  if (unsubscribe != NULL && g_ascii_strcasecmp(unsubscribe, "true") == 0)
    return true; /* Apple Mail on its user's behalf */
  if (header_list_get(fields, "x-amz-sns-message-id") != NULL &&
      message->full_text != NULL &&
      strstr(message->full_text, "notificationType") != NULL &&
      strstr(message->full_text, "Complaint\\\"") != NULL)
    return true; /* Amazon SES by way of SNS */
  /* Outlook.com's Junk Mail Reporting Program, the mail attached. */
  return message->from != NULL && message->original_message_id != NULL &&
         g_ascii_strcasecmp(message->from->address, "staff@hotmail.com") == 0 &&
         g_str_has_prefix(subject, "complaint about message from");
}

/* Whom a complaint without a readable report is about. */
static void
fill_complaint(Message *message)
{
  BounceRecipient facts = {.address = message->original_to,
                           .action = (char *)"delivered",
                           .diagnostic = (char *)"abuse"};
  if (message->bounce_recipients->len == 0)
    bounce_add_recipient(message, &facts);
}

/* Reasons that stand in the text only, for blocks that tell none. */
static void
fill_reasons(Message *message, const BounceText *text)
{
  for (guint i = 0; i < message->bounce_recipients->len; i++) {
    BounceRecipient *recipient = message->bounce_recipients->pdata[i];
    if (recipient->diagnostic == NULL &&
        strcmp(recipient->action, "failed") == 0) {
      g_autofree char *reason = bounce_reason(text, -1, recipient->address);
      if (reason != NULL)
        recipient->diagnostic = bounce_short_text(reason);
    }
  }
}

/* The mail that a report answers is the mail that came back. */
static void
fill_original(Message *message)
{
  if (message->original_message_id != NULL)
    return;
  const GPtrArray *ids = message->in_reply_to->len > 0 ? message->in_reply_to
                                                       : message->references;
  if (ids->len > 0)
    message->original_message_id =
        g_strdup(g_ptr_array_index(ids, ids->len - 1));
}

/* What came back is no letter that somebody passed on to us. */
static void
drop_forward(Message *message)
{
  g_clear_pointer(&message->forwarded_from, address_free);
  g_clear_pointer(&message->forwarded_subject, g_free);
  g_clear_pointer(&message->forwarded_text, g_free);
  g_ptr_array_set_size(message->forwarded, 0);
}

static void
read_bounce(Message *message, const GPtrArray *fields, const BounceText *text)
{
  message->kind = MESSAGE_KIND_BOUNCE;
  drop_forward(message);
  if (message->bounce_recipients->len == 0)
    bounce_read_free_form(message, fields, text);
  else
    fill_reasons(message, text);
  fill_original(message);
}

/* What was noted on suspicion is not so. */
static void
forget(Message *message)
{
  g_clear_pointer(&message->original_message_id, g_free);
  g_clear_pointer(&message->original_to, g_free);
  g_ptr_array_set_size(message->bounce_recipients, 0);
}

/* Is it one?  Nothing of the text is looked at where nobody but a person can
 * have sent it.
 */
static bool
is_bounce(const Message *message, const GPtrArray *fields, const char *subject,
          BounceText *text)
{
  Sender sender = judge_sender(message, fields);
  bool report = is_report(fields, "delivery-status");
  bool suspicious = sender.daemon || sender.office || sender.null_path ||
                    sender.automatic || sender.machine_field;
  if (!report && !suspicious)
    return false;
  bounce_text_init(text, message->full_text);
  bool blocks = message->bounce_recipients->len > 0 &&
                (sender.daemon || sender.office || sender.null_path) &&
                (sender.daemon || !sender.replies);
  return report || blocks || is_formed(fields, &sender, subject, text) ||
         is_worded(&sender, bounce_has_subject(subject), text);
}

/* Was a report passed on by a person, part by part?  RFC 5965 2 wants
 * multipart/report, and AOL's have "Fw:" in their subject: then it counts. */
static bool
is_passed_on(const Message *message, const GPtrArray *fields)
{
  SubjectPrefix prefix = SUBJECT_PREFIX_NONE;
  g_autofree char *base = subject_base(message->subject, &prefix);
  return prefix != SUBJECT_PREFIX_NONE && !is_report(fields, "feedback-report");
}

void
bounce_classify(Message *message, const GPtrArray *fields)
{
  const char *written = message->subject == NULL ? "" : message->subject;
  g_autofree char *subject = fold_case(written, strlen(written));
  g_auto(BounceText) text = {0};
  bool told = message->kind != MESSAGE_KIND_MESSAGE;
  if (told && is_passed_on(message, fields))
    message->kind = MESSAGE_KIND_MESSAGE;
  if (message->kind == MESSAGE_KIND_AUTO_REPLY) {
    forget(message); /* a complaint that was taken back */
  } else if (message->kind == MESSAGE_KIND_ABUSE_REPORT ||
             is_complaint(message, fields, subject)) {
    message->kind = MESSAGE_KIND_ABUSE_REPORT;
    drop_forward(message);
    fill_complaint(message);
  } else if (is_bounce(message, fields, subject, &text)) {
    read_bounce(message, fields, &text);
  } else {
    forget(message);
  }
}
