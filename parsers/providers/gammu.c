/* SPDX-License-Identifier: Apache-2.0
 *
 * Gammu SMSD 1.42 (Debian 12), a modem of one's own.  There is no webhook: what
 * is read here are rows of its tables inbox and sentitems as JSON objects, one
 * each, which role poll takes from the database (gammu-smsd-tables(7)); sending
 * is transport smsd.
 *
 *   {"ID", "SenderNumber", "TextDecoded", "UDH", "Class", "Coding",
 *    "RecipientID", "ReceivingDateTime", "Parts"}
 *   {"ID", "CreatorID", "Status", "StatusError"}
 *
 * Settings: database; phone, poll_s and keep_days if wanted.
 */
#include "parsers/provider/provider.h"

#include <string.h>

#include "parsers/json_text.h"
#include "parsers/sms/sms_join.h"
#include "parsers/sms/udh.h"

/* What the hook adds, none of which is a column. */
#define KIND "bote-kind"
#define EVENT "ID ReceivingDateTime SenderNumber"
#define TEXT "bote-text"
#define PART_REF "bote-part-ref"
#define PART_NUMBER "bote-part-number"
#define PART_TOTAL "bote-part-total"
#define REFERENCE "bote-reference"
#define STATE "bote-state"
#define CODE "bote-code"

/* CreatorID of what we sent; another program may share the modem. */
#define CREATOR "bote:"

static void
set_number(json_t *row, const char *name, int number)
{
  json_object_set_new(row, name, json_integer(number));
}

/* A part that missed others for longer than SMSD waits has its own words; we
 * wait for a day.  Some that SMSD did join are whole but for a gap. */
static void
add_part(json_t *row, const UdhConcat *part, json_int_t joined)
{
  const char *text = json_text_or_empty(row, "TextDecoded");
  bool is_rest = part->number > 1 && *text == '\0';

  if (is_rest)
    json_object_set_new(row, KIND, json_string("rest"));
  else if (joined >= part->total)
    return;
  else if (joined <= 1) {
    set_number(row, PART_REF, part->reference);
    set_number(row, PART_NUMBER, part->number);
    set_number(row, PART_TOTAL, part->total);
  } else {
    bool ends = part->number + joined - 1 >= part->total;
    json_object_set_new(row, TEXT,
                        json_sprintf("%s%s%s",
                                     part->number > 1 ? SMS_JOIN_GAP : "", text,
                                     ends ? "" : SMS_JOIN_GAP));
  }
}

static void
add_to_message(json_t *row)
{
  bool is_data = strcmp(json_text_or_empty(row, "Coding"), "8bit") == 0;
  json_t *joined = json_object_get(row, "Parts");
  UdhConcat part;

  /* 8 bit data is a ring tone or a WAP push, not a person's words. */
  json_object_set_new(row, KIND, json_string(is_data ? "data" : "message"));
  json_object_set_new(row, TEXT,
                      json_string(json_text_or_empty(row, "TextDecoded")));
  if (!udh_read_concat(json_text_or_empty(row, "UDH"), &part))
    return;
  /* Without a count the first part has the words of all. */
  add_part(row, &part,
           joined != NULL     ? json_integer_value(joined)
           : part.number == 1 ? part.total
                              : 1);
}

/* TP-Status (TS 23.040 9.2.3.15) says more than gammu's word for it. */
static const struct {
  int first, last;
  const char *state;
} tp_status[] = {
    {0x00, 0x1F, "completed"}, {0x20, 0x3F, "trying"},
    {0x46, 0x46, "expired"},   {0x40, 0x5F, "permanent"},
    {0x60, 0x7F, "temporary"},
};

static const char *
state_of(const char *status, json_int_t error)
{
  /* Before a receipt came the number is that of something else. */
  if (!g_str_has_prefix(status, "Delivery"))
    return status;
  for (size_t i = 0; i < G_N_ELEMENTS(tp_status); i++)
    if (error >= tp_status[i].first && error <= tp_status[i].last)
      return tp_status[i].state;
  return status;
}

static void
add_to_report(json_t *row)
{
  const char *status = json_text_or_empty(row, "Status");
  const char *creator = json_text_or_empty(row, "CreatorID");
  json_t *number = json_object_get(row, "StatusError");
  json_int_t error = number != NULL ? json_integer_value(number) : -1;
  bool is_ours = g_str_has_prefix(creator, CREATOR);

  json_object_set_new(row, KIND, json_string(is_ours ? "report" : "other"));
  if (is_ours)
    json_object_set_new(row, REFERENCE, json_string(creator + strlen(CREATOR)));
  json_object_set_new(row, STATE, json_string(state_of(status, error)));
  json_object_set_new(row, CODE,
                      error < 0 ? json_string(status) : json_integer(error));
}

static void
gammu_add_members(json_t *row)
{
  if (json_object_get(row, "CreatorID") != NULL)
    add_to_report(row);
  else if (json_object_get(row, "SenderNumber") != NULL)
    add_to_message(row);
}

static const ProviderMessages messages[] = {
    {.when = {KIND, PROVIDER_WORDS("message")},
     .id = "ID",
     /* Numbers begin anew with a new database. */
     .event = EVENT,
     .from = "SenderNumber",
     .text = TEXT,
     .time = "ReceivingDateTime",
     .part_ref = PART_REF,
     .part_number = PART_NUMBER,
     .part_total = PART_TOTAL},
    {.from = NULL},
};

static const ProviderState states[] = {
    {"SendingOK", SMS_REPORT_SENT},
    {"SendingOKNoReport", SMS_REPORT_SENT},
    {"SendingError", SMS_REPORT_FAILED_TEMPORARY},
    {"Error", SMS_REPORT_FAILED_PERMANENT},
    {"DeliveryOK", SMS_REPORT_DELIVERED},
    {"DeliveryFailed", SMS_REPORT_FAILED_PERMANENT},
    {"DeliveryPending", SMS_REPORT_SENT},
    {"DeliveryUnknown", SMS_REPORT_SENT},
    {"completed", SMS_REPORT_DELIVERED},
    {"trying", SMS_REPORT_SENT},
    {"permanent", SMS_REPORT_FAILED_PERMANENT},
    {"temporary", SMS_REPORT_FAILED_TEMPORARY},
    {"expired", SMS_REPORT_EXPIRED},
    {0},
};

static const ProviderReports reports[] = {
    {.when = {KIND, PROVIDER_WORDS("report")},
     .id = "ID",
     .reference = REFERENCE,
     .status = STATE,
     .code = CODE,
     .states = states},
    {.status = NULL},
};

const Provider provider_gammu = {
    .name = "gammu",
    .abilities =
        PROVIDER_INBOUND | PROVIDER_REPORTS | PROVIDER_OWN_ID | PROVIDER_POLL,
    /* The modem tells international numbers by "+". */
    .numbers = E164_MODE_USER,
    .syntax = PROVIDER_SYNTAX_JSON,
    .ack = {200, "text/plain", ""},
    .messages = messages,
    .reports = reports,
    .add_members = gammu_add_members,
};
