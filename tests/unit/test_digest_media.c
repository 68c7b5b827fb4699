/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures that a provider keeps for us: the SMS does not wait for them, and
 * whatever becomes of them is seen.
 */
#include "daemon/digest/media.h"

#include <string.h>
#include <unistd.h>

#include "daemon/deliver/media_file.h"
#include "daemon/keys.h"
#include "queue/media.h"
#include "queue/retry.h"
#include "queue/spool.h"
#include "tests/support/photo_maker.h"
#include "tests/support/town_post.h"
#include "tests/support/town_walk.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"
#define URL "https://media.example.org/Kornblume?key=Mohnblume"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutboxJob, outbox_job_free)

static void
post(TownFixture *town, const char *text)
{
  town_post_webhook(town,
                    json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "kind", "mo",
                              "from", PHONE, "to", TOWN_NUMBER, "text", text,
                              "event", "mms-1", "url", URL));
  town_fixture_decide(town);
}

static TownFixture *
town_with_mms(const char *text)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Mohnblume");
  town_fixture_secret(town, "1722881738");
  post(town, text);
  return town;
}

/* What deliver finds: the one job of all files, which go; NULL: none. */
static OutboxJob *
take_job(TownFixture *town)
{
  SecretBoxPair pair;
  g_autoptr(GError) error = NULL;
  OutboxJob *job = NULL;
  bool worked = false;
  (void)digest_fetch(&town->digest, &worked, &error);
  g_assert_no_error(error);
  g_autofree char *folder = g_build_filename(town->state, "spool", "out", NULL);
  g_autoptr(GPtrArray) names = spool_list(folder, 10, &error);
  g_assert_no_error(error);
  g_assert_cmpint(worked, ==, names->len > 0);
  g_assert_true(keys_load_deliver_pair(town->config, &pair, &error));
  for (guint i = 0; i < names->len; i++) {
    json_t *head = NULL;
    g_autofree char *path =
        g_build_filename(folder, "new", names->pdata[i], NULL);
    g_autoptr(SpoolReader) reader = spool_reader_open(path, -1, &pair, &error);
    g_assert_cmpint(spool_reader_next(reader, &head, &error), ==,
                    SPOOL_STEP_RECORD);
    g_assert_null(job);
    job = delivery_job_from_head(head);
    json_decref(head);
    g_assert_cmpint(unlink(path), ==, 0);
  }
  return job;
}

/* Deliver's file. */
static void
bring(TownFixture *town, const OutboxJob *job, GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);
  g_autoptr(GByteArray) array = g_byte_array_new();
  g_byte_array_append(array, data, (guint)size);
  MediaFile file = {&job->id, job->attempt, job->transport, array};
  (void)media_file_write(town->config, &file, &error);
  g_assert_no_error(error);
}

/* Deliver's word. */
static void
report(TownFixture *town, const OutboxJob *job, DeliveryAction action)
{
  SecretBoxPublic public;
  g_autoptr(GError) error = NULL;
  bool worked = false;
  DeliveryResult result = {.result = {.id = job->id,
                                      .attempt = job->attempt,
                                      .action = action,
                                      .status = "5.1.1",
                                      .diagnostic = (char *)"not there"},
                           .channel = (char *)DELIVERY_MEDIA,
                           .transport = job->transport,
                           .group = (char *)"one.job",
                           .is_last = true};
  json_auto_t *head = delivery_result_head(&result);
  g_autofree char *folder =
      g_build_filename(town->state, "spool", "done", NULL);
  g_autofree char *name = g_strdup_printf("done-%u", ++town->serial);
  (void)keys_load_spool_public(town->config, &public, &error);
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(folder, name, &public, &error);
  g_assert_true(spool_writer_record(writer, head, "", 0, &error));
  g_assert_true(spool_writer_commit(writer, &error));
  (void)digest_results(&town->digest, &worked, &error);
  g_assert_no_error(error);
}

static GBytes *
photo(void)
{
  const PhotoWish wish = {.type = "jpeg", .width = 300, .height = 200};
  return photo_make(&wish);
}

static int64_t
count(TownFixture *town, const char *sql)
{
  return town_fixture_count(town, sql);
}

static void
test_media_comes(void)
{
  g_autoptr(TownFixture) town = town_with_mms("Schlagloch Gartenstraße 12");
  g_autoptr(GBytes) bytes = photo();
  g_assert_cmpint(count(town, "SELECT count(*) FROM ticket"), ==, 1);
  post(town, "Schlagloch Gartenstraße 12"); /* the provider repeats */
  g_autoptr(OutboxJob) job = take_job(town);
  g_assert_nonnull(job);
  g_assert_cmpstr(job->address, ==, URL);
  g_assert_cmpstr(job->channel, ==, DELIVERY_MEDIA);
  g_assert_cmpstr(job->transport, ==, "sms");
  g_assert_null(take_job(town)); /* it is under way */
  bring(town, job, bytes);
  report(town, job, DELIVERY_SENT);
  town_fixture_decide(town);
  town_fixture_timers(town);
  g_assert_cmpint(count(town, "SELECT count(*) FROM attachment a JOIN ticket t"
                              " ON t.id = a.ticket_id"
                              " AND t.person_id = a.owner_id"
                              " WHERE a.width = 300"),
                  ==, 1);
  g_autoptr(TownSent) mail = town_sent(town, "ticket", NULL);
  assert_contains(mail->raw, "photo-1.jpg");
  assert_contains(mail->mail->full_text, "Die Nachricht hat keinen Text.");
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 2);
  g_assert_cmpint(
      count(town, "SELECT count(*) FROM outbox WHERE channel = 'sms'"), ==, 1);
  g_assert_cmpint(count(town, "SELECT count(*) FROM media WHERE url IS NULL"
                              " AND state = 'fetched'"),
                  ==, 1);
  /* Once more, as after a crash of deliver: nothing new. */
  job->attempt++;
  bring(town, job, bytes);
  town_fixture_decide(town);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 2);
  g_assert_null(take_job(town));
}

static void
test_media_never_comes(void)
{
  g_autoptr(TownFixture) town = town_with_mms("Schlagloch Gartenstraße 12");
  g_autoptr(OutboxJob) job = take_job(town);
  report(town, job, DELIVERY_FAIL);
  report(town, job, DELIVERY_FAIL); /* told twice */
  g_assert_cmpint(count(town, "SELECT count(*) FROM inbox_event e"
                              " JOIN inbox i ON i.id = e.inbox_id"
                              " AND i.channel = 'sms' WHERE e.what ="
                              " 'picture-missing'"
                              " AND e.detail = 'not there'"),
                  ==, 1);
  g_assert_cmpint(count(town, "SELECT count(*) FROM ticket_event"
                              " WHERE what = 'picture-missing'"),
                  ==, 1);
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 1);
  town_fixture_advance(town, 10 * INT64_C(86400000));
  g_assert_null(take_job(town));
}

/* Tried again by the plan, and given up in the end. */
static void
test_media_later(void)
{
  static const DeliveryAction actions[] = {DELIVERY_DEFER, DELIVERY_UNKNOWN,
                                           DELIVERY_PAUSE, DELIVERY_NOT_TRIED};
  g_autoptr(TownFixture) town = town_with_mms("Schlagloch Gartenstraße 12");
  int64_t begin_ms = town->now_ms;
  unsigned tries = 0;
  for (; tries < 200; tries++) {
    g_autoptr(OutboxJob) job = take_job(town);
    if (job == NULL)
      break;
    g_assert_cmpint(job->attempt, ==, (int)tries + 1);
    report(town, job, actions[tries % G_N_ELEMENTS(actions)]);
    g_assert_null(take_job(town)); /* not at once */
    int64_t due_ms = INT64_MAX;
    g_assert_true(media_next_due(&town->digest.queue, &due_ms, NULL));
    if (due_ms != INT64_MAX)
      town_fixture_advance(town, due_ms - town->now_ms);
  }
  g_assert_cmpuint(tries, >, 20);
  g_assert_cmpint(town->now_ms - begin_ms, >=, MEDIA_LIFE_S * INT64_C(1000));
  g_assert_cmpint(count(town, "SELECT count(*) FROM ticket_event"
                              " WHERE what = 'picture-missing'"),
                  ==, 1);
}

/* A lease without result is given out again. */
static void
test_media_lost_lease(void)
{
  g_autoptr(TownFixture) town = town_with_mms("Schlagloch Gartenstraße 12");
  g_autoptr(GBytes) bytes = photo();
  g_autoptr(OutboxJob) first = take_job(town);
  town_fixture_advance(town, RETRY_LEASE_S * INT64_C(1000));
  g_autoptr(OutboxJob) second = take_job(town);
  g_assert_nonnull(second);
  g_assert_cmpstr(second->id.text, ==, first->id.text);
  bring(town, first, bytes);
  bring(town, second, bytes);
  town_fixture_decide(town);
  report(town, second, DELIVERY_DEFER); /* a late word changes nothing */
  g_assert_cmpint(count(town, "SELECT count(*) FROM attachment"), ==, 1);
  g_assert_null(take_job(town));
}

/* STOPP is STOPP: the picture stays with its message. */
static void
test_media_without_ticket(void)
{
  g_autoptr(TownFixture) town = town_with_mms("STOPP");
  g_autoptr(GBytes) bytes = photo();
  g_autoptr(OutboxJob) job = take_job(town);
  bring(town, job, bytes);
  town_fixture_decide(town);
  town_fixture_timers(town);
  g_assert_cmpint(count(town, "SELECT count(*) FROM attachment a JOIN inbox i"
                              " ON i.id = a.inbox_id AND i.channel = 'sms'"
                              " WHERE a.ticket_id IS NULL"),
                  ==, 1);
  g_assert_cmpint(count(town, "SELECT count(*) FROM ticket"), ==, 0);
}

/* An MMS without words is a report by its picture. */
static void
test_media_without_words(void)
{
  g_autoptr(TownFixture) town = town_with_mms("");
  g_assert_cmpint(count(town, "SELECT count(*) FROM ticket"), ==, 1);
  g_assert_cmpuint(town_sent_count(town, "help"), ==, 0);
}

/* Not a picture whatever its address said: a file, and nobody dies of it. */
static void
test_media_other_file(void)
{
  g_autoptr(TownFixture) town = town_with_mms("Schlagloch Gartenstraße 12");
  g_autoptr(GBytes) bytes = g_bytes_new_static("\xff\xd8\xff\xe0 rest", 9);
  g_autoptr(OutboxJob) job = take_job(town);
  bring(town, job, bytes);
  town_fixture_decide(town);
  town_fixture_timers(town);
  g_assert_cmpint(count(town, "SELECT count(*) FROM attachment"
                              " WHERE copy_key IS NULL"
                              " AND ticket_id IS NOT NULL"),
                  ==, 1);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 2);
}

/* Whoever can write to the folder cannot attach what nobody asked for. */
static void
test_media_not_asked_for(void)
{
  g_autoptr(TownFixture) town = town_with_mms("Schlagloch Gartenstraße 12");
  g_autoptr(GBytes) bytes = photo();
  g_autoptr(OutboxJob) job = take_job(town);
  OutboxJob other = *job;
  other.id = id_new(town->now_ms);
  bring(town, &other, bytes);
  other.id = job->id;
  other.transport = (char *)"other";
  bring(town, &other, bytes);
  town_fixture_decide(town);
  g_assert_cmpint(count(town, "SELECT count(*) FROM attachment"), ==, 0);
  g_assert_cmpint(count(town, "SELECT count(*) FROM inbox"
                              " WHERE state = 'discarded'"
                              " AND kind = 'media-unknown'"),
                  ==, 2);
}

static void
test_media_killed(void)
{
  g_autoptr(GBytes) bytes = photo();
  for (int n = 1; n < 50; n++) {
    g_autoptr(TownFixture) town = town_with_mms("Schlagloch Gartenstraße 12");
    g_autoptr(OutboxJob) job = take_job(town);
    bring(town, job, bytes);
    bool ended = town_walk_step(town, n);
    town_fixture_timers(town);
    g_assert_cmpint(count(town, "SELECT count(*) FROM attachment"
                                " WHERE ticket_id IS NOT NULL"),
                    ==, 1);
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 2);
    if (ended)
      return;
  }
  g_assert_not_reached(); /* it ends by itself some time */
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/digest/media/comes", test_media_comes);
  g_test_add_func("/digest/media/never-comes", test_media_never_comes);
  g_test_add_func("/digest/media/later", test_media_later);
  g_test_add_func("/digest/media/lost-lease", test_media_lost_lease);
  g_test_add_func("/digest/media/without-ticket", test_media_without_ticket);
  g_test_add_func("/digest/media/without-words", test_media_without_words);
  g_test_add_func("/digest/media/other-file", test_media_other_file);
  g_test_add_func("/digest/media/not-asked-for", test_media_not_asked_for);
  g_test_add_func("/digest/media/killed", test_media_killed);
  return g_test_run();
}
