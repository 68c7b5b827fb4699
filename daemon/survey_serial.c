/* SPDX-License-Identifier: Apache-2.0
 *
 * Six digits of the survey, nine of the contact.
 */
#include "daemon/survey_serial.h"

#include <glib.h>

static const int64_t contacts = INT64_C(1000000000);

/* A number that follows from a text, below `end`. */
static int64_t
digits_of(const char *text, int64_t end)
{
  g_autofree char *hash =
      g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  hash[15] = '\0';
  return g_ascii_strtoll(hash, NULL, 16) % end;
}

static int64_t
first_digits(const char *survey)
{
  return 100000 + digits_of(survey, 900000);
}

int64_t
survey_serial(const char *survey, const char *contact)
{
  return first_digits(survey) * contacts + digits_of(contact, contacts);
}

static int64_t
record_of(const TokenRef *token)
{
  return g_ascii_strtoll(token->record, NULL, 10);
}

bool
survey_serial_is_of(const TokenRef *token, const char *survey)
{
  return token->role == TOKEN_ROLE_SURVEY &&
         record_of(token) / contacts == first_digits(survey);
}

bool
survey_serial_is_to(const TokenRef *token, const char *survey,
                    const char *contact)
{
  return token->role == TOKEN_ROLE_SURVEY &&
         record_of(token) == survey_serial(survey, contact);
}
