/* SPDX-License-Identifier: Apache-2.0
 *
 * Digest answers some hundred rows at a time and works in between.
 */
#include "daemon/export/export_tickets.h"

#include <stdio.h>

#include "daemon/admin/admin_client.h"
#include "daemon/admin/cli_admin.h"

typedef struct Export {
  const ExportTickets *wanted;
  const Config *config;
  GTimeZone *zone;
  json_t *arguments;
  bool asked; /* digest answered: the beginning is written */
  bool begun; /* a row was, too */
} Export;

/* The first millisecond of a day, or of the one after it.  False: no day. */
static bool
put_day(Export *export, const char *member, const char *day, int later)
{
  if (day == NULL)
    return true;
  g_autofree char *text = g_strconcat(day, "T00:00:00", NULL);
  g_autoptr(GDateTime) begin = g_date_time_new_from_iso8601(text, export->zone);
  g_autoptr(GDateTime) moment =
      begin == NULL ? NULL : g_date_time_add_days(begin, later);
  if (moment == NULL)
    return false;
  json_object_set_new(export->arguments, member,
                      json_integer(g_date_time_to_unix(moment) * 1000));
  return true;
}

static int
refuse_day(const char *day)
{
  return cli_fail(EX_USAGE, day, cli_text("das ist kein Tag", "this is no day"),
                  cli_text("so: 2026-05-21", "like this: 2026-05-21"));
}

static int
put_filters(Export *export)
{
  const ExportTickets *wanted = export->wanted;
  if (!put_day(export, "from_ms", wanted->since, 0))
    return refuse_day(wanted->since);
  if (!put_day(export, "until_ms", wanted->until, 1))
    return refuse_day(wanted->until);
  if (wanted->state != NULL)
    json_object_set_new(export->arguments, "state", json_string(wanted->state));
  if (wanted->department != NULL)
    json_object_set_new(export->arguments, "department",
                        json_string(wanted->department));
  return EX_OK;
}

static void
write_rows(Export *export, const json_t *rows)
{
  g_autoptr(GString) out = g_string_new(NULL);
  if (!export->asked)
    export->wanted->format->begin(out);
  export->asked = true;
  size_t i;
  json_t *row;
  json_array_foreach(rows, i, row)
  {
    json_auto_t *exported = export_row(row, export->zone);
    export->wanted->format->row(out, exported, !export->begun);
    export->begun = true;
    json_object_set(export->arguments, "after", json_object_get(row, "id"));
  }
  fputs(out->str, stdout);
}

/* One page.  out_more: it was not the last. */
static int
ask_page(Export *export, bool *out_more)
{
  g_auto(AdminReply) reply = {0};
  g_autoptr(GError) error = NULL;
  if (!admin_ask(export->config->settings->paths.runtime, "export.tickets",
                 export->arguments, &reply, &error))
    return cli_admin_not_reached(error);
  if (reply.code != 0)
    return cli_fail(reply.code, "tickets", reply.error, NULL);
  write_rows(export, reply.rows);
  *out_more = json_array_size(reply.rows) > 0;
  return ferror(stdout) ? EX_IOERR : EX_OK;
}

int
export_tickets(const ExportTickets *wanted, const Config *config)
{
  g_autoptr(GTimeZone) zone = config_zone(config->town, config->settings);
  json_auto_t *arguments = json_object();
  Export export = {wanted, config, zone, arguments, false, false};
  int code = put_filters(&export);
  for (bool more = true; more && code == EX_OK;)
    code = ask_page(&export, &more);
  if (code != EX_OK)
    return code;
  g_autoptr(GString) frame = g_string_new(NULL);
  wanted->format->end(frame);
  fputs(frame->str, stdout);
  return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}
