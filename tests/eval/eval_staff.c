/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails of departments with chains, remarks and numbers that no citizen may
 * read: does anything leak, and do the answers come through?
 */
#include "parsers/mime/mime.h"
#include "tests/support/eval.h"
#include "tests/support/staff_cases.h"

int
main(void)
{
  mime_init();
  g_autoptr(GPtrArray) cases = staff_cases_load();
  unsigned leaks = 0, shown = 0, clear = 0, exact = 0, passed = 0, doubted = 0;
  for (guint i = 0; i < cases->len; i++) {
    const StaffCase *item = cases->pdata[i];
    g_autoptr(Message) message = staff_case_read(item);
    const char *secret = staff_case_leak(item, message->staff_text);
    leaks += secret != NULL && !message->staff_doubtful;
    shown += secret != NULL;
    if (secret != NULL)
      eval_case("staff", item->name, secret);
    clear += !item->doubtful;
    doubted += item->doubtful && message->staff_doubtful;
    bool right = staff_case_is_answer(item, message->staff_text);
    exact += !item->doubtful && right;
    passed += !item->doubtful && !message->staff_doubtful;
    if (!item->doubtful && !(right && !message->staff_doubtful))
      eval_case("staff", item->name, message->staff_text);
    if (item->doubtful && !message->staff_doubtful)
      eval_case("staff", item->name, "is passed on");
  }
  eval_most("staff", "leaks", leaks, 0);
  eval_most("staff", "secrets in what is doubtful", shown, 0);
  eval_share("staff", "answers exactly right", exact, clear, 0.98);
  eval_share("staff", "answers passed on", passed, clear, 0.98);
  eval_share("staff", "doubtful ones held back", doubted, cases->len - clear,
             1);
  return 0;
}
