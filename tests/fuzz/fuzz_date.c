/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz dates: as clerks write them, and as mail programs do.  Seeds:
 * tests/fuzz/seeds/date.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/command.h"
#include "parsers/parse_message.h"
#include "tests/support/fuzz.h"

#define NOW_MS INT64_C(1779351240000)
#define DAY_MS INT64_C(86400000)

static void
check_field(const char *value)
{
  g_autofree char *line = g_strndup(value, strcspn(value, "\r\n"));
  g_autofree char *text =
      g_strdup_printf("From: a@example.org\nDate: %s\n\nx\n", line);
  g_autoptr(GBytes) raw = g_bytes_new(text, strlen(text));
  MimeOptions options = {0};
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert(message != NULL);
  if (message->date == NULL)
    return;
  g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(message->date, NULL);
  g_assert(date != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *bytes = g_strndup((const char *)data, size);
  g_autofree char *text = g_utf8_make_valid(bytes, -1);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  int64_t date_ms = 0;
  bool read = command_parse_date(text, NOW_MS, zone, &date_ms);
  g_assert(read || date_ms == 0);
  /* Nobody plans for the next century, and nothing begins within a day. */
  g_assert(!read || (date_ms > NOW_MS - 200 * 366 * DAY_MS &&
                     date_ms < NOW_MS + 200 * 366 * DAY_MS));
  check_field(bytes);
  return 0;
}
