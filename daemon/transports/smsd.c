/* SPDX-License-Identifier: Apache-2.0
 *
 * SMS over a modem: puts them into the outbox of Gammu SMSD, in its database.
 * SMSD keeps our id, so what was put and not told is found again; receipts come
 * by role poll.
 */
#include "daemon/deliver/transport.h"
#include "parsers/config/smsd_settings.h"
#include "queue/smsd.h"
#include "queue/store_error.h"

/* Somebody writes to the database for a moment. */
enum { BUSY_RETRY_S = 5 };

static TransportLine *
smsd_line_open(const TransportRoute *route)
{
  TransportLine *line = g_new0(TransportLine, 1);
  g_assert(route->channel != NULL); /* digest sends no mail this way */
  line->route = route;
  line->fd = -1;
  return line;
}

static bool
put(const ChannelSettings *channel, const OutboxJob *job, int64_t *out_row,
    GError **error)
{
  SmsdSettings settings;
  gsize size = 0;
  const char *bytes = g_bytes_get_data(job->body, &size);
  g_autofree char *text = g_strndup(bytes, size);
  SmsdOut sms = {.id = job->id.text, .to = job->address, .text = text};

  if (!smsd_settings_read(channel, &settings, error))
    return false;
  g_autoptr(Smsd) smsd = smsd_open(settings.database, settings.phone, error);
  return smsd != NULL && smsd_put(smsd, &sms, out_row, error);
}

/* Nothing was put: the channel waits, for a moment or for a person. */
static void
judge(const GError *error, OutboxResult *out)
{
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY)) {
    transport_set_result(out, DELIVERY_NOT_TRIED, "4.4.5", error->message);
    out->retry_after_s = BUSY_RETRY_S;
  } else if (g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL)) {
    transport_set_result(out, DELIVERY_DEFER, "4.3.1", error->message);
  } else {
    transport_set_result(out, DELIVERY_PAUSE, "4.3.5", error->message);
  }
}

static bool
smsd_line_start(TransportLine *line, const OutboxJob *job, int64_t now_ms,
                OutboxResult *out)
{
  g_autoptr(GError) error = NULL;
  int64_t row = 0;

  (void)now_ms; /* half a second at most, see STORE_MODE_GUEST */
  if (put(line->route->channel, job, &row, &error)) {
    transport_set_result(out, DELIVERY_SENT, "2.0.0", NULL);
    out->provider_ref = g_strdup_printf("%" G_GINT64_FORMAT, row);
  } else {
    judge(error, out);
  }
  return true;
}

static bool
smsd_line_turn(TransportLine *line, int64_t now_ms, OutboxResult *out)
{
  (void)line;
  (void)now_ms;
  (void)out;
  g_assert_not_reached(); /* start() has always known the outcome */
}

static void
smsd_line_close(TransportLine *line)
{
  g_free(line);
}

const Transport transport_smsd = {
    .name = "smsd",
    .kind = TRANSPORT_KIND_SMSD,
    .open = smsd_line_open,
    .start = smsd_line_start,
    .turn = smsd_line_turn,
    .close = smsd_line_close,
};
