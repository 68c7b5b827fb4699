/* SPDX-License-Identifier: Apache-2.0
 *
 * Odd, old and broken mails: is each read, and how much of them?
 */
#include <string.h>

#include "parsers/parse_message.h"
#include "tests/support/eval.h"

/* What the mails of a folder came to. */
typedef struct Counts {
  unsigned files, read, charset, texts, attachments, named, forwards;
} Counts;

static bool
has_problem(const Message *message, const char *begin)
{
  for (guint i = 0; i < message->problems->len; i++)
    if (g_str_has_prefix(message->problems->pdata[i], begin))
      return true;
  return false;
}

static void
count_message(Counts *counts, const Message *message)
{
  counts->read++;
  counts->charset += has_problem(message, "A text names a charset");
  counts->texts += message->text != NULL && *message->text != '\0';
  counts->forwards += message->forwarded_text != NULL;
  counts->attachments += message->attachments->len;
  for (guint i = 0; i < message->attachments->len; i++) {
    const Attachment *attachment = message->attachments->pdata[i];
    counts->named += !g_str_has_prefix(attachment->filename, "file");
  }
}

static void
count_file(Counts *counts, const char *path, const char *name)
{
  static const MimeOptions options = {0};
  g_autofree char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &bytes, &size, NULL))
    return;
  counts->files++;
  g_autoptr(GBytes) raw = g_bytes_new(bytes, size);
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  if (message != NULL)
    count_message(counts, message);
  else
    eval_case("mime", name, "is not read");
}

static void
count_folder(Counts *counts, const char *path)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  for (const char *name;
       dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *entry = g_build_filename(path, name, NULL);
    if (g_file_test(entry, G_FILE_TEST_IS_DIR))
      count_folder(counts, entry);
    else if (g_str_has_suffix(name, ".eml") || g_str_has_prefix(name, "msg_"))
      count_file(counts, entry, name);
  }
}

int
main(void)
{
  mime_init();
  Counts counts = {0};
  g_autofree char *path = eval_data("mime");
  count_folder(&counts, path);
  eval_share("mime", "read", counts.read, counts.files, 0.98);
  eval_share("mime", "with a text", counts.texts, counts.read, 0);
  eval_share("mime", "with a false or unknown charset", counts.charset,
             counts.read, 0);
  eval_share("mime", "attachments with a name", counts.named,
             counts.attachments, 0);
  eval_share("mime", "passed on", counts.forwards, counts.read, 0);
  return 0;
}
