/* SPDX-License-Identifier: Apache-2.0
 *
 * Line after line, with regular expressions as a reader would use grep.
 */
#include "tests/support/dsn_lines.h"

#include <string.h>

static void
block_free(gpointer data)
{
  DsnBlock *block = data;
  g_free(block->final);
  g_free(block->original);
  g_free(block->status);
  g_free(block);
}

void
dsn_lines_free(DsnLines *lines)
{
  if (lines == NULL)
    return;
  g_ptr_array_unref(lines->blocks);
  g_ptr_array_unref(lines->codes);
  g_free(lines);
}

/* The first group of a pattern in a line; NULL when it does not match. */
static char *
match(const char *pattern, const char *line)
{
  g_autoptr(GRegex) regex =
      g_regex_new(pattern, G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);
  g_autoptr(GMatchInfo) info = NULL;
  g_assert_nonnull(regex);
  return g_regex_match(regex, line, 0, &info) ? g_match_info_fetch(info, 1)
                                              : NULL;
}

static void
take_address(char **out, const char *field, const char *line)
{
  g_autofree char *pattern = g_strdup_printf(
      "^%s:\\s*(?:[\\w-]+\\s*;)?\\s*<?([^\\s<>]*[^\\s<>]@[^\\s<>]+)", field);
  g_autofree char *found = match(pattern, line);
  if (found != NULL && *out == NULL)
    *out = g_ascii_strdown(found, -1);
}

static void
take_line(DsnBlock *block, const char *line)
{
  take_address(&block->final, "Final-Recipient", line);
  take_address(&block->original, "Original-Recipient", line);
  if (block->status == NULL)
    block->status = match("^Status:\\s*([245]\\.\\d+\\.\\d+)", line);
  g_autofree char *action = match("^Action:\\s*(\\w)", line);
  if (action != NULL && block->action == 0)
    block->action = g_ascii_tolower(*action);
  g_autofree char *reply =
      match("^Diagnostic-Code:[^;]*;\\s*(?:.*said: )?([45])\\d\\d[ -]", line);
  if (reply != NULL)
    block->reply = *reply;
}

static void
end_block(DsnLines *out, DsnBlock **block)
{
  if ((*block)->final != NULL || (*block)->original != NULL)
    g_ptr_array_add(out->blocks, *block);
  else
    block_free(*block);
  *block = g_new0(DsnBlock, 1);
}

static bool
begins_returned(const char *line)
{
  g_autofree char *found = match(
      "^[\\s>|-]*(Received:|Return-Path:|Message-ID:|Below this line|Original "
      "message|Begin|Content-Type: message/rfc822)",
      line);
  return found != NULL;
}

static void
read_body_line(DsnLines *out, const char *line, bool *returned)
{
  g_autofree char *id = match("^\\s*(Message-ID):", line);
  g_autofree char *code =
      match("(?:^|[\\s(#])([45]\\.\\d\\.\\d{1,3})\\b(?!\\.)", line);
  out->has_message_id |= id != NULL;
  *returned |= begins_returned(line);
  if (code != NULL && !*returned)
    g_ptr_array_add(out->codes, g_steal_pointer(&code));
}

/* Mailboxes of several mails in one file: the next one begins here. */
static bool
begins_next(const char *line)
{
  g_autofree char *found = match("^(From) \\S+.*\\d\\d:\\d\\d", line);
  return found != NULL;
}

DsnLines *
dsn_lines_read(const char *bytes)
{
  DsnLines *out = g_new0(DsnLines, 1);
  out->blocks = g_ptr_array_new_with_free_func(block_free);
  out->codes = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
  DsnBlock *block = g_new0(DsnBlock, 1);
  bool body = false, returned = false;
  for (size_t i = 0; lines[i] != NULL; i++) {
    const char *line = g_strchomp(lines[i]);
    if (body && begins_next(line))
      break;
    if (*line == '\0')
      end_block(out, &block);
    else if (body)
      take_line(block, line);
    body |= *line == '\0';
    if (body)
      read_body_line(out, line, &returned);
  }
  end_block(out, &block);
  block_free(block);
  return out;
}
