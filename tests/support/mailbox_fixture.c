/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings without files, a spool with a key pair of its own.
 */
#include "tests/support/mailbox_fixture.h"

#define CREDENTIAL "imap-town"

enum { BODY_MAX = 64 * 1048576 };

static void
write_credential(const Scratch *scratch)
{
  g_autofree char *path = scratch_path(scratch, CREDENTIAL);
  g_autoptr(GError) error = NULL;

  g_assert_true(g_file_set_contents_full(
      path, "secret", -1, G_FILE_SET_CONTENTS_NONE, 0600, &error));
  g_assert_no_error(error);
}

MailboxFixture *
mailbox_fixture_new(void)
{
  MailboxFixture *fixture = g_new0(MailboxFixture, 1);
  g_autoptr(GError) error = NULL;

  fixture->scratch = scratch_new();
  fixture->settings.paths.state = fixture->scratch->folder;
  fixture->settings.paths.runtime = fixture->scratch->folder;
  fixture->settings.paths.credentials = fixture->scratch->folder;
  fixture->mailbox = (MailboxSettings){
      .name = (char *)"rathaus",
      .host = (char *)"127.0.0.1",
      .tls = TLS_MODE_NONE,
      .user = (char *)"town",
      .auth = AUTH_METHOD_LOGIN,
      .credential = (char *)CREDENTIAL,
      .folder = (char *)"INBOX",
      .processed = (char *)"Bote/Erledigt",
      .problem = (char *)"Bote/Problem",
      .poll_s = 60,
      .path = scratch_path(fixture->scratch, "Maildir"),
  };
  write_credential(fixture->scratch);
  fixture->config.settings = &fixture->settings;
  fixture->clock = clock_new_system();
  secret_init();
  secret_box_pair_random(&fixture->pair);
  fixture->box = mailbox_box_new(&fixture->config, &fixture->mailbox,
                                 fixture->clock, &error);
  g_assert_no_error(error);
  fixture->box->reader = fixture->pair.public_key;
  return fixture;
}

void
mailbox_fixture_free(MailboxFixture *fixture)
{
  if (fixture == NULL)
    return;
  mailbox_box_free(fixture->box);
  clock_free(fixture->clock);
  g_free(fixture->clock_file);
  g_free(fixture->mailbox.path);
  scratch_free(fixture->scratch);
  g_free(fixture);
}

const char *
mailbox_fixture_set_clock(MailboxFixture *fixture, int64_t now_ms, double rate)
{
  g_autoptr(GError) error = NULL;

  fixture->clock_file = scratch_path(fixture->scratch, "clock");
  g_assert_true(clock_file_write(fixture->clock_file, now_ms, rate, &error));
  clock_free(fixture->clock);
  fixture->clock = clock_new_file(fixture->clock_file, &error);
  g_assert_no_error(error);
  fixture->box->clock = fixture->clock;
  return fixture->clock_file;
}

void
mailbox_fixture_know(MailboxFixture *fixture, uint32_t uidvalidity,
                     uint32_t last_uid)
{
  MailboxCursor cursor = {.uidvalidity = uidvalidity,
                          .start_uid = 1,
                          .last_uid = last_uid,
                          .first_seen_ms = 1};
  g_assert_true(mailbox_cursor_save(fixture->box->state_file, &cursor, NULL));
}

static void
read_file(const MailboxFixture *fixture, const char *name, json_t *records)
{
  g_autofree char *path =
      g_build_filename(fixture->box->spool_folder, "new", name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SpoolReader) reader =
      spool_reader_open(path, -1, &fixture->pair, &error);
  json_t *head = NULL;

  g_assert_no_error(error);
  while (spool_reader_next(reader, &head, &error) == SPOOL_STEP_RECORD) {
    g_autoptr(GBytes) body = spool_reader_read_all(reader, BODY_MAX, &error);
    g_assert_no_error(error);
    json_object_set_new(
        head, "body",
        json_stringn(g_bytes_get_data(body, NULL), g_bytes_get_size(body)));
    json_array_append_new(records, head);
  }
  g_assert_no_error(error);
}

json_t *
mailbox_fixture_records(const MailboxFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names =
      spool_list(fixture->box->spool_folder, 1000, &error);
  json_t *records = json_array();

  g_assert_no_error(error);
  for (unsigned i = 0; i < names->len; i++)
    read_file(fixture, names->pdata[i], records);
  return records;
}
