/* SPDX-License-Identifier: Apache-2.0
 *
 * Mail by SMTP (RFC 5321), one recipient a transaction, many transactions a
 * session. Curl connects and signs in (daemon/deliver/smtp_connect.h) and
 * carries the bytes; the transaction is a table of steps, each with its own
 * patience.
 *
 *   connect -> mail -> rcpt -> data -> body -> dot -> free
 *   refused at one of them -> free; the next job begins with rset
 *   silence, a cut, nonsense -> spent
 *
 * Where the server offers PIPELINING (RFC 2920) mail, rcpt and data are said
 * in one go, and the steps after mail only read.  Refused at one of these: the
 * replies still owed are read; a server that takes data all the same gets the
 * dot at once (RFC 2920 3.1).
 */
#include <string.h>

#include "daemon/deliver/smtp_command.h"
#include "daemon/deliver/smtp_connect.h"
#include "daemon/deliver/smtp_wire.h"
#include "daemon/oauth.h"
#include "parsers/mail_writer.h"

typedef enum SmtpStep {
  SMTP_STEP_CONNECT,
  SMTP_STEP_RSET,
  SMTP_STEP_MAIL,
  SMTP_STEP_RCPT,
  SMTP_STEP_DATA,
  SMTP_STEP_BODY,
  SMTP_STEP_DOT,
  SMTP_STEP_FREE,
} SmtpStep;

enum { TOTAL_MS = 900000 }; /* for one job, a tarpit included */

/* Seconds of RFC 5321 4.5.3.2; `good` is the reply's first digit. */
static const struct {
  SmtpStage stage;
  int patience_s, good;
  SmtpStep next;
} steps[] = {
    [SMTP_STEP_CONNECT] = {SMTP_STAGE_CONNECT, 0, 2, SMTP_STEP_MAIL},
    [SMTP_STEP_RSET] = {SMTP_STAGE_MAIL, 20, 2, SMTP_STEP_MAIL},
    [SMTP_STEP_MAIL] = {SMTP_STAGE_MAIL, 300, 2, SMTP_STEP_RCPT},
    [SMTP_STEP_RCPT] = {SMTP_STAGE_RCPT, 300, 2, SMTP_STEP_DATA},
    [SMTP_STEP_DATA] = {SMTP_STAGE_DATA, 120, 3, SMTP_STEP_BODY},
    [SMTP_STEP_BODY] = {SMTP_STAGE_DATA, 180, 0, SMTP_STEP_DOT},
    [SMTP_STEP_DOT] = {SMTP_STAGE_FINAL_DOT, 600, 2, SMTP_STEP_FREE},
    [SMTP_STEP_FREE] = {SMTP_STAGE_MAIL, 0, 0, SMTP_STEP_FREE},
};

typedef struct SmtpLine {
  TransportLine line; /* first: the loop's part */
  SmtpStep step;
  SmtpDialogue dialogue;
  const OutboxJob *job;
  SmtpData data;
  unsigned ahead;       /* commands that were said before their step */
  SmtpDialogue refusal; /* as it was when is_refused was set */
  bool is_refused;
  bool is_dirty;  /* a transaction was refused: RSET before the next */
  bool is_reused; /* nobody knows whether the server still listens */
  bool has_tcp;
  int64_t end_ms; /* of the job, whatever happens */
  SmtpWire wire;
} SmtpLine;

static TransportLine *
smtp_open(const TransportRoute *route)
{
  SmtpLine *smtp = g_new0(SmtpLine, 1);
  smtp->line.route = route;
  smtp->line.fd = -1;
  return &smtp->line;
}

static void
set_patience(SmtpLine *smtp, int64_t now_ms, int64_t patience_ms)
{
  smtp->line.deadline_ms = MIN(now_ms + patience_ms, smtp->end_ms);
}

static void
enter(SmtpLine *smtp, SmtpStep step, int64_t now_ms)
{
  smtp->step = step;
  smtp_dialogue_sent(&smtp->dialogue, steps[step].stage);
  set_patience(smtp, now_ms, steps[step].patience_s * INT64_C(1000));
}

/* Have the words of a step ready to be sent.  Some have none: the dot of a
 * message is part of its body. */
static void
say(SmtpLine *smtp, SmtpStep step)
{
  const OutboxJob *job = smtp->job;
  g_autofree char *words = NULL;

  if (step == SMTP_STEP_RSET)
    words = g_strdup("RSET");
  else if (step == SMTP_STEP_MAIL)
    words = smtp_command_mail(job, &smtp->dialogue);
  else if (step == SMTP_STEP_RCPT)
    words = g_strdup_printf("RCPT TO:<%s>", job->address);
  else if (step == SMTP_STEP_DATA)
    words = g_strdup("DATA");
  else if (step == SMTP_STEP_DOT && smtp->is_refused)
    words = g_strdup(".");
  if (words != NULL)
    smtp_wire_say(&smtp->wire, words);
}

/* Begin the transaction, with all that may be said before its replies. */
static void
say_envelope(SmtpLine *smtp)
{
  smtp->ahead = 0;
  say(smtp, SMTP_STEP_MAIL);
  if (!smtp->dialogue.offers_pipelining)
    return;
  say(smtp, SMTP_STEP_RCPT);
  say(smtp, SMTP_STEP_DATA);
  smtp->ahead = 2;
}

/* Go to a step; its words may have been said ahead. */
static void
go(SmtpLine *smtp, SmtpStep step, int64_t now_ms)
{
  enter(smtp, step, now_ms);
  if (step == SMTP_STEP_MAIL)
    say_envelope(smtp);
  else if (smtp->ahead > 0)
    smtp->ahead--;
  else
    say(smtp, step);
}

/* --- outcomes: each returns true, as turn() does --- */

static bool
finish(SmtpLine *smtp, OutboxResult *out)
{
  const SmtpDialogue *verdict =
      smtp->is_refused ? &smtp->refusal : &smtp->dialogue;

  smtp_dialogue_result(verdict, out);
  if (out->action == DELIVERY_SENT)
    out->provider_ref = smtp_dialogue_queue_id(verdict);
  smtp->is_dirty = out->action != DELIVERY_SENT;
  /* After 421 the server hangs up (RFC 5321 3.8). */
  smtp->line.spent =
      smtp->line.spent || smtp->dialogue.code == 0 || verdict->code == 421;
  smtp->step = SMTP_STEP_FREE;
  smtp->job = NULL;
  return true;
}

/* The session is over without a reply to what was said last. */
static bool
finish_cut(SmtpLine *smtp, OutboxResult *out)
{
  smtp->line.spent = true;
  smtp_dialogue_sent(&smtp->dialogue, steps[smtp->step].stage);
  return finish(smtp, out);
}

static bool
refuse_job(SmtpLine *smtp, const char *status, const char *words,
           OutboxResult *out)
{
  transport_set_result(out, DELIVERY_FAIL, status, words);
  smtp->step = SMTP_STEP_FREE;
  smtp->job = NULL;
  return true;
}

static bool
connect_line(SmtpLine *smtp, int64_t now_ms, OutboxResult *out)
{
  TransportLine *line = &smtp->line;
  g_autoptr(GError) error = NULL;

  if (line->easy == NULL)
    line->easy = curl_easy_init();
  else
    transport_line_halt(line);
  g_assert(line->easy != NULL);
  curl_easy_reset(line->easy);
  smtp->dialogue = (SmtpDialogue){0};
  smtp->wire = (SmtpWire){.easy = line->easy};
  smtp->is_dirty = smtp->is_reused = smtp->has_tcp = false;
  smtp->step = SMTP_STEP_CONNECT;
  line->fd = -1;
  set_patience(smtp, now_ms, SMTP_CONNECT_MS);
  if (!smtp_connect_set_up(line->easy, line->route, &smtp->dialogue, &error)) {
    transport_set_result(out, DELIVERY_PAUSE, "4.7.0", error->message);
    line->spent = true;
    return true;
  }
  transport_line_run(line);
  return false;
}

static bool
smtp_start(TransportLine *line, const OutboxJob *job, int64_t now_ms,
           OutboxResult *out)
{
  SmtpLine *smtp = (SmtpLine *)line;
  gsize size = 0;
  const char *body = g_bytes_get_data(job->body, &size);
  bool safe_from =
      job->envelope_from[0] == '\0' || mail_address_is_safe(job->envelope_from);

  smtp->data = (SmtpData){.body = body, .size = size};
  smtp->job = job;
  smtp->is_refused = false;
  smtp->end_ms = now_ms + TOTAL_MS;
  if (!safe_from || !mail_address_is_safe(job->address))
    return refuse_job(smtp, "5.1.3", "unsafe address", out);
  if (line->easy == NULL || smtp_wire_is_stale(&smtp->wire))
    return connect_line(smtp, now_ms, out);
  smtp->is_reused = true;
  go(smtp, smtp->is_dirty ? SMTP_STEP_RSET : SMTP_STEP_MAIL, now_ms);
  return false;
}

/* --- one turn --- */

/* Curl has ended its part, or takes too long. */
static bool
turn_connect(SmtpLine *smtp, int64_t now_ms, OutboxResult *out)
{
  TransportLine *line = &smtp->line;
  curl_off_t tcp_us = 0;
  curl_socket_t fd = CURL_SOCKET_BAD;

  if (!line->has_ended && now_ms >= line->deadline_ms) {
    line->code = CURLE_OPERATION_TIMEDOUT;
    line->has_ended = true;
  }
  if (!line->has_ended) {
    (void)curl_easy_getinfo(line->easy, CURLINFO_CONNECT_TIME_T, &tcp_us);
    if (tcp_us > 0 && !smtp->has_tcp)
      set_patience(smtp, now_ms, SMTP_GREETING_MS);
    smtp->has_tcp = tcp_us > 0;
    return false;
  }
  (void)curl_easy_getinfo(line->easy, CURLINFO_ACTIVESOCKET, &fd);
  if (line->code != CURLE_OK || fd == CURL_SOCKET_BAD) {
    if (line->route->oauth != NULL &&
        (smtp->dialogue.code >= 400 || line->code == CURLE_LOGIN_DENIED))
      oauth_forget(line->route->oauth);
    smtp_connect_result(line->code, &smtp->dialogue, out);
    line->spent = true;
    return true;
  }
  curl_easy_setopt(line->easy, CURLOPT_VERBOSE, 0L);
  line->fd = fd;
  if (smtp_command_needs_utf8(smtp->job) && !smtp->dialogue.offers_utf8)
    return refuse_job(smtp, "5.6.7", "no SMTPUTF8", out);
  go(smtp, SMTP_STEP_MAIL, now_ms);
  return false;
}

/* A free session may have ended unseen.  Nothing was taken yet, so the job
 * begins again, on a new one. */
static bool
is_lost_before_start(const SmtpLine *smtp)
{
  int code = smtp->dialogue.code;
  if (!smtp->is_reused)
    return false;
  return smtp->step == SMTP_STEP_RSET ||
         (smtp->step == SMTP_STEP_MAIL && (code == 0 || code == 421));
}

/* Send, then read, as far as it goes; DONE: the step has its reply. */
static SmtpProgress
advance(SmtpLine *smtp)
{
  bool is_body = smtp->step == SMTP_STEP_BODY;
  SmtpProgress sent = smtp_wire_send(&smtp->wire, is_body ? &smtp->data : NULL);

  smtp->line.events =
      sent == SMTP_PROGRESS_WAIT ? CURL_WAIT_POLLOUT : CURL_WAIT_POLLIN;
  if (sent == SMTP_PROGRESS_WAIT || (is_body && sent == SMTP_PROGRESS_DONE))
    return sent;
  /* After a cut the reason may still lie there: 421, 552. */
  SmtpProgress read = smtp_wire_read(&smtp->wire, &smtp->dialogue);
  if (sent == SMTP_PROGRESS_CUT)
    smtp->line.spent = true;
  return sent == SMTP_PROGRESS_CUT && read == SMTP_PROGRESS_WAIT ? sent : read;
}

/* The step has its reply.  The first refusal is the job's; what the server says
 * to commands that were on their way already is only read. */
static void
note_refusal(SmtpLine *smtp)
{
  if (smtp->is_refused)
    return;
  smtp->refusal = smtp->dialogue;
  smtp->is_refused = true;
}

/* Where a step leads to; FREE: the job has its outcome. */
static SmtpStep
next_step(const SmtpLine *smtp, bool is_good)
{
  if (smtp->ahead > 0)
    return steps[smtp->step].next;
  if (!is_good)
    return SMTP_STEP_FREE;
  if (smtp->step == SMTP_STEP_DATA && smtp->is_refused)
    return SMTP_STEP_DOT;
  return steps[smtp->step].next;
}

static bool
turn_session(SmtpLine *smtp, int64_t now_ms, OutboxResult *out)
{
  for (;;) {
    SmtpProgress progress = advance(smtp);
    if (progress == SMTP_PROGRESS_WAIT && now_ms < smtp->line.deadline_ms)
      return false;
    bool is_good = progress == SMTP_PROGRESS_DONE &&
                   smtp->dialogue.code / 100 == steps[smtp->step].good;
    if (!is_good && is_lost_before_start(smtp))
      return connect_line(smtp, now_ms, out);
    if (progress != SMTP_PROGRESS_DONE)
      return finish_cut(smtp, out);
    if (!is_good)
      note_refusal(smtp);
    SmtpStep next = next_step(smtp, is_good);
    if (next == SMTP_STEP_FREE)
      return finish(smtp, out);
    go(smtp, next, now_ms);
  }
}

static bool
smtp_turn(TransportLine *line, int64_t now_ms, OutboxResult *out)
{
  SmtpLine *smtp = (SmtpLine *)line;

  if (smtp->step == SMTP_STEP_CONNECT && turn_connect(smtp, now_ms, out))
    return true;
  return smtp->step != SMTP_STEP_CONNECT && smtp->step != SMTP_STEP_FREE &&
         turn_session(smtp, now_ms, out);
}

static void
smtp_close(TransportLine *line)
{
  SmtpLine *smtp = (SmtpLine *)line;

  /* A courtesy nobody waits for. */
  if (line->easy != NULL && smtp->step == SMTP_STEP_FREE && !line->spent) {
    smtp_wire_say(&smtp->wire, "QUIT");
    (void)smtp_wire_send(&smtp->wire, NULL);
  }
  transport_line_halt(line);
  curl_easy_cleanup(line->easy);
  g_free(smtp);
}

const Transport transport_smtp = {
    .name = "smtp",
    .kind = TRANSPORT_KIND_SMTP,
    .open = smtp_open,
    .start = smtp_start,
    .turn = smtp_turn,
    .close = smtp_close,
};
