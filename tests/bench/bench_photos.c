/* SPDX-License-Identifier: Apache-2.0
 *
 * A photo of 12 megapixels to its facts and the copy that a department sees:
 * time through the sandbox, a child of its own for each, and the child's peak
 * of memory.  A process that is started inherits the peak of who starts it, so
 * that each step is one of its own: this binary is the reader when called as
 * "role", makes a photo as "make KEY FILE", measures it as "measure KEY FILE".
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "daemon/parse/parse_image.h"
#include "parsers/photo/photo.h"
#include "tests/support/bench.h"
#include "tests/support/heic_maker.h"
#include "tests/support/parse_ask.h"
#include "tests/support/photo_maker.h"

enum { WIDTH = 4032, HEIGHT = 3024, ROUNDS = 9, KIB = 1024 };

/* One type and its marks. */
typedef struct Kind {
  const char *key, *what, *memory_key, *memory_what;
  GBytes *(*make)(GdkPixbuf *pixels);
  double most_ms;
} Kind;

static GBytes *
make_jpeg(GdkPixbuf *pixels)
{
  char *bytes = NULL;
  gsize size = 0;
  if (!gdk_pixbuf_save_to_buffer(pixels, &bytes, &size, "jpeg", NULL, "quality",
                                 "80", NULL))
    g_error("no JPEG can be written");
  return g_bytes_new_take(bytes, size);
}

static GBytes *
make_heic(GdkPixbuf *pixels)
{
  return heic_make(pixels, NULL, 6); /* as a phone held upright */
}

static const Kind kinds[] = {
    {"photo-jpeg", "12 MP JPEG to its copy, fork included", "photo-jpeg-memory",
     "peak of the child, 12 MP JPEG", make_jpeg, 300},
    {"photo-heic", "12 MP HEIC to its copy, fork included", "photo-heic-memory",
     "peak of the child, 12 MP HEIC", make_heic, 1000},
};

static const double most_mib = 130;

static void
copy(ParseClient *client, GBytes *photo)
{
  ParseSource source = {photo, 0};
  ParsePhoto wanted = {parse_source_read, &source, PHOTO_COPY_SIDE};
  ParsePicture picture;
  if (parse_client_image(client, &wanted, &picture, NULL) != PARSE_OUTCOME_OK)
    g_error("not copied: %s", parse_client_reason(client));
  if (MAX(picture.width, picture.height) != PHOTO_COPY_SIDE)
    g_error("the copy is %d wide", picture.width);
  parse_picture_clear(&picture);
}

/* The quickest of all rounds: what others do meanwhile is not ours. */
static double
measure_ms(GBytes *photo)
{
  double values[ROUNDS];
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_IMAGE, 0);
  for (int i = 0; i < ROUNDS; i++) {
    int64_t begin_us = bench_now_us();
    copy(client, photo);
    values[i] = (double)(bench_now_us() - begin_us) / 1000;
  }
  return bench_quantile(values, ROUNDS, 0);
}

/* Of the largest process that ended below us: the child of a reader. */
static double
peak_mib(void)
{
  struct rusage usage;
  return getrusage(RUSAGE_CHILDREN, &usage) == 0 ? (double)usage.ru_maxrss / KIB
                                                 : NAN;
}

static int
make(const Kind *kind, const char *path)
{
  g_autoptr(GdkPixbuf) pixels = photo_make_landscape(WIDTH, HEIGHT);
  g_autoptr(GBytes) photo = kind->make(pixels);
  gsize size = 0;
  const char *bytes = photo == NULL ? "" : g_bytes_get_data(photo, &size);
  if (!g_file_set_contents(path, bytes, (gssize)size, NULL))
    g_error("%s: %m", path);
  return EXIT_SUCCESS;
}

static int
measure(const Kind *kind, const char *path)
{
  BenchRow time = {.key = kind->key, .what = kind->what, .unit = "ms"};
  BenchRow memory = {
      .key = kind->memory_key, .what = kind->memory_what, .unit = "MiB"};
  char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &bytes, &size, NULL))
    g_error("%s: %m", path);
  g_autoptr(GBytes) photo = g_bytes_new_take(bytes, size);
  /* An empty one is a HEIC without an encoder: not measured. */
  bench_value_print(&time, size == 0 ? NAN : measure_ms(photo), kind->most_ms,
                    0);
  bench_value_print(&memory, size == 0 ? NAN : peak_mib(), most_mib, 0);
  return EXIT_SUCCESS;
}

static void
run(const char *self, const char *step, const Kind *kind, const char *path)
{
  const char *argv[] = {self, step, kind->key, path, NULL};
  g_autoptr(GError) error = NULL;
  int status;
  if (!g_spawn_sync(NULL, (char **)argv, NULL,
                    G_SPAWN_CHILD_INHERITS_STDOUT |
                        G_SPAWN_CHILD_INHERITS_STDERR,
                    NULL, NULL, NULL, NULL, &status, &error) ||
      !g_spawn_check_wait_status(status, &error))
    g_error("%s %s: %s", step, kind->key, error->message);
}

static int
step(const char *name, const char *key, const char *path)
{
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (strcmp(kinds[i].key, key) == 0)
      return strcmp(name, "make") == 0 ? make(&kinds[i], path)
                                       : measure(&kinds[i], path);
  return EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "role") == 0)
    return parse_ask_role(argc - 1, argv + 1);
  if (argc == 4)
    return step(argv[1], argv[2], argv[3]);
  g_autofree char *folder = g_dir_make_tmp("bench-photos-XXXXXX", NULL);
  g_assert(folder != NULL);
  g_autofree char *path = g_build_filename(folder, "photo", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    run(argv[0], "make", &kinds[i], path);
    run(argv[0], "measure", &kinds[i], path);
  }
  (void)g_unlink(path); /* a leftover does no harm */
  (void)g_rmdir(folder);
  return EXIT_SUCCESS;
}
