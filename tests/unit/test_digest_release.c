/* SPDX-License-Identifier: Apache-2.0
 *
 * A picture on its way to the public: nothing before a decision, the copy after
 * it, and no byte of it once it was withdrawn or its sender erased.
 */
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "daemon/admin/request.h"
#include "queue/attachment.h"
#include "queue/release.h"
#include "tests/support/photo_maker.h"
#include "tests/support/town_post.h"

enum {
  MINUTE_MS = 60001,
  PIECE = 24, /* bytes that no other picture has in a row */
  MANY = 120, /* more than twice of what is copied at once */
};

/* A photo whose camera tells where, and whose it is. */
static GBytes *
make_photo(void)
{
  static const ExifTagRow tags[] = {
      {'0', 0x010f, 'A', "Quittenkamera"}, {'G', 1, 'A', "N"},
      {'G', 2, 'R', "54/1 5/1 3264/100"},  {'G', 3, 'A', "E"},
      {'G', 4, 'R', "12/1 5/1 5676/100"},  {0}};
  const PhotoWish wish = {
      .type = "jpeg", .width = 2000, .height = 600, .noise = true};
  g_autoptr(GBytes) plain = photo_make(&wish);
  g_autoptr(GBytes) exif = exif_make(tags, true);
  return photo_with_exif(plain, exif);
}

/* A town with one ticket and its photo. */
static TownFixture *
make_town(void)
{
  TownFixture *town = town_fixture_new(NULL);
  g_autoptr(GBytes) photo = make_photo();
  town_fixture_secret(town, "Quittenkamera");
  town_post_mail(town, &(TownMail){.photo = photo});
  town_fixture_decide(town);
  return town;
}

static void
project(TownFixture *town)
{
  bool worked = true;
  while (worked) {
    worked = false;
    g_assert_true(digest_project(&town->digest, &worked, NULL));
  }
}

/* Ask as an administrator; the code, and what was said. */
static int
ask(TownFixture *town, const char *arguments, char **out_text)
{
  g_autoptr(GError) error = NULL;
  GString *out = g_string_new(NULL);
  g_autofree char *line = g_strdup_printf(
      "{\"verb\":\"ticket.release\",\"arguments\":{%s}}", arguments);
  g_assert_true(request_answer(&town->digest, line, 1000, out, &error));
  g_assert_no_error(error);
  const char *code = strstr(out->str, "\"code\":");
  int number = code == NULL ? EX_OK : (int)g_ascii_strtoll(code + 7, NULL, 10);
  if (out_text != NULL)
    *out_text = g_strdup(out->str);
  g_string_free(out, TRUE);
  return number;
}

static Store *
open_public(const TownFixture *town)
{
  g_autofree char *path = g_build_filename(town->state, "public.db", NULL);
  return store_open(path, NULL, STORE_MODE_READ, NULL);
}

/* The one public picture; NULL when there is none. */
static GBytes *
public_photo(const TownFixture *town)
{
  g_autoptr(Store) store = open_public(town);
  g_autoptr(StoreRows) rows = store_query(
      store, NULL,
      "SELECT jpeg, public_text FROM photo JOIN published ON id = name"
      " WHERE kind = 'photo' AND field = 'jpeg'",
      "");
  GBytes *jpeg = store_rows_next(rows, NULL) ? store_rows_bytes(rows, 0) : NULL;
  g_assert_false(jpeg != NULL && store_rows_next(rows, NULL));
  return jpeg;
}

static int64_t
count_public(const TownFixture *town, const char *sql)
{
  int64_t count = -1;
  g_autoptr(Store) store = open_public(town);
  g_assert_true(store_get_int64(store, &count, NULL, sql, ""));
  return count;
}

/* Do these bytes stand in public.db or beside it? */
static bool
stands_in_file(const TownFixture *town, const void *bytes, size_t size)
{
  static const char *const endings[] = {"", "-wal", "-shm"};
  bool found = false;
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *path =
        g_strdup_printf("%s/public.db%s", town->state, endings[i]);
    g_autofree char *whole = NULL;
    gsize length = 0;
    if (g_file_get_contents(path, &whole, &length, NULL))
      found = found || memmem(whole, length, bytes, size) != NULL;
  }
  return found;
}

/* Of a picture on many pages: is any of it there? */
static bool
any_piece_stands(const TownFixture *town, GBytes *jpeg)
{
  gsize size;
  const char *bytes = g_bytes_get_data(jpeg, &size);
  g_assert_cmpuint(size, >, 20000);
  for (size_t at = 1000; at + PIECE < size; at += 5000)
    if (stands_in_file(town, bytes + at, PIECE))
      return true;
  return false;
}

static void
test_release_refuses_what_is_not_there(void)
{
  static const struct {
    const char *arguments;
    int code;
    const char *words;
  } rows[] = {
      {"\"photo\":1", EX_USAGE, "not an id"},
      {"\"id\":\"1\"", EX_USAGE, "which photo"},
      {"\"id\":\"1\",\"photo\":0", EX_USAGE, "which photo"},
      {"\"id\":\"1\",\"photo\":-1", EX_USAGE, "which photo"},
      {"\"id\":\"1\",\"photo\":2", EX_DATAERR, "it has 1 that can"},
      {"\"id\":\"7\",\"photo\":1", EX_DATAERR, "no ticket"},
      {"\"id\":\"26-00001-5\",\"photo\":1", EX_USAGE, "mistyped"},
      {"\"id\":\"1\",\"photo\":1,\"withdraw\":true", EX_DATAERR, "not public"},
  };
  g_autoptr(TownFixture) town = make_town();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *said = NULL;
    g_test_message("%s", rows[i].arguments);
    g_assert_cmpint(ask(town, rows[i].arguments, &said), ==, rows[i].code);
    g_assert_nonnull(strstr(said, rows[i].words));
  }
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM release"), ==,
                  0);
}

static void
test_release_shows_the_copy_and_no_more(void)
{
  g_autoptr(TownFixture) town = make_town();
  project(town);
  g_assert_cmpint(count_public(town, "SELECT count(*) FROM photo"), ==, 0);
  g_assert_false(stands_in_file(town, "JFIF", 4));
  g_assert_cmpint(ask(town, "\"id\":\"1\",\"photo\":1,\"dry_run\":true", NULL),
                  ==, EX_OK);
  project(town);
  g_assert_cmpint(count_public(town, "SELECT count(*) FROM published"), ==, 0);
  g_autofree char *said = NULL;
  g_assert_cmpint(
      ask(town, "\"id\":\"1\",\"photo\":1,\"text\":\"Ein Loch\"", &said), ==,
      EX_OK);
  project(town); /* at once, not after a minute */
  g_autoptr(GBytes) jpeg = public_photo(town);
  g_assert_nonnull(jpeg);
  g_assert_true(any_piece_stands(town, jpeg));
  gsize size;
  const char *bytes = g_bytes_get_data(jpeg, &size);
  g_assert_null(memmem(bytes, size, "Exif", 4));
  g_assert_false(stands_in_file(town, "loch.jpg", 8));
  g_assert_false(stands_in_file(town, "ayse", 4));
  g_autofree char *name = town_fixture_text(town, "SELECT id FROM attachment");
  g_assert_false(stands_in_file(town, name, strlen(name)));
  g_autofree char *public_name = release_photo_name(town->digest.ring, name);
  g_assert_nonnull(strstr(said, public_name));
  g_assert_cmpint(count_public(town, "SELECT count(*) FROM published WHERE"
                                     " public_text = 'Ein Loch'"),
                  ==, 1);
  g_autofree char *event = town_fixture_text(
      town, "SELECT what || ' ' || actor || ' ' || substr(detail, 1, 9)"
            " FROM ticket_event ORDER BY id DESC LIMIT 1");
  g_assert_cmpstr(event, ==, "photo-released uid 1000 photo 1, ");
}

static void
test_release_is_made_anew(void)
{
  g_autoptr(TownFixture) town = make_town();
  g_assert_cmpint(ask(town, "\"id\":\"1\",\"photo\":1", NULL), ==, EX_OK);
  project(town);
  g_autoptr(GBytes) before = public_photo(town);
  town_fixture_close(town);
  g_autofree char *path = g_build_filename(town->state, "public.db", NULL);
  g_assert_cmpint(unlink(path), ==, 0);
  town_fixture_open(town);
  project(town);
  g_autoptr(GBytes) after = public_photo(town);
  g_assert_true(before != NULL && after != NULL &&
                g_bytes_equal(before, after));
}

static void
test_release_withdrawn_leaves_no_byte(void)
{
  g_autoptr(TownFixture) town = make_town();
  g_assert_cmpint(ask(town, "\"id\":\"1\",\"photo\":1", NULL), ==, EX_OK);
  project(town);
  g_autoptr(GBytes) jpeg = public_photo(town);
  g_assert_cmpint(ask(town, "\"id\":\"1\",\"photo\":1,\"withdraw\":true", NULL),
                  ==, EX_OK);
  project(town);
  g_assert_cmpint(count_public(town, "SELECT count(*) FROM photo"), ==, 0);
  g_assert_cmpint(count_public(town, "SELECT count(*) FROM published"), ==, 0);
  g_assert_false(any_piece_stands(town, jpeg));
  g_assert_cmpint(ask(town, "\"id\":\"1\",\"photo\":1,\"withdraw\":true", NULL),
                  ==, EX_DATAERR);
  g_assert_cmpint(ask(town, "\"id\":\"1\",\"photo\":1", NULL), ==, EX_OK);
  project(town);
  g_autoptr(GBytes) again = public_photo(town);
  g_assert_true(again != NULL && g_bytes_equal(jpeg, again));
}

/* A projection that was killed after its commit: what it deleted still stands
 * in the log. */
static void
die_after_deleting(const TownFixture *town, const char *bytes)
{
  g_autofree char *path = g_build_filename(town->state, "public.db", NULL);
  g_autofree char *lock = g_build_filename(town->state, "public.lock", NULL);
  pid_t pid = fork();
  if (pid == 0) {
    Store *store = store_open(path, lock, STORE_MODE_PUBLISH, NULL);
    g_autoptr(GBytes) jpeg = g_bytes_new(bytes, strlen(bytes));
    bool ok = store_run(store, NULL,
                        "INSERT INTO photo (name, jpeg) VALUES ('a', $1)", "b",
                        jpeg) &&
              store_run(store, NULL, "DELETE FROM photo", "");
    _exit(ok ? 0 : 1);
  }
  int status = -1;
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
  g_assert_cmpint(status, ==, 0);
}

static void
test_release_cleans_up_after_a_kill(void)
{
  static const char bytes[] = "a picture that was withdrawn";
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  project(town);
  town_fixture_close(town);
  die_after_deleting(town, bytes);
  g_assert_true(stands_in_file(town, bytes, strlen(bytes)));
  town_fixture_open(town);
  project(town);
  g_assert_false(stands_in_file(town, bytes, strlen(bytes)));
}

/* Whatever was decided: who is erased is not public. */
static void
test_release_ends_with_the_person(void)
{
  for (int restart = 0; restart < 2; restart++) {
    g_autoptr(TownFixture) town = make_town();
    g_autofree char *said = NULL;
    g_assert_cmpint(ask(town, "\"id\":\"1\",\"photo\":1", NULL), ==, EX_OK);
    project(town);
    g_autoptr(GBytes) jpeg = public_photo(town);
    g_autofree char *person =
        town_fixture_text(town, "SELECT person_id FROM ticket");
    g_assert_true(keyring_forget(town->digest.ring, person, NULL));
    if (restart != 0) {
      town_fixture_close(town);
      town_fixture_open(town);
    }
    town_fixture_advance(town, MINUTE_MS);
    project(town);
    g_assert_cmpint(count_public(town, "SELECT count(*) FROM photo"), ==, 0);
    g_assert_false(any_piece_stands(town, jpeg));
    g_assert_cmpint(ask(town, "\"id\":\"1\",\"photo\":1", &said), ==,
                    EX_DATAERR);
    g_assert_nonnull(strstr(said, "erased"));
  }
}

/* A picture of no ticket, released. */
static void
release_one(TownFixture *town, int i)
{
  g_autoptr(GError) error = NULL;
  Queue *queue = &town->digest.queue;
  g_autoptr(StoredAttachment) attachment =
      stored_attachment_new(queue, town->now_ms);
  attachment->media_type = g_strdup("image/jpeg");
  attachment->content_hash = g_bytes_new("x", 1);
  g_autofree char *text = g_strdup_printf("copy %d", i);
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autofree char *place = attachment_place(attachment, "copy");
  Release release = {RELEASE_KIND_PHOTO, attachment->id.text,
                     RELEASE_FIELD_PHOTO, text, "uid 1"};
  (void)(content_write(queue, bytes, (ContentPlace){NULL, place},
                       &attachment->copy, &error) &&
         attachment_add(queue, attachment, "message", NULL, &error) &&
         release_set_state(queue, &release, RELEASE_STATE_RELEASED, &error));
  g_assert_no_error(error);
}

/* They come in several turns, each once; letters need not wait for all. */
static void
test_release_copies_a_few_at_once(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  digest_begin(&town->digest);
  g_assert_true(store_begin(town->digest.store, NULL));
  for (int i = 0; i < MANY; i++)
    release_one(town, i);
  g_assert_true(store_commit(town->digest.store, NULL));
  bool worked = false;
  g_assert_true(digest_project(&town->digest, &worked, NULL));
  g_assert_true(worked);
  int64_t some = count_public(town, "SELECT count(*) FROM photo");
  g_assert_cmpint(some, >, 0);
  g_assert_cmpint(some, <, MANY / 2);
  project(town);
  g_assert_cmpint(count_public(town, "SELECT count(*) FROM photo JOIN published"
                                     " ON id = name AND public_text ="
                                     " CAST(jpeg AS text)"),
                  ==, MANY);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
#define ADD(path, function) g_test_add_func("/digest/release/" path, function)
  ADD("refuses-what-is-not-there", test_release_refuses_what_is_not_there);
  ADD("shows-the-copy-and-no-more", test_release_shows_the_copy_and_no_more);
  ADD("is-made-anew", test_release_is_made_anew);
  ADD("withdrawn-leaves-no-byte", test_release_withdrawn_leaves_no_byte);
  ADD("cleans-up-after-a-kill", test_release_cleans_up_after_a_kill);
  ADD("ends-with-the-person", test_release_ends_with_the_person);
  ADD("copies-a-few-at-once", test_release_copies_a_few_at_once);
  return g_test_run();
}
