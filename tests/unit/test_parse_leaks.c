/* SPDX-License-Identifier: Apache-2.0
 *
 * Ten thousand letters read by one process: what the allocator has given out
 * after the last round of them is what it had given out after the second.
 * Under AddressSanitizer its leak check at the end says the same.
 */
#include <malloc.h>
#include <unistd.h>

#include "parsers/form.h"
#include "parsers/language/language.h"
#include "parsers/message_json.h"
#include "parsers/mime/mime.h"
#include "parsers/parse_message.h"
#include "parsers/place/places.h"

enum {
  MAILS = 10000,
  FILE_MAX = 100 * 1024, /* larger ones are read elsewhere */
  ROUNDING_MAX = 256,    /* bytes: a piece may be larger than was asked for */
};

/* What a thread keeps back for itself counts as given out. */
#define ALLOCATOR "glibc.malloc.tcache_count=0"

/* Whatever a fixture was written for, a mail of it or behind a header. */
static void
add_file(GPtrArray *mails, const char *path)
{
  char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &bytes, &size, NULL))
    g_error("%s: cannot be read", path);
  if (size <= FILE_MAX && g_str_has_suffix(path, ".eml")) {
    g_ptr_array_add(mails, g_bytes_new_take(bytes, size));
    return;
  }
  static const char head[] = "From: =?utf-8?Q?J=C3=BCrgen?= <a@example.org>\n"
                             "Subject: AW: Loch\nContent-Type: text/";
  bool html = g_str_has_suffix(path, ".html");
  GString *mail = g_string_new(head);
  g_string_append(mail, html ? "html\n\n" : "plain\n\n");
  g_string_append_len(mail, bytes, (gssize)MIN(size, (gsize)FILE_MAX));
  g_ptr_array_add(mails, g_string_free_to_bytes(mail));
  g_free(bytes);
}

static void
add_folder(GPtrArray *mails, const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (dir == NULL)
    g_error("%s: cannot be read; run it where tests/ is", folder);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      add_folder(mails, path);
    else
      add_file(mails, path);
  }
}

static bool
take_bytes(size_t index, const void *bytes, size_t size, void *user)
{
  (void)index;
  (void)bytes;
  (void)size;
  (void)user;
  return true;
}

/* As the reader does: mail, wire form, and away with it. */
static void
read_mail(GBytes *mail, const MimeOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) message =
      parse_message(mail, options, take_bytes, NULL, &error);
  if (message == NULL)
    return;
  g_autoptr(GString) texts = g_string_new(NULL);
  json_auto_t *result = message_to_wire(message, texts);
  g_assert_nonnull(result);
}

static void
test_parse_leaks(void)
{
  static const char town[] = "name,latitude,longitude\n"
                             "Gartenstraße,54.09,12.1\nMarkt,54.08,12.11\n";
  static const char *const languages[] = {"de", "en", NULL};
  g_autoptr(GBytes) places = g_bytes_new_static(town, sizeof town - 1);
  g_autoptr(Gazetteer) gazetteer = gazetteer_new(places, "places.csv", NULL);
  g_autoptr(LanguagePrints) prints = language_prints_new();
  const MimeOptions options = {.staff = true,
                               .authserv_id = "mx.example.org",
                               .languages = (const char **)languages,
                               .language_prints = prints,
                               .gazetteer = gazetteer};
  g_autoptr(GPtrArray) mails =
      g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  add_folder(mails, "tests/fixtures");
  size_t given_out = 0;
  for (unsigned i = 0; i < MAILS || i % mails->len != 0; i++) {
    if (i == 2 * mails->len)
      given_out = mallinfo2().uordblks;
    read_mail(mails->pdata[i % mails->len], &options);
  }
  size_t at_last = mallinfo2().uordblks;
  g_test_message("%u letters again and again, %zu bytes in use, then %zu",
                 mails->len, given_out, at_last);
  g_assert_cmpuint(at_last, <=, given_out + ROUNDING_MAX);
}

int
main(int argc, char **argv)
{
  if (g_strcmp0(g_getenv("GLIBC_TUNABLES"), ALLOCATOR) != 0 &&
      g_setenv("GLIBC_TUNABLES", ALLOCATOR, TRUE))
    execv("/proc/self/exe", argv); /* read before main() */
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_test_add_func("/parsers/parse/leaks", test_parse_leaks);
  return g_test_run();
}
