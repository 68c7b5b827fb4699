/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts that are nothing but signs.
 */
#include "parsers/letter/letter.h"

/* A person looks at those that may ask for something: help, fire, a warning,
 * anger, a hole. */
static bool
speaks(gunichar sign)
{
  static const gunichar speaking[] = {'?',     0x1F198, 0x1F525, 0x1F6A8,
                                      0x1F692, 0x1F691, 0x26A0,  0x1F4A5,
                                      0x1F44E, 0x1F621, 0x1F92C, 0x1F573};
  for (size_t i = 0; i < G_N_ELEMENTS(speaking); i++)
    if (sign == speaking[i])
      return true;
  return g_unichar_isalnum(sign);
}

bool
letter_is_wordless(const char *text)
{
  bool has_sign = false;
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar sign = g_utf8_get_char(text);
    if (speaks(sign))
      return false;
    has_sign = has_sign || sign > 0x7F;
  }
  return has_sign;
}
