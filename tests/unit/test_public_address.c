/* SPDX-License-Identifier: Apache-2.0
 *
 * Which addresses may be fetched from.
 */
#include "daemon/deliver/public_address.h"

#include <arpa/inet.h>
#include <glib.h>
#include <string.h>

static bool
is_public(const char *text)
{
  struct sockaddr_in four = {.sin_family = AF_INET};
  struct sockaddr_in6 six = {.sin6_family = AF_INET6};
  if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
    return public_address_is((const struct sockaddr *)&four);
  g_assert_cmpint(inet_pton(AF_INET6, text, &six.sin6_addr), ==, 1);
  return public_address_is((const struct sockaddr *)&six);
}

static void
test_public_address_table(void)
{
  static const struct {
    const char *address;
    bool is_public;
  } rows[] = {
      {"0.0.0.0", false},
      {"10.1.2.3", false},
      {"100.63.255.255", true},
      {"100.64.0.1", false},
      {"100.127.255.255", false},
      {"100.128.0.1", true},
      {"127.0.0.1", false},
      {"127.255.255.254", false},
      {"169.254.169.254", false},
      {"172.15.0.1", true},
      {"172.16.0.1", false},
      {"172.31.255.255", false},
      {"172.32.0.1", true},
      {"192.0.2.1", false},
      {"192.168.178.1", false},
      {"198.18.0.1", false},
      {"198.20.0.1", true},
      {"203.0.113.7", false},
      {"224.0.0.1", false},
      {"255.255.255.255", false},
      {"8.8.8.8", true},
      {"193.99.144.80", true},
      {"::", false},
      {"::1", false},
      {"::ffff:127.0.0.1", false},
      {"::ffff:8.8.8.8", true},
      {"64:ff9b::10.0.0.1", false},
      {"64:ff9b::8.8.8.8", true},
      {"fe80::1", false},
      {"fc00::1", false},
      {"fd12:3456::1", false},
      {"ff02::1", false},
      {"2001:db8::1", false},
      {"2002:7f00:1::1", false},
      {"2001:0:1::1", false},
      {"2a02:2e0:3fe:1001:302::", true},
      {"2600::1", true},
      {"3fff::1", false},
      {"4000::1", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].address);
    g_assert_cmpint(is_public(rows[i].address), ==, rows[i].is_public);
  }
  struct sockaddr other = {.sa_family = AF_UNIX};
  g_assert_false(public_address_is(&other));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/deliver/public-address/table", test_public_address_table);
  return g_test_run();
}
