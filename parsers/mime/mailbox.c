/* SPDX-License-Identifier: Apache-2.0
 *
 * Takes no character that readers of mail could understand differently.
 */
#include "parsers/mime/mailbox.h"

#include <string.h>

#include "parsers/encoded_word.h"
#include "parsers/message.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
#define LOCAL_PART LETTERS "-_+."
#define WORDS LETTERS "- "
#define QUOTED WORDS ",.'"

bool
mailbox_is_plain_domain(const char *domain)
{
  static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  size_t size = strspn(domain, plain);
  return size > 0 && domain[size] == '\0' && domain[size - 1] != '.' &&
         strstr(domain, "..") == NULL && strstr(domain, "xn--") == NULL;
}

/* Folding stands for a blank; a CR alone is for others to understand. */
static const char *
skip_blanks(const char *at)
{
  while (*at == ' ' || *at == '\t' || *at == '\n' ||
         (*at == '\r' && at[1] == '\n'))
    at++;
  return at;
}

static bool
is_plain_local_part(const char *begin, const char *end)
{
  return begin < end && *begin != '.' && end[-1] != '.' &&
         memmem(begin, (size_t)(end - begin), "..", 2) == NULL;
}

/* Read "local@domain" and return the place behind it; NULL for another form. */
static const char *
read_address(const char *at, char **out_address)
{
  const char *sign = at + strspn(at, LOCAL_PART);
  if (*sign != '@' || !is_plain_local_part(at, sign))
    return NULL;
  const char *end = sign + 1 + strspn(sign + 1, LETTERS "-.");
  g_autofree char *address = g_strndup(at, (gsize)(end - at));
  const char *domain = address + (sign + 1 - at);
  if (*domain == '.' || !mailbox_is_plain_domain(domain))
    return NULL;
  *out_address = g_steal_pointer(&address);
  return end;
}

/* Words with one blank between them, or NULL. */
static char *
words_copy(const char *at, size_t size)
{
  if (size == 0 || at[0] == ' ' || at[size - 1] == ' ' ||
      memmem(at, size, "  ", 2) != NULL)
    return NULL;
  return g_strndup(at, size);
}

/* Read the name in front of "<" and return the place of that; NULL for another
 * form. */
static const char *
read_name(const char *at, char **out_name)
{
  g_autofree char *name = NULL;
  const char *end = at;
  if (*at == '"') {
    end = at + 1 + strspn(at + 1, QUOTED);
    name = words_copy(at + 1, (size_t)(end - at - 1));
    if (*end++ != '"')
      return NULL;
  } else if (*at == '=') {
    end = at + strcspn(at, " \t\r\n<");
    g_autofree char *word = g_strndup(at, (gsize)(end - at));
    name = encoded_word_read_one(word);
  } else {
    end = at + strspn(at, WORDS);
    while (end > at && end[-1] == ' ')
      end--;
    name = words_copy(at, (size_t)(end - at));
  }
  end = skip_blanks(end);
  if (name == NULL || *end != '<')
    return NULL;
  *out_name = g_steal_pointer(&name);
  return end;
}

/* Read a mailbox and return the place behind it; NULL for another form. */
static const char *
read_mailbox(GPtrArray *out, const char *at)
{
  g_autofree char *name = NULL;
  g_autofree char *address = NULL;
  const char *end = read_address(at, &address);
  if (end == NULL) {
    at = *at == '<' ? at : read_name(at, &name);
    end = at == NULL ? NULL : read_address(at + 1, &address);
    if (end == NULL || *end != '>')
      return NULL;
    end++;
  }
  g_ptr_array_add(out, address_new(name, address));
  return end;
}

GPtrArray *
mailbox_list_read(const char *value)
{
  g_autoptr(GPtrArray) out =
      g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
  const char *at = value;
  do {
    at = read_mailbox(out, skip_blanks(at == value ? at : at + 1));
    at = at == NULL ? NULL : skip_blanks(at);
  } while (at != NULL && *at == ',');
  return at != NULL && *at == '\0' ? g_steal_pointer(&out) : NULL;
}
