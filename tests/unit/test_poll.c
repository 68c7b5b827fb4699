/* SPDX-License-Identifier: Apache-2.0
 *
 * Role poll: what stands in SMSD's database becomes records, each told once,
 * and nothing is marked before it is durable.
 */
#include "daemon/poll/poll.h"

#include <glib/gstdio.h>
#include <string.h>

#include "daemon/clock.h"
#include "daemon/status.h"
#include "queue/spool.h"
#include "tests/support/json_text.h"
#include "tests/support/smsd_rig.h"

#define SENDER "+4915228817386"

typedef struct Rig {
  SmsdRig *smsd;
  SecretBoxPair pair;
  char *folder;
  Clock *clock;
  Status *status;
  PollOptions options;
  Poll *poll;
} Rig;

/* As after a death: it knows nothing any more. */
static void
rig_start(Rig *rig)
{
  poll_free(rig->poll);
  rig->poll = poll_new(&rig->options);
}

static void
set_up(Rig *rig, gconstpointer data)
{
  (void)data;
  rig->smsd = smsd_rig_new();
  rig->folder = scratch_path(rig->smsd->scratch, "poll");
  (void)spool_folder_make(rig->folder, NULL);
  secret_box_pair_random(&rig->pair);
  rig->clock = clock_new_system();
  rig->status = status_new(rig->smsd->scratch->folder, "poll-sms", rig->clock);
  rig->options =
      (PollOptions){.channel = "sms",
                    .smsd = {.database = rig->smsd->path, .poll_s = 5},
                    .timezone = "Europe/Berlin",
                    .folder = rig->folder,
                    .runtime_dir = rig->smsd->scratch->folder,
                    .reader = &rig->pair.public_key,
                    .clock = rig->clock,
                    .status = rig->status};
  rig_start(rig);
}

static void
tear_down(Rig *rig, gconstpointer data)
{
  (void)data;
  poll_free(rig->poll);
  status_free(rig->status);
  clock_free(rig->clock);
  g_free(rig->folder);
  smsd_rig_free(rig->smsd);
}

static void
poll_once(Rig *rig)
{
  g_autoptr(GError) error = NULL;
  g_assert_true(poll_round(rig->poll, &error));
  g_assert_no_error(error);
}

/* Add the records of one file: their heads, with the body as "row". */
static void
read_file(const Rig *rig, const char *name, json_t *records)
{
  g_autofree char *path = g_build_filename(rig->folder, "new", name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SpoolReader) reader =
      spool_reader_open(path, -1, &rig->pair, &error);
  json_t *head = NULL;
  g_assert_no_error(error);
  while (spool_reader_next(reader, &head, &error) == SPOOL_STEP_RECORD) {
    g_autoptr(GBytes) body = spool_reader_read_all(reader, 65536, &error);
    gsize size = 0;
    const char *bytes = g_bytes_get_data(body, &size);
    json_object_set_new(head, "row", json_loadb(bytes, size, 0, NULL));
    json_array_append_new(records, head);
  }
  g_assert_no_error(error);
}

/* Take all records out of the spool, oldest file first. */
static json_t *
take_records(Rig *rig)
{
  json_t *records = json_array();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names = spool_list(rig->folder, 1000, &error);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    read_file(rig, names->pdata[i], records);
    g_assert_true(spool_remove(rig->folder, names->pdata[i], &error));
  }
  return records;
}

static const char *
field(const json_t *records, size_t index, const char *name)
{
  const json_t *record = json_array_get(records, index);
  const char *own = json_text(record, name);
  return own != NULL ? own : json_text(json_object_get(record, "row"), name);
}

/* The same, which must be so many. */
static json_t *
take_count(Rig *rig, size_t count)
{
  json_t *records = take_records(rig);
  g_assert_cmpuint(json_array_size(records), ==, count);
  return records;
}

static void
expect_count(Rig *rig, size_t count)
{
  json_decref(take_count(rig, count));
}

static void
test_poll_inbound(Rig *rig, gconstpointer data)
{
  (void)data;
  smsd_rig_receive(rig->smsd, SENDER, "", "Schlagloch in der Ringstraße 4");
  smsd_rig_receive(rig->smsd, SENDER, "050003CC0201", "lang");
  smsd_rig_receive(rig->smsd, SENDER, "050003CC0202", "");
  poll_once(rig);
  json_auto_t *records = take_count(rig, 2);
  g_assert_cmpstr(field(records, 0, "kind"), ==, "poll");
  g_assert_cmpstr(field(records, 0, "channel"), ==, "sms");
  g_assert_cmpstr(field(records, 0, "TextDecoded"), ==,
                  "Schlagloch in der Ringstraße 4");
  /* A sandboxed reader knows no time zone. */
  g_assert_cmpstr(field(records, 0, "ReceivingDateTime"), ==,
                  "2026-11-21T17:26:38+01:00");
  g_assert_cmpstr(field(records, 0, "key"), !=, field(records, 1, "key"));
  smsd_rig_expect(rig->smsd, "SELECT Processed FROM inbox", "true|true|true");
  poll_once(rig);
  g_assert_cmpint(status_get(rig->status, "accepted"), ==, 2);
  g_assert_cmpint(status_get(rig->status, "last_success_ms"), >, 0);
}

/* Killed between spool and mark: it comes again under the same key. */
static void
test_poll_killed_before_marking(Rig *rig, gconstpointer data)
{
  (void)data;
  smsd_rig_receive(rig->smsd, SENDER, "", "Hallo");
  smsd_rig_run(rig->smsd, "BEGIN; SELECT count(*) FROM inbox"); /* no commit */
  poll_once(rig);
  json_auto_t *before = take_count(rig, 1);
  poll_once(rig); /* as long as it lives it knows */
  expect_count(rig, 0);
  rig_start(rig);
  smsd_rig_run(rig->smsd, "COMMIT");
  poll_once(rig);
  json_auto_t *after = take_count(rig, 1);
  g_assert_cmpstr(field(before, 0, "key"), ==, field(after, 0, "key"));
  smsd_rig_expect(rig->smsd, "SELECT Processed FROM inbox", "true");
}

/* The lock goes while it lives: marked at the next look, told once. */
static void
test_poll_marks_later(Rig *rig, gconstpointer data)
{
  (void)data;
  smsd_rig_receive(rig->smsd, SENDER, "", "Hallo");
  smsd_rig_run(rig->smsd, "BEGIN; SELECT count(*) FROM inbox");
  poll_once(rig);
  smsd_rig_run(rig->smsd, "COMMIT");
  smsd_rig_receive(rig->smsd, SENDER, "", "Hallo");
  poll_once(rig);
  smsd_rig_expect(rig->smsd, "SELECT Processed FROM inbox", "true|true");
  expect_count(rig, 2);
}

/* The same number in a database made anew is another SMS. */
static void
test_poll_new_database(Rig *rig, gconstpointer data)
{
  (void)data;
  smsd_rig_receive(rig->smsd, SENDER, "", "1");
  poll_once(rig);
  json_auto_t *before = take_records(rig);
  smsd_rig_run(rig->smsd, "DELETE FROM inbox; DELETE FROM sqlite_sequence");
  smsd_rig_receive(rig->smsd, SENDER, "", "1");
  smsd_rig_run(rig->smsd, "UPDATE inbox SET ReceivingDateTime ="
                          " '2026-11-22 08:00:00'");
  poll_once(rig);
  json_auto_t *after = take_count(rig, 1);
  g_assert_cmpstr(field(before, 0, "key"), !=, field(after, 0, "key"));
}

/* Nothing is marked that could not be written. */
static void
test_poll_spool_fails(Rig *rig, gconstpointer data)
{
  (void)data;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_build_filename(rig->folder, "tmp", NULL);
  smsd_rig_receive(rig->smsd, SENDER, "", "Hallo");
  g_assert_cmpint(g_rmdir(folder), ==, 0);
  g_assert_false(poll_round(rig->poll, &error));
  g_clear_error(&error);
  rig->options.free_disk_mib = G_MAXUINT;
  rig_start(rig);
  g_assert_false(poll_round(rig->poll, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_FULL);
  smsd_rig_expect(rig->smsd, "SELECT Processed FROM inbox", "false");
}

/* A database that goes and comes back costs nothing but time. */
static void
test_poll_database_goes(Rig *rig, gconstpointer data)
{
  (void)data;
  g_autofree char *aside = g_strconcat(rig->smsd->path, ".aside", NULL);
  smsd_rig_receive(rig->smsd, SENDER, "", "Hallo");
  g_assert_cmpint(g_rename(rig->smsd->path, aside), ==, 0);
  poll_once(rig);
  expect_count(rig, 0);
  g_assert_cmpint(status_get(rig->status, "errors"), ==, 1);
  g_assert_cmpint(g_rename(aside, rig->smsd->path), ==, 0);
  poll_once(rig);
  expect_count(rig, 1);
}

static void
add_sent(Rig *rig, int id, const char *creator)
{
  g_autofree char *sql = g_strdup_printf(
      "INSERT INTO sentitems (ID, Text, UDH, SenderID, CreatorID)"
      " VALUES (%d, '', '', 'modem1', '%s')",
      id, creator);
  smsd_rig_run(rig->smsd, sql);
}

/* Each state is told once, whatever order they change in. */
static void
test_poll_receipts(Rig *rig, gconstpointer data)
{
  (void)data;
  add_sent(rig, 3, "bote:a1");
  add_sent(rig, 4, "bote:b1");
  poll_once(rig);
  json_auto_t *sent = take_count(rig, 2);
  g_assert_cmpstr(field(sent, 0, "CreatorID"), ==, "bote:a1");
  poll_once(rig);
  expect_count(rig, 0);
  smsd_rig_run(rig->smsd, "UPDATE sentitems SET Status = 'DeliveryOK',"
                          " StatusError = 0 WHERE ID = 4");
  poll_once(rig);
  json_auto_t *delivered = take_count(rig, 1);
  g_assert_cmpstr(field(delivered, 0, "CreatorID"), ==, "bote:b1");
  smsd_rig_run(rig->smsd, "UPDATE sentitems SET Status = 'DeliveryFailed',"
                          " StatusError = 70 WHERE ID = 3");
  poll_once(rig);
  json_auto_t *failed = take_count(rig, 1);
  g_assert_cmpstr(field(failed, 0, "Status"), ==, "DeliveryFailed");
  /* What is delivered is not looked at again; what failed is. */
  add_sent(rig, 5, "bote:c1");
  smsd_rig_run(rig->smsd, "UPDATE sentitems SET Status = 'DeliveryOK',"
                          " StatusError = 0 WHERE ID = 3");
  poll_once(rig);
  expect_count(rig, 2);
  g_assert_cmpint(status_get(rig->status, "receipts"), ==, 6);
}

/* After a start they come again, under the same keys. */
static void
test_poll_receipts_after_a_start(Rig *rig, gconstpointer data)
{
  (void)data;
  add_sent(rig, 3, "bote:a1");
  poll_once(rig);
  json_auto_t *before = take_count(rig, 1);
  rig_start(rig);
  poll_once(rig);
  json_auto_t *after = take_count(rig, 1);
  g_assert_cmpstr(field(before, 0, "key"), ==, field(after, 0, "key"));
}

/* Numbers that began anew are below those already told. */
static void
test_poll_receipts_of_a_new_database(Rig *rig, gconstpointer data)
{
  (void)data;
  add_sent(rig, 300, "bote:a1");
  smsd_rig_run(rig->smsd, "UPDATE sentitems SET Status = 'DeliveryOK'");
  poll_once(rig);
  expect_count(rig, 1);
  smsd_rig_run(rig->smsd, "DELETE FROM sentitems");
  add_sent(rig, 1, "bote:b1");
  poll_once(rig);
  expect_count(rig, 1);
}

static void
test_poll_phone(Rig *rig, gconstpointer data)
{
  (void)data;
  smsd_rig_run(rig->smsd, "INSERT INTO phones (ID, IMEI, IMSI, Client, Battery,"
                          " Signal, UpdatedInDB) VALUES ('modem1', '1', '1',"
                          " 'x', 100, 42, datetime('now', '-600 seconds'))");
  poll_once(rig);
  g_assert_cmpint(status_get(rig->status, "signal_percent"), ==, 42);
  g_assert_cmpint(status_get(rig->status, "battery_percent"), ==, 100);
  g_assert_cmpint(status_get(rig->status, "smsd_silent_s"), >=, 599);
}

/* What is done is removed in time, unless the town keeps it. */
static void
test_poll_forgets(Rig *rig, gconstpointer data)
{
  (void)data;
  smsd_rig_receive(rig->smsd, SENDER, "", "Hallo");
  poll_once(rig);
  smsd_rig_run(rig->smsd, "DROP TRIGGER update_inbox_time;"
                          "UPDATE inbox SET UpdatedInDB ="
                          " datetime('now', '-31 days')");
  poll_once(rig);
  smsd_rig_expect(rig->smsd, "SELECT count(*) FROM inbox", "1");
  rig->options.smsd.keep_days = 30;
  rig_start(rig);
  poll_once(rig);
  smsd_rig_expect(rig->smsd, "SELECT count(*) FROM inbox", "0");
}

/* In summer, in winter, and what is no time at all. */
static const struct {
  const char *written, *told;
} times[] = {
    {"2026-07-01 12:00:00", "2026-07-01T12:00:00+02:00"},
    {"2026-12-31 23:59:59", "2026-12-31T23:59:59+01:00"},
    {"gestern", "gestern"},
    {"0000-00-00 00:00:00", "0000-00-00 00:00:00"},
};

static void
test_poll_times(Rig *rig, gconstpointer data)
{
  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
    smsd_rig_receive(rig->smsd, SENDER, "", "x");
    g_autofree char *sql = g_strdup_printf(
        "UPDATE inbox SET ReceivingDateTime = '%s' WHERE Processed = 'false'",
        times[i].written);
    smsd_rig_run(rig->smsd, sql);
    poll_once(rig);
    json_auto_t *records = take_records(rig);
    g_assert_cmpstr(field(records, 0, "ReceivingDateTime"), ==, times[i].told);
  }
}

static const struct {
  const char *name;
  void (*function)(Rig *rig, gconstpointer data);
} cases[] = {
    {"inbound", test_poll_inbound},
    {"killed-before-marking", test_poll_killed_before_marking},
    {"marks-later", test_poll_marks_later},
    {"new-database", test_poll_new_database},
    {"spool-fails", test_poll_spool_fails},
    {"database-goes", test_poll_database_goes},
    {"receipts", test_poll_receipts},
    {"receipts-after-a-start", test_poll_receipts_after_a_start},
    {"receipts-of-a-new-database", test_poll_receipts_of_a_new_database},
    {"phone", test_poll_phone},
    {"forgets", test_poll_forgets},
    {"times", test_poll_times},
};

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/daemon/poll/", cases[i].name, NULL);
    g_test_add(path, Rig, NULL, set_up, cases[i].function, tear_down);
  }
  return g_test_run();
}
