/* SPDX-License-Identifier: Apache-2.0
 *
 * Contents in rows and files: bound to their place and owner, handed on by
 * their key, gone with their owner's.
 */
#include "queue/content.h"

#include <string.h>

#include "queue/attachment.h"
#include "queue/blob.h"
#include "tests/support/queue_fixture.h"

/* Sizes on both sides of what stays in the row and of a piece. */
static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 200000};

static Content
write_content(QueueFixture *fix, const char *owner, size_t size, GBytes **hash)
{
  g_autofree char *bytes = g_strnfill(size, 'q');
  g_autoptr(GError) error = NULL;
  g_autoptr(ContentWriter) writer = content_writer_new(&fix->queue, "t|c|1");
  Content content = {0};
  for (size_t at = 0; at < size; at += 50000)
    (void)content_writer_append(writer, bytes + at, MIN(size - at, 50000),
                                &error);
  (void)content_writer_finish(writer, owner, &content, hash, &error);
  g_assert_no_error(error);
  return content;
}

static void
assert_reads(QueueFixture *fix, const Content *content, const char *owner,
             const char *place, int64_t size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = content_read(
      &fix->queue, content, (ContentPlace){owner, place}, 1 << 20, &error);
  if (size < 0) {
    g_assert_null(bytes);
    g_assert_nonnull(error);
    return;
  }
  g_assert_no_error(error);
  g_assert_cmpuint(g_bytes_get_size(bytes), ==, (gsize)size);
}

static void
test_content_round_trip(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_test_message("%u bytes", (unsigned)sizes[i]);
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    g_autoptr(GBytes) hash = NULL;
    Content content = write_content(fix, NULL, sizes[i], &hash);
    g_assert_cmpint(content.blob != NULL, ==, sizes[i] > BLOB_INLINE_BYTES);
    g_assert_cmpint(content.body != NULL, ==, content.blob == NULL);
    assert_reads(fix, &content, NULL, "t|c|1", (int64_t)sizes[i]);
    if (content.body != NULL)
      assert_reads(fix, &content, NULL, "t|c|2", -1);
    g_autoptr(GBytes) again = NULL;
    Content twin = write_content(fix, NULL, sizes[i], &again);
    g_assert_true(g_bytes_equal(hash, again));
    g_assert_false(g_bytes_equal(content.key, twin.key));
    content_clear(&content);
    content_clear(&twin);
  }
}

static void
test_content_of_another_place(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Content content = write_content(fix, NULL, 100000, NULL);
  assert_reads(fix, &content, NULL, "t|c|2", -1);
  content_clear(&content);
}

static void
test_content_larger_than_allowed(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Content content = write_content(fix, NULL, 200000, NULL);
  g_autoptr(GError) error = NULL;
  g_assert_null(content_read(&fix->queue, &content,
                             (ContentPlace){NULL, "t|c|1"}, 199999, &error));
  g_assert_nonnull(error);
  content_clear(&content);
}

static void
test_content_handed_to_a_person(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    Id person = queue_fixture_person(fix);
    Content content = write_content(fix, NULL, sizes[i], NULL);
    g_autoptr(GError) error = NULL;
    GBytes *key =
        content_rewrap(&fix->queue, &content, (ContentPlace){NULL, "t|c|1"},
                       person.text, &error);
    g_assert_no_error(error);
    g_bytes_unref(content.key);
    content.key = key;
    assert_reads(fix, &content, person.text, "t|c|1", (int64_t)sizes[i]);
    assert_reads(fix, &content, NULL, "t|c|1", -1);
    g_assert_true(keyring_forget(fix->ring, person.text, NULL));
    assert_reads(fix, &content, person.text, "t|c|1", -1);
    content_clear(&content);
  }
}

static void
test_attachment_order_and_owner(void)
{
  enum { FILES = 8 };
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id person = queue_fixture_person(fix);
  for (int i = 0; i < FILES; i++) {
    g_autoptr(StoredAttachment) file =
        stored_attachment_new(&fix->queue, FIXTURE_NOW_MS);
    file->filename = g_strdup_printf("%d.txt", i);
    file->media_type = g_strdup("text/plain");
    g_autofree char *place = attachment_place(file, "body");
    g_autoptr(ContentWriter) writer = content_writer_new(&fix->queue, place);
    g_assert_true(content_writer_append(writer, "abc", 3, NULL));
    g_assert_true(content_writer_finish(writer, NULL, &file->body,
                                        &file->content_hash, NULL));
    g_assert_true(attachment_give_to(&fix->queue, file, person.text, NULL));
    g_assert_true(attachment_add(&fix->queue, file, "mail", "ticket", NULL));
  }
  g_autoptr(GPtrArray) files = attachments_of(&fix->queue, "mail", NULL);
  g_assert_cmpuint(files->len, ==, FILES);
  for (guint i = 0; i < files->len; i++) {
    const StoredAttachment *file = files->pdata[i];
    g_autofree char *name = g_strdup_printf("%u.txt", i);
    g_assert_cmpstr(file->filename, ==, name);
    g_assert_cmpstr(file->owner_id, ==, person.text);
    g_autofree char *place = attachment_place(file, "body");
    assert_reads(fix, &file->body, person.text, place, 3);
  }
  g_assert_true(keyring_forget(fix->ring, person.text, NULL));
  g_assert_null(attachments_of(&fix->queue, "mail", NULL));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/content/round-trip", test_content_round_trip);
  g_test_add_func("/queue/content/another-place",
                  test_content_of_another_place);
  g_test_add_func("/queue/content/larger-than-allowed",
                  test_content_larger_than_allowed);
  g_test_add_func("/queue/content/handed-to-a-person",
                  test_content_handed_to_a_person);
  g_test_add_func("/queue/attachment/order-and-owner",
                  test_attachment_order_and_owner);
  return g_test_run();
}
