/* SPDX-License-Identifier: Apache-2.0
 *
 * Steps in which a person looks: what came, and what must not have come.
 */
#include <string.h>

#include "daemon/demo/people.h"
#include "daemon/demo/player.h"
#include "parsers/number.h"

/* Longer than the longest wait for a role that died twice. */
enum { GET_MS = 12000 };

/* Each mail of a person since the scene began.  `use` returns true to end. */
typedef bool (*MailUse)(DemoPlayer *player, const DemoStep *step,
                        const char *key, DemoMail *mail);

static bool
holds(const char *text, const char *part)
{
  return part == NULL || (text != NULL && strstr(text, part) != NULL);
}

/* A mail of the scene's ticket with the step's words in it. */
static bool
fits(const DemoPlayer *player, const DemoStep *step, const DemoMail *mail)
{
  const char *subject = mail->message->subject;
  if (!holds(subject, step->subject) ||
      (!step->is_other && !holds(subject, player->number)))
    return false;
  if (step->text == NULL || player->number == NULL)
    return true; /* the text is looked at once the number is known */
  g_autofree char *words = demo_player_fill(player, step->text);
  return holds(mail->view->text, words);
}

static bool
each_mail(DemoPlayer *player, const DemoStep *step, MailUse use)
{
  const DemoPerson *person = demo_person(step->who);
  g_autoptr(GPtrArray) ids = demo_mail_ids(player->town, person);
  for (guint i = 0; i < ids->len; i++) {
    g_autofree char *key =
        g_strdup_printf("%s/%s", person->id, (char *)ids->pdata[i]);
    if (g_hash_table_contains(player->before, key))
      continue;
    g_autoptr(DemoMail) mail =
        demo_mail_read(player->town, person, ids->pdata[i]);
    if (mail != NULL && fits(player, step, mail) &&
        use(player, step, key, g_steal_pointer(&mail)))
      return true;
  }
  return false;
}

static void
learn_number(DemoPlayer *player, const char *text)
{
  Number number;
  if (player->number != NULL || text == NULL || !number_find(text, &number))
    return;
  char written[NUMBER_TEXT_SIZE];
  number_format(&number, written);
  player->number = g_strdup(written);
}

/* Takes the mail; false when it was seen before or says something else. */
static bool
take_mail(DemoPlayer *player, const DemoStep *step, const char *key,
          DemoMail *taken)
{
  g_autoptr(DemoMail) mail = taken;
  if (g_hash_table_contains(player->seen, key))
    return false;
  learn_number(player, mail->message->subject);
  if (!fits(player, step, mail))
    return false;
  g_hash_table_add(player->seen, g_strdup(key));
  g_hash_table_insert(player->last, (char *)demo_person(step->who)->id,
                      g_steal_pointer(&mail));
  return true;
}

static bool
got_mail(DemoPlayer *player, const DemoStep *step)
{
  return each_mail(player, step, take_mail);
}

/* Without the greeting, which says nothing. */
static const char *
begin_of_excerpt(const char *text)
{
  const char *second =
      g_str_has_prefix(text, "Guten Tag") || g_str_has_prefix(text, "Hello")
          ? strchr(text, '\n')
          : NULL;
  return second == NULL ? text : second + 1;
}

static bool
get_mail(DemoPlayer *player, const DemoStep *step)
{
  if (!demo_player_wait(player, step, got_mail, GET_MS))
    return demo_player_fail(player, step, "did not get a mail");
  const DemoPerson *person = demo_person(step->who);
  const DemoMail *mail = g_hash_table_lookup(player->last, step->who);
  g_autofree char *way = demo_player_way(player, person, false);
  g_autofree char *what =
      g_strconcat("✉ ", demo_player_topic(mail->message->subject), NULL);
  demo_say_event(player->say, demo_player_now_ms(player), way, what);
  if (step->say_de != NULL)
    demo_say_excerpt(player->say, begin_of_excerpt(mail->view->text));
  return true;
}

static bool
see_photo(DemoPlayer *player, const DemoStep *step)
{
  const DemoMail *mail = g_hash_table_lookup(player->last, step->who);
  if (mail == NULL || mail->view->html == NULL)
    return demo_player_fail(player, step, "has no mail with HTML");
  for (guint i = 0; i < mail->view->images->len; i++) {
    const MailViewImage *image = mail->view->images->pdata[i];
    if (image->content_id == NULL ||
        !g_str_has_prefix(image->media_type, "image/"))
      continue;
    g_autofree char *reference =
        g_strdup_printf("src=\"cid:%s\"", image->content_id);
    if (strstr(mail->view->html, reference) != NULL &&
        g_bytes_get_size(image->bytes) > 0)
      return true;
  }
  return demo_player_fail(player, step, "sees no picture in the mail");
}

static bool
lacks(DemoPlayer *player, const DemoStep *step)
{
  const DemoMail *mail = g_hash_table_lookup(player->last, step->who);
  return (mail != NULL && !holds(mail->view->text, step->text)) ||
         demo_player_fail(player, step, "reads what should not be there");
}

static bool
find_sms(DemoPlayer *player, const DemoStep *step, bool take)
{
  const DemoPerson *person = demo_person(step->who);
  g_autoptr(GPtrArray) list = demo_sms_list(player->town, person);
  for (guint i = 0; i < list->len; i++) {
    const DemoSms *sms = list->pdata[i];
    g_autofree char *key = g_strdup_printf("%s/%u", person->id, i);
    if (sms->is_own || g_hash_table_contains(player->before, key) ||
        (take && g_hash_table_contains(player->seen, key)))
      continue;
    if (take)
      learn_number(player, sms->text);
    g_autofree char *words = demo_player_fill(player, step->text);
    if (!holds(sms->text, words))
      continue;
    if (take) {
      g_autofree char *way = demo_player_way(player, person, false);
      g_hash_table_add(player->seen, g_strdup(key));
      demo_say_event(player->say, demo_player_now_ms(player), way, "☎ SMS");
      demo_say_excerpt(player->say, sms->text);
    }
    return true;
  }
  return false;
}

static bool
got_sms(DemoPlayer *player, const DemoStep *step)
{
  return find_sms(player, step, true);
}

static bool
get_sms(DemoPlayer *player, const DemoStep *step)
{
  return demo_player_wait(player, step, got_sms, GET_MS) ||
         demo_player_fail(player, step, "did not get an SMS");
}

static bool
no_sms(DemoPlayer *player, const DemoStep *step)
{
  return !find_sms(player, step, false) ||
         demo_player_fail(player, step, "got an SMS nevertheless");
}

static bool
has_receipt(DemoPlayer *player, const DemoStep *step)
{
  g_autoptr(GPtrArray) list =
      demo_sms_list(player->town, demo_person(step->who));
  for (guint i = list->len; i > 0; i--) {
    const DemoSms *sms = list->pdata[i - 1];
    if (!sms->is_own)
      return sms->reported;
  }
  return false;
}

static bool
get_receipt(DemoPlayer *player, const DemoStep *step)
{
  return demo_player_wait(player, step, has_receipt, GET_MS) ||
         demo_player_fail(player, step, "the receipt was not taken");
}

/* Everything a person did before is decided when a later mail is answered, for
 * messages are handled in their order. */
static bool
settle(DemoPlayer *player, const DemoStep *step)
{
  const DemoStep ask = {.act = DEMO_REPLY, .who = step->who, .text = "#hilfe"};
  const DemoStep answer = {
      .act = DEMO_GET, .who = step->who, .subject = "", .text = "#erledigt"};
  const DemoSay *say = player->say;
  DemoSay quiet = *say;
  quiet.silent = true; /* no part of the story */
  player->say = &quiet;
  bool settled = demo_step_write(player, &ask) && get_mail(player, &answer);
  player->say = say;
  return settled;
}

static bool
take_unseen(DemoPlayer *player, const DemoStep *step, const char *key,
            DemoMail *taken)
{
  (void)step;
  demo_mail_free(taken);
  return !g_hash_table_contains(player->seen, key);
}

static bool
no_mail(DemoPlayer *player, const DemoStep *step)
{
  return !each_mail(player, step, take_unseen) ||
         demo_player_fail(player, step, "got a mail nevertheless");
}

static bool
collect_id(DemoPlayer *player, const DemoStep *step, const char *key,
           DemoMail *taken)
{
  (void)key;
  (void)step;
  g_autoptr(DemoMail) mail = taken;
  g_hash_table_add(player->ids, g_strdup(mail->message->message_id == NULL
                                             ? ""
                                             : mail->message->message_id));
  return false;
}

/* A mail program shows two copies of one Message-ID once. */
static bool
exactly_once(DemoPlayer *player, const DemoStep *step)
{
  g_hash_table_remove_all(player->ids);
  (void)each_mail(player, step, collect_id); /* never ends early */
  guint count = g_hash_table_size(player->ids);
  if (count == 1)
    return true;
  g_autofree char *why = g_strdup_printf("got %u of", count);
  return demo_player_fail(player, step, why);
}

static bool (*const lookers[])(DemoPlayer *, const DemoStep *) = {
    [DEMO_GET] = get_mail,        [DEMO_SEE_PHOTO] = see_photo,
    [DEMO_LACKS] = lacks,         [DEMO_GET_SMS] = get_sms,
    [DEMO_RECEIPT] = get_receipt, [DEMO_SETTLE] = settle,
    [DEMO_NONE] = no_mail,        [DEMO_NONE_SMS] = no_sms,
    [DEMO_ONCE] = exactly_once,
};

bool
demo_step_look(DemoPlayer *player, const DemoStep *step)
{
  g_assert(step->act < G_N_ELEMENTS(lookers) && lookers[step->act] != NULL);
  return lookers[step->act](player, step);
}
