/* SPDX-License-Identifier: Apache-2.0
 *
 * Header fields, line by line.
 */
#include "parsers/mime/mail_head.h"

#include <string.h>

#include <glib.h>

enum {
  MAIL_HEAD_FIELDS_MIN = 3, /* a letter may begin "From: … Subject: …" */
  MAIL_HEAD_NAME_MAX = 60,
};

/* Fields that stand in mails and hardly ever elsewhere. */
static const struct {
  const char *name;
  bool sure; /* says who sent it */
} field_table[] = {
    {"From", true},
    {"Received", true},
    {"Return-Path", false},
    {"Delivered-To", false},
    {"To", false},
    {"Subject", false},
    {"Date", false},
    {"Message-ID", false},
    {"MIME-Version", false},
    {"Content-Type", false},
    {"DKIM-Signature", false},
    {"Authentication-Results", false},
    {"ARC-Seal", false},
    {"X-Mailer", false},
    {"Thread-Topic", false},
};

/* The bytes of a field name at `at`, its colon behind it; 0 for none. */
static size_t
name_size(const char *at, const char *end)
{
  const char *begin = at;
  while (at < end && (g_ascii_isalnum(*at) || *at == '-' || *at == '_'))
    at++;
  size_t size = (size_t)(at - begin);
  return at < end && *at == ':' && size <= MAIL_HEAD_NAME_MAX ? size : 0;
}

/* What was found so far. */
typedef struct Head {
  unsigned seen, count; /* the first: 1 << row of the table */
  bool sure;
} Head;

static void
note_field(Head *head, const char *at, size_t size)
{
  for (size_t i = 0; i < G_N_ELEMENTS(field_table); i++) {
    if (strlen(field_table[i].name) != size || (head->seen & 1u << i) != 0 ||
        g_ascii_strncasecmp(field_table[i].name, at, size) != 0)
      continue;
    head->seen |= 1u << i;
    head->count++;
    head->sure |= field_table[i].sure;
  }
}

bool
mail_head_is(const char *bytes, size_t size)
{
  const char *at = bytes, *end = bytes + size;
  Head head = {0};
  if (size > 5 && memcmp(at, "From ", 5) == 0) { /* the line of an mbox */
    const char *line_end = memchr(at, '\n', size);
    at = line_end == NULL ? end : line_end + 1;
  }
  while (at < end && *at != '\n' && *at != '\r') {
    const char *line_end = memchr(at, '\n', (size_t)(end - at));
    size_t name = name_size(at, end);
    if (line_end == NULL)
      break;
    if (name == 0 && *at != ' ' && *at != '\t')
      return false;
    note_field(&head, at, name);
    at = line_end + 1;
  }
  return head.sure && head.count >= MAIL_HEAD_FIELDS_MIN;
}
