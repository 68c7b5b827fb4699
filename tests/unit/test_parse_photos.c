/* SPDX-License-Identifier: Apache-2.0
 *
 * Photos through the reader as it runs in service: what they tell, and pictures
 * made to hurt a decoder.  Each must get an answer in time, and a decoder that
 * dies loses the picture only.  This binary is the reader when called as
 * "role", and one that dies over the pixels when called as "dying".
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/parse/parse_image.h"
#include "daemon/parse/parse_kinds.h"
#include "daemon/parse/parse_zygote.h"
#include "parsers/photo/photo.h"
#include "parsers/photo/photo_facts.h"
#include "parsers/photo/photo_json.h"
#include "tests/support/cases.h"
#include "tests/support/heic_maker.h"
#include "tests/support/parse_ask.h"
#include "tests/support/photo_maker.h"

enum { MOST_MS = 5000 }; /* of a machine that does other things, too */

static ParseOutcome
ask(ParseClient *client, GBytes *photo, ParsePicture *out)
{
  ParseSource source = {photo, 0};
  ParsePhoto wanted = {parse_source_read, &source, PHOTO_COPY_SIDE};
  g_autoptr(GError) error = NULL;
  ParseOutcome outcome = parse_client_image(client, &wanted, out, &error);
  g_assert_no_error(error);
  return outcome;
}

static GBytes *
cut(GBytes *photo, unsigned percent)
{
  size_t size = g_bytes_get_size(photo) * percent / 100;
  return g_bytes_new_from_bytes(photo, 0, size);
}

static GBytes *
make(const char *type)
{
  static const ExifTagRow tags[] = {{'G', 1, 'A', "N"},
                                    {'G', 2, 'R', "54/1 5/1 3264/100"},
                                    {'G', 3, 'A', "E"},
                                    {'G', 4, 'R', "12/1 5/1 5676/100"},
                                    {'E', 0x9003, 'A', "2026:05:21 08:14:00"},
                                    {0}};
  g_autoptr(GBytes) exif = exif_make(tags, true);
  PhotoWish wish = {
      .type = type, .width = 1024, .height = 768, .exif = exif, .noise = true};
  return photo_make(&wish);
}

/* 9,900 x 9,900 pixels in a file of a few bytes: deflate shrinks nothing but
 * zeros, and here not even these are there. */
static GBytes *
make_bomb(void)
{
  return photo_make_png_header(9900, 9900);
}

static GBytes *
make_giant_png(void)
{
  return photo_make_png_header(30000, 30000);
}

static GBytes *
make_giant_jpeg(void)
{
  return photo_make_jpeg_header(65500, 65500);
}

static GBytes *
make_headless_jpeg(void)
{
  return photo_make_jpeg_header(640, 480);
}

static GBytes *
make_tiles(void)
{
  enum { TILE = 512 };
  PhotoWish wish = {
      .type = "heic", .width = TILE, .height = TILE, .noise = true};
  g_autoptr(GBytes) tile = photo_make(&wish);
  return tile == NULL ? NULL : heic_make_grid(tile, TILE, 270);
}

static GBytes *
make_gif(void)
{
  return g_bytes_new_static("GIF89a", 6);
}

/* A picture, what is done to it, and what must come of it. */
typedef struct HostileRow {
  const char *name, *type;
  GBytes *(*make)(void); /* instead of a picture of the type */
  unsigned percent;      /* of it that are there; 0: all */
  PhotoTrouble trouble;
  enum { NOTHING, SIZE, ALL } facts; /* that are told */
} HostileRow;

static const HostileRow rows[] = {
    {"jpeg", "jpeg", NULL, 0, PHOTO_TROUBLE_NONE, ALL},
    {"png", "png", NULL, 0, PHOTO_TROUBLE_NONE, ALL},
    {"heic", "heic", NULL, 0, PHOTO_TROUBLE_NONE, ALL},
    {"jpeg-in-half", "jpeg", NULL, 50, PHOTO_TROUBLE_PARTIAL, ALL},
    {"png-in-half", "png", NULL, 50, PHOTO_TROUBLE_PARTIAL, ALL},
    {"heic-in-half", "heic", NULL, 50, PHOTO_TROUBLE_BROKEN, SIZE},
    {"jpeg-beginning", "jpeg", NULL, 3, PHOTO_TROUBLE_BROKEN, ALL},
    {"png-beginning", "png", NULL, 3, PHOTO_TROUBLE_BROKEN, ALL},
    {"heic-beginning", "heic", NULL, 3, PHOTO_TROUBLE_BROKEN, SIZE},
    {"jpeg-without-pixels", NULL, make_headless_jpeg, 0, PHOTO_TROUBLE_BROKEN,
     SIZE},
    {"png-bomb", NULL, make_bomb, 0, PHOTO_TROUBLE_TOO_LARGE, SIZE},
    {"png-30000", NULL, make_giant_png, 0, PHOTO_TROUBLE_TOO_LARGE, SIZE},
    {"jpeg-65500", NULL, make_giant_jpeg, 0, PHOTO_TROUBLE_TOO_LARGE, SIZE},
    {"heic-of-tiles", NULL, make_tiles, 0, PHOTO_TROUBLE_NONE, SIZE},
    {"gif", NULL, make_gif, 0, PHOTO_TROUBLE_OTHER, NOTHING},
};

static void
assert_told(const HostileRow *row, const Photo *photo)
{
  if (row->facts == NOTHING)
    g_assert_null(photo);
  else if (photo == NULL)
    g_test_fail_printf("no facts");
  else {
    g_assert_cmpint(photo->width, >, 0);
    g_assert_true(photo->has_point == (row->facts == ALL));
    g_assert_true((photo->taken_at != NULL) == (row->facts == ALL));
  }
}

static void
test_photos_row(const void *user)
{
  const HostileRow *row = user;
  g_autoptr(GBytes) whole = row->make != NULL ? row->make() : make(row->type);
  if (whole == NULL) {
    g_test_skip("libheif has no encoder");
    return;
  }
  g_autoptr(GBytes) photo = cut(whole, row->percent == 0 ? 100 : row->percent);
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_IMAGE, 0);
  gint64 begin_us = g_get_monotonic_time();
  ParsePicture picture;
  ParseOutcome outcome = ask(client, photo, &picture);
  g_assert_cmpint((g_get_monotonic_time() - begin_us) / 1000, <, MOST_MS);
  bool shown = row->trouble <= PHOTO_TROUBLE_PARTIAL;
  g_assert_cmpint(outcome, ==,
                  shown ? PARSE_OUTCOME_OK : PARSE_OUTCOME_UNREADABLE);
  g_assert_cmpstr(photo_trouble_to_string(picture.trouble), ==,
                  photo_trouble_to_string(row->trouble));
  g_assert_true((picture.jpeg != NULL) == shown);
  assert_told(row, picture.photo);
  parse_picture_clear(&picture);
  g_assert_cmpuint(parse_client_restarts(client), ==, 0);
}

/* A picture or a clean answer, and the next one is read. */
static void
test_photos_flipped_bits(const void *user)
{
  enum { SEEDS = 10, FLIPS = 200, SPARE = 16 };
  g_autoptr(GBytes) photo = make(user);
  if (photo == NULL) {
    g_test_skip("libheif has no encoder");
    return;
  }
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_IMAGE, 0);
  for (uint32_t seed = 1; seed <= SEEDS; seed++) {
    g_autoptr(GBytes) bad = photo_flip_bits(photo, FLIPS, seed, SPARE);
    gint64 begin_us = g_get_monotonic_time();
    ParsePicture picture;
    ParseOutcome outcome = ask(client, bad, &picture);
    g_assert_cmpint((g_get_monotonic_time() - begin_us) / 1000, <, MOST_MS);
    g_assert_cmpint(outcome, <=, PARSE_OUTCOME_UNREADABLE);
    parse_picture_clear(&picture);
  }
  g_assert_cmpuint(parse_client_restarts(client), ==, 0);
}

/* Tells its facts as ours does, then dies as "how" of the first byte says. */
static void
run_dying(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  g_autoptr(Photo) facts = photo_facts_read(body, NULL);
  parse_child_result(child, photo_to_json(facts));
  parse_child_flush(child);
  abort();
}

static int
dying_main(int argc, char **argv)
{
  static const ParseHandler handlers[] = {{"image", 1024 * 1024, run_dying},
                                          {NULL, 0, NULL}};
  ParseZygoteOptions options = {.handlers = handlers,
                                .preload = parse_kinds_preload_image};
  return parse_zygote_take_limits(argc, argv, &options)
             ? parse_zygote_run(&options)
             : EXIT_FAILURE;
}

static void
test_photos_facts_outlive_the_decoder(void)
{
  const char *const arguments[] = {"test", "dying", NULL};
  ParseClientOptions options = {.kind = PARSE_KIND_IMAGE,
                                .arguments = arguments};
  g_autoptr(ParseClient) client = parse_client_start(&options, NULL);
  g_assert_nonnull(client);
  g_autoptr(GBytes) photo = make("jpeg");
  ParsePicture picture;
  g_assert_cmpint(ask(client, photo, &picture), ==, PARSE_OUTCOME_DIED);
  g_autofree char *death = g_strdup_printf("signal %d", SIGABRT);
  g_assert_cmpstr(parse_client_reason(client), ==, death);
  g_assert_null(picture.jpeg);
  g_assert_true(picture.photo != NULL && picture.photo->has_point);
  g_assert_cmpint(picture.trouble, ==, PHOTO_TROUBLE_UNREAD);
  parse_picture_clear(&picture);
}

/* "Threads: 1" of every process whose parent is this one. */
static unsigned
count_threads(pid_t parent)
{
  unsigned most = 0;
  g_autoptr(GDir) dir = g_dir_open("/proc", 0, NULL);
  const char *name;
  g_autofree char *wanted = g_strdup_printf("\nPPid:\t%d\n", (int)parent);
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename("/proc", name, "status", NULL);
    g_autofree char *text = NULL;
    if (!g_ascii_isdigit(*name) ||
        !g_file_get_contents(path, &text, NULL, NULL) ||
        strstr(text, wanted) == NULL)
      continue;
    const char *threads = strstr(text, "\nThreads:\t");
    unsigned own = (unsigned)g_ascii_strtoull(threads + 10, NULL, 10);
    pid_t pid = (pid_t)g_ascii_strtoll(name, NULL, 10);
    most = MAX(most, MAX(own, count_threads(pid)));
  }
  return most;
}

static void
test_photos_start_no_thread(void)
{
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_IMAGE, 100);
  g_autoptr(GBytes) photo = make("heic");
  if (photo == NULL) {
    g_test_skip("libheif has no encoder");
    return;
  }
  g_assert_cmpuint(count_threads(getpid()), ==, 1);
  ParsePicture picture;
  g_assert_cmpint(ask(client, photo, &picture), ==, PARSE_OUTCOME_OK);
  parse_picture_clear(&picture);
  g_assert_cmpuint(count_threads(getpid()), ==, 1); /* it is kept, and lives */
}

static void
add_rows(void)
{
  CASES_ADD_ROWS("/daemon/parse-photos/row", rows, test_photos_row);
  static const char *const types[] = {"jpeg", "png", "heic"};
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
    g_autofree char *path =
        g_strdup_printf("/daemon/parse-photos/flipped-bits/%s", types[i]);
    g_test_add_data_func(path, types[i], test_photos_flipped_bits);
  }
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "role") == 0)
    return parse_ask_role(argc - 1, argv + 1);
  if (argc > 1 && strcmp(argv[1], "dying") == 0)
    return dying_main(argc - 2, argv + 2);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  add_rows();
  g_test_add_func("/daemon/parse-photos/facts-outlive-the-decoder",
                  test_photos_facts_outlive_the_decoder);
  g_test_add_func("/daemon/parse-photos/start-no-thread",
                  test_photos_start_no_thread);
  return g_test_run();
}
