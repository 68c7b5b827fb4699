/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers of other people's ticket systems, by the words before them.
 */
#include "parsers/machine/receipt.h"

#include <string.h>

#include <glib.h>

/* A receipt says it at once; what follows is conditions of use. */
enum { RECEIPT_TEXT_BYTES = 8192 };

/* Lower case. */
static const char *const labels[] = {
    "vorgangsnummer",
    "vorgangs-nr",
    "vorgangsnr",
    "vorgangs-id",
    "vorgang",
    "ticketnummer",
    "ticket-nummer",
    "ticket-nr",
    "ticketnr",
    "ticket-id",
    "ticket number",
    "ticket id",
    "ticket",
    "bearbeitungsnummer",
    "aktenzeichen",
    "auftragsnummer",
    "auftrags-nr",
    "auftragsnr",
    "meldungsnummer",
    "meldungs-nr",
    "meldenummer",
    "störungsnummer",
    "störungs-nr",
    "störung nr",
    "referenznummer",
    "referenz",
    "reference number",
    "reference",
    "case number",
    "case id",
    "case",
    "fallnummer",
    "anfragenummer",
    "unser zeichen",
    "incident",
    "request",
};

/* Between the word and the number. */
static const char *const links[] = {
    "nummer", "number", "lautet", "nr.", "nr", "no.", "id", "ist", "is",
};

static size_t
skip_links(const char *at)
{
  size_t length = 0;
  for (bool more = true; more;) {
    size_t marks = strspn(at + length, " \t.:#-=*[(");
    more = marks > 0;
    length += marks;
    for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
      size_t size = strlen(links[i]);
      if (g_ascii_strncasecmp(at + length, links[i], size) != 0 ||
          g_ascii_isalnum(at[length + size]))
        continue;
      length += size;
      more = true;
      break;
    }
  }
  return length;
}

static bool
is_part(char c)
{
  return g_ascii_isalnum(c) || (c != '\0' && strchr("-/._", c) != NULL);
}

/* Does it look like one of ours, well written or not: "26-00417-6"? */
static bool
is_like_ours(const char *number)
{
  return strspn(number, "0123456789") == 2 && number[2] == '-' &&
         strspn(number + 3, "0123456789") >= 5;
}

/* The number at `at`; NULL: what stands there is none. */
static char *
number_at(const char *at)
{
  size_t size = 0, digits = 0;
  while (is_part(*at) && !g_ascii_isalnum(*at))
    at++;
  while (size <= RECEIPT_NUMBER_BYTES_MAX && is_part(at[size])) {
    digits += g_ascii_isdigit(at[size]) ? 1 : 0;
    size++;
  }
  while (size > 0 && !g_ascii_isalnum(at[size - 1]))
    size--;
  if (size < RECEIPT_NUMBER_BYTES_MIN || size > RECEIPT_NUMBER_BYTES_MAX ||
      digits < RECEIPT_NUMBER_BYTES_MIN)
    return NULL;
  g_autofree char *number = g_strndup(at, size);
  return is_like_ours(number) ? NULL : g_steal_pointer(&number);
}

/* Glued to the word a number would not be found again when it is cited. */
static char *
number_behind(const char *text, const char *label)
{
  size_t size = strlen(label);
  for (const char *at = text; *at != '\0'; at++) {
    if (g_ascii_strncasecmp(at, label, size) != 0 ||
        (at > text && g_ascii_isalnum(at[-1])) || g_ascii_isalnum(at[size]))
      continue;
    char *number = number_at(at + size + skip_links(at + size));
    if (number != NULL)
      return number;
  }
  return NULL;
}

/* As much of a text as is read, without half a word at its end; owned. */
static char *
cut_text(const char *text)
{
  size_t size = strnlen(text, RECEIPT_TEXT_BYTES);
  while (text[size] != '\0' && size > 0 && is_part(text[size - 1]))
    size--;
  return g_strndup(text, size);
}

static char *
number_in(const char *text)
{
  g_autofree char *cut = cut_text(text == NULL ? "" : text);
  for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
    char *number = number_behind(cut, labels[i]);
    if (number != NULL)
      return number;
  }
  return NULL;
}

char *
receipt_number(const char *subject, const char *text)
{
  char *number = number_in(subject);
  return number != NULL ? number : number_in(text);
}

bool
receipt_number_in(const char *number, const char *text)
{
  size_t size = strlen(number);
  if (text == NULL)
    return false;
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_strncasecmp(at, number, size) == 0 &&
        (at == text || !g_ascii_isalnum(at[-1])) && !g_ascii_isalnum(at[size]))
      return true;
  return false;
}
