/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads the fixtures line by line.
 */
#include "tests/support/staff_cases.h"

#include <string.h>

#include "parsers/parse_message.h"

static void
case_free(void *data)
{
  StaffCase *item = data;
  g_free(item->name);
  g_free(item->subject);
  g_string_free(item->body, TRUE);
  g_string_free(item->answer, TRUE);
  g_ptr_array_unref(item->secrets);
  g_free(item);
}

static StaffCase *
case_new(const char *name, const GPtrArray *always)
{
  StaffCase *item = g_new0(StaffCase, 1);
  item->name = g_strdup(name);
  item->subject = g_strdup("AW: Meldung");
  item->body = g_string_new(NULL);
  item->answer = g_string_new(NULL);
  item->secrets = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < always->len; i++)
    g_ptr_array_add(item->secrets, g_strdup(always->pdata[i]));
  return item;
}

/* The word and the value of a line "%% word value". */
static void
take_line(StaffCase *item, const char *word, const char *value, GString **into)
{
  *into = NULL;
  if (strcmp(word, "body") == 0)
    *into = item->body;
  else if (strcmp(word, "answer") == 0)
    *into = item->answer;
  else if (strcmp(word, "html") == 0)
    item->is_html = true;
  else if (strcmp(word, "doubtful") == 0)
    item->doubtful = true;
  else if (strcmp(word, "secret") == 0)
    g_ptr_array_add(item->secrets, g_strdup(value));
  else if (strcmp(word, "subject") == 0)
    g_free(item->subject), item->subject = g_strdup(value);
  else
    g_error("tests/fixtures/staff: %s", word);
}

static void
load_file(const char *path, GPtrArray *cases)
{
  g_autofree char *bytes = NULL;
  g_autoptr(GPtrArray) always = g_ptr_array_new_with_free_func(g_free);
  if (!g_file_get_contents(path, &bytes, NULL, NULL))
    g_error("%s", path);
  g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
  StaffCase *item = NULL;
  GString *into = NULL;
  for (char **line = lines; *line != NULL; line++) {
    if (!g_str_has_prefix(*line, "%% ")) {
      if (into != NULL)
        g_string_append_printf(into, "%s\n", *line);
      continue;
    }
    g_auto(GStrv) parts = g_strsplit(*line + 3, " ", 2);
    const char *value = parts[1] == NULL ? "" : parts[1];
    if (strcmp(parts[0], "always") == 0) {
      g_ptr_array_add(always, g_strdup(value));
    } else if (strcmp(parts[0], "case") == 0) {
      item = case_new(value, always);
      g_ptr_array_add(cases, item);
      into = NULL;
    } else {
      take_line(item, parts[0], value, &into);
    }
  }
}

GPtrArray *
staff_cases_load(void)
{
  static const char folder[] = "tests/fixtures/staff";
  GPtrArray *cases = g_ptr_array_new_with_free_func(case_free);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name;
       dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    load_file(path, cases);
  }
  for (guint i = 0; i < cases->len; i++)
    g_strchomp(((StaffCase *)cases->pdata[i])->answer->str);
  return cases;
}

Message *
staff_case_read(const StaffCase *item)
{
  static const MimeOptions options = {.staff = true};
  g_autofree char *mail = g_strdup_printf(
      "From: Karla Meier <k.meier@stadt.example.org>\r\n"
      "To: melden@example.org\r\nSubject: %s\r\n"
      "In-Reply-To: <out-1@example.org>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/%s; charset=utf-8\r\n"
      "Content-Transfer-Encoding: 8bit\r\n\r\n%s",
      item->subject, item->is_html ? "html" : "plain", item->body->str);
  g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
  return parse_message(raw, &options, NULL, NULL, NULL);
}

const char *
staff_case_leak(const StaffCase *item, const char *text)
{
  for (guint i = 0; i < item->secrets->len; i++)
    if (strstr(text, item->secrets->pdata[i]) != NULL)
      return item->secrets->pdata[i];
  return NULL;
}

static char *
without_empty_lines(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  GString *filled = g_string_new(NULL);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      g_string_append_printf(filled, "%s\n", *line);
  return g_string_free(filled, FALSE);
}

bool
staff_case_is_answer(const StaffCase *item, const char *text)
{
  if (!item->is_html)
    return strcmp(text, item->answer->str) == 0;
  g_autofree char *wanted = without_empty_lines(item->answer->str);
  g_autofree char *got = without_empty_lines(text);
  return strcmp(wanted, got) == 0;
}
