/* SPDX-License-Identifier: Apache-2.0
 *
 * A small grammar without order: each word has senses, and a text means stop
 * when the senses of all its words together fill one of the rules.
 */
#include "parsers/keyword_soft.h"

#include <string.h>

#include <glib.h>

#include "parsers/keyword.h"
#include "parsers/nearest.h"

/* Senses of words. */
enum {
  NOT = 1 << 0,       /* kein, nicht, no */
  MORE = 1 << 1,      /* mehr, weitere, again */
  WISH = 1 << 2,      /* bitte, ich will, please */
  LETTER = 1 << 3,    /* SMS, Nachricht, text */
  WRITE = 1 << 4,     /* schreiben, send */
  COMMAND = 1 << 5,   /* schreibt, schickt: said to us */
  STOP = 1 << 6,      /* stopp, abmelden: alone or with others */
  HALT = 1 << 7,      /* stoppen, aufhören: of anything */
  LET = 1 << 8,       /* lasst */
  PEACE = 1 << 9,     /* Ruhe */
  LEAVE = 1 << 10,    /* leave */
  ALONE = 1 << 11,    /* alone */
  HEAR = 1 << 12,     /* hört … */
  UP = 1 << 13,       /* … auf */
  REMOVE = 1 << 14,   /* löschen, streichen, remove */
  ROLL = 1 << 15,     /* Liste, Verteiler, Nummer */
  ME = 1 << 16,       /* mich, mir, me */
  ANNOY = 1 << 17,    /* nervt */
  INTEREST = 1 << 18, /* Interesse, Bedarf */
  ENOUGH = 1 << 19,   /* genug, zu viele */
  WRONG = 1 << 20,    /* falsche */
  SIGN = 1 << 21,     /* melde … */
  OFF = 1 << 22,      /* … ab */
  GET = 1 << 23,      /* bekommen: tells what is, unless it is wished */
  YOU = 1 << 24,      /* von euch, from you */
  HAVE = 1 << 25,     /* habe: tells what is, whatever he wishes */
  PUT = 1 << 26,      /* stellen … */
  ASKS = 1 << 27,     /* why: wants an answer, and not from a machine */
  JOIN = 1 << 28,     /* mitmachen */
  OURS = 1 << 29,     /* what is ours only, and more than one: SMS */
  RIGHT = 1 << 30,    /* richtig */
  FILL = 0,           /* says nothing here */
};

/* Words of one sense, umlauts as two letters, ss for ß, no apostrophes; "*"
 * stands for any ending. */
typedef struct Sense {
  unsigned senses;
  bool is_long; /* one typing error is forgiven: no other word is near */
  const char *words;
} Sense;

static const Sense senses[] = {
    {NOT, false,
     "kein keine keinen keiner kiene keien kene kane koa koane koine koi keini "
     "kei "
     "nicht "
     "nich nciht net ned nit nid noed nichts nix nuet no not nie nothing none"},
    {NOT, true, "keinerlei"},
    {NOT | COMMAND, false, "dont"},
    {NOT, false, "didnt didn"},
    {NOT | MORE, false, "never niemals nimmer nimma"},
    {MORE, false,
     "mehr mer meh mea meer meht more longer again further additional wieder "
     "weiter weitere weiteren weiterer weiterhin kuenftig* zukunft future "
     "ever"},
    {MORE, true, "anymore zukuenftig"},
    {WISH, false,
     "bitte bite bidde please pls plz will wil wui wue woll* moechte* mochte "
     "moecht mag mog mecht* wott want* wish* would like wuensche* brauche "
     "benoetige need ask asked lust"},
    {NOT | WISH, true, "unerwuenscht"},
    {WISH, true, "erwuenscht gewuenscht verlange"},
    {LETTER | OURS, false, "sms smse smsen messages mesages msgs texts"},
    {LETTER | OURS, true, "nachrichten textnachrichten benachrichtigungen"},
    {LETTER, false,
     "msg news spam infos info meldungen werbung alerts "
     "updates reminders kontakt consent"},
    {LETTER, true,
     "nachricht mitteilung mitteilungen benachrichtigung informationen "
     "erinnerungen notifications einwilligung "
     "zustimmung"},
    {LETTER | ROLL, false, "abo newsletter"},
    {LETTER | ROLL, true, "abonnement subscription"},
    {LETTER, true, "kontaktaufnahme kommunikation umfragen einladungen"},
    {LETTER | WRITE, false, "message text contact"},
    {WRITE, false,
     "schreiben schreibn schriibe schreibe schreim* schicken schiken schicka "
     "senden "
     "zusenden simsen texten texting texted spamming sending writing anrufen "
     "geschickt gesendet"},
    {WRITE, true,
     "anschreiben angeschrieben geschrieben zuschicken messaging contacting "
     "contacted messaged kontaktieren kontaktiert benachrichtigen "
     "benachrichtigt informieren informiert behelligen notifying notified"},
    {WRITE | COMMAND, false,
     "schreib schreibt schreibts schick schickt schicks schickts sendet send "
     "write"},
    {COMMAND, false, "do"},
    {STOP, false,
     "stop stopp sotp stpp stoop stob stopo abmelden opt optout "
     "unsubscribed"},
    {STOP, true,
     "abmeldung abbestellen abbestellung austragen unsubscribe verschont "
     "verschonen"},
    {HALT, false,
     "stopping stoppen stoppt stopt stoppe quit cancel beenden beendet "
     "kuendigen kuendige cease end ende einstellen widerrufe widerruf revoke "
     "withdraw verzichte"},
    {HALT, false, "lehne widersprech*"},
    {HALT, true,
     "aufhoeren abstellen abschalten ausschalten deaktivieren unterlassen "
     "unterlasst widerrufen verzichten discontinue"},
    {LET, false, "lass lasst last lassts lassen loss losst"},
    {PEACE, false, "ruhe ruh ruah rueh frieden peace"},
    {LEAVE, false, "leave"},
    {ALONE, false, "alone"},
    {HEAR, false, "hoer hoert hoerts hort hoeren heert"},
    {UP, false, "auf uf uff"},
    {REMOVE, false,
     "remove* delete* take lose loose forget erase loesche* loescht loesch "
     "entferne* streich* trag abgemeldet loeschung nehme nehmen nehmt nimm "
     "trage "
     "tragt "
     "tragen werft raus"},
    {ROLL, false,
     "liste list nummer number kontakte kontakten datenbank database"},
    {ROLL, true,
     "verteiler handynummer telefonnummer empfaengerliste empfaenger"},
    {ME, false, "mir mich me mi ma uns us"},
    {ANNOY, false, "bugging nervt nerven nervig stoert stoeren bother"},
    {ANNOY, true, "belaestigt belaestigen bothering"},
    {INTEREST, false, "bedarf"},
    {INTEREST, true, "interesse interessiert interested"},
    {ENOUGH, false, "genug enough schluss reicht langt langts viele many"},
    {WRONG, false, "falsche* wrong"},
    {WRONG | ROLL, true, "verwaehlt"},
    {RIGHT, false, "richtig* right correct"},
    {SIGN, false, "melde meldet melden bestelle bestellt bestellen"},
    {OFF, false, "ab"},
    {PUT, false, "stelle stellt stellen schalte schaltet schalten turn switch"},
    {OFF, false, "ein off"},
    {JOIN, false, "teil"},
    {JOIN, true, "mitmachen teilnehmen"},
    {GET, false, "bekommen erhalten kriegen empfangen receive receiving"},
    {GET | HAVE, false,
     "bekomm* krieg* komm* kam kamen erhalte* erhielt* empfang* geht gehen "
     "got gets noch yet"},
    {ASKS, false, "warum wieso weshalb wann why when"},
    {GET | HAVE, false, "habe hab haben have"},
    {YOU, false, "euch eich enk ihnen you"},
    {FILL, false,
     /* articles and pronouns */
     "a an the these they them this that any anything all i ich id im ive we "
     "wir "
     "er "
     "das dem den dene der die diese* eine* sie sich man ihr ihre* eure* "
     "euren mein* my your our unser* es "
     /* prepositions and adverbs */
     "am at aus bei beim for from fuer in mit with now of on out per so to too "
     "um "
     "unbedingt via vom von wegen zu zum zur jetzt mal doch einfach endlich "
     "gerne jemals and und oder sonst auch schon sehr really dabei damit daran "
     "davon darum dass as was "
     /* auxiliaries */
     "are be been being bin can is ist sein seid sind soll* should sollt "
     "duerf* koennen koennten koennt keep keeps "
     "wird werden wurde worden war was must muessen "
     /* to whom it is said, and courtesy */
     "alle phone mobile lesen danke dank vielen hallo hello hi ja gut guten "
     "tag leute mann nein "
     "sofort sorry thank thanks yes dienst service system kuenftig "
     "entschuldigung verdammt bloss nur only just"},
};

/* A text means stop when its words have all of these senses and none of those.
 * "Nicht mehr" alone is not among them: "ich will nicht mehr" is a cry. */
static const struct {
  unsigned all, none;
} rules[] = {
    {NOT | LETTER | MORE, GET},
    {NOT | LETTER | WISH, 0},
    {NOT | OURS, GET},
    {NOT | LETTER | COMMAND, GET},
    {NOT | WRITE | MORE, 0},
    {NOT | WRITE | WISH, 0},
    {NOT | WRITE | COMMAND, 0},
    {NOT | MORE | ROLL, 0},
    {NOT | MORE | WISH | YOU, 0},
    {NOT | MORE | WISH | GET, HAVE},
    {NOT | MORE | JOIN, 0},
    {NOT | ANNOY, 0},
    {ANNOY | OURS, NOT},
    {NOT | INTEREST, 0},
    {NOT | SIGN | MORE, 0},
    {STOP, NOT},
    {NOT | HEAR | MORE, UP},
    {HALT | LETTER, NOT},
    {HALT | WRITE, NOT},
    {HEAR | UP, NOT},
    {PUT | OFF | LETTER, NOT},
    {LET | PEACE | ME, NOT},
    {LET | OURS, NOT},
    {LEAVE | ALONE | ME, NOT},
    {LEAVE | PEACE | ME, NOT},
    {REMOVE | ROLL, NOT},
    {REMOVE | ME, NOT | LET},
    {SIGN | OFF, NOT},
    {ENOUGH | LETTER, NOT},
    {WRONG | ROLL, NOT},
    {NOT | RIGHT | ROLL, 0},
};

/* Words between single blanks: umlauts as two letters, no apostrophes, all that
 * is neither letter nor digit a blank. */
static char *
plain_words(const char *text)
{
  static const struct {
    gunichar letter;
    const char *as;
  } umlauts[] = {{0xE4, "ae"}, {0xF6, "oe"}, {0xFC, "ue"}};
  g_autofree char *folded = keyword_normalise(text);
  GString *out = g_string_new(NULL);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    const char *as = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(umlauts); i++)
      if (umlauts[i].letter == c)
        as = umlauts[i].as;
    if (as != NULL)
      g_string_append(out, as);
    else if (g_unichar_isalnum(c))
      g_string_append_unichar(out, c);
    else if (c != '\'' && c != 0x2019 && out->len > 0 &&
             out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  }
  return g_strchomp(g_string_free(out, FALSE));
}

static bool
is_word(const char *word, const char *known, bool is_long)
{
  size_t stem = strcspn(known, "*");
  if (known[stem] == '*')
    return strncmp(word, known, stem) == 0;
  return strcmp(known, word) == 0 ||
         (is_long && nearest_distance(known, word) <= 1);
}

/* What a word says; false: nothing we know. */
static bool
add_senses(const char *word, unsigned *inout_senses)
{
  for (size_t i = 0; i < G_N_ELEMENTS(senses); i++) {
    g_auto(GStrv) known = g_strsplit(senses[i].words, " ", -1);
    for (char **other = known; *other != NULL; other++)
      if (is_word(word, *other, senses[i].is_long)) {
        *inout_senses |= senses[i].senses;
        return true;
      }
  }
  return false;
}

/* "No, send me more texts": the first word answers, and denies nothing. */
static const char *
after_no(const char *text)
{
  static const char no[] = "no";
  text += strspn(text, " ");
  return g_ascii_strncasecmp(text, no, strlen(no)) == 0 &&
                 text[strlen(no)] != '\0' &&
                 strchr(",;:.!", text[strlen(no)]) != NULL
             ? text + strlen(no)
             : text;
}

/* Whoever says no to our SMS by their name may say one word that we do not
 * know: it cannot well be about something else. */
static bool
names_ours(unsigned all)
{
  return (all & (NOT | OURS)) == (NOT | OURS) && (all & GET) == 0;
}

static bool
fills_rule(unsigned all)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
    if ((all & rules[i].all) == rules[i].all && (all & rules[i].none) == 0)
      return true;
  return false;
}

bool
keyword_is_soft_stop(const char *text)
{
  unsigned all = 0, unknown = 0;
  /* Who asks something wants an answer, and not from a machine. */
  if (strchr(text, '?') != NULL)
    return false;
  g_autofree char *plain = plain_words(after_no(text));
  g_auto(GStrv) words = g_strsplit(plain, " ", KEYWORD_SOFT_WORDS_MAX + 1);
  if (words[0] == NULL || g_strv_length(words) > KEYWORD_SOFT_WORDS_MAX)
    return false;
  for (char **word = words; *word != NULL; word++)
    unknown += !add_senses(*word, &all);
  return (all & ASKS) == 0 &&
         (unknown == 0 || (unknown == 1 && names_ours(all))) && fills_rule(all);
}
