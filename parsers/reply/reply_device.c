/* SPDX-License-Identifier: Apache-2.0
 *
 * The lines by which phones and mail programs advertise themselves.
 */
#include <string.h>

#include <glib.h>

#include "parsers/begins.h"
#include "parsers/reply/reply_words.h"

/* All tables are in case-folded form.  A line that begins with the first and
 * holds the second; `sure` where no sentence of a person begins so. */
static const struct {
  const char *begins, *holds;
  bool sure;
} device_table[] = {
    /* German */
    {"von meinem ", "gesendet", false},
    {"von meinem/meiner ", "gesendet", true}, /* Samsung */
    {"von meiner ", "gesendet", false},
    {"von unterwegs", "gesendet", true},
    {"von outlook", "", false},
    {"von samsung", "gesendet", true},
    {"gesendet von ", "", false},
    {"gesendet mit ", "", false},
    {"gesendet über ", "", false},
    {"gesendet aus ", "", false},
    {"gesendet vom ", "", false},
    {"mobil gesendet", "", true},
    {"mit der gmx ", "gesendet", true},
    {"mit der web.de ", "gesendet", true},
    {"verschickt mit ", "", false},
    {"versendet mit ", "", false},
    {"sicher versendet mit ", "", false}, /* Tuta */
    {"diese nachricht wurde von mein", "gesendet", true},
    {"diese e-mail wurde von mein", "gesendet", true},
    {"diese mail wurde von mein", "gesendet", true},
    {"holen sie sich outlook", "", true},
    {"outlook für ios", "", true},
    {"outlook für android", "", true},
    {"outlook für mac", "", true},
    /* English */
    {"sent from ", "", false},
    {"sent by ", "", false},
    {"sent via ", "", false},
    {"sent with ", "", false},
    {"sent using ", "", false},
    {"sent on the go", "", false},
    {"sent securely ", "", false},
    {"secured with ", "", false}, /* Tuta */
    {"from my ", "", false},
    {"get outlook for", "", true},
    {"get [outlook for", "", true},
    {"this email was sent from my", "", false},
    {"this message was sent from my", "", false},
    {"yahoo mail: search", "", true},
    {"yahoo mail for ", "", true},
    {"typed on ", "", false},
    /* French */
    {"envoyé de", "mon", true},
    {"envoyé depuis ", "", false},
    {"envoyé à partir d", "", false},
    {"envoyé avec ", "", false},
    {"téléchargez outlook pour", "", true},
    {"obtenir outlook pour", "", true},
    /* Spanish, Portuguese */
    {"enviado desde ", "", false},
    {"enviado do meu", "", false},
    {"enviado a partir d", "", false},
    {"enviado pelo", "", false},
    {"enviado de ", "", false},
    {"enviado con ", "", false},
    {"obtener outlook para", "", true},
    {"obter o outlook para", "", true},
    /* Italian */
    {"inviato da", "", false},
    {"inviato con ", "", false},
    {"inviato dal ", "", false},
    {"scarica outlook per", "", true},
    {"ottieni outlook per", "", true},
    /* Dutch */
    {"verzonden vanaf ", "", false},
    {"verzonden via ", "", false},
    {"verzonden met ", "", false},
    {"verstuurd vanaf ", "", false},
    {"verstuurd van ", "", false},
    {"outlook voor ", "downloaden", true},
    {"download outlook voor", "", true},
    /* Danish, Norwegian, Swedish, Finnish */
    {"sendt fra ", "", false},
    {"sendt via ", "", false},
    {"hent outlook til", "", true},
    {"skaff deg outlook", "", true},
    {"skickat från ", "", false},
    {"skickades från ", "", false},
    {"hämta outlook för", "", true},
    {"lähetetty ", "", false},
    {"hanki outlook", "", true},
    /* Polish, Czech, Slovak, Hungarian, Romanian */
    {"wysłane z ", "", false},
    {"wysłano z ", "", false},
    {"wysłane przez ", "", false},
    {"pobierz program outlook", "", true},
    {"odesláno z ", "", false},
    {"odoslané z ", "", false},
    {"získat outlook pro", "", true},
    {"elküldve ", "", false},
    {"az iphone-omról küldve", "", true},
    {"iphone-omról küldve", "", true},
    {"trimis de pe ", "", false},
    {"trimis din ", "", false},
    /* Turkish, Russian, Ukrainian, Greek */
    {"iphone'umdan gönderildi", "", true},
    {"ipad'imden gönderildi", "", true},
    {"android için outlook", "", true},
    {"ios için outlook", "", true},
    {"отправлено с ", "", false},
    {"отправлено из ", "", false},
    {"отправлено от ", "", false},
    {"надіслано з ", "", false},
    {"надіслано від ", "", false},
    {"відправлено з ", "", false},
    {"στάλθηκε από ", "", false},
    /* Chinese, Japanese, Korean, Arabic, Hebrew */
    {"从我的", "发送", true},
    {"發自我的", "", true},
    {"发自我的", "", true},
    {"從我的", "傳送", true},
    {"iphoneから送信", "", true},
    {"나의 iphone에서 보냄", "", true},
    {"مرسل من ", "", false},
    {"أُرسلت من ", "", false},
    {"נשלח מה", "", false},
};

/* What a line names that is about a device or program. */
static const char *const product_table[] = {
    "iphon",      "ipad",       "ipod",       "android",   "outlook",
    "samsung",    "galaxy",     "huawei",     "xiaomi",    "redmi",
    "oneplus",    "nokia",      "motoro",     "sony",      "xperia",
    "htc",        "pixel 3",    "pixel 4",    "pixel 5",   "pixel 6",
    "pixel 7",    "pixel 8",    "pixel 9",    "fairphone", "honor ",
    "oppo",       "realme",     "wiko",       "alcatel",   "lg-",
    "handy",      "smartphone", "mobiltelef", "mobilge",   "tablet",
    "telefoon",   "phone",      "mobile",     "móvil",     "mobiel",
    "blackberry", "windows",    "mail",       "gmx",       "web.de",
    "t-onlin",    "telekom",    "freenet",    "yahoo",     "gmail",
    "proton",     "tuta",       "k-9",        "k9",        "fairema",
    "thunderbir", "spark",      "airmail",    "bluemail",  "aquamail",
    "typeapp",    "nine",       "smartfon",   "telefon",   "téléphone",
    "teléfono",   "telefon",    "телефона",   "телефону",  "мобильн",
    "mac ",       "macbook",    "edison",     "zimbra",    "sparrow",
    "boxer",      "hey",        "superhuman", "canary",    "nokia",
    "ti-85",      "my cell",    "meinem pc",  "pc",
};

/* Whole lines that end so, whoever stands in front. */
static const char *const ending_table[] = {
    " from mobile",       "von unterwegs",
    "vom handy gesendet", "vom smartphone gesendet",
    "mobil gesendet",     " cihazımdan gönderildi",
    "'dan gönderildi",    "'den gönderildi",
    "から送信",           "에서 보냄",
    "从我的 iphone 发送",
};

enum { DEVICE_ENDING_MAX = 48 }; /* bytes: a name and the ending */

static bool
names_product(const char *folded)
{
  for (size_t i = 0; i < G_N_ELEMENTS(product_table); i++)
    if (strstr(folded, product_table[i]) != NULL)
      return true;
  return false;
}

/* A sentence of a person: "Sent from my desk, is much easier than …", "Von
 * meinem Balkon habe ich Ihnen ein Foto gesendet."
 */
static bool
is_sentence(const char *folded)
{
  static const char *const words[] = {
      " ich ", " wir ", " habe",  " hat ",   " wurde", " ist ", " i ",
      " we ",  " was ", " were ", " bitte ", " is ",   " are ", " sind "};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(folded, words[i]) != NULL && strstr(folded, "diese ") != folded)
      return true;
  const char *comma = strchr(folded, ',');
  return comma != NULL && strstr(comma, "excuse") == NULL &&
         strstr(comma, "entschuldig") == NULL;
}

/* Does a row of the table need a device or program named?  "Gesendet von der
 * Poststelle" is no advertisement, "Von meinem Fernsprecher gesendet" is.
 */
static bool
names_owner(const char *folded)
{
  static const char *const words[] = {
      " mein", "von mein", " my ",       " mon ", " mi ",   " meu ", " mijn ",
      " min ", " mio",     "sent from ", " moje", " моего", " мого", "من ",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(folded, words[i]) != NULL)
      return true;
  return false;
}

/* By the first row that fits a line behind its frame. */
static bool
find_device(const char *at, ReplyDevice *out_device)
{
  for (size_t i = 0; i < G_N_ELEMENTS(device_table); i++) {
    if (!text_begins(at, device_table[i].begins) ||
        strstr(at, device_table[i].holds) == NULL)
      continue;
    bool sure = device_table[i].sure || names_product(at);
    if (is_sentence(at) || (!sure && !names_owner(at)))
      *out_device = REPLY_DEVICE_NONE;
    else
      *out_device = sure ? REPLY_DEVICE_SURE : REPLY_DEVICE_LIKELY;
    return true;
  }
  return false;
}

static bool
ends_with(const char *text, size_t size, const char *word)
{
  size_t length = strlen(word);
  return size >= length && text[size - 1] == word[length - 1] &&
         memcmp(text + size - length, word, length) == 0;
}

ReplyDevice
reply_words_device(const char *folded, size_t size, bool may_begin)
{
  ReplyDevice device = REPLY_DEVICE_NONE;
  if (may_begin && find_device(folded + strspn(folded, "<([* "), &device))
    return device;
  if (size > DEVICE_ENDING_MAX)
    return REPLY_DEVICE_NONE;
  for (size_t i = 0; i < G_N_ELEMENTS(ending_table); i++)
    if (ends_with(folded, size, ending_table[i]))
      return REPLY_DEVICE_LIKELY;
  return REPLY_DEVICE_NONE;
}

void
reply_words_device_fill(WordSieve *sieve, unsigned table)
{
  for (size_t i = 0; i < G_N_ELEMENTS(device_table); i++)
    word_sieve_add(sieve, table, device_table[i].begins);
}
