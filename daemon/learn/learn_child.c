/* SPDX-License-Identifier: Apache-2.0
 *
 * Read, train, write; between the walls only memory is asked for.
 */
#include "daemon/learn/learn_child.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include <jansson.h>

#include "daemon/parse/sandbox.h"
#include "parsers/learn/learn_task.h"

/* NULL: it was cut, or is longer than any task of ours. */
static GBytes *
read_task(void)
{
  g_autoptr(GByteArray) all = g_byte_array_new();
  g_autofree uint8_t *piece = g_malloc(LEARN_CHILD_PIECE);
  for (;;) {
    ssize_t size = read(LEARN_CHILD_FD, piece, LEARN_CHILD_PIECE);
    if (size == 0)
      return g_byte_array_free_to_bytes(g_steal_pointer(&all));
    if (size < 0 || all->len + (size_t)size > LEARN_TASK_MAX)
      return NULL;
    g_byte_array_append(all, piece, (guint)size);
  }
}

static bool
write_answer(GBytes *answer)
{
  size_t left;
  const uint8_t *at = g_bytes_get_data(answer, &left);
  while (left > 0) {
    ssize_t size = write(LEARN_CHILD_FD, at, MIN(left, LEARN_CHILD_PIECE));
    if (size <= 0)
      return false;
    at += size;
    left -= (size_t)size;
  }
  return true;
}

int
learn_child_run(void)
{
  g_autoptr(GError) error = NULL;
  SandboxLimits limits = {LEARN_CHILD_MEMORY_MIB, LEARN_CHILD_CPU_S};
  json_object_seed(0); /* reads /dev/urandom */
  g_autoptr(Sandbox) sandbox = sandbox_new(&limits, &error);
  if (sandbox == NULL || !sandbox_enter_zygote(sandbox, &error)) {
    (void)fprintf(stderr, "bote: %s\n", error->message);
    return EX_OSERR;
  }
  sandbox_enter_child(sandbox);
  g_autoptr(GBytes) task = read_task();
  g_autoptr(GBytes) answer = task == NULL ? NULL : learn_task_run(task);
  bool done = answer != NULL && write_answer(answer);
  /* No cleanup by atexit(3) behind the filter. */
  _exit(done ? EX_OK : EX_DATAERR);
}
