/* SPDX-License-Identifier: Apache-2.0
 *
 * Links as gateways wrap them.
 */
#include "parsers/link_unwrap.h"

#include <string.h>

#include <glib.h>

#include "tests/support/cases.h"
#include "tests/support/cpu_time.h"

#define MAP                                                                    \
  "https://www.openstreetmap.org/?mlat=54.0924&mlon=12.0991#map=19/54.0924/"   \
  "12.0991"
#define MAP_PERCENT                                                            \
  "https%3A%2F%2Fwww.openstreetmap.org%2F%3Fmlat%3D54.0924%26mlon%3D12.0991"   \
  "%23map%3D19%2F54.0924%2F12.0991"

static const struct Row {
  const char *name, *text, *unwrapped;
} rows[] = {
    {"nothing", "Das Loch ist hier: https://example.org/?url=https%3A%2F%2Fa",
     NULL},
    {"safelinks",
     "Hier https://eur01.safelinks.protection.outlook.com/?url=" MAP_PERCENT
     "&data=05%7C01%7Cx&sdata=abc%3D&reserved=0 bitte",
     "Hier " MAP " bitte"},
    {"safelinks-sentence",
     "Hier: "
     "https://eur01.safelinks.protection.outlook.com/"
     "?url=https%3A%2F%2Fexample.org%2Fa.",
     "Hier: https://example.org/a."},
    {"safelinks-reputation",
     "https://nam02.safelinks.protection.outlook.com/"
     "GetUrlReputation?url=" MAP_PERCENT "&data=1",
     MAP},
    {"safelinks-government",
     "https://gcc02.safelinks.protection.office365.us/?url=" MAP_PERCENT, MAP},
    {"safelinks-escaped",
     "https://eur01.safelinks.protection.outlook.com/?a=1&amp;url=" MAP_PERCENT
     "&amp;data=1",
     MAP},
    {"safelinks-upper-case",
     "HTTPS://EUR01.Safelinks.Protection.Outlook.com/?Url=" MAP_PERCENT, MAP},
    {"repeated",
     "Karte: "
     "https://example.org/a<https://eur01.safelinks.protection.outlook.com/"
     "?url=https%3A%2F%2Fexample.org%2Fa&data=1> danke",
     "Karte: https://example.org/a danke"},
    {"repeated-without-scheme",
     "example.org<https://eur01.safelinks.protection.outlook.com/"
     "?url=http%3A%2F%2Fexample.org%2F&data=1>",
     "example.org"},
    {"repeated-behind-a-blank",
     "https://example.org/a "
     "<https://eur01.safelinks.protection.outlook.com/"
     "?url=https%3A%2F%2Fexample.org%2Fa>!",
     "https://example.org/a !"},
    {"both-wrapped",
     "https://eur01.safelinks.protection.outlook.com/"
     "?url=https%3A%2F%2Fexample.org%2Fa&data=1<https://"
     "eur01.safelinks.protection.outlook.com/"
     "?url=https%3A%2F%2Fexample.org%2Fa&data=2>",
     "https://example.org/a"},
    {"other-words-in-front",
     "Karte<https://eur01.safelinks.protection.outlook.com/"
     "?url=https%3A%2F%2Fexample.org%2Fa>",
     "Karte<https://example.org/a>"},
    {"proofpoint-v1",
     "https://urldefense.proofpoint.com/v1/url?u=http://www.example.org/"
     "a%3Fb%3D1&k=x",
     "http://www.example.org/a?b=1"},
    {"proofpoint-v2",
     "https://urldefense.proofpoint.com/v2/"
     "url?u=https-3A__www.example.org_maps-3Fq-3D54.09-2C12.1&d=DwMFaQ&c=x",
     "https://www.example.org/maps?q=54.09,12.1"},
    {"proofpoint-v3",
     "https://urldefense.com/v3/__https://www.example.org/a/b__;!!AbC!x$",
     "https://www.example.org/a/b"},
    {"proofpoint-v3-star",
     "https://urldefense.com/v3/__https://www.openstreetmap.org/*map=19/"
     "54.0924/12.0991__;Iw!!AbC!x$ ",
     "https://www.openstreetmap.org/#map=19/54.0924/12.0991 "},
    {"proofpoint-v3-run",
     "https://urldefense.com/v3/__https://example.org/a**Ab__;Iys-!!AbC!x$",
     "https://example.org/a#+b"},
    {"proofpoint-v3-utf-8",
     "https://urldefense.us/v3/__https://example.org/stra*e__;w58!!AbC!x$",
     "https://example.org/straße"},
    {"proofpoint-v3-one-slash",
     "https://urldefense.com/v3/__https:/www.example.org/a__;!!AbC!x$",
     "https://www.example.org/a"},
    {"google", "https://www.google.com/url?q=" MAP_PERCENT "&sa=D&usg=x", MAP},
    {"google-german", "https://www.google.de/url?sa=t&url=" MAP_PERCENT, MAP},
    {"google-maps", "https://www.google.com/maps?q=54.0924,12.0991", NULL},
    {"barracuda",
     "https://linkprotect.cudasvc.com/"
     "url?a=https%3a%2f%2fexample.org%2fa&c=E,1,x&typo=1",
     "https://example.org/a"},
    {"sophos",
     "https://"
     "eu-central-1.protection.sophos.com?d=example.org&u="
     "aHR0cHM6Ly9leGFtcGxlLm9yZy9h&i=x&t=y",
     "https://example.org/a"},
    {"sophos-padded",
     "https://eu-central-1.protection.sophos.com/"
     "?d=example.org&u=aHR0cHM6Ly9leGFtcGxlLm9yZy9hYg%3D%3D&i=x",
     "https://example.org/ab"},
    {"trend-micro",
     "https://imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/"
     "query?url=https%3a%2f%2fexample.org%2fa&umid=x",
     "https://example.org/a"},
    {"hornetsecurity",
     "https://atp.hornetsecurity.com/x?u=https%3A%2F%2Fexample.org%2Fa",
     "https://example.org/a"},
    {"cisco",
     "https://secure-web.cisco.com/1AbC-dEf/https%3A%2F%2Fexample.org%2Fa",
     "https://example.org/a"},
    {"cisco-short", "https://secure-web.cisco.com/1AbC-dEf", NULL},
    {"gmx",
     "https://deref-gmx.net/mail/client/x/dereferrer/"
     "?redirectUrl=https%3A%2F%2Fexample.org%2Fa",
     "https://example.org/a"},
    {"facebook",
     "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=x",
     "https://example.org/a"},
    {"mimecast", "https://protect-eu.mimecast.com/s/AbCd?domain=example.org",
     NULL},
    {"nested",
     "https://eur01.safelinks.protection.outlook.com/"
     "?url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Fexample.org%2Fa_"
     "_%3B!!AbC!x%24&data=1",
     "https://example.org/a"},
    /* What must stay. */
    {"sophos-broken", "https://eu.protection.sophos.com/?u=aHR0c", NULL},
    {"no-link-within", "https://www.google.com/url?q=javascript:alert(1)",
     NULL},
    {"blank-within",
     "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F%20a", NULL},
    {"line-feed-within",
     "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F%0Aa", NULL},
    {"nul-within", "https://www.google.com/url?q=https%3A%2F%2Fexample.org%00",
     NULL},
    {"broken-percent",
     "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2", NULL},
    {"broken-utf-8",
     "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F%FF", NULL},
    {"look-alike",
     "https://evilsafelinks.protection.outlook.com.example.org/"
     "?url=https%3A%2F%2Fa",
     NULL},
    {"broken-v3", "https://urldefense.com/v3/__https://example.org", NULL},
    {"stars-without-bytes",
     "https://urldefense.com/v3/__https://example.org/***__;!!x",
     "https://example.org/"},
};

static void
test_link_unwrap(gconstpointer data)
{
  const struct Row *row = data;
  g_autofree char *text = link_unwrap(row->text);
  g_assert_cmpstr(text, ==,
                  row->unwrapped == NULL ? row->text : row->unwrapped);
}

/* No link is looked at twice. */
static void
test_link_unwrap_is_linear(void)
{
  g_autoptr(GString) many = g_string_new(NULL);
  for (int i = 0; i < 20000; i++)
    g_string_append(many, "<https://www.google.com/url?q=https:");
  gint64 begin = cpu_time_us();
  g_autofree char *text = link_unwrap(many->str);
  g_assert_cmpint(cpu_time_us() - begin, <, G_USEC_PER_SEC);
  g_assert_cmpstr(text, ==, many->str);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/parsers/link-unwrap", rows, test_link_unwrap);
  g_test_add_func("/parsers/link-unwrap/linear", test_link_unwrap_is_linear);
  return g_test_run();
}
