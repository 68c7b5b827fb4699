/* SPDX-License-Identifier: Apache-2.0
 *
 * A guest in the database of gammu-smsd: what is taken, marked, put, and read
 * of what became of it.
 */
#include "queue/smsd.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tests/support/smsd_rig.h"

#define SENDER "+4915228817386"

static GPtrArray *
take(Smsd *smsd)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *rows = smsd_take(smsd, &error);
  g_assert_no_error(error);
  return rows;
}

static void
mark(Smsd *smsd, const GPtrArray *rows)
{
  g_autoptr(GError) error = NULL;
  g_assert_true(smsd_mark(smsd, rows, &error));
  g_assert_no_error(error);
}

/* "1 2- 3": numbers of the rows, with a dash where nothing is to be told. */
static char *
names_of(const GPtrArray *rows)
{
  GString *names = g_string_new(NULL);
  for (guint i = 0; i < rows->len; i++) {
    const SmsdInbound *row = rows->pdata[i];
    g_string_append_printf(names, "%s%" G_GINT64_FORMAT "%s", i ? " " : "",
                           row->id, row->is_rest ? "-" : "");
  }
  return g_string_free(names, FALSE);
}

static void
test_smsd_take_and_mark(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  smsd_rig_receive(rig, SENDER, "", "Hallo Wörld €");
  smsd_rig_receive(rig, "Info", "", "");
  g_autoptr(GPtrArray) rows = take(smsd);
  g_autofree char *names = names_of(rows);
  g_assert_cmpstr(names, ==, "1 2");
  const SmsdInbound *row = rows->pdata[0];
  g_autofree char *text = json_dumps(row->row, JSON_COMPACT);
  g_assert_cmpstr(text, ==,
                  "{\"ID\":1,\"ReceivingDateTime\":\"2026-11-21 17:26:38\","
                  "\"SenderNumber\":\"" SENDER
                  "\",\"TextDecoded\":\"Hallo Wörld €\",\"UDH\":\"\","
                  "\"Class\":-1,\"Coding\":\"Unicode_No_Compression\","
                  "\"RecipientID\":\"modem1\"}");
  smsd_rig_expect(rig, "SELECT Processed FROM inbox", "false|false");
  mark(smsd, rows);
  smsd_rig_expect(rig, "SELECT Processed FROM inbox", "true|true");
  g_autoptr(GPtrArray) again = take(smsd);
  g_assert_cmpuint(again->len, ==, 0);
}

/* A database made anew gives its numbers again: what has been taken of the old
 * one must not be marked in it. */
static void
test_smsd_mark_only_what_was_taken(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  smsd_rig_receive(rig, SENDER, "", "eins");
  g_autoptr(GPtrArray) rows = take(smsd);
  smsd_rig_run(rig, "UPDATE inbox SET ReceivingDateTime ="
                    " '2026-11-22 08:00:00', TextDecoded = 'zwei'");
  mark(smsd, rows);
  smsd_rig_expect(rig, "SELECT Processed FROM inbox", "false");
}

static void
test_smsd_take_one_phone_only(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(GError) error = NULL;
  smsd_rig_receive(rig, SENDER, "", "uns");
  smsd_rig_receive(rig, SENDER, "", "den anderen");
  smsd_rig_run(rig, "UPDATE inbox SET RecipientID = 'feuerwehr' WHERE ID = 2");
  g_autoptr(Smsd) smsd = smsd_open(rig->path, "modem1", &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) rows = take(smsd);
  g_autofree char *names = names_of(rows);
  g_assert_cmpstr(names, ==, "1");
}

/* Rows of inbox and what is made of them. */
typedef struct LongCase {
  const char *name;
  const char *rows[6]; /* "UDH text" each */
  const char *names;
  int parts; /* of the first one to tell */
} LongCase;

static const LongCase long_cases[] = {
    {"whole",
     {"050003CC0301 abc", "050003CC0302 ", "050003CC0303 "},
     "1 2- 3-",
     3},
    {"16 bit reference", {"060804CC010201 ab", "060804CC010202 "}, "1 2-", 2},
    {"two of one sender, mixed",
     {"050003CC0201 ab", "050003CD0201 cd", "050003CD0202 ", "050003CC0202 "},
     "1 2 3- 4-",
     2},
    {"a short one between",
     {"050003CC0201 ab", " x", "050003CC0202 "},
     "1 2 3-",
     2},
    {"the last is missing", {"050003CC0301 ab", "050003CC0302 "}, "1 2-", 2},
    {"the first is missing", {"050003CC0302 b", "050003CC0303 c"}, "1 2", 1},
    {"a rest whose text was told before", {"050003CC0302 "}, "1-", 1},
    {"an empty long one", {"050003CC0201 ", "050003CC0202 "}, "1 2-", 2},
    {"no concatenation", {"0605040B8423F0 x"}, "1", 1},
};

static void
test_smsd_take_long_ones(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(long_cases); i++) {
    const LongCase *row = &long_cases[i];
    g_autoptr(SmsdRig) rig = smsd_rig_new();
    g_autoptr(Smsd) smsd = smsd_rig_open(rig);
    g_test_message("%s", row->name);
    for (size_t k = 0; row->rows[k] != NULL; k++) {
      g_auto(GStrv) words = g_strsplit(row->rows[k], " ", 2);
      smsd_rig_receive(rig, SENDER, words[0], words[1]);
    }
    g_autoptr(GPtrArray) rows = take(smsd);
    g_autofree char *names = names_of(rows);
    g_assert_cmpstr(names, ==, row->names);
    const SmsdInbound *first = rows->pdata[0];
    g_assert_cmpint(first->parts, ==, row->parts);
  }
}

/* SMSD writes row by row: between two of them we must not take a beginning for
 * the whole. */
static void
test_smsd_take_waits_for_the_rest(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  smsd_rig_receive(rig, SENDER, "", "kurz");
  smsd_rig_receive(rig, SENDER, "050003CC0301", "abc");
  smsd_rig_receive(rig, SENDER, "050003CC0302", "");
  smsd_rig_run(rig, "UPDATE inbox SET Status = 0 WHERE ID > 1"); /* just now */
  g_autoptr(GPtrArray) early = take(smsd);
  g_autofree char *early_names = names_of(early);
  g_assert_cmpstr(early_names, ==, "1");
  smsd_rig_receive(rig, SENDER, "050003CC0303", "");
  g_autoptr(GPtrArray) rows = take(smsd);
  g_autofree char *names = names_of(rows);
  g_assert_cmpstr(names, ==, "1 2 3- 4-");
}

/* Somebody who sends nothing but beginnings stops nobody. */
static void
test_smsd_take_goes_on_when_full(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  smsd_rig_run(rig, "BEGIN");
  for (int i = 0; i < SMSD_TAKE_MAX + 100; i++)
    smsd_rig_receive(rig, SENDER, "050003CC0301", "ab");
  smsd_rig_run(rig, "COMMIT");
  g_autoptr(GPtrArray) rows = take(smsd);
  g_assert_cmpuint(rows->len, >, SMSD_TAKE_MAX / 2);
}

/* --- what goes out --- */

static int64_t
put(Smsd *smsd, const char *id, const char *text)
{
  g_autoptr(GError) error = NULL;
  SmsdOut sms = {id, "+493023125001", text};
  int64_t row = 0;
  g_assert_true(smsd_put(smsd, &sms, &row, &error));
  g_assert_no_error(error);
  return row;
}

static void
test_smsd_put_short(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  g_assert_cmpint(put(smsd, "a1", "Grüße aus dem Rathaus"), ==, 1);
  g_assert_cmpint(put(smsd, "a2", "Şükran"), ==, 2);
  smsd_rig_expect(
      rig,
      "SELECT DestinationNumber || ' ' || TextDecoded || ' ' || Coding || ' '"
      " || CreatorID || ' ' || DeliveryReport || ' ' || RelativeValidity ||"
      " ' ' || MultiPart || ' ' || ifnull(UDH, '-') FROM outbox",
      "+493023125001 Grüße aus dem Rathaus Default_No_Compression bote:a1 yes "
      "143 false -|+493023125001 Şükran Unicode_No_Compression bote:a2 yes 143 "
      "false -");
}

static void
test_smsd_put_long(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  g_autoptr(GString) text = g_string_new(NULL);
  while (g_utf8_strlen(text->str, -1) < 66)
    g_string_append(text, "ş");
  g_string_append(text, "🚲 und weiter");
  smsd_rig_run(rig, "INSERT INTO outbox (ID, CreatorID) VALUES (299, 'x')");
  g_assert_cmpint(put(smsd, "b1", text->str), ==, 300);
  smsd_rig_expect(rig,
                  "SELECT MultiPart || UDH || length(TextDecoded) FROM outbox"
                  " WHERE ID = 300",
                  "true0500032C020166"); /* the bicycle is not split */
  smsd_rig_expect(rig,
                  "SELECT ID || ' ' || SequencePosition || ' ' || UDH || ' ' ||"
                  " Coding || ' ' || TextDecoded FROM outbox_multipart",
                  "300 2 0500032C0202 Unicode_No_Compression 🚲 und weiter");
}

/* A repeat whose fate is unknown finds the first one, sent or not. */
static void
test_smsd_put_twice_is_one(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  g_assert_cmpint(put(smsd, "c1", "Hallo"), ==, 1);
  g_assert_cmpint(put(smsd, "c1", "Hallo"), ==, 1);
  smsd_rig_run(rig, "INSERT INTO sentitems (ID, Text, UDH, SenderID, CreatorID)"
                    " SELECT ID, '', '', 'modem1', CreatorID FROM outbox;"
                    " DELETE FROM outbox");
  g_assert_cmpint(put(smsd, "c1", "Hallo"), ==, 1);
  smsd_rig_expect(rig, "SELECT count(*) FROM outbox", "0");
}

/* What stands in sentitems, and what is read of it. */
static const struct {
  const char *name, *parts, *status;
  int error;
} fates[] = {
    {"one part", "'DeliveryOK', 0", "DeliveryOK", 0},
    {"all parts", "'DeliveryOK', 0|'DeliveryOK', 1", "DeliveryOK", 0},
    {"one is missing", "'DeliveryOK', 0|'SendingOK', -1", "SendingOK", -1},
    {"one failed", "'DeliveryOK', 0|'DeliveryFailed', 70", "DeliveryFailed",
     70},
    {"one was not sent", "'SendingOK', -1|'SendingError', -1", "SendingError",
     -1},
};

static void
add_fate(SmsdRig *rig, const char *parts)
{
  g_auto(GStrv) list = g_strsplit(parts, "|", -1);
  for (int i = 0; list[i] != NULL; i++) {
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO sentitems (ID, SequencePosition, Text, UDH, SenderID,"
        " CreatorID, Status, StatusError) VALUES (7, %d, '', '', 'modem1',"
        " 'bote:d1', %s)",
        i + 1, list[i]);
    smsd_rig_run(rig, sql);
  }
}

static GPtrArray *
sent(Smsd *smsd, int64_t from)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *all = smsd_sent(smsd, from, &error);
  g_assert_no_error(error);
  return all;
}

static void
test_smsd_sent(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(fates); i++) {
    g_autoptr(SmsdRig) rig = smsd_rig_new();
    g_autoptr(Smsd) smsd = smsd_rig_open(rig);
    g_test_message("%s", fates[i].name);
    add_fate(rig, fates[i].parts);
    g_autoptr(GPtrArray) all = sent(smsd, 0);
    g_assert_cmpuint(all->len, ==, 1);
    const SmsdSent *one = all->pdata[0];
    g_assert_cmpint(one->id, ==, 7);
    g_assert_cmpstr(one->creator, ==, "bote:d1");
    g_assert_cmpstr(one->status, ==, fates[i].status);
    g_assert_cmpint(one->error, ==, fates[i].error);
    g_assert_false(one->is_old);
  }
}

static void
test_smsd_sent_is_ours_and_done(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  add_fate(rig, "'SendingOK', -1");
  smsd_rig_run(rig, "INSERT INTO sentitems (ID, Text, UDH, SenderID, CreatorID)"
                    " VALUES (8, '', '', 'modem1', 'Gammu 1.42'),"
                    " (9, '', '', 'modem1', 'bote:e1'),"
                    " (10, '', '', 'modem1', 'bote:f1');"
                    "INSERT INTO outbox (ID, CreatorID) VALUES (9, 'bote:e1');"
                    "UPDATE sentitems SET InsertIntoDB ="
                    " datetime('now', '-8 days') WHERE ID = 10");
  g_autoptr(GPtrArray) all = sent(smsd, 0);
  g_assert_cmpuint(all->len, ==, 2); /* neither the foreign nor the half one */
  g_assert_true(((SmsdSent *)all->pdata[1])->is_old);
  g_autoptr(GPtrArray) rest = sent(smsd, 8);
  g_assert_cmpuint(rest->len, ==, 1);
}

/* Only what is done, ours, and old. */
static void
test_smsd_forget(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  bool more = true;
  smsd_rig_run(rig, "DROP TRIGGER update_inbox_time");
  for (int i = 0; i < 4; i++)
    smsd_rig_receive(rig, SENDER, "", "Hallo");
  smsd_rig_run(rig, "UPDATE inbox SET Processed = 'true' WHERE ID IN (1, 2);"
                    "UPDATE inbox SET UpdatedInDB = datetime('now', '-31 days')"
                    " WHERE ID IN (2, 3)");
  add_fate(rig, "'DeliveryOK', 0|'DeliveryOK', 0");
  smsd_rig_run(rig, "INSERT INTO sentitems (ID, Text, UDH, SenderID, CreatorID)"
                    " VALUES (8, '', '', 'modem1', 'Gammu 1.42');"
                    "UPDATE sentitems SET InsertIntoDB ="
                    " datetime('now', '-31 days');"
                    "INSERT INTO sentitems (ID, Text, UDH, SenderID, CreatorID)"
                    " VALUES (9, '', '', 'modem1', 'bote:e1')");
  g_assert_true(smsd_forget(smsd, 30, &more, NULL));
  g_assert_false(more);
  smsd_rig_expect(rig, "SELECT ID FROM inbox", "1|3|4");
  smsd_rig_expect(rig, "SELECT ID FROM sentitems", "8|9");
}

static void
test_smsd_phone(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  SmsdPhone phone;
  g_assert_true(smsd_phone(smsd, &phone, NULL));
  g_assert_false(phone.known);
  smsd_rig_run(rig, "INSERT INTO phones (ID, IMEI, IMSI, Client, Battery,"
                    " Signal, UpdatedInDB) VALUES ('modem1', '1', '1', 'x',"
                    " 100, 42, datetime('now', '-300 seconds'))");
  g_assert_true(smsd_phone(smsd, &phone, NULL));
  g_assert_true(phone.known);
  g_assert_cmpint(phone.signal, ==, 42);
  g_assert_cmpint(phone.battery, ==, 100);
  g_assert_cmpint(phone.silent_s, >=, 299);
  g_assert_cmpint(phone.silent_s, <, 400);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/smsd/take-and-mark", test_smsd_take_and_mark);
  g_test_add_func("/queue/smsd/mark-only-what-was-taken",
                  test_smsd_mark_only_what_was_taken);
  g_test_add_func("/queue/smsd/take-one-phone-only",
                  test_smsd_take_one_phone_only);
  g_test_add_func("/queue/smsd/take-long-ones", test_smsd_take_long_ones);
  g_test_add_func("/queue/smsd/take-waits-for-the-rest",
                  test_smsd_take_waits_for_the_rest);
  g_test_add_func("/queue/smsd/take-goes-on-when-full",
                  test_smsd_take_goes_on_when_full);
  g_test_add_func("/queue/smsd/put-short", test_smsd_put_short);
  g_test_add_func("/queue/smsd/put-long", test_smsd_put_long);
  g_test_add_func("/queue/smsd/put-twice-is-one", test_smsd_put_twice_is_one);
  g_test_add_func("/queue/smsd/sent", test_smsd_sent);
  g_test_add_func("/queue/smsd/sent-is-ours-and-done",
                  test_smsd_sent_is_ours_and_done);
  g_test_add_func("/queue/smsd/forget", test_smsd_forget);
  g_test_add_func("/queue/smsd/phone", test_smsd_phone);
  return g_test_run();
}
