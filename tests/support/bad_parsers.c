/* SPDX-License-Identifier: Apache-2.0
 *
 * Handlers of the parse child that loop, die and lie.
 */
#include "tests/support/bad_parsers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/parse/parse_zygote.h"

enum { NOFILE_TRIED = 64 }; /* ample: the limit is 16 */

static void
run_echo(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  size_t size = 0;
  const void *bytes = g_bytes_get_data(body, &size);
  const uint32_t indices[] = {0, 7};
  for (size_t i = 0; i < G_N_ELEMENTS(indices); i++) {
    parse_child_begin(child, PARSE_FRAME_ATTACHMENT, &indices[i], 1);
    parse_child_data(child, bytes, size);
    parse_child_end(child);
  }
  g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_MD5, body);
  parse_child_result(child,
                     json_pack("{s:I, s:s, s:i}", "size", (json_int_t)size,
                               "hash", hash, "pid", (int)getpid()));
}

static void
run_loop(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)child;
  (void)head;
  /* Not to be seen through by a compiler: it ends only with the message. */
  while (g_bytes_get_size(body) < BAD_PARSERS_BODY_MAX)
    __asm__ volatile("" ::: "memory");
}

static void
run_allocate(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)child;
  (void)head;
  (void)body;
  for (;;)
    (void)g_malloc(1024 * 1024);
}

static size_t
descend(const volatile char *above, size_t depth)
{
  volatile char here[1024];
  here[0] = *above;
  here[depth % sizeof here] = 1;
  return depth > SIZE_MAX - 2 ? 0 : descend(here, depth + 1) + (size_t)here[1];
}

static void
run_descend(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  (void)body;
  const char start = 1;
  uint32_t depth = (uint32_t)descend(&start, 0);
  parse_child_begin(child, PARSE_FRAME_ATTACHMENT, &depth, 1);
}

static void
run_abort(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)child;
  (void)head;
  (void)body;
  abort();
}

static void
run_exit(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)child;
  (void)head;
  (void)body;
  _exit(7);
}

static void
run_open(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)child;
  (void)head;
  (void)body;
  (void)execl("/bin/true", "true", NULL); /* must kill */
}

static void
run_sleep(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)child;
  (void)head;
  (void)body;
  (void)pause(); /* must kill */
}

/* Sleeps where it may: it waits for what nobody sends. */
static void
run_wait(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)child;
  (void)head;
  (void)body;
  char byte;
  for (int fd = STDERR_FILENO + 1; fd < NOFILE_TRIED; fd++)
    (void)!read(fd, &byte, 1); /* all but one are closed */
}

/* Says that all is done, for itself and for the next. */
static void
run_forge(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  (void)body;
  parse_child_result(child, json_pack("{s:s}", "forged", "yes"));
  parse_child_begin(child, PARSE_FRAME_DONE, NULL, 0);
  parse_child_result(child, json_pack("{s:s}", "forged", "for the next"));
  parse_child_begin(child, PARSE_FRAME_DONE, NULL, 0);
}

/* Ends its message properly, then goes on speaking. */
static void
run_babble(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  (void)body;
  const uint32_t nothing = 0;
  parse_child_result(child, json_pack("{s:s}", "forged", "no"));
  parse_child_begin(child, PARSE_FRAME_FINISHED, &nothing, 1);
  parse_child_result(child, json_pack("{s:s}", "forged", "for the next"));
}

static void
run_half_attachment(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  (void)body;
  const uint32_t index = 3;
  parse_child_begin(child, PARSE_FRAME_ATTACHMENT, &index, 1);
}

static void
run_unreadable(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  (void)body;
  parse_child_unreadable(child, "no\r\nmail\x1b[31m");
}

static void
run_long_result(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  (void)body;
  g_autofree char *text = g_strnfill(PARSE_RESULT_MAX, 'x');
  parse_child_result(child, json_pack("{s:s}", "text", text));
}

static void
run_pid(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  (void)body;
  parse_child_result(child, json_pack("{s:i}", "number", (int)getpid()));
}

/* How many descriptors of the limit's it could write to, but 0 to 2. */
static void
run_descriptors(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  (void)body;
  int count = 0;
  for (int fd = STDERR_FILENO + 1; fd < NOFILE_TRIED; fd++)
    if (write(fd, "", 0) >= 0 || errno != EBADF)
      count++;
  parse_child_result(child, json_pack("{s:i}", "number", count));
}

static const ParseHandler bad_parsers[] = {
    {"echo", BAD_PARSERS_BODY_MAX, run_echo},
    {"loop", BAD_PARSERS_BODY_MAX, run_loop},
    {"allocate", BAD_PARSERS_BODY_MAX, run_allocate},
    {"descend", BAD_PARSERS_BODY_MAX, run_descend},
    {"abort", BAD_PARSERS_BODY_MAX, run_abort},
    {"exit", BAD_PARSERS_BODY_MAX, run_exit},
    {"open", BAD_PARSERS_BODY_MAX, run_open},
    {"sleep", BAD_PARSERS_BODY_MAX, run_sleep},
    {"wait", BAD_PARSERS_BODY_MAX, run_wait},
    {"forge", BAD_PARSERS_BODY_MAX, run_forge},
    {"babble", BAD_PARSERS_BODY_MAX, run_babble},
    {"half-attachment", BAD_PARSERS_BODY_MAX, run_half_attachment},
    {"unreadable", BAD_PARSERS_BODY_MAX, run_unreadable},
    {"long-result", BAD_PARSERS_BODY_MAX, run_long_result},
    {"pid", BAD_PARSERS_BODY_MAX, run_pid},
    {"descriptors", BAD_PARSERS_BODY_MAX, run_descriptors},
    {NULL, 0, NULL},
};

static const void *
preload_nothing(GBytes *places)
{
  (void)places;
  return NULL;
}

int
bad_parsers_main(int argc, char **argv)
{
  ParseZygoteOptions options = {.handlers = bad_parsers,
                                .preload = preload_nothing};
  if (!parse_zygote_take_limits(argc, argv, &options))
    return EXIT_FAILURE;
  return parse_zygote_run(&options);
}
