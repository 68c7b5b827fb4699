/* SPDX-License-Identifier: Apache-2.0
 *
 * Tickets and the persons they belong to.
 */
#include "queue/ticket.h"

#include <string.h>

#include "queue/person.h"
#include "queue/ticket_event.h"
#include "tests/support/queue_fixture.h"

#define MINUTE_MS INT64_C(60000)

static Contact *
ensure(QueueFixture *fix, const char *address, const char *name,
       const char *language)
{
  ContactClaim claim = {.channel = "mail",
                        .address = address,
                        .name = name,
                        .language = language};
  g_autoptr(GError) error = NULL;
  Contact *contact = contact_ensure(&fix->queue, &claim, &error);
  g_assert_no_error(error);
  return contact;
}

static Ticket *
create(QueueFixture *fix, const Contact *contact, unsigned year)
{
  g_autoptr(Ticket) ticket = ticket_new();
  ticket->service = g_strdup("report");
  ticket->department = g_strdup("tiefbau");
  ticket->language = g_strdup("de");
  ticket->channel = g_strdup("mail");
  ticket->mailbox = g_strdup("rathaus");
  ticket->person_id = contact->person_id;
  ticket->contact_id = contact->id;
  ticket->text = g_strdup("Schlagloch");
  g_autoptr(GError) error = NULL;
  (void)ticket_create(&fix->queue, ticket, year, &error);
  g_assert_no_error(error);
  return g_steal_pointer(&ticket);
}

static void
test_person_is_found_again(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Contact) first = ensure(fix, "ayse@example.net", NULL, NULL);
  g_assert_true(first->is_new);
  g_autoptr(Contact) second =
      ensure(fix, "Ayse@Example.NET", "Ayşe Kaya", "tr");
  g_assert_false(second->is_new);
  g_assert_cmpstr(second->person_id.text, ==, first->person_id.text);
  g_assert_cmpstr(second->name, ==, "Ayşe Kaya");
  /* What is not said this time stays. */
  g_autoptr(Contact) third = ensure(fix, "ayse@example.net", NULL, NULL);
  g_assert_cmpstr(third->name, ==, "Ayşe Kaya");
  g_assert_cmpstr(third->language, ==, "tr");
  g_autoptr(Contact) fourth = ensure(fix, "ayse@example.net", "A. Kaya", "de");
  g_autoptr(Contact) loaded = contact_load(&fix->queue, fourth->id.text, NULL);
  g_assert_cmpstr(loaded->name, ==, "A. Kaya");
  g_assert_cmpstr(loaded->language, ==, "de");
  Contact *none = NULL;
  g_assert_true(
      contact_find(&fix->queue, "sms", "ayse@example.net", &none, NULL));
  g_assert_null(none);
}

static void
test_person_opt_out_survives(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Contact) contact = ensure(fix, "ayse@example.net", NULL, NULL);
  Queue *queue = &fix->queue;
  g_assert_true(
      contact_opt_out(queue, "mail", contact->lookup, "2600001", NULL));
  g_autoptr(Contact) topic = ensure(fix, "ayse@example.net", NULL, NULL);
  g_assert_false(topic->opted_out);
  for (int i = 0; i < 2; i++) /* twice is once */
    g_assert_true(contact_opt_out(queue, "mail", contact->lookup, "", NULL));
  g_assert_true(store_run(fix->store, NULL, "DELETE FROM contact", ""));
  g_assert_true(store_run(fix->store, NULL, "DELETE FROM person", ""));
  g_autoptr(Contact) again = ensure(fix, "ayse@example.net", NULL, NULL);
  g_assert_true(again->is_new);
  g_autoptr(Contact) known = ensure(fix, "ayse@example.net", NULL, NULL);
  g_assert_true(known->opted_out);
  g_assert_true(contact_opt_in(queue, "mail", known->lookup, "", NULL));
  g_autoptr(Contact) back = ensure(fix, "ayse@example.net", NULL, NULL);
  g_assert_false(back->opted_out);
  g_assert_true(contact_mute(queue, back->lookup, 5000, NULL));
  g_autoptr(Contact) muted = ensure(fix, "ayse@example.net", NULL, NULL);
  g_assert_cmpint(muted->muted_until_ms, ==, 5000);
}

static void
test_person_erased(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Contact) contact = ensure(fix, "ayse@example.net", "A", NULL);
  g_assert_true(keyring_forget(fix->ring, contact->person_id.text, NULL));
  g_autoptr(GError) error = NULL;
  g_assert_null(contact_load(&fix->queue, contact->id.text, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
}

static void
test_ticket_numbers(void)
{
  static const struct {
    unsigned year;
    const char *number;
  } rows[] = {{26, "26-00001-4"},
              {26, "26-00002-"},
              {27, "27-00001-"},
              {26, "26-00003-"}};
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Contact) contact = ensure(fix, "ayse@example.net", NULL, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Ticket) ticket = create(fix, contact, rows[i].year);
    g_assert_true(g_str_has_prefix(ticket->text_number, rows[i].number));
    Number number;
    g_assert_true(number_parse(ticket->text_number, &number));
    g_autoptr(Ticket) loaded = ticket_load_number(&fix->queue, &number, NULL);
    g_assert_nonnull(loaded);
    g_assert_cmpstr(loaded->id.text, ==, ticket->id.text);
    g_assert_cmpstr(loaded->text, ==, "Schlagloch");
    g_assert_null(loaded->place);
  }
  /* The short form is enough where it is unique. */
  Number three = {.is_short = true, .serial = 3};
  Number one = {.is_short = true, .serial = 1};
  g_autoptr(Ticket) unique = ticket_load_number(&fix->queue, &three, NULL);
  g_assert_nonnull(unique);
  g_autoptr(GError) error = NULL;
  g_assert_null(ticket_load_number(&fix->queue, &one, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
}

static void
test_ticket_changes_are_kept(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Contact) contact = ensure(fix, "ayse@example.net", NULL, NULL);
  g_autoptr(Ticket) ticket = create(fix, contact, 26);
  int64_t now_ms = FIXTURE_NOW_MS + MINUTE_MS;
  Queue *queue = queue_fixture_at(fix, now_ms);
  static const TicketState walk[] = {
      TICKET_STATE_OPEN,     TICKET_STATE_WAITING, TICKET_STATE_OPEN,
      TICKET_STATE_SOLVED,   TICKET_STATE_CLOSED,  TICKET_STATE_OPEN,
      TICKET_STATE_NO_ACTION};
  for (size_t i = 0; i < G_N_ELEMENTS(walk); i++) {
    g_assert_true(ticket_set_state(queue, ticket, walk[i], NULL));
    g_assert_true(ticket_set_state(queue, ticket, walk[i], NULL));
  }
  g_assert_cmpuint(fix->states->len, ==, G_N_ELEMENTS(walk));
  g_assert_true(ticket_assign(queue, ticket, "gruen", NULL));
  g_assert_true(ticket_set_due(queue, ticket, 77, NULL));
  g_assert_true(ticket_set_category(queue, ticket, "gehweg", NULL));
  g_assert_true(ticket_set_thread(queue, ticket, "9@example.net", NULL));
  g_autoptr(Ticket) loaded = ticket_load(queue, ticket->id.text, NULL);
  g_assert_cmpint(loaded->state, ==, TICKET_STATE_NO_ACTION);
  g_assert_cmpstr(loaded->department, ==, "gruen");
  g_assert_cmpuint(loaded->assignment, ==, 2);
  g_assert_cmpint(loaded->due_at_ms, ==, 77);
  g_assert_cmpstr(loaded->category, ==, "gehweg");
  g_assert_cmpstr(loaded->thread_id, ==, "9@example.net");
  g_assert_cmpint(loaded->changed_at_ms, ==, now_ms);
}

static void
test_ticket_unclosed_of_a_contact(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Contact) contact = ensure(fix, "ayse@example.net", NULL, NULL);
  g_autoptr(Contact) other = ensure(fix, "other@example.net", NULL, NULL);
  ticket_free(create(fix, contact, 26));
  g_autoptr(Ticket) second = create(fix, contact, 26);
  g_autoptr(Ticket) third = create(fix, contact, 26);
  ticket_free(create(fix, other, 26));
  static const TicketState end[] = {TICKET_STATE_SOLVED, TICKET_STATE_CLOSED};
  for (size_t i = 0; i < G_N_ELEMENTS(end); i++)
    g_assert_true(ticket_set_state(&fix->queue, second, end[i], NULL));
  g_assert_true(
      ticket_set_state(&fix->queue, third, TICKET_STATE_SOLVED, NULL));
  g_autoptr(GPtrArray) open =
      ticket_unclosed_of(&fix->queue, contact->id.text, 10, NULL);
  g_assert_cmpuint(open->len, ==, 2);
  const Ticket *newest = open->pdata[0];
  g_assert_cmpstr(newest->id.text, ==, third->id.text);
}

/* A third that is the same as the second follows it to the first. */
static void
test_ticket_duplicates(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Contact) contact = ensure(fix, "ayse@example.net", NULL, NULL);
  g_autoptr(Ticket) first = create(fix, contact, 26);
  g_autoptr(Ticket) second = create(fix, contact, 26);
  g_autoptr(Ticket) third = create(fix, contact, 26);
  Queue *queue = &fix->queue;
  g_assert_true(ticket_set_duplicate(queue, third, second, NULL));
  g_assert_true(ticket_set_duplicate(queue, second, first, NULL));
  g_autoptr(GPtrArray) same = ticket_duplicates_of(queue, first, 10, NULL);
  g_assert_cmpuint(same->len, ==, 2);
  g_autoptr(Ticket) loaded = ticket_load(queue, third->id.text, NULL);
  g_assert_cmpstr(loaded->duplicate_of, ==, first->id.text);
  g_assert_cmpint(loaded->state, ==, TICKET_STATE_DUPLICATE);
  g_autoptr(GPtrArray) unclosed =
      ticket_unclosed_of(queue, contact->id.text, 10, NULL);
  g_assert_cmpuint(unclosed->len, ==, 3);
  g_assert_true(ticket_set_state(queue, loaded, TICKET_STATE_OPEN, NULL));
  g_assert_null(loaded->duplicate_of);
  g_autoptr(GPtrArray) left = ticket_duplicates_of(queue, first, 10, NULL);
  g_assert_cmpuint(left->len, ==, 1);
}

/* Filed without a word to anybody; a point belongs to its place. */
static void
test_ticket_filing(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Contact) contact = ensure(fix, "ayse@example.net", NULL, NULL);
  g_autoptr(Ticket) ticket = create(fix, contact, 26);
  Queue *queue = &fix->queue;
  Place point = {.has_point = true, .latitude = 54.1, .longitude = 12.1};
  g_assert_true(ticket_set_point(queue, ticket, &point, NULL));
  g_assert_true(ticket_set_place(queue, ticket, "Am Quittenbaum 3", NULL));
  g_assert_true(ticket_set_confidential(queue, ticket, true, NULL));
  g_assert_true(ticket_set_state(queue, ticket, TICKET_STATE_CLOSED, NULL));
  g_autoptr(Ticket) loaded = ticket_load(queue, ticket->id.text, NULL);
  g_assert_cmpstr(loaded->place, ==, "Am Quittenbaum 3");
  g_assert_false(loaded->point.has_point);
  g_assert_true(loaded->confidential);
  g_assert_cmpint(loaded->state, ==, TICKET_STATE_CLOSED);
  g_assert_true(ticket_set_confidential(queue, loaded, false, NULL));
  g_autoptr(Ticket) again = ticket_load(queue, ticket->id.text, NULL);
  g_assert_false(again->confidential);
}

static bool
join_events(const TicketEvent *event, void *user)
{
  GString *all = user;
  g_string_append_printf(all, "%s(%s) ", event->what,
                         event->note == NULL ? "" : event->note);
  return strcmp(event->what, "e6") != 0;
}

static void
test_ticket_events_in_order(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Contact) contact = ensure(fix, "ayse@example.net", NULL, NULL);
  g_autoptr(Ticket) ticket = create(fix, contact, 26);
  for (int i = 0; i < 9; i++) {
    g_autofree char *what = g_strdup_printf("e%d", i);
    TicketEvent event = {.at_ms = FIXTURE_NOW_MS, /* all at once */
                         .what = what,
                         .actor = "citizen",
                         .note = i == 1 ? "geheim" : NULL};
    g_assert_true(ticket_add_event(&fix->queue, ticket, &event, NULL));
  }
  g_autoptr(GString) all = g_string_new(NULL);
  g_assert_true(ticket_each_event(&fix->queue, ticket, join_events, all, NULL));
  g_assert_cmpstr(all->str, ==, "e0() e1(geheim) e2() e3() e4() e5() e6() ");
}

static void
test_ticket_events_are_counted(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Contact) contact = ensure(fix, "ayse@example.net", NULL, NULL);
  g_autoptr(Ticket) ticket = create(fix, contact, 26);
  g_autoptr(Ticket) other = create(fix, contact, 26);
  const TicketEvent told[] = {
      {.what = "note", .actor = "department bauhof", .detail = "a"},
      {.what = "note", .actor = "department bauhof"},
      {.what = "note", .actor = "citizen", .detail = "a"},
      {.what = "command", .actor = "citizen"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(told); i++)
    g_assert_true(ticket_add_event(&fix->queue, ticket, &told[i], NULL));
  const struct {
    const Ticket *ticket;
    TicketEvent like;
    int64_t count;
  } rows[] = {
      {ticket, {.what = "note"}, 3},
      {ticket, {.what = "note", .detail = "a"}, 2},
      {ticket, {.what = "note", .actor = "department bauhof"}, 2},
      {ticket, {.what = "note", .actor = "citizen", .detail = "a"}, 1},
      {ticket, {.what = "note", .detail = "b"}, 0},
      {ticket, {.what = "rated"}, 0},
      {other, {.what = "note"}, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    int64_t count = -1;
    bool has = rows[i].count == 0;
    g_assert_true(ticket_count_events(&fix->queue, rows[i].ticket,
                                      &rows[i].like, &count, NULL));
    g_assert_cmpint(count, ==, rows[i].count);
    g_assert_true(ticket_has_event(&fix->queue, rows[i].ticket, &rows[i].like,
                                   &has, NULL));
    g_assert_cmpint(has, ==, rows[i].count > 0);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/person/is-found-again", test_person_is_found_again);
  g_test_add_func("/queue/person/opt-out-survives",
                  test_person_opt_out_survives);
  g_test_add_func("/queue/person/erased", test_person_erased);
  g_test_add_func("/queue/ticket/numbers", test_ticket_numbers);
  g_test_add_func("/queue/ticket/changes-are-kept",
                  test_ticket_changes_are_kept);
  g_test_add_func("/queue/ticket/unclosed-of-a-contact",
                  test_ticket_unclosed_of_a_contact);
  g_test_add_func("/queue/ticket/duplicates", test_ticket_duplicates);
  g_test_add_func("/queue/ticket/filing", test_ticket_filing);
  g_test_add_func("/queue/ticket/events-in-order", test_ticket_events_in_order);
  g_test_add_func("/queue/ticket/events-are-counted",
                  test_ticket_events_are_counted);
  return g_test_run();
}
