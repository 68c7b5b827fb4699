/* SPDX-License-Identifier: Apache-2.0
 *
 * Open questions, the messages that wait for them, and the three scopes of an
 * opt-out.
 */
#include "queue/question.h"

#include "queue/agenda.h"
#include "queue/inbox.h"
#include "queue/person.h"
#include "tests/support/queue_fixture.h"

#define DAY_MS INT64_C(86400000)

static GBytes *
number_of(QueueFixture *fix, const char *number)
{
  return keyring_lookup(fix->queue.ring, "sms", number);
}

static Question *
ask(QueueFixture *fix, QuestionKind kind, int64_t at_ms)
{
  g_autoptr(GBytes) lookup = number_of(fix, "+4915228817386");
  g_autoptr(GError) error = NULL;
  Question *question = question_new(kind, "sms", lookup);
  question->expires_at_ms = at_ms + DAY_MS;
  question->subject =
      kind == QUESTION_KIND_INVITATION ? g_strdup("waldpark") : NULL;
  g_ptr_array_add(question->choices, g_strdup("first"));
  g_ptr_array_add(question->choices, g_strdup("second"));
  (void)question_ask(queue_fixture_at(fix, at_ms), question, &error);
  g_assert_no_error(error);
  return question;
}

/* A message that was held for a question. */
static Id
held_message(QueueFixture *fix, const Question *question)
{
  g_autoptr(GError) error = NULL;
  Queue *queue = &fix->queue;
  Id id = queue_new_id(queue, queue->now_ms);
  g_autofree char *place = inbox_raw_place(id.text);
  g_autoptr(GBytes) key = g_bytes_new(id.text, ID_LENGTH);
  g_autoptr(ContentWriter) writer = content_writer_new(queue, place);
  InboxNew row = {.id = id,
                  .natural_key = key,
                  .channel = "sms",
                  .source = "sms",
                  .received_at_ms = queue->now_ms,
                  .size_bytes = 2,
                  .head = json_object()};
  bool added = false;
  (void)(content_writer_append(writer, "{}", 2, &error) &&
         content_writer_finish(writer, NULL, &row.raw, &row.raw_hash, &error) &&
         inbox_add(queue, &row, &added, &error));
  g_assert_no_error(error);
  json_decref((json_t *)row.head);
  content_clear(&row.raw);
  g_bytes_unref(row.raw_hash);
  g_autoptr(InboxItem) item = inbox_load(queue, id.text, &error);
  InboxOutcome outcome = {.state = INBOX_STATE_HOLD, .kind = "asked"};
  (void)(inbox_begin(queue, item, &error) &&
         inbox_finish(queue, item, &outcome, &error) &&
         question_keep_message(queue, question, id.text, &error));
  g_assert_no_error(error);
  return id;
}

static void
assert_message(QueueFixture *fix, const Id *id, const char *state)
{
  g_autofree char *is = queue_fixture_text(
      fix, "SELECT state FROM inbox WHERE id = $1", id->text);
  g_assert_cmpstr(is, ==, state);
}

static Question *
find_open(QueueFixture *fix, int64_t at_ms)
{
  g_autoptr(GBytes) lookup = number_of(fix, "+4915228817386");
  g_autoptr(GError) error = NULL;
  Question *found = NULL;
  (void)question_find_open(queue_fixture_at(fix, at_ms), "sms", lookup, &found,
                           &error);
  g_assert_no_error(error);
  return found;
}

static void
test_question_is_found_while_open(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Question) asked = ask(fix, QUESTION_KIND_WHICH, FIXTURE_NOW_MS);
  g_autoptr(Question) found = find_open(fix, FIXTURE_NOW_MS + 1);
  g_assert_nonnull(found);
  g_assert_cmpstr(found->id.text, ==, asked->id.text);
  g_assert_cmpuint(found->choices->len, ==, 2);
  g_assert_cmpstr(found->choices->pdata[1], ==, "second");
  g_assert_null(found->answer);
  g_autoptr(Question) late = find_open(fix, FIXTURE_NOW_MS + DAY_MS);
  g_assert_null(late);
}

static void
test_question_newest_first(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  question_free(ask(fix, QUESTION_KIND_STOP, FIXTURE_NOW_MS));
  g_autoptr(Question) two = ask(fix, QUESTION_KIND_WHICH, FIXTURE_NOW_MS + 1);
  g_autoptr(Question) found = find_open(fix, FIXTURE_NOW_MS + 2);
  g_assert_cmpstr(found->id.text, ==, two->id.text);
  g_assert_cmpint(found->kind, ==, QUESTION_KIND_WHICH);
}

/* Answer or end: the messages are decided anew; but not one that a person took
 * from `hold` meanwhile. */
static void
test_question_gives_messages_back(void)
{
  for (int answered = 0; answered < 2; answered++) {
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Question) asked = ask(fix, QUESTION_KIND_WHICH, FIXTURE_NOW_MS);
    Id first = held_message(fix, asked);
    Id second = held_message(fix, asked);
    g_autoptr(InboxItem) taken = inbox_load(&fix->queue, second.text, NULL);
    InboxOutcome away = {.state = INBOX_STATE_DISCARDED};
    g_assert_true(inbox_finish(&fix->queue, taken, &away, &error));
    (void)(answered ? question_answer(&fix->queue, asked, "second", &error)
                    : question_expire(&fix->queue, asked, &error));
    g_assert_no_error(error);
    assert_message(fix, &first, "incoming");
    assert_message(fix, &second, "discarded");
    Question *found = NULL;
    (void)question_of_message(&fix->queue, first.text, &found, &error);
    g_autoptr(Question) again = found;
    g_assert_cmpstr(again->answer, ==, answered ? "second" : NULL);
    g_autoptr(Question) open = find_open(fix, FIXTURE_NOW_MS + 1);
    g_assert_null(open);
    g_assert_cmpuint(queue_fixture_changes(fix, answered
                                                    ? "question open answered"
                                                    : "question open expired"),
                     ==, 1);
  }
}

static bool
wants_none(QueueFixture *fix, const char *number, const char *topic)
{
  g_autoptr(GBytes) lookup = number_of(fix, number);
  g_autoptr(GError) error = NULL;
  bool is = false;
  char channel[] = "sms";
  Contact contact = {.channel = channel, .lookup = lookup};
  (void)contact_wants_none(&fix->queue, &contact, topic, &is, &error);
  g_assert_no_error(error);
  return is;
}

/* Everything, one topic, one invitation: none reaches beyond itself. */
static void
test_question_three_scopes(void)
{
  static const struct {
    const char *stopped;
    bool all, ticket, other_ticket, invitation;
  } rows[] = {
      {"", true, true, true, true},
      {"2600417", false, true, false, false},
      {"invitation:waldpark", false, false, false, true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    g_autoptr(GBytes) lookup = number_of(fix, "+4915228817386");
    const char *mine = "+4915228817386";
    g_assert_true(
        contact_opt_out(&fix->queue, "sms", lookup, rows[i].stopped, NULL));
    g_assert_cmpint(wants_none(fix, mine, ""), ==, rows[i].all);
    g_assert_cmpint(wants_none(fix, mine, "2600417"), ==, rows[i].ticket);
    g_assert_cmpint(wants_none(fix, mine, "2600418"), ==, rows[i].other_ticket);
    g_assert_cmpint(wants_none(fix, mine, "invitation:waldpark"), ==,
                    rows[i].invitation);
    g_assert_false(wants_none(fix, "+4915228817387", "2600417"));
  }
}

/* While it is open whether somebody wants nothing more, nothing goes. */
static void
test_question_suspends(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  question_free(ask(fix, QUESTION_KIND_WHICH, FIXTURE_NOW_MS));
  g_assert_false(wants_none(fix, "+4915228817386", ""));
  g_autoptr(Question) stop = ask(fix, QUESTION_KIND_STOP, FIXTURE_NOW_MS);
  g_assert_true(wants_none(fix, "+4915228817386", "2600417"));
  bool was = false;
  (void)question_was_asked(&fix->queue, stop, FIXTURE_NOW_MS, &was, &error);
  g_assert_true(was);
  (void)question_was_asked(&fix->queue, stop, FIXTURE_NOW_MS + 1, &was, &error);
  g_assert_false(was);
  (void)question_answer(&fix->queue, stop, "no", &error);
  g_assert_no_error(error);
  g_assert_false(wants_none(fix, "+4915228817386", "2600417"));
}

/* Only what is closed, and old. */
static void
test_question_is_swept(void)
{
  static const struct {
    bool closed;
    int64_t days;
    int64_t left;
  } rows[] = {{true, 91, 0}, {true, 89, 1}, {false, 91, 1}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Question) asked = ask(fix, QUESTION_KIND_WHICH, FIXTURE_NOW_MS);
    (void)held_message(fix, asked);
    if (rows[i].closed)
      (void)question_answer(&fix->queue, asked, "0", &error);
    g_assert_no_error(error);
    (void)question_sweep(
        queue_fixture_at(fix, FIXTURE_NOW_MS + rows[i].days * DAY_MS), &error);
    g_assert_no_error(error);
    g_assert_cmpint(
        queue_fixture_int64(fix, "SELECT count(*) FROM question WHERE id = $1",
                            asked->id.text),
        ==, rows[i].left);
    g_assert_cmpint(queue_fixture_int64(fix,
                                        "SELECT count(*) FROM question_message"
                                        " WHERE question_id = $1",
                                        asked->id.text),
                    ==, rows[i].left);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/question/is-found-while-open",
                  test_question_is_found_while_open);
  g_test_add_func("/queue/question/newest-first", test_question_newest_first);
  g_test_add_func("/queue/question/gives-messages-back",
                  test_question_gives_messages_back);
  g_test_add_func("/queue/question/three-scopes", test_question_three_scopes);
  g_test_add_func("/queue/question/suspends", test_question_suspends);
  g_test_add_func("/queue/question/is-swept", test_question_is_swept);
  return g_test_run();
}
