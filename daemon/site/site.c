/* SPDX-License-Identifier: Apache-2.0
 *
 * From a request to a page and back.
 */
#include "daemon/site/site.h"

#include <string.h>

#include "templates/texts.h"

#define CSP                                                                    \
  "default-src 'none'; style-src 'self'; img-src 'self' data:; "               \
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

enum { COME_BACK_S = 60 };

/* One request while the library reads it. */
typedef struct Asked {
  SiteRequest request;
  bool too_long;
  bool checked; /* the headers were looked at */
} Asked;

bool
site_init(Site *site, const Config *config, Clock *clock, Status *status,
          GError **error)
{
  *site = (Site){.config = config, .clock = clock, .status = status};
  site->texts = texts_new();
  site->zone = config_zone(config->town, config->settings);
  GHashTableIter iter;
  gpointer path, bytes;
  g_hash_table_iter_init(&iter, config->overrides);
  while (g_hash_table_iter_next(&iter, &path, &bytes)) {
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    if (!texts_add_override(site->texts, path, text != NULL ? text : "", size,
                            error))
      return false;
  }
  return true;
}

void
site_clear(Site *site)
{
  texts_free(site->texts);
  g_clear_pointer(&site->zone, g_time_zone_unref);
}

void
site_not_found(SiteAnswer *answer)
{
  answer->status = MHD_HTTP_NOT_FOUND;
  answer->body = g_strdup("404\n");
}

void
site_unavailable(SiteAnswer *answer)
{
  answer->status = MHD_HTTP_SERVICE_UNAVAILABLE;
  answer->retry_after_s = COME_BACK_S;
  answer->body = g_strdup("503: please come back in a minute\n");
}

static bool
is_page_of(const SitePage *page, const char *path)
{
  size_t length = strlen(page->path);
  bool below = length > 1 && page->path[length - 1] == '/';
  return strncmp(page->path, path, length) == 0 &&
         (below || path[length] == '\0');
}

void
site_answer(Site *site, const SiteRequest *request, SiteAnswer *answer)
{
  answer->status = MHD_HTTP_OK;
  answer->content_type = "text/plain; charset=utf-8";
  for (const SitePage *const *page = page_registry; *page != NULL; page++)
    if (is_page_of(*page, request->path)) {
      (*page)->answer(site, request, answer);
      return;
    }
  site_not_found(answer);
}

static void *
on_begin(void *context, struct MHD_Connection *connection, const char *target)
{
  (void)context;
  (void)connection;
  Asked *asked = g_new0(Asked, 1);
  const char *mark = strchr(target, '?');
  asked->too_long = strlen(target) > SITE_TARGET_BYTES;
  asked->request.path = mark == NULL
                            ? g_strdup(target)
                            : g_strndup(target, (gsize)(mark - target));
  asked->request.query = g_strdup(mark == NULL ? "" : mark + 1);
  return asked;
}

static void
on_end(void *context, void *request)
{
  (void)context;
  Asked *asked = request;
  if (asked == NULL)
    return;
  g_free(asked->request.path);
  g_free(asked->request.query);
  g_free(asked->request.accept_language);
  g_free(asked);
}

static bool
is_reading(const char *method)
{
  return strcmp(method, MHD_HTTP_METHOD_GET) == 0 ||
         strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
}

/* 0 when the request may be answered. */
static unsigned
refusal(struct MHD_Connection *connection, const Asked *asked,
        const char *method)
{
  if (!is_reading(method))
    return MHD_HTTP_METHOD_NOT_ALLOWED;
  if (asked->too_long)
    return MHD_HTTP_URI_TOO_LONG;
  return http_check_framing(connection, method, 0);
}

static enum MHD_Result
refuse(Site *site, struct MHD_Connection *connection, unsigned status)
{
  static const char *const headers[] = {"Allow", "GET, HEAD", NULL};
  bool method = status == MHD_HTTP_METHOD_NOT_ALLOWED;
  HttpAnswer answer = {
      .status = status, .headers = method ? headers : NULL, .close = true};
  status_add(site->status, "refused", 1);
  return http_answer(connection, &answer);
}

static enum MHD_Result
send_answer(struct MHD_Connection *connection, const SiteAnswer *answer)
{
  const char *headers[] = {"Content-Security-Policy",
                           CSP,
                           "X-Content-Type-Options",
                           "nosniff",
                           "Referrer-Policy",
                           "no-referrer",
                           "Vary",
                           "Accept-Language",
                           "Cache-Control",
                           answer->status == MHD_HTTP_OK && !answer->fresh
                               ? "max-age=60"
                               : "no-store",
                           "Content-Language",
                           answer->language,
                           NULL};
  if (answer->language == NULL)
    headers[G_N_ELEMENTS(headers) - 3] = NULL;
  HttpAnswer whole = {.status = answer->status,
                      .content_type = answer->content_type,
                      .body = answer->body,
                      .size = answer->size,
                      .retry_after_s = answer->retry_after_s,
                      .headers = headers};
  return http_answer(connection, &whole);
}

/* Never with a piece of a body: one was refused with the head. */
static enum MHD_Result
on_request(void *context, void *request, const HttpTurn *turn)
{
  struct MHD_Connection *connection = turn->connection;
  Site *site = context;
  Asked *asked = request;
  if (!asked->checked) {
    unsigned status = refusal(connection, asked, turn->method);
    asked->checked = true;
    /* An answer before the request's end would close the connection. */
    return status == 0 ? MHD_YES : refuse(site, connection, status);
  }
  g_free(asked->request.accept_language);
  asked->request.accept_language = g_strdup(MHD_lookup_connection_value(
      connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT_LANGUAGE));
  SiteAnswer answer = {0};
  site_answer(site, &asked->request, &answer);
  status_add(site->status, "requests", 1);
  enum MHD_Result result = send_answer(connection, &answer);
  g_free(answer.body);
  return result;
}

const HttpHandler site_handler = {
    .begin = on_begin, .handle = on_request, .end = on_end};
