/* SPDX-License-Identifier: Apache-2.0
 *
 * Posters, sheets of codes and the QR codes on them, against files that were
 * looked at and whose codes a phone's reader read.
 */
#include "templates/survey/survey_poster.h"

#include <string.h>

#include <libxml/parser.h>

#include "parsers/parse_error.h"
#include "parsers/qr/qr.h"
#include "tests/support/golden.h"

static const SurveyPoster park = {
    .language = "de",
    .town = "Musterstadt",
    .title = "Was wird aus dem Waldpark?",
    .question = "Fünf Fragen, zwei Minuten: Sagen Sie uns Ihre Meinung.",
    .until = "30. Juni",
    .keyword = "WALDPARK",
    .number = "+4915223433333",
    .number_shown = "01522 3433333",
    .address = "mitreden@musterstadt.example.org",
};

static ParticipationCode
code_of(uint8_t last)
{
  const uint8_t random[PARTICIPATION_CODE_BYTES] = {0x12, 0x34, 0x56, 0x78,
                                                    last};
  return participation_code_make(random);
}

static void
test_survey_poster_links(void)
{
  ParticipationCode code = code_of(0x9a);
  SurveyPoster mail_only = park;
  mail_only.keyword = NULL;
  g_autofree char *sms = survey_sms_link(&park, &code);
  g_autofree char *bare = survey_sms_link(&park, NULL);
  g_autofree char *mail = survey_mail_link(&park, &code);
  g_autofree char *title = survey_mail_link(&mail_only, NULL);
  g_assert_cmpstr(sms, ==, "sms:+4915223433333?body=WALDPARK%20CI4F-N8E4-T");
  g_assert_cmpstr(bare, ==, "sms:+4915223433333?body=WALDPARK");
  g_assert_cmpstr(mail, ==,
                  "mailto:mitreden@musterstadt.example.org?subject=WALDPARK"
                  "%20CI4F-N8E4-T");
  g_assert_cmpstr(title, ==,
                  "mailto:mitreden@musterstadt.example.org?subject=Was%20wird"
                  "%20aus%20dem%20Waldpark%3F");
}

static void
test_survey_poster_csv(void)
{
  ParticipationCode codes[] = {code_of(0x9a), code_of(0x9b)};
  SurveyPoster sms_only = park;
  sms_only.address = NULL;
  g_autofree char *csv = survey_codes_csv(&sms_only, codes, 2);
  g_assert_cmpstr(csv, ==,
                  "code,sms,mail\r\n"
                  "CI4F-N8E4-T,sms:+4915223433333?body=WALDPARK%20CI4F-N8E4-T,"
                  "\r\n"
                  "CI4F-N8E5-V,sms:+4915223433333?body=WALDPARK%20CI4F-N8E5-V,"
                  "\r\n");
}

static void
check_page(const char *path, const char *svg)
{
  g_assert_nonnull(svg);
  xmlDoc *document = xmlReadMemory(svg, (int)strlen(svg), NULL, NULL, 0);
  g_assert_nonnull(document);
  xmlFreeDoc(document);
  golden_check(path, svg);
}

static void
test_survey_poster_pages(void)
{
  ParticipationCode codes[SURVEY_SHEET_CARDS];
  for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
    codes[i] = code_of((uint8_t)(0x9a + i));
  SurveyPoster english = park;
  english.language = "en";
  english.address = NULL;
  english.until = NULL;
  english.title = "What shall become of <our> park & its trees?";
  g_autofree char *both = survey_poster_svg(&park, NULL);
  g_autofree char *sms = survey_poster_svg(&english, NULL);
  g_autofree char *sheet =
      survey_sheet_svg(&park, codes, G_N_ELEMENTS(codes), NULL);
  check_page("tests/fixtures/survey-results/poster.svg", both);
  check_page("tests/fixtures/survey-results/poster-sms.svg", sms);
  check_page("tests/fixtures/survey-results/sheet.svg", sheet);
}

/* Thirteen cards are two pages. */
static void
test_survey_poster_sheets(void)
{
  ParticipationCode codes[SURVEY_SHEET_CARDS + 1];
  for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
    codes[i] = code_of((uint8_t)i);
  g_autofree char *html =
      survey_sheets_html(&park, codes, G_N_ELEMENTS(codes), NULL);
  unsigned pages = 0, cards = 0;
  for (const char *p = html; (p = strstr(p, "class=\"paper\"")) != NULL; p++)
    pages++;
  for (const char *p = html; (p = strstr(p, "class=\"code\"")) != NULL; p++)
    cards++;
  g_assert_cmpuint(pages, ==, 2);
  g_assert_cmpuint(cards, ==, G_N_ELEMENTS(codes));
}

/* The three corners of every QR code look the same. */
static void
test_qr_code_corners(void)
{
  static const char *const corner[] = {"#######", "#.....#", "#.###.#",
                                       "#.###.#", "#.###.#", "#.....#",
                                       "#######"};
  g_autoptr(GError) error = NULL;
  g_autoptr(QrCode) code = qr_code_new("sms:+4915223433333?body=X", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(code->size, >=, 21);
  for (size_t y = 0; y < 7; y++)
    for (size_t x = 0; x < 7; x++) {
      bool dark = corner[y][x] == '#';
      size_t right = code->size - 7 + x, low = code->size - 7 + y;
      g_assert_cmpint(code->modules[y * code->size + x], ==, dark);
      g_assert_cmpint(code->modules[y * code->size + right], ==, dark);
      g_assert_cmpint(code->modules[low * code->size + x], ==, dark);
    }
}

static void
test_qr_code_limits(void)
{
  static const size_t sizes[] = {0, QR_TEXT_MAX + 1};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autofree char *text = g_strnfill(sizes[i], 'x');
    g_autoptr(GError) error = NULL;
    g_assert_null(qr_code_new(text, &error));
    g_assert_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT);
  }
  g_autofree char *most = g_strnfill(QR_TEXT_MAX, 'x');
  g_autoptr(QrCode) code = qr_code_new(most, NULL);
  g_assert_nonnull(code);
  g_autofree char *long_title = g_strnfill(QR_TEXT_MAX + 1, 'x');
  SurveyPoster wordy = park;
  wordy.keyword = long_title;
  g_autoptr(GError) error = NULL;
  g_assert_null(survey_poster_svg(&wordy, &error));
  g_assert_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/poster/links", test_survey_poster_links);
  g_test_add_func("/survey/poster/csv", test_survey_poster_csv);
  g_test_add_func("/survey/poster/pages", test_survey_poster_pages);
  g_test_add_func("/survey/poster/sheets", test_survey_poster_sheets);
  g_test_add_func("/qr/corners", test_qr_code_corners);
  g_test_add_func("/qr/limits", test_qr_code_limits);
  return g_test_run();
}
