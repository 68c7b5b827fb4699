/* SPDX-License-Identifier: Apache-2.0
 *
 * /readyz: the town is served, or why not.
 */
#include "daemon/poll/poll.h"
#include "daemon/site/site_public.h"
#include "parsers/json_text.h"
#include "parsers/provider/provider.h"

enum {
  SILENT_S = 60,     /* six status files missed */
  MAIL_LATE_S = 900, /* no look into a mailbox succeeded */
};

static void
look_at_role(const Site *site, const char *role, GString *reasons)
{
  int64_t age_s = 0;
  json_auto_t *status = site_read_status(site, role, &age_s);
  if (status == NULL)
    g_string_append_printf(reasons, "%s: does not run\n", role);
  else if (age_s > SILENT_S)
    g_string_append_printf(reasons, "%s: silent for %" G_GINT64_FORMAT " s\n",
                           role, age_s);
}

/* What looks into something: a mailbox, or a modem's database.
 *
 * kind   of role: "mailbox", "poll"
 * what   people call it
 * Returns its status, owned by the caller; NULL: there is none. */
static json_t *
look_at_intake(const Site *site, const char *kind, const char *what,
               const char *name, GString *reasons)
{
  g_autofree char *role = g_strdup_printf("%s-%s", kind, name);
  int64_t age_s = 0;
  json_t *status = site_read_status(site, role, &age_s);
  int64_t written_ms = json_whole(status, "written_at_ms");
  int64_t success_ms = json_whole(status, "last_success_ms");
  if (status == NULL || success_ms == 0) {
    g_string_append_printf(reasons, "%s %s: not read yet\n", what, name);
    return status;
  }
  int64_t late_s = age_s + (written_ms - success_ms) / 1000;
  if (late_s > MAIL_LATE_S)
    g_string_append_printf(reasons,
                           "%s %s: last read %" G_GINT64_FORMAT " s ago\n",
                           what, name, late_s);
  return status;
}

static void
look_at_mailbox(const Site *site, const char *name, GString *reasons)
{
  json_decref(look_at_intake(site, "mailbox", "mailbox", name, reasons));
}

/* A database that can be read tells nothing if nobody writes it. */
static void
look_at_channel(const Site *site, const ChannelSettings *channel,
                GString *reasons)
{
  const Provider *provider = provider_find(channel->provider);
  if (provider == NULL || (provider->abilities & PROVIDER_POLL) == 0)
    return;
  json_auto_t *status =
      look_at_intake(site, "poll", "modem", channel->name, reasons);
  json_int_t silent_s = json_whole(status, "smsd_silent_s");
  if (silent_s > POLL_SILENT_S)
    g_string_append_printf(
        reasons, "modem %s: gammu-smsd is silent for %" G_GINT64_FORMAT " s\n",
        channel->name, (int64_t)silent_s);
}

static void
look_at_public(const Site *site, GString *reasons)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = site_open_public(site, &error);
  if (store == NULL)
    g_string_append(reasons, "public.db: cannot be read\n");
}

static void
answer_ready(Site *site, const SiteRequest *request, SiteAnswer *answer)
{
  (void)request;
  GString *reasons = g_string_new(NULL);
  const GPtrArray *mailboxes = site->config->settings->mailboxes;
  const GPtrArray *channels = site->config->settings->channels;
  look_at_role(site, "digest", reasons);
  look_at_role(site, "deliver", reasons);
  if (settings_webhook_channel(site->config->settings) != NULL)
    look_at_role(site, "webhook", reasons);
  for (guint i = 0; i < mailboxes->len; i++) {
    const MailboxSettings *mailbox = mailboxes->pdata[i];
    look_at_mailbox(site, mailbox->name, reasons);
  }
  for (guint i = 0; i < channels->len; i++)
    look_at_channel(site, channels->pdata[i], reasons);
  look_at_public(site, reasons);
  if (reasons->len == 0)
    g_string_append(reasons, "ready\n");
  else
    answer->status = MHD_HTTP_SERVICE_UNAVAILABLE;
  answer->body = g_string_free(reasons, FALSE);
  answer->fresh = true;
}

const SitePage page_ready = {.path = "/readyz", .answer = answer_ready};
