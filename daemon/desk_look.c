/* SPDX-License-Identifier: Apache-2.0
 *
 * Looks up the department of a letter and dresses the letter as its own.
 */
#include "daemon/desk_look.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/mail_writer.h"
#include "parsers/token.h"

#define LOGO_ID "logo"

void
desk_look_clear(DeskLook *look)
{
  g_clear_pointer(&look->parts, g_array_unref);
}

/* Whose name a letter to a citizen bears; NULL: the town's. */
static const Department *
department_of(const Desk *desk, const DeskLetter *letter)
{
  if (letter->ticket == NULL || letter->role != TOKEN_ROLE_CITIZEN)
    return NULL;
  return town_department(desk->config->town, letter->ticket->department);
}

static void
add_logo(const DepartmentLook *look, DeskLook *out, json_t *data)
{
  bool is_png = strcmp(look->logo_type, "image/png") == 0;
  MailPart part = {.content_id = LOGO_ID,
                   .filename = is_png ? "logo.png" : "logo.jpg",
                   .media_type = look->logo_type,
                   .bytes = look->logo_bytes};
  g_array_append_val(out->parts, part);
  json_object_set_new(data, "look_logo", json_string(LOGO_ID));
}

static void
describe(const Department *department, DeskLook *out, json_t *data)
{
  const DepartmentLook *look = &department->look;
  const char *name =
      look->from_name == NULL ? department->name : look->from_name;
  json_t *words =
      json_pack("{s:s, s:s*, s:s*}", "look_name", name, "look_color",
                look->color, "look_text_color", look->text_color);
  if (look->logo_bytes != NULL)
    add_logo(look, out, words);
  json_object_set_new(data, "look", words);
}

void
desk_look_find(const Desk *desk, const DeskLetter *letter,
               const MailboxSettings *mailbox, DeskLook *out)
{
  const Department *department = department_of(desk, letter);
  out->parts = g_array_new(FALSE, FALSE, sizeof(MailPart));
  if (letter->part_count > 0)
    g_array_append_vals(out->parts, letter->parts, (guint)letter->part_count);
  out->from_name = mailbox->from_name;
  out->from_address = mailbox->address;
  if (department == NULL)
    return;
  const DepartmentLook *look = &department->look;
  if (look->from_name != NULL)
    out->from_name = look->from_name;
  if (look->from_address != NULL &&
      settings_may_send_as(mailbox, look->from_address))
    out->from_address = look->from_address;
  if (look->from_name != NULL || look->color != NULL ||
      look->logo_bytes != NULL)
    describe(department, out, letter->data);
}
