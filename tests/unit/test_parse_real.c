/* SPDX-License-Identifier: Apache-2.0
 *
 * Thousands of real mails and pictures found the sandbox's list of system
 * calls; here those of the measuring data pass through it without a death.
 */
#include <string.h>

#include "daemon/parse/parse_image.h"
#include "tests/support/parse_ask.h"
#include "tests/support/shared_data.h"

/* The file's bytes. */
static GBytes *
load(const char *path)
{
  char *bytes = NULL;
  size_t size = 0;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  return g_bytes_new_take(bytes, size);
}

/* Have every file below `folder` read as a mail; their number. */
static unsigned
read_folder(ParseClient *client, const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  unsigned count = 0;
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
      count += read_folder(client, path);
      continue;
    }
    g_autoptr(GBytes) mail = load(path);
    ParseSeen seen;
    ParseOutcome outcome =
        parse_ask(client, parse_ask_mail_head(), mail, &seen);
    if (outcome > PARSE_OUTCOME_UNREADABLE)
      g_test_message("%s: %s", path, parse_client_reason(client));
    g_assert_cmpint(outcome, <=, PARSE_OUTCOME_UNREADABLE);
    if (outcome == PARSE_OUTCOME_OK)
      g_assert_nonnull(seen.message); /* the wire form was accepted, too */
    parse_seen_clear(&seen);
    count++;
  }
  return count;
}

static void
test_real_mails(void)
{
  static const char *const folders[] = {"bounces", "mime", "replies"};
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_TEXT, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autofree char *folder = shared_data_path_or_skip(folders[i]);
    if (folder == NULL)
      return;
    g_assert_cmpint((int)read_folder(client, folder), >, 0);
  }
  g_assert_cmpint((int)parse_client_restarts(client), ==, 0);
}

static void
test_real_photos(void)
{
  g_autofree char *folder = shared_data_path_or_skip("photos");
  if (folder == NULL)
    return;
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_IMAGE, 0);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    if (!g_str_has_suffix(name, ".jpg"))
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *raw = NULL;
    size_t size = 0;
    g_assert_true(g_file_get_contents(path, &raw, &size, NULL));
    g_autoptr(GBytes) bytes = g_bytes_new_take(raw, size);
    ParseSource source = {bytes, 0};
    ParsePhoto photo = {parse_source_read, &source, 400};
    ParsePicture picture = {0};
    g_assert_cmpint(parse_client_image(client, &photo, &picture, NULL), ==,
                    PARSE_OUTCOME_OK);
    g_assert_cmpint(MAX(picture.width, picture.height), ==, 400);
    parse_picture_clear(&picture);
  }
}

/* Not judged, only told with --verbose: it depends on the machine. */
static void
test_real_speed(void)
{
  enum { MAILS = 200, MICROSECONDS = 1000 * 1000 };
  static const unsigned keeps[] = {0, 100};
  static const char text[] =
      "From: a@example.org\nTo: stadt@example.com\nSubject: Schlagloch\n"
      "Message-ID: <1@example.org>\n\nIn der M\xc3\xbchlstra\xc3\x9f"
      "e.\n";
  g_autoptr(GBytes) mail = g_bytes_new_static(text, sizeof text - 1);
  for (size_t i = 0; i < G_N_ELEMENTS(keeps); i++) {
    g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_TEXT, keeps[i]);
    int64_t begun = g_get_monotonic_time();
    for (int n = 0; n < MAILS; n++) {
      ParseSeen seen;
      g_assert_cmpint(parse_ask(client, parse_ask_mail_head(), mail, &seen), ==,
                      PARSE_OUTCOME_OK);
      parse_seen_clear(&seen);
    }
    int64_t took = g_get_monotonic_time() - begun;
    g_test_message("keep %u: %.2f ms a mail", keeps[i],
                   (double)took * 1000 / MICROSECONDS / MAILS);
    g_assert_cmpint((int)parse_client_restarts(client), ==, 0);
  }
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "role") == 0)
    return parse_ask_role(argc - 1, argv + 1);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/parse/real-mails", test_real_mails);
  g_test_add_func("/daemon/parse/real-photos", test_real_photos);
  g_test_add_func("/daemon/parse/speed", test_real_speed);
  return g_test_run();
}
