/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens, reply addresses, dates and limits of answers.  Writing the mails and
 * SMS themselves stands in desk_send.c and desk_sms.c.
 */
#include "daemon/desk.h"

#include <string.h>

#include "daemon/brake.h"
#include "daemon/config.h"
#include "daemon/log.h"
#include "parsers/config/town_calendar.h"
#include "parsers/token.h"
#include "queue/answers.h"
#include "queue/counter.h"
#include "queue/intake.h"
#include "templates/format.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS INT64_C(86400000)

/* The MAC that a token of ours must carry. */
static void
token_mac(Desk *desk, const TokenRef *token, uint8_t out_mac[SECRET_MAC_BYTES])
{
  g_autofree char *subject = g_strconcat("ticket|", token->record, NULL);
  KeyringToken made = {token->role, subject, token->assignment,
                       token->key_version};
  keyring_token(desk->queue->ring, &made, out_mac);
}

void
desk_token(Desk *desk, char role, const Ticket *ticket, unsigned serial,
           TokenRef *out_token)
{
  *out_token = (TokenRef){.role = role, .key_version = DESK_TOKEN_VERSION};
  g_strlcpy(out_token->record, ticket->digits, sizeof out_token->record);
  if (serial == 0 && role == TOKEN_ROLE_DEPARTMENT)
    serial = ticket->assignment;
  out_token->assignment = MIN(serial, TOKEN_ASSIGNMENT_MAX);
  token_mac(desk, out_token, out_token->mac);
}

void
desk_token_of_serial(Desk *desk, char role, int64_t serial, TokenRef *out_token)
{
  *out_token = (TokenRef){.role = role, .key_version = DESK_TOKEN_VERSION};
  g_snprintf(out_token->record, sizeof out_token->record, "%" G_GINT64_FORMAT,
             serial);
  token_mac(desk, out_token, out_token->mac);
}

bool
desk_token_is_ours(Desk *desk, const TokenRef *token)
{
  uint8_t mac[SECRET_MAC_BYTES];
  if (token->key_version != DESK_TOKEN_VERSION)
    return false;
  token_mac(desk, token, mac);
  return secret_equal(mac, token->mac, sizeof mac);
}

char *
desk_reply_address(const MailboxSettings *mailbox, const TokenRef *token)
{
  switch (mailbox->reply_token) {
  case REPLY_TOKEN_PLUS:
    return token_to_plus_address(token, mailbox->address);
  case REPLY_TOKEN_ALIAS: {
    g_autofree char *local = token_format(token);
    return g_strdup_printf("%s@%s", local, mailbox->alias_domain);
  }
  case REPLY_TOKEN_TEXT:
    return g_strdup(mailbox->address);
  }
  g_assert_not_reached();
}

/* RFC 6068: line breaks are %0D%0A, and old Outlook cuts at commas, so all but
 * unreserved characters are encoded. */
static void
append_percent(GString *url, const char *text)
{
  static const char digits[] = "0123456789ABCDEF";
  for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
    const char encoded[] = {'%', digits[*p >> 4], digits[*p & 15]};
    if (*p == '\n')
      g_string_append(url, "%0D%0A");
    else if (g_ascii_isalnum(*p) || strchr("-._~", *p) != NULL)
      g_string_append_c(url, (char)*p);
    else
      g_string_append_len(url, encoded, sizeof encoded);
  }
}

char *
desk_mailto(const char *address, const char *subject, const char *body)
{
  GString *url = g_string_new("mailto:");
  const char *at = strchr(address, '@');
  g_autofree char *local =
      g_strndup(address, at == NULL ? strlen(address) : (size_t)(at - address));
  append_percent(url, local);
  if (at != NULL)
    g_string_append(url, at);
  g_string_append(url, "?subject=");
  append_percent(url, subject);
  g_string_append(url, "&body=");
  append_percent(url, body);
  return g_string_free(url, FALSE);
}

const MailboxSettings *
desk_mailbox_of(const Desk *desk, const char *name)
{
  const Settings *settings = desk->config->settings;
  const MailboxSettings *mailbox =
      name == NULL ? NULL : settings_mailbox(settings, name);
  if (mailbox == NULL)
    mailbox = settings_mailbox(settings, desk->config->town->address);
  g_assert(mailbox != NULL);
  return mailbox;
}

const char *
desk_town_tag(const Desk *desk)
{
  const Town *town = desk->config->town;
  return town->short_name != NULL ? town->short_name : town->name;
}

char *
desk_date(const Desk *desk, int64_t ms, const char *language, int style)
{
  return format_date(ms, desk->zone, language, (FormatDate)style);
}

GDateTime *
desk_local_now(const Desk *desk)
{
  return desk_local(desk, desk->now_ms);
}

unsigned
desk_local_year(const Desk *desk)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  return (unsigned)g_date_time_get_year(now) % 100;
}

ServiceState
desk_service_state(const Desk *desk, const char *service)
{
  g_autofree char *moment = format_minute(desk->now_ms, desk->zone);
  return town_service_state(desk->config->town, service, moment);
}

GDateTime *
desk_local(const Desk *desk, int64_t ms)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(ms / 1000);
  return g_date_time_to_timezone(utc, desk->zone);
}

int64_t
desk_add_working_days(const Desk *desk, int64_t from_ms, int days)
{
  WorkingCalendar calendar = town_calendar(desk->config->town);
  g_autoptr(GDateTime) from = desk_local(desk, from_ms);
  g_autoptr(GDateTime) day = working_day_add(&calendar, from, days);
  return g_date_time_to_unix(day) * 1000;
}

/* More answers than this within ten minutes are no day of a town: a loop, or
 * somebody who uses us to write to others. */
enum { SYSTEM_ANSWERS_MAX = 200, SYSTEM_MINUTES = 10 };

/* One sliding window: at most `limit` messages within `span_ms`. */
typedef struct Window {
  int64_t span_ms;
  int64_t limit;
  const char *name;
} Window;

static const Window address_windows[] = {
    {10 * 60 * 1000, 3, "address-10min"},
    {HOUR_MS, 10, "address-hour"},
    {DAY_MS, 20, "address-day"}, /* OTRS stops at 40; a town writes less */
    {0, 0, NULL},
};
static const Window stranger_windows[] = {{HOUR_MS, 1, "stranger-hour"},
                                          {0, 0, NULL}};

/* A machine that answers our 112 with our own words, and a number that somebody
 * forges, must not have us write for ever. */
static const Window danger_windows[] = {
    {10 * 60 * 1000, 3, "danger-10min"},
    {DAY_MS, 20, "danger-day"},
    {0, 0, NULL},
};

/* What went to one address. */
typedef struct Sent {
  GBytes *lookup;
  const char *kind; /* NULL: of any */
} Sent;

static bool
count_sent(Desk *desk, const Sent *sent, int64_t since_ms, int64_t *out_count,
           GError **error)
{
  if (sent->kind == NULL)
    return outbox_count_since(desk->queue, sent->lookup, since_ms, out_count,
                              error);
  return store_get_int64(desk->queue->store, out_count, error,
                         "SELECT count(*) FROM outbox WHERE lookup = $1"
                         " AND created_at_ms > $2 AND kind = $3",
                         "bit", sent->lookup, since_ms, sent->kind);
}

/* NULL in *out_why when all windows hold. */
static bool
windows_hold(Desk *desk, const Sent *sent, const Window *windows,
             const char **out_why, GError **error)
{
  for (const Window *w = windows; w->name != NULL && *out_why == NULL; w++) {
    int64_t count;
    if (!count_sent(desk, sent, desk->now_ms - w->span_ms, &count, error))
      return false;
    if (count >= w->limit)
      *out_why = w->name;
  }
  return true;
}

/* Answers of all are counted by the minute, in the store. */
static char *
answers_counter(int64_t minute)
{
  return g_strdup_printf("answers|%012" G_GINT64_FORMAT, minute);
}

static bool
count_answer(Desk *desk, int64_t minute, GError **error)
{
  g_autofree char *counter = answers_counter(minute);
  g_autofree char *oldest = answers_counter(minute - SYSTEM_MINUTES);
  return counter_add(desk->queue, counter, 1, error) &&
         store_run(desk->queue->store, error,
                   "DELETE FROM counter WHERE name >= 'answers|'"
                   " AND name <= $1",
                   "t", oldest);
}

static const Brake answers_brake = {
    .name = "answers",
    .priority = LOG_ERR,
    .event = "answers-braked",
    .next = "messages are recorded, answers wait for a quieter time",
    .released = "answers-released",
    .again = "answers go again",
    .counter = "answers_braked",
};

bool
desk_may_answer_anybody(Desk *desk, const char **out_why, GError **error)
{
  int64_t minute = desk->now_ms / 60000, answers = 0;
  g_autofree char *first = answers_counter(minute - SYSTEM_MINUTES + 1);
  g_autofree char *last = answers_counter(minute);
  bool paused;
  *out_why = NULL;
  if (!answers_are_paused(desk->queue, &paused, error))
    return false;
  /* After an outage a person lets them go together: they are no storm. */
  if (paused)
    return true;
  if (!store_get_int64(desk->queue->store, &answers, error,
                       "SELECT COALESCE(sum(value), 0) FROM counter"
                       " WHERE name >= $1 AND name <= $2",
                       "tt", first, last))
    return false;
  bool braked = answers >= SYSTEM_ANSWERS_MAX;
  if (braked)
    *out_why = "system-10min";
  return brake_set(desk, &answers_brake, NULL, braked, error) &&
         (braked || count_answer(desk, minute, error));
}

/* 112 is not kept back by what went about other things; the whole system's
 * window holds for strangers alone, whose addresses may be forged. */
static bool
may_answer_danger(Desk *desk, const DeskReceiver *receiver, GBytes *lookup,
                  const char **out_why, GError **error)
{
  Sent sent = {lookup, "danger"};
  if (receiver->is_authenticated)
    return windows_hold(desk, &sent, danger_windows, out_why, error);
  return windows_hold(desk, &sent, stranger_windows, out_why, error) &&
         (*out_why != NULL || desk_may_answer_anybody(desk, out_why, error));
}

bool
desk_may_answer(Desk *desk, const DeskReceiver *receiver, const char **out_why,
                GError **error)
{
  bool off;
  *out_why = NULL;
  g_autoptr(GBytes) lookup =
      keyring_lookup(desk->queue->ring, receiver->channel, receiver->address);
  if (receiver->danger)
    return may_answer_danger(desk, receiver, lookup, out_why, error);
  if (!intake_are_answers_off(desk->queue, lookup, &off, error))
    return false;
  if (off) {
    *out_why = "answers-off";
    return true;
  }
  Sent sent = {lookup, NULL};
  if (!receiver->is_authenticated &&
      !windows_hold(desk, &sent, stranger_windows, out_why, error))
    return false;
  return windows_hold(desk, &sent, address_windows, out_why, error) &&
         (*out_why != NULL || desk_may_answer_anybody(desk, out_why, error));
}
