/* SPDX-License-Identifier: Apache-2.0
 *
 * A scratch folder, a configuration, and the two ends of the spool.
 */
#include "tests/support/deliver_story.h"

#include <string.h>

#include "daemon/bell.h"
#include "daemon/config.h"
#include "daemon/deliver/delivery_job.h"
#include "daemon/keys.h"
#include "queue/spool.h"

static void
write_config(DeliverStory *story)
{
  g_autofree char *text = g_strdup_printf(
      "test: true\ntown: .\ndomain: example.org\ntimezone: Europe/Berlin\n"
      "paths: {state: state, runtime: run, credentials: keys}\n"
      "mailboxes:\n  - {name: rathaus, kind: maildir, path: box,"
      " address: town@example.org}\n"
      "transports:\n  - {name: mail, kind: smtp, host: localhost, port: %d,"
      " tls: none}\n",
      smtp_script_port(story->server));
  g_assert_true(g_file_set_contents(story->config_path, text, -1, NULL));
}

static void
put_jobs(DeliverStory *story)
{
  g_autofree char *folder =
      g_build_filename(story->state, "spool", "out", NULL);
  SecretBoxPublic deliver;

  g_assert_true(keys_load_deliver_public(story->config, &deliver, NULL));
  g_assert_true(spool_folder_make(folder, NULL));
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(folder, "group-1", &deliver, NULL);
  for (int i = 0; i < DELIVER_STORY_JOBS; i++) {
    story->ids[i] = id_new(1000 + i);
    g_autofree char *body = g_strdup_printf("Subject: job-%d\r\n\r\nx\r\n", i);
    OutboxJob job = {.id = story->ids[i],
                     .attempt = 1,
                     .channel = (char *)"mail",
                     .transport = (char *)"mail",
                     .kind = (char *)"confirmation",
                     .envelope_from = (char *)"",
                     .address = (char *)"anna@example.org"};
    json_t *head = delivery_job_head(&job);
    g_assert_true(spool_writer_record(writer, head, body, strlen(body), NULL));
    json_decref(head);
  }
  g_assert_true(spool_writer_commit(writer, NULL));
}

void
deliver_story_begin(DeliverStory *story, const SmtpRule *rules)
{
  SmtpScriptOptions options = {.rules = rules};
  g_autoptr(GError) error = NULL;

  *story = (DeliverStory){.scratch = scratch_new()};
  story->server = smtp_script_start(&options);
  story->config_path = scratch_path(story->scratch, "bote.yaml");
  story->state = scratch_path(story->scratch, "state");
  g_autofree char *run = scratch_path(story->scratch, "run");
  g_autofree char *keys = scratch_path(story->scratch, "keys");
  g_autofree char *spool = g_build_filename(story->state, "spool", NULL);
  g_assert_cmpint(g_mkdir_with_parents(spool, 0700), ==, 0);
  g_assert_cmpint(g_mkdir_with_parents(run, 0700), ==, 0);
  scratch_put_town(story->scratch);
  write_config(story);
  g_assert_true(keys_create_missing(keys, &error));
  story->config = config_load(story->config_path, NULL, &error);
  g_assert_no_error(error);
  story->bell = bell_open(run, "digest", &error);
  g_assert_no_error(error);
  put_jobs(story);
}

char *
deliver_story_end(DeliverStory *story)
{
  char *log = smtp_script_finish(story->server);
  bell_close(story->bell);
  config_unref(story->config);
  g_free(story->config_path);
  g_free(story->state);
  scratch_free(story->scratch);
  return log;
}

/* --- digest's view --- */

static void
count_result(DeliverStory *story, const DeliveryResult *result)
{
  g_assert_cmpstr(result->group, ==, "group-1");
  story->last += result->is_last;
  for (int i = 0; i < DELIVER_STORY_JOBS; i++) {
    if (strcmp(result->result.id.text, story->ids[i].text) != 0)
      continue;
    story->sent[i] += result->result.action == DELIVERY_SENT;
    story->unknown[i] += result->result.action == DELIVERY_UNKNOWN;
  }
}

static void
read_file(DeliverStory *story, const char *path, const SecretBoxPair *pair)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SpoolReader) reader = spool_reader_open(path, -1, pair, &error);
  SpoolStep step;
  json_t *head = NULL;

  g_assert_no_error(error);
  while ((step = spool_reader_next(reader, &head, &error)) ==
         SPOOL_STEP_RECORD) {
    g_autoptr(DeliveryResult) result = delivery_result_from_head(head);
    json_decref(head);
    g_assert_nonnull(result);
    count_result(story, result);
  }
  g_assert_cmpint(step, ==, SPOOL_STEP_END);
}

bool
deliver_story_read(DeliverStory *story)
{
  g_autofree char *folder =
      g_build_filename(story->state, "spool", "done", NULL);
  g_autofree char *new_folder = g_build_filename(folder, "new", NULL);
  SecretBoxPair pair;
  bool all = true;

  memset(story->sent, 0, sizeof story->sent);
  memset(story->unknown, 0, sizeof story->unknown);
  story->last = 0;
  if (!g_file_test(new_folder, G_FILE_TEST_IS_DIR))
    return false;
  g_autoptr(GPtrArray) names = spool_list(folder, 1000, NULL);
  g_assert_true(keys_load_spool_pair(story->config, &pair, NULL));
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename(new_folder, names->pdata[i], NULL);
    read_file(story, path, &pair);
  }
  for (int i = 0; i < DELIVER_STORY_JOBS; i++)
    all = all && story->sent[i] + story->unknown[i] > 0;
  return all;
}
