/* SPDX-License-Identifier: Apache-2.0
 *
 * Encoded words as they should be, and as they are sent.
 */
#include "parsers/encoded_word.h"

#include <glib.h>

#include "parsers/mime/mime.h"

static void
test_encoded_word_decode(void)
{
  static const struct {
    const char *value, *text;
  } rows[] = {
      {"Hallo", "Hallo"},
      {"", ""},
      /* RFC 2047 8 */
      {"=?ISO-8859-1?Q?a?=", "a"},
      {"=?ISO-8859-1?Q?a?= b", "a b"},
      {"=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"},
      {"=?ISO-8859-1?Q?a?=  \r\n =?ISO-8859-1?Q?b?=", "ab"},
      {"=?ISO-8859-1?Q?a_b?=", "a b"},
      {"=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"},
      /* each word has padding of its own */
      {"=?UTF-8?B?w6Q=?= =?UTF-8?B?w7Z4?=", "äöx"},
      {"=?UTF-8?B?w6Q=?=\n =?UTF-8?B?w7Y=?=\n\t=?UTF-8?B?w7w=?= end",
       "äöü end"},
      {"=?UTF-8?B?w6Q=w7Z4?=", "äöx"},
      {"=?UTF-8?B?w6Q?=", "ä"},
      {"=?utf-8?q?=C3=A4?= =?UTF-8?B?w7Y=?=", "äö"},
      {"=?iso-8859-1?Q?=E4?= =?UTF-8?B?w7Y=?= =?koi8-r?B?xME=?=", "äöда"},
      /* a character over two words */
      {"=?UTF-8?Q?Stra=C3?= =?UTF-8?Q?=9Fe?=", "Straße"},
      {"=?utf-8?B?U3RyYcM=?= =?UTF-8?Q?=9Fe?=", "Straße"},
      {"=?UTF-8*de?Q?Stra=C3=9Fe?=", "Straße"},
      /* against the rules, yet clear */
      {"Loch in =?utf-8?Q?Stra=C3=9Fe 12?=!", "Loch in Straße 12!"},
      {"[x]=?utf-8?Q?=C3=A4?==?utf-8?Q?=C3=B6?=", "[x]äö"},
      {"=?nonsense?Q?a=C3=A4?=", "aä"},
      {"=?utf-8?Q?a=4?=", "a=4"},
      {"Stra\xdf"
       "e =?utf-8?Q?=C3=A4?=",
       "Straße ä"},
      /* broken: as they are */
      {"=?utf-8?B?w6Q=", "=?utf-8?B?w6Q="},
      {"=?utf-8?X?abc?=", "=?utf-8?X?abc?="},
      {"=?utf-8?B?w6-Q?= =?utf-8?B?w6Q=?=", "=?utf-8?B?w6-Q?= ä"},
      {"=??Q?abc?=", "=??Q?abc?="},
      {"=?utf-8?Q?=", "=?utf-8?Q?="},
      {"=?utf-8?", "=?utf-8?"},
      {"=?", "=?"},
      {"=?utf-8?Q?\?=", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].value);
    g_autofree char *text = encoded_word_decode(rows[i].value);
    g_assert_cmpstr(text, ==, rows[i].text);
  }
}

static void
test_encoded_word_join(void)
{
  static const struct {
    const char *value, *joined;
  } rows[] = {
      {"Anna <a@example.org>", "Anna <a@example.org>"},
      {"=?UTF-8?Q?=C3=A4?= <a@example.org>",
       "=?UTF-8?Q?=C3=A4?= <a@example.org>"},
      {" =?UTF-8?B?w6Q=?=\n =?UTF-8?B?w7Z4?= <a@example.org>,\n b@example.org",
       " =?UTF-8?B?w6TDtng=?= <a@example.org>,\n b@example.org"},
      {"=?iso-8859-2?Q?=A3?= <a@example.org>",
       "=?UTF-8?B?xYE=?= <a@example.org>"},
      {"=?utf-8*de?Q?=C3=A4?= <a@example.org>",
       "=?utf-8*de?Q?=C3=A4?= <a@example.org>"},
      {"=?UTF-8?Q?Stra=C3?= =?UTF-8?Q?=9Fe?= =?koi8-r?B?xME=?=",
       "=?UTF-8?B?U3RyYcOfZdC00LA=?="},
      /* what has a meaning outside is not swallowed */
      {"=?utf-8?Q?a?= =?utf-8?Q?<b@example.org>?=",
       "=?utf-8?Q?a?= =?utf-8?Q?<b@example.org>?="},
      {"\"=?utf-8?Q?a\"<a@example.org>,\"?= =?utf-8?Q?b?=\" <b@example.org>",
       "\"=?utf-8?Q?a\"<a@example.org>,\"?= =?utf-8?Q?b?=\" <b@example.org>"},
      {"\xe4 =?utf-8?Q?a", "\xe4 =?utf-8?Q?a"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].value);
    g_autofree char *joined = encoded_word_join(rows[i].value);
    g_assert_cmpstr(joined, ==, rows[i].joined);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_test_add_func("/parsers/encoded_word/decode", test_encoded_word_decode);
  g_test_add_func("/parsers/encoded_word/join", test_encoded_word_join);
  return g_test_run();
}
