/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz replies to the mail form, whatever they are.
 */
#include <stdint.h>

#include "tests/support/fuzz.h"
#include "tests/support/survey_form.h"

/* Each question once, in order, and a value where one is told alone. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autofree char *cut = g_strndup((const char *)bytes, size);
  g_autofree char *text = g_utf8_make_valid(cut, -1);
  g_autoptr(Questionnaire) park = survey_form_new();
  g_autoptr(GPtrArray) answers = survey_form_read(park, text);
  unsigned last = 0;
  for (guint i = 0; i < answers->len; i++) {
    const MailAnswer *one = answers->pdata[i];
    g_assert_cmpuint(one->number, >, last);
    g_assert_true((one->kind == ANSWER_VALUE) == (one->value != NULL));
    g_assert_nonnull(one->words);
    last = one->number;
  }
  return 0;
}
