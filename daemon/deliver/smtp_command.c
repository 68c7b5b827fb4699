/* SPDX-License-Identifier: Apache-2.0
 *
 * MAIL and its parameters.
 */
#include "daemon/deliver/smtp_command.h"

#include <string.h>

static bool
is_ascii(const char *bytes, size_t size)
{
  for (size_t i = 0; i < size; i++)
    if ((bytes[i] & 0x80) != 0)
      return false;
  return true;
}

bool
smtp_command_needs_utf8(const OutboxJob *job)
{
  return !is_ascii(job->address, strlen(job->address)) ||
         !is_ascii(job->envelope_from, strlen(job->envelope_from));
}

char *
smtp_command_mail(const OutboxJob *job, const SmtpDialogue *dialogue)
{
  GString *out = g_string_new(NULL);
  gsize size = 0;
  const char *body = g_bytes_get_data(job->body, &size);

  g_string_append_printf(out, "MAIL FROM:<%s>", job->envelope_from);
  if (dialogue->offers_size)
    g_string_append_printf(out, " SIZE=%zu", size);
  if (dialogue->offers_8bit && !is_ascii(body, size))
    g_string_append(out, " BODY=8BITMIME");
  if (smtp_command_needs_utf8(job))
    g_string_append(out, " SMTPUTF8");
  return g_string_free(out, FALSE);
}
