/* SPDX-License-Identifier: Apache-2.0
 *
 * E.164 numbers seen from Germany, by the numbering plan of the
 * Bundesnetzagentur (mobile lengths as in libphonenumber 8.12 metadata).
 */
#include "parsers/sms/e164.h"

#include <stddef.h>
#include <string.h>

#include <glib.h>

#define DIGITS_MIN 8
#define DIGITS_MAX 15 /* ITU-T E.164 6.2.1 */
/* Room for "(0)", trunk prefixes and typing errors before the length check. */
#define TYPED_MAX 32

/* German national prefixes that are no person's phone. */
static const char *const special[] = {
    "900", "137", "138", "180", "181", "182", "183", "184", "185",
    "186", "187", "188", "189", "700", "800", "801", "32",  "31",
    "164", "168", "169", "110", "112", "115", "116", "118", "19",
};

/* Mobile prefixes with the digits the whole national number has. */
static const struct {
  const char *prefix;
  size_t digits_min, digits_max;
} mobile[] = {
    {"150", 11, 11}, {"151", 11, 11}, {"152", 11, 11}, {"155", 11, 11},
    {"156", 11, 11}, {"157", 11, 11}, {"158", 11, 11}, {"159", 11, 11},
    {"160", 10, 11}, {"162", 10, 11}, {"163", 10, 11}, {"17", 10, 11},
};

static const char *const refusal_names[] = {"none", "syntax", "country",
                                            "special", "fixed"};

const char *
e164_refusal_to_string(E164Refusal refusal)
{
  g_assert((size_t)refusal < G_N_ELEMENTS(refusal_names));
  return refusal_names[refusal];
}

bool
e164_is_filler(gunichar c)
{
  GUnicodeType type = g_unichar_type(c);

  /* Address books copy numbers with marks of the direction of writing. */
  return type == G_UNICODE_SPACE_SEPARATOR || type == G_UNICODE_FORMAT ||
         type == G_UNICODE_DASH_PUNCTUATION || c == 0x2212 ||
         (c > 0 && c < 0x80 && strchr("\t-/.()", (int)c));
}

/* Digits and a leading "+" of what was typed; false for anything else. */
static bool
strip(const char *input, GString *out)
{
  if (g_ascii_strncasecmp(input, "tel:", 4) == 0)
    input += 4;
  for (const char *p = input; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    bool international = out->str[0] == '+' || g_str_has_prefix(out->str, "00");
    if (out->len > TYPED_MAX)
      return false;
    if (international && g_str_has_prefix(p, "(0)"))
      p += 2;
    else if (g_ascii_isdigit((char)c) && c < 0x80)
      g_string_append_c(out, (char)c);
    else if (c == '+' && out->len == 0)
      g_string_append_c(out, '+');
    else if (!e164_is_filler(c))
      return false;
  }
  return out->len > 0;
}

/* Replace what stands before the national number by "+" and country code. */
static bool
make_international(GString *number, E164Mode mode)
{
  if (number->str[0] == '+')
    return true;
  if (g_str_has_prefix(number->str, "00")) {
    g_string_erase(number, 0, 2);
    g_string_prepend_c(number, '+');
    return true;
  }
  if (number->str[0] == '0') {
    g_string_erase(number, 0, 1);
    g_string_prepend(number, "+49");
    return true;
  }
  /* Typed without a leading 0 it may be a local number, a number without its
   * 0, or an international one: asking beats guessing. */
  if (mode == E164_MODE_USER)
    return false;
  g_string_prepend_c(number, '+');
  return true;
}

static bool
is_well_formed(const char *number)
{
  size_t digits = 0;

  if (number[0] != '+' || number[1] < '1' || number[1] > '9')
    return false;
  digits = strspn(number + 1, "0123456789");
  return number[digits + 1] == '\0' && digits >= DIGITS_MIN &&
         digits <= DIGITS_MAX;
}

/* The national part of a German number, NULL for other countries. */
static const char *
german_part(const char *number)
{
  return g_str_has_prefix(number, "+49") ? number + 3 : NULL;
}

/* 1: mobile of right length, -1: mobile of wrong length, 0: not mobile. */
static int
mobile_fit(const char *national)
{
  size_t digits = strlen(national);

  for (size_t i = 0; i < G_N_ELEMENTS(mobile); i++) {
    if (g_str_has_prefix(national, mobile[i].prefix))
      return digits >= mobile[i].digits_min && digits <= mobile[i].digits_max
                 ? 1
                 : -1;
  }
  return 0;
}

char *
e164_normalise(const char *input, E164Mode mode)
{
  g_autoptr(GString) number = g_string_new(NULL);
  const char *national = NULL;

  if (!g_utf8_validate(input, -1, NULL) || !strip(input, number) ||
      !make_international(number, mode) || !is_well_formed(number->str))
    return NULL;
  national = german_part(number->str);
  if (national && (national[0] == '0' || mobile_fit(national) < 0))
    return NULL;
  return g_string_free(g_steal_pointer(&number), FALSE);
}

static bool
has_country(const char *number, const char *const *countries)
{
  static const char *const germany[] = {"49", NULL};

  for (const char *const *code = countries ? countries : germany; *code;
       code++) {
    if (g_str_has_prefix(number + 1, *code))
      return true;
  }
  return false;
}

E164Refusal
e164_check_destination(const char *number, const char *const *countries)
{
  const char *national = NULL;

  if (!is_well_formed(number))
    return E164_REFUSAL_SYNTAX;
  if (!has_country(number, countries))
    return E164_REFUSAL_COUNTRY;
  national = german_part(number);
  if (!national || mobile_fit(national) > 0)
    return E164_REFUSAL_NONE;
  for (size_t i = 0; i < G_N_ELEMENTS(special); i++) {
    if (g_str_has_prefix(national, special[i]))
      return E164_REFUSAL_SPECIAL;
  }
  return E164_REFUSAL_FIXED;
}

char *
e164_mask(const char *number)
{
  size_t length = strlen(number);

  if (length < 9)
    return g_strdup("…");
  return g_strdup_printf("%.6s…%s", number, number + length - 2);
}
