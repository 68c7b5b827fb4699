/* SPDX-License-Identifier: Apache-2.0
 *
 * Writes one of the mails of `make bench` to standard output, as a delivery
 * agent would store it: write_mail TO NUMBER [PHOTO_BYTES]
 */
#include <stdio.h>

#include "tests/support/bench_mails.h"

static size_t
number(const char *text)
{
  return (size_t)g_ascii_strtoull(text, NULL, 10);
}

int
main(int argc, char **argv)
{
  if (argc != 3 && argc != 4)
    g_error("write_mail TO NUMBER [PHOTO_BYTES]");
  g_autoptr(BenchMails) mails = bench_mails_new(argv[1], false);
  unsigned serial = (unsigned)number(argv[2]);
  g_autoptr(GBytes) mail =
      argc == 4 ? bench_mails_make_photo(mails, serial, number(argv[3]))
                : bench_mails_make(mails, serial);
  gsize size;
  const void *bytes = g_bytes_get_data(mail, &size);
  return fwrite(bytes, 1, size, stdout) == size && fflush(stdout) == 0 ? 0 : 1;
}
