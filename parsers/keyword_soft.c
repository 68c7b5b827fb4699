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
  FILL = 0,           /* says nothing here */
};

/* Words of one sense, umlauts as two letters, ss for ß, no apostrophes. */
typedef struct Sense {
  unsigned senses;
  bool is_long; /* one typing error is forgiven: no other word is near */
  const char *words;
} Sense;

static const Sense senses[] = {
    {NOT, false,
     "kein keine keinen kiene keien kene nicht nich nciht "
     "nichts nix nein ned no not nie"},
    {NOT, true, "keinerlei"},
    {NOT | COMMAND, false, "dont"},
    {NOT | MORE, false, "never niemals nimmer"},
    {MORE, false,
     "mehr mer meht more longer again further wieder weiter weitere "
     "weiteren"},
    {MORE, true, "anymore"},
    {WISH, false,
     "bitte bite please pls plz will wil moechte mochte mag "
     "want wuensche brauche benoetige need lust"},
    {WISH, true, "erwuenscht gewuenscht"},
    {LETTER, false,
     "sms smse smsen messages mesages msg msgs texts news spam infos meldungen "
     "abo newsletter"},
    {LETTER, true,
     "nachricht nachrichten mitteilung mitteilungen "
     "benachrichtigung benachrichtigungen"},
    {LETTER | WRITE, false, "message text"},
    {WRITE, false,
     "schreiben schreibn schicken schiken senden zusenden "
     "simsen texten texting spamming sending writing contact anrufen"},
    {WRITE, true, "anschreiben zuschicken messaging contacting kontaktieren"},
    {WRITE | COMMAND, false,
     "schreib schreibt schick schickt sendet send write"},
    {STOP, false, "stop stopp sotp stpp stoop abmelden"},
    {STOP, true,
     "abmeldung abbestellen austragen unsubscribe verschont "
     "verschonen"},
    {HALT, false,
     "stoppen stoppt stopt stoppe quit cancel beenden kuendigen "
     "einstellen"},
    {HALT, true, "aufhoeren"},
    {LET, false, "lass lasst last lassen"},
    {PEACE, false, "ruhe frieden"},
    {LEAVE, false, "leave"},
    {ALONE, false, "alone"},
    {HEAR, false, "hoer hoert hort hoeren"},
    {UP, false, "auf"},
    {REMOVE, false,
     "remove delete take opt loeschen loescht loesche entfernen "
     "entfernt streichen streicht nehmen nehmt raus"},
    {ROLL, false, "liste list nummer number"},
    {ROLL, true, "verteiler handynummer"},
    {ME, false, "mir mich me uns us"},
    {ANNOY, false, "nervt nerven stoert bother"},
    {ANNOY, true, "belaestigt belaestigen bothering"},
    {INTEREST, false, "bedarf"},
    {INTEREST, true, "interesse interessiert interested"},
    {ENOUGH, false, "genug enough schluss viele many"},
    {WRONG, false, "falsche wrong"},
    {SIGN, false, "melde meldet melden bestelle"},
    {OFF, false, "ab"},
    {GET, false, "bekommen erhalten kriegen habe hab haben"},
    {YOU, false, "euch ihnen you"},
    {FILL, false,
     "am an and any aus bin can danke das den der dem die diese dieser do doch "
     "eure endlich from hallo hello hi i ich im ihre in "
     "jetzt mal meine mit my now off out sie sofort sorry thanks "
     "thank the these this to too und von your zu"},
};

/* A text means stop when its words have all of these senses and none of those.
 * "Nicht mehr" alone is not among them: "ich will nicht mehr" is a cry. */
static const struct {
  unsigned all, none;
} rules[] = {
    {NOT | LETTER | MORE, GET},
    {NOT | LETTER | WISH, 0},
    {NOT | LETTER | COMMAND, 0},
    {NOT | WRITE | MORE, 0},
    {NOT | WRITE | WISH, 0},
    {NOT | WRITE | COMMAND, 0},
    {NOT | MORE | ROLL, 0},
    {NOT | MORE | WISH | YOU, 0},
    {NOT | ANNOY, 0},
    {NOT | INTEREST, 0},
    {NOT | SIGN | MORE, 0},
    {STOP, NOT},
    {NOT | HEAR | MORE, UP},
    {HALT | LETTER, NOT},
    {HALT | WRITE, NOT},
    {HEAR | UP | LETTER, NOT},
    {HEAR | UP | WRITE, NOT},
    {LET | PEACE | ME, NOT},
    {LEAVE | ALONE | ME, NOT},
    {REMOVE | ROLL, NOT},
    {REMOVE | ME, NOT},
    {SIGN | OFF, NOT},
    {ENOUGH | LETTER, NOT},
    {WRONG | ROLL, NOT},
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

/* What a word says; false: nothing we know. */
static bool
add_senses(const char *word, unsigned *inout_senses)
{
  for (size_t i = 0; i < G_N_ELEMENTS(senses); i++) {
    g_auto(GStrv) known = g_strsplit(senses[i].words, " ", -1);
    for (char **other = known; *other != NULL; other++)
      if (strcmp(*other, word) == 0 ||
          (senses[i].is_long && nearest_distance(*other, word) <= 1)) {
        *inout_senses |= senses[i].senses;
        return true;
      }
  }
  return false;
}

bool
keyword_is_soft_stop(const char *text)
{
  unsigned all = 0;
  /* Who asks something wants an answer, and not from a machine. */
  if (strchr(text, '?') != NULL)
    return false;
  g_autofree char *plain = plain_words(text);
  g_auto(GStrv) words = g_strsplit(plain, " ", KEYWORD_SOFT_WORDS_MAX + 1);
  if (words[0] == NULL || g_strv_length(words) > KEYWORD_SOFT_WORDS_MAX)
    return false;
  for (char **word = words; *word != NULL; word++)
    if (!add_senses(*word, &all))
      return false;
  for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
    if ((all & rules[i].all) == rules[i].all && (all & rules[i].none) == 0)
      return true;
  return false;
}
