/* SPDX-License-Identifier: Apache-2.0
 *
 * Which address fields are read without GMime, and that they say what GMime
 * reads.
 */
#include "parsers/gmime_auto.h"
#include "parsers/message.h"
#include "parsers/mime/mailbox.h"

/* A value, and whether it is a plain one. */
static const struct Row {
  const char *value;
  bool plain;
} rows[] = {
    {" max.muster+a_b-c@sub.example.org\r\n", true},
    {" <max@example.org>", true},
    {" Max Otto-Muster <max@example.org>\n", true},
    {" \"Dr. Muster, Max\"\r\n\t<max@example.org>,\n a@b.example", true},
    {" =?utf-8?Q?J=C3=BCrgen_B=c3=bcrger?= <j@example.org>", true},
    {" =?UTF-8?b?SsO8cmdlbg==?= <j@example.org>", true},
    {"", false},
    {" ", false},
    {" max@example.org,", false},
    {" Max", false},
    {" Max  Muster <max@example.org>", false},
    {" Dr. Max Muster <max@example.org>", false},
    {" Max <max@example.org> (him)", false},
    {" \"M\\\"x\" <max@example.org>", false},
    {" \"=?utf-8?Q?a?=\" <max@example.org>", false},
    {" Jürgen <j@example.org>", false},
    {" =?utf-8?Q?a?= =?utf-8?Q?b?= <a@example.org>", false},
    {" =?utf-8?Q?a?= b <a@example.org>", false},
    {" =?iso-8859-1?Q?J=FCrgen?= <j@example.org>", false},
    {" =?utf-8?Q?J=FCrgen?= <j@example.org>", false},
    {" =?utf-8?Q?M\xc3=80ller?= <m@example.org>", false},
    {" =?utf-8?Q?a=zz?= <a@example.org>", false},
    {" =?utf-8?Q?a=0Ab?= <a@example.org>", false},
    {" =?utf-8?B?SsO8cmdlbg?= <j@example.org>", false},
    {" =?utf-8?B?Sg==SsO8?= <j@example.org>", false},
    {" .max@example.org", false},
    {" max..m@example.org", false},
    {" max@Example.org", false},
    {" max@example..org", false},
    {" max@xn--mller-kva.example", false},
    {" max@[192.0.2.1]", false},
    {" \"max m\"@example.org", false},
    {" <@relay.example:max@example.org>", false},
    {" <max@example.org", false},
    {" undisclosed-recipients:;", false},
    {" Group: a@example.org;", false},
};

static void
test_mailbox_list_read(gconstpointer data)
{
  const struct Row *row = data;
  g_autoptr(GPtrArray) mailboxes = mailbox_list_read(row->value);
  g_assert_cmpint(mailboxes != NULL, ==, row->plain);
  if (mailboxes == NULL)
    return;
  g_autoptr(InternetAddressList) list =
      internet_address_list_parse(NULL, row->value);
  g_assert_cmpint(internet_address_list_length(list), ==, (int)mailboxes->len);
  for (guint i = 0; i < mailboxes->len; i++) {
    const Address *mailbox = mailboxes->pdata[i];
    InternetAddress *entry = internet_address_list_get_address(list, (int)i);
    const char *name = mailbox->name == NULL ? "" : mailbox->name;
    g_assert_cmpstr(name, ==, internet_address_get_name(entry));
    g_assert_cmpstr(
        mailbox->address, ==,
        internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(entry)));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_mime_init();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strdup_printf("/parsers/mailbox/%zu", i);
    g_test_add_data_func(path, &rows[i], test_mailbox_list_read);
  }
  return g_test_run();
}
