/* SPDX-License-Identifier: Apache-2.0
 *
 * A process without its unused libraries: what is gone, what must stay, and
 * that the loader does not stumble.  Each in a process of its own, which ends
 * by a signal or by the number of what went wrong.
 */
#include "daemon/parse/shed.h"

#include <dlfcn.h>
#include <iconv.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmime/gmime.h>
#include <jansson.h>

#include "daemon/parse/parse_kinds.h"

enum { ROOTS = 8 }; /* of parse_kinds_text_unused */

static const char *const gmime_only[] = {"libgmime", NULL};
static const char *const glib_only[] = {"libglib", NULL};
static const char *const unheard_of[] = {"libunheard-of", NULL};

static size_t
mappings(void)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents("/proc/self/maps", &text, NULL, NULL))
    return 0;
  size_t count = 0;
  for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++)
    count++;
  return count;
}

static int
lose_the_unused(void)
{
  size_t before = mappings();
  if (shed_libraries(parse_kinds_text_unused) < ROOTS)
    return 1;
  return mappings() + 3 * ROOTS > before ? 2 : 0;
}

/* A function of the one library that no reader calls. */
static int
call_what_is_gone(void)
{
  void *place = dlsym(RTLD_DEFAULT, "curl_version");
  if (place == NULL || shed_libraries(parse_kinds_text_unused) == 0)
    return 1;
  char *(*call)(void);
  memcpy(&call, &place, sizeof call); /* ISO C knows no cast for it */
  return call() == NULL ? 2 : 3;
}

static int
write_what_is_gone(void)
{
  char *place = dlsym(RTLD_DEFAULT, "curl_version");
  if (place == NULL || shed_libraries(parse_kinds_text_unused) == 0 ||
      *place != 0)
    return 1;
  *place = 1;
  return 2;
}

static int
use_what_stays(void)
{
  (void)shed_libraries(parse_kinds_text_unused);
  json_auto_t *json = json_pack("{s:i}", "a", 1);
  GMimeMessage *message = g_mime_message_new(TRUE);
  if (json == NULL || message == NULL)
    return 1;
  g_object_unref(message);
  pid_t pid = _Fork();
  if (pid == 0)
    _exit(0);
  return waitpid(pid, NULL, 0) == pid ? 0 : 2;
}

/* Looks at the name of each library it knows, and at all of their symbols. */
static int
ask_the_loader(void)
{
  (void)shed_libraries(parse_kinds_text_unused);
  if (dlopen("libunheard-of.so.1", RTLD_NOW) != NULL)
    return 1;
  if (dlsym(RTLD_DEFAULT, "unheard_of") != NULL)
    return 2;
  iconv_t converter = iconv_open("utf-8", "euc-tw"); /* a plug-in */
  return converter != (iconv_t)-1 && iconv_close(converter) == 0 ? 0 : 3;
}

static int
keep_what_others_need(void)
{
  if (shed_libraries(glib_only) != 0 || shed_libraries(unheard_of) != 0)
    return 1;
  g_autofree char *copy = g_strdup("here");
  return strcmp(copy, "here") == 0 ? 0 : 2;
}

/* GMime needs GLib, and we do, too. */
static int
lose_one_of_two_users(void)
{
  if (shed_libraries(gmime_only) < 2) /* with what only it needs */
    return 1;
  g_autofree char *copy = g_strdup("here");
  return strcmp(copy, "here") == 0 ? 0 : 2;
}

static const struct {
  const char *name;
  int (*run)(void);
  int signal; /* 0: it ends well */
} rows[] = {
    {"lose-the-unused", lose_the_unused, 0},
    {"call-what-is-gone", call_what_is_gone, SIGSEGV},
    {"write-what-is-gone", write_what_is_gone, SIGSEGV},
    {"use-what-stays", use_what_stays, 0},
    {"ask-the-loader", ask_the_loader, 0},
    {"keep-what-others-need", keep_what_others_need, 0},
    {"lose-one-of-two-users", lose_one_of_two_users, 0},
};

static void
test_shed(gconstpointer user)
{
#ifdef BOTE_SANITIZED
  (void)user;
  g_test_skip("a sanitized build keeps its libraries");
#else
  size_t row = GPOINTER_TO_SIZE(user);
  pid_t pid = fork();
  if (pid == 0)
    _exit(rows[row].run());
  int status = 0;
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
  g_assert_cmpint(WIFSIGNALED(status) ? WTERMSIG(status) : 0, ==,
                  rows[row].signal);
  if (rows[row].signal == 0)
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
#endif
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_mime_init();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strdup_printf("/daemon/shed/%s", rows[i].name);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_shed);
  }
  return g_test_run();
}
