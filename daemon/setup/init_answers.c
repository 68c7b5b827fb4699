/* SPDX-License-Identifier: Apache-2.0
 *
 * One row a question: its words, what is proposed, what is accepted.
 */
#include "daemon/setup/init_answers.h"

#include <stdlib.h>
#include <string.h>

#include "parsers/config/text_check.h"

typedef struct Row {
  const char *german, *english;
  const char *proposal; /* NULL: the town's name; ending in @: the address's
                           domain follows */
  const char *(*check)(const char *text);
  const char *wanted_de; /* what check() says, in German; NULL: the same */
} Row;

static const char *
check_language(const char *text)
{
  return strcmp(text, "de") == 0 || strcmp(text, "en") == 0 ? NULL : "de / en";
}

static const char *
check_form(const char *text)
{
  return strcmp(text, "sie") == 0 || strcmp(text, "du") == 0 ? NULL
                                                             : "sie / du";
}

/* Answers are put into YAML within quotation marks. */
static const char *
check_name(const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    if (*p == '"' || *p == '\\' || g_unichar_iscntrl(g_utf8_get_char(p)))
      return "without \" and \\";
  return g_utf8_strlen(text, -1) <= 100 ? NULL : "at most 100 characters";
}

/* Addresses stand in lists as well, where { , } would mean something. */
static const char *
check_address(const char *text)
{
  const char *wanted = text_check_email(text);
  if (wanted == NULL && strpbrk(text, "!#$%&'*/=?^`{|}~") != NULL)
    return "a-z 0-9 . _ + -";
  return wanted;
}

static const char name_de[] = "höchstens 100 Zeichen, ohne \" und \\";
static const char address_de[] = "eine Adresse wie amt@example.org";

static const Row rows[INIT_QUESTIONS] = {
    [INIT_LANGUAGE] = {"Sprache / language (de, en)",
                       "Language / Sprache (de, en)", "de", check_language,
                       NULL},
    [INIT_NAME] = {"Name des Ortes", "Name of the town",
                   "Musterhagen an der Wieke", check_name, name_de},
    [INIT_AGS] = {"Amtlicher Gemeindeschlüssel (8 Ziffern)",
                  "Official municipality key, AGS (8 digits)", "13999001",
                  text_check_ags, "8 Ziffern"},
    [INIT_FORM] = {"Anrede (sie, du)", "Form of address in German (sie, du)",
                   "sie", check_form, NULL},
    [INIT_ADDRESS] = {"Adresse, an die Bürger schreiben (Bote liest sie)",
                      "Address that people write to (Bote reads it)",
                      "rathaus@musterhagen.example.org", check_address,
                      address_de},
    [INIT_HOST] = {"Mailserver (IMAP und SMTP)", "Mail server (IMAP and SMTP)",
                   "mail.example.org", text_check_host,
                   "ein Rechnername wie mail.example.org oder eine IP-Adresse"},
    [INIT_DESK] = {"Adresse der Kollegen für alles, was nirgends hingehört",
                   "Address of the colleagues for what fits nowhere",
                   "zentrale@", check_address, address_de},
    [INIT_BODY] = {"Verantwortliche Stelle (DSGVO)", "Responsible body (GDPR)",
                   NULL, check_name, name_de},
    [INIT_OFFICER] = {"Adresse des Datenschutzbeauftragten",
                      "Address of the data protection officer", "datenschutz@",
                      check_address, address_de},
    [INIT_PHONE] = {"Bereitschaftsdienst (Telefon, für Gefahren)",
                    "On-call service (phone, for dangers)", "+49 30 23125 112",
                    text_check_phone,
                    "Ziffern, Leerzeichen und + - / ( ), 3 bis 30 Zeichen"},
};

/* A line without blanks around it; NULL at the end. */
static char *
read_line(FILE *in)
{
  char *line = NULL;
  size_t size = 0;
  ssize_t length = getline(&line, &size, in);
  char *text = length >= 0 && g_utf8_validate(line, length, NULL)
                   ? g_strdup(g_strstrip(line))
                   : NULL;
  bool unreadable = length >= 0 && text == NULL;
  free(line);
  return unreadable ? g_strdup("\\") : text; /* no check accepts it */
}

static char *
propose(const InitAnswers *answers, InitQuestion question, bool german)
{
  if (question == INIT_LANGUAGE)
    return g_strdup(german ? "de" : "en");
  const char *proposal = rows[question].proposal;
  if (proposal == NULL)
    return g_strdup(answers->text[INIT_NAME]);
  bool needs_domain = g_str_has_suffix(proposal, "@");
  return g_strconcat(proposal,
                     needs_domain ? init_answers_domain(answers) : NULL, NULL);
}

static char *
ask(const Row *row, char *proposal, bool german, FILE *in, FILE *out)
{
  for (;;) {
    fprintf(out, "%s [%s]: ", german ? row->german : row->english, proposal);
    (void)fflush(out); /* the answers count, not what is shown */
    g_autofree char *answer = read_line(in);
    if (answer == NULL || *answer == '\0') {
      if (answer == NULL)
        fputc('\n', out);
      return g_steal_pointer(&proposal);
    }
    const char *wanted = row->check(answer);
    if (wanted == NULL) {
      g_free(proposal);
      return g_steal_pointer(&answer);
    }
    fprintf(out,
            german ? "  geht nicht, gebraucht wird: %s\n"
                   : "  that will not do, it must be: %s\n",
            german && row->wanted_de != NULL ? row->wanted_de : wanted);
  }
}

InitAnswers *
init_answers_ask(FILE *in, FILE *out, bool german)
{
  InitAnswers *answers = g_new0(InitAnswers, 1);
  for (int i = 0; i < INIT_QUESTIONS; i++) {
    char *proposal = propose(answers, (InitQuestion)i, german);
    answers->text[i] = ask(&rows[i], proposal, german, in, out);
    if (i == INIT_LANGUAGE)
      german = init_answers_german(answers);
  }
  return answers;
}

void
init_answers_free(InitAnswers *answers)
{
  if (answers == NULL)
    return;
  for (int i = 0; i < INIT_QUESTIONS; i++)
    g_free(answers->text[i]);
  g_free(answers);
}

const char *
init_answers_domain(const InitAnswers *answers)
{
  const char *at = strrchr(answers->text[INIT_ADDRESS], '@');
  g_assert(at != NULL);
  return at + 1;
}

bool
init_answers_german(const InitAnswers *answers)
{
  return strcmp(answers->text[INIT_LANGUAGE], "de") == 0;
}
