/* SPDX-License-Identifier: Apache-2.0
 *
 * Staff mails and SMS keywords on any text.  Seeds: tests/fixtures/commands.
 */
#include <stddef.h>
#include <stdint.h>

#include "parsers/command.h"
#include "parsers/keyword/keyword.h"
#include "parsers/keyword/keyword_soft.h"
#include "parsers/sms/gsm7.h"
#include "tests/support/fuzz.h"

static void
check_keyword(const char *text)
{
  static const char *const topics[] = {"RADWEG", "neue mitte", NULL};
  g_autoptr(Keyword) keyword = keyword_classify(text, topics);

  g_assert(!keyword->argument || g_utf8_validate(keyword->argument, -1, NULL));
  g_assert((keyword->rest != NULL) == (keyword->kind == KEYWORD_TOPIC));
  /* A word that acts at once is not asked about. */
  g_assert(keyword->kind != KEYWORD_LANGUAGE || !keyword_is_soft_stop(text));
}

static void
check_cost(const char *text)
{
  SmsMeasure measure;
  g_autofree char *prepared = gsm7_prepare(text, &measure);
  g_autoptr(GBytes) septets = gsm7_encode(prepared);

  g_assert((septets != NULL) == (measure.coding == SMS_CODING_GSM7));
  g_assert(!septets || g_bytes_get_size(septets) == measure.units);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  g_autoptr(CommandMail) mail =
      command_mail_parse(text, INT64_C(1779351240000), zone);

  g_assert(g_utf8_validate(mail->text, -1, NULL));
  g_assert(mail->commands->len <= COMMAND_MAX);
  for (guint i = 0; i < mail->mistakes->len; i++) {
    const CommandMistake *mistake = mail->mistakes->pdata[i];
    g_assert(g_utf8_validate(mistake->written, -1, NULL));
  }
  check_keyword(text);
  check_cost(text);
  return 0;
}
