/* SPDX-License-Identifier: Apache-2.0
 *
 * An SMS provider for scenarios: takes every request, writes its body as a line
 * of a file, and answers with an id, "sms-1", "sms-2" …  Or misbehaves by
 * rules.  One request at a time, as the scenarios need no more.
 *
 *   smspeer PORT FILE [RULES]    on the loopback address, until it is killed
 *
 * Each line of RULES is "MATCH TIMES WORD…": the first whose MATCH stands in
 * the request and that was not used TIMES times ("*" for ever) says what
 * happens.  Words:
 *
 *   status=429             instead of 200
 *   header=Retry-After:60  one more field, without blanks
 *   body={"id":"…          instead of the id; to the end of the line; "@" is
 *                          the request's number
 *   cut=N                  N bytes of the body, then the connection is closed
 *   unread                 reset before the request is read
 *   mute                   read and never answered
 *   drop                   read, then closed
 *   taken                  the SMS goes out all the same
 *
 * FILE holds only what was taken: answered with 2xx, or said to be.
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include <glib.h>

#include "queue/fd.h"

enum { REQUEST_MAX = 65536, BACKLOG = 64, FOR_EVER = -1, UNCUT = -1 };

typedef enum Manner {
  MANNER_ANSWER,
  MANNER_UNREAD,
  MANNER_MUTE,
  MANNER_DROP,
} Manner;

typedef struct Rule {
  char *match, *header, *body; /* header, body: NULL for none of its own */
  int left, status, cut;
  Manner manner;
  bool taken;
} Rule;

typedef struct Peer {
  FILE *sent;
  GPtrArray *rules; /* Rule * */
  unsigned number;  /* of the request */
} Peer;

/* --- rules --- */

static bool
rule_word(Rule *rule, const char *word)
{
  static const struct {
    const char *word;
    Manner manner;
  } manners[] = {
      {"unread", MANNER_UNREAD}, {"mute", MANNER_MUTE}, {"drop", MANNER_DROP}};
  for (size_t i = 0; i < G_N_ELEMENTS(manners); i++)
    if (strcmp(word, manners[i].word) == 0) {
      rule->manner = manners[i].manner;
      return true;
    }
  if (strcmp(word, "taken") == 0)
    rule->taken = true;
  else if (g_str_has_prefix(word, "status="))
    rule->status = (int)strtol(word + 7, NULL, 10);
  else if (g_str_has_prefix(word, "header="))
    rule->header = g_strdup(word + 7);
  else if (g_str_has_prefix(word, "cut="))
    rule->cut = (int)strtol(word + 4, NULL, 10);
  else
    return false;
  return true;
}

/* NULL: a word is not known. */
static Rule *
rule_read(char *line)
{
  Rule *rule = g_new0(Rule, 1);
  char *body = strstr(line, " body=");
  *rule = (Rule){.status = 200, .cut = UNCUT, .left = FOR_EVER};
  if (body != NULL) {
    rule->body = g_strdup(body + 6);
    *body = '\0';
  }
  g_auto(GStrv) words = g_strsplit(line, " ", -1);
  if (g_strv_length(words) < 2)
    return NULL;
  rule->match = g_strdup(words[0]);
  if (strcmp(words[1], "*") != 0)
    rule->left = (int)strtol(words[1], NULL, 10);
  for (size_t i = 2; words[i] != NULL; i++)
    if (!rule_word(rule, words[i]))
      return NULL;
  return rule;
}

static bool
rules_read(Peer *peer, const char *path)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return false;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    if (**line == '\0')
      continue;
    Rule *rule = rule_read(*line);
    if (rule == NULL)
      return false;
    g_ptr_array_add(peer->rules, rule);
  }
  return true;
}

/* What happens to a request: a rule that fits, or the usual. */
static const Rule *
rule_for(Peer *peer, const char *request)
{
  static const Rule usual = {.status = 200, .cut = UNCUT};
  for (guint i = 0; i < peer->rules->len; i++) {
    Rule *rule = peer->rules->pdata[i];
    if (rule->left == 0 || strstr(request, rule->match) == NULL)
      continue;
    rule->left -= rule->left > 0;
    return rule;
  }
  return &usual;
}

/* --- requests --- */

/* The body, once the request is whole; NULL before. */
static const char *
whole_body(const char *request)
{
  const char *end = strstr(request, "\r\n\r\n");
  const char *field = strcasestr(request, "\r\nContent-Length:");
  size_t length;

  if (end == NULL)
    return NULL;
  length = field == NULL || field > end ? 0 : strtoul(field + 17, NULL, 10);
  return strlen(end + 4) >= length ? end + 4 : NULL;
}

static void
answer(int fd, const Rule *rule, unsigned number)
{
  const char *usual = "{\"id\": \"sms-@\"}";
  g_autoptr(GString) text = g_string_new(rule->body ? rule->body : usual);
  g_autofree char *digits = g_strdup_printf("%u", number);
  g_string_replace(text, "@", digits, 0);
  const char *body = text->str;
  g_autofree char *head = g_strdup_printf(
      "HTTP/1.1 %d As it is\r\nContent-Type: application/json\r\n%s%s"
      "Content-Length: %zu\r\nConnection: close\r\n\r\n",
      rule->status, rule->header != NULL ? rule->header : "",
      rule->header != NULL ? "\r\n" : "", strlen(body));
  size_t size = strlen(body);
  if (rule->cut != UNCUT)
    size = MIN(size, (size_t)rule->cut);
  g_autofree char *all = g_strdup_printf("%s%.*s", head, (int)size, body);
  if (write(fd, all, strlen(all)) < 0)
    perror("smspeer"); /* the client is gone */
}

/* The connection ends with a reset, what came unread. */
static void
reset(int fd)
{
  struct linger now = {.l_onoff = 1, .l_linger = 0};
  (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

/* The first bytes say to whom the SMS goes where the URL does, so that a rule
 * may forbid to read. */
static bool
is_unread(Peer *peer, int fd)
{
  char first[512] = "";
  if (recv(fd, first, sizeof first - 1, MSG_PEEK) <= 0)
    return false;
  for (guint i = 0; i < peer->rules->len; i++) {
    Rule *rule = peer->rules->pdata[i];
    if (rule->manner != MANNER_UNREAD || rule->left == 0 ||
        strstr(first, rule->match) == NULL)
      continue;
    rule->left -= rule->left > 0;
    return true;
  }
  return false;
}

/* False: the connection stays open for as long as the client likes. */
static bool
serve(Peer *peer, int fd)
{
  char request[REQUEST_MAX + 1] = "";
  const char *body = NULL;
  size_t size = 0;
  ssize_t got = 1;

  if (is_unread(peer, fd)) {
    reset(fd);
    return true;
  }
  while (body == NULL && got > 0 && size < REQUEST_MAX) {
    got = recv(fd, request + size, REQUEST_MAX - size, 0);
    size += got > 0 ? (size_t)got : 0;
    request[size] = '\0';
    body = whole_body(request);
  }
  if (body == NULL)
    return true;
  const Rule *rule = rule_for(peer, request);
  peer->number++;
  if (rule->taken || (rule->manner == MANNER_ANSWER && rule->status < 300)) {
    fprintf(peer->sent, "%s\n", body);
    fflush(peer->sent);
  }
  if (rule->manner == MANNER_ANSWER)
    answer(fd, rule, peer->number);
  return rule->manner != MANNER_MUTE;
}

static int
listen_on(uint16_t port)
{
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons(port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  auto_fd int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int yes = 1;

  if (fd < 0 ||
      setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
      bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ||
      listen(fd, BACKLOG) < 0)
    return -1;
  return fd_steal(&fd);
}

int
main(int argc, char **argv)
{
  if (argc != 3 && argc != 4)
    return EX_USAGE;
  Peer peer = {.sent = fopen(argv[2], "ae"), .rules = g_ptr_array_new()};
  if (argc == 4 && !rules_read(&peer, argv[3])) {
    fprintf(stderr, "smspeer: rules that nobody understands\n");
    return EX_DATAERR;
  }
  int listener = listen_on((uint16_t)strtoul(argv[1], NULL, 10));
  if (listener < 0 || peer.sent == NULL) {
    perror("smspeer");
    return EX_OSERR;
  }
  for (;;) {
    auto_fd int fd = accept(listener, NULL, NULL);
    if (fd >= 0 && !serve(&peer, fd))
      (void)fd_steal(&fd); /* open until this process ends */
  }
}
