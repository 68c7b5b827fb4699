/* SPDX-License-Identifier: Apache-2.0
 *
 * Replies, line by line.
 */
#include "daemon/deliver/smtp_dialogue.h"

#include <string.h>

#include "parsers/clean_text.h"

static void
forget_reply(SmtpDialogue *dialogue)
{
  dialogue->code = 0;
  dialogue->status[0] = '\0';
  dialogue->words[0] = '\0';
  dialogue->lines = 0;
}

void
smtp_dialogue_sent(SmtpDialogue *dialogue, SmtpStage stage)
{
  dialogue->stage = stage;
  forget_reply(dialogue);
}

void
smtp_dialogue_sent_line(SmtpDialogue *dialogue, const char *line, size_t size)
{
  static const struct {
    const char *command;
    SmtpStage stage;
  } rows[] = {
      {"EHLO", SMTP_STAGE_EHLO},
      {"HELO", SMTP_STAGE_EHLO},
      {"STARTTLS", SMTP_STAGE_EHLO},
      {"AUTH", SMTP_STAGE_AUTH},
  };

  /* What fits no row goes on with AUTH.  After STARTTLS only what was offered
   * under TLS counts (RFC 3207 4.2), and EHLO is said again. */
  forget_reply(dialogue);
  if (size > 4 && memcmp(line, "EHLO", 4) == 0)
    dialogue->offers_size = dialogue->offers_8bit = dialogue->offers_utf8 =
        dialogue->offers_pipelining = false;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    size_t length = strlen(rows[i].command);
    if (size > length && memcmp(line, rows[i].command, length) == 0)
      dialogue->stage = rows[i].stage;
  }
}

static void
note_offer(SmtpDialogue *dialogue, const char *text)
{
  size_t length = strcspn(text, " ");
  g_autofree char *word = g_ascii_strup(text, (gssize)length);

  dialogue->offers_size |= strcmp(word, "SIZE") == 0;
  dialogue->offers_8bit |= strcmp(word, "8BITMIME") == 0;
  dialogue->offers_utf8 |= strcmp(word, "SMTPUTF8") == 0;
  dialogue->offers_pipelining |= strcmp(word, "PIPELINING") == 0;
}

/* Add the text of a line to the words, without the repeated status. */
static void
add_words(SmtpDialogue *dialogue, const char *text)
{
  size_t length = strlen(dialogue->status);

  if (length > 0 && strncmp(text, dialogue->status, length) == 0)
    text += length;
  while (*text == ' ')
    text++;
  if (dialogue->words[0] != '\0')
    g_strlcat(dialogue->words, " ", sizeof dialogue->words);
  g_strlcat(dialogue->words, text, sizeof dialogue->words);
}

static void
take_status(SmtpDialogue *dialogue, const char *status)
{
  size_t length = status == NULL ? 0 : strspn(status, "0123456789.");

  if (length == 0 || length >= sizeof dialogue->status)
    return;
  memcpy(dialogue->status, status, length);
  dialogue->status[length] = '\0';
}

bool
smtp_dialogue_take(SmtpDialogue *dialogue, const char *bytes, size_t size)
{
  g_autofree char *line = g_strndup(bytes, MIN(size, SMTP_LINE_MAX));
  SmtpReply reply = {.stage = dialogue->stage};

  line[strcspn(line, "\r\n")] = '\0';
  if (!smtp_reply_parse(line, &reply) || ++dialogue->lines > SMTP_LINES_MAX) {
    forget_reply(dialogue);
    dialogue->is_broken = true;
    return true;
  }
  if (dialogue->lines == 1) {
    forget_reply(dialogue);
    dialogue->lines = 1;
    take_status(dialogue, reply.status);
  }
  if (dialogue->stage == SMTP_STAGE_CONNECT)
    dialogue->stage = SMTP_STAGE_GREETING;
  const char *text = strlen(line) > 4 ? line + 4 : "";
  if (dialogue->stage == SMTP_STAGE_EHLO)
    note_offer(dialogue, text);
  dialogue->code = reply.code;
  add_words(dialogue, text);
  if (line[3] == '-')
    return false;
  dialogue->lines = 0; /* what comes next is another reply */
  return true;
}

/* The status to store: the reply's, else what its code says, else that the
 * network failed (RFC 3463 3.5). */
static const char *
status_of(const SmtpDialogue *dialogue)
{
  static const char *const by_class[] = {"4.4.2", "4.5.0", "2.0.0",
                                         "4.5.0", "4.0.0", "5.0.0"};
  if (dialogue->status[0] != '\0')
    return dialogue->status;
  if (dialogue->code == 0 && dialogue->stage == SMTP_STAGE_CONNECT)
    return "4.4.1";
  return by_class[dialogue->code / 100];
}

void
smtp_dialogue_result(const SmtpDialogue *dialogue, OutboxResult *out)
{
  SmtpReply reply = {dialogue->stage, dialogue->code,
                     dialogue->status[0] != '\0' ? dialogue->status : NULL};
  g_autofree char *words = g_strdup_printf(
      "%s: %d %s", smtp_stage_to_string(dialogue->stage), dialogue->code,
      dialogue->code == 0 ? "no reply" : dialogue->words);
  transport_set_result(out, retry_smtp_action(&reply), status_of(dialogue),
                       words);
}

char *
smtp_dialogue_queue_id(const SmtpDialogue *dialogue)
{
  static const char mark[] = "queued as ";
  const char *words = dialogue->words;
  const char *found = strstr(words, mark);
  size_t size = strlen(words);

  if (found != NULL) {
    words = found + strlen(mark);
    size = strcspn(words, " <>;,");
  }
  return size == 0 ? NULL : clean_line(words, size, TRANSPORT_REF_MAX);
}
