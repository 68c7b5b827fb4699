/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails of the town's own web form, and of others that look like it.
 */
#include "parsers/web_form.h"

#include <string.h>

#include "daemon/parse/form_head.h"
#include "parsers/parse_message.h"
#include "tests/support/cases.h"

#define SENDER "webformular@musterhagen.example.org"
#define PASS "Authentication-Results: mx.example.org; dmarc=pass\n"
#define FAIL "Authentication-Results: mx.example.org; dmarc=fail\n"
#define HTML "Content-Type: text/html; charset=utf-8\n"
#define LIKE "The mail looks like one of a web form."
#define UNPROVED                                                               \
  "The mail names a form of ours as its sender, which is not proved; it is "   \
  "read as any other."

static const char *const email[] = {"E-Mail", NULL};
static const char *const person[] = {"Vorname", "Name", NULL};
static const char *const text[] = {"Ihre Nachricht", NULL};
static const char *const place[] = {"Straße/Ort", NULL};
static const char *const other[] = {"Telefon", "Datenschutz", NULL};
static const WebForm forms[] = {
    {"kontakt", SENDER, false, email, person, text, place, other}, {0}};
static const WebForm guarded[] = {
    {"kontakt", SENDER, true, email, person, text, place, other}, {0}};

#define FIELDS                                                                 \
  "Vorname: Ayşe\nName: Kaya\nE-Mail *: ayse@example.net\n"                   \
  "Straße/Ort: Ringstraße 4\nTelefon: 4711\n"                                \
  "Ihre Nachricht *: Das Loch ist tief.\nEs ist gefährlich.\n"                \
  "Datenschutz: ja\n"
#define WORDS "Das Loch ist tief.\nEs ist gefährlich.\n\nRingstraße 4"

static const struct Row {
  const char *name, *sender, *fields, *body;
  const WebForm *forms;
  const char *from, *person, *text; /* NULL text: it is no form's mail */
  const char *problem;
} rows[] = {
    {"labels", SENDER, PASS, FIELDS, forms, "ayse@example.net", "Ayşe Kaya",
     WORDS, NULL},
    {"values-below", SENDER, PASS,
     "Vorname\nAyşe\n\nName\nKaya\n\nE-Mail\nayse@example.net\n\n"
     "Straße/Ort\nRingstraße 4\n\nIhre Nachricht:\nDas Loch ist tief.\n"
     "Es ist gefährlich.\n\nDatenschutz\nja\n",
     forms, "ayse@example.net", "Ayşe Kaya", WORDS, NULL},
    {"table", SENDER, PASS HTML,
     "<table><tr><td>Vorname</td><td>Ayşe</td></tr><tr><td>Name</td><td>Kaya"
     "</td></tr><tr><td><b>E-Mail *</b></td><td><a href=\"mailto:ayse@example."
     "net\">ayse@example.net</a></td></tr><tr><td>Straße/Ort</td><td>Ringstraße"
     " 4</td></tr><tr><td>Ihre Nachricht *</td><td>Das Loch ist tief.<br>Es ist"
     " gefährlich.</td></tr><tr><td>Datenschutz</td><td>ja</td></tr></table>",
     forms, "ayse@example.net", "Ayşe Kaya", WORDS, NULL},
    {"guarded", SENDER, "", FIELDS, guarded, "ayse@example.net", "Ayşe Kaya",
     WORDS, NULL},
    {"place-within-words", SENDER, PASS,
     "E-Mail: a@example.net\nStraße/Ort: Ring 4\nIhre Nachricht: Ring 4 hat "
     "ein Loch.\n",
     forms, "a@example.net", NULL, "Ring 4 hat ein Loch.", NULL},
    {"machine-signs-do-not-count", SENDER,
     PASS "Auto-Submitted: auto-generated\n", FIELDS, forms, "ayse@example.net",
     "Ayşe Kaya", WORDS, NULL},
    {"no-address", SENDER, PASS, "E-Mail: keine\nIhre Nachricht: Ein Loch.\n",
     forms, SENDER, NULL, "Ein Loch.",
     "The form names no address to answer to."},
    /* Nobody else makes us answer somebody. */
    {"failed", SENDER, FAIL, FIELDS, forms, SENDER, NULL, NULL, UNPROVED},
    {"failed-guarded", SENDER, FAIL, FIELDS, guarded, SENDER, NULL, NULL,
     UNPROVED},
    {"unproved", SENDER, "", FIELDS, forms, SENDER, NULL, NULL, UNPROVED},
    {"stranger", "x@example.com", PASS, FIELDS, forms, "x@example.com", NULL,
     NULL, LIKE},
    {"no-forms", "x@example.com", PASS, FIELDS, NULL, "x@example.com", NULL,
     NULL, LIKE},
    {"no-fields", SENDER, PASS, "Guten Tag\n", forms, SENDER, NULL, NULL,
     "The fields of the form were not found."},
    {"letter", "x@example.com", PASS,
     "Guten Tag,\nmeine Frage: Wann?\nUhrzeit 12:30\nSiehe https://a.example\n",
     forms, "x@example.com", NULL, NULL, NULL},
};

static bool
has_problem(const Message *message, const char *problem)
{
  return g_ptr_array_find_with_equal_func(message->problems, problem,
                                          g_str_equal, NULL);
}

static void
test_web_form(gconstpointer data)
{
  const struct Row *row = data;
  MimeOptions options = {
      .authserv_id = "mx.example.org", .staff = true, .forms = row->forms};
  g_autofree char *mail =
      g_strdup_printf("%sReturn-Path: <%s>\nFrom: %s\nTo: "
                      "rathaus@musterhagen.example.org\n\n%s",
                      row->fields, row->sender, row->sender, row->body);
  g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert_cmpstr(message->from->address, ==, row->from);
  g_assert_cmpstr(message->from->name, ==, row->person);
  g_assert_cmpstr(message->form, ==, row->text == NULL ? NULL : "kontakt");
  if (row->problem != NULL)
    g_assert_true(has_problem(message, row->problem));
  else
    g_assert_false(has_problem(message, LIKE));
  if (row->text == NULL)
    return;
  g_assert_cmpstr(message->text, ==, row->text);
  g_assert_cmpstr(message->return_path, ==, row->from);
  g_assert_cmpint(message->auth, ==, AUTH_VERDICT_NONE);
  g_assert_cmpstr(message->staff_text, ==, NULL);
  g_assert_cmpuint(message->automatic_signs->len, ==, 0);
}

/* To the reader of mails and back. */
static void
test_web_form_head(void)
{
  json_auto_t *head = json_loads(
      "[{\"name\": \"a\", \"sender\": \"a@example.org\", \"guarded\": true,"
      " \"email\": [\"E-Mail\"], \"text\": [\"Text\", 3, \"Mehr\"]},"
      " {\"name\": \"b\"}, 7]",
      0, NULL);
  WebForm *read = form_head_read(head);
  g_assert_cmpstr(read[0].name, ==, "a");
  g_assert_true(read[0].is_guarded);
  g_assert_cmpstr(read[0].text[1], ==, "Mehr");
  g_assert_null(read[0].text[2]);
  g_assert_null(read[0].place[0]);
  g_assert_null(read[1].name);
  form_head_free(read);
  read = form_head_read(NULL);
  g_assert_null(read[0].name);
  form_head_free(read);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_test_add_func("/parsers/web-form/head", test_web_form_head);
  CASES_ADD_ROWS("/parsers/web-form", rows, test_web_form);
  return g_test_run();
}
