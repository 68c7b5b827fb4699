/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote mailbox adopt NAME --since DATE`: has mail read that lay in a mailbox
 * before Bote came.  It counts, asks, and leaves a request for the role; the
 * mails become records, and nobody gets an answer.
 */
#include <stdio.h>
#include <string.h>

#include "daemon/bell.h"
#include "daemon/cli_print.h"
#include "daemon/clock.h"
#include "daemon/mailbox/mailbox_imap.h"
#include "daemon/mailbox/mailbox_secret.h"
#include "daemon/mailbox/maildir_intake.h"
#include "daemon/oauth.h"
#include "daemon/verb.h"

/* "2026-05-01" at midnight of the town's time zone; 0: no date. */
static int64_t
parse_date(const char *text, const char *zone_id)
{
  unsigned year = 0, month = 0, day = 0;
  int end = 0;
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(zone_id);
  g_autoptr(GDateTime) time = NULL;

  if (sscanf(text, "%4u-%2u-%2u%n", &year, &month, &day, &end) != 3 ||
      text[end] != '\0' || zone == NULL || year < 1970)
    return 0;
  time = g_date_time_new(zone, (int)year, (int)month, (int)day, 0, 0, 0);
  return time != NULL ? g_date_time_to_unix(time) * 1000 : 0;
}

static bool
count_imap(MailboxBox *box, int64_t since_ms, unsigned *out_count,
           GError **error)
{
  g_autoptr(MailboxImap) intake = mailbox_imap_new(box, error);
  g_autoptr(Oauth) oauth =
      oauth_new(&box->settings->oauth, box->settings->token_command);
  char *secret = intake == NULL ? NULL
                                : mailbox_secret_get(box->config, box->settings,
                                                     oauth, error);

  if (secret == NULL)
    return false;
  g_autoptr(ImapSession) session =
      imap_session_open(box->settings, secret, error);
  mailbox_secret_free(secret);
  return session != NULL &&
         mailbox_imap_count_old(intake, session, since_ms, out_count, error);
}

static const CliNoun old_noun = {"alte Mail", "alte Mails", "old mail",
                                 "old mails"};

/* True when the person types j, ja, y or yes. */
static bool
confirm(unsigned count, const char *name)
{
  char line[16] = "";

  g_autofree char *mails = cli_count(count, &old_noun);
  printf(cli_text("%s aus '%s' übernehmen? Niemand bekommt eine "
                  "Antwort. [j/N] ",
                  "Adopt %s from '%s'? Nobody gets an answer. "
                  "[y/N] "),
         mails, name);
  fflush(stdout);
  if (fgets(line, sizeof line, stdin) == NULL)
    return false;
  return g_ascii_strncasecmp(line, "j", 1) == 0 ||
         g_ascii_strncasecmp(line, "y", 1) == 0;
}

static int
request(const MailboxBox *box, int64_t since_ms, unsigned count)
{
  g_autofree char *bell = g_strconcat("mailbox-", box->settings->name, NULL);
  g_autoptr(GError) error = NULL;

  if (!mailbox_box_adopt_request(box, since_ms, &error))
    return cli_fail(EX_CANTCREAT, box->settings->name, error->message,
                    cli_text("als Benutzer der Rolle mailbox ausführen",
                             "run it as the user of the role mailbox"));
  bell_ring(box->config->settings->paths.runtime, bell);
  g_autofree char *mails = cli_count(count, &old_noun);
  printf(cli_text("ok: %s zu übernehmen\n", "ok: %s to be adopted\n"), mails);
  return EX_OK;
}

/* How far to go once the mails are counted. */
typedef enum Consent { CONSENT_ASK, CONSENT_YES, CONSENT_DRY } Consent;

static int
adopt(const Config *config, const MailboxSettings *settings, int64_t since_ms,
      Consent consent)
{
  bool imap = settings->kind == MAILBOX_KIND_IMAP;
  unsigned count = 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(Clock) clock = clock_open(NULL, config->settings->test, &error);
  g_autoptr(MailboxBox) box =
      clock == NULL ? NULL : mailbox_box_new(config, settings, clock, &error);

  if (box == NULL ||
      !(imap ? count_imap(box, since_ms, &count, &error)
             : maildir_intake_count_old(box, since_ms, &count, &error)))
    return cli_fail(EX_UNAVAILABLE, settings->name, error->message,
                    cli_text("Server, Passwort und Zertifikat prüfen",
                             "check server, password and certificate"));
  if (count == 0) {
    puts(cli_text("ok: keine alten Mails", "ok: no old mails"));
    return EX_OK;
  }
  if (consent == CONSENT_DRY) {
    g_autofree char *mails = cli_count(count, &old_noun);
    printf(cli_text("ok: %s; nichts geändert (-n)\n",
                    "ok: %s; nothing changed (-n)\n"),
           mails);
    return EX_OK;
  }
  if (consent == CONSENT_ASK && !confirm(count, settings->name)) {
    puts(cli_text("nichts geändert", "nothing changed"));
    return EX_OK;
  }
  return request(box, since_ms, count);
}

static int
usage(const char *why)
{
  return cli_fail(EX_USAGE, "mailbox", why,
                  "bote mailbox adopt NAME --since 2026-05-01 [--yes]");
}

static int
run_mailbox(int argc, char **argv)
{
  const char *option = NULL, *since = NULL;
  g_autoptr(GError) error = NULL;
  Consent consent =
      cli_take_flag(&argc, argv, "--yes") ? CONSENT_YES : CONSENT_ASK;
  if (cli_take_dry_run(&argc, argv))
    consent = CONSENT_DRY;

  if (!cli_take_option(&argc, argv, "--config", &option) ||
      !cli_take_option(&argc, argv, "--since", &since) ||
      !cli_check_rest(argc, argv, 2))
    return EX_USAGE;
  if (argc != 3 || strcmp(argv[1], "adopt") != 0 || since == NULL)
    return usage(cli_text("unvollständig", "incomplete"));
  secret_init();
  g_autofree char *path = config_find(option);
  g_autoptr(Config) config = config_load_plain(path, NULL, &error);
  if (config == NULL)
    return cli_fail_config(error);
  const MailboxSettings *settings = settings_mailbox(config->settings, argv[2]);
  if (settings == NULL)
    return usage(cli_text("dieses Postfach gibt es nicht", "no such mailbox"));
  int64_t since_ms = parse_date(since, config->settings->timezone);
  if (since_ms == 0)
    return usage(cli_text("kein Datum", "not a date"));
  return adopt(config, settings, since_ms, consent);
}

const Verb verb_mailbox = {
    .name = "mailbox",
    .arguments = "adopt NAME --since DATE [--yes|-n] [--config FILE]",
    .summary_de = "alte Mails eines Postfachs übernehmen",
    .summary_en = "adopt the old mails of a mailbox",
    .help_de = "Ein Postfach wird ab dem Tag gelesen, an dem Bote es zum "
               "ersten Mal sieht.\n'adopt' übernimmt auch, was seit DATE "
               "(JJJJ-MM-TT) vorher ankam: gezählt,\nerst nach Rückfrage, und "
               "ohne dass jemand eine Antwort bekommt.\n"
               "-n, --dry-run: nur zählen.",
    .help_en = "A mailbox is read from the day on which Bote first sees it.\n"
               "'adopt' also takes what arrived before, since DATE "
               "(YYYY-MM-DD): counted,\nonly after asking, and nobody gets an "
               "answer.\n-n, --dry-run: only count them.",
    .run = run_mailbox,
};
