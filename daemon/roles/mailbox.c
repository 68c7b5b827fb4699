/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role mailbox NAME`: takes the mail of one mailbox into the spool.  It
 * parses nothing, holds no key that opens citizens' data, and knows no store.
 */
#include <sysexits.h>

#include "daemon/clock.h"
#include "daemon/keys.h"
#include "daemon/mailbox/mailbox_loop.h"
#include "daemon/role.h"
#include "daemon/role_start.h"
#include "daemon/status.h"

static int
fail(int code, const char *what, const GError *error)
{
  return role_fail(code, "mailbox", what, error);
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
  g_auto(RoleStart) start = {0};
  int code = role_start(argc, argv, 1, config_load_plain, &start);
  if (code != EX_OK)
    return code;
  const MailboxSettings *settings =
      settings_mailbox(start.config->settings, start.argument);
  if (settings == NULL)
    return fail(EX_CONFIG, "no such mailbox in the configuration", NULL);
  return run_with(start.config, settings, start.clock);
}

const Role role_mailbox = {
    .name = "mailbox",
    .argument = "MAILBOX",
    .summary = "take the mail of one mailbox into the spool",
    .run = run_mailbox,
};
