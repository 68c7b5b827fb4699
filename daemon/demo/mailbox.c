/* SPDX-License-Identifier: Apache-2.0
 *
 * Maildirs and phones of the demo.  A phone is a folder of JSON files named by
 * a counter, so that they list in the order in which they came.
 */
#include "daemon/demo/mailbox.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>

#include "daemon/demo/people.h"
#include "parsers/json_text.h"
#include "parsers/parse_message.h"

enum { SMS_FILES_MAX = 100000 }; /* five digits in a name */

void
demo_mail_free(DemoMail *mail)
{
  if (mail == NULL)
    return;
  g_free(mail->id);
  message_free(mail->message);
  mail_view_free(mail->view);
  g_free(mail);
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All file names of a folder in order. */
static GPtrArray *
list_folder(const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, compare_names);
  return names;
}

static char *
new_folder(const DemoTown *town, const DemoPerson *person)
{
  g_autofree char *maildir = demo_town_maildir(town, person->address);
  return g_build_filename(maildir, "new", NULL);
}

GPtrArray *
demo_mail_ids(const DemoTown *town, const DemoPerson *person)
{
  g_autofree char *folder = new_folder(town, person);
  return list_folder(folder);
}

DemoMail *
demo_mail_read(const DemoTown *town, const DemoPerson *person, const char *id)
{
  if (id[0] == '.' || id[0] == '\0' || strchr(id, '/') != NULL)
    return NULL;
  g_autofree char *folder = new_folder(town, person);
  g_autofree char *path = g_build_filename(folder, id, NULL);
  char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &bytes, &size, NULL))
    return NULL;
  g_autoptr(GBytes) raw = g_bytes_new_take(bytes, size);
  g_autoptr(DemoMail) mail = g_new0(DemoMail, 1);
  MimeOptions options = {0};
  mail->id = g_strdup(id);
  mail->message = parse_message(raw, &options, NULL, NULL, NULL);
  mail->view = mail_view(raw, NULL);
  if (mail->message == NULL || mail->view == NULL)
    return NULL;
  return g_steal_pointer(&mail);
}

void
demo_sms_free(DemoSms *sms)
{
  if (sms == NULL)
    return;
  g_free(sms->text);
  g_free(sms);
}

static DemoSms *
read_sms(const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return NULL;
  json_auto_t *json = json_loads(text, 0, NULL);
  const char *words = json_string_value(json_object_get(json, "text"));
  if (words == NULL)
    return NULL;
  DemoSms *sms = g_new0(DemoSms, 1);
  sms->text = g_strdup(words);
  sms->at_ms = json_whole(json, "at_ms");
  sms->is_own = json_is_true(json_object_get(json, "is_own"));
  sms->reported = json_is_true(json_object_get(json, "reported"));
  return sms;
}

GPtrArray *
demo_sms_list(const DemoTown *town, const DemoPerson *person)
{
  GPtrArray *list =
      g_ptr_array_new_with_free_func((GDestroyNotify)demo_sms_free);
  g_autofree char *folder = demo_town_phone(town, person->number);
  g_autoptr(GPtrArray) names = list_folder(folder);
  for (guint i = 0; i < names->len; i++) {
    DemoSms *sms = read_sms(folder, names->pdata[i]);
    if (sms != NULL)
      g_ptr_array_add(list, sms);
  }
  return list;
}

static bool
is_known(const char *number)
{
  for (const DemoPerson *person = demo_people; person->id != NULL; person++)
    if (g_strcmp0(person->number, number) == 0)
      return true;
  return false;
}

bool
demo_sms_add(const DemoTown *town, const char *number, const DemoSms *sms,
             GError **error)
{
  if (!is_known(number)) {
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                        "no such phone in this story");
    return false;
  }
  g_autofree char *folder = demo_town_phone(town, number);
  if (g_mkdir_with_parents(folder, 0700) != 0) {
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                        "the phone's folder cannot be made");
    return false;
  }
  g_autoptr(GPtrArray) names = list_folder(folder);
  json_auto_t *json = json_pack("{s:s, s:I, s:b, s:b}", "text", sms->text,
                                "at_ms", (json_int_t)sms->at_ms, "is_own",
                                sms->is_own, "reported", sms->reported);
  char *text = json_dumps(json, JSON_COMPACT);
  g_assert(text != NULL);
  g_autofree char *path = g_strdup_printf(
      "%s/%05u-%08x.json", folder, names->len % SMS_FILES_MAX, g_random_int());
  bool fine = g_file_set_contents(path, text, -1, error);
  free(text);
  return fine;
}
