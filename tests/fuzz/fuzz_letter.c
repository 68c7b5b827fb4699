/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the kinds of letters: the input's first line is the subject, the rest
 * the text, with the shipped table; what begins as a list is a town's
 * letters.yaml, too, and asked about itself.
 */
#include "parsers/letter/letter.h"

#include <stdint.h>
#include <string.h>

#include "tests/support/fuzz.h"

static void
check_verdict(const LetterTable *table, const LetterView *view)
{
  g_auto(LetterVerdict) verdict = {0};
  letter_classify(table, view, &verdict);
  g_assert_cmpuint(verdict.sure_percent, <=, 100);
  g_assert_true(verdict.kind == NULL || verdict.kind == verdict.likely);
  g_assert_true(verdict.likely == NULL || verdict.second != verdict.likely);
  for (unsigned i = 0; i < verdict.signs->len; i++) {
    const LetterSign *sign = &g_array_index(verdict.signs, LetterSign, i);
    g_assert_true(g_utf8_validate(sign->words, -1, NULL));
    g_assert_nonnull(sign->pattern);
  }
}

static LetterTable *
table_of(const char *yaml)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GBytes) bytes = g_bytes_new_static(yaml, strlen(yaml));
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, "letters.yaml", problems);
  const YamlNode *root = tree != NULL ? yaml_tree_root(tree) : NULL;
  return letter_table_new(
      root != NULL && root->kind == YAML_KIND_LIST ? root : NULL, problems);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autofree char *copy = g_strndup((const char *)bytes, size);
  g_autofree char *text = g_utf8_make_valid(copy, -1);
  g_autofree char *subject = g_strndup(text, strcspn(text, "\n"));
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  g_ptr_array_add(files, subject);
  const LetterView view = {.subject = subject,
                           .text = text + strlen(subject),
                           .sender = subject,
                           .category_found = size % 2 == 0,
                           .files = files};
  static LetterTable *shipped = NULL; /* it takes longer than a letter does */
  if (shipped == NULL)
    shipped = table_of("- {id: press, senders: [example.org, press@]}\n");
  check_verdict(shipped, &view);
  if (text[0] != '-')
    return 0;
  g_autoptr(LetterTable) own = table_of(text);
  check_verdict(own, &view);
  return 0;
}
