/* SPDX-License-Identifier: Apache-2.0
 *
 * The framing of IMAP responses, one byte at a time, literals in one step.
 */
#include "daemon/imap/imap_guard.h"

#include <glib.h>

void
imap_guard_allow(ImapGuard *guard, uint64_t budget_bytes,
                 uint64_t literal_limit)
{
  guard->budget_bytes = budget_bytes;
  guard->literal_limit = literal_limit;
}

/* A logical line may go on after a literal, so only a line that does not end
 * with one forgets its parentheses. */
static const char *
end_line(ImapGuard *guard)
{
  bool literal = guard->brace == 2;

  guard->line_bytes = 0;
  guard->brace = 0;
  guard->quoted = guard->escaped = guard->numeric = false;
  guard->before = '\n';
  if (!literal) {
    guard->depth = 0;
    guard->data = false;
    return NULL;
  }
  if (guard->number > guard->literal_limit)
    return "literal larger than was asked for";
  guard->literal_left = guard->number;
  guard->before = '}';
  return NULL;
}

/* nz-number and number are 32 bit (RFC 9051 9).  Of message data only the outer
 * levels count: deeper down a keyword may be any digits. */
static const char *
follow_digit(ImapGuard *guard, char byte)
{
  bool starts = guard->data && (guard->before == ' ' || guard->before == '(');

  if (!guard->numeric && guard->brace != 1) {
    if (!starts)
      return NULL;
    guard->number = 0;
  }
  guard->numeric = true;
  guard->number = guard->number * 10 + (uint64_t)(byte - '0');
  if (guard->number <= UINT32_MAX)
    return NULL;
  if (guard->depth <= 1 || guard->brace == 1)
    return "number above 4294967295";
  guard->numeric = false;
  return NULL;
}

static void
follow_brace(ImapGuard *guard, char byte)
{
  guard->numeric = false;
  if (byte == '{') {
    guard->brace = 1;
    guard->number = 0;
  } else if (byte == '}' && guard->brace == 1) {
    guard->brace = 2;
  } else if (byte != '\r' && !(byte == '+' && guard->brace == 1)) {
    guard->brace = 0;
  }
}

static const char *
look_outside_quotes(ImapGuard *guard, char byte)
{
  if (guard->line_bytes == 3 && g_ascii_isdigit(byte) && guard->before == ' ')
    guard->data = true;
  if (byte == '"')
    guard->quoted = true;
  else if (byte == '(' && ++guard->depth > IMAP_GUARD_DEPTH)
    return "parentheses nested too deeply";
  else if (byte == ')' && guard->depth > 0)
    guard->depth--;
  if (g_ascii_isdigit(byte))
    return follow_digit(guard, byte);
  follow_brace(guard, byte);
  return NULL;
}

static const char *
look(ImapGuard *guard, char byte)
{
  const char *why = NULL;

  if (byte == '\0')
    return "NUL outside a literal";
  if (byte == '\n')
    return end_line(guard);
  if (++guard->line_bytes > IMAP_GUARD_LINE_BYTES)
    return "line too long";
  if (!guard->quoted)
    why = look_outside_quotes(guard, byte);
  else if (guard->escaped)
    guard->escaped = false;
  else if (byte == '\\')
    guard->escaped = true;
  else if (byte == '"')
    guard->quoted = false;
  guard->before = byte;
  return why;
}

const char *
imap_guard_feed(ImapGuard *guard, const void *bytes, size_t size)
{
  const char *text = bytes;

  if (size > guard->budget_bytes)
    return "answer longer than was asked for";
  guard->budget_bytes -= size;
  for (size_t i = 0; i < size;) {
    if (guard->literal_left > 0) {
      size_t step = MIN(guard->literal_left, size - i);
      guard->literal_left -= step;
      i += step;
      continue;
    }
    const char *why = look(guard, text[i++]);
    if (why != NULL)
      return why;
  }
  return NULL;
}
