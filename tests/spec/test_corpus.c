/* SPDX-License-Identifier: Apache-2.0
 *
 * Real mails of many programs: all are read without a crash and survive the
 * wire form; bounces are told from other mails as often as the measured share.
 */
#include <string.h>

#include <glib.h>
#include <jansson.h>

#include "parsers/message_json.h"
#include "parsers/parse_message.h"
#include "tests/support/shared_data.h"

enum {
  /* Percent of the bounces that must be called so; 98 were on 2026-11-21. */
  CORPUS_BOUNCES_MIN = 95,
};

typedef struct Tally {
  unsigned read, kinds[MESSAGE_KIND_ABUSE_REPORT + 1];
} Tally;

/* Read one file; what is no mail at all is refused with an error. */
static void
read_file(const char *path, Tally *tally)
{
  static const MimeOptions options = {.staff = true};
  g_autofree char *bytes = NULL;
  gsize size = 0;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  g_autoptr(GBytes) raw = g_bytes_new(bytes, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, &error);
  if (message == NULL) {
    g_assert_nonnull(error);
    return;
  }
  json_t *wire = message_to_wire(message, NULL);
  g_autoptr(Message) again = message_from_wire(wire, NULL, &error);
  g_assert_no_error(error);
  json_decref(wire);
  json_t *stable = message_to_json(message);
  char *text = json_dumps(stable, JSON_COMPACT);
  g_assert_nonnull(text);
  free(text);
  json_decref(stable);
  tally->read++;
  tally->kinds[message->kind]++;
}

/* All files below a folder whose names begin with one of the prefixes. */
static void
read_folder(const char *folder, const char *prefix, Tally *tally)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_assert_nonnull(dir);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      read_folder(path, prefix, tally);
    else if (g_str_has_prefix(name, prefix))
      read_file(path, tally);
  }
}

static void
test_corpus_odd_mails(void)
{
  static const char *const folders[] = {"mime", "bounces/err"};
  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
    Tally tally = {0};
    g_autofree char *folder = shared_data_path_or_skip(folders[i]);
    if (folder == NULL)
      return;
    read_folder(folder, "", &tally);
    g_test_message("%s: %u read", folders[i], tally.read);
    g_assert_cmpuint(tally.read, >, 10);
  }
}

static void
test_corpus_bounces(void)
{
  static const char *const prefixes[] = {"lhost-", "rhost-", "rfc3464-"};
  Tally tally = {0};
  g_autofree char *folder = shared_data_path_or_skip("bounces/mails");
  if (folder == NULL)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
    read_folder(folder, prefixes[i], &tally);
  unsigned found = tally.kinds[MESSAGE_KIND_BOUNCE];
  g_test_message("%u of %u bounces", found, tally.read);
  g_assert_cmpuint(found * 100, >=, tally.read * CORPUS_BOUNCES_MIN);
}

static void
test_corpus_others_are_no_bounces(void)
{
  static const char *const prefixes[] = {"arf-", "rfc3834-"};
  Tally tally = {0};
  g_autofree char *mails = shared_data_path_or_skip("bounces/mails");
  g_autofree char *none = shared_data_path_or_skip("bounces/not");
  if (mails == NULL || none == NULL)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
    read_folder(mails, prefixes[i], &tally);
  read_folder(none, "", &tally);
  g_assert_cmpuint(tally.read, >, 5);
  g_assert_cmpuint(tally.kinds[MESSAGE_KIND_BOUNCE], ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_test_add_func("/spec/corpus/odd-mails", test_corpus_odd_mails);
  g_test_add_func("/spec/corpus/bounces", test_corpus_bounces);
  g_test_add_func("/spec/corpus/others-are-no-bounces",
                  test_corpus_others_are_no_bounces);
  return g_test_run();
}
