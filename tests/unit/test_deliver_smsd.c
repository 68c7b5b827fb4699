/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of an SMS that goes by SMSD's database.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "parsers/config/smsd_settings.h"
#include "tests/support/smsd_rig.h"
#include "tests/support/transport_run.h"

static void
set_up(TransportRun *run, const char *database)
{
  transport_run_init(run, TRANSPORT_KIND_SMSD);
  run->route.channel = &run->channel;
  run->channel.settings =
      json_pack("{s:s*, s:s}", "database", database, "phone", "modem1");
}

/* Give a job to a line, which knows the outcome at once. */
static void
send_job(TransportRun *run, const OutboxJob *job, OutboxResult *out)
{
  const Transport *transport = run->route.transport;
  TransportLine *line = transport->open(&run->route);
  g_assert_true(transport->start(line, job, 0, out));
  transport->close(line);
}

static void
test_deliver_smsd_sends(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  TransportRun run;
  OutboxResult result = {0};
  g_autoptr(GBytes) body = g_bytes_new_static("Grüße", strlen("Grüße"));
  OutboxJob job = {.id = {"0123456789abcdef"},
                   .channel = (char *)"sms",
                   .envelope_from = (char *)"",
                   .address = (char *)"+493023125001",
                   .body = body};
  set_up(&run, rig->path);
  /* Twice, as after a crash of ours that made the first one unknown. */
  for (job.attempt = 1; job.attempt <= 2; job.attempt++) {
    send_job(&run, &job, &result);
    g_assert_cmpint(result.action, ==, DELIVERY_SENT);
    g_assert_cmpstr(result.provider_ref, ==, "1");
    transport_result_clear(&result);
  }
  smsd_rig_expect(rig,
                  "SELECT DestinationNumber || ' ' || TextDecoded || ' ' ||"
                  " SenderID || ' ' || CreatorID FROM outbox",
                  "+493023125001 Grüße modem1 bote:0123456789abcdef");
  transport_run_clear(&run);
}

static void
expect(const char *database, DeliveryAction action, const char *words)
{
  TransportRun run;
  OutboxResult result = {0};
  set_up(&run, database);
  transport_run_job(&run, "", "+493023125001", "Hallo", &result);
  g_assert_cmpint(result.action, ==, action);
  g_assert_nonnull(strstr(result.diagnostic, words));
  g_assert_null(strstr(result.diagnostic, "+49302312"));
  if (action == DELIVERY_NOT_TRIED)
    g_assert_cmpint(result.retry_after_s, >, 0);
  transport_result_clear(&result);
  transport_run_clear(&run);
}

/* None of this is the message's fault: it waits. */
static void
test_deliver_smsd_errors(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  expect(NULL, DELIVERY_PAUSE, "'database' must be");
  expect("smsd.db", DELIVERY_PAUSE, "'database' must be");
  expect("/nonexistent/smsd.db", DELIVERY_PAUSE, "start gammu-smsd");
  smsd_rig_run(rig, "BEGIN IMMEDIATE");
  expect(rig->path, DELIVERY_NOT_TRIED, "another program holds it");
  smsd_rig_run(rig, "COMMIT; DROP TABLE phones");
  expect(rig->path, DELIVERY_PAUSE, "sqlite.sql");
}

static const struct {
  const char *settings; /* JSON with single quotes */
  const char *phone;
  int poll_s; /* 0: refused */
} settings_rows[] = {
    {"{'database':'/a/b'}", NULL, 5},
    {"{'database':'/a/b','phone':'modem1','poll_s':'1'}", "modem1", 1},
    {"{'database':'/a/b','poll_s':'0'}", NULL, 0},
    {"{'database':'/a/b','poll_s':'1h'}", NULL, 0},
    {"{'database':'/a/b','poll_s':'3600'}", NULL, 0},
    {"{'database':'/a/b','keep_days':'-1'}", NULL, 0},
    {"{'database':'b'}", NULL, 0},
    {"{}", NULL, 0},
};

static void
test_deliver_smsd_settings(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(settings_rows); i++) {
    g_autofree char *text =
        g_strdelimit(g_strdup(settings_rows[i].settings), "'", '"');
    ChannelSettings channel = {.name = (char *)"sms",
                               .settings = json_loads(text, 0, NULL)};
    SmsdSettings got = {0};
    g_autoptr(GError) error = NULL;
    bool ok = smsd_settings_read(&channel, &got, &error);
    g_test_message("%s", text);
    g_assert_cmpint(ok, ==, settings_rows[i].poll_s != 0);
    g_assert_cmpint(got.poll_s, ==, settings_rows[i].poll_s);
    g_assert_cmpstr(got.phone, ==, settings_rows[i].phone);
    if (!ok)
      g_assert_nonnull(strstr(error->message, "channel 'sms': settings: "));
    json_decref(channel.settings);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/deliver-smsd/sends", test_deliver_smsd_sends);
  g_test_add_func("/daemon/deliver-smsd/errors", test_deliver_smsd_errors);
  g_test_add_func("/daemon/deliver-smsd/settings", test_deliver_smsd_settings);
  return g_test_run();
}
