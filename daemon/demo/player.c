/* SPDX-License-Identifier: Apache-2.0
 *
 * The course of a scene.
 */
#include "daemon/demo/player.h"

#include <string.h>

#include "daemon/clock.h"
#include "daemon/demo/people.h"

enum {
  LOOK_MS = 25,         /* between two looks at a mailbox */
  READY_MS = 15000,     /* the first start makes keys and a store */
  BETWEEN_MINUTES = 30, /* from scene to scene: people wait, too */
};

void
demo_player_init(DemoPlayer *player, const DemoTown *town,
                 Supervisor *supervisor, const DemoSay *say)
{
  *player = (DemoPlayer){
      .town = town,
      .supervisor = supervisor,
      .say = say,
      .seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      .before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      .last = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                    (GDestroyNotify)demo_mail_free),
  };
}

void
demo_player_clear(DemoPlayer *player)
{
  g_hash_table_unref(player->seen);
  g_hash_table_unref(player->before);
  g_hash_table_unref(player->last);
  g_hash_table_unref(player->ids);
  g_free(player->number);
  g_free(player->why);
}

char *
demo_player_fill(const DemoPlayer *player, const char *text)
{
  GString *filled = g_string_new(text);
  (void)g_string_replace(filled, "%N",
                         player->number == NULL ? "" : player->number, 0);
  (void)g_string_replace(filled, "%T", "%D/" DEMO_NEXT_TOWN, 0);
  (void)g_string_replace(filled, "%D", player->town->directory, 0);
  return g_string_free(filled, FALSE);
}

char *
demo_player_way(const DemoPlayer *player, const DemoPerson *person,
                bool to_town)
{
  const char *town = player->german ? "Stadt" : "town";
  return to_town ? g_strdup_printf("%s → %s", person->name, town)
                 : g_strdup_printf("%s → %s", town, person->name);
}

const char *
demo_player_topic(const char *subject)
{
  const char *tag_end = strstr(subject, "] ");
  return tag_end == NULL ? subject : tag_end + strlen("] ");
}

int64_t
demo_player_now_ms(const DemoPlayer *player)
{
  g_autoptr(Clock) clock = clock_new_file(player->town->clock_path, NULL);
  return clock == NULL ? 0 : clock_now_ms(clock);
}

bool
demo_player_fail(DemoPlayer *player, const DemoStep *step, const char *why)
{
  g_free(player->why);
  player->why = g_strdup_printf(
      "%s: %s%s%s%s%s", step->who == NULL ? "" : step->who, why,
      step->subject == NULL ? "" : " ",
      step->subject == NULL ? "" : step->subject,
      step->text == NULL ? "" : " / ", step->text == NULL ? "" : step->text);
  return false;
}

bool
demo_player_wait(DemoPlayer *player, const DemoStep *step,
                 DemoCondition condition, int wait_ms)
{
  int64_t end_ms = clock_monotonic_ms() + wait_ms;
  do {
    if (condition(player, step))
      return true;
    if (!supervisor_turn(player->supervisor, LOOK_MS) ||
        supervisor_is_stopping(player->supervisor))
      return false;
  } while (clock_monotonic_ms() < end_ms);
  return condition(player, step);
}

static bool
is_ready(DemoPlayer *player, const DemoStep *step)
{
  (void)step;
  return demo_town_is_ready(player->town);
}

bool
demo_player_wait_ready(DemoPlayer *player)
{
  return demo_player_wait(player, NULL, is_ready, READY_MS);
}

static bool
never(DemoPlayer *player, const DemoStep *step)
{
  (void)player;
  (void)step;
  return false;
}

/* Time to read, for people. */
static void
pause_for_reader(DemoPlayer *player)
{
  if (player->pause_ms > 0)
    (void)demo_player_wait(player, NULL, never, player->pause_ms);
}

/* What lies in mailboxes and phones now belongs to earlier scenes. */
static void
forget_earlier(DemoPlayer *player)
{
  for (const DemoPerson *who = demo_people; who->id != NULL; who++) {
    g_autoptr(GPtrArray) list = who->address != NULL
                                    ? demo_mail_ids(player->town, who)
                                    : demo_sms_list(player->town, who);
    for (guint i = 0; i < list->len; i++)
      g_hash_table_add(
          player->before,
          who->address != NULL
              ? g_strdup_printf("%s/%s", who->id, (char *)list->pdata[i])
              : g_strdup_printf("%s/%u", who->id, i));
  }
  g_hash_table_remove_all(player->seen);
  g_hash_table_remove_all(player->last);
  g_clear_pointer(&player->number, g_free);
}

static bool
run_step(DemoPlayer *player, const DemoStep *step)
{
  const char *sentence = player->german ? step->say_de : step->say_en;
  demo_say_story(player->say, sentence);
  if (sentence != NULL)
    pause_for_reader(player);
  if (step->act >= DEMO_CHANGE)
    return demo_step_machine(player, step);
  return step->act < DEMO_GET ? demo_step_write(player, step)
                              : demo_step_look(player, step);
}

bool
demo_player_play(DemoPlayer *player, const DemoScene *scene)
{
  forget_earlier(player);
  g_autoptr(GError) error = NULL;
  if (!demo_town_advance(player->town, BETWEEN_MINUTES, &error)) {
    player->why = g_strdup(error->message);
    return false;
  }
  for (size_t i = 0; i < scene->step_count; i++) {
    const DemoStep *step = &scene->steps[i];
    if (!run_step(player, step))
      return false;
    if (supervisor_is_stopping(player->supervisor))
      return demo_player_fail(player, step, "ended by the user");
  }
  return true;
}
