/* SPDX-License-Identifier: Apache-2.0
 *
 * The rights by the version of Landlock that knows them.  Debian 12's
 * linux/landlock.h ends at version 2, so the newer numbers stand here; they are
 * ABI and do not change (https://docs.kernel.org/userspace-api/landlock.html).
 */
#include "daemon/parse/landlock.h"

#include <errno.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <glib.h>
#include <linux/landlock.h>

/* struct landlock_ruleset_attr as of version 6; older kernels accept a longer
 * struct whose rest is zero. */
typedef struct RulesetAttributes {
  uint64_t handled_access_fs;
  uint64_t handled_access_net;
  uint64_t scoped;
} RulesetAttributes;

static const struct {
  unsigned abi;
  RulesetAttributes rights;
} rights_by_abi[] = {
    {1, {.handled_access_fs = 0x1fff}}, /* execute … make_sym */
    {2, {.handled_access_fs = 0x2000}}, /* refer */
    {3, {.handled_access_fs = 0x4000}}, /* truncate */
    {4, {.handled_access_net = 0x3}},   /* bind and connect TCP */
    {5, {.handled_access_fs = 0x8000}}, /* ioctl of devices */
    {6, {.scoped = 0x3}},               /* abstract sockets, signals */
};

bool
landlock_enter(unsigned *out_abi)
{
  long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
                     LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 0) {
    *out_abi = 0;
    return errno == ENOSYS || errno == EOPNOTSUPP;
  }
  RulesetAttributes all = {0};
  for (size_t i = 0; i < G_N_ELEMENTS(rights_by_abi); i++)
    if (rights_by_abi[i].abi <= (unsigned)abi) {
      all.handled_access_fs |= rights_by_abi[i].rights.handled_access_fs;
      all.handled_access_net |= rights_by_abi[i].rights.handled_access_net;
      all.scoped |= rights_by_abi[i].rights.scoped;
    }
  /* A ruleset without rules forbids all that it handles. */
  long ruleset = syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
  if (ruleset < 0)
    return false;
  long rc = syscall(SYS_landlock_restrict_self, (int)ruleset, 0);
  int code = errno;
  (void)close((int)ruleset); /* it holds no data */
  errno = code;
  *out_abi = (unsigned)abi;
  return rc == 0;
}
