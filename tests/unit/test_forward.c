/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails that were passed on, as the mail programs write it.  The cases stand
 * in tests/fixtures/forward/: a name, the subject, what must be found, and the
 * body.
 */
#include "parsers/forward/forward.h"

#include <string.h>

#include "parsers/header.h"
#include "tests/support/cases.h"
#include "tests/support/golden.h"

/* A file of cases, cut at its "=== name" lines. */
static GPtrArray *
read_cases(const char *path)
{
  g_autoptr(GBytes) bytes = golden_read(path);
  gsize size = 0;
  const char *data = g_bytes_get_data(bytes, &size);
  g_autofree char *text = g_strconcat("\n", NULL);
  g_autofree char *all = g_strndup(data, size);
  g_autofree char *whole = g_strconcat(text, all, NULL);
  g_auto(GStrv) pieces = g_strsplit(whole, "\n=== ", -1);
  GPtrArray *cases = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 1; pieces[i] != NULL; i++)
    g_ptr_array_add(cases, g_strdup(pieces[i]));
  return cases;
}

/* The value of "name: value" above the line "---"; NULL when absent. */
static char *
expected(const char *head, const char *name)
{
  g_autofree char *label = g_strdup_printf("\n%s: ", name);
  const char *at = strstr(head, label);
  if (at == NULL)
    return NULL;
  at += strlen(label);
  g_autofree char *line = g_strndup(at, strcspn(at, "\n"));
  return g_strcompress(line); /* "\n" stands for a line feed */
}

static void
check(const char *name, const char *what, const char *actual,
      const char *wanted)
{
  if (g_strcmp0(actual, wanted) == 0)
    return;
  g_test_message("%s: %s is '%s', wanted '%s'", name, what, actual, wanted);
  g_test_fail();
}

static void
check_begins(const char *name, const char *what, const char *actual,
             const char *wanted)
{
  if (wanted == NULL || (actual != NULL && g_str_has_prefix(actual, wanted)))
    return;
  g_test_message("%s: %s is '%s', must begin '%s'", name, what, actual, wanted);
  g_test_fail();
}

static char *
address_text(const Address *address)
{
  if (address == NULL)
    return NULL;
  return address->name == NULL
             ? g_strdup(address->address)
             : g_strdup_printf("%s <%s>", address->name, address->address);
}

static void
run_case(const char *piece)
{
  const char *split = strstr(piece, "\n---\n");
  g_assert_nonnull(split);
  g_autofree char *head = g_strndup(piece, (gsize)(split - piece));
  g_autofree char *name = g_strndup(head, strcspn(head, "\n"));
  g_autofree char *subject = expected(head, "subject");
  g_autofree char *from = expected(head, "from");
  g_autofree char *title = expected(head, "title");
  g_autofree char *own = expected(head, "own");
  g_autofree char *begin = expected(head, "text");
  g_autofree char *last = expected(head, "last");
  g_autofree char *isnt = expected(head, "forward");
  g_autoptr(ReplyLines) lines = reply_lines_new(split + strlen("\n---\n"));
  g_autoptr(Message) message = message_new();
  message->subject = g_strdup(subject);
  bool found = forward_read(message, lines);
  check(name, "forward", found ? "yes" : "no", isnt == NULL ? "yes" : isnt);
  if (!found)
    return;
  g_autofree char *writer = address_text(message->forwarded_from);
  check(name, "from", writer, from);
  check(name, "subject", message->forwarded_subject, title);
  check_begins(name, "text", message->forwarded_text, begin);
  if (last != NULL && !g_str_has_suffix(message->forwarded_text, last))
    check(name, "end of text", message->forwarded_text, last);
  check(name, "own", message->text,
        own == NULL ? message->forwarded_text : own);
  check(name, "problem", message->problems->len > 0 ? "yes" : "no",
        from == NULL ? "yes" : "no");
}

static void
test_forward_cases(gconstpointer data)
{
  g_autoptr(GPtrArray) cases = read_cases(data);
  g_assert_cmpuint(cases->len, >, 0);
  for (guint i = 0; i < cases->len; i++)
    run_case(g_ptr_array_index(cases, i));
}

/* Mails that were sent on as they are. */
static const struct {
  const char *name, *field, *value, *writer;
} redirects[] = {
    {"resent", "Resent-From", "Amt <amt@example.com>", "erika@example.org"},
    {"gmail", "X-Forwarded-For", "a@example.com bote@example.com",
     "erika@example.org"},
    {"to", "X-Forwarded-To", "bote@example.com", "erika@example.org"},
    {"sieve", "X-Sieve-Redirected-From", "<amt@example.com>",
     "erika@example.org"},
    {"list", "X-Original-From", "Max <max@example.net>", "max@example.net"},
    {"resent-by-himself", "Resent-From", "erika@example.org", NULL},
    {"proxy", "X-Forwarded-For", "192.0.2.1", NULL},
};

static void
test_forward_redirects(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(redirects); i++) {
    g_autoptr(Message) message = message_new();
    g_autoptr(GPtrArray) fields = header_list_new();
    message->from = address_new("Erika", "erika@example.org");
    message->subject = g_strdup("Loch");
    message->text = g_strdup("Ein Loch.");
    const char *name = redirects[i].field, *value = redirects[i].value;
    g_ptr_array_add(
        fields, header_field_copy(name, strlen(name), value, strlen(value)));
    forward_read_redirect(message, fields);
    const char *writer = message->forwarded_from == NULL
                             ? NULL
                             : message->forwarded_from->address;
    check(redirects[i].name, "writer", writer, redirects[i].writer);
    check(redirects[i].name, "text", message->forwarded_text,
          redirects[i].writer == NULL ? NULL : "Ein Loch.");
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  golden_add("/parsers/forward", "tests/fixtures/forward", ".cases",
             test_forward_cases);
  g_test_add_func("/parsers/forward/redirects", test_forward_redirects);
  return g_test_run();
}
