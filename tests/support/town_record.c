/* SPDX-License-Identifier: Apache-2.0
 *
 * What tests of recording for others share.
 */
#include "tests/support/town_record.h"

TownFixture *
town_record_new(void)
{
  TownFixture *town =
      town_fixture_new(&(TownOptions){.record = RECORD, .no_domain = true});
  town_fixture_secret(town, "Öznur");
  town_fixture_secret(town, "oeznur@example.net");
  town_fixture_secret(town, "1722881738");
  town_fixture_secret(town, "tiefes Schlagloch");
  return town;
}

void
town_dictate(TownFixture *town, const char *text)
{
  town_say(town,
           &(TownMail){
               .from = LISTED, .to = RECORD, .subject = "Anruf", .text = text});
}

char *
town_record_column(TownFixture *town, const char *column)
{
  g_autofree char *sql = g_strdup_printf("SELECT %s FROM ticket", column);
  return town_fixture_text(town, sql);
}

void
town_record_assert(TownFixture *town, const char *column, const char *value)
{
  g_autofree char *found = town_record_column(town, column);
  g_assert_cmpstr(found, ==, value);
}

int64_t
town_record_tickets(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM ticket");
}

bool
town_record_was_noted(TownFixture *town, const char *what)
{
  g_autofree char *sql = g_strdup_printf(
      "SELECT count(*) FROM inbox_event WHERE what = '%s'", what);
  return town_fixture_count(town, sql) > 0;
}
