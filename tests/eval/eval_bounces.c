/* SPDX-License-Identifier: Apache-2.0
 *
 * Bounces of many mail systems: is each called one, and nothing else?
 */
#include <string.h>

#include "parsers/parse_message.h"
#include "tests/support/eval.h"

/* The kind of a mail's file. */
static MessageKind
kind_of(const char *path)
{
  static const MimeOptions options = {0};
  g_autofree char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &bytes, &size, NULL))
    return MESSAGE_KIND_MESSAGE;
  g_autoptr(GBytes) raw = g_bytes_new(bytes, size);
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  return message == NULL ? MESSAGE_KIND_MESSAGE : message->kind;
}

/* How many files of a folder are called bounces, of those whose names do (not)
 * say that they are something else. */
static unsigned
count_bounces(const char *folder, unsigned *out_all)
{
  g_autofree char *path = eval_data(folder);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  unsigned bounces = 0;
  for (const char *name;
       dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    if (g_str_has_prefix(name, "arf-") || g_str_has_prefix(name, "rfc3834-") ||
        g_file_test(file, G_FILE_TEST_IS_DIR))
      continue;
    (*out_all)++;
    bool bounce = kind_of(file) == MESSAGE_KIND_BOUNCE;
    bounces += bounce;
    if (!bounce)
      eval_case(folder, name, "is not called a bounce");
  }
  return bounces;
}

int
main(void)
{
  mime_init();
  unsigned all = 0, none = 0;
  unsigned found = count_bounces("bounces/mails", &all);
  eval_share("bounces", "called a bounce", found, all, 0.98);
  unsigned wrong = count_bounces("bounces/not", &none);
  eval_most("bounces", "others called a bounce", wrong, 0);
  return 0;
}
