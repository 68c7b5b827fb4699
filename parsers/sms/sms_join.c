/* SPDX-License-Identifier: Apache-2.0
 *
 * Joining the words of parts.
 */
#include "parsers/sms/sms_join.h"

#include <string.h>

/* A blank on both sides, unless one is there or it stands at an end. */
static void
append_gap(GString *text, bool is_last)
{
  bool apart = text->len == 0 || text->str[text->len - 1] == ' ';
  g_string_append_printf(text, "%s%s%s", apart ? "" : " ", SMS_JOIN_GAP,
                         is_last ? "" : " ");
}

char *
sms_join_parts(const GPtrArray *parts)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < parts->len; i++) {
    if (parts->pdata[i] != NULL) {
      g_string_append(text, parts->pdata[i]);
      continue;
    }
    while (i + 1 < parts->len && parts->pdata[i + 1] == NULL)
      i++;
    append_gap(text, i + 1 == parts->len);
  }
  /* An accent may stand behind the cut. */
  return g_utf8_normalize(text->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

char *
sms_join_missing(const GPtrArray *parts)
{
  g_autoptr(GString) numbers = g_string_new(NULL);
  for (guint i = 0; i < parts->len; i++)
    if (parts->pdata[i] == NULL)
      g_string_append_printf(numbers, "%s%u", numbers->len == 0 ? "" : ", ",
                             i + 1);
  return numbers->len == 0 ? NULL
                           : g_string_free(g_steal_pointer(&numbers), FALSE);
}
