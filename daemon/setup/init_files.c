/* SPDX-License-Identifier: Apache-2.0
 *
 * The example town is one source for two things, so that both stay right.  What
 * a new town must decide itself starts in the careful state: services off or
 * in the shadow, nobody's authentication believed, no SMS.
 */
#include "daemon/setup/init_files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/config.h"
#include "parsers/resource.h"

typedef struct Replacement {
  const char *old, *new;
} Replacement;

bool
init_files_free_place(const char *directory)
{
  g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
  if (dir == NULL)
    return !g_file_test(directory, G_FILE_TEST_EXISTS);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(directory, name, NULL);
    g_autoptr(GDir) below = g_dir_open(path, 0, NULL);
    if (strcmp(name, "credentials") != 0 || below == NULL ||
        g_dir_read_name(below) != NULL)
      return false; /* systemd-tmpfiles makes the empty one */
  }
  return true;
}

static bool
set_errno(GError **error, const char *path)
{
  g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_IO, "%s: %s", path,
              g_strerror(errno));
  return false;
}

bool
init_files_possible(const char *directory, GError **error)
{
  bool exists = g_file_test(directory, G_FILE_TEST_IS_DIR);
  g_autofree char *parent =
      exists ? g_strdup(directory) : g_path_get_dirname(directory);
  struct stat status;
  if (stat(parent, &status) != 0)
    return set_errno(error, parent);
  if (!S_ISDIR(status.st_mode)) {
    errno = ENOTDIR;
    return set_errno(error, parent);
  }
  return access(parent, W_OK | X_OK) == 0 || set_errno(error, parent);
}

static bool
make_directory(const char *path, mode_t mode, GError **error)
{
  return mkdir(path, mode) == 0 || errno == EEXIST || set_errno(error, path);
}

/* Write a file that must not exist yet. */
static bool
write_file(const char *path, const char *text, mode_t mode, GError **error)
{
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0)
    return set_errno(error, path);
  size_t length = strlen(text);
  bool fine = TEMP_FAILURE_RETRY(write(fd, text, length)) == (ssize_t)length;
  if (!fine)
    (void)set_errno(error, path); /* always false */
  if (close(fd) != 0 && fine)
    fine = set_errno(error, path);
  return fine;
}

static GString *
example_text(const char *name)
{
  g_autofree char *path = g_strconcat("templates/town/", name, NULL);
  const Resource *resource = resource_find(path);
  g_assert(resource != NULL);
  g_autofree char *text = g_strndup(resource->begin, resource_size(resource));
  return g_string_new(text);
}

/* It says that the town is made up. */
static void
drop_first_paragraph(GString *text)
{
  const char *end = strstr(text->str, "\n\n");
  g_assert(end != NULL);
  g_string_erase(text, 0, end + 2 - text->str);
}

/* Turn a section, from the line `first` to the next empty line, into comments.
 */
static void
comment_section(GString *text, const char *first)
{
  char *start = strstr(text->str, first);
  g_assert(start != NULL);
  size_t at = (size_t)(start - text->str);
  while (text->str[at] != '\n' && text->str[at] != '\0') {
    g_string_insert(text, (gssize)at, "# ");
    const char *end = strchr(text->str + at, '\n');
    at = end != NULL ? (size_t)(end - text->str) + 1 : text->len;
  }
}

static void
replace_all(GString *text, const Replacement *list, size_t count)
{
  for (size_t i = 0; i < count; i++)
    (void)g_string_replace(text, list[i].old, list[i].new, 0); /* how often */
}

/* Longer names come before those they contain.  \1 and \2 keep an answer from
 * being taken for a name of the example. */
static void
put_answers(GString *text, const InitAnswers *answers)
{
  bool german = init_answers_german(answers);
  const Replacement list[] = {
      {"zentrale@musterhagen.example.org", answers->text[INIT_DESK]},
      {"datenschutz@musterhagen.example.org", answers->text[INIT_OFFICER]},
      {"rathaus@musterhagen.example.org", answers->text[INIT_ADDRESS]},
      {"musterhagen.example.org", init_answers_domain(answers)},
      {"mail.example.org", answers->text[INIT_HOST]},
      {"\"Musterhagen an der Wieke\"", "\"\1\""},
      {"Stadt Musterhagen, Der Bürgermeister", answers->text[INIT_BODY]},
      {"\1", answers->text[INIT_NAME]},
      {"\"13999001\"", "\"\2\""},
      {"\2", answers->text[INIT_AGS]},
      {" (this one is not in use)", ""},
      {"+49 30 23125 112", answers->text[INIT_PHONE]},
      {"form: sie",
       strcmp(answers->text[INIT_FORM], "du") == 0 ? "form: du" : "form: sie"},
      {"languages: [de, en]",
       german ? "languages: [de, en]" : "languages: [en, de]"},
  };
  replace_all(text, list, G_N_ELEMENTS(list));
}

static void
start_carefully(GString *text)
{
  static const Replacement list[] = {
      {"{state: regular}", "{state: off}"},
      {"{state: test}", "{state: off}"},
      {"{state: shadow}", "{state: off}"},
      {"report: {state: off}", "report: {state: shadow}"},
      {"privacy: {state: off}", "privacy: {state: regular}"},
      {"town: .\n", "town: town\n"},
      {"credentials: /etc/bote/credentials  #", "credentials: credentials  #"},
      {"    authserv_id:", "    # authserv_id:"},
      {"    internal:", "    # internal:"},
      {"reply_token: plus ", "reply_token: text "},
      {"  phone: \"+49 30 23125 0", "  # phone: \"+49 30 23125 0"},
      {"  members: [", "  # members: ["},
      {"  may_act:\n    ", "  # may_act:\n  #   "},
  };
  replace_all(text, list, G_N_ELEMENTS(list));
}

static bool
write_example(const char *directory, const char *name,
              const InitAnswers *answers, GError **error)
{
  bool machine = strcmp(name, "bote.yaml") == 0;
  GString *text = example_text(name);
  if (machine || strcmp(name, "town.yaml") == 0)
    drop_first_paragraph(text);
  if (machine)
    comment_section(text, "channels:\n");
  start_carefully(text);
  put_answers(text, answers);
  g_autofree char *path =
      g_build_filename(directory, machine ? "" : "town", name, NULL);
  bool fine = write_file(path, text->str, 0644, error);
  g_string_free(text, TRUE);
  return fine;
}

static bool
write_credentials(const char *directory, GError **error)
{
  static const char note[] =
      "One secret per file, nothing else in it; file mode 0600, directory 0700."
      "\nEin Geheimnis je Datei, sonst nichts; Datei 0600, Verzeichnis 0700.\n"
      "\n"
      "  imap-rathaus   password of the mailbox (IMAP)\n"
      "  smtp-rathaus   password for sending (SMTP)\n"
      "\n"
      "For SMS besides: sms-path, sms-signature, sms-api-key (bote.yaml).\n";
  g_autofree char *folder = g_build_filename(directory, "credentials", NULL);
  g_autofree char *path = g_build_filename(folder, "README", NULL);
  return make_directory(folder, 0700, error) &&
         write_file(path, note, 0600, error);
}

/* The columns alone: streets of a made-up town would put real letters in the
 * wrong place, and its people on call know nothing of this one. */
static bool
write_columns(const char *town, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename(town, name, NULL);
  GString *text = example_text(name);
  g_string_truncate(text, strcspn(text->str, "\n") + 1);
  bool fine = write_file(path, text->str, 0644, error);
  g_string_free(text, TRUE);
  return fine;
}

bool
init_files_write(const char *directory, const InitAnswers *answers,
                 GError **error)
{
  static const char *const names[] = {"bote.yaml", "town.yaml",
                                      "departments.yaml", "categories.yaml",
                                      "letters.yaml"};
  g_autofree char *town = g_build_filename(directory, "town", NULL);
  if (!make_directory(directory, 0755, error) ||
      !make_directory(town, 0755, error))
    return false;
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
    if (!write_example(directory, names[i], answers, error))
      return false;
  if (!write_columns(town, "places.csv", error) ||
      !write_columns(town, "oncall.csv", error))
    return false;
  return write_credentials(directory, error);
}
