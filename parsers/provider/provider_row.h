/* SPDX-License-Identifier: Apache-2.0
 *
 * An SMS provider as plain tables, which one engine reads (provider_read.c,
 * provider_send.c).  Everything is borrowed and constant; lists end with a NULL
 * in their first member.  The row `generic` makes these tables from settings.
 *
 * A path names a field: "data.payload.text" in JSON, and in a form "data.id" or
 * the same in brackets, "data[id]".  "[]" in it means one message each, "*" one
 * medium each (counted from 0); of several paths, separated by "|", the first
 * counts that has a value; the values of several paths, separated by a blank,
 * are joined by one.
 */
#ifndef BOTE_PARSERS_PROVIDER_PROVIDER_ROW_H
#define BOTE_PARSERS_PROVIDER_PROVIDER_ROW_H

#include <glib.h>
#include <jansson.h>

#include "parsers/provider/provider_class.h"
#include "parsers/sms/e164.h"
#include "parsers/sms/sms.h"

#define PROVIDER_WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* True when the field at `path` is one of `is`, or with no `is`, there. */
typedef struct ProviderWhen {
  const char *path;
  const char *const *is;
} ProviderWhen;

/* In `value` of what we send "{name}" stands for: to, from, text, id,
 * report_url, coding (gsm7, ucs2), is_unicode (true, false), what the hook
 * says, a setting of the channel, a default of the row; "{name_digits}" for the
 * same without a "+" before it.  A `name` that ends with "?" is left out when a
 * value it needs is not set. */
typedef struct ProviderPair {
  const char *name, *value;
} ProviderPair;

typedef enum ProviderSyntax {
  PROVIDER_SYNTAX_AUTO, /* by Content-Type and first byte */
  PROVIDER_SYNTAX_FORM, /* pairs of body and query; the body's come first */
  PROVIDER_SYNTAX_JSON, /* pairs of the query when there is no body */
} ProviderSyntax;

typedef enum ProviderTextCoding {
  PROVIDER_TEXT_PLAIN,
  PROVIDER_TEXT_SOMETIMES_BASE64, /* decoded where that is clearly meant */
  PROVIDER_TEXT_BASE64, /* bytes; what is no text is no person's message */
} ProviderTextCoding;

/* One kind of inbound message; a list of kinds ends with `from` NULL. */
typedef struct ProviderMessages {
  ProviderWhen when; /* without a path: `from` is there */
  const char *id, *event, *from, *to, *text, *time;
  const char *part_ref, *part_number, *part_total;
  struct {
    const char *url, *type, *name, *size;
    const char *data; /* base64 */
  } media;
  ProviderTextCoding coding;
} ProviderMessages;

/* A provider's word, compared to the last byte, for a state.  "30*": every word
 * that begins with "30" and has no row of its own; "30??": with two more. */
typedef struct ProviderState {
  const char *word;
  SmsReportState state;
} ProviderState;

/* One kind of receipt; a list of kinds ends with `status` NULL. */
typedef struct ProviderReports {
  ProviderWhen when; /* without a path: `status` is there */
  const char *id, *reference, *status, *code;
  const ProviderState *states;      /* by status; other words are ignored */
  const ProviderState *code_states; /* by code, looked at first */
  const char *const *opt_out;       /* codes: the number wants no more */
} ProviderReports;

typedef struct ProviderClass {
  const char *code;          /* or "HTTP 409" for a status */
  ProviderSendClass outcome; /* SENT: it was taken before */
} ProviderClass;

/* The request that sends, and what its answer means.  An answer that is not
 * JSON is one line of words: its beginning is compared, and is the code. */
typedef struct ProviderSend {
  const char *method;           /* NULL: POST */
  const char *url;              /* values percent-encoded, but for a setting at
                                   its very beginning */
  const char *user, *password;  /* Basic authentication; NULL: none */
  const ProviderPair *headers;  /* of all requests, fetching media too */
  const ProviderPair *query;    /* behind the URL */
  const ProviderPair *form;     /* the body, or */
  const char *json;             /* the body: JSON whose strings are filled; a
                                   string "={name}" becomes a number, true or
                                   false; a key may end with "?" */
  const ProviderPair *defaults; /* of settings */
  ProviderWhen ok;              /* beside a status of 2xx */
  const char *id, *code;
  const ProviderClass *classes; /* by code; else the HTTP status decides */
  const char *const *opt_out;   /* codes: the number wants no more */
} ProviderSend;

/* A request that changes nothing and shows that the account works; user,
 * password, headers and classes are those of `send`. */
typedef struct ProviderCheck {
  const char *method; /* NULL: GET */
  const char *url;
  ProviderWhen ok;
  const char *balance; /* path, "amount currency" if there is one; an answer
                          without it is UNKNOWN.  NULL: not told */
  const char *where;   /* the provider's page with the key, or NULL:
                          "app.example.org > API keys" */
} ProviderCheck;

#endif
