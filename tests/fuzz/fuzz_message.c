/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz a mail with everything that the child does with one: attachments are
 * handed out while they are decoded, and what is told of them is true.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/language/language.h"
#include "parsers/parse_message.h"
#include "tests/support/fuzz.h"

/* What the sink saw. */
typedef struct Seen {
  size_t sizes[MIME_ATTACHMENTS_MAX], next;
  bool open;
} Seen;

/* Loaded once, as in the reader. */
static LanguagePrints *prints;

static bool
see(size_t index, const void *bytes, size_t size, void *user)
{
  Seen *seen = user;
  g_assert(index < MIME_ATTACHMENTS_MAX && size <= MIME_PIECE_MAX);
  g_assert(size == 0 || bytes != NULL);
  g_assert(seen->open ? index + 1 == seen->next : index >= seen->next);
  seen->next = index + 1;
  seen->open = size > 0;
  seen->sizes[index] += size;
  return true;
}

static void
check_text(const char *text)
{
  g_assert(text == NULL || g_utf8_validate(text, -1, NULL));
}

static void
check_message(const Message *message, const Seen *seen)
{
  g_assert(!seen->open);
  g_assert(message->attachments->len <= MIME_ATTACHMENTS_MAX);
  for (guint i = 0; i < message->attachments->len; i++) {
    const Attachment *attachment = message->attachments->pdata[i];
    g_assert(attachment->size_bytes == seen->sizes[i]);
    g_assert(strlen(attachment->sha256) == 64);
    check_text(attachment->filename);
  }
  check_text(message->text);
  check_text(message->quoted);
  check_text(message->signature);
  check_text(message->full_text);
  check_text(message->staff_text);
  check_text(message->forwarded_text);
  for (guint i = 0; i < message->problems->len; i++)
    check_text(message->problems->pdata[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (prints == NULL)
    prints = language_prints_new();
  static const char *const addresses[] = {"stadt@example.org",
                                          "@tickets.example.org", NULL};
  static const char *const domains[] = {"example.org", NULL};
  Seen seen = {.next = 0};
  g_autoptr(GBytes) raw = g_bytes_new(data, size);
  MimeOptions options = {.staff = size % 2 == 0,
                         .authserv_id = size % 3 == 0 ? "mx.example.org" : NULL,
                         .own_addresses = addresses,
                         .own_domains = domains,
                         .language_prints = prints};
  g_autoptr(Message) message = parse_message(raw, &options, see, &seen, NULL);
  if (message != NULL)
    check_message(message, &seen);
  return 0;
}
