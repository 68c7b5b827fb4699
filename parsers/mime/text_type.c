/* SPDX-License-Identifier: Apache-2.0
 *
 * Takes no character that readers of MIME could understand differently.
 */
#include "parsers/mime/text_type.h"

#include <string.h>

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
/* Without quotes only what is neither a special nor a sign of RFC 2231; within
 * them no escape, no blank and no encoded word (RFC 2047). */
#define TOKEN LETTERS "-_.+"
#define QUOTED TOKEN "=:/'()"

static const struct {
  const char *name;
  size_t offset;
} parameter_table[] = {
    {"charset", G_STRUCT_OFFSET(TextType, charset)},
    {"format", G_STRUCT_OFFSET(TextType, format)},
    {"delsp", G_STRUCT_OFFSET(TextType, delsp)},
    {"boundary", G_STRUCT_OFFSET(TextType, boundary)},
};

/* Where the characters of `allowed` from `at` on end. */
static const char *
skip(const char *at, const char *end, const char *allowed)
{
  while (at < end && *at != '\0' && strchr(allowed, *at) != NULL)
    at++;
  return at;
}

static const char *
skip_blanks(const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' ||
                      (*at == '\r' && at + 1 < end && at[1] == '\n')))
    at++;
  return at;
}

/* The member for the parameter that is called so; NULL for any other name and
 * for one that has come before. */
static char **
parameter_member(TextType *type, const char *name, size_t size)
{
  for (size_t i = 0; i < G_N_ELEMENTS(parameter_table); i++) {
    char **member = (char **)G_STRUCT_MEMBER_P(type, parameter_table[i].offset);
    if (strlen(parameter_table[i].name) == size && *member == NULL &&
        g_ascii_strncasecmp(parameter_table[i].name, name, size) == 0)
      return member;
  }
  return NULL;
}

/* Read "name=value" and return the place behind it; NULL for another form. */
static const char *
read_parameter(TextType *type, const char *at, const char *end)
{
  const char *name_end = skip(at, end, LETTERS);
  char **member = parameter_member(type, at, (size_t)(name_end - at));
  if (member == NULL || name_end == end || *name_end != '=')
    return NULL;
  bool quoted = name_end + 1 < end && name_end[1] == '"';
  const char *value = name_end + (quoted ? 2 : 1);
  const char *value_end = skip(value, end, quoted ? QUOTED : TOKEN);
  if (value_end == value || (quoted && (value_end == end || *value_end != '"')))
    return NULL;
  *member = g_strndup(value, (gsize)(value_end - value));
  return quoted ? value_end + 1 : value_end;
}

bool
text_type_read(TextType *out_type, const char *at, const char *end)
{
  at = skip_blanks(at, end);
  const char *slash = skip(at, end, LETTERS);
  if (slash == at || slash == end || *slash != '/')
    return false;
  const char *type_end = skip(slash + 1, end, LETTERS);
  if (type_end == slash + 1)
    return false;
  out_type->media_type = g_strndup(at, (gsize)(type_end - at));
  at = skip_blanks(type_end, end);
  while (at < end && *at == ';') {
    at = read_parameter(out_type, skip_blanks(at + 1, end), end);
    if (at == NULL)
      return false;
    at = skip_blanks(at, end);
  }
  return at == end;
}

void
text_type_clear(TextType *type)
{
  g_free(type->media_type);
  g_free(type->charset);
  g_free(type->format);
  g_free(type->delsp);
  g_free(type->boundary);
  *type = (TextType){.media_type = NULL};
}
