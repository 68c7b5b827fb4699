/* SPDX-License-Identifier: Apache-2.0
 *
 * Handlers for the parse child that do what a parser must not do, one kind of
 * request each, and "echo", which answers properly: the body as attachments 0
 * and 7, and {"size", "hash" (MD5), "pid"}.  "pid" and "descriptors" (how many
 * are open but 0 to 2) answer {"number"}.
 */
#ifndef BOTE_TESTS_SUPPORT_BAD_PARSERS_H
#define BOTE_TESTS_SUPPORT_BAD_PARSERS_H

enum { BAD_PARSERS_BODY_MAX = 4 * 1024 * 1024 };

/* Be a reader with these handlers, as the role `parse` is one with its own.
 *
 * argc, argv   the limits, as parse_client_start() passes them.
 * Returns the exit code. */
int bad_parsers_main(int argc, char **argv);

#endif
