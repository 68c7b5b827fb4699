/* SPDX-License-Identifier: Apache-2.0
 *
 * Logos and colours of departments: small pictures of the town directory that
 * go along in mails.  A part of config.c.
 */
#ifndef BOTE_DAEMON_CONFIG_LOOK_H
#define BOTE_DAEMON_CONFIG_LOOK_H

#include "daemon/config.h"

enum {
  CONFIG_LOGO_BYTES = 48 * 1024, /* it goes along with each mail */
  CONFIG_LOGO_WIDTH = 600,       /* pixels: the mail is that wide */
  CONFIG_LOGO_HEIGHT = 240,
};

/* Read the logos of a town's departments into it, and check them and the
 * colours: a bar must be readable (WCAG 2.2, 1.4.3).
 *
 * directory  the town's.  What is wrong is added with the place of its key.
 */
void config_look_load(const char *directory, Town *town, Problems *problems);

/* Add the senders no mailbox may send as. */
void config_look_check_senders(const Config *config, Problems *problems);

#endif
