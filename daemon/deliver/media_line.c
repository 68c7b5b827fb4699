/* SPDX-License-Identifier: Apache-2.0
 *
 * One fetch after the other, each on a connection of its own.
 */
#include "daemon/deliver/media_line.h"

#include <string.h>
#include <unistd.h>

#include "daemon/deliver/http_easy.h"
#include "daemon/deliver/media_file.h"
#include "daemon/deliver/public_address.h"
#include "daemon/deliver/sms_config.h"
#include "parsers/provider/provider.h"

enum {
  CONNECT_MS = 30000,
  TOTAL_MS = 60000, /* 5 MiB over a slow line */
};

typedef struct MediaLine {
  TransportLine line; /* first: the loop's part */
  const Provider *provider;
  ProviderConfig *config; /* with secrets, of this job */
  ProviderHttpRequest *request;
  struct curl_slist *headers;
  Id id;
  int attempt;
  unsigned redirects;
  GByteArray *bytes;
  bool is_large, is_private;
} MediaLine;

static TransportLine *
media_open(const TransportRoute *route)
{
  MediaLine *media = g_new0(MediaLine, 1);
  media->line.route = route;
  media->line.fd = -1;
  media->provider = provider_find(route->channel->provider);
  media->bytes = g_byte_array_new();
  return &media->line;
}

static void
clear_job(MediaLine *media)
{
  transport_line_halt(&media->line);
  g_clear_pointer(&media->config, sms_config_free);
  g_clear_pointer(&media->request, provider_http_request_free);
  g_clear_pointer(&media->headers, curl_slist_free_all);
  g_byte_array_set_size(media->bytes, 0);
  media->is_large = media->is_private = false;
  media->redirects = 0;
}

static size_t
collect(char *bytes, size_t one, size_t count, void *data)
{
  MediaLine *media = data;
  if (media->bytes->len + count > MEDIA_BYTES_MAX) {
    media->is_large = true;
    return 0; /* curl stops */
  }
  g_byte_array_append(media->bytes, (const guint8 *)bytes, (guint)count);
  return one * count;
}

/* The address that is really connected to, whatever the name said before. */
static curl_socket_t
open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
  MediaLine *media = data;
  (void)purpose;
  if (!media->line.route->config->settings->test &&
      !public_address_is(&address->addr)) {
    media->is_private = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC,
                address->protocol);
}

static void
run(MediaLine *media)
{
  TransportLine *line = &media->line;

  if (line->easy == NULL)
    line->easy = curl_easy_init();
  g_assert(line->easy != NULL);
  g_clear_pointer(&media->headers, curl_slist_free_all);
  g_byte_array_set_size(media->bytes, 0);
  media->headers = http_easy_set_up(line->easy, media->request,
                                    line->route->settings->ca_file);
  curl_easy_setopt(line->easy, CURLOPT_PROTOCOLS_STR, "https");
  /* The check of addresses would see only the proxy's. */
  curl_easy_setopt(line->easy, CURLOPT_PROXY, "");
  curl_easy_setopt(line->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(line->easy, CURLOPT_OPENSOCKETDATA, media);
  curl_easy_setopt(line->easy, CURLOPT_MAXFILESIZE, (long)MEDIA_BYTES_MAX);
  curl_easy_setopt(line->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
  curl_easy_setopt(line->easy, CURLOPT_TIMEOUT_MS, (long)TOTAL_MS);
  curl_easy_setopt(line->easy, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(line->easy, CURLOPT_WRITEDATA, media);
  transport_line_run(line);
}

/* --- outcomes --- */

static void
fail(OutboxResult *out, const char *status, const char *words)
{
  transport_set_result(out, DELIVERY_FAIL, status, words);
}

/* Pictures, and the text part that telephones add; who fetches films or
 * programs for us wants something else. */
static bool
type_is_taken(CURL *easy)
{
  const char *type = NULL;
  (void)curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
  return type != NULL && (g_ascii_strncasecmp(type, "image/", 6) == 0 ||
                          g_ascii_strncasecmp(type, "text/", 5) == 0);
}

static void
keep(MediaLine *media, OutboxResult *out)
{
  const TransportRoute *route = media->line.route;
  g_autoptr(GError) error = NULL;
  MediaFile file = {.id = &media->id,
                    .attempt = media->attempt,
                    .channel = route->channel->name,
                    .bytes = media->bytes};

  if (!type_is_taken(media->line.easy))
    fail(out, "5.6.1", "neither a picture nor a text");
  else if (media_file_write(route->config, &file, &error))
    transport_set_result(out, DELIVERY_SENT, "2.0.0", NULL);
  else /* nothing is acknowledged: it is fetched again */
    transport_set_result(out, DELIVERY_DEFER, "4.3.1", "not written to disk");
}

/* What an answer of this class means; the last row is for all others. */
static void
judge(MediaLine *media, long http_status, OutboxResult *out)
{
  static const struct {
    long from, to;
    DeliveryAction action;
    const char *status, *words;
  } rows[] = {
      {404, 404, DELIVERY_FAIL, "5.1.1", "not there (any more)"},
      {410, 410, DELIVERY_FAIL, "5.1.1", "not there any more"},
      {413, 414, DELIVERY_FAIL, "5.3.4", "refused"},
      {0, 999, DELIVERY_DEFER, "4.4.0", "the provider did not give it"},
  };
  size_t i = 0;

  if (http_status >= 200 && http_status < 300) {
    keep(media, out);
    return;
  }
  while (http_status < rows[i].from || http_status > rows[i].to)
    i++;
  transport_set_result(out, rows[i].action, rows[i].status, rows[i].words);
}

static void
judge_failure(const MediaLine *media, OutboxResult *out)
{
  CURLcode code = media->line.code;
  if (media->is_private)
    fail(out, "5.7.1", "its host has an address of a private net");
  else if (media->is_large || code == CURLE_FILESIZE_EXCEEDED)
    fail(out, "5.3.4", "larger than 5 MiB");
  else
    transport_set_result(out, DELIVERY_DEFER, "4.4.1",
                         curl_easy_strerror(code));
}

/* --- redirects --- */

static char *
origin_of(const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_ENCODED, NULL);
  return uri == NULL || g_uri_get_host(uri) == NULL
             ? NULL
             : g_strdup_printf("%s:%d", g_uri_get_host(uri),
                               g_uri_get_port(uri));
}

/* Our password is for the provider's own host; a store of its links knows who
 * may read by the link. */
static void
turn_to(ProviderHttpRequest *request, const char *url)
{
  g_autofree char *from = origin_of(request->url);
  g_autofree char *to = origin_of(url);
  if (g_strcmp0(from, to) != 0) {
    g_clear_pointer(&request->user, g_free);
    g_clear_pointer(&request->password, g_free);
    g_ptr_array_set_size(request->headers, 0);
  }
  g_free(request->url);
  request->url = g_strdup(url);
}

/* Where the answer sends us, owned; NULL: nowhere.  CURLINFO_REDIRECT_URL would
 * bring our password along in the address (curl 7.88). */
static char *
location_of(const MediaLine *media)
{
  struct curl_header *field = NULL;
  if (curl_easy_header(media->line.easy, "Location", 0, CURLH_HEADER, -1,
                       &field) != CURLHE_OK)
    return NULL;
  return g_uri_resolve_relative(media->request->url, field->value,
                                G_URI_FLAGS_ENCODED, NULL);
}

/* True: the redirect is followed. */
static bool
follow(MediaLine *media, OutboxResult *out)
{
  g_autofree char *url = location_of(media);

  if (media->redirects >= MEDIA_REDIRECTS_MAX)
    fail(out, "5.4.6", "redirected too often");
  else if (url == NULL ||
           !provider_allows_media(media->provider, url, media->config))
    fail(out, "5.7.1", "redirected to a host that is not the provider's");
  else {
    media->redirects++;
    transport_line_halt(&media->line);
    turn_to(media->request, url);
    run(media);
    return true;
  }
  return false;
}

static bool
is_redirect(long http_status)
{
  return http_status >= 301 && http_status <= 308 && http_status != 304 &&
         http_status != 305 && http_status != 306;
}

static bool
media_turn(TransportLine *line, int64_t now_ms, OutboxResult *out)
{
  MediaLine *media = (MediaLine *)line;
  long http_status = 0;

  (void)now_ms; /* curl keeps the time */
  if (!line->has_ended)
    return false;
  (void)curl_easy_getinfo(line->easy, CURLINFO_RESPONSE_CODE, &http_status);
  if (line->code != CURLE_OK)
    judge_failure(media, out);
  else if (!is_redirect(http_status))
    judge(media, http_status, out);
  else if (follow(media, out))
    return false;
  clear_job(media);
  return true;
}

static bool
media_start(TransportLine *line, const OutboxJob *job, int64_t now_ms,
            OutboxResult *out)
{
  MediaLine *media = (MediaLine *)line;
  const TransportRoute *route = line->route;
  g_autoptr(GError) error = NULL;
  g_autofree char *report_url = NULL;

  (void)now_ms;
  line->deadline_ms = INT64_MAX;
  media->id = job->id;
  media->attempt = job->attempt;
  if (media->provider == NULL)
    transport_set_result(out, DELIVERY_DEFER, "4.3.5", "no such provider");
  else if (!sms_config_load(route->config, route->channel, &media->config,
                            &report_url, &error))
    transport_set_result(out, DELIVERY_DEFER, "4.3.5", error->message);
  else if (!provider_build_media(media->provider, job->address, media->config,
                                 &media->request, &error))
    fail(out, "5.7.1", error->message);
  else {
    run(media);
    return false;
  }
  clear_job(media);
  return true;
}

static void
media_close(TransportLine *line)
{
  MediaLine *media = (MediaLine *)line;

  clear_job(media);
  curl_easy_cleanup(line->easy);
  g_byte_array_unref(media->bytes);
  g_free(media);
}

const Transport transport_media = {
    .name = "media",
    .kind = TRANSPORT_KIND_HTTP,
    .open = media_open,
    .start = media_start,
    .turn = media_turn,
    .close = media_close,
};
