/* SPDX-License-Identifier: Apache-2.0
 *
 * PGP within texts.
 */
#include "parsers/mime/pgp_text.h"

#include <string.h>

#include <glib.h>

#include "parsers/parse_message.h"

#define BEGIN "-----BEGIN PGP SIGNED MESSAGE-----\n"
#define SIGNATURE                                                              \
  "-----BEGIN PGP SIGNATURE-----\nVersion: x\n\nabc=\n-----END PGP "           \
  "SIGNATURE-----\n"

static const struct {
  const char *text, *plain; /* NULL: no PGP */
  bool is_signed, is_encrypted;
} rows[] = {
    {"Das Loch ist tief.\n", NULL, false, false},
    {BEGIN "Hash: SHA256\n\nDas Loch.\n" SIGNATURE, "Das Loch.\n", true, false},
    {BEGIN "Hash: SHA256\nHash: SHA1\n\n- -- \n- - x\n" SIGNATURE "PS\n",
     "-- \n- x\nPS\n", true, false},
    {"Davor\n" BEGIN "\nDas Loch.\n", "Davor\nDas Loch.\n", true, false},
    {"-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n",
     "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n", false,
     true},
    {"> " BEGIN "Zitat\n", "> " BEGIN "Zitat\n", false, false},
};

static void
test_pgp_text(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    PgpText found;
    g_autofree char *plain = pgp_text_unwrap(rows[i].text, &found);
    g_assert_cmpstr(plain, ==, rows[i].plain);
    g_assert_cmpint(found.is_signed, ==, rows[i].is_signed);
    g_assert_cmpint(found.is_encrypted, ==, rows[i].is_encrypted);
  }
}

/* What a person is told of it. */
static void
test_pgp_text_problems(void)
{
  static const MimeOptions options = {0};
  static const struct {
    const char *body, *text, *problem;
  } mails[] = {
      {BEGIN "Hash: SHA256\n\nDas Loch.\n" SIGNATURE, "Das Loch.",
       "The mail is signed (PGP); the signature was not checked."},
      {"-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n", NULL,
       "The mail is encrypted (PGP); it was not read."},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
    g_autofree char *mail =
        g_strconcat("From: a@example.com\n\n", mails[i].body, NULL);
    g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
    g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
    if (mails[i].text != NULL)
      g_assert_cmpstr(message->text, ==, mails[i].text);
    g_assert_true(g_ptr_array_find_with_equal_func(
        message->problems, mails[i].problem, g_str_equal, NULL));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_test_add_func("/parsers/pgp-text/frames", test_pgp_text);
  g_test_add_func("/parsers/pgp-text/problems", test_pgp_text_problems);
  return g_test_run();
}
