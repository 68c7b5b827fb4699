/* SPDX-License-Identifier: Apache-2.0
 *
 * What no pattern of the table knows, weighed by its words.
 */
#include "parsers/danger/danger_scale.h"

#include <string.h>

#include "parsers/danger/danger.h"
#include "parsers/danger/danger_pieces.h"

static const char ROWS[] = "# a comment\n"
                           "-1000\t_\n"
                           "40000\tzisch\n"
                           "2000\t_gas_\n"
                           "9000\tast+knaks\n"
                           "-90000\twohnu\n";

static void
assert_tips(const char *text, const char *expected)
{
  g_autoptr(DangerScale) scale = danger_scale_new(ROWS);
  g_autofree char *words = NULL;
  bool tips = danger_scale_tips(scale, text, &words);
  g_assert_cmpint(tips, ==, expected != NULL);
  g_assert_cmpint(danger_scale_tips(scale, text, NULL), ==, tips);
  g_assert_cmpstr(words, ==, expected);
}

static void
test_danger_scale_weighs(void)
{
  assert_tips("", NULL);
  assert_tips("Guten Tag", NULL);
  assert_tips("Das Gas, es zischt!", "gas … zischt");
  assert_tips("In der Gasse zischt", "zischt");
  assert_tips("Gasse zischt", NULL);
  assert_tips("Das Gas Wohnungen, zischt", NULL);
  assert_tips("Der alte Ast knackst", "knakst");
  assert_tips("es knackst der Ast", NULL);
}

/* One sentence of a long letter, and whole words beyond what is looked at. */
static void
test_danger_scale_long(void)
{
  GString *letter = g_string_new(NULL);
  for (unsigned i = 0; i < 300; i++)
    g_string_append(letter, i == 150 ? "gas zischt " : "ä freundlich ");
  assert_tips(letter->str, "gas … zischt");
  g_string_truncate(letter, 0);
  for (unsigned i = 0; i < 40000; i++)
    g_string_append(letter, "ö");
  g_string_append(letter, " gas zischt");
  assert_tips(letter->str, NULL);
  g_string_free(letter, TRUE);
}

/* A file's name of a piece gives the key that a text's piece has. */
static void
test_danger_scale_names(void)
{
  g_auto(DangerPieces) pieces = {0};
  danger_pieces_of("Ölspur im Wald", &pieces);
  g_assert_cmpuint(pieces.starts->len, ==, 3);
  GString *names = g_string_new(NULL);
  for (unsigned i = 0; i < pieces.pieces->len; i++) {
    const DangerPiece *piece = &g_array_index(pieces.pieces, DangerPiece, i);
    g_autofree char *name = danger_piece_name(piece);
    g_assert_cmpuint(danger_piece_key(name), ==, piece->key);
    g_string_append_printf(names, "%s ", name);
  }
  g_assert_cmpstr(names->str, ==,
                  "_oels oelsp elspu lspur spur_ _im_ oelsp+im "
                  "_wald wald_ im+wald ");
  g_string_free(names, TRUE);
}

static DangerTable *
table_of(const char *yaml)
{
  g_autoptr(Problems) problems = problems_new();
  if (yaml == NULL)
    return danger_table_new(NULL, problems);
  g_autoptr(GBytes) bytes = g_bytes_new_static(yaml, strlen(yaml));
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, "danger.yaml", problems);
  DangerTable *table = danger_table_new(yaml_tree_root(tree), problems);
  g_autofree char *told = problems_to_string(problems);
  g_assert_cmpstr(told, ==, "");
  return table;
}

/* The shipped weights have a row of their own, which a town switches off. */
static void
test_danger_scale_row(void)
{
  /* No pattern's words, but their pieces. */
  static const char text[] = "zbrennt zblutet zexplodiert zfeuer";
  g_autoptr(DangerTable) shipped = table_of(NULL);
  g_auto(DangerHit) hit = {0};
  g_assert_true(danger_match(shipped, text, &hit));
  g_assert_cmpstr(hit.rule->id, ==, "weighed");
  g_assert_cmpstr(danger_rule_name(hit.rule, "de"), ==, "Mögliche Gefahr");
  g_assert_cmpstr(hit.words, !=, "");
  g_assert_false(danger_match(shipped, "Schlagloch Gartenstraße 12", NULL));
  g_autoptr(DangerTable) off = table_of("- {id: weighed, enabled: false}\n");
  g_assert_false(danger_match(off, text, NULL));
}

/* What a town does not want to hear of is not weighed, either. */
static void
test_danger_scale_taken(void)
{
  static const char text[] = "Benutzte Spritzen im Gebüsch am Schulhof";
  g_autoptr(DangerTable) table = table_of("- {id: syringe, enabled: false}\n");
  g_assert_false(danger_match(table, text, NULL));
  g_assert_true(danger_match(table, "Gasgeruch im Keller", NULL));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/danger-scale/weighs", test_danger_scale_weighs);
  g_test_add_func("/danger-scale/long", test_danger_scale_long);
  g_test_add_func("/danger-scale/names", test_danger_scale_names);
  g_test_add_func("/danger-scale/row", test_danger_scale_row);
  g_test_add_func("/danger-scale/taken", test_danger_scale_taken);
  return g_test_run();
}
