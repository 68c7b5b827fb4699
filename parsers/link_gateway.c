/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of hosts and how each of them hides a link.
 */
#include "parsers/link_gateway.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

/* How the value of the parameter is written. */
typedef enum Writing {
  WRITING_PERCENT,   /* RFC 3986 2.1 */
  WRITING_BASE64,    /* Sophos */
  WRITING_URL_V2,    /* Proofpoint: "-" for "%", "_" for "/" */
  WRITING_URL_V3,    /* Proofpoint: "__url__;bytes" within the path */
  WRITING_LAST_PART, /* Cisco: percent-encoded behind the last "/" */
} Writing;

/* What hosts end with (or are, without the first dot); a "*" at the end of a
 * host stands for any domain. */
static const struct {
  const char *host;
  const char *path; /* begins with; "" for any */
  const char *parameter;
  Writing writing;
} gateway_table[] = {
    /* Microsoft Defender for Office 365, also of governments and Teams. */
    {".safelinks.protection.outlook.com", "", "url", WRITING_PERCENT},
    {".safelinks.protection.office365.us", "", "url", WRITING_PERCENT},
    {".safelinks.protection.outlook.de", "", "url", WRITING_PERCENT},
    {".safelinks.protection.apps.mil", "", "url", WRITING_PERCENT},
    {".safelinks.protection.partner.outlook.cn", "", "url", WRITING_PERCENT},
    {".teams.cdn.office.net", "", "url", WRITING_PERCENT},
    {"urldefense.proofpoint.com", "/v1/", "u", WRITING_PERCENT},
    {"urldefense.proofpoint.com", "/v2/", "u", WRITING_URL_V2},
    {"urldefense.proofpoint.com", "/v3/", NULL, WRITING_URL_V3},
    {"urldefense.com", "/v2/", "u", WRITING_URL_V2},
    {"urldefense.com", "/v3/", NULL, WRITING_URL_V3},
    {"urldefense.us", "/v3/", NULL, WRITING_URL_V3},
    {"www.google.*", "/url", "q", WRITING_PERCENT},
    {"www.google.*", "/url", "url", WRITING_PERCENT},
    {"google.com", "/url", "q", WRITING_PERCENT},
    {"linkprotect.cudasvc.com", "/url", "a", WRITING_PERCENT},
    {".protection.sophos.com", "", "u", WRITING_BASE64},
    {".trendmicro.com", "/wis/clicktime/", "url", WRITING_PERCENT},
    {".hornetsecurity.com", "", "u", WRITING_PERCENT},
    {".cloud-security.net", "", "u", WRITING_PERCENT},
    {"secure-web.cisco.com", "/", NULL, WRITING_LAST_PART},
    {".fireeye.com", "/", "u", WRITING_PERCENT},
    {"clicktime.symantec.com", "", "u", WRITING_PERCENT},
    {"link.edgepilot.com", "/s/", "u", WRITING_PERCENT},
    {"deref-gmx.net", "/mail/", "redirectUrl", WRITING_PERCENT},
    {"deref-web.de", "/mail/", "redirectUrl", WRITING_PERCENT},
    {"deref-web-02.de", "/mail/", "redirectUrl", WRITING_PERCENT},
    {"deref-1und1.de", "/mail/", "redirectUrl", WRITING_PERCENT},
    {"deref-mail.com", "/mail/", "redirectUrl", WRITING_PERCENT},
    {"deref-gmx.com", "/mail/", "redirectUrl", WRITING_PERCENT},
    {"l.facebook.com", "/l.php", "u", WRITING_PERCENT},
    {"lm.facebook.com", "/l.php", "u", WRITING_PERCENT},
    {"l.instagram.com", "/", "u", WRITING_PERCENT},
    {"www.youtube.com", "/redirect", "q", WRITING_PERCENT},
    {"slack-redir.net", "/link", "url", WRITING_PERCENT},
};

static bool
host_is(const char *host, size_t size, const char *wanted)
{
  size_t length = strlen(wanted);
  if (wanted[length - 1] == '*')
    return size > length && g_ascii_strncasecmp(host, wanted, length - 1) == 0;
  if (*wanted == '.')
    return size > length &&
           g_ascii_strncasecmp(host + size - length, wanted, length) == 0;
  return size == length && g_ascii_strncasecmp(host, wanted, length) == 0;
}

/* The value of a parameter as it stands in the query; NULL: none. */
static char *
query_value(const char *path, const char *name)
{
  const char *query = strchr(path, '?');
  size_t length = strlen(name);
  while (query != NULL) {
    const char *at = query + 1;
    /* "&amp;" where HTML was escaped twice. */
    if (*query == '&' && g_str_has_prefix(at, "amp;"))
      at += strlen("amp;");
    if (g_ascii_strncasecmp(at, name, length) == 0 && at[length] == '=')
      return g_strndup(at + length + 1, strcspn(at + length + 1, "&#"));
    query = strchr(query + 1, '&');
  }
  return NULL;
}

/* Percent escapes read; NULL when one is broken or gives a NUL. */
static char *
percent_decoded(const char *value)
{
  return g_uri_unescape_string(value, NULL);
}

static char *
base64_decoded(const char *value)
{
  g_autofree char *plain = percent_decoded(value);
  size_t length = plain == NULL ? 0 : strlen(plain);
  if (length == 0 || length % 4 == 1) /* no number of octets gives one */
    return NULL;
  g_strdelimit(plain, "-", '+');
  g_strdelimit(plain, "_", '/');
  /* GLib stops at what is incomplete. */
  g_autofree char *padded = g_strconcat(plain, "==", NULL);
  padded[length + (4 - length % 4) % 4] = '\0';
  gsize size = 0;
  g_autofree guchar *bytes = g_base64_decode(padded, &size);
  return memchr(bytes, '\0', size) != NULL ? NULL
                                           : g_strndup((char *)bytes, size);
}

static char *
v2_decoded(const char *value)
{
  g_autofree char *copy = g_strdup(value);
  g_strdelimit(copy, "-", '%');
  g_strdelimit(copy, "_", '/');
  return percent_decoded(copy);
}

/* The length of a run of Proofpoint's v3: "A" is 2. */
static unsigned
run_length(char letter)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789-_";
  const char *at = letter == '\0' ? NULL : strchr(letters, letter);
  return at == NULL ? 0 : 2 + (unsigned)(at - letters);
}

/* Put the characters that were taken out back in the place of each "*". */
static char *
v3_filled(const char *link, const char *taken)
{
  GString *out = g_string_new(NULL);
  for (const char *at = link; *at != '\0'; at++) {
    if (*at != '*') {
      g_string_append_c(out, *at);
      continue;
    }
    unsigned count = at[1] == '*' ? run_length(at[2]) : 1;
    at += count > 1 ? 2 : 0;
    for (; count > 0 && *taken != '\0'; count--) {
      const char *next = g_utf8_next_char(taken);
      g_string_append_len(out, taken, next - taken);
      taken = next;
    }
  }
  return g_string_free(out, FALSE);
}

static char *
v3_decoded(const char *path)
{
  const char *begin = strstr(path, "/__");
  const char *end = begin == NULL ? NULL : g_strrstr(begin + 3, "__;");
  if (end == NULL)
    return NULL;
  g_autofree char *link = g_strndup(begin + 3, (gsize)(end - begin - 3));
  g_autofree char *bytes = g_strndup(end + 3, strcspn(end + 3, "!"));
  g_autofree char *taken = base64_decoded(bytes);
  if (taken != NULL && !g_utf8_validate(taken, -1, NULL))
    return NULL;
  char *filled = v3_filled(link, taken == NULL ? "" : taken);
  /* Some servers make one slash of two. */
  char *scheme = strstr(filled, ":/");
  if (scheme == NULL || scheme[2] == '/' || scheme - filled > 5)
    return filled;
  *scheme = '\0';
  char *mended = g_strconcat(filled, "://", scheme + 2, NULL);
  g_free(filled);
  return mended;
}

static char *
last_part_decoded(const char *path)
{
  const char *last = strrchr(path, '/');
  return last == NULL ? NULL : percent_decoded(last + 1);
}

static char *
read_value(const char *path, const char *parameter, Writing writing)
{
  if (writing == WRITING_URL_V3)
    return v3_decoded(path);
  if (writing == WRITING_LAST_PART)
    return last_part_decoded(path);
  g_autofree char *value = query_value(path, parameter);
  if (value == NULL)
    return NULL;
  if (writing == WRITING_BASE64)
    return base64_decoded(value);
  return writing == WRITING_URL_V2 ? v2_decoded(value) : percent_decoded(value);
}

/* A link that may stand in a text. */
static bool
is_fit(const char *link)
{
  if (!g_str_has_prefix(link, "http://") && !g_str_has_prefix(link, "https://"))
    return false;
  if (!g_utf8_validate(link, -1, NULL) || strlen(link) > LINK_BYTES_MAX)
    return false;
  for (const char *at = link; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (g_unichar_isspace(c) || !g_unichar_isprint(c) || c == '<' || c == '>')
      return false;
  }
  return true;
}

char *
link_gateway_read(const char *link)
{
  const char *host = strstr(link, "://");
  if (host == NULL || strlen(link) > LINK_BYTES_MAX)
    return NULL;
  host += 3;
  size_t size = strcspn(host, "/?:#");
  const char *path = host + size;
  path += *path == ':' ? strcspn(path, "/?#") : 0; /* a port */
  for (size_t i = 0; i < G_N_ELEMENTS(gateway_table); i++) {
    if (!host_is(host, size, gateway_table[i].host) ||
        !g_str_has_prefix(path, gateway_table[i].path))
      continue;
    g_autofree char *inner =
        read_value(path, gateway_table[i].parameter, gateway_table[i].writing);
    if (inner != NULL && is_fit(inner))
      return g_steal_pointer(&inner);
  }
  return NULL;
}
