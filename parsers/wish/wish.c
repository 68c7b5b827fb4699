/* SPDX-License-Identifier: Apache-2.0
 *
 * Patterns (phrases/phrase_pattern.h) for each wish.
 */
#include "parsers/wish/wish.h"

#include <string.h>

#include "parsers/phrases/phrase_pattern.h"
#include "parsers/phrases/phrases.h"

#define SENTENCE_BREAKS "\n.!?:;"

enum { MATTER_BYTES_MIN = 4 }; /* "ist", "die", "and" */

static const char *const unnamed[] = {
    "anonym -nicht|angerufen|angezeigt|geschrieben|beschimpf*|beleidig*|"
    "bedroh*|verteilt|abgelegt|gespendet|jemand "
    "-bestatt*|beigesetz*|beisetz*|beerdig*|begrab*",
    "anonym|anonymisiert bleiben|behandel*|melden "
    "-muss_nicht|brauche_nicht|nicht_anonym -bestatt*|beisetz*",
    "anonyme|anonymen|anonymer dies|das|hiermit|meine|als "
    "meldung|hinweis|nachricht|anzeige|beschwerde|mitteilung "
    "-bekommen|erhalten|bestatt*",
    "anonymität bitte|wahren|zusich*|wahrung|wert",
    "streng_vertraulich|bitte_vertraulich|absolut_vertraulich "
    "-information*|unterlagen|dokument*|akten|empfänger*|schreiben",
    "vertraulich behandel*|bleib*|halten|gehalten|umgehen|umzugehen|melden "
    "-empfänger*|adressat*|nicht_vertraulich|unterlagen|dokument*|akten",
    "vertrauliche behandlung|meldung|mitteilung|nachricht "
    "-empfänger*|adressat*|enthält|bekommen",
    "nicht_genannt|nicht_namentlich möchte*|will|wollen|mag|soll|bitte",
    "ungenannt|unerkannt|inkognito bleib*|ich|wir",
    "namen|name nicht|niemand|niemandem|keinem|keinesfalls "
    "nennen|genannt|weitergeb*|weitergegeben|erwähn*|herausgeb*|"
    "veröffentlich*|angeben|preisgeb*|verrat*|auftauch*|erscheinen|sagen "
    "-straße|platz|firma|parks|weges|weg",
    "ohne namensnennung|nennung_meines_namens|nennung_des_namens|"
    "meinen_namen|unseren_namen|angabe_meines_namens",
    "keine namensnennung|namensnennungen",
    "namen|name für_sich|unter_uns|bei_ihnen behalt*|bleib*",
    "daten|kontaktdaten|adresse nicht weitergeb*|weitergegeben|weiterleiten",
    "nicht erfahren|wissen|mitbekommen von_mir|wer_ich|dass_ich|wer_das|"
    "wer_es|wer_sich",
    "sagen|verraten|erzählen nicht ihm|ihr|ihnen|nachbar|nachbarn|vermieter "
    "dass_ich|von_mir|wer_ich|meinen_namen",
    "anonymous|anonymously -burial|grave*|letter|caller|note|not|call|calls",
    "confidential|confidentially treat|keep|please|strictly|handle "
    "-recipient|intended|documents|papers|files|waste",
    "in_confidence -vote",
    "not|don't|dont|never|withhold|without my_name|our_name",
    "not|don't|dont want|wish|like named|mentioned|identified",
};

/* A line, or a part of one, that is nothing else. */
static const char *const unnamed_alone[] = {
    "anonym",       "vertraulich", "streng vertraulich", "bitte anonym",
    "confidential", "anonymous",   "bitte vertraulich",  "inkognito",
};

static const char *const again[] = {
    "schon_wieder",
    "immer_noch|immernoch|noch_immer",
    "noch_nicht|noch_nichts|noch_gar_nicht|noch_gar_nichts|nach_wie_vor "
    "repariert|behoben|erledigt|gemacht|weg|passiert|beseitigt|ersetz*|"
    "geschehen|abgeholt|getan|unternommen|entfernt|gekommen|gelöst|aus|kaputt|"
    "defekt|da",
    "nichts passiert|geschehen|getan|unternommen|gemacht "
    "seit|bisher|bislang|wieder|trotz|wochen|tagen|monaten|noch",
    "schlimmer|größer|tiefer|gefährlicher|lauter "
    "geworden|wird|werden|immer",
    "bereits|schon|mehrmals|mehrfach|wiederholt "
    "gemeldet|geschrieben|mitgeteilt|angezeigt",
    "erneut|nochmal|nochmals|noch_einmal "
    "gemeldet|melde|melden|darauf|hinweisen|nachfragen",
    "erinnern|erinnere|erinnerung meldung|daran|hiermit|meine|nochmals",
    "warte|warten immer|noch|seit vergeblich|reparatur|antwort|meldung|wochen",
    "wann endlich passiert|geschieht|tut|kommt|repariert",
    "wie_lange noch dauer*|warten|soll",
    "keine_antwort|keine_reaktion|keine_rückmeldung seit|bisher|bislang|meine",
    "still not|broken|there|out|dark|nothing|waiting",
    "once_again|broken_again|same_again|yet_again",
    "getting|got|become|becoming|is worse|bigger",
    "already|before reported|wrote|told|written we|have|had|this|it",
    "not been|yet fixed|repaired|mended|removed|solved",
    "reminder report|my|this",
};

static const char *const another[] = {
    "noch_ein|noch_eine|noch_einen|noch_eins|noch_zwei|ein_weiteres|"
    "eine_weitere|ein_weiterer|einen_weiteren|ein_anderes|eine_andere|"
    "ein_neues|eine_neue|ein_neuer|zweites|zweite|zweiter|drittes|dritte|"
    "außerdem|zusätzlich|auch_noch -immer",
    "another|second|third|new_one|in_addition|additionally",
};

/* Words of four letters and more that say nothing about a matter. */
static const char courtesies[] =
    "noch immer immernoch schon wieder nicht nichts wird wurde wurden werden "
    "worden geworden haben hatte habe seit wann endlich bitte danke vielen "
    "dank diese dieser dieses dies das dass passiert repariert behoben gemacht "
    "erledigt kaputt defekt schlimmer größer gemeldet meldung antwort hallo "
    "guten gute hello dear sehr geehrte geehrter damen herren wochen tage "
    "tagen monat monaten woche freundlichen grüße grüßen viele liebe erneut "
    "nochmal nochmals einmal bereits mehrmals mehrfach keine kein eine einen "
    "einer eines ihnen ihre ihrer ihrem mein meine meiner meinem meinen unser "
    "unsere still again worse already reported fixed nothing happened please "
    "have been that this there with your reply yet from since week weeks days "
    "getting broken melde melden geschehen getan alles täglich jeden stelle "
    "sache dort hier heute gestern etwas sich auch aber jetzt denn mehr lange "
    "warten warte dauert stand gibt geht nachfrage erinnerung erinnern "
    "schlimm repaired become inzwischen mittlerweile weiterhin laut bislang "
    "bisher trotzdem trotz leider möchte möchten kann können könnte könnten "
    "wollte will soll sollen januar februar märz april juni juli august "
    "september oktober november dezember montag dienstag mittwoch donnerstag "
    "freitag samstag sonntag";

typedef struct Found {
  bool any;
} Found;

struct Wishes {
  PhraseSet *unnamed, *again, *another;
  GHashTable *alone; /* char *, owned: unnamed_alone, folded */
};

static bool
is_wanted(void *data, unsigned row, unsigned pattern)
{
  (void)row;
  (void)pattern;
  return !((const Found *)data)->any;
}

static bool
note_found(void *data, const PhraseHit *hit)
{
  (void)hit;
  ((Found *)data)->any = true;
  return false;
}

static PhraseSet *
set_of(const char *const *patterns, size_t count)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (size_t i = 0; i < count; i++)
    g_ptr_array_add(words, (gpointer)patterns[i]);
  PhraseRow row = {.id = "wish", .words = words};
  g_autoptr(Problems) problems = problems_new();
  return phrase_set_new(&row, 1, (FilePosition){"wish", 0, 0}, problems);
}

static bool
is_in(const char *text, const PhraseSet *set)
{
  Found found = {false};
  PhraseVisitor visitor = {is_wanted, note_found, &found};
  phrase_set_search(set, text, &visitor);
  return found.any;
}

Wishes *
wishes_new(void)
{
  Wishes *wishes = g_new0(Wishes, 1);
  wishes->unnamed = set_of(unnamed, G_N_ELEMENTS(unnamed));
  wishes->again = set_of(again, G_N_ELEMENTS(again));
  wishes->another = set_of(another, G_N_ELEMENTS(another));
  wishes->alone = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(unnamed_alone); i++)
    g_hash_table_add(wishes->alone, phrase_fold(unnamed_alone[i]));
  return wishes;
}

void
wishes_free(Wishes *wishes)
{
  if (wishes == NULL)
    return;
  phrase_set_free(wishes->unnamed);
  phrase_set_free(wishes->again);
  phrase_set_free(wishes->another);
  g_hash_table_unref(wishes->alone);
  g_free(wishes);
}

/* A line that holds these words and nothing else. */
static bool
says_alone(const Wishes *wishes, const char *text)
{
  g_auto(GStrv) lines = g_strsplit_set(text, "\n.!:;,", -1);
  for (size_t i = 0; lines[i] != NULL; i++) {
    g_autofree char *folded = phrase_fold(lines[i]);
    if (g_hash_table_contains(wishes->alone, g_strstrip(folded)))
      return true;
  }
  return false;
}

bool
wish_to_be_unnamed(const Wishes *wishes, const char *text)
{
  return says_alone(wishes, text) || is_in(text, wishes->unnamed);
}

/* Add the parts of a text that ask for nothing of the kind.
 *
 * Returns whether any part did. */
static bool
add_others(const Wishes *wishes, const char *text, const char *breaks,
           GString *kept)
{
  bool any = false;
  for (const char *at = text; *at != '\0';) {
    size_t size = strcspn(at, breaks);
    g_autofree char *part = g_strndup(at, size);
    size += at[size] == '\0' ? 0 : 1;
    gsize before = kept->len;
    bool asks = says_alone(wishes, part) || is_in(part, wishes->unnamed);
    /* "Schlagloch am Tor, bitte vertraulich": the half of it. */
    if (asks && strchr(breaks, ',') == NULL &&
        !add_others(wishes, part, SENTENCE_BREAKS ",", kept))
      g_string_truncate(kept, before);
    else if (!asks)
      g_string_append_len(kept, at, (gssize)size);
    any = any || asks;
    at += size;
  }
  return any;
}

char *
wish_without_unnamed(const Wishes *wishes, const char *text)
{
  GString *kept = g_string_new(NULL);
  (void)add_others(wishes, text, SENTENCE_BREAKS, kept);
  return g_strstrip(g_string_free(kept, FALSE));
}

bool
wish_to_be_heard_again(const Wishes *wishes, const char *text)
{
  return is_in(text, wishes->again);
}

bool
wish_tells_of_another(const Wishes *wishes, const char *text)
{
  return is_in(text, wishes->another);
}

GPtrArray *
wish_matter_words(const char *text)
{
  static const char breaks[] = " \t\r\n.,;:!?()/\"'-0123456789";
  g_autofree char *folded = phrase_fold(text);
  g_autofree char *polite = phrase_fold(courtesies);
  g_auto(GStrv) skipped = g_strsplit(polite, " ", -1);
  g_auto(GStrv) words = g_strsplit_set(folded, breaks, -1);
  GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
  for (size_t i = 0; words[i] != NULL && out->len < WISH_WORDS_MAX; i++)
    if (strlen(words[i]) >= MATTER_BYTES_MIN &&
        !g_strv_contains((const char *const *)skipped, words[i]))
      g_ptr_array_add(out, g_strdup(words[i]));
  return out;
}
