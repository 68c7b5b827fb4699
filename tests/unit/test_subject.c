/* SPDX-License-Identifier: Apache-2.0
 *
 * Subjects with the prefixes of mail programs and the marks of gateways.
 */
#include "parsers/subject.h"

#include <glib.h>

#define NONE SUBJECT_PREFIX_NONE
#define REPLY SUBJECT_PREFIX_REPLY
#define FORWARD SUBJECT_PREFIX_FORWARD
#define EITHER SUBJECT_PREFIX_EITHER

static const struct {
  const char *subject, *base;
  SubjectPrefix prefix;
} base_rows[] = {
    {"Schlagloch", "Schlagloch", NONE},
    {"  Schlagloch \t", "Schlagloch", NONE},
    {"", "", NONE},
    {"AW: Schlagloch", "Schlagloch", REPLY},
    {"aw:Schlagloch", "Schlagloch", REPLY},
    {"WG: Schlagloch", "Schlagloch", FORWARD},
    {"WG: AW: Schlagloch", "Schlagloch", FORWARD},
    {"AW: WG: Schlagloch", "Schlagloch", REPLY},
    {"Re[2]: Schlagloch", "Schlagloch", REPLY},
    {"RE[17]: Re(3): re^4: Schlagloch", "Schlagloch", REPLY},
    {"Re2: Schlagloch", "Schlagloch", REPLY},
    {"AW (2): Schlagloch", "Schlagloch", REPLY},
    {"RE : Nid de poule", "Nid de poule", REPLY},
    {"TR\302\240: Nid de poule", "Nid de poule", FORWARD},
    {"Réf. : Nid", "Nid", REPLY},
    {"Fw: Fwd: FW: hole", "hole", FORWARD},
    {"RV: bache", "bache", FORWARD},
    {"SV: hul", "hul", REPLY},
    {"VB: hul", "hul", FORWARD},
    {"VS: kuoppa", "kuoppa", EITHER},
    {"VL: kuoppa", "kuoppa", FORWARD},
    {"Antw: Betr.: gat", "Betr.: gat", REPLY},
    {"Doorst: gat", "gat", FORWARD},
    {"Odp: dziura", "dziura", REPLY},
    {"PD: dziura", "dziura", FORWARD},
    {"Ynt: çukur", "çukur", REPLY},
    {"YNT: İLT: çukur", "çukur", REPLY},
    {"İLT: çukur", "çukur", FORWARD},
    {"R: buca", "buca", REPLY},
    {"I: buca", "buca", FORWARD},
    {"RES: buraco", "buraco", REPLY},
    {"ENC: buraco", "buraco", FORWARD},
    {"Vá: gödör", "gödör", REPLY},
    {"VÁ: TOV: gödör", "gödör", REPLY},
    {"Отв: яма", "яма", REPLY},
    {"Пересл: яма", "яма", FORWARD},
    {"回复：坑", "坑", REPLY},
    {"Re：転送：穴", "穴", REPLY},
    {"转发: 坑", "坑", FORWARD},
    {"رد: حفرة", "حفرة", REPLY},
    {"إعادة توجيه: حفرة", "حفرة", FORWARD},
    {"[EXTERN] Schlagloch", "Schlagloch", NONE},
    {"[EXTERN]Schlagloch", "Schlagloch", NONE},
    {"AW: [EXTERN] AW: Schlagloch", "Schlagloch", REPLY},
    {"[EXT] WG: [External] Schlagloch", "Schlagloch", FORWARD},
    {"(extern) Schlagloch", "Schlagloch", NONE},
    {"{EXTERN} Schlagloch", "Schlagloch", NONE},
    {"<Extern> Schlagloch", "Schlagloch", NONE},
    {"EXTERN: Schlagloch", "Schlagloch", NONE},
    {"*** EXTERN *** Schlagloch", "Schlagloch", NONE},
    {"[EXTERNE E-MAIL] Schlagloch", "Schlagloch", NONE},
    {"[EXTERNAL EMAIL] - hole", "- hole", NONE},
    {"[CAUTION: EXTERNAL] hole", "hole", NONE},
    {"***SPAM*** Schlagloch", "Schlagloch", NONE},
    {"***** SPAM ***** AW: Schlagloch", "Schlagloch", REPLY},
    {"[SPAM?] Schlagloch", "Schlagloch", NONE},
    {"{Spam?} {Disarmed} Schlagloch", "Schlagloch", NONE},
    {"[Spam-Verdacht] Schlagloch", "Schlagloch", NONE},
    {"[**SPAM**] Schlagloch", "Schlagloch", NONE},
    {"Schlagloch [EXTERN]", "Schlagloch", NONE},
    {"AW: Schlagloch [EXTERN] (fwd)", "Schlagloch", REPLY},
    {"hole (fwd)", "hole", FORWARD},
    {"[signed OK] [secure] Schlagloch", "Schlagloch", NONE},
    {"AW:", "", REPLY},
    {"[EXTERN]", "", NONE},
    /* What is the writer's own stays. */
    {"[schlagloch] Bahnhofstraße", "[schlagloch] Bahnhofstraße", NONE},
    {"AW: [schlagloch] Bahnhofstraße", "[schlagloch] Bahnhofstraße", REPLY},
    {"(wieder) Schlagloch", "(wieder) Schlagloch", NONE},
    {"Externe Sitzung", "Externe Sitzung", NONE},
    {"[Spam auf der Webseite] Hinweis", "[Spam auf der Webseite] Hinweis",
     NONE},
    {"Rechnung: offen", "Rechnung: offen", NONE},
    {"Re-Pflasterung: wann", "Re-Pflasterung: wann", NONE},
    {"Antwort auf Ihr Schreiben", "Antwort auf Ihr Schreiben", NONE},
    {"12: Laterne", "12: Laterne", NONE},
    {"[EXTERN", "[EXTERN", NONE},
    {"Laterne [Ecke Ring]", "Laterne [Ecke Ring]", NONE},
};

static void
test_subject_base(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(base_rows); i++) {
    SubjectPrefix prefix = NONE;
    g_autofree char *base = subject_base(base_rows[i].subject, &prefix);
    if (g_strcmp0(base, base_rows[i].base) != 0)
      g_test_message("%s", base_rows[i].subject);
    g_assert_cmpstr(base, ==, base_rows[i].base);
    g_assert_cmpint(prefix, ==, base_rows[i].prefix);
    g_assert_cmpint(subject_is_forward(base_rows[i].subject), ==,
                    base_rows[i].prefix == FORWARD);
  }
  g_autofree char *none = subject_base(NULL, NULL);
  g_assert_cmpstr(none, ==, "");
}

/* Bases are bases, however often they are asked for. */
static void
test_subject_is_idempotent(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(base_rows); i++) {
    SubjectPrefix prefix = NONE;
    g_autofree char *again = subject_base(base_rows[i].base, &prefix);
    g_assert_cmpstr(again, ==, base_rows[i].base);
    g_assert_cmpint(prefix, ==, NONE);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/subject/base", test_subject_base);
  g_test_add_func("/parsers/subject/idempotent", test_subject_is_idempotent);
  return g_test_run();
}
