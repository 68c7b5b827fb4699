/* SPDX-License-Identifier: Apache-2.0
 *
 * Participation codes: used once, of one survey, void by batch, and joined with
 * no response.
 */
#include "queue/survey_code.h"

#include "queue/response.h"
#include "tests/support/queue_fixture.h"

static Survey *
survey_of(QueueFixture *fix, const char *id)
{
  g_autoptr(GError) error = NULL;
  Survey *survey =
      survey_ensure(queue_fixture_at(fix, FIXTURE_NOW_MS), id, &error);
  g_assert_no_error(error);
  return survey;
}

static ParticipationCode
add(QueueFixture *fix, const Survey *survey, const char *batch)
{
  g_autoptr(GError) error = NULL;
  ParticipationCode code = {""};
  (void)survey_code_add(&fix->queue, survey, batch, &code, &error);
  g_assert_no_error(error);
  return code;
}

static SurveyCodeState
state(QueueFixture *fix, const Survey *survey, const ParticipationCode *code)
{
  g_autoptr(GError) error = NULL;
  SurveyCodeState found = SURVEY_CODE_UNKNOWN;
  (void)survey_code_find(&fix->queue, survey, code, &found, &error);
  g_assert_no_error(error);
  return found;
}

static bool
use(QueueFixture *fix, const Survey *survey, const ParticipationCode *code)
{
  g_autoptr(GError) error = NULL;
  bool is_first = false;
  (void)survey_code_use(&fix->queue, survey, code, &is_first, &error);
  g_assert_no_error(error);
  return is_first;
}

static void
assert_batch(QueueFixture *fix, const Survey *survey, guint place,
             const char *want)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) all = survey_code_batches(&fix->queue, survey, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(all->len, >, place);
  const SurveyCodeBatch *batch = all->pdata[place];
  g_assert_cmpint(batch->made_at_ms, ==, FIXTURE_NOW_MS);
  g_autofree char *is =
      g_strdup_printf("%s %d %d %d", batch->name, (int)batch->made,
                      (int)batch->used, (int)batch->is_void);
  g_assert_cmpstr(is, ==, want);
}

static void
test_survey_code_is_used_once(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(Survey) survey = survey_of(fix, "waldpark/1");
  g_autoptr(Survey) other = survey_of(fix, "waldpark/2");
  ParticipationCode code = add(fix, survey, "letters");
  ParticipationCode read;
  g_assert_true(participation_code_read(code.text, &read));
  g_assert_cmpint(state(fix, survey, &code), ==, SURVEY_CODE_FRESH);
  /* One of another wave is none. */
  g_assert_cmpint(state(fix, other, &code), ==, SURVEY_CODE_UNKNOWN);
  g_assert_false(use(fix, other, &code));
  g_assert_true(use(fix, survey, &code));
  g_assert_false(use(fix, survey, &code));
  g_assert_cmpint(state(fix, survey, &code), ==, SURVEY_CODE_USED);
  assert_batch(fix, survey, 0, "letters 1 1 0");
}

static void
test_survey_code_is_void_by_batch(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(Survey) survey = survey_of(fix, "waldpark/1");
  ParticipationCode used = add(fix, survey, "a");
  ParticipationCode lost = add(fix, survey, "a");
  ParticipationCode kept = add(fix, survey, "b");
  g_assert_true(use(fix, survey, &used));
  int64_t count = 0;
  g_assert_true(survey_code_void(&fix->queue, survey, "a", &count, &error));
  g_assert_cmpint(count, ==, 1);
  g_assert_cmpint(state(fix, survey, &lost), ==, SURVEY_CODE_VOID);
  g_assert_false(use(fix, survey, &lost));
  /* Who began may go on. */
  g_assert_cmpint(state(fix, survey, &used), ==, SURVEY_CODE_USED);
  g_assert_cmpint(state(fix, survey, &kept), ==, SURVEY_CODE_FRESH);
  assert_batch(fix, survey, 0, "a 2 1 1");
  assert_batch(fix, survey, 1, "b 1 0 0");
  g_assert_true(survey_code_void(&fix->queue, survey, "c", &count, &error));
  g_assert_cmpint(count, ==, 0);
}

static int64_t
count(QueueFixture *fix, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StoreRows) rows = store_query(fix->queue.store, &error, sql, "");
  g_assert_no_error(error);
  g_assert_true(store_rows_next(rows, &error));
  return store_rows_int64(rows, 0);
}

/* Even while the links stand, no code's row has what a response's row has. */
static void
test_survey_code_is_joined_with_nothing(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(Survey) survey = survey_of(fix, "waldpark/1");
  for (int i = 0; i < 20; i++) {
    ParticipationCode code = add(fix, survey, "letters");
    g_assert_true(use(fix, survey, &code));
    g_autoptr(GBytes) link =
        response_link(&fix->queue, survey, "code", code.text);
    ResponseBegin begin = {link, "sms", "de"};
    g_autoptr(Response) response =
        response_begin(&fix->queue, survey, &begin, &error);
    g_assert_no_error(error);
  }
  g_assert_cmpint(count(fix, "SELECT count(*) FROM survey_code c"
                             " JOIN survey_response r ON r.link = c.hash"
                             " OR r.id = c.hash"),
                  ==, 0);
  g_assert_cmpint(count(fix, "SELECT count(*) FROM survey_code"
                             " WHERE state = 'used'"),
                  ==, 20);
  /* What else a row could tell: nothing is there but these columns. */
  g_assert_cmpint(count(fix, "SELECT count(*) FROM"
                             " pragma_table_info('survey_code') WHERE name NOT"
                             " IN ('survey_id', 'hash', 'batch', 'state')"),
                  ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey-code/used-once", test_survey_code_is_used_once);
  g_test_add_func("/survey-code/void-by-batch",
                  test_survey_code_is_void_by_batch);
  g_test_add_func("/survey-code/joined-with-nothing",
                  test_survey_code_is_joined_with_nothing);
  return g_test_run();
}
