/* SPDX-License-Identifier: Apache-2.0
 *
 * Make the key files of a scratch town: makekeys DIRECTORY
 */
#include <stdio.h>
#include <sysexits.h>

#include "daemon/keys.h"

int
main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;

  if (argc != 2)
    return EX_USAGE;
  secret_init();
  if (keys_create_missing(argv[1], &error))
    return EX_OK;
  fprintf(stderr, "makekeys: %s\n", error->message);
  return EX_CANTCREAT;
}
