/* SPDX-License-Identifier: Apache-2.0
 *
 * Streets in traffic news and posts (MobIE), found without a gazetteer: each
 * street that a person marked is compared with the candidates' streets.
 */
#include <stdio.h>
#include <string.h>

#include "parsers/place/place_words.h"
#include "parsers/place/places.h"
#include "tests/support/eval.h"
#include "tests/support/places.h"

enum { GAZETTEER_NAMES = 100000 };

/* A street as marked, or as found: the characters it takes. */
typedef struct Span {
  unsigned begin, end;
  bool hit, exact;
} Span;

typedef struct Document {
  GString *text;
  GArray *marked; /* Span */
  unsigned characters;
  bool open; /* the last word belongs to a street */
} Document;

typedef struct Score {
  unsigned marked, found, hits, exact;
} Score;

/* Punctuation that stands behind a word without a blank, as people write. */
static bool
joins(const char *word)
{
  return strchr(".,;:!?)", word[0]) != NULL && word[1] == '\0';
}

static void
add_word(Document *document, const char *word, const char *tag, bool joined)
{
  if (document->text->len > 0 && !joined) {
    g_string_append_c(document->text, ' ');
    document->characters++;
  }
  unsigned size = (unsigned)g_utf8_strlen(word, -1);
  Span span = {.begin = document->characters,
               .end = document->characters + size};
  g_string_append(document->text, word);
  document->characters += size;
  bool street = g_str_has_suffix(tag, "-location-street");
  if (street && tag[0] == 'I' && document->open)
    g_array_index(document->marked, Span, document->marked->len - 1).end =
        span.end;
  else if (street)
    g_array_append_val(document->marked, span);
  document->open = street;
}

/* The place of a candidate's street within the text. */
static Span
span_of(const Place *place)
{
  const char *street = strstr(place->text, place->street);
  unsigned before =
      street == NULL
          ? 0
          : (unsigned)g_utf8_strlen(place->text, street - place->text);
  const char *name = street == NULL ? place->text : place->street;
  unsigned begin = place->offset + before;
  return (Span){.begin = begin,
                .end = begin + (unsigned)g_utf8_strlen(name, -1)};
}

/* '#' before and '.' behind a street make no difference. */
static bool
is_same(const Span *a, const Span *b, const char *text)
{
  unsigned begin = MIN(a->begin, b->begin), end = MAX(a->end, b->end);
  bool hash =
      a->begin == b->begin || (MAX(a->begin, b->begin) - begin == 1 &&
                               *g_utf8_offset_to_pointer(text, begin) == '#');
  bool dot =
      a->end == b->end || (end - MIN(a->end, b->end) == 1 &&
                           *g_utf8_offset_to_pointer(text, end - 1) == '.');
  return hash && dot;
}

static void
compare(Document *document, GPtrArray *places, Score *score)
{
  score->marked += document->marked->len;
  for (guint i = 0; i < places->len; i++) {
    const Place *place = places->pdata[i];
    if (place->street == NULL || place->source != PLACE_SOURCE_TEXT)
      continue;
    Span found = span_of(place);
    score->found++;
    bool hit = false;
    for (guint j = 0; j < document->marked->len && !hit; j++) {
      Span *marked = &g_array_index(document->marked, Span, j);
      hit = !marked->hit && found.begin < marked->end &&
            marked->begin < found.end;
      if (!hit)
        continue;
      marked->hit = true;
      score->hits++;
      bool same = is_same(&found, marked, document->text->str);
      score->exact += same;
      if (!same)
        eval_case("places", place->street, document->text->str);
    }
    if (!hit)
      eval_case("places", place->text, document->text->str);
  }
  for (guint j = 0; j < document->marked->len; j++) {
    const Span *marked = &g_array_index(document->marked, Span, j);
    g_autofree char *name =
        g_utf8_substring(document->text->str, marked->begin, marked->end);
    g_autofree char *why =
        g_strconcat("NOT FOUND in ", document->text->str, NULL);
    if (!marked->hit)
      eval_case("places", name, why);
  }
}

static void
end_document(Document *document, Score *score)
{
  g_autoptr(GPtrArray) places =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  places_find(document->text->str, NULL, places);
  compare(document, places, score);
  g_string_truncate(document->text, 0);
  g_array_set_size(document->marked, 0);
  document->characters = 0;
  document->open = false;
}

/* joined: punctuation stands at its word, as people write, and as marked words
 * do not tell. */
static void
read_file(const char *name, bool joined, Score *score)
{
  g_autofree char *path = eval_data(name);
  g_autofree char *bytes = NULL;
  if (!g_file_get_contents(path, &bytes, NULL, NULL))
    return;
  g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
  Document document = {.text = g_string_new(NULL),
                       .marked = g_array_new(FALSE, FALSE, sizeof(Span))};
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) fields = g_strsplit(*line, "\t", -1);
    if (g_str_has_prefix(*line, "-DOCSTART-"))
      end_document(&document, score);
    else if (g_strv_length(fields) == 4)
      add_word(&document, fields[0], fields[3], joined && joins(fields[0]));
    else if (document.text->len > 0) {
      g_string_append_c(document.text, '\n');
      document.characters++;
    }
  }
  end_document(&document, score);
  g_string_free(document.text, TRUE);
  g_array_unref(document.marked);
}

static double
f1(unsigned hits, const Score *score)
{
  unsigned all = score->marked + score->found;
  return all == 0 ? 0 : 2.0 * hits / all;
}

static void
measure(const char *file, const char *set, bool joined)
{
  Score score = {0};
  read_file(file, joined, &score);
  eval_share(set, "streets found", score.hits, score.marked, 0);
  eval_share(set, "candidates that are streets", score.hits, score.found, 0);
  eval_value(set, "F1, streets", f1(score.hits, &score), 0.80);
  eval_value(set, "F1, same first and last letter", f1(score.exact, &score),
             0.80);
}

/* A gazetteer of as many names as a mark is about: those of Köln over and over,
 * each time with other endings to their stems. */
static GBytes *
large_gazetteer(unsigned names)
{
  g_autofree char *path = eval_data("geo/streets_koeln_wgs84.csv");
  g_autofree char *bytes = NULL;
  if (!g_file_get_contents(path, &bytes, NULL, NULL))
    return NULL;
  g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
  unsigned count = g_strv_length(lines);
  GString *csv = g_string_new("name,latitude,longitude\n");
  for (unsigned i = 0, row = 0; row < names && count > 2; i++) {
    g_auto(GStrv) fields = g_strsplit(lines[1 + i % (count - 2)], ",", -1);
    if (g_strv_length(fields) != 6)
      continue;
    char variant[4] = {(char)('a' + i / count % 26), (char)('a' + i % 7), 0};
    g_string_append_printf(csv, "%s%s%s,%s,%s\n", i < count ? "" : "Neu-",
                           i < count ? "" : variant, fields[1], fields[4],
                           fields[5]);
    row++;
  }
  gsize size = csv->len;
  return g_bytes_new_take(g_string_free(csv, FALSE), size);
}

static const char usual_mail[] =
    "Sehr geehrte Damen und Herren,\n\nseit letzter Woche ist in der "
    "Venloer Straße 12 vor dem Haus ein großes Loch im Gehweg. Bitte kümmern "
    "Sie sich darum, bevor jemand stürzt. Die Laterne 4711 ist ebenfalls seit "
    "Tagen aus, und auf dem Spielplatz am Grüngürtel liegen Scherben.\n\n"
    "Mit freundlichen Grüßen\nErika Mustermann\n";

/* Microseconds of a usual mail, rounded up. */
static unsigned
cost_of_mail(const Gazetteer *gazetteer)
{
  return (unsigned)(1e6 * places_find_s(usual_mail, gazetteer, 300) + 0.999);
}

static void
measure_gazetteer(void)
{
  g_autoptr(GBytes) bytes = large_gazetteer(GAZETTEER_NAMES);
  if (bytes == NULL)
    return;
  size_t names = 0;
  double load_s = places_load_s(bytes, 3, &names);
  g_autoptr(Gazetteer) gazetteer = gazetteer_new(bytes, "places.csv", NULL);
  eval_value("gazetteer", "names", (double)names, 0);
  eval_most("gazetteer", "ms to load", (unsigned)(1e3 * load_s + 0.999), 299);
  eval_most("gazetteer", "us for a mail", cost_of_mail(gazetteer), 999);
  eval_most("gazetteer", "us for a mail without a gazetteer",
            cost_of_mail(NULL), 999);
}

int
main(void)
{
  measure("places/dev.conll2003", "places dev", true);
  measure("places/train.conll2003", "places trn", true);
  measure("places/train.conll2003", "places apart", false);
  measure_gazetteer();
  return 0;
}
