/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails that were passed on, one by one, and the marks between their words.
 */
#include "parsers/forward/forwarded.h"

#include <string.h>

#include "parsers/forward/forward_private.h"
#include "parsers/message.h"

Forwarded *
forwarded_new(void)
{
  return g_new0(Forwarded, 1);
}

void
forwarded_free(Forwarded *forwarded)
{
  if (forwarded == NULL)
    return;
  address_free(forwarded->from);
  g_free(forwarded->to);
  g_free(forwarded->day);
  g_free(forwarded->subject);
  g_free(forwarded);
}

/* How many marks stand in front of the words of a mail. */
static guint
count_marks(const GPtrArray *mails, guint first)
{
  guint count = 0;
  for (guint i = 0; i < first && i < mails->len; i++) {
    const Forwarded *mail = g_ptr_array_index(mails, i);
    count += mail->is_bare ? 0 : 1;
  }
  return count;
}

char *
forwarded_words(const GPtrArray *mails, const char *text, guint first)
{
  guint marks = count_marks(mails, first);
  bool in_mark = false;
  g_auto(GStrv) lines = g_strsplit(text == NULL ? "" : text, "\n", -1);
  g_autoptr(GString) words = g_string_new(NULL);
  for (gsize i = 0; lines[i] != NULL; i++) {
    bool is_mark = strcmp(lines[i], FORWARD_MARK_TEXT) == 0;
    in_mark = is_mark || (in_mark && *lines[i] != '\0');
    if (is_mark && marks > 0 && --marks == 0) {
      g_string_truncate(words, 0);
      continue;
    }
    bool says_who = in_mark && g_str_has_prefix(lines[i], "From: ");
    bool is_head = in_mark && words->len == 0; /* of the first one */
    if (marks == 0 && !says_who && !is_head)
      g_string_append_printf(words, "%s\n", lines[i]);
  }
  return g_strdup(g_strstrip(words->str));
}
