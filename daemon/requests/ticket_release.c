/* SPDX-License-Identifier: Apache-2.0
 *
 * ticket.release {id, photo, text, withdraw}: one picture of a ticket becomes
 * public, or is public no more.  Only its copy does; text is what it shows,
 * for those who do not see it.
 */
#include <sysexits.h>

#include "daemon/admin/request.h"
#include "daemon/config.h"
#include "parsers/json_text.h"
#include "queue/attachment.h"
#include "queue/release.h"

enum { TEXT_CHARACTERS_MAX = 500 }; /* a sentence or two */

/* What is decided about. */
typedef struct Choice {
  int64_t number; /* from 1 on, as ticket.show counts */
  int64_t count;  /* of the ticket's pictures */
  Id attachment;  /* empty while there is no such picture */
  bool released;
} Choice;

static bool
find_photo(RequestCall *call, const Ticket *ticket, Choice *choice,
           GError **error)
{
  g_autoptr(StoreRows) rows =
      release_query_photos(&call->digest->queue, ticket->id.text, error);
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error)) {
    choice->count = store_rows_int64(rows, 0);
    if (choice->count != choice->number)
      continue;
    g_strlcpy(choice->attachment.text, store_rows_text(rows, 1),
              sizeof choice->attachment.text);
    choice->released =
        g_strcmp0(store_rows_text(rows, 5),
                  release_state_to_string(RELEASE_STATE_RELEASED)) == 0;
  }
  return store_rows_ok(rows);
}

/* Nobody is told yes about what cannot be shown. */
static bool
check(RequestCall *call, const Ticket *ticket, const Choice *choice,
      GError **error)
{
  const char *text = request_text(call, "text");
  bool withdraw = request_flag(call, "withdraw");
  const char *why = NULL;
  if (choice->attachment.text[0] == '\0') {
    g_set_error(error, REQUEST_ERROR, EX_DATAERR,
                "no such photo: it has %" G_GINT64_FORMAT
                " that can be shown; a picture without a copy is not counted",
                choice->count);
    return false;
  }
  if (withdraw && !choice->released)
    why = "this photo is not public";
  else if (!withdraw && ticket->confidential)
    why = "this ticket is confidential";
  else if (text != NULL && g_utf8_strlen(text, -1) > TEXT_CHARACTERS_MAX)
    why = "the text is longer than 500 characters";
  if (why != NULL) {
    g_set_error_literal(error, REQUEST_ERROR, EX_DATAERR, why);
    return false;
  }
  if (withdraw)
    return true;
  g_autoptr(StoredAttachment) attachment =
      attachment_load(&call->digest->queue, choice->attachment.text, error);
  return attachment != NULL;
}

static bool
decide(RequestCall *call, const Ticket *ticket, const Choice *choice,
       GError **error)
{
  Queue *queue = &call->digest->queue;
  bool withdraw = request_flag(call, "withdraw");
  const char *text = request_text(call, "text");
  RequestActor actor = request_actor(call);
  g_autofree char *detail =
      g_strdup_printf("photo %" G_GINT64_FORMAT ", %s", choice->number,
                      choice->attachment.text);
  Release release = {.kind = RELEASE_KIND_PHOTO,
                     .id = choice->attachment.text,
                     .field = RELEASE_FIELD_PHOTO,
                     .public_text = withdraw       ? NULL
                                    : text == NULL ? ""
                                                   : text,
                     .decided_by = actor.text};
  TicketEvent event = {.at_ms = queue->now_ms,
                       .what = withdraw ? "photo-withdrawn" : "photo-released",
                       .actor = actor.text,
                       .detail = detail};
  return release_set_state(queue, &release,
                           withdraw ? RELEASE_STATE_WITHDRAWN
                                    : RELEASE_STATE_RELEASED,
                           error) &&
         ticket_add_event(queue, ticket, &event, error);
}

static void
tell(RequestCall *call, const Choice *choice)
{
  const char *site = call->digest->config->settings->site.public_url;
  g_autofree char *name =
      release_photo_name(call->digest->ring, choice->attachment.text);
  g_autofree char *url =
      g_strconcat(site == NULL ? "" : site, "/photo/", name, ".jpg", NULL);
  request_add_row(call, json_pack("{s:I,s:s,s:s}", "photo",
                                  (json_int_t)choice->number, "attachment_id",
                                  choice->attachment.text, "url", url));
}

static bool
run(RequestCall *call, GError **error)
{
  Choice choice = {.number = json_whole(call->arguments, "photo")};
  g_autoptr(Ticket) ticket = request_find_ticket(call, error);
  if (ticket == NULL)
    return false;
  if (choice.number <= 0) {
    g_set_error_literal(error, REQUEST_ERROR, EX_USAGE,
                        "which photo? 'bote ticket show' numbers them: "
                        "--photo N");
    return false;
  }
  if (!find_photo(call, ticket, &choice, error) ||
      !check(call, ticket, &choice, error) ||
      !decide(call, ticket, &choice, error))
    return false;
  tell(call, &choice);
  digest_project_soon(call->digest);
  return true;
}

const Request request_ticket_release = {
    .name = "ticket.release", .writes = true, .run = run};
