/* SPDX-License-Identifier: Apache-2.0
 *
 * Several matters in one letter: what is split, and what stays whole.  The
 * letters stand in tests/fixtures/matters/letters.txt.
 */
#include "parsers/matters/matters.h"

#include <string.h>

#include "parsers/config/town.h"
#include "parsers/resource.h"
#include "tests/support/golden.h"

static Town *
example_town(void)
{
  static const char *const names[] = {"town.yaml", "departments.yaml",
                                      "categories.yaml"};
  g_autoptr(GHashTable) files = g_hash_table_new_full(
      g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_strconcat("templates/town/", names[i], NULL);
    const Resource *resource = resource_find(path);
    g_assert_nonnull(resource);
    g_hash_table_insert(
        files, (char *)names[i],
        g_bytes_new_static(resource->begin, resource_size(resource)));
  }
  g_autoptr(Problems) problems = problems_new();
  Town *town = town_parse(files, problems);
  g_assert_nonnull(town);
  return town;
}

/* How many tickets a clerk is proposed. */
static unsigned
proposed(const Matters *matters)
{
  return matters->confidence >= MATTERS_LIKELY ? matters->list->len : 1;
}

static unsigned
check_letter(const char *head, const char *text, const Town *town)
{
  g_autoptr(Matters) matters = matters_find(text, town);
  char *name = NULL;
  unsigned want = (unsigned)g_ascii_strtoull(head, &name, 10);
  if (proposed(matters) == want)
    return 1;
  g_test_message("%s: %u instead of %u", name, proposed(matters), want);
  return 0;
}

static void
test_matters_letters(void)
{
  g_autoptr(Town) town = example_town();
  g_autoptr(GBytes) bytes = golden_read("tests/fixtures/matters/letters.txt");
  g_autofree char *all =
      g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  g_auto(GStrv) letters = g_strsplit(all, "\n== ", -1);
  unsigned count = g_strv_length(letters) - 1;
  unsigned right = 0;
  for (char **letter = letters + 1; *letter != NULL; letter++) {
    char *text = strchr(*letter, '\n');
    g_assert_nonnull(text);
    *text = '\0';
    right += check_letter(*letter, text + 1, town);
  }
  g_test_message("%u of %u right", right, count);
  g_assert_cmpuint(count, >=, 40);
  g_assert_cmpuint(right, ==, count);
}

static void
assert_matter(const char *text, const Matters *matters, guint index,
              const char *want)
{
  const Matter *matter = &g_array_index(matters->list, Matter, index);
  g_autofree char *words = g_strndup(text + matter->offset, matter->size);
  g_assert_cmpstr(words, ==, want);
}

static void
test_matters_ranges(void)
{
  g_autoptr(Town) town = example_town();
  const char *text = "Guten Tag,\n\n1. Schlagloch, Gartenstraße 12\n"
                     "   (sehr tief)\n2. Ampel Ringstraße 3 dunkel\n\n"
                     "Mit freundlichen Grüßen\nKarla";
  g_autoptr(Matters) matters = matters_find(text, town);
  g_assert_cmpuint(matters->list->len, ==, 2);
  assert_matter(text, matters, 0,
                "Schlagloch, Gartenstraße 12\n   (sehr tief)");
  assert_matter(text, matters, 1, "Ampel Ringstraße 3 dunkel");
  const Matter *second = &g_array_index(matters->list, Matter, 1);
  g_assert_cmpuint(second->number, ==, 2);
  g_assert_cmpstr(second->category, ==, "ampel");
  g_assert_cmpstr(second->place, ==, "Ringstraße 3");
  g_assert_cmpfloat(matters->confidence, >=, 0.95);
  g_assert_cmpstr(matters->why->pdata[0], ==, "numbered");
}

static void
test_matters_shared_place(void)
{
  g_autoptr(Town) town = example_town();
  g_autoptr(Matters) matters =
      matters_find("In der Gartenstraße 12 gibt es folgende Mängel:\n"
                   "- Schlagloch\n- Straßenlaterne defekt\n",
                   town);
  g_assert_cmpuint(matters->list->len, ==, 2);
  g_assert_cmpstr(matters->place, ==, "Gartenstraße 12");
  g_assert_cmpstr(matters->shared, ==,
                  "In der Gartenstraße 12 gibt es folgende Mängel:");
}

/* As many items as a letter has room for: at most nine matters, all words. */
static void
test_matters_limits(void)
{
  g_autoptr(Town) town = example_town();
  g_autoptr(GString) text = g_string_new(NULL);
  for (unsigned i = 1; i <= 12; i++)
    g_string_append_printf(text, "%u. %s Gartenstraße %u\n", i,
                           i % 2 == 0 ? "Ampel" : "Schlagloch", i);
  g_autoptr(Matters) matters = matters_find(text->str, town);
  g_assert_cmpuint(matters->list->len, ==, MATTERS_MAX);
  const Matter *last = &g_array_index(matters->list, Matter, MATTERS_MAX - 1);
  g_assert_cmpuint(last->offset + last->size, ==, text->len - 1);
  for (unsigned i = 0; i < 2000; i++)
    g_string_append(text, "\n\nAußerdem Ampel Ringstraße 3 dunkel. ");
  g_autoptr(Matters) whole = matters_find(text->str, town);
  g_assert_cmpuint(whole->list->len, <=, 1);
  g_assert_cmpfloat(whole->confidence, ==, 0);
}

static void
test_matters_pictures(void)
{
  static const struct {
    const char *text, *name;
    unsigned index;
    bool want;
  } rows[] = {
      {"Laterne aus, siehe Foto 2.", "a.jpg", 2, true},
      {"Laterne aus, siehe Foto 2.", "a.jpg", 1, false},
      {"siehe Bilder 1 und 3", NULL, 3, true},
      {"siehe Bilder 1 und 3", NULL, 2, false},
      {"Bild 12", NULL, 1, false},
      {"Die Ampel ist dunkel", "Ampel_Ringstr.jpg", 1, true},
      {"Die Ampel ist dunkel", "IMG_2231.jpg", 1, false},
      {"Hier das Foto", "Foto.jpg", 1, false},
      {"See picture 1", NULL, 1, true},
      {"Foto vom Haus 2", NULL, 2, false},
      {"", "", 1, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(
        matters_mention_picture(rows[i].text, rows[i].name, rows[i].index), ==,
        rows[i].want);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/matters/letters", test_matters_letters);
  g_test_add_func("/matters/ranges-are-the-words-alone", test_matters_ranges);
  g_test_add_func("/matters/what-stands-above-holds-for-all",
                  test_matters_shared_place);
  g_test_add_func("/matters/limits", test_matters_limits);
  g_test_add_func("/matters/pictures-follow-their-words",
                  test_matters_pictures);
  return g_test_run();
}
