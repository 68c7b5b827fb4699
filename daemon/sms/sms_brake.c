/* SPDX-License-Identifier: Apache-2.0
 *
 * The brakes are a table: which one holds is asked in its order.
 */
#include "daemon/sms/sms_brake.h"

#include <string.h>

#include "daemon/brake.h"
#include "daemon/config.h"
#include "daemon/desk_warning.h"
#include "daemon/log.h"
#include "daemon/sms/sms_text.h"
#include "daemon/status.h"
#include "parsers/sms/gsm7.h"
#include "queue/counter.h"
#include "templates/format.h"

typedef struct SmsBrake {
  const char *why;
  unsigned past; /* the trait of texts that go all the same (sms_text.h) */
  bool (*holds)(Desk *desk, const SmsCharge *charge, bool *out_holds,
                GError **error);
  /* One SMS was stopped: tell a person, if that is news. */
  bool (*tell)(Desk *desk, const SmsCharge *charge, const Id *id,
               GError **error);
} SmsBrake;

/* --- the day of a number -------------------------------------------------- */

static int64_t
midnight_ms(const Desk *desk)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  int year, month, day;
  g_date_time_get_ymd(now, &year, &month, &day);
  g_autoptr(GDateTime) midnight =
      g_date_time_new(desk->zone, year, month, day, 0, 0, 0);
  return g_date_time_to_unix(midnight) * 1000;
}

/* How many rows for this number were written today, that went their way or
 * that were stopped. */
static bool
count_today(Desk *desk, const SmsCharge *charge, bool stopped,
            int64_t *out_count, GError **error)
{
  g_autoptr(GBytes) lookup =
      keyring_lookup(desk->queue->ring, "sms", charge->to);
  return store_get_int64(
      desk->queue->store, out_count, error,
      stopped ? "SELECT count(*) FROM outbox WHERE lookup = $1"
                " AND created_at_ms >= $2 AND state = 'suppressed'"
              : "SELECT count(*) FROM outbox WHERE lookup = $1"
                " AND created_at_ms >= $2 AND state <> 'suppressed'",
      "bi", lookup, midnight_ms(desk));
}

static bool
number_holds(Desk *desk, const SmsCharge *charge, bool *out_holds,
             GError **error)
{
  int64_t count = 0;
  if (!count_today(desk, charge, false, &count, error))
    return false;
  *out_holds = count >= desk->config->settings->limits.sms_per_number_per_day;
  return true;
}

static bool
number_tell(Desk *desk, const SmsCharge *charge, const Id *id, GError **error)
{
  int64_t stopped = 0;
  if (!count_today(desk, charge, true, &stopped, error))
    return false;
  if (stopped == 1) /* this one */
    log_event(LOG_ERR, "sms-number-braked", "id", id->text, "channel",
              charge->channel->name, "next",
              "this number gets nothing more today", NULL);
  return true;
}

/* --- the month of a channel ----------------------------------------------- */

typedef struct BudgetLevel {
  int percent;
  const char *warning; /* for the desk */
  Brake brake;
} BudgetLevel;

static const BudgetLevel levels[] = {
    {80,
     "budget_low",
     {.name = "sms-budget-80",
      .priority = LOG_WARNING,
      .event = "sms-budget-low",
      .next = "at 100 per cent only STOPP and tickets are answered by SMS",
      .counter = "sms_budget_warnings"}},
    {100,
     "budget_spent",
     {.name = "sms-budget-100",
      .priority = LOG_ERR,
      .event = "sms-budget-spent",
      .next = "only STOPP and tickets are answered by SMS until the month ends "
              "or the budget is raised",
      .counter = "sms_budget_warnings"}},
};
enum { SPENT = G_N_ELEMENTS(levels) - 1 };

/* "sms|2026-05" */
static char *
month_of(const Desk *desk, const ChannelSettings *channel)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  g_autofree char *month = g_date_time_format(now, "%Y-%m");
  return g_strconcat(channel->name, "|", month, NULL);
}

static char *
segments_counter(const Desk *desk, const ChannelSettings *channel)
{
  g_autofree char *month = month_of(desk, channel);
  return g_strconcat("segments|", month, NULL);
}

static bool
budget_holds(Desk *desk, const SmsCharge *charge, bool *out_holds,
             GError **error)
{
  int64_t used;
  *out_holds = false;
  if (charge->channel->monthly_budget == 0)
    return true;
  g_autofree char *counter = segments_counter(desk, charge->channel);
  if (!counter_get(desk->queue, counter, &used, error))
    return false;
  *out_holds = used + charge->segments > charge->channel->monthly_budget;
  return true;
}

/* A budget that was raised is told about anew: it is part of the name. */
static bool
tell_level(Desk *desk, const ChannelSettings *channel, const BudgetLevel *level,
           GError **error)
{
  bool news;
  int64_t used;
  g_autofree char *month = month_of(desk, channel);
  g_autofree char *of =
      g_strdup_printf("%s|%d", month, channel->monthly_budget);
  g_autofree char *dedupe = g_strdup_printf("%s|%s", level->brake.name, of);
  g_autofree char *counter = segments_counter(desk, channel);
  BrakeTurn turn = {&level->brake, of, true};
  if (!brake_change(desk, &turn, &news, error) ||
      !counter_get(desk->queue, counter, &used, error))
    return false;
  json_auto_t *data =
      json_pack("{s:s, s:I, s:i}", "sms_channel", channel->name, "used",
                (json_int_t)used, "budget", channel->monthly_budget);
  DeskWarning warning = {level->warning, data, dedupe};
  return !news || desk_warn(desk, &warning, error);
}

/* A text that does not fit any more finds the budget not quite used up. */
static bool
budget_tell(Desk *desk, const SmsCharge *charge, const Id *id, GError **error)
{
  (void)id;
  return tell_level(desk, charge->channel, &levels[SPENT], error);
}

/* Phases begin and end within months (report_figures.h). */
static bool
count_day(Desk *desk, const ChannelSettings *channel, unsigned segments,
          GError **error)
{
  g_autofree char *day = format_day(desk->now_ms, desk->zone);
  g_autofree char *counter =
      g_strdup_printf("segments-day|%s|%s", channel->name, day);
  return counter_add(desk->queue, counter, segments, error);
}

static bool
count_segments(Desk *desk, const ChannelSettings *channel, unsigned segments,
               GError **error)
{
  int64_t used, budget = channel->monthly_budget;
  g_autofree char *counter = segments_counter(desk, channel);
  if (!count_day(desk, channel, segments, error) ||
      !counter_add(desk->queue, counter, segments, error) ||
      !counter_get(desk->queue, counter, &used, error))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
    if (budget != 0 && used * 100 >= budget * levels[i].percent &&
        !tell_level(desk, channel, &levels[i], error))
      return false;
  return true;
}

bool
sms_brake_count_repeat(Desk *desk, const ChannelSettings *channel,
                       const char *text, GError **error)
{
  return count_segments(desk, channel, gsm7_measure(text).segments, error);
}

/* --- all of them ---------------------------------------------------------- */

static const SmsBrake brakes[] = {
    {"number-day", SMS_TEXT_PAST_NUMBER, number_holds, number_tell},
    {"month-budget", SMS_TEXT_PAST_BUDGET, budget_holds, budget_tell},
};

bool
sms_brake_check(Desk *desk, const SmsCharge *charge, const char **out_why,
                GError **error)
{
  *out_why = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(brakes); i++) {
    bool holds;
    if (charge->danger || (sms_text_traits(charge->text) & brakes[i].past) != 0)
      continue;
    if (!brakes[i].holds(desk, charge, &holds, error))
      return false;
    if (holds) {
      *out_why = brakes[i].why;
      return true;
    }
  }
  return true;
}

bool
sms_brake_count(Desk *desk, const SmsCharge *charge, const Id *id,
                const char *why, GError **error)
{
  if (why == NULL)
    return count_segments(desk, charge->channel, charge->segments, error);
  if (desk->status != NULL)
    status_add(desk->status, "sms_suppressed", 1);
  for (size_t i = 0; i < G_N_ELEMENTS(brakes); i++)
    if (strcmp(brakes[i].why, why) == 0)
      return brakes[i].tell(desk, charge, id, error);
  g_assert_not_reached();
}
