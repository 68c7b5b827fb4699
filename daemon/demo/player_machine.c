/* SPDX-License-Identifier: Apache-2.0
 *
 * Steps at the machine: the administrator tries other rules and asks why.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "daemon/demo/player.h"

static const char BECOMES[] = " => ";

/* --- rules that are tried --- */

/* Copy what the town directory holds once; `next` is there afterwards. */
static bool
copy_town(const DemoPlayer *player, const char *next, GError **error)
{
  g_autofree char *town =
      g_build_filename(player->town->directory, "town", NULL);
  if (g_file_test(next, G_FILE_TEST_IS_DIR))
    return true;
  g_autoptr(GDir) dir = g_dir_open(town, 0, error);
  if (dir == NULL || g_mkdir(next, 0700) != 0)
    return false;
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *from = g_build_filename(town, name, NULL);
    g_autofree char *to = g_build_filename(next, name, NULL);
    g_autofree char *text = NULL;
    gsize size;
    if (g_file_test(from, G_FILE_TEST_IS_DIR))
      continue;
    if (!g_file_get_contents(from, &text, &size, error) ||
        !g_file_set_contents(to, text, (gssize)size, error))
      return false;
  }
  return true;
}

static bool
change_file(const char *path, const char *change)
{
  const char *arrow = strstr(change, BECOMES);
  g_autofree char *text = NULL;
  if (arrow == NULL || !g_file_get_contents(path, &text, NULL, NULL))
    return false;
  g_autofree char *before = g_strndup(change, (gsize)(arrow - change));
  g_autoptr(GString) changed = g_string_new(text);
  return g_string_replace(changed, before, arrow + strlen(BECOMES), 0) > 0 &&
         g_file_set_contents(path, changed->str, (gssize)changed->len, NULL);
}

static bool
change(DemoPlayer *player, const DemoStep *step)
{
  g_autofree char *next = demo_player_fill(player, "%T");
  g_autofree char *path = g_build_filename(next, step->subject, NULL);
  g_autoptr(GError) error = NULL;
  if (!copy_town(player, next, &error) || !change_file(path, step->text))
    return demo_player_fail(player, step, "the file could not be changed:");
  g_autofree char *what = g_strdup_printf("%s: %s", step->subject, step->text);
  demo_say_event(player->say, demo_player_now_ms(player), "town-next", what);
  return true;
}

/* --- questions --- */

/* From the line that holds `part` on; NULL: none does. */
static const char *
from_line(const char *text, const char *part)
{
  const char *at = part == NULL ? text : strstr(text, part);
  while (at != NULL && at > text && at[-1] != '\n')
    at--;
  return at;
}

/* What it prints; NULL when it fails. */
static char *
call_bote(const DemoPlayer *player, const char *words)
{
  g_autofree char *line = g_strconcat("/proc/self/exe ", words, " --config ",
                                      player->town->config_path, NULL);
  g_auto(GStrv) argv = g_strsplit(line, " ", -1);
  char *out = NULL;
  int status = 0;
  if (g_spawn_sync(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL,
                   &status, NULL) &&
      g_spawn_check_wait_status(status, NULL))
    return out;
  g_free(out);
  return NULL;
}

static bool
command(DemoPlayer *player, const DemoStep *step)
{
  g_autofree char *words = demo_player_fill(player, step->subject);
  g_autofree char *wanted =
      step->text == NULL ? NULL : demo_player_fill(player, step->text);
  g_autoptr(GString) line = g_string_new(words);
  (void)g_string_replace(line, player->town->directory, "…", 0);
  demo_say_event(player->say, demo_player_now_ms(player), "$ bote", line->str);
  g_autofree char *out = call_bote(player, words);
  if (out == NULL)
    return demo_player_fail(player, step, "this command failed:");
  const char *shown = from_line(out, wanted);
  if (shown == NULL)
    return demo_player_fail(player, step, "this command said something else:");
  demo_say_excerpt(player->say, shown);
  return true;
}

bool
demo_step_machine(DemoPlayer *player, const DemoStep *step)
{
  return step->act == DEMO_CHANGE ? change(player, step)
                                  : command(player, step);
}
