/* SPDX-License-Identifier: Apache-2.0
 *
 * The question whether two reports are about the same damage.
 */
#include "daemon/services/report/same/report_twin.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/intake/report_request.h"
#include "daemon/services/report/same/report_near.h"
#include "parsers/sms/sms.h"
#include "parsers/token.h"
#include "parsers/wish/wish.h"
#include "queue/question.h"
#include "queue/support.h"
#include "templates/format.h"

enum {
  CANDIDATES_MAX = 20, /* of a point and of a street; newer ones come first */
  ASKED_DAYS = 3,      /* by SMS; later a "1" means something else */
};

#define DAY_MS INT64_C(86400000)

bool
report_twin_note_place(Desk *desk, const Ticket *ticket, GError **error)
{
  g_autofree char *street = report_street_of(ticket->place, NULL);
  return street == NULL || ticket->category == NULL ||
         support_note_street(desk->queue, ticket, street, error);
}

/* --- which one ------------------------------------------------------------ */

static bool
may_have_twin(const Desk *desk, const Ticket *ticket)
{
  return ticket->category != NULL && ticket->danger == NULL &&
         !ticket->confidential &&
         !wish_tells_of_another(desk->config->town->wishes, ticket->text);
}

static bool
may_be_twin(const Ticket *ticket, const Ticket *other)
{
  return strcmp(other->service, ticket->service) == 0 &&
         other->danger == NULL && !other->confidential &&
         strcmp(other->person_id.text, ticket->person_id.text) != 0 &&
         report_seems_same(ticket, other);
}

/* The nearest, of those the newest; borrowed.  NULL: none. */
static Ticket *
nearest(const Ticket *ticket, const GPtrArray *candidates)
{
  Ticket *best = NULL;
  ReportNearness how = REPORT_APART;
  for (guint i = 0; i < candidates->len; i++) {
    Ticket *other = candidates->pdata[i];
    ReportNearness near = report_nearness(ticket, other);
    if (near > how && may_be_twin(ticket, other)) {
      best = other;
      how = near;
    }
  }
  return best;
}

/* out   owned by the caller; NULL: there is none */
static bool
find_twin(Desk *desk, const Ticket *ticket, Ticket **out, GError **error)
{
  *out = NULL;
  if (!may_have_twin(desk, ticket))
    return true;
  g_autofree char *street = report_street_of(ticket->place, NULL);
  SupportSearch search = {.ticket = ticket,
                          .street = street,
                          .radius_m = REPORT_NEAR_M,
                          .since_ms = desk->now_ms - REPORT_NEAR_DAYS * DAY_MS,
                          .limit = CANDIDATES_MAX};
  g_autoptr(GPtrArray) candidates =
      support_candidates(desk->queue, &search, error);
  if (candidates == NULL)
    return false;
  const Ticket *twin = nearest(ticket, candidates);
  return twin == NULL || (ticket_find(desk->queue, twin->id.text, out, error) &&
                          support_pair_add(desk->queue, ticket, twin, error));
}

bool
report_twin_suspect(Desk *desk, const Ticket *ticket, GError **error)
{
  Ticket *found = NULL;
  if (!report_twin_note_place(desk, ticket, error) ||
      !find_twin(desk, ticket, &found, error))
    return false;
  ticket_free(found);
  return true;
}

bool
report_twin_find(Desk *desk, const Incoming *incoming, ReportMatter *matter,
                 const Ticket *ticket, GError **error)
{
  bool may = incoming->danger == NULL &&
             report_request_text(incoming) == NULL &&
             report_matter_is_own(matter) && !incoming->belonging.linked &&
             !matter->where.asks;
  return report_twin_note_place(desk, ticket, error) &&
         (!may || find_twin(desk, ticket, &matter->twin, error));
}

/* --- the question --------------------------------------------------------- */

/* The street alone: the house may be where its writer lives.  Only where the
 * new one names it, too.  Owned; NULL: nothing can be told. */
static char *
common_street(const Ticket *ticket, const Ticket *twin)
{
  g_autofree char *street = report_street_of(ticket->place, NULL);
  g_autofree char *other = report_street_of(twin->place, NULL);
  if (street == NULL || g_strcmp0(street, other) != 0)
    return NULL;
  g_autofree char *name = g_strdup(ticket->place);
  name[strcspn(name, "(0123456789")] = '\0';
  return g_strdup(g_strstrip(name));
}

/* A mail that says it, ready to be sent. */
static char *
answer_url(Desk *desk, const Ticket *ticket, const char *answer)
{
  const MailboxSettings *mailbox = desk_mailbox_of(desk, ticket->mailbox);
  TokenRef token;
  desk_token(desk, TOKEN_ROLE_CITIZEN, ticket, 0, &token);
  g_autofree char *address = desk_reply_address(mailbox, &token);
  g_autofree char *subject = g_strdup_printf("[%s %s] %s", desk_town_tag(desk),
                                             ticket->text_number, answer);
  json_auto_t *data = json_pack("{s:s}", "answer", answer);
  if (mailbox->reply_token == REPLY_TOKEN_TEXT) {
    g_autofree char *text = token_format_grouped(&token);
    json_object_set_new(data, "token", json_string(text));
  }
  g_autofree char *body =
      desk_render(desk, ticket->language, "answer.txt", data, NULL);
  return desk_mailto(address, subject, body == NULL ? answer : body);
}

static json_t *
twin_facts(Desk *desk, const Ticket *ticket, const Ticket *twin)
{
  const Town *town = desk->config->town;
  const char *language = ticket->language;
  const Category *category = town_category(town, ticket->category);
  g_autofree char *street = common_street(ticket, twin);
  g_autofree char *day =
      desk_date(desk, twin->created_at_ms, language, (int)FORMAT_DATE_SHORT);
  return json_pack("{s:s, s:s*, s:s?, s:s, s:{s:b}}", "number",
                   twin->text_number, "category",
                   category == NULL ? NULL
                                    : category_name(town, category, language),
                   "place", street, "day", day, "state",
                   report_state_member(twin->state), 1);
}

void
report_twin_data(Desk *desk, const Ticket *ticket, const Ticket *twin,
                 json_t *data)
{
  json_t *facts = twin_facts(desk, ticket, twin);
  g_autofree char *yes = answer_url(desk, ticket, "1");
  g_autofree char *no = answer_url(desk, ticket, "2");
  json_object_set_new(facts, "buttons",
                      json_pack("{s:s, s:s}", "yes", yes, "no", no));
  json_object_set_new(data, "twin", facts);
}

/* The question, and whether it went. */
typedef struct Asking {
  const Incoming *incoming;
  const ReportMatter *matter;
  const Ticket *ticket;
  bool went;
} Asking;

static bool
send_question(Desk *desk, Asking *asking, GError **error)
{
  const Contact *contact = asking->matter->contact;
  json_t *facts = twin_facts(desk, asking->ticket, asking->matter->twin);
  ReportNews news = {.text = "twin-question",
                     .contact = contact,
                     .data = json_pack("{s:o}", "twin", facts),
                     .inbox_id = asking->incoming->item->id.text};
  g_autofree char *sent = NULL;
  if (!report_tell_citizen(desk, asking->ticket, &news, &sent, error))
    return false;
  asking->went = sent != NULL;
  if (!asking->went)
    return true;
  g_autoptr(Question) question =
      question_new(QUESTION_KIND_SAME, "sms", contact->lookup);
  question->subject = g_strdup(asking->ticket->id.text);
  question->expires_at_ms = desk->now_ms + ASKED_DAYS * DAY_MS;
  return question_ask(desk->queue, question, error);
}

/* Two open questions to one person would have one answer. */
static bool
ask_by_sms(Desk *desk, Asking *asking, GError **error)
{
  Question *open = NULL;
  if (!question_find_open(desk->queue, "sms", asking->matter->contact->lookup,
                          &open, error))
    return false;
  g_autoptr(Question) earlier = open;
  return earlier != NULL || send_question(desk, asking, error);
}

bool
report_twin_asked(Desk *desk, const Incoming *incoming,
                  const ReportMatter *matter, const Ticket *ticket,
                  GError **error)
{
  Asking asking = {incoming, matter, ticket,
                   strcmp(ticket->channel, "sms") != 0};
  if (incoming->answers_paused)
    return true;
  if (!asking.went && !ask_by_sms(desk, &asking, error))
    return false;
  return !asking.went ||
         support_pair_set(desk->queue, ticket, SUPPORT_STATE_ASKED, error);
}

/* --- what the department reads -------------------------------------------- */

/* The open one that it may be the same as; NULL: none any more. */
static bool
load_twin(Desk *desk, const SupportPair *pair, Ticket **out, GError **error)
{
  Ticket *found = NULL;
  *out = NULL;
  if (pair->other.text[0] == '\0')
    return true;
  if (!ticket_find(desk->queue, pair->other.text, &found, error))
    return false;
  g_autoptr(Ticket) twin = found;
  if (twin == NULL || twin->duplicate_of == NULL) {
    *out = g_steal_pointer(&twin);
    return true;
  }
  return ticket_find(desk->queue, twin->duplicate_of, out, error);
}

static bool
is_open(const Ticket *ticket)
{
  return ticket->state == TICKET_STATE_NEW ||
         ticket->state == TICKET_STATE_OPEN ||
         ticket->state == TICKET_STATE_WAITING;
}

bool
report_twin_describe(Desk *desk, const Ticket *ticket, const char *language,
                     json_t *data, GError **error)
{
  SupportPair pair;
  Ticket *found = NULL;
  if (ticket->duplicate_of != NULL)
    return true;
  if (!support_pair_find(desk->queue, ticket, &pair, error) ||
      (pair.state != SUPPORT_STATE_APART &&
       !load_twin(desk, &pair, &found, error)))
    return false;
  g_autoptr(Ticket) twin = found;
  if (twin == NULL || !is_open(twin) || twin->confidential ||
      strcmp(twin->id.text, ticket->id.text) == 0)
    return true;
  bool german = g_str_has_prefix(language, "de");
  g_autofree char *line = g_strdup_printf(
      "%s %s", german ? "doppelt" : "duplicate", twin->text_number);
  g_autofree char *url = report_command_url(desk, ticket, language, line);
  g_autofree char *day =
      desk_date(desk, twin->created_at_ms, language, (int)FORMAT_DATE_DAY);
  json_object_set_new(data, "similar",
                      json_pack("{s:s, s:s, s:s}", "number", twin->text_number,
                                "day", day, "url", url));
  return true;
}
