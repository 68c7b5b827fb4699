/* SPDX-License-Identifier: Apache-2.0
 *
 * The mails that `make bench` lets citizens write: of ten, five plain of 2 KB,
 * four multipart/alternative of 13 KB, one with a photo of a phone of 0.5 to
 * 3 MB.  Number N is always the same mail, and no two are alike.
 */
#ifndef BOTE_TESTS_SUPPORT_BENCH_MAILS_H
#define BOTE_TESTS_SUPPORT_BENCH_MAILS_H

#include <glib.h>
#include <stdbool.h>

typedef struct BenchMails BenchMails;

/* to        the recipient's address
 * photos    false: of ten, five plain and five alternative
 */
BenchMails *bench_mails_new(const char *to, bool photos);
void bench_mails_free(BenchMails *mails);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BenchMails, bench_mails_free)

/* Mail number `number` with CR LF, owned by the caller. */
GBytes *bench_mails_make(BenchMails *mails, unsigned number);

/* A plain mail with one photo of this many bytes (at least 4096). */
GBytes *bench_mails_make_photo(BenchMails *mails, unsigned number,
                               size_t photo_bytes);

#endif
