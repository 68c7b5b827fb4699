/* SPDX-License-Identifier: Apache-2.0
 *
 * Recipients in bounces without status blocks.  Systems differ in words, but
 * name an address in few ways, which are tried from the surest on.
 */
#include <string.h>

#include "parsers/machine/bounce.h"
#include "parsers/machine/bounce_private.h"
#include "parsers/header.h"

/* An address that failed and the line that names it; -1 for none. */
typedef struct Failure {
  char *address;
  int line;
} Failure;

static void
failure_free(gpointer data)
{
  Failure *failure = data;
  g_free(failure->address);
  g_free(failure);
}

/* Words directly in front of the failed address, whatever line they stand in;
 * case does not matter in ASCII. */
static const char *const lead_table[] = {
    "recipient address:",
    "recipient:",
    "recipients:",
    "addressed to:",
    "address:",
    "unknown user:", /* IMail, with the next four */
    "unknown host:",
    "userid:",
    "allowed size:",
    "attempts:",
    "undeliverable to",
    "delivered to:",
    "deliver message to:",
    "deliver message to",
    "deliver to",
    "deliver it to",
    "delivering your mail to", /* DragonFly */
    "delivering your message to",
    "your message to",
    "your mail to",
    "your e-mail to",
    "delivered to",
    "delivery to",
    "following recipient:",
    "permanent errors:",
    "mail for",
    "message for",
    "ihre nachricht an",
    "ihre e-mail an",
    "nachricht wurde nicht an",
    "nachricht an",
    "e-mail an",
    "zustellung an",
    "empfänger:",
    "empfängeradresse:",
    "adresse:",
    "message à",
    "remis à",
    "destinataire :",
    "entregado a",
    "mensaje a",
    "destinatario:",
    "recapitato a",
    "messaggio a",
    "bezorgd bij",
    "bericht aan",
    "wiadomość do",
    "adresat:",
    "entregue a",
    "получатель:",
    "mailing list",     /* fml: one may not post */
    "recipients\\\":[", /* Amazon SES by SNS, with the next three */
    "recipients\":[",
    "emailaddress\\\":\\\"", /* Amazon SES by SNS */
    "emailaddress\":\"",
    "rcpt to:", /* in transcripts of any system */
};

/* A postmaster whom one may ask is not who failed. */
static bool
is_contact(const char *address)
{
  static const char *const locals[] = {"postmaster", "support",  "abuse",
                                       "hostmaster", "helpdesk", "webmaster",
                                       "admin",      "mailadmin"};
  size_t size = strcspn(address, "@");
  for (size_t i = 0; i < G_N_ELEMENTS(locals); i++)
    if (strlen(locals[i]) == size &&
        g_ascii_strncasecmp(address, locals[i], size) == 0)
      return true;
  return false;
}

static bool
any_is(const GPtrArray *addresses, const char *address)
{
  for (guint i = 0; i < addresses->len; i++) {
    const Address *one = g_ptr_array_index(addresses, i);
    if (g_ascii_strcasecmp(one->address, address) == 0)
      return true;
  }
  return false;
}

/* Is it the mail system itself, or whom it reports to? */
static bool
is_party(const Message *message, const char *address)
{
  return (message->from != NULL &&
          g_ascii_strcasecmp(message->from->address, address) == 0) ||
         any_is(message->to, address);
}

static bool
is_whole(const char *address)
{
  const char *at = strrchr(address, '@');
  return at != NULL && strpbrk(at, ".[") != NULL;
}

static bool
is_plausible(const Message *message, const char *address)
{
  return is_whole(address) && !is_party(message, address);
}

static void
add_failure(GPtrArray *failures, const char *address, int line)
{
  for (guint i = 0; i < failures->len; i++) {
    const Failure *known = g_ptr_array_index(failures, i);
    if (g_ascii_strcasecmp(known->address, address) == 0)
      return;
  }
  if (failures->len >= BOUNCE_RECIPIENTS_MAX)
    return;
  Failure *failure = g_new0(Failure, 1);
  failure->address = g_strdup(address);
  failure->line = line;
  g_ptr_array_add(failures, failure);
}

/* "a@example.org, b@example.org" */
static void
add_list(GPtrArray *failures, const char *text, int line)
{
  for (const char *at = text; *at != '\0';) {
    g_autofree char *address = bounce_address_at(at, &at);
    if (address == NULL)
      return;
    add_failure(failures, address, line);
    at += strspn(at, " \t>,;");
  }
}

/* Lines that begin with an address: what most systems write. */
static void
find_leading(const Message *message, const BounceText *text, GPtrArray *out)
{
  bool listed = false; /* behind a line that ends with a colon */
  for (guint i = 0; i < text->lines->len; i++) {
    const char *line = g_ptr_array_index(text->lines, i);
    g_autofree char *address = bounce_address_at(line, NULL);
    if (address != NULL && is_plausible(message, address) &&
        (listed || !is_contact(address) || strstr(line, ":") != NULL))
      add_failure(out, address, (int)i);
    else if (*line != '\0')
      listed = line[strlen(line) - 1] == ':';
  }
}

/* "<a@example.org>:" names even the one who gets the report: he wrote to
 * himself. */
static void
find_own(const Message *message, const BounceText *text, GPtrArray *out)
{
  for (guint i = 0; i < text->lines->len; i++) {
    const char *end = NULL;
    g_autofree char *address =
        bounce_address_at(g_ptr_array_index(text->lines, i), &end);
    if (address != NULL && is_whole(address) &&
        end[strspn(end, "> :")] == '\0' && strchr(end, ':') != NULL &&
        any_is(message->to, address))
      add_failure(out, address, (int)i);
  }
}

/* The address behind one of the lead words in a line; NULL when none. */
static char *
behind_lead(const char *line)
{
  if (strchr(line, '@') == NULL)
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(lead_table); i++) {
    const char *found = strcasestr(line, lead_table[i]);
    if (found == NULL)
      continue;
    found += strlen(lead_table[i]);
    char *address =
        bounce_address_at(found + strspn(found, " :\\\"([<*"), NULL);
    if (address != NULL)
      return address;
  }
  return NULL;
}

static void
find_by_lead(const Message *message, const BounceText *text, GPtrArray *out)
{
  for (guint i = 0; i < text->lines->len; i++) {
    g_autofree char *address = behind_lead(g_ptr_array_index(text->lines, i));
    if (address != NULL && is_plausible(message, address))
      add_failure(out, address, (int)i);
  }
}

/* The first address anywhere. */
static void
find_any(const Message *message, const BounceText *text, GPtrArray *out)
{
  for (guint i = 0; i < text->lines->len && out->len == 0; i++) {
    const char *line = g_ptr_array_index(text->lines, i);
    const char *begin = line;
    for (const char *at = line; *at != '\0'; at++) {
      if (*at == '@') {
        g_autofree char *address = bounce_address_at(begin, NULL);
        if (address != NULL && is_plausible(message, address) &&
            !is_contact(address))
          add_failure(out, address, (int)i);
      }
      if (strchr(" \t<>()[]:;,=\"'", *at) != NULL)
        begin = at + 1;
    }
  }
}

/* The value of a field quoted in a text, however indented; NULL when none. */
static const char *
find_field(const char *text, const char *name)
{
  size_t size = strlen(name);
  for (const char *at = text; at != NULL && *at != '\0';) {
    at += strspn(at, " \t\r\n");
    if (g_ascii_strncasecmp(at, name, size) == 0)
      return at;
    at = strchr(at, '\n');
  }
  return NULL;
}

static void
read_returned(Message *message, const BounceText *text)
{
  static const char *const names[] = {"Message-ID:", "X-Envelope-To:", "To:"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    const char *found = find_field(text->behind, names[i]);
    if (found != NULL)
      bounce_read_original(message, found);
  }
  const char *id =
      find_field(message->full_text ? message->full_text : "", names[0]);
  if (id != NULL)
    bounce_read_original(message, id);
}

/* Status blocks that stand in the text: Amazon WorkMail and some gateways. */
static void
read_blocks(Message *message)
{
  const char *text = message->full_text == NULL ? "" : message->full_text;
  static const char *const starts[] = {
      "Reporting-MTA:", "Final-Recipient:", "Original-Recipient:"};
  for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
    const char *block = find_field(text, starts[i]);
    if (block != NULL && message->bounce_recipients->len == 0)
      bounce_read_status(message, block);
  }
}

static GPtrArray *
find_failures(Message *message, const GPtrArray *fields, const BounceText *text)
{
  GPtrArray *out = g_ptr_array_new_with_free_func(failure_free);
  const char *told = header_list_get(fields, "X-Failed-Recipients"); /* Exim */
  if (told != NULL) {
    add_list(out, told, -1);
    if (out->len > 0)
      return out;
  }
  if (header_list_get(fields, "X-MLServer") == NULL) /* fml explains itself */
    find_leading(message, text, out);
  if (out->len == 0)
    find_by_lead(message, text, out);
  if (out->len == 0)
    find_own(message, text, out);
  if (out->len == 0)
    find_any(message, text, out);
  if (out->len == 0 && message->original_to != NULL)
    add_failure(out, message->original_to, -1);
  return out;
}

/* The first code of RFC 3463 that tells of a failure. */
static char *
failure_status(const char *text)
{
  for (const char *at = text; at != NULL && *at != '\0';) {
    g_autofree char *status = bounce_find_status(at);
    if (status == NULL || *status != '2')
      return g_steal_pointer(&status);
    at = strstr(at, status) + strlen(status);
  }
  return NULL;
}

/* The line that begins with this address; -1 when none does. */
static int
line_of(const BounceText *text, const char *address)
{
  for (guint i = 0; i < text->lines->len; i++) {
    g_autofree char *leading =
        bounce_address_at(g_ptr_array_index(text->lines, i), NULL);
    if (leading != NULL && g_ascii_strcasecmp(leading, address) == 0)
      return (int)i;
  }
  return -1;
}

/* Whom we wrote to, where Exim tells of an alias: "(ultimately generated from
 * a@example.org)" below the address. */
static char *
alias_of(const BounceText *text, int line)
{
  const char *below = line >= 0 && (guint)line + 1 < text->lines->len
                          ? g_ptr_array_index(text->lines, (guint)line + 1)
                          : "";
  const char *found = strstr(below, "generated from ");
  return found == NULL
             ? NULL
             : bounce_address_at(found + strlen("generated from "), NULL);
}

static bool
is_delay(const Message *message, const BounceText *text)
{
  static const char *const words[] = {
      "delay", "verzöger", "warning: could not send", "warning: message"};
  g_autofree char *subject =
      g_utf8_casefold(message->subject == NULL ? "" : message->subject, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(subject, words[i]) != NULL)
      return true;
  return bounce_has_delay(text->folded);
}

void
bounce_read_free_form(Message *message, const GPtrArray *fields,
                      const BounceText *text)
{
  read_returned(message, text);
  read_blocks(message);
  if (message->bounce_recipients->len > 0)
    return;
  g_autoptr(GPtrArray) failures = find_failures(message, fields, text);
  const char *action = bounce_has_delivery(text->folded) ? "delivered"
                       : is_delay(message, text)         ? "delayed"
                                                         : "failed";
  for (guint i = 0; i < failures->len; i++) {
    const Failure *failure = g_ptr_array_index(failures, i);
    int line =
        failure->line < 0 ? line_of(text, failure->address) : failure->line;
    g_autofree char *reason = bounce_reason(text, line, failure->address);
    g_autofree char *status = failure_status(reason);
    if (status == NULL && failures->len == 1)
      status = failure_status(text->folded);
    g_autofree char *alias = alias_of(text, line);
    BounceRecipient facts = {.address = failure->address,
                             .original = alias,
                             .action = (char *)action,
                             .status = status,
                             .diagnostic = reason};
    bounce_add_recipient(message, &facts);
  }
}
