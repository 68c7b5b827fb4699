/* SPDX-License-Identifier: Apache-2.0
 *
 * Files read one after the other, some of which kill their reader.  This binary
 * is the reader itself when called as "role": as in service, but a mail whose
 * subject says so makes it fail.
 */
#include "daemon/parse/parse_files.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/parse/parse_kinds.h"
#include "daemon/parse/parse_zygote.h"
#include "tests/support/scratch.h"

enum { FILES = 40 };

static bool
says(GBytes *body, const char *word)
{
  size_t size = 0;
  const char *bytes = g_bytes_get_data(body, &size);
  return g_strstr_len(bytes, (gssize)size, word) != NULL;
}

static void
run_mail(ParseChild *child, const json_t *head, GBytes *body)
{
  const uint32_t index = 3;
  if (says(body, "kill the child"))
    abort();
  if (says(body, "lose the stream")) /* the client replaces the whole reader */
    parse_child_begin(child, PARSE_FRAME_ATTACHMENT, &index, 1);
  else if (says(body, "talk nonsense"))
    parse_child_result(child, json_pack("{s:s}", "kind", "no such kind"));
  else
    parse_kinds_text[0].run(child, head, body);
}

static const ParseHandler handlers[] = {
    {"mail", 1024 * 1024, run_mail},
    {NULL, 0, NULL},
};

static int
be_the_reader(int argc, char **argv)
{
  ParseZygoteOptions options = {.handlers = handlers,
                                .preload = parse_kinds_preload_text};
  if (!parse_zygote_take_limits(argc, argv, &options))
    return EXIT_FAILURE;
  return parse_zygote_run(&options);
}

/* "1 2 !3 4": what was told of the files, by their names; "!": not read. */
typedef struct Told {
  GString *names;
  unsigned wanted; /* how many; then no more */
} Told;

static bool
tell_read(const char *name, const Message *message, void *user)
{
  Told *told = user;
  g_autofree char *base = g_path_get_basename(name);
  g_autofree char *sender = g_strdup_printf("%s@example.org", base);
  g_assert_cmpstr(message->from->address, ==, sender); /* no other's answer */
  g_string_append_printf(told->names, "%s ", base);
  return --told->wanted > 0;
}

static void
tell_unread(const char *name, const char *why, void *user)
{
  Told *told = user;
  g_autofree char *base = g_path_get_basename(name);
  g_assert_cmpstr(why, !=, "");
  g_string_append_printf(told->names, "!%s ", base);
}

static const ParseFilesHandlers tell = {tell_read, tell_unread};

/* Write a mail with this subject, its name the sender; returns its path. */
static char *
put_mail(const char *folder, unsigned number, const char *subject)
{
  g_autofree char *name = g_strdup_printf("%u", number);
  char *path = g_build_filename(folder, name, NULL);
  g_autofree char *mail = g_strdup_printf(
      "From: %u@example.org\nSubject: %s\n\nx\n", number, subject);
  g_assert_true(g_file_set_contents(path, mail, -1, NULL));
  return path;
}

static char *
read_all(const char *const *paths, size_t count, unsigned wanted)
{
  json_auto_t *head = json_pack("{s:s}", "kind", "mail");
  Told told = {g_string_new(NULL), wanted};
  ParseFiles files = {paths, count, head, &tell, &told, NULL};
  g_autoptr(GError) error = NULL;
  g_assert_true(parse_files_run(&files, &error));
  g_assert_no_error(error);
  return g_string_free(told.names, FALSE);
}

static void
test_files_keep_their_order(void)
{
  static const char *const bad[FILES] = {
      [3] = "kill the child",   [4] = "kill the child",
      [9] = "lose the stream",  [10] = "kill the child",
      [17] = "talk nonsense",   [20] = "lose the stream",
      [22] = "lose the stream", [39] = "kill the child"};
  g_autoptr(Scratch) scratch = scratch_new();
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) expected = g_string_new(NULL);
  for (unsigned i = 0; i < FILES; i++) {
    g_ptr_array_add(
        paths, put_mail(scratch->folder, i, bad[i] == NULL ? "good" : bad[i]));
    g_string_append_printf(expected, "%s%u ", bad[i] == NULL ? "" : "!", i);
  }
  g_autofree char *told =
      read_all((const char *const *)paths->pdata, paths->len, G_MAXUINT);
  g_assert_cmpstr(told, ==, expected->str);
}

static void
test_files_that_cannot_be_opened(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *good = put_mail(scratch->folder, 1, "good");
  g_autofree char *absent = scratch_path(scratch, "2");
  const char *const paths[] = {absent, good, scratch->folder, good};
  g_autofree char *told = read_all(paths, G_N_ELEMENTS(paths), G_MAXUINT);
  g_autofree char *base = g_path_get_basename(scratch->folder);
  g_autofree char *expected = g_strdup_printf("!2 1 !%s 1 ", base);
  /* What is no mail is known before those under way are answered. */
  g_assert_cmpint((int)strlen(told), ==, (int)strlen(expected));
  g_assert_true(g_str_has_prefix(told, "!2 "));
}

static void
test_files_end_when_nobody_listens(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *good = put_mail(scratch->folder, 1, "good");
  const char *const paths[] = {good, good, good, good, good};
  g_autofree char *told = read_all(paths, G_N_ELEMENTS(paths), 2);
  g_assert_cmpstr(told, ==, "1 1 ");
}

static void
test_files_none(void)
{
  g_autofree char *told = read_all(NULL, 0, G_MAXUINT);
  g_assert_cmpstr(told, ==, "");
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "role") == 0)
    return be_the_reader(argc - 4, argv + 4);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/parse-files/keep-their-order",
                  test_files_keep_their_order);
  g_test_add_func("/daemon/parse-files/that-cannot-be-opened",
                  test_files_that_cannot_be_opened);
  g_test_add_func("/daemon/parse-files/end-when-nobody-listens",
                  test_files_end_when_nobody_listens);
  g_test_add_func("/daemon/parse-files/none", test_files_none);
  return g_test_run();
}
