/* SPDX-License-Identifier: Apache-2.0
 *
 * What came in: rows of SMSD's inbox, and which of them are one SMS.
 */
#include <string.h>

#include "parsers/sms/udh.h"
#include "queue/smsd_private.h"

enum { PARTS_MAX = 255 }; /* TS 23.040 9.2.3.24.1 */

static void
inbound_free(void *data)
{
  SmsdInbound *inbound = data;
  g_free(inbound->received);
  g_free(inbound->sender);
  g_free(inbound->recipient);
  g_free(inbound->udh);
  g_free(inbound->text);
  json_decref(inbound->row);
  g_free(inbound);
}

/* A column as text; SMSD writes UTF-8, whatever else stands there. */
static char *
column_text(StoreRows *rows, int column)
{
  const char *text = store_rows_text(rows, column);
  return g_utf8_make_valid(text == NULL ? "" : text, -1);
}

static SmsdInbound *
read_row(StoreRows *rows)
{
  SmsdInbound *inbound = g_new0(SmsdInbound, 1);
  g_autofree char *coding = column_text(rows, 6);
  inbound->id = store_rows_int64(rows, 0);
  inbound->received = column_text(rows, 1);
  inbound->sender = column_text(rows, 2);
  inbound->text = column_text(rows, 3);
  inbound->udh = column_text(rows, 4);
  inbound->recipient = column_text(rows, 7);
  inbound->is_new = store_rows_int64(rows, 8) != 0;
  inbound->parts = 1;
  inbound->row = json_pack("{s:I, s:s, s:s, s:s, s:s, s:I, s:s, s:s}", "ID",
                           (json_int_t)inbound->id, "ReceivingDateTime",
                           inbound->received, "SenderNumber", inbound->sender,
                           "TextDecoded", inbound->text, "UDH", inbound->udh,
                           "Class", (json_int_t)store_rows_int64(rows, 5),
                           "Coding", coding, "RecipientID", inbound->recipient);
  g_assert(inbound->row != NULL);
  return inbound;
}

static GPtrArray *
read_rows(Smsd *smsd, GError **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(inbound_free);
  /* SMSD writes the rows of one SMS within a second; if its clock jumped, ten
   * more seconds harm nobody. */
  g_autoptr(StoreRows) rows = store_query(
      smsd->store, error,
      "SELECT ID, ReceivingDateTime, SenderNumber, TextDecoded, UDH, Class,"
      " Coding, RecipientID,"
      " abs(julianday('now') - julianday(UpdatedInDB)) * 86400 < 10"
      " FROM inbox WHERE Processed = 'false'"
      " AND ($1 IS NULL OR RecipientID = $1) ORDER BY ID LIMIT $2",
      "ti", smsd->phone, (int64_t)SMSD_TAKE_MAX);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error))
    g_ptr_array_add(found, read_row(rows));
  return store_rows_ok(rows) ? g_steal_pointer(&found) : NULL;
}

/* Of the same long SMS, its part number aside? */
static bool
belongs_to(const SmsdInbound *rest, const SmsdInbound *head)
{
  UdhConcat one, other;
  return rest->text[0] == '\0' && strcmp(rest->sender, head->sender) == 0 &&
         strcmp(rest->recipient, head->recipient) == 0 &&
         udh_read_concat(rest->udh, &one) &&
         udh_read_concat(head->udh, &other) &&
         one.reference == other.reference && one.total == other.total &&
         one.number > other.number;
}

/* Which rows behind this one are parts of it? */
static void
find_rest(const GPtrArray *rows, guint index, int total)
{
  SmsdInbound *head = rows->pdata[index];
  for (guint i = index + 1; i < rows->len && head->parts < total; i++) {
    SmsdInbound *rest = rows->pdata[i];
    if (rest->is_rest || !belongs_to(rest, head))
      continue;
    rest->is_rest = true;
    head->parts++;
  }
}

/* Take the rows of one SMS, or leave them all: its rows are not all there yet,
 * or lie beyond the limit. */
static void
hold_back(GPtrArray *rows, guint index)
{
  const SmsdInbound *head = rows->pdata[index];
  for (guint i = rows->len; i-- > index + 1;)
    if (belongs_to(rows->pdata[i], head))
      g_ptr_array_remove_index(rows, i);
  g_ptr_array_remove_index(rows, index);
}

/* True: the row stays among those taken. */
static bool
join(GPtrArray *rows, guint index, bool is_full)
{
  bool may_go_on = is_full && rows->len - index <= PARTS_MAX;
  SmsdInbound *head = rows->pdata[index];
  UdhConcat concat;
  if (head->is_rest || !udh_read_concat(head->udh, &concat))
    return true;
  /* Its first part was taken before: SMSD's words are told already. */
  if (head->text[0] == '\0' && concat.number > 1) {
    head->is_rest = true;
    return true;
  }
  find_rest(rows, index, concat.total);
  json_object_set_new(head->row, "Parts", json_integer(head->parts));
  return head->parts == concat.total || !(head->is_new || may_go_on);
}

GPtrArray *
smsd_take(Smsd *smsd, GError **error)
{
  GError *failure = NULL;
  g_autoptr(GPtrArray) rows = read_rows(smsd, &failure);
  if (rows == NULL) {
    (void)smsd_explain(smsd, failure, error);
    return NULL;
  }
  bool is_full = rows->len == SMSD_TAKE_MAX;
  for (guint i = 0; i < rows->len;)
    if (join(rows, i, is_full))
      i++;
    else
      hold_back(rows, i);
  return g_steal_pointer(&rows);
}

static bool
mark_all(Smsd *smsd, const GPtrArray *rows, GError **error)
{
  if (!store_begin(smsd->store, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const SmsdInbound *row = rows->pdata[i];
    if (!store_run(smsd->store, error,
                   "UPDATE inbox SET Processed = 'true' WHERE ID = $1"
                   " AND ReceivingDateTime = $2",
                   "it", row->id, row->received)) {
      store_rollback(smsd->store);
      return false;
    }
  }
  return store_commit(smsd->store, error);
}

bool
smsd_mark(Smsd *smsd, const GPtrArray *rows, GError **error)
{
  GError *failure = NULL;
  return rows->len == 0 || mark_all(smsd, rows, &failure) ||
         smsd_explain(smsd, failure, error);
}
