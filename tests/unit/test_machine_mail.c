/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails of machines in the forms of many systems, and people's letters that
 * look like them: what kind each is, who did not get what and why.
 */
#include <string.h>

#include "parsers/parse_message.h"
#include "tests/support/golden.h"

static void
append_signs(GString *out, const char *name, const GPtrArray *signs)
{
  if (signs->len == 0)
    return;
  g_string_append_printf(out, "%s:", name);
  for (guint i = 0; i < signs->len; i++)
    g_string_append_printf(out, " %s",
                           (const char *)g_ptr_array_index(signs, i));
  g_string_append_c(out, '\n');
}

static void
append_recipient(GString *out, const BounceRecipient *recipient)
{
  g_string_append_printf(out, "recipient: %s %s %s %s\n", recipient->address,
                         recipient->action,
                         recipient->status == NULL ? "-" : recipient->status,
                         recipient->permanent ? "permanent" : "passing");
  if (recipient->original != NULL)
    g_string_append_printf(out, "  written to: %s\n", recipient->original);
  if (recipient->diagnostic != NULL)
    g_string_append_printf(out, "  %s\n", recipient->diagnostic);
}

/* What a person would note about a mail of a machine. */
static char *
summary(const Message *message)
{
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "kind: %s\n",
                         message_kind_to_string(message->kind));
  for (guint i = 0; i < message->bounce_recipients->len; i++)
    append_recipient(out, g_ptr_array_index(message->bounce_recipients, i));
  if (message->original_message_id != NULL)
    g_string_append_printf(out, "original: %s\n", message->original_message_id);
  append_signs(out, "hard", message->automatic_signs);
  append_signs(out, "soft", message->soft_signs);
  return g_string_free(out, FALSE);
}

static void
test_machine_mail(gconstpointer path)
{
  static const char *const own[] = {"melden@example.org", "abuse@example.org",
                                    "abmelden@example.org", NULL};
  MimeOptions options = {.own_addresses = own};
  g_autoptr(GBytes) raw = golden_read(path);
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, &error);
  g_assert_no_error(error);
  g_autofree char *actual = summary(message);
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".eml"));
  g_autofree char *expected = g_strconcat(stem, ".txt", NULL);
  golden_check(expected, actual);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  golden_add("/parsers/machine-mail", "tests/fixtures/machine", ".eml",
             test_machine_mail);
  return g_test_run();
}
