/* SPDX-License-Identifier: Apache-2.0
 *
 * A department's own logo and colours: what is taken, and what is refused with
 * its place.
 */
#include "daemon/config_look.h"

#include <stdint.h>
#include <string.h>

#include "parsers/resource.h"
#include "tests/support/scratch.h"

/* A PNG's head with this size, and so many bytes behind it. */
static GBytes *
png_of(uint32_t width, uint32_t height, size_t size)
{
  const uint32_t sides[] = {GUINT32_TO_BE(width), GUINT32_TO_BE(height)};
  char *bytes = g_malloc0(size);
  memcpy(bytes, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  memcpy(bytes + 16, sides, sizeof sides);
  return g_bytes_new_take(bytes, size);
}

/* The example town with another look of the Stadtwerke, and a file. */
static Town *
load(const Scratch *scratch, const char *look, GBytes *logo, Problems *problems)
{
  static const char prefix[] = "templates/town/";
  for (const Resource *file = resource_next(prefix, NULL); file != NULL;
       file = resource_next(prefix, file)) {
    g_autofree char *path = scratch_path(scratch, file->path + strlen(prefix));
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GString) text = g_string_new(file->begin);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    (void)g_string_replace(text, "from_name: Stadtwerke Musterhagen", look, 0);
    (void)g_string_replace(text, "    color: \"#00664f\"", "    #", 0);
    g_assert_true(g_file_set_contents(path, text->str, -1, NULL));
  }
  g_autofree char *path = scratch_path(scratch, "logo.png");
  gsize size;
  const char *bytes = g_bytes_get_data(logo, &size);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
  return config_load_town(scratch->folder, problems, NULL);
}

static void
test_look_is_taken(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GBytes) png = png_of(600, 240, 48 * 1024);
  g_autoptr(Town) town =
      load(scratch,
           "logo: logo.png\n    color: \"#ffd400\"\n    text_color: "
           "\"#000000\"",
           png, problems);
  g_assert_nonnull(town);
  const Department *firm = town_department(town, "stadtwerke");
  g_assert_true(g_bytes_equal(firm->look.logo_bytes, png));
  g_assert_cmpstr(firm->look.logo_type, ==, "image/png");
  g_assert_cmpstr(firm->look.color, ==, "#ffd400");
  const Department *own = town_department(town, "tiefbau");
  g_assert_null(own->look.logo_bytes);
}

static void
test_look_is_refused(void)
{
  static const struct {
    const char *look;
    uint32_t width;
    size_t size;
    const char *problem;
  } rows[] = {
      {"logo: logo.png", 601, 1000, "has more than 600 x 240 pixels"},
      {"logo: logo.png", 10, 48 * 1024 + 1, "is larger than 48 KiB"},
      {"logo: fehlt.png", 10, 1000, "the logo 'fehlt.png' cannot be read"},
      {"logo: ../town.yaml", 10, 1000, "'logo' must be "},
      {"logo: town.yaml", 10, 1000, "is no PNG or JPEG"},
      {"color: gruen", 10, 1000, "'color' must be a colour like '#00664f'"},
      {"color: \"#ffd400\"", 10, 1000,
       "'#ffffff' on '#ffd400' can hardly be read (contrast 1.4"},
      {"text_color: \"#000000\"", 10, 1000,
       "'text_color' stands without 'color'"},
      {"from_name: \"Stadt\\nwerke\"", 10, 1000,
       "'from_name' must be one line"},
      {"from_address: stadtwerke", 10, 1000,
       "'from_address' must be a mail address"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].look);
    g_autoptr(Scratch) scratch = scratch_new();
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(GBytes) png = png_of(rows[i].width, 10, rows[i].size);
    g_autoptr(Town) town = load(scratch, rows[i].look, png, problems);
    g_assert_null(town);
    g_assert_cmpuint(problems_count(problems), ==, 1);
    g_autofree char *told = problem_to_string(problems_get(problems, 0));
    g_assert_nonnull(strstr(told, rows[i].problem));
    g_assert_true(g_str_has_prefix(told, "departments.yaml:"));
    g_assert_null(strstr(told, "departments.yaml:0"));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/config/look/is-taken", test_look_is_taken);
  g_test_add_func("/config/look/is-refused", test_look_is_refused);
  return g_test_run();
}
