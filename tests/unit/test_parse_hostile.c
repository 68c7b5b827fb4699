/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails made to hurt a parser, through the whole role `parse`.  Each killed or
 * stalled GMime or libxml2 alone when it was tried; behind the pre-scan each
 * must get an answer within the child's limits.
 */
#include <string.h>

#include "parsers/mime/prescan.h"
#include "tests/support/cases.h"
#include "tests/support/parse_ask.h"

#define HEAD "From: a@example.org\nTo: b@example.com\nSubject: x\n"
#define HTML HEAD "MIME-Version: 1.0\nContent-Type: text/html\n\n"
#define MULTI "Content-Type: multipart/mixed; boundary=b\n\n"

/* Each took at most 0.5 s on a slow machine; a quadratic loop takes its child's
 * 10 s of CPU. */
#ifdef BOTE_SANITIZED
enum { ANSWER_MS_MAX = 15 * 1000 };
#else
enum { ANSWER_MS_MAX = 5 * 1000 };
#endif

/* before, then `unit` so often, then after. */
typedef struct HostileRow {
  const char *name, *before, *unit;
  size_t times;
  const char *after;
} HostileRow;

static const HostileRow rows[] = {
    {"groups", "From: a@example.org\nTo: ", "g:", 100000, "\n\nx\n"},
    {"groups-folded", "From: a@example.org\nTo: ", "g:\n ", 60000, "x\n\nx\n"},
    {"comments", "From: a@example.org\nTo: ", "(", 200000, "\n\nx\n"},
    {"routes", "From: a@example.org\nTo: <", "@a,", 100000, ":x@y>\n\nx\n"},
    {"encoded-words",
     "From: a@example.org\nSubject: ", "=?utf-8?Q?=C3=BC?= ", 16000, "\n\nx\n"},
    {"fields", "From: a@example.org\n", "X-A: b\n", 200000, "\nx\n"},
    {"references", "From: a@example.org\nReferences: ", "<a@b> ", 100000,
     "\n\nx\n"},
    {"parameters", HEAD "Content-Type: text/plain", "; a*0*=x", 50000,
     "\n\nx\n"},
    {"parts", HEAD MULTI, "--b\n\nx\n", 500000, "--b--\n"},
    {"empty-parts", HEAD MULTI, "--b\n\n", 500000, "--b--\n"},
    {"nested-multiparts", HEAD "Content-Type: multipart/mixed; boundary=b\n",
     "\n--b\nContent-Type: multipart/mixed; boundary=b\n", 20000, "\nx\n"},
    {"nested-mails", HEAD, "Content-Type: message/rfc822\n\n", 20000, "x\n"},
    {"nested-divs", HTML, "<div>", 200000, "x\n"},
    {"nested-quotes", HTML, "<blockquote>", 100000, "x\n"},
    {"attributes", HTML "<p ", "a=b ", 100000, ">x</p>\n"},
    {"tags-unfinished", HTML, "<", 5000000, "\n"},
    {"entities", HTML, "&amp;&#x41;&auml;", 200000, "\n"},
    {"comment-unfinished", HTML "<!--", "<p>-", 200000, "\n"},
    {"quoted-lines", HEAD "\n", "> ", 500000, "x\n"},
    {"quote-depths", HEAD "\n", ">>>>>>>>>>\n", 200000, "x\n"},
    {"long-line", HEAD "\n", "xxxxxxxxxx", 1000000, "\n"},
    {"blank-lines", HEAD "\n", "\n", 2000000, "x\n"},
    {"addresses-in-text", HEAD "\n", "a@b.de <a@b.de> schrieb:\n", 50000, "x"},
    {"base64-garbage", HEAD "Content-Transfer-Encoding: base64\n\n", "=!@#A",
     500000, "\n"},
    {"quoted-printable", HEAD "Content-Transfer-Encoding: quoted-printable\n\n",
     "=\n=3", 500000, "\n"},
    {"utf7", HEAD "Content-Type: text/plain; charset=utf-7\n\n", "+ADw-", 50000,
     "\n"},
    {"status-blocks",
     HEAD "Content-Type: multipart/report; report-type=delivery-status; "
          "boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n",
     "Final-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1\n\n", 50000,
     "--b--\n"},
};

static GBytes *
make(const HostileRow *row)
{
  size_t unit = strlen(row->unit);
  GString *mail = g_string_sized_new(unit * row->times + 1024);
  g_string_append(mail, row->before);
  for (size_t i = 0; i < row->times; i++)
    g_string_append_len(mail, row->unit, (gssize)unit);
  g_string_append(mail, row->after);
  return g_string_free_to_bytes(mail);
}

/* Whatever became of the last one. */
static void
next_is_read(ParseClient *client)
{
  static const char text[] = HEAD "\nx\n";
  g_autoptr(GBytes) mail = g_bytes_new_static(text, sizeof text - 1);
  ParseSeen seen;
  g_assert_cmpint(parse_ask(client, parse_ask_mail_head(), mail, &seen), ==,
                  PARSE_OUTCOME_OK);
  parse_seen_clear(&seen);
}

static void
test_hostile_gets_an_answer(const void *user)
{
  const HostileRow *row = user;
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_TEXT, 0);
  g_autoptr(GBytes) mail = make(row);
  int64_t begun = g_get_monotonic_time();
  ParseSeen seen;
  ParseOutcome outcome = parse_ask(client, parse_ask_mail_head(), mail, &seen);
  int took_ms = (int)((g_get_monotonic_time() - begun) / 1000);
  g_test_message("%s: %s %s in %d ms", row->name,
                 parse_outcome_to_string(outcome), parse_client_reason(client),
                 took_ms);
  g_assert_cmpint(took_ms, <, ANSWER_MS_MAX);
  g_assert_cmpint(outcome, <=, PARSE_OUTCOME_UNREADABLE);
  if (outcome == PARSE_OUTCOME_OK)
    g_assert_nonnull(seen.message);
  parse_seen_clear(&seen);
  next_is_read(client);
}

/* As large as intake takes: an attachment of the whole rest. */
static void
test_hostile_largest_mail(void)
{
  static const char head[] = HEAD "Content-Type: application/zip\n"
                                  "Content-Transfer-Encoding: base64\n\n";
  static const char line[] = "UEsDBAoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                             "AAAAAAAAAAAAAAAAAAAAAAA=\n";
  HostileRow row = {"largest", head, line,
                    (PRESCAN_MAIL_MAX - sizeof head) / (sizeof line - 1), ""};
  test_hostile_gets_an_answer(&row);
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "role") == 0)
    return parse_ask_role(argc - 1, argv + 1);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/daemon/parse/hostile", rows, test_hostile_gets_an_answer);
  g_test_add_func("/daemon/parse/hostile/largest-mail",
                  test_hostile_largest_mail);
  return g_test_run();
}
