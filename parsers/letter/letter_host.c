/* SPDX-License-Identifier: Apache-2.0
 *
 * Domains where everybody gets an address: of who writes from there they tell
 * nothing.  Those that people in Germany write from, and the large ones of
 * other countries; for one that is missing here two senders of a domain have to
 * be decided alike before it counts (daemon/services/report/desk/).
 */
#include <string.h>

#include "parsers/letter/letter.h"

/* Whole names, whatever stands behind the last dot: "gmx" is gmx.de, gmx.at. */
static const char *const names[] = {
    "1und1",   "abv",        "alice",     "alice-dsl",    "aol",
    "arcor",   "bluewin",    "chello",    "directbox",    "email",
    "ewetel",  "fastmail",   "firemail",  "freenet",      "gmail",
    "gmx",     "googlemail", "hotmail",   "htp-tel",      "icloud",
    "interia", "kabelbw",    "kabelmail", "laposte",      "libero",
    "live",    "mac",        "mail",      "mailbox",      "me",
    "msn",     "netcologne", "o2",        "o2mail",       "o2online",
    "onet",    "online",     "orange",    "osnanet",      "outlook",
    "pm",      "posteo",     "proton",    "protonmail",   "rocketmail",
    "seznam",  "t-online",   "tuta",      "tutamail",     "tutanota",
    "ukr",     "unitybox",   "vodafone",  "vodafonemail", "web",
    "wanadoo", "wp",         "yahoo",     "yandex",       "ymail",
    "zoho",
};

static bool
is_for_everybody(const char *domain)
{
  g_auto(GStrv) labels = g_strsplit(domain, ".", -1);
  guint count = g_strv_length(labels);
  /* "yahoo.co.uk": the name is the third from behind. */
  guint behind = count > 2 && strlen(labels[count - 2]) <= 3 ? 3 : 2;
  for (size_t i = 0; count >= behind && i < G_N_ELEMENTS(names); i++)
    if (strcmp(labels[count - behind], names[i]) == 0 ||
        strcmp(labels[count - 2], names[i]) == 0)
      return true;
  return count < 2;
}

char *
letter_organisation(const char *address)
{
  const char *at = strrchr(address, '@');
  g_autofree char *domain = at == NULL ? NULL : g_ascii_strdown(at + 1, -1);
  return domain == NULL || is_for_everybody(domain) ? NULL
                                                    : g_steal_pointer(&domain);
}
