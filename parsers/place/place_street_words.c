/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables.  Lists of whole words are sorted and searched by halves.
 */
#include "parsers/place/place_street_words.h"

#include <string.h>

#include <glib.h>

#include "parsers/place/place_fold.h"

static const char kinds[] =
    " allee chaussee damm gasse graben heerstrasse landstrasse markt"
    " pfad platz promenade ring steig strasse twiete ufer wall weg";

static const char kinds_with_number[] =
    " allee anger chaussee damm graben markt promenade ring ufer wall";

/* What makes a noun of an ending: the whole stem, or an end of it, as in
 * "Behindertenparkplatz", the usual ones first.  A star stands for more. */
static const struct {
  const char *ending;
  const char *stems, *ends;
} nouns[] = {
    {"strasse",
     " anlieger asphalt ausfall auto bau bundes durchfahrts einbahn einfall"
     " eis fahrrad gegen kopfstein kreis land landes nachbar neben neubau"
     " orts panzer parallel privat quer rad schnell schotter seiten spiel"
     " staats stadt stich teer umgehungs vorfahrt vorfahrts wasch wohn"
     " wohngebiets zone",
     " *durchgangs *zufahrts *zugangs *verbindungs *kraftfahr *verkehrs"
     " *geschaefts *einkaufs *gemeinde *erschliessungs *sammel *zubringer"
     " *ausweich *anwohner *umleitungs *haupteinkaufs *spielzonen"},
    {"gasse", " sack", " *rettungs"},
    {"promenade", " ufer", ""},
    {"weg",
     " an arbeits aus bau be bohlen brems dienst durch ein fahr feld flucht"
     " frei fuss gleich gras halb haupt heim hier hin hinter hoehen jakobs"
     " keines kies kur lauf lehr nach nachhause neben neu nordic park pilger"
     " post privat quer rechts reit rueck rund sand schlecht schleich schul"
     " seiten spazier trampel transport ufer um umleitungs ver verkehrs"
     " versand vorn wald weiter",
     " *geh *rad *fussgaenger *buerger *wander *wirtschafts *rettungs *ueber"
     " *verbindungs *platten *zugangs *zufahrts *schotter"},
    {"platz",
     " anlege basketball bau boule brut camping ehren er fest golf grill"
     " hart haupt holz lade lehr liege liegen rasen schiess schlaf schrott"
     " skate skater spitzen start steh tank wasch werk wohn wohnmobil zelt"
     " zentralen",
     " *park *spiel *sport *bolz *arbeits *stell *rast *sitz *fussball"
     " *tennis *wertstoff *container *stand *flug *vor *uebungs *hunde"
     " *lager *abstell *muell *wende *kunstrasen *trainings *fenster"
     " *ausbildungs *kita *studien *krippen *abstiegs *tabellen *bade *ball"
     " *treff *sammel *halte *aussichts *kinderspiel *pferdekoppel"
     " *kindergarten *betreuungs *lkw *rang *umschlag *picknick *treppchen"},
    {"ring",
     " aussen autobahn b box cate clea dicht ehe enginee ge he ho jah kette"
     " manufactu monito nasen offsho ohr p schwimm sco sha sie sp spa sponso"
     " st structu tri tu voll weisser",
     " *schluessel *rettungs *finger *maschinen *verkehrs *gummi *beton"
     " *schacht"},
    {"ufer", " a anl k l r str t", " *fluss *see *bach *gegen *la *verk *ka"},
    {"damm", " erd fahr lehm schutz see strassen ver", " *stau *bahn *wand"},
    {"steig", " ab an auf aus ein fuss um", " *buerger *bahn *geh *bus"},
    {"stieg", " be ueber", " *an *auf *ab *ein *aus *um *zu"},
    {"markt", " aktien bauern binnen oster ver",
     " *super *bau *weihnachts *wochen *getraenke *floh *verbraucher"
     " *arbeits *discount *elektro *drogerie *einkaufs *lebensmittel"
     " *wohnungs *jahr *troedel *garten *bio *gross *fach *raiffeisen *edeka"
     " *rewe *aldi *lidl *netto *penny *media *toom *obi *hagebau *adler"
     " *finanz *hobby *moebel *zoo *advents *kram"},
    {"graben", " aus be ein um unter ver",
     " *strassen *entwaesserungs *wasser *abwasser *abzugs *feld"},
    {"wall", " fire k schw", " *schutz *erd *laerm *abwehr *schnee"},
    {"pfad", " feld kletter", " *trampel *lehr *trimm *barfuss *natur"},
    {"kreisel", " verkehrs", ""},
    {"hof", " bau bauern gast hinter reiter schul werk",
     " *bahn *fried *innen"},
    {"park", " freizeit fuhr kur solar wind", ""},
    {"gang", " an hausflur kreuz lehr rueck voran",
     " *aus *ein *durch *um *ab *zu *vor *spazier *fuss *ueber *unter"
     " *bahnueber"},
    {"grund", " auf hinter meeres unter vorder", ""},
    {"feld", " fussball spiel tor um", ""},
    {"garten", " bier schreber vor", " *kinder *klein"},
    {"reihe", " bau park sitz stuhl", ""},
    {"tal", " brutal digi hospi kapi me men spi to", ""},
    {"tor", " auk fak mo reak sek", " *mo *trak *ra *modera *indika *ven"},
    {"hang", " ab an ueber vor", " *zusammen"},
    {"bruch", " ab auf aus um zusammen", " *ein *rohr"},
    {"bruecke", " autobahn fussgaenger", " *fussgaenger *auto *bahn"},
    {"blick", " aus durch ein rueck ueber", " *augen"},
    {"wiese", " hunde liege spiel", ""},
    {"zeile", " betreff schlag", ""},
    {"winkel", " blick rechten", ""},
    {"halde", " muell schutt", ""},
};

static const char nouns_or_names[] =
    " aussenring ausserring bahndamm bauernmarkt feldstieg feldweg"
    " festplatz hinterweg hoehenweg landstrasse neuweg parkweg"
    " querstrasse querweg rundweg sandweg schulweg seestrasse seeufer"
    " stadtstrasse stichstrasse uferpromenade uferweg umgehungsstrasse"
    " vorplatz waldweg";

/* Articles, prepositions and pronouns, words that begin sentences, and nouns
 * that stand before a street but are no part of its name. */
static const char *const no_names[26] = {
    " aber abschnitt achtung adresse alle allen aller alles als also am"
    " ampel an anfang anwohner auch auf aus auto autobahn",
    " baustelle bei beim bereich bis bitte breite buerger bus",
    " container",
    " da daher damen dann das dass dem den denn der deren des deshalb"
    " die dies diese diesem diesen dieser dieses doch dort durch",
    " ecke eigentlich ein eine einem einen einer eines einfahrt"
    " einmuendung ende entlang er es etwa euer eurer",
    " fahrbahn fuer",
    " ganze ganzen gefahr gegen gegenueber gehweg gesamte gesamten"
    " gestern glatte guten",
    " halbe hallo haltestelle haus heute hier hinten hinter hoehe",
    " ich ihr ihre ihrem ihren ihrer im immer in ins ist",
    " jede jedem jeden jeder jene jener",
    " kein keine keinem keinen keiner klasse kreuzung kreuzungsbereich",
    " lampe lampen laterne laternen laut leuchte liebe links loch",
    " man mein meine meinem meinen meiner meldung mit mitte moin muell",
    " nach naechste naechsten naehe nahe neben nicht noch nummer nun",
    " ob oberhalb oder ohne ort",
    " parkplatz platz plz polizei",
    " quer",
    " rechts richtung",
    " schlagloch schlagloecher sehr sein seine seiner seit seite servus"
    " sie sind so sonst standort statt strasse strassen"
    " strassenbeleuchtung strassenlaterne",
    " tatort teil tel",
    " ueber um umgehend umleitung und unfall unfallort unser unsere"
    " unserem unseren unserer unter unterhalb unweit",
    " viel viele voll vom von vor",
    " waehrend wann warum was weg wegen weiter welche welcher wenig"
    " wenn wer wie wieder wir wo wohnhaft wohnort",
    "",
    "",
    " zu zum zur zwischen"};

/* Behind "Am", "Im", "Zum": times and parts of houses. */
static const char no_places[] =
    " abend abschnitt alter anfang anhang april artikel august beispiel"
    " bereich besten betreff bild block bus dezember dienstag"
    " donnerstag ecke eingang ende etage fall februar foto freitag"
    " fruehjahr gebaeude gegenteil gleis gruppe halle haltestelle haus"
    " hausnummer herbst hoehe internet jahr jahre januar juli juni"
    " kapitel keller klasse kreuzung laterne linie maerz mai mast"
    " mittag mittwoch moment monat montag morgen nachmittag nacht naehe"
    " november nummer oktober paragraph parkplatz platz preis prinzip"
    " punkt raum rest samstag satz schluss schnitt seite september"
    " sommer sonnabend sonntag spielplatz stand stelle stockwerk"
    " strasse tag teil termin thema tor tour uhr umkreis vergleich"
    " vormittag wagen weg wert winter woche wochenende wohnung zeit"
    " zeitraum ziffer zimmer zug";

/* Nouns in -er: no adjectives of towns. */
static const char er_nouns[] =
    " anlieger besucher eimer fahrer fenster fussgaenger gitter"
    " hydranten kanister keller kinder koerper lehrer leser lichter"
    " maler meter mieter mitarbeiter muelleimer nachbar nutzer"
    " papiereimer papierkoerbe poller radfahrer raeder rentner scherben"
    " schilder sommer splitter steuer teilnehmer treter vertreter"
    " wasser winter zimmer";

static const char adjective_stems[] =
    " aeusser alt blau breit bunt deutsch eng erst frei gelb gerad"
    " golden grad gross gruen heilig hell hinter hoch hoh inner jung"
    " klein krumm kurz lang mittler neu nieder noerdlich ober oestlich"
    " recht rot schmal schoen schwarz steil steinern still suedlich"
    " tief unter vorder weiss westlich";

static const char first_names[] =
    " albert alt anna anne august bad carl clara doktor dr edith emil"
    " erich ernst franz friedrich fritz georg gerhart gross gustav hans"
    " heinrich helene hermann johann johannes josef julius kaethe"
    " kaiser karl klein konrad kurt ludwig maria martin max neu otto"
    " paul peter prof richard robert rosa rudolf sankt sophie st"
    " theodor thomas walter werner wilhelm willi willy";

/* Below, at or above 0 as strcmp(3); what is listed ends with a blank or the
 * list.  `out_end`: how far it was looked at. */
static int
compare_listed(const char *word, size_t size, const char *listed,
               const char **out_end)
{
  size_t same = 0;
  while (same < size && word[same] == listed[same])
    same++;
  *out_end = listed + same;
  if (same < size)
    return word[same] < listed[same] ? -1 : 1;
  return listed[same] == ' ' || listed[same] == '\0' ? 0 : -1;
}

/* Is the word in a sorted list of words with a blank before each? */
static bool
is_in(const char *list, const char *word, size_t size)
{
  const char *low = list, *high = list + strlen(list);
  while (low < high) {
    const char *middle = low + (high - low) / 2, *end;
    while (*middle != ' ')
      middle--;
    int order = compare_listed(word, size, middle + 1, &end);
    if (order == 0)
      return true;
    if (order < 0)
      high = middle;
    else
      for (low = end; *low != ' ' && *low != '\0';)
        low++;
  }
  return false;
}

bool
street_word_is_kind(const char *folded)
{
  return is_in(kinds, folded, strlen(folded));
}

bool
street_word_stands_with_number(const char *folded)
{
  return is_in(kinds_with_number, folded, strlen(folded));
}

static bool
has_end(const char *ends, const char *folded, size_t size)
{
  while (*ends != '\0') {
    ends += 2; /* the blank and the star */
    size_t length = 0;
    while (ends[length] != ' ' && ends[length] != '\0')
      length++;
    if (place_folded_ends_in(folded, size, ends, length))
      return true;
    ends += length;
  }
  return false;
}

/* "Carsharing", "Germering": foreign words and towns, where a ring has a
 * consonant before it, "Südring", or the name of a poet, "Goethering". */
static bool
is_other_ring(const char *folded, size_t stem)
{
  return strcmp(folded + stem, "ring") == 0 && stem > 0 &&
         strchr("aeio", folded[stem - 1]) != NULL &&
         strcmp(folded, "goethering") != 0;
}

bool
street_word_is_noun(const char *folded, size_t size, size_t ending)
{
  size_t stem_size = size - ending;
  if (is_other_ring(folded, stem_size))
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS(nouns); i++) {
    if (nouns[i].ending[0] != folded[stem_size] ||
        strlen(nouns[i].ending) != ending ||
        memcmp(nouns[i].ending, folded + stem_size, ending) != 0)
      continue;
    return has_end(nouns[i].ends, folded, stem_size) ||
           is_in(nouns[i].stems, folded, stem_size);
  }
  return false;
}

bool
street_word_is_noun_or_name(const char *folded)
{
  return is_in(nouns_or_names, folded, strlen(folded));
}

bool
street_word_is_no_name(const char *folded)
{
  if (*folded < 'a' || *folded > 'z')
    return false;
  return is_in(no_names[*folded - 'a'], folded, strlen(folded));
}

/* "Lange", "Langen", "Alter". */
static bool
is_inflected_adjective(const char *folded, size_t size)
{
  static const char *const suffixes[] = {"e", "em", "en", "er", "es"};
  char stem[16];
  for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
    size_t length = strlen(suffixes[i]);
    if (!place_folded_ends_in(folded, size, suffixes[i], length) ||
        size - length >= sizeof stem)
      continue;
    memcpy(stem, folded, size - length);
    stem[size - length] = '\0';
    if (is_in(adjective_stems, stem, strlen(stem)))
      return true;
  }
  return false;
}

bool
street_word_is_adjective(const char *folded, size_t size)
{
  if (is_inflected_adjective(folded, size))
    return true;
  if (size < 5)
    return false;
  if (place_folded_ends_in(folded, size, "er", 2))
    return !is_in(er_nouns, folded, size) &&
           !place_folded_ends_in(folded, size, "eimer", 5) &&
           !place_folded_ends_in(folded, size, "fahrer", 6) &&
           !place_folded_ends_in(folded, size, "container", 9);
  return place_folded_ends_in(folded, size, "sche", 4) ||
         place_folded_ends_in(folded, size, "scher", 5) ||
         place_folded_ends_in(folded, size, "schen", 5) ||
         place_folded_ends_in(folded, size, "sches", 5);
}

bool
street_word_is_first_name(const char *folded)
{
  return is_in(first_names, folded, strlen(folded));
}

bool
street_word_is_no_place(const char *folded)
{
  static const char *const times[] = {"abend", "mittag", "morgen", "nacht",
                                      "tag",   "woche",  "jahr"};
  size_t size = strlen(folded);
  for (size_t i = 0; i < G_N_ELEMENTS(times); i++)
    if (place_folded_ends_in(folded, size, times[i], strlen(times[i])))
      return true; /* "Am Sonntagmorgen" */
  return is_in(no_places, folded, size);
}
