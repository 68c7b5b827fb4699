/* SPDX-License-Identifier: Apache-2.0
 *
 * The scratch directory of the demo: the built-in example town with settings
 * that need no server.
 *
 *   DIR/bote.yaml  DIR/town/  DIR/state/  DIR/run/  DIR/credentials/
 *   DIR/clock      the clock of all processes (daemon/clock.h)
 *   DIR/inbox/     the town's mailbox, a Maildir
 *   DIR/mail/      what people got: one Maildir an address
 *   DIR/phone/     what phones got: one folder a number
 *   DIR/demo.json  the marker: only with it the role `demo` starts
 *   DIR/bote.log   what the roles say
 */
#ifndef BOTE_DAEMON_DEMO_TOWN_H
#define BOTE_DAEMON_DEMO_TOWN_H

#include <glib.h>
#include <stdbool.h>

#include "daemon/clock.h"

#define DEMO_MAIL_ADDRESS "rathaus@musterhagen.example.org"
#define DEMO_MAIL_DOMAIN "musterhagen.example.org"
#define DEMO_SMS_NUMBER "+493023125110"

typedef struct DemoTown {
  char *directory; /* absolute */
  char *config_path, *clock_path, *log_path;
  int web_port;     /* pages and SMS provider, 127.0.0.1 */
  int webhook_port; /* where the SMS provider calls */
  int site_port;    /* the town's public pages */
  char *webhook_secret;
} DemoTown;

/* Make a town.
 *
 * directory  exists and is empty, or does not exist; "": a new one in /tmp
 * web_port   0: any free one
 * error      G_FILE_ERROR (..._EXIST: not empty), CONFIG_ERROR for the keys
 * Returns the town, owned by the caller; its clock shows a working day.
 */
DemoTown *demo_town_new(const char *directory, int web_port, GError **error);

/* Find the town a configuration belongs to, for the role `demo`.
 * error  G_FILE_ERROR: there is no marker, this is no demo */
DemoTown *demo_town_open(const char *config_path, GError **error);

void demo_town_free(DemoTown *town);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DemoTown, demo_town_free)

/* Remove the directory and all that is in it. */
void demo_town_remove(const DemoTown *town);

/* Paths below the directory; owned by the caller.  `name` is an address or a
 * number of the table of people. */
char *demo_town_maildir(const DemoTown *town, const char *name);
char *demo_town_phone(const DemoTown *town, const char *name);

/* True when the mailbox role has met its Maildir and the two HTTP roles
 * listen: what is sent from now on is seen. */
bool demo_town_is_ready(const DemoTown *town);

/* Put the clock forward; it goes on at the rate of real time. */
bool demo_town_advance(const DemoTown *town, int minutes, GError **error);

#endif
