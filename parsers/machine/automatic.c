/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a machine wrote a mail, by all its signs together.
 */
#include "parsers/machine/automatic.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/machine/automatic_private.h"
#include "parsers/header.h"

/* Postfix hopcount_limit: more is a loop. */
enum { AUTOMATIC_HOPS_MAX = 50 };

typedef enum LocalMatch { LOCAL_IS, LOCAL_BEGINS, LOCAL_ENDS } LocalMatch;

/* Role addresses that are never answered; hyphens and case do not matter. */
static const struct {
  const char *text;
  LocalMatch match;
} local_part_table[] = {
    {"mailerdaemon", LOCAL_IS},
    {"postmaster", LOCAL_IS},
    {"listserv", LOCAL_IS},
    {"majordomo", LOCAL_IS},
    {"abuse", LOCAL_IS},
    {"root", LOCAL_IS},
    {"bounce", LOCAL_BEGINS},
    {"nobody", LOCAL_IS},
    {"daemon", LOCAL_IS},
    {"wwwdata", LOCAL_IS},
    {"noreply", LOCAL_BEGINS},
    {"noreply", LOCAL_ENDS},
    {"donotreply", LOCAL_BEGINS},
    {"donotreply", LOCAL_ENDS},
    {"nichtantworten", LOCAL_BEGINS},
    {"keineantwort", LOCAL_BEGINS},
    {"bittenichtantworten", LOCAL_BEGINS},
};

/* With the hyphen, which matters here. */
static const struct {
  const char *text;
  LocalMatch match;
} list_part_table[] = {
    {"owner-", LOCAL_BEGINS},
    {"-owner", LOCAL_ENDS},
    {"-request", LOCAL_ENDS},
    {"-bounces", LOCAL_ENDS},
};

static bool
local_matches(const char *local, const char *text, LocalMatch match)
{
  switch (match) {
  case LOCAL_IS:
    return strcmp(local, text) == 0;
  case LOCAL_BEGINS:
    return g_str_has_prefix(local, text);
  case LOCAL_ENDS:
    return g_str_has_suffix(local, text);
  }
  g_assert_not_reached();
}

bool
automatic_is_role_address(const char *address)
{
  /* Without a detail (RFC 5233): "news-noreply+123@…" is no person either. */
  g_autofree char *local =
      g_ascii_strdown(address, (gssize)strcspn(address, "+@"));
  for (size_t i = 0; i < G_N_ELEMENTS(list_part_table); i++)
    if (local_matches(local, list_part_table[i].text, list_part_table[i].match))
      return true;
  char *to = local;
  for (const char *from = local; *from != '\0'; from++)
    if (strchr("-_.", *from) == NULL)
      *to++ = *from;
  *to = '\0';
  for (size_t i = 0; i < G_N_ELEMENTS(local_part_table); i++)
    if (local_matches(local, local_part_table[i].text,
                      local_part_table[i].match))
      return true;
  return false;
}

/* The address without a detail (RFC 5233): our tokens travel as one. */
static char *
without_detail(const char *address)
{
  const char *plus = strchr(address, '+'), *at = strrchr(address, '@');
  if (plus == NULL || at == NULL || plus > at)
    return g_strdup(address);
  g_autofree char *local = g_strndup(address, (size_t)(plus - address));
  return g_strconcat(local, at, NULL);
}

/* Is `text` in a NULL-terminated list, which may be NULL? */
static bool
listed(const char *const *list, const char *text)
{
  for (size_t i = 0; list != NULL && text != NULL && list[i] != NULL; i++)
    if (g_ascii_strcasecmp(list[i], text) == 0)
      return true;
  return false;
}

/* Is it one of ours, bare or with a detail, or in a domain of ours ("@…")? */
static bool
is_own(const char *const *own, const char *address)
{
  if (address == NULL)
    return false;
  g_autofree char *bare = without_detail(address);
  return listed(own, bare) || listed(own, strrchr(address, '@'));
}

static bool
any_own(const char *const *own, const GPtrArray *addresses)
{
  for (guint i = 0; i < addresses->len; i++) {
    const Address *address = g_ptr_array_index(addresses, i);
    if (is_own(own, address->address))
      return true;
  }
  return false;
}

static void
read_addresses(Message *message, const MimeOptions *options)
{
  const char *const *own = options->own_addresses;
  const char *from = message->from == NULL ? NULL : message->from->address;
  const char *host =
      message->message_id == NULL ? NULL : strrchr(message->message_id, '@');
  if (from != NULL && automatic_is_role_address(from))
    automatic_add_sign(message->automatic_signs, "role-address");
  if (is_own(own, from))
    automatic_add_sign(message->automatic_signs, "sender-is-ours");
  if (host != NULL && listed(options->own_domains, host + 1))
    automatic_add_sign(message->automatic_signs, "message-id-is-ours");
  /* RFC 3834 2: no answer to what was not addressed to the answering one. */
  if (own != NULL && own[0] != NULL && !any_own(own, message->to) &&
      !any_own(own, message->cc))
    automatic_add_sign(message->soft_signs, "not-addressed");
}

/* Does one of the signs say, too, that nobody wrote this by hand?  A sender's
 * domain that cannot be proven, a list or an inbox rule say nothing of it.
 */
static bool
is_confirmed(const GPtrArray *signs)
{
  static const char *const names[] = {"null-return-path", "suppress-all",
                                      "precedence", "x-loop"};
  for (guint i = 0; i < signs->len; i++)
    for (size_t n = 0; n < G_N_ELEMENTS(names); n++)
      if (strcmp(g_ptr_array_index(signs, i), names[n]) == 0)
        return true;
  return false;
}

static unsigned
count_hops(const GPtrArray *fields)
{
  unsigned hops = 0;
  for (guint i = 0; i < fields->len; i++) {
    const HeaderField *field = g_ptr_array_index(fields, i);
    hops += header_field_is(field, "Received") ? 1 : 0;
  }
  return hops;
}

void
automatic_classify(Message *message, const GPtrArray *fields,
                   const MimeOptions *options)
{
  bool machine = automatic_read_fields(message, fields);
  bool null_path = message->return_path != NULL && !*message->return_path;
  read_addresses(message, options);
  if (null_path)
    automatic_add_sign(message->automatic_signs, "null-return-path");
  if (count_hops(fields) > AUTOMATIC_HOPS_MAX)
    automatic_add_sign(message->automatic_signs, "too-many-hops");
  if (message->auth == AUTH_VERDICT_FAIL)
    automatic_add_sign(message->automatic_signs, "authentication-failed");
  if (automatic_is_out_of_office(message->subject)) {
    automatic_add_sign(message->soft_signs, "out-of-office-subject");
    /* A person can write such a subject, but not with a sign of a machine. */
    machine |= is_confirmed(message->automatic_signs);
  }
  if (machine && message->kind == MESSAGE_KIND_MESSAGE)
    message->kind = MESSAGE_KIND_AUTO_REPLY;
}
