/* SPDX-License-Identifier: Apache-2.0
 *
 * The limit of the webhook: libmicrohttpd alone reads the same requests and
 * answers 200, nothing durable.  bench_http PORT: runs until killed.
 */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>
#include <microhttpd.h>

static const char answer[] = "{\"id\":\"m-1\"}";

/* The body is read and thrown away; the first call only begins a request. */
static enum MHD_Result
handle(void *context, struct MHD_Connection *connection, const char *url,
       const char *method, const char *version, const char *body, size_t *size,
       void **state)
{
  (void)context; /* every request is the same */
  (void)url;
  (void)method;
  (void)version;
  (void)body;
  static int begun;
  if (*state == NULL) {
    *state = &begun;
    return MHD_YES;
  }
  if (*size > 0) {
    *size = 0;
    return MHD_YES;
  }
  struct MHD_Response *response = MHD_create_response_from_buffer(
      sizeof answer - 1, (void *)answer, MHD_RESPMEM_PERSISTENT);
  /* Kannel takes the answer for a reply only so. */
  (void)MHD_add_response_header(response, "Content-Type", "text/plain");
  enum MHD_Result result =
      MHD_queue_response(connection, MHD_HTTP_OK, response);
  MHD_destroy_response(response);
  return result;
}

int
main(int argc, char **argv)
{
  if (argc != 2)
    g_error("bench_http PORT");
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr = {htonl(INADDR_LOOPBACK)}};
  address.sin_port = htons((uint16_t)g_ascii_strtoull(argv[1], NULL, 10));
  struct MHD_Daemon *daemon =
      MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, handle,
                       NULL, MHD_OPTION_SOCK_ADDR, &address,
                       MHD_OPTION_CONNECTION_LIMIT, 512u, MHD_OPTION_END);
  if (daemon == NULL)
    g_error("no server on port %s", argv[1]);
  for (;;)
    (void)pause(); /* until killed */
}
