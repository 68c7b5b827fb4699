/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote parse`: prints what Bote understands of a mail, one JSON object a
 * line.  It needs neither store nor configuration, so that anybody can try his
 * own mails.
 */
#include <errno.h>
#include <stdio.h>

#include <jansson.h>

#include "daemon/cli_print.h"
#include "daemon/verb.h"
#include "parsers/message_json.h"
#include "parsers/parse_message.h"

/* Above PRESCAN_MAIL_MAX, so that a mail too large is still seen as such. */
enum { PARSE_READ_MAX = 64 * 1024 * 1024 };

/* All that can be read, up to PARSE_READ_MAX. */
static GBytes *
read_stream(FILE *stream)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  guint8 piece[16 * 1024];
  size_t got = 0;
  while (bytes->len < PARSE_READ_MAX &&
         (got = fread(piece, 1, sizeof piece, stream)) > 0)
    g_byte_array_append(bytes, piece, (guint)got);
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

static json_t *
staff_to_json(const Message *message)
{
  json_t *object = message_to_json(message);
  (void)json_object_set_new(
      object, "staff_text",
      json_string(message->staff_text ? message->staff_text : ""));
  (void)json_object_set_new(object, "staff_doubtful",
                            json_boolean(message->staff_doubtful));
  return object;
}

/* Print one mail; false when nothing could be read. */
static bool
parse_bytes(GBytes *raw, const MimeOptions *options, const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) message = parse_message(raw, options, NULL, NULL, &error);
  if (message == NULL) {
    (void)cli_fail(EX_DATAERR, name, error->message, NULL);
    return false;
  }
  json_t *object =
      options->staff ? staff_to_json(message) : message_to_json(message);
  bool printed = json_dumpf(object, stdout, JSON_COMPACT) == 0 &&
                 fputc('\n', stdout) != EOF;
  json_decref(object);
  return printed;
}

static bool
parse_file(const char *path, const MimeOptions *options)
{
  FILE *stream = fopen(path, "rbe");
  if (stream == NULL) {
    (void)cli_fail(EX_NOINPUT, path, g_strerror(errno), NULL);
    return false;
  }
  g_autoptr(GBytes) raw = read_stream(stream);
  int failure = ferror(stream) ? errno : 0; /* a directory opens, too */
  (void)fclose(stream);                     /* only read from */
  if (failure != 0) {
    (void)cli_fail(EX_NOINPUT, path, g_strerror(failure), NULL);
    return false;
  }
  return parse_bytes(raw, options, path);
}

static int
run_parse(int argc, char **argv)
{
  MimeOptions options = {.staff = cli_take_flag(&argc, argv, "--staff")};
  if (!cli_check_rest(argc, argv, argc))
    return EX_USAGE;
  mime_init();
  bool any = false;
  for (int i = 1; i < argc; i++)
    any |= parse_file(argv[i], &options);
  if (argc <= 1) {
    g_autoptr(GBytes) raw = read_stream(stdin);
    any = parse_bytes(raw, &options, cli_text("Standardeingabe", "stdin"));
  }
  return any ? EX_OK : EX_DATAERR;
}

const Verb verb_parse = {
    .name = "parse",
    .arguments = "[--staff] [FILE…]",
    .summary_de = "zeigt als JSON, was aus einer E-Mail gelesen wird",
    .summary_en = "shows as JSON what is read from a mail",
    .help_de = "Liest die Dateien, ohne Angabe die Standardeingabe, und gibt "
               "je E-Mail ein\nJSON-Objekt aus. --staff zeigt auch, was als "
               "Antwort eines Amtes gelten würde.\n",
    .help_en = "Reads the files, or standard input, and prints a JSON object "
               "for each mail.\n--staff also shows what would count as a "
               "department's answer.\n",
    .run = run_parse,
};
