/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking into a scratch town's store, and forcing what stands there.
 */
#include "tests/support/town_fixture.h"

char *
town_fixture_text(TownFixture *town, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StoreRows) rows =
      store_query(town->digest.store, &error, g_intern_string(sql), "");
  g_assert_no_error(error);
  char *text = NULL;
  if (store_rows_next(rows, &error))
    text = store_rows_dup_text(rows, 0);
  g_assert_no_error(error);
  return text == NULL ? g_strdup("") : text;
}

int64_t
town_fixture_count(TownFixture *town, const char *sql)
{
  int64_t number = 0;
  g_autoptr(GError) error = NULL;
  (void)store_get_int64(town->digest.store, &number, &error,
                        g_intern_string(sql), "");
  g_assert_no_error(error);
  return number;
}

void
town_fixture_assert_text(TownFixture *town, const char *sql, const char *want)
{
  g_autofree char *got = town_fixture_text(town, sql);
  g_assert_cmpstr(got, ==, want);
}

void
town_fixture_run(TownFixture *town, const char *sql)
{
  g_autoptr(GError) error = NULL;
  town->is_forced = true;
  (void)(store_begin(town->digest.store, &error) &&
         store_run(town->digest.store, &error, sql, "") &&
         store_commit(town->digest.store, &error));
  g_assert_no_error(error);
}
