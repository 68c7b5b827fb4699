/* SPDX-License-Identifier: Apache-2.0
 *
 * A photo of 12 megapixels to its facts and the copy that a department sees:
 * time through the sandbox, a child of its own for each, and the child's peak
 * of memory.  This binary is the reader when called as "role".
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/parse/parse_image.h"
#include "parsers/photo.h"
#include "tests/support/bench.h"
#include "tests/support/heic_maker.h"
#include "tests/support/parse_ask.h"
#include "tests/support/photo_maker.h"

enum { WIDTH = 4032, HEIGHT = 3024, ROUNDS = 5, KIB = 1024 };

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
  return bench_quantile(values, ROUNDS, 0.5);
}

/* The only child of a process; 0: none. */
static pid_t
child_of(pid_t pid)
{
  g_autofree char *path =
      g_strdup_printf("/proc/%d/task/%d/children", (int)pid, (int)pid);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return 0;
  return (pid_t)g_ascii_strtoll(text, NULL, 10);
}

/* Of a child that is kept, because one that ended cannot be asked; NAN where
 * the kernel does not tell. */
static double
peak_mib(GBytes *photo)
{
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_IMAGE, 100);
  pid_t reader = child_of(getpid());
  pid_t child = child_of(reader);
  g_autofree char *path = g_strdup_printf("/proc/%d/status", (int)child);
  g_autofree char *text = NULL;
  copy(client, photo);
  const char *peak = g_file_get_contents(path, &text, NULL, NULL)
                         ? strstr(text, "\nVmHWM:")
                         : NULL;
  return peak == NULL ? NAN : g_ascii_strtod(peak + 7, NULL) / KIB;
}

static void
measure(const Kind *kind, GdkPixbuf *pixels)
{
  g_autoptr(GBytes) photo = kind->make(pixels);
  BenchRow time = {.key = kind->key, .what = kind->what, .unit = "ms"};
  BenchRow memory = {
      .key = kind->memory_key, .what = kind->memory_what, .unit = "MiB"};
  double ms = NAN, mib = NAN; /* without an encoder: not measured */
  if (photo != NULL) {
    g_printerr("%s: %zu bytes\n", kind->key, g_bytes_get_size(photo));
    ms = measure_ms(photo);
    mib = peak_mib(photo);
  }
  bench_value_print(&time, ms, kind->most_ms, 0);
  bench_value_print(&memory, mib, most_mib, 0);
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "role") == 0)
    return parse_ask_role(argc - 1, argv + 1);
  g_autoptr(GdkPixbuf) pixels = photo_make_landscape(WIDTH, HEIGHT);
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    measure(&kinds[i], pixels);
  return EXIT_SUCCESS;
}
