/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings of a channel over Gammu SMSD.
 */
#include "parsers/config/smsd_settings.h"

#include "parsers/json_text.h"
#include "parsers/parse_error.h"

enum {
  POLL_S = 5, /* SMSD itself asks the modem every second or so */
  POLL_S_MAX = 60,
  /* As long as mails lie in `processed`: we hold the text ourselves by then,
   * and what a person has erased must not live on in a modem's database. */
  KEEP_DAYS = 30,
  KEEP_DAYS_MAX = 3650,
};

bool
smsd_settings_read(const ChannelSettings *channel, SmsdSettings *out,
                   GError **error)
{
  const char *database = json_text(channel->settings, "database");
  const char *period = json_text(channel->settings, "poll_s");
  const char *days = json_text(channel->settings, "keep_days");
  guint64 poll_s = POLL_S, keep_days = KEEP_DAYS;
  GError *wrong = NULL;

  if (database == NULL || !g_path_is_absolute(database))
    g_set_error(
        &wrong, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
        "'database' must be the absolute path of gammu-smsd's database");
  else if (period != NULL && !g_ascii_string_to_unsigned(
                                 period, 10, 1, POLL_S_MAX, &poll_s, NULL))
    g_set_error(&wrong, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "'poll_s' must be 1 to %d seconds", POLL_S_MAX);
  else if (days != NULL && !g_ascii_string_to_unsigned(
                               days, 10, 0, KEEP_DAYS_MAX, &keep_days, NULL))
    g_set_error(&wrong, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "'keep_days' must be 0 to %d days", KEEP_DAYS_MAX);
  if (wrong != NULL) {
    g_propagate_prefixed_error(error, wrong,
                               "channel '%s': settings: ", channel->name);
    return false;
  }
  *out = (SmsdSettings){.database = database,
                        .phone = json_text(channel->settings, "phone"),
                        .poll_s = (int)poll_s,
                        .keep_days = (int)keep_days};
  return true;
}
