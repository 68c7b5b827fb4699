/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines that leave nothing behind.
 */
#include "daemon/secret_lines.h"

#include <string.h>

#include <glib.h>

#include "queue/secret.h"

char **
secret_lines_split(const char *text)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new();
  g_auto(GStrv) raw = g_strsplit(text ? text : "", "\n", -1);
  for (char **line = raw; *line; line++)
    if (*g_strstrip(*line))
      g_strv_builder_add(lines, *line);
  for (char **line = raw; *line; line++)
    secret_wipe(*line, strlen(*line));
  return g_strv_builder_end(lines);
}

void
secret_lines_free(char **secrets)
{
  for (char **secret = secrets; secret && *secret; secret++)
    secret_wipe(*secret, strlen(*secret));
  g_strfreev(secrets);
}
