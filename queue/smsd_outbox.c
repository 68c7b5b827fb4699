/* SPDX-License-Identifier: Apache-2.0
 *
 * What goes out, and what became of it: SMSD's outbox and sentitems.
 */
#include "queue/smsd_private.h"

#include <string.h>

enum {
  /* TP-VP (TS 23.040 9.2.3.12.1): 12 h, as long as our own outbox tries. */
  VALIDITY = 143,
};

/* The row of an SMS that was put before; 0: none. */
static bool
find_row(Smsd *smsd, const char *creator, int64_t *out_row, GError **error)
{
  *out_row = 0;
  return store_get_int64(smsd->store, out_row, error,
                         "SELECT ID FROM outbox WHERE CreatorID = $1 UNION ALL"
                         " SELECT ID FROM sentitems WHERE CreatorID = $1"
                         " LIMIT 1",
                         "t", creator);
}

static const char *
coding_of(const char *text)
{
  return gsm7_measure(text).coding == SMS_CODING_GSM7
             ? "Default_No_Compression"
             : "Unicode_No_Compression";
}

/* An SMS on its way into the tables. */
typedef struct Putting {
  const SmsdOut *sms;
  const char *creator, *coding;
  GPtrArray *parts; /* char * */
  int64_t row;
} Putting;

/* The part that stands in outbox itself. */
static bool
add_first(Smsd *smsd, Putting *putting, GError **error)
{
  const GPtrArray *parts = putting->parts;
  return store_get_int64(
             smsd->store, &putting->row, error,
             "INSERT INTO outbox (DestinationNumber, TextDecoded, Coding,"
             " Class, CreatorID, SenderID, DeliveryReport, RelativeValidity)"
             " VALUES ($1, $2, $3, -1, $4, $5, 'yes', $6) RETURNING ID",
             "ttttti", putting->sms->to, (const char *)parts->pdata[0],
             putting->coding, putting->creator, smsd->phone,
             (int64_t)VALIDITY) &&
         (parts->len == 1 ||
          store_run(smsd->store, error,
                    "UPDATE outbox SET MultiPart = 'true',"
                    " UDH = printf('050003%02X%02X01', ID % 256, $2)"
                    " WHERE ID = $1",
                    "ii", putting->row, (int64_t)parts->len));
}

/* The reference is the row's number, so that 256 long SMS in succession to one
 * phone differ. */
static bool
add_others(Smsd *smsd, const Putting *putting, GError **error)
{
  for (guint i = 1; i < putting->parts->len; i++)
    if (!store_run(smsd->store, error,
                   "INSERT INTO outbox_multipart (ID, SequencePosition,"
                   " TextDecoded, Coding, Class, UDH) VALUES ($1, $2, $3, $4,"
                   " -1, printf('050003%02X%02X%02X', $1 % 256, $5, $2))",
                   "iitti", putting->row, (int64_t)i + 1,
                   (const char *)putting->parts->pdata[i], putting->coding,
                   (int64_t)putting->parts->len))
      return false;
  return true;
}

/* Within a transaction, so that SMSD never sees half of it. */
static bool
put(Smsd *smsd, const SmsdOut *sms, int64_t *out_row, GError **error)
{
  g_autofree char *creator = g_strconcat(SMSD_CREATOR, sms->id, NULL);
  g_autoptr(GPtrArray) parts = gsm7_split(sms->text);
  Putting putting = {sms, creator, coding_of(sms->text), parts, 0};

  if (!find_row(smsd, creator, &putting.row, error))
    return false;
  if (putting.row == 0 &&
      !(add_first(smsd, &putting, error) && add_others(smsd, &putting, error)))
    return false;
  *out_row = putting.row;
  return true;
}

bool
smsd_put(Smsd *smsd, const SmsdOut *sms, int64_t *out_row, GError **error)
{
  GError *failure = NULL;
  int64_t row = 0;
  if (store_begin(smsd->store, &failure) && put(smsd, sms, &row, &failure) &&
      store_commit(smsd->store, &failure)) {
    *out_row = row;
    return true;
  }
  store_rollback(smsd->store);
  return smsd_explain(smsd, failure, error);
}

static void
sent_free(void *data)
{
  SmsdSent *sent = data;
  g_free(sent->creator);
  g_free(sent->status);
  g_free(sent);
}

static SmsdSent *
read_sent(StoreRows *rows)
{
  SmsdSent *sent = g_new0(SmsdSent, 1);
  sent->id = store_rows_int64(rows, 0);
  sent->creator = g_utf8_make_valid(store_rows_text(rows, 1), -1);
  sent->status = g_utf8_make_valid(store_rows_text(rows, 2), -1);
  sent->error = (int)CLAMP(store_rows_int64(rows, 3), -1, 255);
  sent->is_old = store_rows_int64(rows, 4) != 0;
  return sent;
}

/* A long SMS is where its last part is: of the rows of one number the worst
 * comes first, and what SMSD is still sending is left out.  After a week no
 * network reports any more. */
static GPtrArray *
read_all_sent(Smsd *smsd, int64_t from, GError **error)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(sent_free);
  g_autoptr(StoreRows) rows = store_query(
      smsd->store, error,
      "SELECT ID, CreatorID, Status, StatusError,"
      " julianday('now') - julianday(InsertIntoDB) > 7 FROM sentitems AS s"
      " WHERE ID >= CASE WHEN $1 > 1 + (SELECT max(n) FROM (SELECT"
      " ifnull(max(ID), 0) AS n FROM outbox UNION ALL"
      " SELECT ifnull(max(ID), 0) FROM sentitems)) THEN 0 ELSE $1 END"
      " AND substr(CreatorID, 1, length($2)) = $2"
      " AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.ID = s.ID)"
      " ORDER BY ID, CASE WHEN Status IN ('SendingError', 'Error') THEN 0"
      " WHEN Status = 'DeliveryFailed' THEN 1"
      " WHEN Status = 'DeliveryOK' THEN 3 ELSE 2 END, SequencePosition",
      "it", from, SMSD_CREATOR);
  if (rows == NULL)
    return NULL;
  int64_t last = 0;
  while (store_rows_next(rows, error)) {
    if (all->len == 0 || store_rows_int64(rows, 0) != last)
      g_ptr_array_add(all, read_sent(rows));
    last = store_rows_int64(rows, 0);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&all) : NULL;
}

GPtrArray *
smsd_sent(Smsd *smsd, int64_t from, GError **error)
{
  GError *failure = NULL;
  GPtrArray *all = read_all_sent(smsd, from, &failure);
  if (all == NULL)
    (void)smsd_explain(smsd, failure, error);
  return all;
}
