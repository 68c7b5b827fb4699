/* SPDX-License-Identifier: Apache-2.0
 *
 * What a parser or a decoder that was taken over might try, from within the
 * readers as they run in service: everything loaded and warmed up, in the child
 * that reads.  This binary is such a reader when called as "walls text" or
 * "walls image".
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/parse/parse_kinds.h"
#include "daemon/parse/parse_zygote.h"
#include "tests/support/parse_ask.h"
#include "tests/support/sandbox_attempts.h"

static void
run_attempt(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)body;
  json_int_t number = json_integer_value(json_object_get(head, "number"));
  bool refused = sandbox_attempts[number].make() < 0;
  parse_child_unreadable(child, refused ? "refused" : "worked");
}

static const ParseHandler handlers[] = {{"attempt", 1, run_attempt},
                                        {NULL, 0, NULL}};

static const struct {
  const char *name;
  const void *(*preload)(GBytes *places);
} readers[] = {
    {"text", parse_kinds_preload_text},
    {"image", parse_kinds_preload_image},
};

static int
walls_main(int argc, char **argv)
{
  ParseZygoteOptions options = {.handlers = handlers};
  for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
    if (argc > 0 && strcmp(readers[i].name, argv[0]) == 0)
      options.preload = readers[i].preload;
  if (options.preload == NULL ||
      !parse_zygote_take_limits(argc - 1, argv + 1, &options))
    return EXIT_FAILURE;
  return parse_zygote_run(&options);
}

static void
test_walls_refuse(const void *user)
{
#ifdef BOTE_SANITIZED
  (void)user;
  g_test_skip("a sanitized build has no walls");
#else
  const char *const arguments[] = {"test", "walls", user, NULL};
  ParseClientOptions options = {.arguments = arguments, .memory_mib = 1024};
  g_autoptr(GError) error = NULL;
  g_autoptr(ParseClient) client = parse_client_start(&options, &error);
  g_assert_no_error(error);
  g_autofree char *sigsys = g_strdup_printf("signal %d", SIGSYS);
  for (int i = 0; sandbox_attempts[i].name != NULL; i++) {
    g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
    ParseSeen seen;
    json_t *head = json_pack("{s:s, s:i}", "kind", "attempt", "number", i);
    ParseOutcome outcome = parse_ask(client, head, nothing, &seen);
    const char *reason = parse_client_reason(client);
    if (strcmp(reason, "refused") != 0 && strcmp(reason, sigsys) != 0)
      g_test_message("%s: %s, %s", sandbox_attempts[i].name,
                     parse_outcome_to_string(outcome), reason);
    g_assert_true(strcmp(reason, "refused") == 0 ||
                  strcmp(reason, sigsys) == 0);
    parse_seen_clear(&seen);
  }
  g_assert_cmpuint(parse_client_restarts(client), ==, 0); /* the zygote lives */
#endif
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "walls") == 0)
    return walls_main(argc - 2, argv + 2);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
    g_autofree char *path =
        g_strdup_printf("/daemon/parse-walls/%s", readers[i].name);
    g_test_add_data_func(path, readers[i].name, test_walls_refuse);
  }
  return g_test_run();
}
