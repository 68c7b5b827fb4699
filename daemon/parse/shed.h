/* SPDX-License-Identifier: Apache-2.0
 *
 * Takes libraries out of a process's memory that were loaded only because other
 * roles of the one program need them: network, directories, the store.  What is
 * not there, a child that was taken over cannot use; and each mapping less
 * makes fork(2) and the end of a child cheaper.
 *
 * The loader goes on believing that they are there.  What it reads of a library
 * when it looks for another one stays (program headers, dynamic section, name);
 * all else reads as zero and can be neither written nor run.
 */
#ifndef BOTE_DAEMON_PARSE_SHED_H
#define BOTE_DAEMON_PARSE_SHED_H

#include <stddef.h>

/* Empty the libraries with these names and those that only they need.  What
 * anything else needs, too, stays.
 *
 * roots   the beginnings of names, as "libcurl"; ended by NULL; NULL: none.
 * Afterwards the process must end by _exit(2) and fork by _Fork(3): handlers of
 * what is gone must not be called.  Returns how many libraries are gone; 0 also
 * in a sanitized build, whose runtime looks into all of them. */
size_t shed_libraries(const char *const *roots);

#endif
