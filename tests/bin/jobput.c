/* SPDX-License-Identifier: Apache-2.0
 *
 * Put a group of jobs into the spool, as digest does, for scenarios:
 *
 *   jobput CONFIG GROUP CHANNEL TRANSPORT FROM TO COUNT < BODY
 *
 * Prints the jobs' ids, one a line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "daemon/bell.h"
#include "daemon/deliver/delivery_job.h"
#include "daemon/keys.h"
#include "queue/fs.h"
#include "queue/spool.h"

enum { BODY_MAX = 64 * 1048576 };

typedef struct Put {
  const char *group, *channel, *transport, *from, *to;
  int count;
  char *body;
  size_t size;
} Put;

static bool
put_jobs(const Put *put, SpoolWriter *writer, GError **error)
{
  for (int i = 0; i < put->count; i++) {
    OutboxJob job = {.id = id_new(g_get_real_time() / 1000),
                     .attempt = 1,
                     .channel = (char *)put->channel,
                     .transport = (char *)put->transport,
                     .kind = (char *)"confirmation",
                     .envelope_from = (char *)put->from,
                     .address = (char *)put->to};
    json_t *head = delivery_job_head(&job);
    bool fine = spool_writer_record(writer, head, put->body, put->size, error);
    json_decref(head);
    if (!fine)
      return false;
    printf("%s\n", job.id.text);
  }
  return spool_writer_commit(writer, error);
}

static bool
put_group(const char *path, Put *put, GError **error)
{
  g_autoptr(Config) config = config_load(path, NULL, error);
  SecretBoxPublic deliver;

  if (config == NULL || !keys_load_deliver_public(config, &deliver, error))
    return false;
  g_autofree char *spool =
      g_build_filename(config->settings->paths.state, "spool", NULL);
  g_autofree char *folder = g_build_filename(spool, "out", NULL);
  if (!fs_make_folder(spool, 02770, error) || !spool_folder_make(folder, error))
    return false;
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(folder, put->group, &deliver, error);
  if (writer == NULL || !put_jobs(put, writer, error))
    return false;
  bell_ring(config->settings->paths.runtime, "deliver");
  return true;
}

int
main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;

  if (argc != 8)
    return EX_USAGE;
  secret_init();
  g_autofree char *body = g_malloc(BODY_MAX);
  Put put = {argv[2], argv[3],
             argv[4], argv[5],
             argv[6], (int)g_ascii_strtoll(argv[7], NULL, 10),
             body,    fread(body, 1, BODY_MAX, stdin)};
  if (put_group(argv[1], &put, &error))
    return EX_OK;
  fprintf(stderr, "jobput: %s\n", error->message);
  return EX_CANTCREAT;
}
