/* SPDX-License-Identifier: Apache-2.0
 *
 * The least that anybody reading a mail with GMime must do: parse, decode the
 * headers that identify it, every text to UTF-8, every other part decoded and
 * hashed.  The limit for what Bote reads; no part of Bote.
 */
#ifndef BOTE_TESTS_SUPPORT_BENCH_GMIME_H
#define BOTE_TESTS_SUPPORT_BENCH_GMIME_H

#include <glib.h>
#include <stdbool.h>

/* Read the mail in a file; returns how many bytes of content it has.
 *
 * copies_pictures   every file is a picture; each is decoded, scaled to at most
 *                   1600 pixels a side and encoded again by gdk-pixbuf */
size_t bench_gmime_read(const char *path, bool copies_pictures);

#endif
