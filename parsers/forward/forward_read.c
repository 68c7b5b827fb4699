/* SPDX-License-Identifier: Apache-2.0
 *
 * What a mail that passes another on says: each of the two read as a mail of
 * its own.
 */
#include <string.h>

#include "parsers/forward/forward.h"
#include "parsers/forward/forward_day.h"
#include "parsers/forward/forward_header.h"
#include "parsers/forward/forward_private.h"
#include "parsers/forward/forwarded.h"
#include "parsers/header.h"
#include "parsers/reply/reply_private.h"
#include "parsers/token.h"

enum {
  FORWARD_DEPTH_MAX = 10,    /* mails in mails; the rest stays text */
  FORWARD_SUBJECT_MAX = 255, /* characters, as of our own subjects */
};

static const ReplyLine *
line_at(const ReplyLines *lines, guint i)
{
  return &g_array_index(lines->lines, ReplyLine, i);
}

/* Did the one who passed a mail on say nothing: empty lines, banners, and at
 * most a signature? */
static bool
says_nothing(const ReplyLines *lines, const Reply *reply)
{
  if (*reply->text == '\0' || strcmp(reply->text, reply->signature) == 0)
    return true;
  for (guint i = 0; i < lines->lines->len; i++) {
    const ReplyLine *line = line_at(lines, i);
    if (line->kind == REPLY_EMPTY || line->kind == REPLY_DEVICE ||
        line->kind == REPLY_FOOTER || line->kind == REPLY_PICTURE)
      continue;
    if (line->kind == REPLY_SIGNATURE)
      return true;
    if (reply_line_is_closing(line))
      return true; /* "Mit freundlichen Grüßen" and a name */
    if (!reply_line_is_banner(line))
      return false;
  }
  return true;
}

/* One of the mails of a chain: its own words taken apart. */
typedef struct Level {
  Forward *next; /* what it passes on; NULL for none */
  Reply *reply;
  bool is_bare; /* nothing but what it passes on */
} Level;

/* The words above the mail that a text passes on. */
static Level
level_of(Forward *next)
{
  Level level = {.next = next};
  g_autoptr(ReplyLines) own = reply_lines_new(level.next->own);
  level.reply = reply_split(own);
  level.is_bare = says_nothing(own, level.reply);
  return level;
}

static Level
level_read(const ReplyLines *lines, const char *subject)
{
  Forward *next = forward_find(lines, subject);
  return next != NULL ? level_of(next) : (Level){.reply = reply_split(lines)};
}

static void
level_clear(Level *level)
{
  g_clear_pointer(&level->next, forward_free);
  g_clear_pointer(&level->reply, reply_free);
}

/* Add a cut part behind others; "" adds nothing. */
static void
add_part(char **part, const char *more)
{
  if (*more == '\0')
    return;
  char *joined =
      *part == NULL ? g_strdup(more) : g_strconcat(*part, "\n\n", more, NULL);
  g_free(*part);
  *part = joined;
}

static char *
short_line(const char *text)
{
  g_autofree char *line = text == NULL ? NULL : g_strdup(text);
  if (line == NULL)
    return NULL;
  g_strdelimit(line, "\t\r\n", ' ');
  g_strstrip(line);
  return *line == '\0'
             ? NULL
             : g_utf8_substring(
                   line, 0, MIN(g_utf8_strlen(line, -1), FORWARD_SUBJECT_MAX));
}

static void
append_mark(GString *out, const Forward *forward)
{
  g_string_append(out, "\n\n" FORWARD_MARK_TEXT "\n");
  if (forward->writer != NULL)
    g_string_append_printf(out, "From: %s\n", forward->writer);
  if (forward->subject != NULL)
    g_string_append_printf(out, "Subject: %s\n", forward->subject);
  g_string_append_c(out, '\n');
}

/* Note a mail of the chain among all of them. */
static void
add_forwarded(Message *message, const Forward *forward, bool is_bare)
{
  Forwarded *forwarded = forwarded_new();
  if (forward->writer != NULL)
    forwarded->from = forward_header_writer(forward->writer);
  if (forward->to != NULL)
    forwarded->to = forward_header_addressee(forward->to);
  forwarded->day = forward_day_read(forward->date);
  forwarded->subject = short_line(forward->subject);
  forwarded->is_bare = is_bare;
  forwarded->is_beside = forward->is_beside;
  g_ptr_array_add(message->forwarded, forwarded);
}

/* Read the mail that was passed on and all that it passes on itself. */
static void
read_original(Message *message, Forward *first)
{
  g_autoptr(Forward) forward = first;
  g_autoptr(GString) text = g_string_new(NULL);
  bool found = false; /* the writer that counts */
  for (unsigned depth = 0; forward != NULL; depth++) {
    g_autoptr(ReplyLines) lines = reply_lines_new(forward->text);
    Level level = {0};
    if (depth < FORWARD_DEPTH_MAX)
      level = level_read(lines, forward->subject);
    else
      level.reply = reply_split(lines);
    bool skip = level.next != NULL && level.is_bare;
    add_forwarded(message, forward, skip);
    if (!skip && found)
      append_mark(text, forward);
    if (!skip) {
      g_string_append(text, level.reply->text);
      add_part(&message->quoted, level.reply->quoted);
      add_part(&message->signature, level.reply->signature);
    }
    if (!skip && !found) {
      message->forwarded_from = forward->writer == NULL
                                    ? NULL
                                    : forward_header_writer(forward->writer);
      message->forwarded_subject = short_line(forward->subject);
      found = true;
    }
    forward_free(forward);
    forward = g_steal_pointer(&level.next);
    level_clear(&level);
  }
  g_strchomp(text->str);
  message->forwarded_text = token_erase_from_text(text->str);
}

bool
forward_read(Message *message, const ReplyLines *lines)
{
  Forward *first = forward_find(lines, message->subject);
  if (first == NULL)
    return false;
  Level level = level_of(first);
  if (!level.is_bare)
    add_part(&message->quoted, level.reply->quoted);
  if (!level.is_bare || *level.reply->signature != '\0')
    add_part(&message->signature, level.reply->signature);
  read_original(message, g_steal_pointer(&level.next));
  message->text = level.is_bare ? g_strdup(message->forwarded_text)
                                : token_erase_from_text(level.reply->text);
  if (message->forwarded_from == NULL)
    g_ptr_array_add(
        message->problems,
        g_strdup("The mail that was passed on does not tell its writer's "
                 "address."));
  level_clear(&level);
  return true;
}
