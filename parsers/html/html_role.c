/* SPDX-License-Identifier: Apache-2.0
 *
 * The marks of mail programs, as they are seen in their mails and named in the
 * documentation of quote removers.  Outlook puts "x_" in front of what it
 * quotes itself, so that the same name with it means nothing.
 */
#include "parsers/html/html_role.h"

#include <string.h>

#include <glib.h>

typedef enum Match {
  MATCH_WORD,   /* one of the words of the attribute is this */
  MATCH_PREFIX, /* one of the words begins so */
} Match;

static const struct {
  const char *attribute, *word;
  Match match;
  unsigned role;
} role_table[] = {
    /* Outlook: desktop, on the web, mobile, for Mac; Hotmail */
    {"id", "divRplyFwdMsg", MATCH_WORD, HTML_ROLE_REST},
    {"id", "appendonsend", MATCH_WORD, HTML_ROLE_RULED},
    {"id", "stopSpelling", MATCH_WORD, HTML_ROLE_REST},
    {"id", "OLK_SRC_BODY_SECTION", MATCH_WORD, HTML_ROLE_FOREIGN},
    {"id", "mail-editor-reference-message-container", MATCH_WORD,
     HTML_ROLE_FOREIGN},
    {"class", "ms-outlook-mobile-reference-message", MATCH_WORD,
     HTML_ROLE_FOREIGN},
    {"class", "OutlookMessageHeader", MATCH_WORD, HTML_ROLE_REST},
    {"id", "ms-outlook-mobile-signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"class", "ms-outlook-mobile-signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"id", "Signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"data-signatureblock", "true", MATCH_WORD, HTML_ROLE_SIGNATURE},
    /* Gmail; it has no mark around a quote that answers never stand in */
    {"class", "gmail_attr", MATCH_WORD, HTML_ROLE_ATTRIBUTION},
    {"class", "gmail_signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"class", "gmail_signature_prefix", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"data-smartmail", "gmail_signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    /* Thunderbird, Apple Mail */
    {"class", "moz-cite-prefix", MATCH_WORD, HTML_ROLE_ATTRIBUTION},
    {"class", "moz-email-headers-table", MATCH_WORD, HTML_ROLE_FOREIGN},
    {"class", "moz-forward-container", MATCH_WORD, HTML_ROLE_FOREIGN},
    {"class", "moz-signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"id", "AppleMailSignature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    /* Yahoo, AOL */
    {"class", "yahoo_quoted", MATCH_WORD, HTML_ROLE_FOREIGN},
    {"id", "yahoo_quoted", MATCH_PREFIX, HTML_ROLE_FOREIGN},
    {"id", "yqt", MATCH_PREFIX, HTML_ROLE_FOREIGN},
    {"class", "yqt", MATCH_PREFIX, HTML_ROLE_FOREIGN},
    {"class", "yahoo-signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"id", "ymail_android_signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"id", "AOLMsgPart_", MATCH_PREFIX, HTML_ROLE_FOREIGN},
    /* GMX, WEB.DE, mail.com; Open-Xchange (IONOS, mailbox.org); Roundcube */
    {"name", "quote", MATCH_WORD, HTML_ROLE_FOREIGN},
    {"class", "io-ox-signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"id", "reply-intro", MATCH_WORD, HTML_ROLE_ATTRIBUTION},
    {"id", "_rc_sig", MATCH_WORD, HTML_ROLE_SIGNATURE},
    /* Proton, Tuta, Zimbra, Zoho, Coremail (NetEase) */
    {"class", "protonmail_signature_block", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"id", "zwchr", MATCH_WORD, HTML_ROLE_REST},
    {"data-marker", "__DIVIDER__", MATCH_WORD, HTML_ROLE_REST},
    {"data-marker", "__SIG_P", MATCH_PREFIX, HTML_ROLE_SIGNATURE},
    {"id", "Zm-_Id_-Sgn", MATCH_PREFIX, HTML_ROLE_SIGNATURE},
    {"id", "isReplyContent", MATCH_WORD, HTML_ROLE_FOREIGN},
    {"id", "isForwardContent", MATCH_WORD, HTML_ROLE_FOREIGN},
    /* Phones and smaller programs */
    {"id", "composer_signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"class", "k9mail-signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"name", "messageReplySection", MATCH_WORD, HTML_ROLE_FOREIGN},
    {"name", "messageSignatureSection", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"class", "front-signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"id", "edo-original", MATCH_WORD, HTML_ROLE_FOREIGN},
    {"id", "edo-signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"id", "bloop_sign", MATCH_PREFIX, HTML_ROLE_SIGNATURE},
    {"class", "cm_signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"class", "sh-signature", MATCH_WORD, HTML_ROLE_SIGNATURE},
    {"id", "CanarySig", MATCH_WORD, HTML_ROLE_SIGNATURE},
};

/* The line that Outlook and Windows Mail draw above the mail they answer. */
static const char *const line_colors[] = {
    "#e1e1e1",          "#b5c4df",          "rgb(225,225,225)",
    "rgb(181,196,223)", "rgb(229,229,229)",
};

/* Styles of what a mail program does not show. */
static const char *const hidden_styles[] = {
    "display:none",
    "visibility:hidden",
    "mso-hide:all",
    "color:transparent",
};

/* Properties that hide when they are nothing but zero. */
static const char *const zero_styles[] = {
    "font-size:0",
    "max-height:0",
    "opacity:0",
};

const char *
html_role_attribute(const char *const *attributes, const char *name)
{
  for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    if (g_ascii_strcasecmp(attributes[i], name) == 0)
      return attributes[i + 1] == NULL ? "" : attributes[i + 1];
  return NULL;
}

/* The bytes of the "ydp4c0d7f1" that Yahoo sets before each id and class of the
 * mail that it shows or answers.
 */
static size_t
yahoo_prefix(const char *at)
{
  static const char mark[] = "ydp";
  if (!g_str_has_prefix(at, mark))
    return 0;
  return strlen(mark) + strspn(at + strlen(mark), "0123456789abcdef");
}

/* Does a list of words hold the one of a row? */
static bool
holds_word(const char *list, const char *word, Match match)
{
  size_t size = strlen(word);
  for (const char *at = list; *at != '\0';) {
    at += strspn(at, " \t\r\n");
    at += yahoo_prefix(at);
    size_t length = strcspn(at, " \t\r\n");
    if (length >= size && memcmp(at, word, size) == 0 &&
        (match == MATCH_PREFIX || length == size))
      return true;
    at += length;
  }
  return false;
}

/* A style in lower case without blanks; owned by the caller. */
static char *
dense_style(const char *style)
{
  char *dense = g_ascii_strdown(style, -1), *to = dense;
  for (const char *from = dense; *from != '\0'; from++)
    if (!g_ascii_isspace(*from))
      *to++ = *from;
  *to = '\0';
  return dense;
}

static bool
draws_line_above(const char *style)
{
  if (strstr(style, "order-top") == NULL) /* as a rule, and cheap */
    return false;
  g_autofree char *dense = dense_style(style);
  if (strstr(dense, "border-top") == NULL || strstr(dense, "padding") == NULL)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(line_colors); i++)
    if (strstr(dense, line_colors[i]) != NULL)
      return true;
  return false;
}

static unsigned
role_of(const char *attribute, const char *value)
{
  unsigned role = HTML_ROLE_NONE;
  for (size_t i = 0; i < G_N_ELEMENTS(role_table); i++)
    if (g_ascii_tolower(*attribute) == *role_table[i].attribute &&
        g_ascii_strcasecmp(attribute, role_table[i].attribute) == 0 &&
        holds_word(value, role_table[i].word, role_table[i].match))
      role |= role_table[i].role;
  return role;
}

unsigned
html_role(const char *name, const char *const *attributes)
{
  static const char *const names[] = {"id",
                                      "class",
                                      "name",
                                      "data-marker",
                                      "data-signatureblock",
                                      "data-smartmail"};
  unsigned role = HTML_ROLE_NONE;
  for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
    const char *value = attributes[i + 1];
    if (value == NULL)
      continue;
    for (size_t n = 0; n < G_N_ELEMENTS(names); n++)
      if (g_ascii_strcasecmp(attributes[i], names[n]) == 0)
        role |= role_of(names[n], value);
    if (strcmp(name, "div") == 0 &&
        g_ascii_strcasecmp(attributes[i], "style") == 0 &&
        draws_line_above(value))
      role |= HTML_ROLE_REST;
  }
  return role;
}

bool
html_role_is_indentation(const char *const *attributes)
{
  static const char *const quoting[] = {"type", "cite", "class", "id"};
  for (size_t i = 0; i < G_N_ELEMENTS(quoting); i++)
    if (html_role_attribute(attributes, quoting[i]) != NULL)
      return false;
  const char *style = html_role_attribute(attributes, "style");
  if (style == NULL)
    return false;
  g_autofree char *dense = dense_style(style);
  return strstr(dense, "border:none") != NULL ||
         (strstr(dense, "40px") != NULL && strstr(dense, "border") == NULL);
}

/* Where a declaration stands in a dense style; NULL when it does not. */
static const char *
find_declaration(const char *dense, const char *declaration)
{
  for (const char *at = dense; (at = strstr(at, declaration)) != NULL; at++)
    if (at == dense || at[-1] == ';')
      return at + strlen(declaration);
  return NULL;
}

/* "opacity:0" but not "opacity:0.5", "font-size:0px" but not "0.9em". */
static bool
is_zero(const char *dense, const char *property)
{
  const char *at = find_declaration(dense, property);
  if (at == NULL)
    return false;
  at += strspn(at, ".0");
  return !g_ascii_isdigit(*at);
}

static bool
hides(const char *dense)
{
  for (size_t i = 0; i < G_N_ELEMENTS(hidden_styles); i++)
    if (find_declaration(dense, hidden_styles[i]) != NULL)
      return true;
  for (size_t i = 0; i < G_N_ELEMENTS(zero_styles); i++)
    if (is_zero(dense, zero_styles[i]))
      return true;
  return false;
}

bool
html_role_is_hidden(const char *name, const char *const *attributes)
{
  static const char *const parts[] = {"table", "td", "tr"};
  if (strcmp(name, "body") == 0 || strcmp(name, "html") == 0)
    return false; /* or there is no mail */
  if (html_role_attribute(attributes, "hidden") != NULL)
    return true;
  const char *style = html_role_attribute(attributes, "style");
  if (style == NULL)
    return false;
  g_autofree char *dense = dense_style(style);
  /* A whole table may carry a font size of 0 to please Outlook. */
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    if (strcmp(name, parts[i]) == 0)
      return find_declaration(dense, "display:none") != NULL;
  return hides(dense);
}
