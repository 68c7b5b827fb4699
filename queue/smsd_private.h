/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of smsd.h share.
 */
#ifndef BOTE_QUEUE_SMSD_PRIVATE_H
#define BOTE_QUEUE_SMSD_PRIVATE_H

#include "queue/smsd.h"
#include "queue/store.h"

struct Smsd {
  Store *store;
  char *path, *phone; /* phone NULL: any */
};

/* Say of a failed step which database it was and what to do; returns false. */
bool smsd_explain(const Smsd *smsd, GError *failure, GError **error);

#endif
