/* SPDX-License-Identifier: Apache-2.0
 *
 * Passing a letter on.
 */
#include "tests/support/town_forward.h"

#include "tests/support/town_post.h"

TownFixture *
town_forward_new(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "erika@example.net");
  town_fixture_secret(town, "Haselnuss");
  town_fixture_secret(town, "dauernd");
  return town;
}

void
town_pass_on(TownFixture *town, const char *from, const char *head)
{
  g_autofree char *text =
      g_strconcat(FORWARD_NOTE "\n\n", head, FORWARD_WORDS "\n", NULL);
  town_say(town, &(TownMail){
                     .from = from, .subject = "WG: Schlagloch", .text = text});
}

void
town_assert_text(TownFixture *town, const char *sql, const char *expected)
{
  g_autofree char *is = town_fixture_text(town, sql);
  g_assert_cmpstr(is, ==, expected);
}
