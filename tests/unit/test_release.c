/* SPDX-License-Identifier: Apache-2.0
 *
 * Decisions about what is public: who decided, when, and which picture of a
 * ticket is meant.
 */
#include "queue/release.h"

#include <string.h>

#include "queue/attachment.h"
#include "tests/support/queue_fixture.h"

#define TICKET "0000000000000000"
#define STATE                                                                  \
  "SELECT state || ' ' || COALESCE(public_text, '-') || ' ' || decided_by"     \
  " || ' ' || decided_at_ms FROM release WHERE id = $1"

static void
decide(Queue *queue, ReleaseState state, const char *text, const char *by)
{
  g_autoptr(GError) error = NULL;
  Release release = {RELEASE_KIND_PHOTO, "a1", RELEASE_FIELD_PHOTO, text, by};
  g_assert_true(release_set_state(queue, &release, state, &error));
  g_assert_no_error(error);
}

static void
test_release_keeps_who_and_when(void)
{
  g_autoptr(QueueFixture) fixture = queue_fixture_new();
  decide(queue_fixture_at(fixture, FIXTURE_NOW_MS), RELEASE_STATE_RELEASED,
         "a hole", "uid 1");
  g_autofree char *first = queue_fixture_text(fixture, STATE, "a1");
  g_assert_cmpstr(first, ==, "released a hole uid 1 1779364800000");
  decide(queue_fixture_at(fixture, FIXTURE_NOW_MS + 7), RELEASE_STATE_WITHDRAWN,
         NULL, "uid 2");
  g_autofree char *second = queue_fixture_text(fixture, STATE, "a1");
  g_assert_cmpstr(second, ==, "withdrawn - uid 2 1779364800007");
  g_assert_cmpuint(queue_fixture_changes(fixture, "release proposed released"),
                   ==, 1);
  g_assert_cmpuint(queue_fixture_changes(fixture, "release released withdrawn"),
                   ==, 1);
}

/* Who projects looks for what was decided since. */
static void
test_release_outlives_a_clock_set_back(void)
{
  g_autoptr(QueueFixture) fixture = queue_fixture_new();
  decide(queue_fixture_at(fixture, FIXTURE_NOW_MS), RELEASE_STATE_RELEASED, "",
         "uid 1");
  decide(queue_fixture_at(fixture, FIXTURE_NOW_MS - 3600000),
         RELEASE_STATE_WITHDRAWN, NULL, "uid 1");
  g_autofree char *row = queue_fixture_text(fixture, STATE, "a1");
  g_assert_cmpstr(row, ==, "withdrawn - uid 1 1779364800000");
}

static Id
add_attachment(QueueFixture *fixture, const char *ticket_id, bool has_copy)
{
  g_autoptr(GError) error = NULL;
  Queue *queue = &fixture->queue;
  g_autoptr(StoredAttachment) attachment =
      stored_attachment_new(queue, queue->now_ms);
  attachment->media_type = g_strdup("image/jpeg");
  attachment->content_hash = g_bytes_new("x", 1);
  g_autoptr(GBytes) bytes = g_bytes_new("copy", 4);
  g_autofree char *place = attachment_place(attachment, "copy");
  if (has_copy)
    g_assert_true(content_write(queue, bytes, (ContentPlace){NULL, place},
                                &attachment->copy, &error));
  g_assert_true(
      attachment_add(queue, attachment, "message", ticket_id, &error));
  g_assert_no_error(error);
  return attachment->id;
}

/* As in the mails to the department, a picture without a copy is a file. */
static void
test_release_numbers_copies_in_order(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(QueueFixture) fixture = queue_fixture_new();
  Id first = add_attachment(fixture, TICKET, true);
  (void)add_attachment(fixture, TICKET, false);
  (void)add_attachment(fixture, "another", true);
  Id second = add_attachment(fixture, TICKET, true);
  Release release = {RELEASE_KIND_PHOTO, second.text, RELEASE_FIELD_PHOTO, "",
                     "uid 1"};
  g_assert_true(release_set_state(&fixture->queue, &release,
                                  RELEASE_STATE_RELEASED, &error));
  g_autoptr(StoreRows) rows =
      release_query_photos(&fixture->queue, TICKET, &error);
  g_assert_true(store_rows_next(rows, &error));
  g_assert_cmpint(store_rows_int64(rows, 0), ==, 1);
  g_assert_cmpstr(store_rows_text(rows, 1), ==, first.text);
  g_assert_true(store_rows_is_null(rows, 5));
  g_assert_true(store_rows_next(rows, &error));
  g_assert_cmpint(store_rows_int64(rows, 0), ==, 2);
  g_assert_cmpstr(store_rows_text(rows, 1), ==, second.text);
  g_assert_cmpstr(store_rows_text(rows, 5), ==, "released");
  g_assert_false(store_rows_next(rows, &error));
  g_assert_no_error(error);
}

static void
test_release_names_tell_nothing(void)
{
  g_autoptr(QueueFixture) fixture = queue_fixture_new();
  const Keyring *ring = fixture->ring;
  g_autofree char *name = release_photo_name(ring, TICKET);
  g_autofree char *again = release_photo_name(ring, TICKET);
  g_autofree char *other = release_photo_name(ring, "0000000000000001");
  SecretKey master = {{9}};
  g_autoptr(Keyring) another_town = keyring_new(fixture->keys, &master);
  g_autofree char *there = release_photo_name(another_town, TICKET);
  g_assert_cmpuint(strlen(name), ==, 32);
  g_assert_cmpstr(name, ==, again);
  g_assert_cmpstr(name, !=, other);
  g_assert_cmpstr(name, !=, there);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
#define ADD(path, function) g_test_add_func("/queue/release/" path, function)
  ADD("keeps-who-and-when", test_release_keeps_who_and_when);
  ADD("outlives-a-clock-set-back", test_release_outlives_a_clock_set_back);
  ADD("numbers-copies-in-order", test_release_numbers_copies_in_order);
  ADD("names-tell-nothing", test_release_names_tell_nothing);
  return g_test_run();
}
