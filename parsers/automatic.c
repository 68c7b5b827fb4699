/* SPDX-License-Identifier: Apache-2.0
 *
 * The signs of an automatic mail as a table.
 */
#include "parsers/automatic.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/header.h"

/* Postfix hopcount_limit: more is a loop. */
enum { AUTOMATIC_HOPS_MAX = 50 };

typedef enum Match {
  MATCH_PRESENT,
  MATCH_FIRST_WORD,     /* the first token equals the value */
  MATCH_NOT_FIRST_WORD, /* present, and another first token */
  MATCH_PREFIX,
  MATCH_HOLDS, /* anywhere; case does not matter */
} Match;

typedef enum Strength {
  STRENGTH_SOFT,    /* two of them forbid an answer */
  STRENGTH_HARD,    /* forbids an answer */
  STRENGTH_MACHINE, /* hard, and says that a machine wrote it */
} Strength;

typedef struct Sign {
  const char *header;
  Match match;
  const char *value;
  const char *name; /* as it stands in automatic_signs */
  Strength strength;
} Sign;

/* RFC 3834 2 and 5, RFC 2919, RFC 2369, MS-OXCMAIL 2.1.3.2.20, and what RT,
 * Zammad, Discourse and Pigeonhole look for.
 */
static const Sign sign_table[] = {
    {"Auto-Submitted", MATCH_NOT_FIRST_WORD, "no", "auto-submitted",
     STRENGTH_MACHINE},
    {"Content-Type", MATCH_PREFIX, "multipart/report", "report",
     STRENGTH_MACHINE},
    {"Content-Type", MATCH_PREFIX, "message/delivery-status", "report",
     STRENGTH_MACHINE},
    {"Content-Type", MATCH_PREFIX, "message/disposition-notification", "report",
     STRENGTH_MACHINE},
    {"Precedence", MATCH_FIRST_WORD, "bulk", "precedence", STRENGTH_HARD},
    {"Precedence", MATCH_FIRST_WORD, "junk", "precedence", STRENGTH_HARD},
    {"Precedence", MATCH_FIRST_WORD, "list", "precedence", STRENGTH_HARD},
    {"Precedence", MATCH_FIRST_WORD, "auto_reply", "precedence",
     STRENGTH_MACHINE},
    {"List-Id", MATCH_PRESENT, "", "list", STRENGTH_HARD},
    {"List-Post", MATCH_PRESENT, "", "list", STRENGTH_HARD},
    {"List-Owner", MATCH_PRESENT, "", "list", STRENGTH_HARD},
    {"List-Help", MATCH_PRESENT, "", "list", STRENGTH_HARD},
    {"List-Archive", MATCH_PRESENT, "", "list", STRENGTH_HARD},
    {"List-Subscribe", MATCH_PRESENT, "", "list", STRENGTH_HARD},
    {"List-Unsubscribe", MATCH_PRESENT, "", "list", STRENGTH_HARD},
    {"Mailing-List", MATCH_PRESENT, "", "list", STRENGTH_HARD},
    {"X-Mailing-List", MATCH_PRESENT, "", "list", STRENGTH_HARD},
    {"X-Auto-Response-Suppress", MATCH_HOLDS, "all", "suppress-all",
     STRENGTH_HARD},
    {"X-Loop", MATCH_PRESENT, "", "loop", STRENGTH_HARD},
    {"X-Bote-Loop", MATCH_PRESENT, "", "loop", STRENGTH_HARD},
    {"X-Autoreply", MATCH_NOT_FIRST_WORD, "no", "autoreply", STRENGTH_MACHINE},
    {"X-Autorespond", MATCH_PRESENT, "", "autoreply", STRENGTH_MACHINE},
    {"X-AutoReply-From", MATCH_PRESENT, "", "autoreply", STRENGTH_MACHINE},
    {"X-Mail-Autoreply", MATCH_PRESENT, "", "autoreply", STRENGTH_MACHINE},
    {"X-FC-Machinegenerated", MATCH_FIRST_WORD, "true", "machine-generated",
     STRENGTH_MACHINE},
    {"X-POST-MessageClass", MATCH_PREFIX, "9", "autoreply", STRENGTH_MACHINE},
    {"X-Apple-Action", MATCH_FIRST_WORD, "vacation", "autoreply",
     STRENGTH_MACHINE},
    {"X-MS-Exchange-Inbox-Rules-Loop", MATCH_PRESENT, "", "inbox-rule",
     STRENGTH_HARD},
    /* People behind Exchange send "DR, RN, NRN, OOF, AutoReply" on mail they
       wrote by hand. */
    {"X-Auto-Response-Suppress", MATCH_HOLDS, "oof", "suppress-some",
     STRENGTH_SOFT},
    {"X-Auto-Response-Suppress", MATCH_HOLDS, "autoreply", "suppress-some",
     STRENGTH_SOFT},
    {"Feedback-ID", MATCH_PRESENT, "", "feedback-id", STRENGTH_SOFT},
    {"X-Spam-Flag", MATCH_FIRST_WORD, "yes", "spam-flag", STRENGTH_SOFT},
};

/* Subjects of out-of-office notes (Discourse's list, and German ones). */
static const char *const subject_table[] = {
    "auto:",
    "autoreply:",
    "auto-reply:",
    "auto reply:",
    "automatic reply",
    "automatic response",
    "automatische antwort",
    "out of office",
    "out of the office",
    "abwesenheitsnotiz",
    "abwesenheit:",
    "autosvar",
    "automatisk svar",
    "automatisch antwoord",
    "abwesend:",
    "risposta non al computer",
    "auto respuesta",
    "réponse automatique",
};

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

static void
add_sign(GPtrArray *signs, const char *name)
{
  for (guint i = 0; i < signs->len; i++)
    if (strcmp(g_ptr_array_index(signs, i), name) == 0)
      return;
  g_ptr_array_add(signs, g_strdup(name));
}

static bool
first_word_is(const char *value, const char *word)
{
  g_autofree char *bare = header_strip_comments(value);
  const char *begin = bare + strspn(bare, " ");
  size_t size = strcspn(begin, " ;,");
  return size == strlen(word) && g_ascii_strncasecmp(begin, word, size) == 0;
}

static bool
sign_matches(const Sign *sign, const char *value)
{
  switch (sign->match) {
  case MATCH_PRESENT:
    return true;
  case MATCH_FIRST_WORD:
    return first_word_is(value, sign->value);
  case MATCH_NOT_FIRST_WORD:
    return !first_word_is(value, sign->value);
  case MATCH_PREFIX:
    return g_ascii_strncasecmp(value, sign->value, strlen(sign->value)) == 0;
  case MATCH_HOLDS:
    return strcasestr(value, sign->value) != NULL;
  }
  g_assert_not_reached();
}

/* All rows over all fields; returns true when a machine wrote the mail. */
static bool
read_signs(Message *message, const GPtrArray *fields)
{
  bool machine = false;
  for (guint i = 0; i < fields->len; i++) {
    const HeaderField *field = g_ptr_array_index(fields, i);
    for (size_t n = 0; n < G_N_ELEMENTS(sign_table); n++) {
      const Sign *sign = &sign_table[n];
      if (g_ascii_strcasecmp(field->name, sign->header) != 0 ||
          !sign_matches(sign, field->value))
        continue;
      bool soft = sign->strength == STRENGTH_SOFT;
      add_sign(soft ? message->soft_signs : message->automatic_signs,
               sign->name);
      machine |= sign->strength == STRENGTH_MACHINE;
    }
  }
  return machine;
}

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

static bool
is_role_address(const char *address)
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
  if (from != NULL && is_role_address(from))
    add_sign(message->automatic_signs, "role-address");
  if (is_own(own, from))
    add_sign(message->automatic_signs, "sender-is-ours");
  if (host != NULL && listed(options->own_domains, host + 1))
    add_sign(message->automatic_signs, "message-id-is-ours");
  /* RFC 3834 2: no answer to what was not addressed to the answering one. */
  if (own != NULL && own[0] != NULL && !any_own(own, message->to) &&
      !any_own(own, message->cc))
    add_sign(message->soft_signs, "not-addressed");
}

static bool
is_out_of_office(const char *subject)
{
  g_autofree char *folded = g_utf8_casefold(subject ? subject : "", -1);
  for (size_t i = 0; i < G_N_ELEMENTS(subject_table); i++)
    if (g_str_has_prefix(folded, subject_table[i]))
      return true;
  return false;
}

static unsigned
count_hops(const GPtrArray *fields)
{
  unsigned hops = 0;
  for (guint i = 0; i < fields->len; i++) {
    const HeaderField *field = g_ptr_array_index(fields, i);
    hops += g_ascii_strcasecmp(field->name, "Received") == 0 ? 1 : 0;
  }
  return hops;
}

void
automatic_classify(Message *message, const GPtrArray *fields,
                   const MimeOptions *options)
{
  bool machine = read_signs(message, fields);
  bool null_path = message->return_path != NULL && !*message->return_path;
  read_addresses(message, options);
  if (null_path)
    add_sign(message->automatic_signs, "null-return-path");
  if (count_hops(fields) > AUTOMATIC_HOPS_MAX)
    add_sign(message->automatic_signs, "too-many-hops");
  if (message->auth == AUTH_VERDICT_FAIL)
    add_sign(message->automatic_signs, "authentication-failed");
  if (is_out_of_office(message->subject)) {
    add_sign(message->soft_signs, "out-of-office-subject");
    /* A person can write such a subject, but not with a sign of a machine. */
    machine |= message->automatic_signs->len > 0;
  }
  if (machine && message->kind == MESSAGE_KIND_MESSAGE)
    message->kind = MESSAGE_KIND_AUTO_REPLY;
}
