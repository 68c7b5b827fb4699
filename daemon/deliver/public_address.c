/* SPDX-License-Identifier: Apache-2.0
 *
 * Prefixes that are not public.
 */
#include "daemon/deliver/public_address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Prefix {
  uint8_t bytes[16];
  unsigned bits;
} Prefix;

/* RFC 6890 and its updates; multicast (RFC 5771) and what is reserved. */
static const Prefix prefixes_4[] = {
    {{0}, 8},
    {{10}, 8},
    {{100, 64}, 10},
    {{127}, 8},
    {{169, 254}, 16},
    {{172, 16}, 12},
    {{192, 0, 0}, 24},
    {{192, 0, 2}, 24},
    {{192, 88, 99}, 24},
    {{192, 168}, 16},
    {{198, 18}, 15},
    {{198, 51, 100}, 24},
    {{203, 0, 113}, 24},
    {{224}, 3},
};

/* All but 2000::/3, and within that what is no host of the net: documentation,
 * Teredo, benchmarking, 6to4 (which may hide any IPv4 address). */
static const Prefix prefixes_6[] = {
    {{0x20, 0x01, 0x00}, 23}, /* 2001::/23 */
    {{0x20, 0x01, 0x0d, 0xb8}, 32},
    {{0x20, 0x02}, 16},
    {{0x3f, 0xff}, 20},
};
static const Prefix global_6 = {{0x20}, 3};
static const Prefix mapped_4 = {{[10] = 0xff, [11] = 0xff}, 96};
static const Prefix translated_4 = {{0x00, 0x64, 0xff, 0x9b}, 96};

static bool
begins_with(const uint8_t *bytes, const Prefix *prefix)
{
  unsigned whole = prefix->bits / 8, rest = prefix->bits % 8;
  uint8_t mask = (uint8_t)(0xff00u >> rest);
  return memcmp(bytes, prefix->bytes, whole) == 0 &&
         (rest == 0 || (bytes[whole] & mask) == prefix->bytes[whole]);
}

static bool
is_listed(const uint8_t *bytes, const Prefix *list, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (begins_with(bytes, &list[i]))
      return true;
  return false;
}

static bool
is_public_4(const uint8_t *bytes)
{
  return !is_listed(bytes, prefixes_4,
                    sizeof prefixes_4 / sizeof prefixes_4[0]);
}

static bool
is_public_6(const uint8_t *bytes)
{
  if (begins_with(bytes, &mapped_4) || begins_with(bytes, &translated_4))
    return is_public_4(bytes + 12);
  return begins_with(bytes, &global_6) &&
         !is_listed(bytes, prefixes_6,
                    sizeof prefixes_6 / sizeof prefixes_6[0]);
}

bool
public_address_is(const struct sockaddr *address)
{
  const void *any = address;
  if (address->sa_family == AF_INET) {
    const struct sockaddr_in *four = any;
    return is_public_4((const uint8_t *)&four->sin_addr);
  }
  if (address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *six = any;
    return is_public_6(six->sin6_addr.s6_addr);
  }
  return false;
}
