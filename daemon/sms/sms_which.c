/* SPDX-License-Identifier: Apache-2.0
 *
 * The question with its digits, and the message that waits for the answer.
 */
#include "daemon/sms/sms_which.h"

#include "daemon/config.h"
#include "daemon/sms/sms_reply.h"
#include "parsers/config/town.h"
#include "queue/person.h"
#include "queue/question.h"

enum {
  WHICH_CHOICES_MAX = 5, /* two segments at the very most */
  WHICH_DAYS = 1,        /* then it is a matter of its own */
};

/* Whom it is asked about. */
typedef struct Asked {
  Desk *desk;
  const Incoming *incoming;
  const Contact *contact;
} Asked;

static void
add_choice(const Asked *asked, Question *question, json_t *list,
           const Ticket *ticket)
{
  const Town *town = asked->desk->config->town;
  const Category *category =
      ticket->category == NULL ? NULL : town_category(town, ticket->category);
  const char *language =
      incoming_language(asked->desk, asked->incoming, asked->contact->language);
  g_ptr_array_add(question->choices, g_strdup(ticket->id.text));
  json_array_append_new(
      list,
      json_pack("{s:i, s:s, s:s}", "digit", (int)question->choices->len,
                "number", ticket->text_number, "category",
                category == NULL ? ""
                                 : category_name(town, category, language)));
}

bool
sms_which_ask(Desk *desk, const Incoming *incoming, SmsWhich *which,
              GError **error)
{
  const Contact *contact = which->contact;
  const GPtrArray *tickets = which->tickets;
  Asked asked = {desk, incoming, contact};
  g_autoptr(Question) question =
      question_new(QUESTION_KIND_WHICH, "sms", contact->lookup);
  question->expires_at_ms = desk->now_ms + WHICH_DAYS * INT64_C(86400000);
  json_t *choices = json_array();
  for (guint i = 0; i < tickets->len && i < WHICH_CHOICES_MAX; i++)
    add_choice(&asked, question, choices, tickets->pdata[i]);
  SmsReply text = {.contact = contact,
                   .text = "which-ticket",
                   .data = json_pack("{s:o}", "tickets", choices),
                   .again = true};
  if (!sms_reply_send(desk, incoming, &text, error))
    return false;
  which->asked = text.sent;
  const char *id = incoming->item->id.text;
  return !text.sent ||
         (question_ask(desk->queue, question, error) &&
          question_keep_message(desk->queue, question, id, error) &&
          incoming_note(desk, incoming, "asked", question->id.text, error));
}
