/* SPDX-License-Identifier: Apache-2.0
 *
 * Steps in which a person does something.
 */
#include <signal.h>
#include <string.h>

#include "daemon/demo/mailto.h"
#include "daemon/demo/people.h"
#include "daemon/demo/player.h"
#include "daemon/demo/write.h"

#define PLACEHOLDER_BEGIN "(Hier "

static bool
send(DemoPlayer *player, const DemoStep *step, const DemoLetter *letter)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *way = demo_player_way(player, letter->from, true);
  g_autofree char *what =
      g_strdup_printf("✉ %s%s", demo_player_topic(letter->subject),
                      letter->photo == NULL
                          ? ""
                          : (player->german ? " (mit Foto)" : " (with photo)"));
  demo_say_event(player->say, demo_player_now_ms(player), way, what);
  return demo_mail_send(player->town, letter, &error) ||
         demo_player_fail(player, step, error->message);
}

static bool
write_new(DemoPlayer *player, const DemoStep *step)
{
  g_autoptr(GBytes) photo = step->act == DEMO_PHOTO_MAIL ? demo_photo() : NULL;
  DemoLetter letter = {.from = demo_person(step->who),
                       .subject = step->subject,
                       .text = step->text,
                       .photo = photo};
  return send(player, step, &letter);
}

static bool
write_letter(DemoPlayer *player, const DemoStep *step)
{
  DemoLetter letter = {.from = demo_person(step->who),
                       .subject = step->subject,
                       .prepared = step->text};
  return send(player, step, &letter);
}

static const DemoMail *
last_mail(DemoPlayer *player, const DemoStep *step)
{
  const char *who = step->of == NULL ? step->who : step->of;
  const DemoMail *mail = g_hash_table_lookup(player->last, who);
  if (mail == NULL)
    (void)demo_player_fail(player, step, "has no mail to answer"); /* false */
  return mail;
}

static bool
write_reply(DemoPlayer *player, const DemoStep *step)
{
  const DemoMail *original = last_mail(player, step);
  if (original == NULL)
    return false;
  bool automatic = step->act == DEMO_AUTO_REPLY;
  g_autofree char *words = demo_player_fill(player, step->text);
  g_autofree char *text =
      automatic ? g_strdup(words) : demo_reply_text(original, words);
  g_autofree char *subject = automatic
                                 ? g_strdup_printf("Automatische Antwort: %s",
                                                   original->message->subject)
                                 : demo_reply_subject(original);
  DemoLetter letter = {.from = demo_person(step->who),
                       .to = original->view->reply_to,
                       .subject = subject,
                       .text = text,
                       .in_reply_to = original->message->message_id,
                       .auto_submitted = automatic ? "auto-replied" : NULL};
  if (!send(player, step, &letter))
    return false;
  demo_say_excerpt(player->say, words);
  return true;
}

/* The prepared body with the sentence in place of the placeholder. */
static char *
fill_in(const char *body, const char *sentence)
{
  g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    if (!g_str_has_prefix(*line, PLACEHOLDER_BEGIN))
      continue;
    g_free(*line);
    *line = g_strdup(sentence);
  }
  return g_strjoinv("\n", lines);
}

static bool
press_button(DemoPlayer *player, const DemoStep *step)
{
  const DemoMail *original = last_mail(player, step);
  if (original == NULL)
    return false;
  g_autoptr(GPtrArray) links =
      mailto_links(original->view->html == NULL ? "" : original->view->html);
  for (guint i = 0; i < links->len; i++) {
    const MailtoLink *link = links->pdata[i];
    g_autoptr(Mailto) mailto = mailto_parse(link->url);
    if (mailto == NULL || strcmp(link->label, step->subject) != 0)
      continue;
    g_autofree char *body = fill_in(mailto->body, step->text);
    DemoLetter letter = {.from = demo_person(step->who),
                         .to = mailto->to,
                         .subject = mailto->subject,
                         .text = body};
    if (!send(player, step, &letter))
      return false;
    demo_say_excerpt(player->say, body);
    return true;
  }
  return demo_player_fail(player, step, "has no such button");
}

static bool
write_sms(DemoPlayer *player, const DemoStep *step)
{
  const DemoPerson *person = demo_person(step->who);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = demo_player_fill(player, step->text);
  g_autofree char *way = demo_player_way(player, person, true);
  demo_say_event(player->say, demo_player_now_ms(player), way, "☎ SMS");
  demo_say_excerpt(player->say, text);
  return demo_sms_send(player->town, person, text, &error) ||
         demo_player_fail(player, step, error->message);
}

/* what: borrowed words for the clock that was put forward. */
static bool
advance_by(DemoPlayer *player, const DemoStep *step, int minutes,
           const char *what)
{
  g_autoptr(GError) error = NULL;
  if (!demo_town_advance(player->town, minutes, &error))
    return demo_player_fail(player, step, error->message);
  demo_say_event(player->say, demo_player_now_ms(player), "…", what);
  return true;
}

static bool
advance(DemoPlayer *player, const DemoStep *step)
{
  g_autofree char *what = g_strdup_printf(
      player->german ? "%d Minuten später" : "%d minutes later", step->count);
  return advance_by(player, step, step->count, what);
}

/* Minutes from now to ten to eight, so many days later. */
static int
minutes_to_morning(const DemoPlayer *player, int days)
{
  g_autoptr(GDateTime) utc =
      g_date_time_new_from_unix_utc(demo_player_now_ms(player) / 1000);
  g_autoptr(GDateTime) now = g_date_time_to_timezone(utc, player->say->zone);
  g_autoptr(GDateTime) then = g_date_time_add_days(now, days);
  g_autoptr(GDateTime) morning =
      g_date_time_new(player->say->zone, g_date_time_get_year(then),
                      g_date_time_get_month(then),
                      g_date_time_get_day_of_month(then), 7, 50, 0);
  return (int)(g_date_time_difference(morning, now) / G_TIME_SPAN_MINUTE);
}

static bool
wait_for_morning(DemoPlayer *player, const DemoStep *step)
{
  g_autofree char *what =
      g_strdup_printf(step->count == 1 ? player->german ? "am nächsten Morgen"
                                                        : "the next morning"
                      : player->german ? "%d Tage später, am Morgen"
                                       : "%d days later, in the morning",
                      step->count);
  return advance_by(player, step, minutes_to_morning(player, step->count),
                    what);
}

static bool
kill_role(DemoPlayer *player, const DemoStep *step)
{
  pid_t pid = supervisor_pid(player->supervisor, step->subject);
  if (pid == 0 || kill(pid, SIGKILL) != 0)
    return demo_player_fail(player, step, "does not run");
  g_autofree char *what = g_strdup_printf("kill -9 %s", step->subject);
  demo_say_event(player->say, demo_player_now_ms(player), "✘", what);
  return true;
}

static bool (*const writers[])(DemoPlayer *, const DemoStep *) = {
    [DEMO_MAIL] = write_new,
    [DEMO_PHOTO_MAIL] = write_new,
    [DEMO_LETTER] = write_letter,
    [DEMO_REPLY] = write_reply,
    [DEMO_AUTO_REPLY] = write_reply,
    [DEMO_BUTTON] = press_button,
    [DEMO_SMS] = write_sms,
    [DEMO_ADVANCE] = advance,
    [DEMO_MORNING] = wait_for_morning,
    [DEMO_KILL] = kill_role,
};

bool
demo_step_write(DemoPlayer *player, const DemoStep *step)
{
  g_assert(step->act < G_N_ELEMENTS(writers) && writers[step->act] != NULL);
  return writers[step->act](player, step);
}
