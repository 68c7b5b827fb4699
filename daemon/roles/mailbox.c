/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role mailbox NAME`: takes the mail of one mailbox into the spool.  It
 * parses nothing, holds no key that opens citizens' data, and knows no store.
 */
#include <signal.h>

#include "daemon/cli_print.h"
#include "daemon/keys.h"
#include "daemon/log.h"
#include "daemon/mailbox_loop.h"
#include "daemon/role.h"

static int
fail(int code, const char *what, const GError *error)
{
  log_event(LOG_ERR, "mailbox-not-started", "what", what, "why",
            error != NULL ? error->message : NULL, NULL);
  return code;
}

static int
run_box(MailboxBox *box, Bell *bell)
{
  return box->settings->kind == MAILBOX_KIND_IMAP
             ? mailbox_loop_imap(box, bell)
             : mailbox_loop_maildir(box, bell);
}

static int
run_with(const Config *config, const MailboxSettings *settings, Clock *clock)
{
  const char *runtime = config->settings->paths.runtime;
  g_autofree char *name = g_strconcat("mailbox-", settings->name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(MailboxBox) box = mailbox_box_new(config, settings, clock, &error);

  if (box == NULL)
    return fail(EX_CANTCREAT, "state folder", error);
  if (!keys_load_spool_public(config, &box->reader, &error))
    return fail(EX_CONFIG, "key of the spool", error);
  g_autoptr(Bell) bell = bell_open(runtime, name, &error);
  if (bell == NULL)
    return fail(EX_CANTCREAT, "bell", error);
  g_autoptr(Status) status = status_new(runtime, name, clock);
  box->status = status;
  return run_box(box, bell);
}

static int
run_mailbox(int argc, char **argv)
{
  const char *config_option = NULL, *clock_option = NULL;
  g_autoptr(GError) error = NULL;

  if (!cli_take_option(&argc, argv, "--config", &config_option) ||
      !cli_take_option(&argc, argv, "--clock", &clock_option) ||
      !cli_check_rest(argc, argv, 1) || argc != 2)
    return EX_USAGE;
  (void)signal(SIGPIPE, SIG_IGN); /* fails only for an invalid number */
  log_take_glib();
  secret_init();
  g_autofree char *path = config_find(config_option);
  g_autoptr(Config) config = config_load(path, NULL, &error);
  if (config == NULL)
    return fail(EX_CONFIG, "configuration", error);
  const MailboxSettings *settings = settings_mailbox(config->settings, argv[1]);
  if (settings == NULL)
    return fail(EX_CONFIG, "no such mailbox in the configuration", NULL);
  g_autoptr(Clock) clock =
      clock_open(clock_option, config->settings->test, &error);
  if (clock == NULL)
    return fail(EX_CONFIG, "clock", error);
  return run_with(config, settings, clock);
}

const Role role_mailbox = {
    .name = "mailbox",
    .argument = "MAILBOX",
    .summary = "take the mail of one mailbox into the spool",
    .run = run_mailbox,
};
