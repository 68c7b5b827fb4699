/* SPDX-License-Identifier: Apache-2.0
 *
 * The settings of one machine: bote.yaml as plain data.  What the town decides
 * (departments, categories, texts) stands in town.h.  No secret is ever in
 * here: every field named `credential` is the name of a file in the credentials
 * directory (daemon/config.h reads it).
 *
 * Strings may be NULL where the key is optional and has no default; lists are
 * never NULL.  Nothing in here changes after settings_parse().
 */
#ifndef BOTE_PARSERS_CONFIG_SETTINGS_H
#define BOTE_PARSERS_CONFIG_SETTINGS_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/problems.h"
#include "parsers/config/settings_rows.h"

typedef struct PathSettings {
  char *state;       /* absolute; store and spool */
  char *runtime;     /* absolute; sockets, status files */
  char *credentials; /* absolute; mode 0700 */
} PathSettings;

typedef struct ListenSettings {
  char *listen;     /* "127.0.0.1:8312", "[::1]:8312" or "unix:/path" */
  char *public_url; /* "https://…" without a slash at its end, or NULL */
} ListenSettings;

typedef struct LimitSettings {
  int undo_minutes;            /* a department's command can be taken back */
  int kept_child;              /* messages a parse child reads before it ends */
  int child_memory_mib;        /* RLIMIT_AS of the child */
  int child_cpu_s;             /* seconds of CPU for one message */
  int child_wall_s;            /* seconds by the clock for one message */
  int connections;             /* webhook: open at once */
  int connections_per_address; /* webhook: open at once from one address */
  int sms_per_number_per_day;  /* what one number may get from us */
  int sms_from_number_per_hour; /* what is taken of one number; 0: all */
  char *quiet_hours;            /* quiet_hours_parse(): SMS unasked wait */
  int free_disk_mib;            /* below that, intake stops acknowledging */
} LimitSettings;

typedef struct Settings {
  bool test;      /* a scratch machine: allows --clock and the like */
  char *town;     /* absolute: the town directory */
  char *domain;   /* right side of our Message-IDs (RFC 5322 3.6.4) */
  char *timezone; /* tz database name */
  PathSettings paths;
  GPtrArray *mailboxes;  /* MailboxSettings * */
  GPtrArray *transports; /* TransportSettings * */
  GPtrArray *channels;   /* ChannelSettings * */
  GPtrArray *forms;      /* FormSettings * */
  ListenSettings webhook, site;
  LimitSettings limits;
} Settings;

/* Read bote.yaml.
 *
 * bytes      the file as it is.
 * file       its name for problems.
 * directory  absolute; relative paths in the file start there.
 * problems   gets everything that is wrong, all at once.
 * Returns the settings, owned by the caller; NULL exactly when problems were
 * added.
 */
Settings *settings_parse(GBytes *bytes, const char *file, const char *directory,
                         Problems *problems);

/* The town directory of a bote.yaml that may be broken elsewhere, so that the
 * town's problems can be told in the same breath.  Absolute, owned by the
 * caller; NULL when it cannot be read. */
char *settings_peek_town(GBytes *bytes, const char *directory);

void settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)

/* The row with this name, borrowed from the settings; NULL when there is none.
 */
const MailboxSettings *settings_mailbox(const Settings *settings,
                                        const char *name);
/* Does a mailbox's server let it send as this address, its own or one of
 * `send_as`? */
bool settings_may_send_as(const MailboxSettings *mailbox, const char *address);
const TransportSettings *settings_transport(const Settings *settings,
                                            const char *name);
const ChannelSettings *settings_channel(const Settings *settings,
                                        const char *name);

/* The first channel that is reached by a webhook: one without a secret path has
 * none.  NULL when no channel is. */
const ChannelSettings *settings_webhook_channel(const Settings *settings);

/* True for this machine's own names and addresses (RFC 1122 3.2.1.3, RFC 6761
 * 6.3): the only ones that may be talked to without TLS. */
bool settings_is_loopback(const char *host);

/* Does a transport carry SMS and nothing else?  One of kind null carries both.
 */
bool settings_sends_sms_only(const TransportSettings *transport);

/* The transport all mail goes by: the first that is not for SMS; NULL when
 * there is none, with which digest does not start. */
const TransportSettings *settings_mail_transport(const Settings *settings);

#endif
