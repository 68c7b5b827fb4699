/* SPDX-License-Identifier: Apache-2.0
 *
 * Checks on the plain text of a YAML file.
 */
#include "parsers/config/yaml_text.h"

#include <string.h>

/* The question lists of a whole town stay below one MiB; a file that is much
 * larger was not written by a person. */
enum { YAML_BYTES_MAX = 4 * 1024 * 1024 };

static const char BYTE_ORDER_MARK[] = "\xEF\xBB\xBF";

/* The place of `at`; everything before it is valid UTF-8. */
static FilePosition
text_place(const char *file, const char *text, const char *at)
{
  FilePosition place = {file, 1, 1};
  for (const char *p = text; p < at; p = g_utf8_next_char(p)) {
    place.column++;
    if (*p == '\n') {
      place.line++;
      place.column = 1;
    }
  }
  return place;
}

/* libyaml says of a tab that it "cannot start any token".  Tabs are reported
 * here once a line and by name; false when there is any. */
static bool
check_tabs(const char *file, const char *text, size_t length,
           Problems *problems)
{
  const char *end = text + length;
  bool found = false;
  int line = 1;
  for (const char *start = text; start < end; line++) {
    const char *stop = memchr(start, '\n', (size_t)(end - start));
    stop = stop != NULL ? stop : end;
    const char *tab = memchr(start, '\t', (size_t)(stop - start));
    if (tab != NULL) {
      int column = (int)g_utf8_strlen(start, tab - start) + 1;
      problems_add(problems, (FilePosition){file, line, column},
                   "a tab is not allowed – use spaces");
      found = true;
    }
    start = stop + 1;
  }
  return !found;
}

bool
yaml_text_check(GBytes *bytes, const char *file, Problems *problems,
                const char **out_text, size_t *out_length)
{
  size_t length = 0;
  const char *text = g_bytes_get_data(bytes, &length);
  if (length > YAML_BYTES_MAX) {
    problems_add(problems, (FilePosition){file, 0, 0},
                 "the file is larger than %d MiB – this cannot be right",
                 YAML_BYTES_MAX / 1024 / 1024);
    return false;
  }
  if (text == NULL)
    text = "";
  const char *bad = NULL;
  if (!g_utf8_validate(text, (gssize)length, &bad)) {
    problems_add(problems, text_place(file, text, bad),
                 "not UTF-8 – save the file with the encoding UTF-8");
    return false;
  }
  if (length >= 3 && memcmp(text, BYTE_ORDER_MARK, 3) == 0) {
    text += 3;
    length -= 3;
  }
  if (!check_tabs(file, text, length, problems))
    return false;
  *out_text = text;
  *out_length = length;
  return true;
}
