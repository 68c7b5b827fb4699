/* SPDX-License-Identifier: Apache-2.0
 *
 * Mail addresses, telephone numbers and bank accounts within a line.
 */
#include "parsers/contact/contact_private.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/contact/contact_mask.h"

enum {
  /* RFC 5321 4.5.3.1; and so that no text is read again and again */
  LOCAL_BYTES_MAX = 64,
  DOMAIN_BYTES_MAX = 255,
  PHONE_BYTES_MAX = 40,     /* 15 digits (E.164) with all their separators */
  PHONE_DIGITS_MIN = 6,     /* "0381 1" is a beginning, "030 2312" may be one */
  LABEL_DIGITS_MIN = 3,     /* behind "Tel." a local number may be short */
  IBAN_CHARACTERS_MIN = 15, /* Norway's, the shortest (ISO 13616) */
};

static const char local_marks[] = "._%+-";
static const char phone_marks[] = " /().-\t";

static bool
is_local(char c)
{
  return g_ascii_isalnum(c) || (c != '\0' && strchr(local_marks, c) != NULL) ||
         (c & 0x80) != 0;
}

/* The length of a mail address at `at`, 0 when there is none. */
static size_t
address_length(const char *at)
{
  size_t local = 0, domain = 0;
  while (local <= LOCAL_BYTES_MAX && is_local(at[local]))
    local++;
  if (local == 0 || at[local] != '@')
    return 0;
  const char *host = at + local + 1;
  while (domain < DOMAIN_BYTES_MAX &&
         (g_ascii_isalnum(host[domain]) || host[domain] == '-' ||
          (host[domain] == '.' && g_ascii_isalnum(host[domain + 1]))))
    domain++;
  return domain == 0 ? 0 : local + 1 + domain;
}

/* "01.08.2026", "2026-06-12": days are no telephone numbers. */
static bool
is_date(const char *at, size_t size)
{
  unsigned dots = 0, others = 0;
  for (size_t i = 0; i < size; i++) {
    dots += at[i] == '.' ? 1 : 0;
    others += at[i] != '.' && !g_ascii_isdigit(at[i]) ? 1 : 0;
  }
  return dots == 2 && others == 0 && size <= strlen("01.08.2026");
}

/* The length of a number with its separators, if it has enough digits. */
static size_t
phone_length(const char *at, unsigned digits_min)
{
  size_t end = 0;
  unsigned digits = 0;
  size_t i = at[0] == '+' ? 1 : 0;
  for (; i < PHONE_BYTES_MAX && at[i] != '\0' &&
         (g_ascii_isdigit(at[i]) || strchr(phone_marks, at[i]) != NULL);
       i++)
    if (g_ascii_isdigit(at[i])) {
      digits++;
      end = i + 1;
    }
  return digits >= digits_min && !is_date(at, end) ? end : 0;
}

/* Does a number begin here as one that can be called from anywhere? */
static bool
begins_phone(const char *at)
{
  return at[0] == '0' || (at[0] == '+' && g_ascii_isdigit(at[1])) ||
         (at[0] == '(' && (at[1] == '0' || at[1] == '+'));
}

static size_t
iban_length(const char *at)
{
  size_t end = 0, signs = 0;
  if (!g_ascii_isupper(at[0]) || !g_ascii_isupper(at[1]) ||
      !g_ascii_isdigit(at[2]) || !g_ascii_isdigit(at[3]))
    return 0;
  for (size_t i = 0; g_ascii_isupper(at[i]) || g_ascii_isdigit(at[i]) ||
                     (at[i] == ' ' && g_ascii_isdigit(at[i + 1]));
       i++)
    if (at[i] != ' ') {
      signs++;
      end = i + 1;
    }
  return signs >= IBAN_CHARACTERS_MIN ? end : 0;
}

/* Behind these words any number is somebody's; the length of word and marks. */
static size_t
label_length(const char *at)
{
  static const char *const labels[] = {
      "telefon",    "telephone", "tel",           "handy",
      "mobil",      "mobile",    "phone",         "fax",
      "whatsapp",   "festnetz",  "rückruf unter", "erreichbar unter",
      "call me at",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
    size_t size = strlen(labels[i]);
    if (g_ascii_strncasecmp(at, labels[i], size) != 0)
      continue;
    size += strspn(at + size, " .:-\t");
    if (g_ascii_isdigit(at[size]) || at[size] == '(' || at[size] == '+')
      return size;
  }
  return 0;
}

/* How much is left out at `at`; `*out_kept` bytes before it stay. */
static size_t
secret_length(const char *at, size_t *out_kept)
{
  *out_kept = 0;
  size_t length = address_length(at);
  if (length == 0)
    length = iban_length(at);
  if (length == 0 && begins_phone(at))
    length = phone_length(at, PHONE_DIGITS_MIN);
  if (length > 0)
    return length;
  *out_kept = label_length(at);
  return *out_kept > 0 ? phone_length(at + *out_kept, LABEL_DIGITS_MIN) : 0;
}

char *
contact_mask_numbers(const char *line)
{
  GString *kept = g_string_new(NULL);
  for (const char *at = line; *at != '\0';) {
    size_t before = 0;
    /* Only where a word begins: the rest of one was looked at with it. */
    bool begins = at == line || !is_local(at[-1]) || at[-1] == '-' ||
                  (at[-1] == '.' && at > line + 1 && !g_ascii_isdigit(at[-2]));
    size_t length = begins ? secret_length(at, &before) : 0;
    if (length == 0) {
      g_string_append_c(kept, *at++);
      continue;
    }
    g_string_append_len(kept, at, (gssize)before);
    g_string_append(kept, CONTACT_MASK);
    at += before + length;
  }
  return g_string_free(kept, FALSE);
}
