/* SPDX-License-Identifier: Apache-2.0
 *
 * Scratch directories: whole towns that are made, played with and forgotten.
 */
#ifndef BOTE_DAEMON_TREE_H
#define BOTE_DAEMON_TREE_H

/* Remove a directory and all below it; links are removed, not followed.  What
 * cannot be removed stays behind. */
void tree_remove(const char *path);

#endif
