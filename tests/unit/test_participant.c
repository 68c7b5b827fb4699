/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is invited to a survey, declines, takes part, is reminded.
 */
#include "queue/participant.h"

#include "tests/support/queue_fixture.h"

#define DAY_MS INT64_C(86400000)

static Survey *
some_survey(QueueFixture *fix)
{
  g_autoptr(GError) error = NULL;
  Survey *survey = survey_ensure(queue_fixture_at(fix, FIXTURE_NOW_MS),
                                 "waldpark/1", &error);
  g_assert_no_error(error);
  return survey;
}

static bool
invite(QueueFixture *fix, const Survey *survey, const char *who)
{
  g_autoptr(GError) error = NULL;
  bool is_new = false;
  (void)participant_invite(&fix->queue, survey, who, &is_new, &error);
  g_assert_no_error(error);
  return is_new;
}

static Participant
find(QueueFixture *fix, const Survey *survey, const char *who)
{
  g_autoptr(GError) error = NULL;
  Participant found;
  (void)participant_find(&fix->queue, survey, who, &found, &error);
  g_assert_no_error(error);
  return found;
}

static void
test_participant_is_invited_once(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Survey) survey = some_survey(fix);
  g_assert_cmpstr(find(fix, survey, "anna").id.text, ==, "");
  g_assert_true(invite(fix, survey, "anna"));
  g_assert_false(invite(fix, survey, "anna"));
  g_assert_cmpint(find(fix, survey, "anna").invited_at_ms, ==, FIXTURE_NOW_MS);
  /* Another wave invites anew. */
  g_autoptr(GError) error = NULL;
  g_autoptr(Survey) second = survey_ensure(&fix->queue, "waldpark/2", &error);
  g_assert_true(invite(fix, second, "anna"));
}

static void
test_participant_may_decline_and_join(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  Queue *queue = &fix->queue;
  g_autoptr(Survey) survey = some_survey(fix);
  (void)invite(fix, survey, "anna");
  g_assert_true(participant_decline(queue, survey, "anna", &error));
  g_assert_cmpint(find(fix, survey, "anna").state, ==,
                  PARTICIPANT_STATE_DECLINED);
  g_assert_true(participant_join(queue, survey, "anna", &error));
  g_assert_true(participant_decline(queue, survey, "anna", &error));
  g_assert_true(participant_join(queue, survey, "anna", &error));
  g_assert_cmpint(find(fix, survey, "anna").state, ==,
                  PARTICIPANT_STATE_TAKING_PART);
  /* Who was not invited can come, but has nothing to decline. */
  g_assert_true(participant_decline(queue, survey, "otto", &error));
  g_assert_cmpstr(find(fix, survey, "otto").id.text, ==, "");
  g_assert_true(participant_join(queue, survey, "otto", &error));
  g_assert_false(invite(fix, survey, "otto"));
  g_assert_no_error(error);
}

static void
test_participant_is_reminded_once(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(Survey) survey = some_survey(fix);
  static const char *const people[] = {"anna", "otto", "ida", "ruth"};
  for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
    (void)queue_fixture_at(fix, FIXTURE_NOW_MS + (int64_t)i);
    (void)invite(fix, survey, people[i]);
  }
  Queue *queue = queue_fixture_at(fix, FIXTURE_NOW_MS + DAY_MS);
  (void)invite(fix, survey, "late");
  (void)participant_join(queue, survey, "otto", &error);
  (void)participant_decline(queue, survey, "ida", &error);
  g_autoptr(GArray) silent =
      participant_silent(queue, survey, queue->now_ms, 10, &error);
  g_assert_cmpuint(silent->len, ==, 2);
  Participant *first = &g_array_index(silent, Participant, 0);
  g_assert_cmpstr(first->contact_id.text, ==, "anna");
  g_assert_true(participant_note_reminded(queue, first, &error));
  g_autoptr(GArray) left =
      participant_silent(queue, survey, queue->now_ms, 10, &error);
  g_assert_cmpuint(left->len, ==, 1);
  g_assert_cmpstr(g_array_index(left, Participant, 0).contact_id.text, ==,
                  "ruth");
  g_assert_no_error(error);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/participant/invited-once",
                  test_participant_is_invited_once);
  g_test_add_func("/participant/decline-and-join",
                  test_participant_may_decline_and_join);
  g_test_add_func("/participant/reminded-once",
                  test_participant_is_reminded_once);
  return g_test_run();
}
