/* SPDX-License-Identifier: Apache-2.0
 *
 * Boxes of gateways above and below somebody's words, and words that only look
 * like them.
 */
#include "parsers/reply/banner.h"

#include "parsers/reply/reply.h"
#include "tests/support/cases.h"

static const struct Row {
  const char *name, *text, *kept;
} rows[] = {
    {"exchange-german",
     "Diese E-Mail stammt von außerhalb Ihrer Organisation. Klicken Sie\n"
     "nicht auf Links.\n\nDas Loch ist tief.",
     "Das Loch ist tief."},
    {"exchange-german-framed",
     "*** ACHTUNG: Externe E-Mail! ***\nKlicken Sie nicht auf Links.\n"
     "-----\nDas Loch ist tief.",
     "Das Loch ist tief."},
    {"exchange-english",
     "CAUTION: This email originated from outside of the organization. Do not "
     "click links or open attachments unless you recognize the sender.\n\n"
     "Das Loch ist tief.",
     "Das Loch ist tief."},
    {"exchange-english-folded",
     "CAUTION: This email originated from outside of the organization. Do\n"
     "not click links or open attachments unless you recognize the sender\n"
     "and know the content is safe.\n\nDas Loch ist tief.",
     "Das Loch ist tief."},
    {"first-contact",
     "Sie erhalten nicht oft E-Mails von a@example.com. Erfahren Sie, warum "
     "dies wichtig ist<https://aka.ms/LearnAboutSenderIdentification>\n"
     "Das Loch ist tief.",
     "Das Loch ist tief."},
    {"first-contact-brackets",
     "[Sie erhalten nicht oft E-Mails von a@example.com. Weitere "
     "Informationen finden Sie unter https://aka.ms/L ]\n\nDas Loch ist tief.",
     "Das Loch ist tief."},
    {"first-contact-english",
     "Some people who received this message don't often get email from "
     "a@example.com. Learn why this is important\n\nDas Loch ist tief.",
     "Das Loch ist tief."},
    {"first-contact-curly",
     "You don’t often get email from a@example.com. Learn why this is "
     "important\n\nDas Loch ist tief.",
     "Das Loch ist tief."},
    {"tag", "[EXTERN]\n\nDas Loch ist tief.", "Das Loch ist tief."},
    {"tag-english", "[EXTERNAL EMAIL]\nDas Loch ist tief.",
     "Das Loch ist tief."},
    {"tag-stars", "**EXTERNE E-MAIL**\nDas Loch ist tief.",
     "Das Loch ist tief."},
    {"proofpoint",
     "ZjQcmQRYFpfptBannerStart\nThis Message Is From an External Sender\n"
     "This message came from outside your organization.\nReport Suspicious\n"
     "ZjQcmQRYFpfptBannerEnd\n\nDas Loch ist tief.",
     "Das Loch ist tief."},
    {"barracuda",
     "Warning: This message came from outside your organization.\n\n"
     "Das Loch ist tief.",
     "Das Loch ist tief."},
    {"google",
     "Be careful with this message: external sender.\n\nDas Loch ist tief.",
     "Das Loch ist tief."},
    {"mimecast-below",
     "Das Loch ist tief.\n\nThis email has been scanned for spam and viruses "
     "by Mimecast.",
     "Das Loch ist tief."},
    {"avast-below", "Das Loch ist tief.\n\nVirenfrei. www.avast.com",
     "Das Loch ist tief."},
    {"avg-below",
     "Das Loch ist tief.\n\nDiese E-Mail wurde von AVG auf Viren geprüft.\n"
     "www.avg.com",
     "Das Loch ist tief."},
    {"hornetsecurity-below",
     "Das Loch ist tief.\n\nDiese E-Mail wurde von Hornetsecurity geprüft.",
     "Das Loch ist tief."},
    {"nospamproxy-below",
     "Das Loch ist tief.\n\nDiese E-Mail wurde von NoSpamProxy geprüft.",
     "Das Loch ist tief."},
    {"sophos-below",
     "Das Loch ist tief.\n\nDiese E-Mail wurde von Sophos geprüft.",
     "Das Loch ist tief."},
    {"two-boxes",
     "[EXTERN]\n\nDiese Nachricht kommt von außerhalb der Organisation.\n\n"
     "Das Loch ist tief.",
     "Das Loch ist tief."},
    {"french", "Ce message provient de l'extérieur.\n\nLe trou est profond.",
     "Le trou est profond."},
    /* A citizen's own words. */
    {"citizen-from-outside", "Ich schreibe von außerhalb der Stadt.\nBitte.",
     "Ich schreibe von außerhalb der Stadt.\nBitte."},
    {"citizen-attention", "Achtung: diese E-Mail geht auch an die Presse.",
     "Achtung: diese E-Mail geht auch an die Presse."},
    {"citizen-title", "Externe E-Mail\nso heißt Ihr Betreff.",
     "Externe E-Mail\nso heißt Ihr Betreff."},
    {"citizen-warning", "Warnung: Der Schacht ist offen!",
     "Warnung: Der Schacht ist offen!"},
    {"citizen-in-the-middle",
     "Guten Tag,\nDiese E-Mail stammt von außerhalb, steht in Ihrer Antwort.\n"
     "Warum?",
     "Guten Tag,\nDiese E-Mail stammt von außerhalb, steht in Ihrer Antwort.\n"
     "Warum?"},
    {"citizen-right-below-a-title", "[EXTERN]\nGuten Tag,\ndas Loch ist tief.",
     "Guten Tag,\ndas Loch ist tief."},
    {"citizen-clicks", "Klicken Sie nicht auf Abbrechen, sonst geht es nicht.",
     "Klicken Sie nicht auf Abbrechen, sonst geht es nicht."},
};

static void
test_banner(gconstpointer data)
{
  const struct Row *row = data;
  g_autoptr(ReplyLines) lines = reply_lines_new(row->text);
  g_autoptr(Reply) reply = reply_split(lines);
  g_assert_cmpstr(reply->text, ==, row->kept);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/parsers/banner", rows, test_banner);
  return g_test_run();
}
