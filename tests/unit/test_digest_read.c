/* SPDX-License-Identifier: Apache-2.0
 *
 * What digest makes of the answer of a reader that lies.  This binary is the
 * reader when called as "fake NAME".
 */
#include <string.h>

#include "queue/attachment.h"
#include "tests/support/fake_zygote.h"
#include "tests/support/town_post.h"

/* Put a reader that was taken over in the place of the real one. */
static void
replace_reader(TownFixture *town, const char *name)
{
  const char *const arguments[] = {"test", "fake", name, NULL};
  ParseClientOptions options = {.wall_ms = 10 * 1000, .arguments = arguments};
  g_autoptr(GError) error = NULL;
  parse_client_free(town->digest.text);
  town->digest.text = parse_client_start(&options, &error);
  g_assert_no_error(error);
}

/* Names belong to the attachment of their index, whatever was left out. */
static void
test_digest_read_left_out_attachment(void)
{
  static const struct {
    const char *filename, *media_type;
    uint64_t size_bytes;
  } rows[] = {
      {"second.pdf", "application/pdf", 6},
      {"attachment", "application/octet-stream", 5},
  };
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autoptr(GError) error = NULL;
  bool worked = false;
  town_post_mail(town, &(TownMail){0});
  g_assert_true(digest_import(&town->digest, &worked, NULL));
  g_autoptr(GPtrArray) items =
      inbox_waiting(&town->digest.queue, INBOX_STATE_ACTIVE, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(items->len, ==, 1);
  replace_reader(town, "left-out-attachment");
  g_autoptr(Reading) reading =
      digest_read(&town->digest, items->pdata[0], &error);
  g_assert_no_error(error);
  g_assert_cmpint(reading->outcome, ==, PARSE_OUTCOME_OK);
  g_assert_cmpuint(reading->attachments->len, ==, G_N_ELEMENTS(rows));
  for (guint i = 0; i < reading->attachments->len; i++) {
    const StoredAttachment *stored = reading->attachments->pdata[i];
    g_assert_cmpstr(stored->filename, ==, rows[i].filename);
    g_assert_cmpstr(stored->media_type, ==, rows[i].media_type);
    g_assert_cmpuint(stored->size_bytes, ==, rows[i].size_bytes);
  }
}

int
main(int argc, char **argv)
{
  if (argc > 2 && strcmp(argv[1], "fake") == 0)
    return fake_zygote_main(argv[2]);
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/daemon/digest-read/left-out-attachment",
                  test_digest_read_left_out_attachment);
  return g_test_run();
}
