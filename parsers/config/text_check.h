/* SPDX-License-Identifier: Apache-2.0
 *
 * The shapes of single values in configuration files, for SchemaKey.check: each
 * function returns NULL when the text is fine, else what it must be ("a mail
 * address").  Shapes only; whether something exists is not known here.
 */
#ifndef BOTE_PARSERS_CONFIG_TEXT_CHECK_H
#define BOTE_PARSERS_CONFIG_TEXT_CHECK_H

/* One line without control characters: it may get into a header field. */
const char *text_check_line(const char *text);

/* [a-z0-9] and single hyphens between, at most 40: names that become folders,
 * systemd instances and parts of addresses. */
const char *text_check_id(const char *text);

/* local-part@domain in the plain form (RFC 5321 4.1.2 without quoted strings),
 * ASCII, at most 254 characters. */
const char *text_check_email(const char *text);

/* A domain of at least two labels (RFC 1035 2.3.1), or "localhost". */
const char *text_check_domain(const char *text);

/* One of the two above. */
const char *text_check_email_or_domain(const char *text);

/* A domain, an IPv4 or an IPv6 address. */
const char *text_check_host(const char *text);

/* "ADDRESS:PORT" with a numeric address, or "unix:/PATH". */
const char *text_check_listen(const char *text);

/* "https://HOST…"; http only to loopback. */
const char *text_check_url(const char *text);

/* The name of a file: [A-Za-z0-9._-], not beginning with a dot. */
const char *text_check_file_name(const char *text);

/* "2026-05-21", a day that exists. */
const char *text_check_date(const char *text);

/* The same, or with a minute of it: "2026-05-21 08:00". */
const char *text_check_moment(const char *text);

/* "#00664f". */
const char *text_check_color(const char *text);

/* "0.075": euros, at most six decimals. */
const char *text_check_price(const char *text);

/* A phone number for people: digits, blanks, + - / ( ), 3 to 30 characters. */
const char *text_check_phone(const char *text);
/* The number of an SMS channel as it is given to providers: E.164 with "+", or
 * a short code of 4 to 6 digits. */
const char *text_check_sms_number(const char *text);

/* A country code (E.164), 1 to 3 digits, without +. */
const char *text_check_country(const char *text);

/* A language tag (BCP 47), lower case: "de", "de-simple". */
const char *text_check_language(const char *text);

/* An Amtlicher Gemeindeschlüssel: 8 digits. */
const char *text_check_ags(const char *text);

/* A name of the tz database, "Europe/Berlin", by its shape. */
const char *text_check_timezone(const char *text);

/* An absolute path with arguments, without line breaks. */
const char *text_check_command(const char *text);

#endif
