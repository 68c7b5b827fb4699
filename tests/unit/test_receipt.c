/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers of other people's ticket systems.
 */
#include "parsers/machine/receipt.h"

#include <string.h>

#include <glib.h>

static void
test_receipt_numbers(void)
{
  static const struct {
    const char *subject, *text, *number;
  } rows[] = {
      {"Eingangsbestätigung", "Ihre Vorgangsnummer: S-2026/4711.",
       "S-2026/4711"},
      {"Eingang", "Ihre Vorgangsnummer lautet 4711", "4711"},
      {"[Ticket#2026052110000012] Ihre Anfrage", "", "2026052110000012"},
      {"Ticket-ID 88123: Laterne", "", "88123"},
      {"Re: [SW #88123]", "Ticket 88123", "88123"},
      {"Receipt", "Your reference number is ABC-1234.", "ABC-1234"},
      {"Receipt", "Case ID: 500-99", "500-99"},
      {"Störungs-Nr. 20260521-7", "", "20260521-7"},
      {"Aktenzeichen VI-32.1/2026", "", "VI-32.1/2026"},
      {"Re: [Musterhagen 26-00001-5] Neu", "Ticket 26-00001-5", NULL},
      {"Ihre Anfrage", "Wir melden uns.", NULL},
      {"Ihr Vorgang", "Der Vorgang wird geprüft.", NULL},
      {"Ihre Anfrage", "Vorgangsnummer026/4711", NULL},
      {"Ihre Anfrage", "Vorgang/4711", "4711"},
      {NULL, NULL, NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autofree char *number = receipt_number(rows[i].subject, rows[i].text);
    g_assert_cmpstr(number, ==, rows[i].number);
  }
}

/* Where reading ends, half a number is none. */
static void
test_receipt_is_cut_between_words(void)
{
  g_autofree char *before = g_strnfill(8192 - strlen("Vorgang 4711"), ' ');
  g_autofree char *text = g_strconcat(before, "Vorgang 47110815", NULL);
  g_autofree char *number = receipt_number("", text);
  g_assert_null(number);
}

static void
test_receipt_found_again(void)
{
  g_assert_true(receipt_number_in("4711", "Zu 4711: erledigt"));
  g_assert_true(receipt_number_in("s-1/47", "[S-1/47]"));
  g_assert_false(receipt_number_in("4711", "Zu 47110"));
  g_assert_false(receipt_number_in("4711", "Zu A4711"));
  g_assert_false(receipt_number_in("4711", NULL));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/machine/receipt/numbers", test_receipt_numbers);
  g_test_add_func("/parsers/machine/receipt/is-cut-between-words",
                  test_receipt_is_cut_between_words);
  g_test_add_func("/parsers/machine/receipt/found-again",
                  test_receipt_found_again);
  return g_test_run();
}
