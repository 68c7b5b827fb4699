/* SPDX-License-Identifier: Apache-2.0
 *
 * The line that fetches a picture which a provider keeps for us (MMS).  Whoever
 * sends us an SMS chooses the address, so: https only, hosts of the provider
 * only (also where it is redirected), addresses of the public net only, 5 MiB,
 * a minute, and no authentication but to the first host.
 *
 * What was fetched becomes a record in spool/in/deliver, before the outcome is
 * told: {"kind": "media", "channel", "key", "media": ID, "received_at_ms"}.
 */
#ifndef BOTE_DAEMON_DELIVER_MEDIA_LINE_H
#define BOTE_DAEMON_DELIVER_MEDIA_LINE_H

#include "daemon/deliver/transport.h"

enum {
  /* Networks carry an MMS of 300 KiB, some of 1 MiB; RCS pictures more. */
  MEDIA_BYTES_MAX = 5 * 1024 * 1024,
  MEDIA_REDIRECTS_MAX = 3, /* a provider's own, then a store of signed links */
};

/* Not a row of transport_registry: bote.yaml names none of this kind.  A job's
 * address is the URL, its id the fetch's.
 *
 *   SENT  it lies in the spool        DEFER  later, perhaps
 *   FAIL  never: the words say why; they hold nothing of the address
 */
extern const Transport transport_media;

#endif
