/* SPDX-License-Identifier: Apache-2.0
 *
 * Print what lies in a spool folder, a JSON object a record: its head, with
 * "file", "body_bytes", "body_hash" and "subject" added.  For scenarios, which
 * cannot open sealed files themselves.
 *
 *   spoolcat CONFIG FOLDER    FOLDER below the state folder, "spool/in/mailbox"
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "daemon/keys.h"
#include "queue/spool.h"

enum {
  BODY_MAX = 64 * 1048576,
  LIST_MAX = 100000,
  HASH_SHOWN = 16, /* digits */
};

static char *
find_subject(const char *text, size_t size)
{
  const char *line = g_strstr_len(text, (gssize)size, "Subject: ");
  const char *end = line != NULL ? memchr(line, '\n', size) : NULL;

  if (end == NULL)
    return g_strdup("");
  return g_strstrip(g_strndup(line + 9, (size_t)(end - line) - 9));
}

static bool
print_record(SpoolReader *reader, json_t *head, const char *file,
             GError **error)
{
  g_autoptr(GBytes) body = spool_reader_read_all(reader, BODY_MAX, error);
  uint8_t hash[SECRET_HASH_BYTES];
  char hex[SECRET_HASH_HEX];
  size_t size = 0;

  if (body == NULL)
    return false;
  const char *text = g_bytes_get_data(body, &size);
  if (text == NULL)
    text = ""; /* how GLib shows an empty body */
  g_autofree char *subject = find_subject(text, size);
  secret_hash(NULL, text, size, hash);
  secret_hash_to_hex(hash, hex);
  json_object_set_new(head, "file", json_string(file));
  json_object_set_new(head, "body_bytes", json_integer((json_int_t)size));
  json_object_set_new(head, "body_hash", json_stringn(hex, HASH_SHOWN));
  json_object_set_new(head, "subject", json_string(subject));
  json_dumpf(head, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER);
  putchar('\n');
  return true;
}

static bool
print_file(const char *folder, const char *name, const SecretBoxPair *pair,
           GError **error)
{
  g_autofree char *path = g_build_filename(folder, "new", name, NULL);
  g_autoptr(SpoolReader) reader = spool_reader_open(path, -1, pair, error);
  SpoolStep step = SPOOL_STEP_ERROR;
  json_t *head = NULL;

  while (reader != NULL && (step = spool_reader_next(reader, &head, error)) ==
                               SPOOL_STEP_RECORD) {
    bool good = print_record(reader, head, name, error);
    json_decref(head);
    if (!good)
      return false;
  }
  return reader != NULL && step != SPOOL_STEP_ERROR;
}

int
main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  SecretBoxPair pair;

  if (argc != 3)
    return EX_USAGE;
  secret_init();
  g_autoptr(Config) config = config_load(argv[1], NULL, &error);
  if (config == NULL || !keys_load_spool_pair(config, &pair, &error)) {
    fprintf(stderr, "spoolcat: %s\n", error->message);
    return EX_CONFIG;
  }
  g_autofree char *folder =
      g_build_filename(config->settings->paths.state, argv[2], NULL);
  g_autoptr(GPtrArray) names = spool_list(folder, LIST_MAX, &error);
  for (unsigned i = 0; names != NULL && i < names->len; i++)
    if (!print_file(folder, names->pdata[i], &pair, &error))
      break;
  if (error == NULL)
    return EX_OK;
  fprintf(stderr, "spoolcat: %s\n", error->message);
  return EX_DATAERR;
}
