/* SPDX-License-Identifier: Apache-2.0
 *
 * A request of the demo from its first line to its answer.
 */
#include "daemon/demo/serve.h"

#include <string.h>

#include "daemon/demo/web.h"
#include "parsers/form.h"

enum { FORM_BUFFER = 16384, FIELDS_MAX = 20 };

/* Our pages run our one script; nothing comes from elsewhere. */
#define PAGE_POLICY                                                            \
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "  \
  "connect-src 'self'; frame-src 'self'; form-action 'self'; "                 \
  "base-uri 'none'; frame-ancestors 'none'"
/* An HTML mail in its frame: inline styles and its own pictures. */
#define MAIL_POLICY                                                            \
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; "            \
  "form-action 'none'; base-uri 'none'; frame-ancestors 'self'; "              \
  "sandbox allow-same-origin allow-top-navigation-by-user-activation"
#define SMS_PATH "/cgi-bin/sendsms"

typedef struct Request {
  char *path, *query;
  bool began;
  unsigned refused; /* status; 0: not refused */
  struct MHD_PostProcessor *post;
  GHashTable *fields; /* name -> GString * */
  GByteArray *photo;
  char *photo_name;
} Request;

static void
string_free(void *data)
{
  (void)g_string_free(data, TRUE); /* NULL, because of TRUE */
}

static void *
serve_begin(void *context, struct MHD_Connection *connection,
            const char *target)
{
  (void)context;
  (void)connection;
  Request *request = g_new0(Request, 1);
  const char *mark = strchr(target, '?');
  request->path = mark == NULL ? g_strdup(target)
                               : g_strndup(target, (gsize)(mark - target));
  request->query = g_strdup(mark == NULL ? "" : mark + 1);
  request->fields =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, string_free);
  request->photo = g_byte_array_new();
  return request;
}

static void
serve_end(void *context, void *data)
{
  (void)context;
  Request *request = data;
  if (request->post != NULL)
    (void)MHD_destroy_post_processor(request->post); /* a cut form: no matter */
  g_hash_table_unref(request->fields);
  g_byte_array_unref(request->photo);
  g_free(request->photo_name);
  g_free(request->path);
  g_free(request->query);
  g_free(request);
}

static enum MHD_Result
take_piece(void *data, enum MHD_ValueKind kind, const char *key,
           const char *filename, const char *type, const char *encoding,
           const char *piece, uint64_t offset, size_t size)
{
  (void)kind;
  (void)type;
  (void)encoding;
  (void)offset;
  Request *request = data;
  if (key == NULL || g_hash_table_size(request->fields) > FIELDS_MAX)
    return MHD_NO;
  if (strcmp(key, "photo") == 0) {
    if (filename != NULL && request->photo_name == NULL)
      request->photo_name = g_strdup(filename);
    g_byte_array_append(request->photo, (const guint8 *)piece, (guint)size);
    return MHD_YES;
  }
  GString *value = g_hash_table_lookup(request->fields, key);
  if (value == NULL) {
    value = g_string_new(NULL);
    g_hash_table_insert(request->fields, g_strdup(key), value);
  }
  g_string_append_len(value, piece, (gssize)size);
  return MHD_YES;
}

/* Another website must neither read this through a name of its own that points
 * here, nor post to it. */
static bool
is_from_here(const DemoServe *serve, struct MHD_Connection *connection)
{
  const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
                                                 MHD_HTTP_HEADER_HOST);
  const char *origin =
      MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Origin");
  static const char *const names[] = {"127.0.0.1", "localhost"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *ours =
        g_strdup_printf("http://%s:%d", names[i], serve->town->web_port);
    if (host != NULL && strcmp(host, ours + strlen("http://")) == 0)
      return origin == NULL || strcmp(origin, ours) == 0;
  }
  return false;
}

static unsigned
look_at_head(const DemoServe *serve, struct MHD_Connection *connection,
             const char *method, Request *request)
{
  bool post = strcmp(method, MHD_HTTP_METHOD_POST) == 0;
  if (!post && strcmp(method, MHD_HTTP_METHOD_GET) != 0)
    return MHD_HTTP_METHOD_NOT_ALLOWED;
  if (!is_from_here(serve, connection))
    return MHD_HTTP_FORBIDDEN;
  unsigned refused = http_check_framing(connection, method, DEMO_BODY_MAX);
  if (refused == 0 && post) {
    request->post =
        MHD_create_post_processor(connection, FORM_BUFFER, take_piece, request);
    if (request->post == NULL)
      return MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
  }
  return refused;
}

static void
add(struct MHD_Response *response, const char *name, const char *value)
{
  /* A field that cannot be added leaves an answer that still holds, but for
   * the policy, and memory is gone then anyway. */
  (void)MHD_add_response_header(response, name, value);
}

static enum MHD_Result
send_answer(struct MHD_Connection *connection, const DemoAnswer *answer)
{
  gsize size;
  const void *bytes = g_bytes_get_data(answer->body, &size);
  struct MHD_Response *response = MHD_create_response_from_buffer(
      size, (void *)(uintptr_t)bytes, MHD_RESPMEM_MUST_COPY);
  if (response == NULL)
    return MHD_NO; /* out of memory: the library closes the connection */
  add(response, "Content-Type",
      answer->type != NULL ? answer->type : "text/html; charset=utf-8");
  add(response, "Content-Security-Policy",
      answer->is_mail ? MAIL_POLICY : PAGE_POLICY);
  add(response, "X-Content-Type-Options", "nosniff");
  add(response, "Referrer-Policy", "no-referrer");
  add(response, "Cross-Origin-Resource-Policy", "same-origin");
  add(response, "Cache-Control", "no-store");
  if (answer->location != NULL)
    add(response, "Location", answer->location);
  enum MHD_Result result =
      MHD_queue_response(connection, answer->status, response);
  MHD_destroy_response(response);
  return result;
}

static GHashTable *
fields_of(const Request *request)
{
  GHashTable *fields =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  void *name, *value;
  g_hash_table_iter_init(&iter, request->fields);
  while (g_hash_table_iter_next(&iter, &name, &value))
    g_hash_table_insert(fields, g_strdup(name),
                        g_utf8_make_valid(((GString *)value)->str, -1));
  return fields;
}

static enum MHD_Result
answer_page(const DemoServe *serve, struct MHD_Connection *connection,
            const char *method, const Request *request)
{
  g_autoptr(GPtrArray) query =
      form_parse(request->query, strlen(request->query), NULL);
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  g_autoptr(GHashTable) fields = fields_of(request);
  g_autoptr(GBytes) photo =
      request->photo->len == 0
          ? NULL
          : g_bytes_new(request->photo->data, request->photo->len);
  DemoRequest page = {.method = method,
                      .path = request->path,
                      .query = query == NULL ? none : query,
                      .fields = fields,
                      .photo = photo};
  DemoAnswer answer = {0};
  demo_web_answer(serve->town, &page, &answer);
  enum MHD_Result result = send_answer(connection, &answer);
  demo_answer_clear(&answer);
  return result;
}

static enum MHD_Result
answer(DemoServe *serve, struct MHD_Connection *connection, const char *method,
       Request *request)
{
  if (request->refused != 0)
    return http_answer(
        connection, &(HttpAnswer){.status = request->refused, .close = true});
  if (strcmp(request->path, SMS_PATH) != 0)
    return answer_page(serve, connection, method, request);
  unsigned status = demo_simulator_take(serve->simulator, request->query);
  return http_answer(connection,
                     &(HttpAnswer){.status = status,
                                   .body = status == MHD_HTTP_ACCEPTED
                                               ? "0: Accepted for delivery"
                                               : "not taken"});
}

static enum MHD_Result
serve_handle(void *context, void *data, const HttpTurn *turn)
{
  struct MHD_Connection *connection = turn->connection;
  DemoServe *serve = context;
  Request *request = data;
  if (!request->began) {
    request->began = true;
    request->refused = look_at_head(serve, connection, turn->method, request);
    /* A body that nobody wants is not waited for. */
    return request->refused == 0
               ? MHD_YES
               : answer(serve, connection, turn->method, request);
  }
  if (*turn->size > 0) {
    if (request->post != NULL &&
        MHD_post_process(request->post, turn->piece, *turn->size) != MHD_YES)
      request->refused = MHD_HTTP_BAD_REQUEST;
    *turn->size = 0;
    return MHD_YES;
  }
  return answer(serve, connection, turn->method, request);
}

const HttpHandler demo_serve_handler = {
    .begin = serve_begin, .handle = serve_handle, .end = serve_end};
