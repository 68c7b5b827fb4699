/* SPDX-License-Identifier: Apache-2.0
 *
 * The people of the demo's story: who has a mailbox, who has a phone.
 */
#ifndef BOTE_DAEMON_DEMO_PEOPLE_H
#define BOTE_DAEMON_DEMO_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct DemoPerson {
  const char *id;      /* "kaya": in URLs and scenes */
  const char *name;    /* as it stands in From */
  const char *address; /* mail; NULL for a phone */
  const char *number;  /* E.164; NULL for a mailbox */
  const char *role_de, *role_en;
  bool staff;
} DemoPerson;

/* All of them, ended by a NULL id. */
extern const DemoPerson demo_people[];

/* The person with this id; NULL when there is none. */
const DemoPerson *demo_person(const char *id);

#endif
