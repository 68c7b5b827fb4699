/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote ingest`: takes one mail from standard input, as the pipe of a mail
 * server hands it over; with -n it explains how the mail would be read and
 * routed, which is the quickest way to try a town's words.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "daemon/admin/cli_table.h"
#include "daemon/cli_print.h"
#include "daemon/parse/form_head.h"
#include "daemon/pipe_intake.h"
#include "daemon/verb.h"
#include "parsers/config/town_charge.h"
#include "parsers/learn/town_choice.h"
#include "parsers/json_text.h"
#include "parsers/number.h"
#include "parsers/parse_message.h"
#include "parsers/place/places.h"
#include "parsers/subject.h"
#include "parsers/token.h"
#include "parsers/web_form.h"
#include "queue/secret.h"

/* The configuration is broken or a key is missing: the mail is not to blame,
 * so the mail server keeps it. */
static int
try_later(const char *what, const GError *error)
{
  return cli_fail(EX_TEMPFAIL, what, error->message,
                  cli_text("die E-Mail bleibt beim Mailserver",
                           "the mail server keeps the mail"));
}

static int
refuse_mail(const GError *error)
{
  if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_IO))
    return try_later(cli_text("Standardeingabe", "standard input"), error);
  return cli_fail(EX_DATAERR, cli_text("Standardeingabe", "standard input"),
                  error->message, NULL);
}

/* "department reply to ticket 2600417", as the headers say it. */
static char *
describe_token(const TokenRef *token, const char *where)
{
  Number number;
  char text[NUMBER_TEXT_SIZE] = "?";
  if (number_parse_digits(token->record, &number))
    number_format(&number, text);
  return g_strdup_printf("%s, role %c, by %s", text, token->role, where);
}

static char *
belongs_by_ids(const GPtrArray *ids, const char *host, const char *where)
{
  TokenRef token;
  for (guint i = ids->len; i > 0; i--)
    if (token_find_in_message_id(ids->pdata[i - 1], host, &token))
      return describe_token(&token, where);
  return NULL;
}

static char *
belongs_by_addresses(const GPtrArray *addresses, const char *alias_domain,
                     const char *where)
{
  TokenRef token;
  for (guint i = 0; i < addresses->len; i++) {
    const Address *address = addresses->pdata[i];
    if (address->address != NULL &&
        token_find_in_address(address->address, alias_domain, &token))
      return describe_token(&token, where);
  }
  return NULL;
}

/* The ladder of belonging as far as headers and text tell; whether a token is
 * ours only digest knows, who has the key. */
static char *
belongs(const Message *mail, const Config *config,
        const MailboxSettings *mailbox)
{
  const char *host = config->settings->domain;
  TokenRef token;
  Number number;
  char *found = belongs_by_ids(mail->in_reply_to, host, "In-Reply-To");
  if (found == NULL)
    found = belongs_by_addresses(mail->to, mailbox->alias_domain, "To");
  if (found == NULL)
    found = belongs_by_addresses(mail->cc, mailbox->alias_domain, "Cc");
  if (found == NULL)
    found = belongs_by_ids(mail->references, host, "References");
  if (found == NULL && mail->full_text != NULL &&
      token_find_in_text(mail->full_text, &token))
    found = describe_token(&token, "text");
  g_autofree char *subject = subject_base(mail->subject, NULL);
  if (found == NULL && number_find(subject, &number)) {
    char text[NUMBER_TEXT_SIZE];
    number_format(&number, text);
    found = g_strdup_printf("%s, by subject", text);
  }
  return found == NULL ? g_strdup(cli_text("neu", "new")) : found;
}

static void
add_route(json_t *record, const Config *config, const Message *mail)
{
  g_autofree char *subject = subject_base(mail->subject, NULL);
  g_autofree char *words =
      g_strdup_printf("%s\n%s", subject, mail->text == NULL ? "" : mail->text);
  g_autoptr(TownChoice) choice = town_choose(config->town, words, NULL);
  const Category *category = town_choice_decided(config->town, choice);
  const char *department = config->town->desk;
  if (choice->count > 0) {
    g_autofree char *why = town_choice_explain(choice);
    json_object_set_new(record, "why", json_string(why));
  }
  if (category != NULL) {
    TownCharge charge =
        town_charge(config->town, category, places_best_point(mail->places));
    department = charge.department;
    if (charge.district != NULL)
      json_object_set_new(record, "district", json_string(charge.district));
    json_object_set_new(record, "category", json_string(category->id));
  }
  json_object_set_new(record, "department", json_string(department));
}

static json_t *
explain(const Message *mail, const Config *config,
        const MailboxSettings *mailbox)
{
  g_autofree char *to = belongs(mail, config, mailbox);
  json_t *record = json_pack(
      "{s:s,s:s*,s:s*,s:s,s:s*,s:s*,s:I}", "source", mailbox->name, "from",
      mail->from == NULL ? NULL : mail->from->address, "subject", mail->subject,
      "belongs", to, "language", mail->language, "text", mail->text,
      "attachments", (json_int_t)mail->attachments->len);
  json_object_set_new(record, "authentication",
                      json_string(auth_verdict_to_string(mail->auth)));
  json_object_set_new(record, "automatic",
                      json_text_list_new(mail->automatic_signs));
  json_object_set_new(record, "problems", json_text_list_new(mail->problems));
  add_route(record, config, mail);
  return record;
}

/* As the sandboxed reader does it, but in this process: it holds no key. */
static int
show(const Config *config, const MailboxSettings *mailbox, GBytes *raw,
     bool as_json)
{
  const char *own[] = {mailbox->address, NULL};
  const char *domains[] = {config->settings->domain, NULL};
  json_auto_t *form_head = form_head_write(config->settings->forms);
  WebForm *forms = form_head_read(form_head);
  MimeOptions options = {.authserv_id = mailbox->authserv_id,
                         .own_addresses = own,
                         .own_domains = domains,
                         .forms = forms};
  g_autoptr(GError) error = NULL;
  mime_init();
  g_autoptr(Message) mail = parse_message(raw, &options, NULL, NULL, &error);
  form_head_free(forms);
  if (mail == NULL)
    return cli_fail(EX_DATAERR, cli_text("nicht lesbar", "not readable"),
                    error->message,
                    cli_text("sie käme in 'hold' zu einem Menschen",
                             "it would go to 'hold', to a person"));
  json_auto_t *record = explain(mail, config, mailbox);
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  if (as_json) {
    (void)json_dumpf(record, stdout, JSON_COMPACT); /* told by fflush() */
    putchar('\n');
  } else {
    cli_print_record(record, zone);
  }
  return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}

static int
ingest(const Config *config, const char *name, bool dry, bool as_json)
{
  const char *wanted = name == NULL ? config->town->address : name;
  const MailboxSettings *mailbox = settings_mailbox(config->settings, wanted);
  if (mailbox == NULL)
    return cli_fail(
        EX_NOUSER, wanted,
        cli_text("dieses Postfach gibt es nicht", "no such mailbox"),
        "bote ingest --mailbox NAME");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) mail = pipe_intake_read(stdin, &error);
  if (mail == NULL)
    return refuse_mail(error);
  if (dry)
    return show(config, mailbox, mail, as_json);
  secret_init();
  if (!pipe_intake_spool(config, mailbox, mail, &error))
    return try_later(mailbox->name, error);
  return EX_OK;
}

static int
run_ingest(int argc, char **argv)
{
  const char *option = NULL, *mailbox = NULL;
  bool as_json = cli_take_flag(&argc, argv, "--json");
  bool dry = cli_take_dry_run(&argc, argv);
  if (!cli_take_option(&argc, argv, "--config", &option) ||
      !cli_take_option(&argc, argv, "--mailbox", &mailbox) ||
      !cli_check_rest(argc, argv, 0))
    return EX_USAGE;
  g_autofree char *path = config_find(option);
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load_plain(path, NULL, &error);
  if (config == NULL)
    return try_later(path, error);
  return ingest(config, mailbox, dry, as_json);
}

const Verb verb_ingest = {
    .name = "ingest",
    .arguments = "[-n] [--mailbox NAME] [--config FILE] < MAIL",
    .summary_de = "nimmt eine E-Mail von der Standardeingabe an",
    .summary_en = "take one mail from standard input",
    .help_de =
        "Für die Pipe eines Mailservers (Postfix, Exim, Sieve). Ende mit 0: "
        "sie\n"
        "ist sicher abgelegt; mit 75: der Mailserver versucht es später "
        "wieder;\n"
        "mit 65: sie ist leer oder zu groß.\n\n"
        "  --mailbox NAME  für dieses Postfach, sonst das der Zentrale\n"
        "  -n, --dry-run   nichts annehmen, sondern zeigen, was gelesen wird,\n"
        "                  wozu es gehört und welches Amt es bekäme\n"
        "  --json          das als JSON",
    .help_en =
        "For the pipe of a mail server (Postfix, Exim, Sieve). Exits with 0: "
        "it\n"
        "is safely stored; with 75: the server tries again later; with 65: it\n"
        "is empty or too large.\n\n"
        "  --mailbox NAME  for this mailbox, else the desk's\n"
        "  -n, --dry-run   take nothing, show what is read, to what it "
        "belongs\n"
        "                  and which department would get it\n"
        "  --json          this as JSON",
    .run = run_ingest,
};
