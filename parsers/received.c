/* SPDX-License-Identifier: Apache-2.0
 *
 * The clauses of a Received field.
 */
#include "parsers/received.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "parsers/header.h"

/* The word behind a clause's name; NULL when the clause is absent. */
static char *
clause(const char *bare, const char *name)
{
  g_autofree char *middle = g_strdup_printf(" %s ", name);
  const char *found = strstr(bare, middle);
  if (found != NULL)
    found += 1;
  else if (g_str_has_prefix(bare, middle + 1))
    found = bare;
  if (found == NULL)
    return NULL;
  found += strlen(name);
  found += strspn(found, " ");
  return g_ascii_strdown(found, (gssize)strcspn(found, " ;"));
}

static bool
is_below(const char *host, const char *domain)
{
  size_t a = strlen(host), b = strlen(domain);
  return a >= b && g_ascii_strcasecmp(host + (a - b), domain) == 0 &&
         (a == b || host[a - b - 1] == '.');
}

static bool
is_own_host(const char *host, const char *own, const char *const *domains)
{
  if (g_ascii_strcasecmp(host, own) == 0)
    return true;
  for (size_t i = 0; domains != NULL && domains[i] != NULL; i++)
    if (is_below(host, domains[i]))
      return true;
  return false;
}

/* RFC 1918, also as 6to4 (RFC 3056), by which Google's stores name themselves;
 * RFC 4193, loopback. */
static bool
is_private_address(const char *address)
{
  static const char *const prefixes[] = {
      "127.", "10.", "192.168.", "::1]", "ipv6:::1]", "ipv6:fc", "ipv6:fd"};
  for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
    if (g_ascii_strncasecmp(address, prefixes[i], strlen(prefixes[i])) == 0)
      return true;
  if (g_str_has_prefix(address, "2002:a") &&
      strspn(address + strlen("2002:a"), "0123456789abcdef") == 2)
    return true; /* 10.0.0.0/8 */
  if (strncmp(address, "172.", 4) != 0)
    return false;
  guint64 second = g_ascii_strtoull(address + 4, NULL, 10);
  return second >= 16 && second <= 31;
}

/* Does the TCP-info of the from clause name an address of our own network?
 * The client's greeting stands in front of it and may hold anything.
 */
static bool
is_from_inside(const char *value)
{
  const char *by = strstr(value, " by ");
  const char *open = strchr(value, '(');
  if (open == NULL || by == NULL || open > by)
    return false;
  const char *close = strchr(open, ')');
  const char *bracket = NULL;
  for (const char *at = open; close != NULL && at < close; at++)
    if (*at == '[')
      bracket = at;
  return bracket != NULL && is_private_address(bracket + 1);
}

/* The clauses of a field; all owned, NULL when absent. */
typedef struct Clauses {
  char *from, *by, *with;
} Clauses;

static void
clauses_clear(Clauses *clauses)
{
  g_free(clauses->from);
  g_free(clauses->by);
  g_free(clauses->with);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Clauses, clauses_clear)

static void
read_clauses(const char *value, Clauses *out)
{
  g_autofree char *bare = header_strip_comments(value);
  char *semicolon = strrchr(bare, ';');
  if (semicolon != NULL)
    *semicolon = '\0';
  out->from = clause(bare, "from");
  out->by = clause(bare, "by");
  out->with = clause(bare, "with");
}

ReceivedHop
received_hop(const char *value, const char *host,
             const char *const *own_domains)
{
  g_auto(Clauses) clauses = {0};
  read_clauses(value, &clauses);
  if (clauses.by == NULL)
    return RECEIVED_HOP_FOREIGN;
  if (clauses.from == NULL && is_private_address(clauses.by))
    return RECEIVED_HOP_INTERNAL;
  if (!is_own_host(clauses.by, host, own_domains))
    return RECEIVED_HOP_FOREIGN;
  bool local = clauses.from == NULL ||
               (clauses.with != NULL && strstr(clauses.with, "lmtp") != NULL);
  return local || is_from_inside(value) ? RECEIVED_HOP_INTERNAL
                                        : RECEIVED_HOP_BORDER;
}

ReceivedHop
received_hop_microsoft(const char *value)
{
  g_auto(Clauses) clauses = {0};
  read_clauses(value, &clauses);
  if (clauses.by == NULL)
    return RECEIVED_HOP_FOREIGN;
  if (is_below(clauses.by, "mail.protection.outlook.com"))
    return RECEIVED_HOP_BORDER;
  return is_below(clauses.by, "prod.outlook.com") ||
                 is_below(clauses.by, "outlook.office365.com")
             ? RECEIVED_HOP_INTERNAL
             : RECEIVED_HOP_FOREIGN;
}
