/* SPDX-License-Identifier: Apache-2.0
 *
 * Connecting, IDLE and poll by the box's clock, pauses.
 */
#include "daemon/mailbox/mailbox_watch.h"

#include "daemon/clock.h"
#include "daemon/log.h"
#include "daemon/mailbox/mailbox_imap.h"
#include "daemon/mailbox/mailbox_secret.h"
#include "daemon/oauth.h"
#include "daemon/status.h"
#include "queue/store_error.h"

struct MailboxWatch {
  MailboxBox *box;
  int bell_fd;
  MailboxImap *intake;
  Oauth *oauth;
  ImapSession *session; /* NULL: not connected */
  unsigned failures;    /* in a row */
};

MailboxWatch *
mailbox_watch_new(MailboxBox *box, int bell_fd, GError **error)
{
  const MailboxSettings *settings = box->settings;
  MailboxImap *intake = mailbox_imap_new(box, error);

  if (intake == NULL)
    return NULL;
  MailboxWatch *watch = g_new0(MailboxWatch, 1);
  watch->box = box;
  watch->bell_fd = bell_fd;
  watch->intake = intake;
  watch->oauth = oauth_new(&settings->oauth, settings->token_command);
  return watch;
}

void
mailbox_watch_free(MailboxWatch *watch)
{
  if (watch == NULL)
    return;
  imap_session_close(watch->session);
  oauth_free(watch->oauth);
  mailbox_imap_free(watch->intake);
  g_free(watch);
}

static void
set_status(MailboxWatch *watch, const char *key, int64_t value)
{
  if (watch->box->status != NULL)
    status_set(watch->box->status, key, value);
}

/* Sign in.  A server may refuse a token that we thought good: it was withdrawn,
 * or clocks differ.  Then a fresh one is tried, once, for a second refusal is
 * not about the token's age. */
static bool
open_session(MailboxWatch *watch, GError **error)
{
  const MailboxSettings *settings = watch->box->settings;
  unsigned tries = settings->auth == AUTH_METHOD_XOAUTH2 ? 2 : 1;
  g_autoptr(GError) refused = NULL;

  while (watch->session == NULL && tries-- > 0) {
    char *secret =
        mailbox_secret_get(watch->box->config, settings, watch->oauth, error);
    if (secret == NULL)
      return false;
    g_clear_error(&refused);
    watch->session = imap_session_open(settings, secret, &refused);
    mailbox_secret_free(secret);
    if (!g_error_matches(refused, IMAP_ERROR, IMAP_ERROR_AUTH))
      break;
    oauth_forget(watch->oauth);
  }
  if (watch->session == NULL)
    g_propagate_error(error, g_steal_pointer(&refused));
  return watch->session != NULL;
}

static bool
connect_session(MailboxWatch *watch, GError **error)
{
  if (!open_session(watch, error))
    return false;
  mailbox_imap_reconnected(watch->intake);
  set_status(watch, "connected", 1);
  log_event(LOG_INFO, "mailbox-connected", "mailbox",
            watch->box->settings->name, "idle",
            imap_session_can_idle(watch->session) ? "yes" : "no", NULL);
  return true;
}

/* One IDLE, until mail comes, the bell rings, or `until_ms`. */
static bool
idle_once(MailboxWatch *watch, int64_t until_ms, ImapWake *out_wake,
          GError **error)
{
  MailboxBox *box = watch->box;

  if (!imap_session_idle_start(watch->session, error))
    return false;
  *out_wake = IMAP_WAKE_TIMEOUT;
  while (*out_wake == IMAP_WAKE_TIMEOUT &&
         clock_now_ms(box->clock) < until_ms) {
    mailbox_box_progress(box);
    if (!imap_session_idle_wait(watch->session, watch->bell_fd,
                                mailbox_box_slice_ms(box, until_ms), out_wake,
                                error))
      return false;
  }
  return imap_session_idle_stop(watch->session, error);
}

static bool
idle_until(MailboxWatch *watch, int64_t until_ms, GError **error)
{
  ImapWake wake = IMAP_WAKE_TIMEOUT;
  int64_t now_ms = clock_now_ms(watch->box->clock);

  for (; wake == IMAP_WAKE_TIMEOUT && now_ms < until_ms;
       now_ms = clock_now_ms(watch->box->clock))
    if (!idle_once(watch, MIN(until_ms, now_ms + IMAP_IDLE_MS), &wake, error))
      return false;
  return true;
}

static bool
wait_for_mail(MailboxWatch *watch, GError **error)
{
  MailboxBox *box = watch->box;
  int64_t until_ms =
      clock_now_ms(box->clock) + (int64_t)box->settings->poll_s * 1000;

  if (imap_session_can_idle(watch->session))
    return idle_until(watch, until_ms, error);
  mailbox_box_wait(box, until_ms, watch->bell_fd, -1);
  return true;
}

bool
mailbox_watch_step(MailboxWatch *watch, GError **error)
{
  if (watch->session == NULL && !connect_session(watch, error))
    return false;
  if (!mailbox_imap_look(watch->intake, watch->session, error))
    return false;
  watch->failures = 0;
  set_status(watch, "last_success_ms", clock_now_ms(watch->box->clock));
  return wait_for_mail(watch, error);
}

/* A full spool and a refusal leave the session as it is. */
static int64_t
judge(MailboxWatch *watch, const GError *error)
{
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL))
    return MAILBOX_FULL_MS;
  if (error->domain == STORE_ERROR)
    return -1;
  if (g_error_matches(error, IMAP_ERROR, IMAP_ERROR_REFUSED))
    return MAILBOX_REFUSED_MS;
  g_clear_pointer(&watch->session, imap_session_close);
  if (g_error_matches(error, IMAP_ERROR, IMAP_ERROR_AUTH))
    return MAILBOX_AUTH_MS;
  return mailbox_backoff_ms(++watch->failures, g_random_int());
}

int64_t
mailbox_watch_pause_ms(MailboxWatch *watch, const GError *error)
{
  MailboxBox *box = watch->box;
  int64_t wait_ms = judge(watch, error);
  bool alarm = g_error_matches(error, IMAP_ERROR, IMAP_ERROR_AUTH) ||
               g_error_matches(error, IMAP_ERROR, IMAP_ERROR_TLS);

  if (wait_ms < 0)
    return -1;
  g_autofree char *next = g_strdup_printf(
      "tried again in %" G_GINT64_FORMAT " s", (wait_ms + 999) / 1000);
  mailbox_box_count(box, "errors", 1);
  set_status(watch, "connected", watch->session != NULL);
  log_event(alarm ? LOG_ERR : LOG_WARNING, "mailbox-failed", "mailbox",
            box->settings->name, "kind", imap_error_name(error), "why",
            error->message, "next", next, NULL);
  return wait_ms;
}
