/* SPDX-License-Identifier: Apache-2.0
 *
 * What comes with a mail, however it is wrapped and named.
 */
#include <string.h>

#include "parsers/parse_message.h"
#include "parsers/reply/pointing.h"
#include "parsers/mime/uuencode.h"
#include "tests/support/cases.h"

static Message *
parse(const char *mail)
{
  MimeOptions options = {0};
  g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
  return parse_message(raw, &options, NULL, NULL, NULL);
}

/* A mail with a text and one more part. */
static Message *
parse_part(const char *text, const char *head, const char *body)
{
  g_autofree char *mail = g_strdup_printf(
      "From: Rita Rat <rita@example.org>\nSubject: WG: Baum\nMIME-Version: "
      "1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
      "text/plain; charset=utf-8\n\n%s\n--b\n%s\n\n%s\n--b--\n",
      text, head, body);
  return parse(mail);
}

static bool
has_problem(const Message *message, const char *problem)
{
  return g_ptr_array_find_with_equal_func(message->problems, problem,
                                          g_str_equal, NULL);
}

#define INNER                                                                  \
  "From: =?utf-8?q?Erika_M=C3=BCller?= <erika@example.org>\n"                  \
  "To: rita@example.org\nDate: Thu, 21 May 2026 08:14:00 +0200\n"              \
  "Subject: Baum\nMIME-Version: 1.0\nContent-Type: text/plain; "               \
  "charset=utf-8\n\nDer Baum ist krank.\n"

/* Each way in which a mail is attached. */
static const struct Wrapping {
  const char *name, *head;
  bool base64;
} wrappings[] = {
    {"plain", "Content-Type: message/rfc822", false},
    {"attachment",
     "Content-Type: message/rfc822; name=\"Baum.eml\"\nContent-Disposition: "
     "attachment; filename=\"Baum.eml\"",
     false},
    {"base64",
     "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64", true},
    {"octet-stream",
     "Content-Type: application/octet-stream; name=Baum.eml\n"
     "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; "
     "filename=Baum.eml",
     true},
    {"text",
     "Content-Type: text/plain; name=Baum.eml\nContent-Disposition: "
     "attachment; filename=Baum.eml",
     false},
    {"unknown", "Content-Type: application/x-mail", false},
};

static void
test_attachments_mail(gconstpointer data)
{
  const struct Wrapping *row = data;
  g_autofree char *encoded =
      g_base64_encode((const guchar *)INNER, strlen(INNER));
  g_autoptr(Message) message =
      parse_part("Bitte übernehmen.", row->head, row->base64 ? encoded : INNER);
  g_assert_cmpstr(message->text, ==, "Bitte übernehmen.");
  g_assert_nonnull(message->forwarded_from);
  g_assert_cmpstr(message->forwarded_from->name, ==, "Erika Müller");
  g_assert_cmpstr(message->forwarded_from->address, ==, "erika@example.org");
  g_assert_cmpstr(message->forwarded_subject, ==, "Baum");
  g_assert_cmpstr(message->forwarded_text, ==, "Der Baum ist krank.");
  g_assert_cmpuint(message->attachments->len, ==, 0);
  g_assert_cmpuint(message->problems->len, ==, 0);
}

/* The photos of the mail that was passed on are ours. */
static void
test_attachments_of_the_inner_mail(void)
{
  g_autoptr(Message) message = parse_part(
      "", "Content-Type: message/rfc822",
      "From: erika@example.org\nSubject: Baum\nContent-Type: multipart/mixed; "
      "boundary=c\n\n--c\nContent-Type: text/plain\n\nDer Baum.\n--c\n"
      "Content-Type: image/gif; name=baum.gif\n\nGIF89a\n--c--\n");
  g_assert_cmpstr(message->text, ==, "Der Baum.");
  g_assert_cmpstr(message->forwarded_text, ==, "Der Baum.");
  g_assert_cmpuint(message->attachments->len, ==, 1);
  const Attachment *photo = message->attachments->pdata[0];
  g_assert_cmpstr(photo->filename, ==, "baum.gif");
}

static void
test_attachments_two_mails(void)
{
  g_autoptr(Message) message = parse_part(
      "Zwei Briefe.", "Content-Type: message/rfc822",
      "From: erika@example.org\nSubject: Eins\n\nDer "
      "erste.\n--b\nContent-Type: "
      "message/rfc822\n\nFrom: max@example.org\nSubject: Zwei\n\nDer "
      "zweite.\n--b\nContent-Type: text/plain\n\nGruss Rita");
  g_assert_cmpstr(message->text, ==, "Zwei Briefe.\n\nGruss Rita");
  g_assert_cmpstr(message->forwarded_from->address, ==, "erika@example.org");
  g_assert_cmpstr(message->forwarded_subject, ==, "Eins");
  g_assert_cmpstr(message->forwarded_text, ==,
                  "Der erste.\n\n---------- Forwarded message ----------\n"
                  "From: <max@example.org>\nSubject: Zwei\n\nDer zweite.");
}

/* Names as programs write them, right and wrong. */
static const struct Name {
  const char *name, *disposition, *expected;
} names[] = {
    {"quoted", "filename=\"Bild 1.gif\"", "Bild_1.gif"},
    {"bare", "filename=bild.gif", "bild.gif"},
    {"blank-without-quotes", "filename=Bild 1.gif", "Bild_1.gif"},
    {"rfc2231", "filename*=utf-8''Stra%C3%9Fe.gif", "Strasse.gif"},
    {"rfc2231-latin1", "filename*=iso-8859-1'de'Stra%DFe.gif", "Strasse.gif"},
    {"rfc2231-continued",
     "filename*0*=utf-8''Stra%C3%9F; filename*1*=e%20am; filename*2=\" "
     "Platz.gif\"",
     "Strasse_am_Platz.gif"},
    {"continued-plain", "filename*0=\"Stras\"; filename*1=\"se.gif\"",
     "Strasse.gif"},
    {"rfc2047", "filename=\"=?utf-8?Q?Stra=C3=9Fe.gif?=\"", "Strasse.gif"},
    {"rfc2047-base64", "filename=\"=?utf-8?B?U3RyYcOfZS5naWY=?=\"",
     "Strasse.gif"},
    {"rfc2047-two", "filename=\"=?utf-8?Q?Stra=C3=9F?= =?utf-8?Q?e.gif?=\"",
     "Strasse.gif"},
    {"rfc2047-without-quotes",
     "filename==?utf-8?Q?Stra=C3=9Fe.gif?=", "Strasse.gif"},
    {"raw-utf8", "filename=\"Stra\303\237e.gif\"", "Strasse.gif"},
    {"raw-latin1", "filename=\"Stra\337e.gif\"", "Strasse.gif"},
    {"path", "filename=\"C:\\\\Bilder\\\\bild.gif\"", "bild.gif"},
    {"dots", "filename=\"../../bild.gif\"", "bild.gif"},
    {"turned-round", "filename*=utf-8''bild%E2%80%AEfig.gif", "bildfig.gif"},
    {"none", "x=y", "file.gif"},
};

static void
test_attachments_name(gconstpointer data)
{
  const struct Name *row = data;
  g_autofree char *head = g_strdup_printf(
      "Content-Type: image/gif\nContent-Disposition: attachment; %s",
      row->disposition);
  g_autoptr(Message) message = parse_part("Text.", head, "GIF89a");
  g_assert_cmpuint(message->attachments->len, ==, 1);
  const Attachment *file = message->attachments->pdata[0];
  g_assert_cmpstr(file->filename, ==, row->expected);
}

/* Parts that are named in a sentence. */
static const struct Told {
  const char *name, *text, *head, *body, *problem;
} told[] = {
    {"misnamed", "Text.",
     "Content-Type: image/jpeg; name=bild.jpg\nContent-Disposition: attachment",
     "GIF89a",
     "The ending of a file's name does not fit its content; it is called "
     "bild.gif now."},
    {"empty-file", "Text.", "Content-Type: image/jpeg; name=bild.jpg", "",
     "A file is empty."},
    {"outlook-mail", "Text.",
     "Content-Type: application/vnd.ms-outlook; name=Baum.msg\n"
     "Content-Transfer-Encoding: base64",
     "0M8R4KGxGuEAAAAA",
     "A mail in Outlook's own format is attached; it was not read."},
    {"partial", "Text.",
     "Content-Type: message/partial; id=a; number=1; total=2", "x",
     "The mail is one piece of a larger one; the others are not here."},
    {"external-body", "Text.",
     "Content-Type: message/external-body; access-type=URL; "
     "URL=\"http://example.org/\"",
     "Content-Type: text/plain\n\nx",
     "A part of the mail lies elsewhere and was not fetched."},
    {"binhex", "Text.", "Content-Type: application/mac-binhex40; name=a.hqx",
     "(This file must be converted with BinHex 4.0)",
     "A file is packed as BinHex and was not opened."},
    {"yenc", "Text.\n=ybegin line=128 size=3 name=a.jpg\nabc\n=yend size=3",
     "Content-Type: image/gif; name=a.gif", "GIF89a",
     "A file in the text is packed as yEnc and was not read."},
    {"points", "Siehe Foto.", "Content-Type: image/gif; name=a.gif", "GIF89a",
     "The text only points to an attachment."},
    {"empty", "\n", "Content-Type: image/gif; name=a.gif", "GIF89a",
     "The mail has no text."},
    {"signature", "-- \nMax Muster\nRingstraße 4",
     "Content-Type: image/gif; name=a.gif", "GIF89a",
     "The mail holds nothing but a signature."},
};

static void
test_attachments_told(gconstpointer data)
{
  const struct Told *row = data;
  g_autoptr(Message) message = parse_part(row->text, row->head, row->body);
  g_assert_true(has_problem(message, row->problem));
  g_assert_cmpuint(message->attachments->len, ==, 1);
}

static void
test_attachments_uuencode(void)
{
  g_autoptr(Message) message =
      parse("From: a@example.org\nSubject: x\n\nHier das Bild:\n\nbegin 644 "
            "bild.gif\n&1TE&.#EA\n`\nend\n\nDanke, begin 644 ist keins.\n");
  g_assert_cmpstr(message->text, ==,
                  "Hier das Bild:\n\n\nDanke, begin 644 ist keins.");
  g_assert_cmpuint(message->attachments->len, ==, 1);
  const Attachment *file = message->attachments->pdata[0];
  g_assert_cmpstr(file->filename, ==, "bild.gif");
  g_assert_cmpstr(file->media_type, ==, "image/gif");
  g_assert_cmpuint(file->size_bytes, ==, 6);
}

/* Nothing is lost where it only looks like one. */
static void
test_attachments_no_uuencode(void)
{
  static const char *const texts[] = {
      "begin 644 bild.gif\nkleine Buchstaben\nend\n",
      "begin 644 bild.gif\n&1TE&.#EA\n",
      "begin again\nend\n",
      "begin 644 \nend\n",
      "begin 644 a\nend\n",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *mail =
        g_strconcat("From: a@example.org\n\n", texts[i], NULL);
    g_autofree char *kept = g_strstrip(g_strdup(texts[i]));
    g_autoptr(Message) message = parse(mail);
    g_assert_cmpstr(message->text, ==, kept);
    g_assert_cmpuint(message->attachments->len, ==, 0);
  }
}

static const struct {
  const char *text;
  TextWorth worth;
} worths[] = {
    {NULL, TEXT_WORTH_EMPTY},
    {" \n-\n", TEXT_WORTH_EMPTY},
    {"Siehe Foto", TEXT_WORTH_POINTS},
    {"siehe Anhang!", TEXT_WORTH_POINTS},
    {"s. Anlage", TEXT_WORTH_POINTS},
    {"S. Betreff", TEXT_WORTH_POINTS},
    {"Hallo,\n\nsiehe Foto im Anhang.\n\nViele Grüße\nMax Muster",
     TEXT_WORTH_POINTS},
    {"Sehr geehrte Damen und Herren,\nanbei zwei Bilder.\nMfG M. Muster",
     TEXT_WORTH_POINTS},
    {"see attachment", TEXT_WORTH_POINTS},
    {"Please see the attached pictures.", TEXT_WORTH_POINTS},
    {"Voir pièce jointe", TEXT_WORTH_POINTS},
    {"Siehe Foto: Loch", TEXT_WORTH_SAYS},
    {"Anbei das Foto vom Schlagloch in der Ringstraße.", TEXT_WORTH_SAYS},
    {"Bild 3 in der Gartenstraße", TEXT_WORTH_SAYS},
    {"Hallo", TEXT_WORTH_SAYS},
    {"Ja", TEXT_WORTH_SAYS},
    {"3", TEXT_WORTH_SAYS},
};

static void
test_pointing(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(worths); i++)
    if (pointing_worth(worths[i].text) != worths[i].worth) {
      g_test_message("row %zu: %s", i, worths[i].text);
      g_test_fail();
    }
}

int
main(int argc, char **argv)
{
  static const Case cases[] = {
      {"of-the-inner-mail", test_attachments_of_the_inner_mail},
      {"two-mails", test_attachments_two_mails},
      {"uuencode", test_attachments_uuencode},
      {"no-uuencode", test_attachments_no_uuencode},
      {"pointing", test_pointing},
      {NULL, NULL}};
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  cases_add("/parsers/attachments", cases);
  CASES_ADD_ROWS("/parsers/attachments/mail", wrappings, test_attachments_mail);
  CASES_ADD_ROWS("/parsers/attachments/name", names, test_attachments_name);
  CASES_ADD_ROWS("/parsers/attachments/told", told, test_attachments_told);
  return g_test_run();
}
