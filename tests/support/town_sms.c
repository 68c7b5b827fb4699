/* SPDX-License-Identifier: Apache-2.0
 *
 * SMS of a scratch town.
 */
#include "tests/support/town_sms.h"

TownFixture *
town_sms_new(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town->config->settings->limits.sms_per_number_per_day = 1000;
  return town;
}

ChannelSettings *
town_sms_channel(TownFixture *town)
{
  return town->config->settings->channels->pdata[0];
}

/* In a transaction. */
static bool
write_one(TownFixture *town, const DeskSms *like, char **out_text,
          GError **error)
{
  json_auto_t *nothing = json_object();
  Desk desk = digest_desk(&town->digest);
  DeskSms sms = *like;
  sms.text = sms.text != NULL ? sms.text : "status-unknown";
  sms.language = sms.language != NULL ? sms.language : "de";
  sms.data = sms.data != NULL ? sms.data : nothing;
  sms.channel = sms.channel != NULL ? sms.channel : "sms";
  sms.to = sms.to != NULL ? sms.to : "+491722881738";
  return desk_send_sms(&desk, &sms, out_text, error);
}

char *
town_sms_write(TownFixture *town, const DeskSms *like)
{
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  bool ok = store_begin(town->digest.store, &error) &&
            write_one(town, like, &text, &error) &&
            store_commit(town->digest.store, &error);
  g_assert_no_error(error);
  g_assert_true(ok);
  return text;
}

void
town_sms_write_many(TownFixture *town, const DeskSms *like, int count)
{
  g_autoptr(GError) error = NULL;
  bool ok = store_begin(town->digest.store, &error);
  for (int i = 0; ok && i < count; i++)
    ok = write_one(town, like, NULL, &error);
  ok = ok && store_commit(town->digest.store, &error);
  g_assert_no_error(error);
  g_assert_true(ok);
}

int64_t
town_sms_count(TownFixture *town, const char *state)
{
  g_autofree char *sql =
      g_strdup_printf("SELECT count(*) FROM outbox WHERE channel = 'sms'"
                      " AND state = '%s'",
                      state);
  return town_fixture_count(town, sql);
}

int64_t
town_sms_hand_out(TownFixture *town)
{
  bool worked = true;
  while (worked) {
    worked = false;
    g_assert_true(digest_handout(&town->digest, &worked, NULL));
  }
  return town_sms_count(town, "leased");
}
