/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of answers: German and English, and the frequent ones of Turkish,
 * Ukrainian and Arabic.  As answer_tokens() leaves them: small, without marks,
 * "ae" as "a", "ue" as "u", "ß" as "ss", no apostrophe.
 */
#include "parsers/survey/answer_text.h"

#include <string.h>

static const struct {
  unsigned roles;
  const char *words; /* a blank before and behind each */
} role_table[] = {
    {ROLE_POINTER,
     " nr nummer number num option antwort answer auswahl moglichkeit variante"
     " punkt wahl choice ziffer buchstabe letter nehme nehmen nimm losung "
     "vorschlag secenek варіант"
     " номер відповідь رقم خيار الخيار "},
    {ROLE_FILLER | ROLE_ARTICLE,
     " der die das den dem des the a an ein eine einen einem einer "},
    {ROLE_FILLER,
     " ich wir bin ware wurde wurd nehm wahle wahl find finde mochte will hatte"
     " gern gerne bitte danke dankeschon vielen dank mein meine unsere ist war"
     " es hallo hi hey guten tag moin servus gruss fur am besten zu zur zum "
     "ganz"
     " klar auf jeden fall definitiv eindeutig naturlich sage stimme gebe gib"
     " vote id go would like choose pick take my is it its i please thanks "
     "thank"
     " you for we im hello ok okay nur only lutfen bence ben я обираю мене будь"
     " ласка це انا من فضلك اختار davon of them "},
    {ROLE_AND, " und u and et sowie plus ve та і و "},
    {ROLE_NOT,
     " nicht nich net ned nix kein keine keinen keiner keinem keins keines not"
     " dont doesnt isnt never nie niemals weder noch neither nor ohne without"
     " degil не ні لا ليس nein no nope ausser except "},
    {ROLE_DOUBT,
     " oder or bzw beziehungsweise vielleicht evtl eventull eher lieber sondern"
     " statt stattdessen anstatt quatsch falsch vertippt ups sorry oops meinte"
     " wollte aber doch jedoch wenn falls sofern entweder zwischen between"
     " maybe perhaps possibly probably wahrscheinlich vermutlich rather instead"
     " wrong meant but if unless either jein drauf depends hmm hm unsicher"
     " schwanke tendiere tendenz veya або или али може belki او أو fast almost"
     " nearly moglicherweise ggf gegebenenfalls korrektur "},
    {ROLE_DOUBT | ROLE_BOTH, " beide beides both "},
    {ROLE_REASON,
     " weil da denn wegen damit because since cause cuz bc as grund"
     " cunku бо тому لان "},
    {ROLE_YES,
     " ja j jo joa jop jep jepp jup jawohl jaa jaaa klar naturlich sicher genau"
     " stimmt unbedingt yes y yep yeah yup sure evet так да نعم oui "},
    {ROLE_NO,
     " nein n ne nee neee nop nope no nah hayir ні нет لا non keinesfalls"
     " keineswegs niemals nie "},
    {ROLE_ALL,
     " alle alles allen samtliche all everything hepsi усі всі الكل "},
    {ROLE_NONE,
     " keine keins keiner keines nichts nix none nothing neither garnichts"
     " garnix hicbiri жоден жодне нічого "},
    {ROLE_ABOUT,
     " ca circa cirka zirka ungefahr etwa rund so about approx approximately"
     " around roughly schatzungsweise geschatzt yaklasik приблизно близько"
     " حوالي "},
    {ROLE_BOUND,
     " mehr mindestens uber weniger hochstens maximal minimal max min unter"
     " knapp bis ab more less least most under over above below als than"
     " halb halbe halbes half anderthalb eineinhalb zweieinhalb dutzend dozen"
     " paar mehrere viele einige several many some few mio million millionen"
     " tausend thousand tsd k drittel viertel quarter up en az більше менше"
     " اكثر اقل noch nochmal vor before ago "},
    {ROLE_TO, " bis to "},
    {ROLE_OF, " von of aus out "},
    {ROLE_STAR,
     " stern sterne sternen sternchen star stars yildiz зірка зірки зірок"
     " نجوم نجمة "},
    {ROLE_MINUS, " minus negativ "},
    {ROLE_GRADE,
     " gut super toll prima schlecht mies mittel mittelmassig ok okay"
     " hervorragend ausgezeichnet perfekt miserabel befriedigend ausreichend"
     " mangelhaft ungenugend note noten good great bad poor excellent fine"
     " awful terrible average perfect iyi kotu добре погано جيد سيئ schrecklich"
     " zufrieden unzufrieden spitze top klasse furchtbar grade "},
    {ROLE_OTHER, " sonstiges sonstige andere anderes other others diger інше "},
    {ROLE_LAST, " letzte letzter letztes letzten last sonuncu остання الاخير "},
    {ROLE_SUFFIX, " te ter tes ten st nd rd th "},
};

static const struct {
  int value;
  const char *words;
} cardinal_table[] = {
    {0, " null zero sifir нуль صفر "},
    {1, " eins one bir один одна واحد واحدة einmal once "},
    {2, " zwei zwo two iki два дві اثنان اثنين zweimal twice "},
    {3, " drei three uc три ثلاثة ثلاث dreimal "},
    {4, " vier four dort чотири اربعة اربع viermal "},
    {5, " funf five bes пять خمسة خمس funfmal "},
    {6, " sechs six alti шість ستة ست sechsmal "},
    {7, " sieben seven yedi сім سبعة سبع siebenmal "},
    {8, " acht eight sekiz вісім ثمانية ثمان achtmal "},
    {9, " neun nine dokuz девять تسعة تسع neunmal "},
    {10, " zehn ten десять عشرة عشر zehnmal "},
    {11, " elf eleven одинадцять "},
    {12, " zwolf twelve дванадцять "},
    {13, " dreizehn thirteen тринадцять "},
    {14, " vierzehn fourteen чотирнадцять "},
    {15, " funfzehn fifteen пятнадцять "},
    {16, " sechzehn sixteen шістнадцять "},
    {17, " siebzehn seventeen сімнадцять "},
    {18, " achtzehn eighteen вісімнадцять "},
    {19, " neunzehn nineteen девятнадцять "},
    {20, " zwanzig twenty yirmi двадцять عشرون عشرين "},
    {30, " dreissig thirty otuz тридцять ثلاثون ثلاثين "},
    {40, " vierzig forty сорок اربعون اربعين "},
    {50, " funfzig fifty elli пятдесят خمسون خمسين "},
    {60, " sechzig sixty altmis шістдесят ستون "},
    {70, " siebzig seventy yetmis сімдесят سبعون "},
    {80, " achtzig eighty seksen вісімдесят ثمانون "},
    {90, " neunzig ninety doksan девяносто تسعون "},
    {100, " hundert yuz сто مئة مائة "},
};

/* From the first on. */
static const char *const ordinal_table[] = {
    " erste erster erstes ersten erstens first birinci перша перше першии"
    " الاول الاولى ",
    " zweite zweiter zweites zweiten zweitens second ikinci друга друге другии"
    " الثاني الثانية ",
    " dritte dritter drittes dritten drittens third ucuncu третя третє третіи"
    " الثالث الثالثة ",
    " vierte vierter viertes vierten viertens fourth dorduncu четверта"
    " الرابع الرابعة ",
    " funfte funfter funftes funften funftens fifth besinci пята الخامس"
    " الخامسة ",
    " sechste sechster sechstes sechsten sechstens sixth altinci шоста ",
    " siebte siebter siebtes siebten seventh ",
    " achte achter achtes achten eighth ",
    " neunte neunter neuntes neunten ninth ",
    " zehnte zehnter zehntes zehnten tenth ",
};

enum { WORD_MAX = 60 }; /* bytes; no word of a table is longer */

static bool
has_word(const char *words, const char *padded)
{
  return strstr(words, padded) != NULL;
}

static gint64
simple_number(const char *padded)
{
  for (size_t i = 0; i < G_N_ELEMENTS(cardinal_table); i++)
    if (has_word(cardinal_table[i].words, padded))
      return cardinal_table[i].value;
  return -1;
}

static gint64
plain_number(const char *word, gsize size)
{
  g_autofree char *padded = g_strdup_printf(" %.*s ", (int)size, word);
  return size == 3 && memcmp(word, "ein", 3) == 0 ? 1 : simple_number(padded);
}

/* Below 100: "einundzwanzig". */
static gint64
number_below_100(const char *word)
{
  const char *und = strstr(word, "und");
  gint64 whole = plain_number(word, strlen(word));
  if (whole >= 0 || und == NULL || und == word)
    return whole < 100 ? whole : -1;
  gint64 unit = plain_number(word, (gsize)(und - word));
  gint64 tens = plain_number(und + 3, strlen(und + 3));
  return unit >= 1 && unit <= 9 && tens >= 20 && tens <= 90 ? tens + unit : -1;
}

/* What stands before and behind a "hundert" or "tausend"; nothing before it is
 * one of them, nothing behind it none. */
static gint64
number_around(const char *word, const char *middle, gint64 unit,
              gint64 (*part)(const char *))
{
  const char *at = strstr(word, middle);
  if (at == NULL)
    return part(word);
  g_autofree char *head = g_strndup(word, (gsize)(at - word));
  const char *tail = at + strlen(middle);
  gint64 many = head[0] == '\0' ? 1 : part(head);
  gint64 rest = tail[0] == '\0' ? 0 : part(tail);
  return many < 1 || many >= unit || rest < 0 ? -1 : many * unit + rest;
}

static gint64
number_below_1000(const char *word)
{
  return number_around(word, "hundert", 100, number_below_100);
}

gint64
answer_number_word(const char *word)
{
  if (strlen(word) > WORD_MAX || strcmp(word, "ein") == 0 ||
      strcmp(word, "tausend") == 0)
    return -1;
  g_autofree char *padded = g_strdup_printf(" %s ", word);
  gint64 value = simple_number(padded);
  return value >= 0 ? value
                    : number_around(word, "tausend", 1000, number_below_1000);
}

unsigned
answer_word_roles(const char *word, gint64 *out_value)
{
  *out_value = -1;
  if (strlen(word) > WORD_MAX)
    return 0;
  unsigned roles = 0;
  g_autofree char *padded = g_strdup_printf(" %s ", word);
  for (size_t i = 0; i < G_N_ELEMENTS(role_table); i++)
    if (has_word(role_table[i].words, padded))
      roles |= role_table[i].roles;
  for (size_t i = 0; i < G_N_ELEMENTS(ordinal_table); i++)
    if (has_word(ordinal_table[i], padded)) {
      *out_value = (gint64)i + 1;
      return roles | ROLE_ORDINAL;
    }
  *out_value = answer_number_word(word);
  return *out_value >= 0 ? roles | ROLE_CARDINAL : roles;
}
