/* SPDX-License-Identifier: Apache-2.0
 *
 * One round: read, spool, mark.
 */
#include "daemon/poll/poll.h"

#include "daemon/bell.h"
#include "daemon/clock.h"
#include "daemon/log.h"
#include "daemon/poll/poll_record.h"
#include "daemon/poll/poll_told.h"
#include "daemon/status.h"
#include "queue/id.h"

enum { FORGET_MS = 3600 * 1000 };

struct Poll {
  PollOptions options;
  PollTold *told;
  GPtrArray *unmarked; /* SmsdInbound *, spooled but not marked; or NULL */
  char *trouble;       /* what was logged last; NULL: all is well */
  bool silent;         /* that SMSD is silent was logged */
  int64_t forget_ms;   /* when old rows are removed next */
};

/* What one look found. */
typedef struct Look {
  GPtrArray *inbound; /* SmsdInbound * */
  GPtrArray *sent;    /* SmsdSent *, all that may be told */
  SmsdPhone phone;
  unsigned messages, receipts; /* how many records were written */
} Look;

static void
look_clear(Look *look)
{
  g_clear_pointer(&look->inbound, g_ptr_array_unref);
  g_clear_pointer(&look->sent, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Look, look_clear)

Poll *
poll_new(const PollOptions *options)
{
  Poll *poll = g_new0(Poll, 1);
  poll->options = *options;
  poll->told = poll_told_new();
  return poll;
}

void
poll_free(Poll *poll)
{
  if (poll == NULL)
    return;
  poll_told_free(poll->told);
  g_clear_pointer(&poll->unmarked, g_ptr_array_unref);
  g_free(poll->trouble);
  g_free(poll);
}

/* Once for each kind of trouble: it may last for days. */
static void
complain(Poll *poll, const GError *trouble)
{
  status_add(poll->options.status, "errors", 1);
  if (g_strcmp0(poll->trouble, trouble->message) == 0)
    return;
  g_free(poll->trouble);
  poll->trouble = g_strdup(trouble->message);
  log_event(LOG_WARNING, "smsd-unusable", "channel", poll->options.channel,
            "why", trouble->message, "next", "tried again at each look", NULL);
}

static void
rejoice(Poll *poll)
{
  const PollOptions *options = &poll->options;
  status_set(options->status, "last_success_ms", clock_now_ms(options->clock));
  if (poll->trouble == NULL)
    return;
  log_event(LOG_NOTICE, "smsd-usable", "channel", options->channel, NULL);
  g_clear_pointer(&poll->trouble, g_free);
}

/* SMSD that has died leaves a database that looks well. */
static void
watch_phone(Poll *poll, const SmsdPhone *phone)
{
  Status *status = poll->options.status;
  bool silent = phone->known && phone->silent_s > POLL_SILENT_S;
  status_set(status, "smsd_silent_s", phone->known ? phone->silent_s : 0);
  if (phone->signal >= 0)
    status_set(status, "signal_percent", phone->signal);
  if (phone->battery >= 0)
    status_set(status, "battery_percent", phone->battery);
  if (silent && !poll->silent)
    log_event(LOG_WARNING, "smsd-silent", "channel", poll->options.channel,
              "seconds", log_number(phone->silent_s).text, "next",
              "see whether gammu-smsd runs and the modem is there", NULL);
  poll->silent = silent;
}

static bool
mark(Poll *poll, Smsd *smsd, GError **trouble)
{
  if (poll->unmarked == NULL)
    return true;
  if (!smsd_mark(smsd, poll->unmarked, trouble))
    return false;
  g_clear_pointer(&poll->unmarked, g_ptr_array_unref);
  return true;
}

static bool
read_all(Poll *poll, Smsd *smsd, Look *look, GError **trouble)
{
  look->inbound = smsd_take(smsd, trouble);
  look->sent = look->inbound == NULL
                   ? NULL
                   : smsd_sent(smsd, poll_told_from(poll->told), trouble);
  return look->sent != NULL && smsd_phone(smsd, &look->phone, trouble);
}

static bool
write_records(const Poll *poll, SpoolWriter *writer, Look *look, GError **error)
{
  for (guint i = 0; i < look->inbound->len; i++) {
    const SmsdInbound *row = look->inbound->pdata[i];
    if (row->is_rest)
      continue;
    if (!poll_record_inbound(&poll->options, writer, row, error))
      return false;
    look->messages++;
  }
  for (guint i = 0; i < look->sent->len; i++) {
    const SmsdSent *row = look->sent->pdata[i];
    if (!poll_told_is_new(poll->told, row))
      continue;
    if (!poll_record_sent(&poll->options, writer, row, error))
      return false;
    look->receipts++;
  }
  return true;
}

/* All that a look found becomes durable together, or nothing. */
static bool
spool(Poll *poll, Look *look, GError **error)
{
  const PollOptions *options = &poll->options;
  Id name = id_new(clock_now_ms(options->clock));
  if (!spool_has_room(options->folder, options->free_disk_mib)) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_FULL,
                        "the spool has no room");
    return false;
  }
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(options->folder, name.text, options->reader, error);
  if (writer == NULL || !write_records(poll, writer, look, error))
    return false;
  if (look->messages + look->receipts == 0)
    return true;
  if (!spool_writer_commit(writer, error))
    return false;
  bell_ring(options->runtime_dir, "digest");
  status_add(options->status, "accepted", look->messages);
  status_add(options->status, "receipts", look->receipts);
  return true;
}

static bool
has_news(const Poll *poll, const Look *look)
{
  bool news = look->inbound->len > 0;
  for (guint i = 0; !news && i < look->sent->len; i++)
    news = poll_told_is_new(poll->told, look->sent->pdata[i]);
  return news;
}

/* The records are durable from here on. */
static void
remember(Poll *poll, Look *look)
{
  poll_told_all(poll->told, look->sent);
  if (look->inbound->len > 0)
    poll->unmarked = g_steal_pointer(&look->inbound);
}

static bool
forget(Poll *poll, Smsd *smsd, GError **trouble)
{
  const PollOptions *options = &poll->options;
  int64_t now_ms = clock_now_ms(options->clock);
  bool more = false;
  if (options->smsd.keep_days == 0 || now_ms < poll->forget_ms)
    return true;
  if (!smsd_forget(smsd, options->smsd.keep_days, &more, trouble))
    return false;
  poll->forget_ms = more ? now_ms : now_ms + FORGET_MS;
  return true;
}

bool
poll_round(Poll *poll, GError **error)
{
  const SmsdSettings *settings = &poll->options.smsd;
  g_autoptr(GError) trouble = NULL;
  g_auto(Look) look = {0};
  g_autoptr(Smsd) smsd =
      smsd_open(settings->database, settings->phone, &trouble);

  /* What was left unmarked comes first, else it would be taken again. */
  if (smsd != NULL && mark(poll, smsd, &trouble) &&
      read_all(poll, smsd, &look, &trouble)) {
    watch_phone(poll, &look.phone);
    if (has_news(poll, &look) && !spool(poll, &look, error))
      return false;
    remember(poll, &look);
    /* What fails is done at the next look. */
    (void)(mark(poll, smsd, &trouble) && forget(poll, smsd, &trouble));
  }
  if (trouble != NULL)
    complain(poll, trouble);
  else
    rejoice(poll);
  return true;
}
