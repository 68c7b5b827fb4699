/* SPDX-License-Identifier: Apache-2.0
 *
 * The transport that takes everything and does nothing, correctly: for tests
 * and for a town that tries out.
 */
#include "daemon/deliver/transport.h"

static TransportLine *
null_open(const TransportRoute *route)
{
  TransportLine *line = g_new0(TransportLine, 1);
  line->route = route;
  line->fd = -1;
  return line;
}

static bool
null_start(TransportLine *line, const OutboxJob *job, int64_t now_ms,
           OutboxResult *out)
{
  (void)line;
  (void)job;
  (void)now_ms;
  transport_set_result(out, DELIVERY_SENT, "2.0.0", NULL);
  return true;
}

static bool
null_turn(TransportLine *line, int64_t now_ms, OutboxResult *out)
{
  (void)line;
  (void)now_ms;
  (void)out;
  g_assert_not_reached(); /* start() has always known the outcome */
}

static void
null_close(TransportLine *line)
{
  g_free(line);
}

const Transport transport_null = {
    .name = "null",
    .kind = TRANSPORT_KIND_NULL,
    .open = null_open,
    .start = null_start,
    .turn = null_turn,
    .close = null_close,
};
