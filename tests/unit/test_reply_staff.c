/* SPDX-License-Identifier: Apache-2.0
 *
 * The strict reading over the fixtures of tests/fixtures/staff: each case a
 * test.
 */
#include "parsers/reply/reply.h"

#include "parsers/mime/mime.h"
#include "tests/support/staff_cases.h"

static void
test_reply_staff_case(gconstpointer data)
{
  const StaffCase *item = data;
  g_autoptr(Message) message = staff_case_read(item);
  g_assert_cmpstr(staff_case_leak(item, message->staff_text), ==, NULL);
  g_assert_cmpint(message->staff_doubtful, ==, item->doubtful);
  if (!item->doubtful && !staff_case_is_answer(item, message->staff_text))
    g_assert_cmpstr(message->staff_text, ==, item->answer->str);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_autoptr(GPtrArray) cases = staff_cases_load();
  g_assert_cmpuint(cases->len, >=, 120);
  for (guint i = 0; i < cases->len; i++) {
    const StaffCase *item = cases->pdata[i];
    g_autofree char *path =
        g_strconcat("/parsers/reply-staff/", item->name, NULL);
    g_test_add_data_func(path, item, test_reply_staff_case);
  }
  return g_test_run();
}
