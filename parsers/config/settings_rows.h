/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of bote.yaml that come in numbers: mailboxes, transports, channels.
 * Part of settings.h, which says what holds for all of them.
 */
#ifndef BOTE_PARSERS_CONFIG_SETTINGS_ROWS_H
#define BOTE_PARSERS_CONFIG_SETTINGS_ROWS_H

#include <stdbool.h>

#include <glib.h>
#include <jansson.h>

typedef enum MailboxKind {
  MAILBOX_KIND_IMAP,
  MAILBOX_KIND_MAILDIR,
} MailboxKind;

typedef enum TransportKind {
  TRANSPORT_KIND_SMTP,
  TRANSPORT_KIND_MAILDIR, /* files mail into a Maildir (demo, tests) */
  TRANSPORT_KIND_NULL,    /* takes everything and does nothing */
  TRANSPORT_KIND_HTTP,    /* an SMS provider's API */
  TRANSPORT_KIND_SMSD,    /* SMS over the database of Gammu SMSD */
} TransportKind;

typedef enum TlsMode {
  TLS_MODE_IMPLICIT, /* RFC 8314: TLS from the first byte */
  TLS_MODE_STARTTLS, /* required, never opportunistic */
  TLS_MODE_NONE,     /* accepted only towards loopback */
} TlsMode;

typedef enum AuthMethod {
  AUTH_METHOD_NONE, /* transports only */
  AUTH_METHOD_LOGIN,
  AUTH_METHOD_PLAIN,
  AUTH_METHOD_XOAUTH2,
} AuthMethod;

/* How the token of a ticket travels in our mails. */
typedef enum ReplyToken {
  REPLY_TOKEN_PLUS,  /* rathaus+TOKEN@example.org */
  REPLY_TOKEN_ALIAS, /* TOKEN@<alias_domain>, a catch-all subdomain */
  REPLY_TOKEN_TEXT,  /* a line in the text */
} ReplyToken;

/* The reverse-path (RFC 5321 4.1.1.2) of automatic mail. */
typedef enum ReversePath {
  REVERSE_PATH_NULL,
  REVERSE_PATH_MAILBOX,
  REVERSE_PATH_VERP,
} ReversePath;

/* Where tokens for XOAUTH2 come from (RFC 6749 4.4); token_url NULL: unused. */
typedef struct OauthSettings {
  char *token_url, *client_id, *scope;
  char *credential; /* file with the client secret */
} OauthSettings;

typedef struct MailboxSettings {
  char *name; /* [a-z0-9-]: names the role instance and the spool folder */
  MailboxKind kind;
  char *host;
  int port; /* never 0 for imap: the default follows from tls */
  TlsMode tls;
  char *user;
  AuthMethod auth;
  char *credential;    /* file with the password */
  char *token_command; /* prints an XOAUTH2 token; absolute path + arguments */
  OauthSettings oauth;
  char *folder; /* "INBOX" */
  bool sent; /* imap: the folder holds what people at the town hall sent; it is
                read and never changed, and nobody writes to it */
  char *processed; /* folder for what is safely ours; default "Bote/Erledigt" */
  char *problem;   /* folder for what could not be taken; "Bote/Problem" */
  int processed_days; /* imap: then what is ours is expunged there; 0: never */
  int poll_s;         /* imap: seconds between looks, besides IDLE */
  char *path;         /* maildir: absolute */
  char *address;      /* the address people write to, our From; NULL: sent */
  char *record; /* what comes to this address is to be recorded for others; it
                   may be `address` itself; NULL: none */
  char *from_name;
  GPtrArray *send_as; /* char *: other addresses it may send as */
  ReplyToken reply_token;
  char *alias_domain;  /* set with REPLY_TOKEN_ALIAS */
  char *authserv_id;   /* whose Authentication-Results we believe (RFC 8601);
                          NULL: nobody's */
  GPtrArray *internal; /* char *: domains whose mail counts as the town's own
                          without DMARC, because the server guards them */
  char *ca_file;       /* absolute; NULL: the system's certificates */
} MailboxSettings;

typedef struct TransportSettings {
  char *name;
  TransportKind kind;
  char *host;
  int port; /* never 0 for smtp */
  TlsMode tls;
  char *user;
  AuthMethod auth;
  char *credential, *token_command;
  OauthSettings oauth;
  ReversePath reverse_path;
  int per_minute, per_day; /* sending limits; 0: none */
  char *ca_file;           /* absolute; NULL: the system's certificates */
  char *path;              /* maildir: absolute */
} TransportSettings;

/* Whether a form's mails are believed to be its own. */
typedef enum FormTrust {
  FORM_TRUST_DMARC,  /* a trusted Authentication-Results says "pass" */
  FORM_TRUST_SERVER, /* the mailbox's server guards the sender's domain */
} FormTrust;

/* A form of the town's own website; the lists hold labels of its fields. */
typedef struct FormSettings {
  char *name;
  char *sender; /* the From of its mails */
  FormTrust trust;
  GPtrArray *email, *person, *text, *place, *other; /* char * */
} FormSettings;

/* One SMS channel: a provider's account with one number. */
typedef struct ChannelSettings {
  char *name;
  char *provider;             /* row of provider_registry; not checked here */
  char *number;               /* E.164 or short code, as the provider has it */
  char *path_credential;      /* file with the secret part of the URL path */
  char *signature_credential; /* file with the key of the signature */
  char *credential;           /* file with the API key for sending */
  char *transport;            /* name of a transport that can send SMS */
  GPtrArray *countries;       /* char *: country codes we send to, "49" */
  int per_minute, per_hour, per_day; /* SMS; 0: none */
  int monthly_budget;                /* segments a month; 0: none */
  int max_segments;                  /* of one SMS of ours */
  char *segment_price;               /* "0.075", euros; NULL: not told */
  json_t *settings; /* object for the provider, never NULL; every
                                 scalar is a string */
} ChannelSettings;

#endif
