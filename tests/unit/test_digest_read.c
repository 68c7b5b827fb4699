/* SPDX-License-Identifier: Apache-2.0
 *
 * What digest makes of the answers of its reader, also of one that lies.  This
 * binary is that one when called as "fake NAME".
 */
#include <string.h>

#include "daemon/digest/reading.h"
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

enum { LETTERS = 12 };

/* Letters in the inbox whose attempts are counted. */
static GPtrArray *
post_letters(TownFixture *town)
{
  bool worked = false;
  for (int i = 0; i < LETTERS; i++) {
    g_autofree char *subject = g_strdup_printf("Letter %d", i);
    town_post_mail(town, &(TownMail){.subject = subject});
  }
  g_assert_true(digest_import(&town->digest, &worked, NULL));
  GPtrArray *items =
      inbox_waiting(&town->digest.queue, INBOX_STATE_ACTIVE, LETTERS, NULL);
  g_assert_nonnull(items);
  g_assert_cmpuint(items->len, >=, DIGEST_LOT);
  return items;
}

static char *
subject_of(TownFixture *town, const InboxItem *item)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Reading) reading = digest_read(&town->digest, item, &error);
  g_assert_no_error(error);
  g_assert_cmpint(reading->outcome, ==, PARSE_OUTCOME_OK);
  return g_strdup(reading->mail->subject);
}

/* What each letter says when it is read alone. */
static GPtrArray *
subjects_of(TownFixture *town, const GPtrArray *items)
{
  GPtrArray *subjects = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add(subjects, subject_of(town, items->pdata[i]));
  return subjects;
}

/* The answer belongs to the letter, in whatever order they are asked for. */
static void
test_digest_read_ahead(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autoptr(GPtrArray) items = post_letters(town);
  g_autoptr(GPtrArray) subjects = subjects_of(town, items);
  for (guint i = 0; i < items->len; i++) {
    g_assert_true(digest_read_ahead(&town->digest, items, i, NULL));
    g_assert_cmpuint(town->digest.asked->len, >, 0);
    g_autofree char *subject = subject_of(town, items->pdata[i]);
    g_assert_cmpstr(subject, ==, subjects->pdata[i]);
  }
  g_assert_cmpuint(town->digest.asked->len, ==, 0);
  for (guint i = items->len; i > 0; i--) {
    g_assert_true(digest_read_ahead(&town->digest, items, i - 1, NULL));
    g_autofree char *subject = subject_of(town, items->pdata[i - 1]);
    g_assert_cmpstr(subject, ==, subjects->pdata[i - 1]);
    digest_read_forget(&town->digest);
  }
}

/* A person who looks at another letter meanwhile gets that one. */
static void
test_digest_read_ahead_and_reread(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autoptr(GPtrArray) items = post_letters(town);
  g_autoptr(GPtrArray) subjects = subjects_of(town, items);
  g_assert_true(digest_read_ahead(&town->digest, items, 0, NULL));
  g_autoptr(Reading) reading =
      digest_reread(&town->digest, items->pdata[4], NULL);
  g_assert_nonnull(reading);
  g_assert_cmpstr(reading->mail->subject, ==, subjects->pdata[4]);
  g_autofree char *first = subject_of(town, items->pdata[0]);
  g_assert_cmpstr(first, ==, subjects->pdata[0]);
}

/* Turn the last byte of a letter's file over; again to mend it. */
static void
turn_last_byte(TownFixture *town, const InboxItem *item)
{
  g_autofree char *path =
      g_build_filename(town->digest.blobs, item->raw.blob, NULL);
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  bytes[size - 1] = (char)(bytes[size - 1] ^ 1);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
}

/* A letter of which half was sent to the reader when its file turned out to be
 * damaged: that half is not taken for the letter when the file is mended. */
static void
test_digest_read_half_a_letter(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autofree char *long_text = g_strnfill(100 * 1000, 'a');
  g_autofree char *text = g_strconcat(long_text, "\r\nThe end.\r\n", NULL);
  bool worked = false;
  town_post_mail(town, &(TownMail){.text = text});
  g_assert_true(digest_import(&town->digest, &worked, NULL));
  g_autoptr(GPtrArray) items =
      inbox_waiting(&town->digest.queue, INBOX_STATE_ACTIVE, 1, NULL);
  g_assert_cmpuint(items->len, ==, 1);
  const InboxItem *item = items->pdata[0];
  turn_last_byte(town, item);
  g_autoptr(GError) error = NULL;
  g_assert_null(digest_reread(&town->digest, item, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  turn_last_byte(town, item);
  g_autoptr(Reading) reading = digest_read(&town->digest, item, NULL);
  g_assert_nonnull(reading);
  g_assert_nonnull(reading->mail);
  g_assert_nonnull(strstr(reading->mail->full_text, "The end."));
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
  g_test_add_func("/daemon/digest-read/ahead", test_digest_read_ahead);
  g_test_add_func("/daemon/digest-read/ahead-and-reread",
                  test_digest_read_ahead_and_reread);
  g_test_add_func("/daemon/digest-read/half-a-letter",
                  test_digest_read_half_a_letter);
  return g_test_run();
}
