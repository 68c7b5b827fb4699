/* SPDX-License-Identifier: Apache-2.0
 *
 * Paper, in millimetres: the poster and the sheets of codes.
 */
#include "templates/survey/survey_poster.h"

#include <string.h>

#include "templates/survey/svg.h"
#include "templates/survey/svg_qr.h"

enum { CARD_COLUMNS = 2, CARD_WIDTH = 95, CARD_HEIGHT = 46, PAGE_EDGE = 10 };

/* Letters are half a millimetre wide for each millimetre of height, nearly. */
static const char head[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"210mm\" "
    "height=\"297mm\" viewBox=\"0 0 210 297\" class=\"paper\">\n"
    "<style>\n"
    ".paper text{font-family:system-ui,\"Segoe UI\",\"Noto Sans\",sans-serif;"
    "fill:#1b2430}\n"
    ".paper .town{font-size:7px;fill:#fff}\n"
    ".paper .title{font-size:15px;font-weight:700;fill:#fff}\n"
    ".paper .long{font-size:11.5px}\n"
    ".paper .where{font-size:5.1px;font-weight:600}\n"
    ".paper .question{font-size:8px;fill:#fff}\n"
    ".paper .way{font-size:8px;font-weight:700}\n"
    ".paper .do{font-size:5.6px}.paper .big{font-size:9.5px;font-weight:700}\n"
    ".paper .small{font-size:4.6px;fill:#4a5664}\n"
    ".paper .card{font-size:3.6px}.paper .name{font-size:4.4px;"
    "font-weight:700}\n"
    ".paper .code{font:700 6.4px ui-monospace,\"DejaVu Sans Mono\",monospace}\n"
    "</style>\n"
    "<rect width=\"210\" height=\"297\" fill=\"#fff\"/>\n";

typedef struct Words {
  const char *sms, *mail, *by_sms, *by_mail, *to, *until, *cost, *card_sms,
      *card_mail, *once;
} Words;

static const Words *
words_of(const char *language)
{
  static const Words german = {
      "Per SMS",
      "Per E-Mail",
      "Senden Sie dieses Wort:",
      "Schreiben Sie uns mit dem Betreff:",
      "an",
      "Sie können bis %s mitmachen.",
      "Ohne App und ohne Anmeldung. Eine SMS kostet, was Ihr Tarif sagt. Wir "
      "stellen die Fragen einzeln; STOPP beendet alles.",
      "Per SMS an\n%s:",
      "Per E-Mail an\n%s, Betreff:",
      "Der Code gilt einmal.",
  };
  static const Words english = {
      "By text message",
      "By e-mail",
      "Send this word:",
      "Write to us with the subject:",
      "to",
      "You can take part until %s.",
      "No app, no account. A text costs what your plan says. We ask one "
      "question at a time; STOP ends it all.",
      "By text message to\n%s:",
      "By e-mail to\n%s, subject:",
      "The code is good for one answer.",
  };
  return strncmp(language, "de", 2) == 0 ? &german : &english;
}

/* --- The poster --- */

/* One way to take part, a column of the poster. */
typedef struct Way {
  const char *name, *what, *word, *to, *where;
  char *link;
  double x;
} Way;

static bool
append_way(GString *out, const Way *way, GError **error)
{
  g_string_append_printf(out,
                         "<rect x=\"%.0f\" y=\"112\" width=\"88\" "
                         "height=\"145\" rx=\"3\" fill=\"#fff\" "
                         "stroke=\"#cfd6de\" stroke-width=\".4\"/>"
                         "<rect x=\"%.0f\" y=\"112\" width=\"88\" "
                         "height=\"2.5\" fill=\"#ffd65c\"/>\n",
                         way->x, way->x);
  /* A long word or address goes on in a second line, best behind its "@". */
  g_autoptr(GString) split = g_string_new(way->where);
  if (g_utf8_strlen(way->where, -1) > 24)
    g_string_replace(split, "@", "@\n", 1);
  const char *where = split->str;
  struct {
    SvgText how;
    const char *text;
    double behind;
  } lines[] = {
      {{way->x + 7, 126, 9, 18, "way", 1}, way->name, 3},
      {{way->x + 7, 0, 7, 30, "do", 2}, way->what, 4},
      {{way->x + 7, 0, 11, 13, "big", 2}, way->word, -1},
      {{way->x + 7, 0, 7, 30, "do", 1}, way->to, 0},
      {{way->x + 7, 0, 7, 24, "where", 3}, where, 0},
  };
  double y = 126;
  for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
    lines[i].how.y = y;
    y +=
        lines[i].how.line * svg_append_text(out, &lines[i].how, lines[i].text) +
        lines[i].behind;
  }
  SvgSquare square = {way->x + 14, 191, 62};
  return svg_append_qr(out, &square, way->link, error);
}

static void
append_head(GString *out, const SurveyPoster *poster)
{
  g_string_append(out, "<rect width=\"210\" height=\"100\" fill=\"#143a5c\"/>"
                       "<rect y=\"100\" width=\"210\" height=\"3\" "
                       "fill=\"#ffd65c\"/>\n");
  SvgText town = {12, 20, 8, 48, "town", 1};
  SvgText large = {12, 42, 17, 21, "title", 3};
  SvgText title = {12, 40, 13, 28, "title long", 4};
  if (g_utf8_strlen(poster->title, -1) <= 40)
    title = large;
  (void)svg_append_text(out, &town, poster->town); /* its height is known */
  double y = title.y + title.line * svg_append_text(out, &title, poster->title);
  SvgText question = {12,         y + (title.line < large.line ? 1 : -3),
                      10,         42,
                      "question", y < 80 ? 2 : 1};
  if (poster->question != NULL && y < 98)
    (void)svg_append_text(out, &question, poster->question); /* the last */
}

static void
append_foot(GString *out, const SurveyPoster *poster, const Words *words)
{
  g_autofree char *until = poster->until == NULL
                               ? NULL
                               : g_strdup_printf(words->until, poster->until);
  SvgText bold = {12, 270, 8, 60, "do", 1},
          small = {12, 279, 6, 74, "small", 3};
  if (until != NULL)
    (void)svg_append_text(out, &bold, until);      /* its height is known */
  (void)svg_append_text(out, &small, words->cost); /* the last */
}

char *
survey_poster_svg(const SurveyPoster *poster, GError **error)
{
  const Words *words = words_of(poster->language);
  g_autoptr(GString) out = g_string_new(head);
  bool both = poster->number != NULL && poster->address != NULL;
  g_assert(poster->number == NULL || poster->keyword != NULL);
  g_assert(poster->number != NULL || poster->address != NULL);
  append_head(out, poster);
  if (poster->number != NULL) {
    g_autofree char *link = survey_sms_link(poster, NULL);
    Way way = {words->sms,           words->by_sms, poster->keyword, words->to,
               poster->number_shown, link,          both ? 12 : 61};
    if (!append_way(out, &way, error))
      return NULL;
  }
  if (poster->address != NULL) {
    g_autofree char *link = survey_mail_link(poster, NULL);
    Way way = {words->mail,
               words->by_mail,
               poster->keyword != NULL ? poster->keyword : poster->title,
               words->to,
               poster->address,
               link,
               both ? 110 : 61};
    if (!append_way(out, &way, error))
      return NULL;
  }
  append_foot(out, poster, words);
  g_string_append(out, "</svg>\n");
  return g_string_free(g_steal_pointer(&out), FALSE);
}

/* --- Sheets of codes --- */

static bool
append_card(GString *out, const SurveyPoster *poster,
            const ParticipationCode *code, size_t place, GError **error)
{
  const Words *words = words_of(poster->language);
  double x = PAGE_EDGE + (double)(place % CARD_COLUMNS) * CARD_WIDTH;
  double y = PAGE_EDGE + (double)(place / CARD_COLUMNS) * CARD_HEIGHT;
  bool by_sms = poster->number != NULL;
  g_autofree char *link =
      by_sms ? survey_sms_link(poster, code) : survey_mail_link(poster, code);
  g_autofree char *shown = participation_code_to_string(code);
  g_autofree char *how =
      g_strdup_printf(by_sms ? words->card_sms : words->card_mail,
                      by_sms ? poster->number_shown : poster->address);
  g_string_append_printf(out,
                         "<rect x=\"%.0f\" y=\"%.0f\" width=\"%d\" "
                         "height=\"%d\" fill=\"none\" stroke=\"#cfd6de\" "
                         "stroke-width=\".2\" stroke-dasharray=\"1 1\"/>\n",
                         x, y, CARD_WIDTH, CARD_HEIGHT);
  SvgText name = {x + 4, y + 7, 5, 21, "name", by_sms ? 2 : 1};
  double below = y + 7 + 5 * svg_append_text(out, &name, poster->title);
  SvgText text = {x + 4, below + 1, 4.5, 24, "card", 3};
  below += 1 + 4.5 * svg_append_text(out, &text, how);
  SvgText word = {x + 4, below + 1, 5, 21, "name", 1};
  if (poster->keyword != NULL)
    (void)svg_append_text(out, &word, poster->keyword); /* one line */
  SvgText big = {x + 4, y + 36, 7, 12, "code", 1};
  (void)svg_append_text(out, &big, shown); /* one line */
  SvgText small = {x + 4, y + 42, 4, 40, "card", 1};
  (void)svg_append_text(out, &small, words->once); /* one line */
  SvgSquare where = {x + 52, y + 3, 40};
  return svg_append_qr(out, &where, link, error);
}

char *
survey_sheet_svg(const SurveyPoster *poster, const ParticipationCode *codes,
                 size_t count, GError **error)
{
  g_autoptr(GString) out = g_string_new(head);
  g_assert(count <= SURVEY_SHEET_CARDS);
  for (size_t i = 0; i < count; i++)
    if (!append_card(out, poster, &codes[i], i, error))
      return NULL;
  g_string_append(out, "</svg>\n");
  return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
survey_sheets_html(const SurveyPoster *poster, const ParticipationCode *codes,
                   size_t count, GError **error)
{
  g_autofree char *title = svg_escape(poster->title);
  g_autofree char *language = svg_escape(poster->language);
  g_autoptr(GString) out = g_string_new(NULL);
  g_string_append_printf(
      out,
      "<!doctype html>\n<html lang=\"%s\">\n<meta charset=\"utf-8\">\n"
      "<title>%s</title>\n<style>@page{size:A4;margin:0}body{margin:0}"
      "svg.paper{display:block;break-after:page}</style>\n",
      language, title);
  for (size_t i = 0; i < count; i += SURVEY_SHEET_CARDS) {
    g_autofree char *page = survey_sheet_svg(
        poster, codes + i, MIN(count - i, SURVEY_SHEET_CARDS), error);
    if (page == NULL)
      return NULL;
    g_string_append(out, page);
  }
  g_string_append(out, "</html>\n");
  return g_string_free(g_steal_pointer(&out), FALSE);
}
