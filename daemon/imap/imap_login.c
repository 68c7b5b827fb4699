/* SPDX-License-Identifier: Apache-2.0
 *
 * From nothing to a signed-in IMAP session.  The order matters: nothing secret
 * is sent before the certificate was verified.
 */
#include "daemon/imap/imap_session.h"

#include <string.h>

#include "daemon/clock.h"
#include "daemon/imap/imap_session_private.h"
#include "queue/secret.h"

enum {
  CONNECT_MS = 30000,      /* connecting and shaking hands */
  LOGOUT_MS = 2000,        /* politeness */
  SECRET_BYTES_MAX = 8192, /* access tokens take 1 to 4 kB */
};

static bool
fail(GError **error, ImapError code, const char *why)
{
  g_set_error_literal(error, IMAP_ERROR, code, why);
  return false;
}

/* Ask what the server can do, and keep it. */
static bool
learn(ImapSession *session, GError **error)
{
  mailimap *imap = session->imap;

  imap_session_allow(session, 0, 1024);
  if (!imap_session_command(session, "CAPABILITY", error))
    return false;
  session->can_idle = mailimap_has_extension(imap, "IDLE");
  session->can_move = mailimap_has_extension(imap, "MOVE");
  session->can_uidplus = mailimap_has_extension(imap, "UIDPLUS");
  session->can_initial_response = mailimap_has_extension(imap, "SASL-IR");
  return true;
}

/* What lies in the buffer behind the agreement was sent in clear, perhaps by
 * somebody in between, and would later count as said by the server
 * (CVE-2011-0411, RFC 9051 11.1). */
static bool
start_tls(ImapSession *session, GError **error)
{
  if (!learn(session, error))
    return false;
  if (!mailimap_has_extension(session->imap, "STARTTLS"))
    return fail(error, IMAP_ERROR_TLS, "the server offers no STARTTLS");
  imap_session_allow(session, 0, 0);
  if (!imap_session_command(session, "STARTTLS", error)) {
    g_prefix_error(error, "STARTTLS: ");
    return false;
  }
  if (session->imap->imap_stream->read_buffer_len > 0)
    return fail(error, IMAP_ERROR_TLS, "bytes were slipped in behind STARTTLS");
  return imap_stream_start_tls(session->stream, error);
}

/* Base64 of a text that holds a secret: wiped and freed. */
static char *
encode_and_wipe(char *text, size_t size)
{
  char *encoded = g_base64_encode((const guchar *)text, size);

  secret_wipe(text, size);
  g_free(text);
  return encoded;
}

/* RFC 4616. */
static char *
sasl_plain(const char *user, const char *password)
{
  size_t size = strlen(user) + strlen(password) + 2;
  char *text = g_strdup_printf("%c%s%c%s", '\0', user, '\0', password);
  return encode_and_wipe(text, size);
}

/* https://developers.google.com/gmail/imap/xoauth2-protocol */
static char *
sasl_xoauth2(const char *user, const char *token)
{
  char *text =
      g_strdup_printf("user=%s\001auth=Bearer %s\001\001", user, token);
  return encode_and_wipe(text, strlen(text));
}

/* True when the line just read is a continuation request. */
static bool
read_continuation(ImapSession *session)
{
  const char *line = mailimap_read_line(session->imap);
  return line != NULL && line[0] == '+';
}

/* "AUTHENTICATE MECHANISM", with the response where the server takes it at
 * once (RFC 4959). */
static bool
begin_authenticate(ImapSession *session, const char *mechanism,
                   const char *response)
{
  g_autofree char *command =
      g_strconcat("AUTHENTICATE ", mechanism,
                  session->can_initial_response ? " " : NULL, NULL);
  mailstream *stream = session->imap->imap_stream;

  return mailimap_send_current_tag(session->imap) == MAILIMAP_NO_ERROR &&
         mailstream_write(stream, command, strlen(command)) >= 0 &&
         imap_session_send_line(session,
                                session->can_initial_response ? response : "");
}

/* AUTHENTICATE with one client response (RFC 9051 6.2.2).  A second "+" is
 * XOAUTH2's way to tell an error; an empty line ends it. */
static bool
authenticate(ImapSession *session, const char *mechanism, const char *response,
             GError **error)
{
  if (!mailimap_has_authentication(session->imap, mechanism)) {
    g_set_error(error, IMAP_ERROR, IMAP_ERROR_AUTH, "the server offers no %s",
                mechanism);
    return false;
  }
  if (!begin_authenticate(session, mechanism, response))
    return imap_session_fail(session, MAILIMAP_ERROR_STREAM, error);
  bool more = read_continuation(session);
  if (more && !session->can_initial_response) {
    if (!imap_session_send_line(session, response))
      return imap_session_fail(session, MAILIMAP_ERROR_STREAM, error);
    more = read_continuation(session);
  }
  if (more) {
    if (!imap_session_send_line(session, ""))
      return imap_session_fail(session, MAILIMAP_ERROR_STREAM, error);
    (void)read_continuation(session); /* the tagged line, judged below */
  }
  if (!imap_session_read_answer(session, error))
    return false;
  session->imap->imap_state = MAILIMAP_STATE_AUTHENTICATED;
  return true;
}

static bool
login(ImapSession *session, const char *user, const char *password,
      GError **error)
{
  if (mailimap_has_extension(session->imap, "LOGINDISABLED"))
    return fail(error, IMAP_ERROR_AUTH, "the server has disabled LOGIN");
  int result = mailimap_login(session->imap, user, password);
  if (result != MAILIMAP_NO_ERROR ||
      imap_stream_failure(session->stream) != NULL)
    return imap_session_fail(session, result, error);
  return true;
}

static bool
is_utf8_line(const char *text)
{
  return strlen(text) <= SECRET_BYTES_MAX && strpbrk(text, "\r\n\001") == NULL;
}

/* A refusal speaks against name and secret, but for UNAVAILABLE (RFC 5530 3):
 * then only the server's own memory of them does not answer. */
static ImapError
refusal_means(const ImapSession *session)
{
  const struct mailimap_response_info *info = session->imap->imap_response_info;
  const char *code = info != NULL ? info->rsp_atom : NULL;

  return code != NULL && g_ascii_strcasecmp(code, "UNAVAILABLE") == 0
             ? IMAP_ERROR_NETWORK
             : IMAP_ERROR_AUTH;
}

static bool
sign_in(ImapSession *session, const MailboxSettings *mailbox,
        const char *secret, GError **error)
{
  g_autofree char *response = NULL;
  bool good = false;

  if (!imap_stream_is_secure(session->stream))
    return fail(error, IMAP_ERROR_TLS, "the connection is not protected");
  if (!is_utf8_line(mailbox->user) || !is_utf8_line(secret))
    return fail(error, IMAP_ERROR_AUTH, "name or password holds line breaks");
  imap_session_allow(session, 0, 1024);
  switch (mailbox->auth) {
  case AUTH_METHOD_NONE:
  case AUTH_METHOD_LOGIN:
    good = login(session, mailbox->user, secret, error);
    break;
  case AUTH_METHOD_PLAIN:
    response = sasl_plain(mailbox->user, secret);
    good = authenticate(session, "PLAIN", response, error);
    break;
  case AUTH_METHOD_XOAUTH2:
    response = sasl_xoauth2(mailbox->user, secret);
    good = authenticate(session, "XOAUTH2", response, error);
    break;
  }
  if (response != NULL)
    secret_wipe(response, strlen(response));
  if (!good && error != NULL &&
      g_error_matches(*error, IMAP_ERROR, IMAP_ERROR_REFUSED))
    (*error)->code = (int)refusal_means(session);
  return good;
}

/* The greeting (RFC 9051 7.1).  Not mailimap_connect(), which leaks a BYE.
 * PREAUTH would mean that nobody was verified on either side. */
static bool
greet(ImapSession *session, GError **error)
{
  mailimap *imap = session->imap;

  imap_session_allow(session, 0, 1024);
  imap->imap_stream = imap_stream_new_mailstream(session->stream);
  imap->imap_connection_info = mailimap_connection_info_new();
  g_assert(imap->imap_connection_info != NULL);
  const char *line = mailimap_read_line(imap);
  if (line == NULL)
    return imap_session_fail(session, MAILIMAP_ERROR_STREAM, error);
  if (g_ascii_strncasecmp(line, "* PREAUTH", 9) == 0)
    return fail(error, IMAP_ERROR_TLS, "the server signs in unasked (PREAUTH)");
  if (g_ascii_strncasecmp(line, "* BYE", 5) == 0)
    return fail(error, IMAP_ERROR_NETWORK, "the server takes no connections");
  if (g_ascii_strncasecmp(line, "* OK", 4) != 0)
    return fail(error, IMAP_ERROR_PROTOCOL, "this is no IMAP server");
  imap->imap_state = MAILIMAP_STATE_NON_AUTHENTICATED;
  return true;
}

ImapSession *
imap_session_open(const MailboxSettings *mailbox, const char *secret,
                  GError **error)
{
  GError *failure = NULL;
  ImapStream *stream =
      imap_stream_connect(mailbox, clock_monotonic_ms() + CONNECT_MS, &failure);

  if (stream == NULL) {
    g_propagate_error(error, failure);
    return NULL;
  }
  g_autoptr(ImapSession) session = g_new0(ImapSession, 1);
  session->stream = stream;
  session->command_ms = IMAP_COMMAND_MS;
  session->made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  session->imap = mailimap_new(0, NULL);
  g_assert(session->imap != NULL);
  if (greet(session, &failure) &&
      (mailbox->tls != TLS_MODE_STARTTLS || start_tls(session, &failure)) &&
      learn(session, &failure) && sign_in(session, mailbox, secret, &failure) &&
      learn(session, &failure))
    return g_steal_pointer(&session);
  g_propagate_error(error, failure);
  return NULL;
}

void
imap_session_close(ImapSession *session)
{
  if (session == NULL)
    return;
  mailimap *imap = session->imap;
  imap_stream_allow(session->stream, clock_monotonic_ms() + LOGOUT_MS, 0, 0);
  if (imap->imap_stream != NULL) {
    /* Said, not waited for; libetpan's own logout would wait. */
    if (imap_stream_failure(session->stream) == NULL &&
        mailimap_send_current_tag(imap) == MAILIMAP_NO_ERROR)
      (void)imap_session_send_line(session, "LOGOUT");
    (void)mailstream_close(imap->imap_stream); /* frees only, see the driver */
    imap->imap_stream = NULL;
  }
  mailimap_free(imap);
  imap_stream_free(session->stream);
  g_hash_table_unref(session->made);
  g_free(session);
}
