/* SPDX-License-Identifier: Apache-2.0
 *
 * e164.h against number cases checked with libphonenumber.
 */
#include <string.h>

#include <glib.h>
#include <jansson.h>

#include "parsers/sms/e164.h"
#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

/* "user-DE-mobile" asks for a number to which an SMS may go, too. */
static char *
normalise(const char *input, const char *mode)
{
  bool provider = g_str_has_prefix(mode, "provider");
  g_autofree char *number =
      e164_normalise(input, provider ? E164_MODE_PROVIDER : E164_MODE_USER);

  if (number && strcmp(mode, "user-DE-mobile") == 0 &&
      e164_check_destination(number, NULL) != E164_REFUSAL_NONE)
    return NULL;
  return g_steal_pointer(&number);
}

static void
test_e164_spec_cases(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  size_t i = 0;
  json_t *row = NULL;

  if (!root)
    return;
  json_array_foreach(json_object_get(root, "e164"), i, row)
  {
    g_autofree char *number =
        normalise(json_text(row, "input"), json_text(row, "mode"));
    g_test_message("%s (%s)", json_text(row, "input"), json_text(row, "mode"));
    g_assert_cmpstr(number, ==, json_text(row, "e164"));
  }
  g_assert_cmpuint(i, >, 30);
  json_decref(root);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/e164/spec/cases", test_e164_spec_cases);
  return g_test_run();
}
