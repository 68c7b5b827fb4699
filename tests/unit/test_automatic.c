/* SPDX-License-Identifier: Apache-2.0
 *
 * Signs of machines: one row a sign, and what must not be taken for one.
 */
#include "parsers/machine/automatic.h"

#include <string.h>

#include "parsers/header.h"
#include "parsers/parse_message.h"
#include "tests/support/cases.h"

static const char *const own_addresses[] = {"melden@example.org",
                                            "@re.example.org", NULL};
static const char *const own_domains[] = {"bote.example.org", NULL};
static const MimeOptions options = {.own_addresses = own_addresses,
                                    .own_domains = own_domains};

static const struct Row {
  const char *name, *header; /* further header lines */
  const char *hard, *soft;   /* names, joined by a blank */
  MessageKind kind;
} cases[] = {
    {"person", "X-Mailer: a\n", "", "", MESSAGE_KIND_MESSAGE},
    {"auto-submitted", "Auto-Submitted: auto-replied (vacation)\n",
     "auto-submitted", "", MESSAGE_KIND_AUTO_REPLY},
    {"auto-submitted-no", "Auto-Submitted: no\n", "", "", MESSAGE_KIND_MESSAGE},
    {"auto-submitted-no-comment", "auto-submitted: (x) NO; a=b\n", "", "",
     MESSAGE_KIND_MESSAGE},
    {"auto-submitted-not", "Auto-Submitted: nothing\n", "auto-submitted", "",
     MESSAGE_KIND_AUTO_REPLY},
    {"precedence", "Precedence: Bulk\n", "precedence", "",
     MESSAGE_KIND_MESSAGE},
    {"precedence-first-class", "Precedence: first-class\n", "", "",
     MESSAGE_KIND_MESSAGE},
    {"precedence-auto-reply", "Precedence: auto_reply\n", "precedence", "",
     MESSAGE_KIND_AUTO_REPLY},
    {"list", "List-Id: <a.example.org>\nList-Post: <x>\n", "list", "",
     MESSAGE_KIND_MESSAGE},
    {"suppress-all", "X-Auto-Response-Suppress: DR, All\n", "suppress-all", "",
     MESSAGE_KIND_MESSAGE},
    {"suppress-by-exchange",
     "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\n", "",
     "suppress-some", MESSAGE_KIND_MESSAGE},
    {"null-path", "Return-Path: <>\n", "null-return-path", "",
     MESSAGE_KIND_MESSAGE},
    {"loop", "X-Loop: a\n", "x-loop", "", MESSAGE_KIND_MESSAGE},
    {"own-loop", "X-Bote-Loop: 1\n", "loop", "", MESSAGE_KIND_MESSAGE},
    {"machine", "X-FC-Machinegenerated: true\n", "machine-generated", "",
     MESSAGE_KIND_AUTO_REPLY},
    {"machine-false", "X-FC-Machinegenerated: false\n", "", "",
     MESSAGE_KIND_MESSAGE},
    {"read-receipt",
     "Content-Type: multipart/report; report-type=disposition-notification; "
     "boundary=b\n",
     "report", "", MESSAGE_KIND_AUTO_REPLY},
    {"message-id-of-ours", "Message-ID: <a@bote.example.org>\n",
     "message-id-is-ours", "", MESSAGE_KIND_MESSAGE},
    {"out-of-office-by-hand", "Subject: Abwesenheitsnotiz: Max\n", "",
     "out-of-office-subject", MESSAGE_KIND_MESSAGE},
    {"out-of-office-by-machine",
     "Subject: Automatische Antwort: Loch\nX-Auto-Response-Suppress: All\n",
     "suppress-all", "out-of-office-subject", MESSAGE_KIND_AUTO_REPLY},
    {"spam", "X-Spam-Flag: YES\n", "", "spam-flag", MESSAGE_KIND_MESSAGE},
    {"feedback-id", "Feedback-ID: a:b\n", "", "feedback-id",
     MESSAGE_KIND_MESSAGE},
};

static char *
join(const GPtrArray *signs)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < signs->len; i++)
    g_string_append_printf(out, "%s%s", i == 0 ? "" : " ",
                           (const char *)g_ptr_array_index(signs, i));
  return g_string_free(out, FALSE);
}

static Message *
parse(const char *from, const char *to, const char *header)
{
  g_autofree char *mail =
      g_strdup_printf("From: %s\nTo: %s\n%s\nHallo\n", from, to, header);
  g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
  return parse_message(raw, &options, NULL, NULL, NULL);
}

static void
test_automatic_sign(gconstpointer data)
{
  const struct Row *row = data;
  g_autoptr(Message) message =
      parse("max@example.com", "melden@example.org", row->header);
  g_autofree char *hard = join(message->automatic_signs);
  g_autofree char *soft = join(message->soft_signs);
  g_assert_cmpstr(hard, ==, row->hard);
  g_assert_cmpstr(soft, ==, row->soft);
  g_assert_cmpint(message->kind, ==, row->kind);
}

static void
test_automatic_senders(void)
{
  static const struct {
    const char *from, *sign;
  } rows[] = {
      {"max@example.com", ""},
      {"no-reply@example.com", "role-address"},
      {"NoReply.shop@example.com", "role-address"},
      {"do-not-reply@example.com", "role-address"},
      {"nicht-antworten@example.com", "role-address"},
      {"owner-liste@example.com", "role-address"},
      {"liste-bounces@example.com", "role-address"},
      {"abuse@example.com", "role-address"},
      {"rootmann@example.com", ""},
      {"nobodyknows@example.com", ""},
      {"nobody@example.com", "role-address"},
      {"www-data@example.com", "role-address"},
      {"shop-noreply@example.com", "role-address"},
      {"shop.no-reply+17@example.com", "role-address"},
      {"keine-antwort@example.com", "role-address"},
      {"max+liste@example.com", ""},
      {"melden@example.org", "sender-is-ours"},
      {"Melden+k7q2@example.org", "sender-is-ours"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Message) message = parse(rows[i].from, "melden@example.org", "");
    g_autofree char *hard = join(message->automatic_signs);
    g_assert_cmpstr(hard, ==, rows[i].sign);
    g_assert_cmpint(message->kind, ==, MESSAGE_KIND_MESSAGE);
  }
}

static void
test_automatic_not_addressed(void)
{
  static const struct {
    const char *to, *sign;
  } rows[] = {
      {"b@example.com", "not-addressed"},
      {"melden+x@example.com", "not-addressed"},
      {"melden@example.org", ""},
      {"Melden+k7q2mnb@Example.org", ""}, /* a reply, with a token */
      {"k7q2mnb@re.example.org", ""},     /* as an alias */
      {"k7q2mnb@xre.example.org", "not-addressed"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Message) message = parse("max@example.com", rows[i].to, "");
    g_autofree char *soft = join(message->soft_signs);
    g_assert_cmpstr(soft, ==, rows[i].sign);
  }
}

static void
test_automatic_too_many_hops(void)
{
  g_autoptr(GString) header = g_string_new(NULL);
  for (int i = 0; i < 51; i++)
    g_string_append(header, "Received: from a by b; x\n");
  g_autoptr(Message) message =
      parse("max@example.com", "melden@example.org", header->str);
  g_autofree char *hard = join(message->automatic_signs);
  g_assert_cmpstr(hard, ==, "too-many-hops");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  CASES_ADD_ROWS("/parsers/automatic/sign", cases, test_automatic_sign);
  g_test_add_func("/parsers/automatic/senders", test_automatic_senders);
  g_test_add_func("/parsers/automatic/not-addressed",
                  test_automatic_not_addressed);
  g_test_add_func("/parsers/automatic/too-many-hops",
                  test_automatic_too_many_hops);
  return g_test_run();
}
