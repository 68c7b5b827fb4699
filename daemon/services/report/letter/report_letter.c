/* SPDX-License-Identifier: Apache-2.0
 *
 * From a letter's signs to what is done with it.
 */
#include "daemon/services/report/letter/report_letter.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/intake/report_confirm.h"
#include "daemon/services/report/intake/report_request.h"
#include "parsers/config/town_council.h"
#include "parsers/forward/forwarded.h"
#include "parsers/message.h"
#include "parsers/wish/wish.h"

#define ABUSE "abuse"

enum { SIGNS_MAX = 5 };

/* As every message did before anybody asked for its kind. */
static const ReportLetterWay as_report = {.routed = true};

/* The first row whose flags a kind has. */
static const ReportLetterWay ways[] = {
    {.flags = LETTER_CONFIDENTIAL, .veiled = true},
    {.flags = LETTER_LEGAL, .whole = true},
    {.flags = LETTER_SERVICE, .routed = true},
    {.flags = LETTER_FILES_ONLY | LETTER_NEVER_ANSWERED,
     .filed = true,
     .no_ticket = true},
    {.flags = LETTER_FILES_ONLY, .filed = true},
    {.flags = LETTER_WEEKLY_LIST, .routed = true},
    {.flags = 0}, /* its recipient, its answer */
};

/* "👍": an answer to nothing, and no word of what is wrong. */
static const ReportLetterWay wordless = {.filed = true, .no_ticket = true};
static const char WORDLESS[] = "wordless";

static const ReportLetterWay *
way_of_kind(const LetterKind *kind)
{
  for (size_t i = 0; kind != NULL && i < G_N_ELEMENTS(ways); i++)
    if ((kind->flags & ways[i].flags) == ways[i].flags)
      return &ways[i];
  return &as_report;
}

void
report_letter_of_kind(const LetterKind *kind, ReportLetter *out)
{
  *out = (ReportLetter){.kind = kind, .way = way_of_kind(kind)};
}

void
report_letter_teach(ReportLetter *letter, const LetterKind *kind, int64_t at_ms,
                    bool by_others)
{
  letter->kind = kind;
  letter->way = way_of_kind(kind);
  letter->taught_at_ms = at_ms;
  letter->taught_by_others = by_others;
}

void
report_letter_clear(ReportLetter *letter)
{
  letter_verdict_clear(&letter->verdict);
}

/* Who wrote what was passed on is only told, and whoever passes it on does not
 * write in his office. */
static void
view_sender(const Desk *desk, const Incoming *incoming,
            const ReportMatter *matter, LetterView *view)
{
  const Message *mail = incoming->mail;
  const Forwarded *original = matter->forward.original;
  if (mail == NULL || matter->recording != NULL)
    return;
  if (original != NULL) {
    view->sender = original->from->address;
    return;
  }
  if (mail->forwarded->len > 0 || matter->forward.kind != REPORT_FORWARD_OWN)
    return;
  view->sender = mail->from->address;
  view->authenticated = incoming_is_authenticated(incoming);
  view->from_council =
      town_council_lists(desk->config->town, mail->from->address);
}

static GPtrArray *
file_names(const Message *mail)
{
  GPtrArray *names = g_ptr_array_new();
  for (guint i = 0; mail != NULL && i < mail->attachments->len; i++) {
    const Attachment *file = mail->attachments->pdata[i];
    if (!file->is_logo && file->filename != NULL)
      g_ptr_array_add(names, file->filename);
  }
  return names;
}

/* "Danke! Es ist die Hecke am Tor." is more than thanks, though they are found
 * in it: what is filed unread is a few words, or more than a few signs. */
static bool
is_nothing_else(const LetterVerdict *verdict, const char *text)
{
  enum { WORDS_MAX = 4, SURE_POINTS = 6 };
  int points = 0;
  for (guint i = 0; i < verdict->signs->len; i++) {
    const LetterSign *sign = &g_array_index(verdict->signs, LetterSign, i);
    bool counts =
        sign->kind == verdict->kind && strcmp(sign->pattern, "short") != 0;
    points += counts ? sign->points : 0;
  }
  g_auto(GStrv) words = g_strsplit_set(text, " \t\n", -1);
  guint count = 0;
  for (guint i = 0; words[i] != NULL; i++)
    count += *words[i] != '\0';
  return points >= SURE_POINTS ||
         (count <= WORDS_MAX && strpbrk(text, "0123456789") == NULL);
}

void
report_letter_look(const Desk *desk, const Incoming *incoming,
                   const ReportMatter *matter, bool named, ReportLetter *out)
{
  g_autoptr(GPtrArray) files = file_names(incoming->mail);
  LetterView view = {.subject = matter->subject,
                     .text = matter->text,
                     .category_found = named,
                     .files = files};
  view_sender(desk, incoming, matter, &view);
  *out = (ReportLetter){.way = &as_report};
  letter_classify(desk->config->town->letters, &view, &out->verdict);
  /* What a keyword asked for needs no guess. */
  if (incoming->danger != NULL || report_request_text(incoming) != NULL)
    return;
  out->kind = out->verdict.kind;
  out->way =
      letter_is_wordless(matter->text) ? &wordless : way_of_kind(out->kind);
  /* A picture may show what the words do not say; whoever passes thanks on is
     told what becomes of them. */
  if (out->way->no_ticket &&
      (report_shows_something(incoming) || !report_matter_is_own(matter) ||
       wish_to_be_heard_again(desk->config->town->wishes, matter->text) ||
       !is_nothing_else(&out->verdict, matter->text)))
    out->way = &as_report;
}

bool
report_letter_in_doubt(const ReportLetter *letter)
{
  const LetterVerdict *verdict = &letter->verdict;
  return letter->kind == NULL && verdict->kind == NULL &&
         verdict->likely != NULL &&
         (verdict->likely->flags & LETTER_SERVICE) == 0;
}

bool
report_letter_is_abuse(const ReportLetter *letter)
{
  return letter->kind != NULL && strcmp(letter->kind->id, ABUSE) == 0;
}

bool
report_letter_may_abuse(const ReportLetter *letter)
{
  return report_letter_is_abuse(letter) ||
         (letter->kind == NULL && letter->verdict.likely != NULL &&
          strcmp(letter->verdict.likely->id, ABUSE) == 0);
}

const char *
report_letter_name(const ReportLetter *letter)
{
  return letter->way == &wordless ? WORDLESS : letter->kind->id;
}

/* By which signs it was found, the strongest first: "widerspruch +6, frist +2".
 * A citizen's words: not for a log.  Owned by the caller; NULL: none. */
static char *
signs_of(const LetterVerdict *verdict)
{
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < MIN(verdict->signs->len, SIGNS_MAX); i++) {
    const LetterSign *sign = &g_array_index(verdict->signs, LetterSign, i);
    g_string_append(all, i == 0 ? "" : ", ");
    if (sign->kind != verdict->likely)
      g_string_append_printf(all, "%s: ", sign->kind->id);
    g_string_append_printf(all, "%s %+d", sign->words, sign->points);
  }
  return all->len == 0 ? NULL : g_strdup(all->str);
}

/* "legal 85 %, legal careful"; "legal 40 %": no word of the letter itself,
 * where the history is not sealed.  Owned by the caller. */
static char *
describe(const LetterVerdict *verdict)
{
  const LetterKind *likely = verdict->likely;
  if (likely == NULL)
    return NULL;
  GString *all = g_string_new(NULL);
  g_string_printf(all, "%s %u %%", likely->id, verdict->sure_percent);
  for (guint i = 0; i < likely->flag_words->len; i++)
    g_string_append_printf(all, "%s %s", i == 0 ? "," : "",
                           (const char *)likely->flag_words->pdata[i]);
  return g_string_free(all, FALSE);
}

/* What the histories of message and ticket call it. */
static const char *
event_of(const ReportLetter *letter)
{
  if (letter->kind != NULL)
    return LETTER_EVENT;
  return letter->verdict.kind == NULL ? "letter-in-doubt"
                                      : "letter-passed-over";
}

static const char *
taught_event(const ReportLetter *letter)
{
  return letter->taught_by_others ? LETTER_TAUGHT_OTHERS : LETTER_TAUGHT;
}

/* "2026-05-03"; owned. */
static char *
taught_day(const Desk *desk, const ReportLetter *letter)
{
  g_autoptr(GDateTime) utc =
      g_date_time_new_from_unix_utc(letter->taught_at_ms / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, desk->zone);
  return g_date_time_format(local, "%F");
}

bool
report_letter_note(Desk *desk, const Incoming *incoming,
                   const ReportLetter *letter, GError **error)
{
  g_autofree char *detail = describe(&letter->verdict);
  if (letter->taught_at_ms == 0)
    return incoming_note(desk, incoming, event_of(letter), detail, error);
  g_autofree char *day = taught_day(desk, letter);
  g_autofree char *taught = g_strdup_printf("%s, %s", letter->kind->id, day);
  return incoming_note(desk, incoming, taught_event(letter), taught, error);
}

static bool
remember_taught(Desk *desk, const Incoming *incoming,
                const ReportLetter *letter, const Ticket *ticket,
                GError **error)
{
  g_autofree char *day = taught_day(desk, letter);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = taught_event(letter),
                       .actor = "town",
                       .detail = day,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error);
}

bool
report_letter_remember(Desk *desk, const Incoming *incoming,
                       const ReportLetter *letter, const Ticket *ticket,
                       GError **error)
{
  bool taught = letter->taught_at_ms != 0;
  const LetterKind *likely = taught ? letter->kind : letter->verdict.likely;
  g_autofree char *told = describe(&letter->verdict);
  g_autofree char *signs = signs_of(&letter->verdict);
  g_autofree char *note =
      signs == NULL ? NULL : g_strdup_printf("%s: %s", told, signs);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = event_of(letter),
                       .actor = "town",
                       .detail = likely == NULL ? NULL : likely->id,
                       .note = note,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         (!taught || remember_taught(desk, incoming, letter, ticket, error));
}

const char *
report_letter_department(const Desk *desk, const ReportLetter *letter)
{
  const Town *town = desk->config->town;
  if (letter->way->routed ||
      g_strcmp0(letter->kind->to, LETTER_TO_CATEGORY) == 0)
    return NULL;
  if (report_letter_is_abuse(letter))
    return town->desk;
  const Department *own = town_department(town, letter->kind->to);
  return own != NULL ? own->id : town->desk;
}

bool
report_letter_of_ticket(Desk *desk, const Ticket *ticket, ReportLetter *out,
                        GError **error)
{
  report_letter_of_kind(NULL, out);
  g_autofree char *id = NULL;
  if (!store_rows_take_text(
          store_query(desk->queue->store, error,
                      "SELECT detail FROM ticket_event WHERE ticket_id = $1"
                      " AND what IN ('" LETTER_EVENT "', '" LETTER_DECIDED
                      "', '" LETTER_UNDECIDED "') ORDER BY id DESC LIMIT 1",
                      "t", ticket->id.text),
          &id, error))
    return false;
  if (id != NULL)
    report_letter_of_kind(letter_table_find(desk->config->town->letters, id),
                          out);
  return true;
}
