/* SPDX-License-Identifier: Apache-2.0
 *
 * A town: what its administration decides, read from the files of the town
 * directory (town.yaml, departments.yaml, categories.yaml, perhaps danger.yaml
 * and letters.yaml) as plain data, which never changes.  Machine settings stand
 * in settings.h.  Strings without a default may be NULL; lists and maps never.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_H
#define BOTE_PARSERS_CONFIG_TOWN_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/department.h"
#include "parsers/config/problems.h"
#include "parsers/config/town_phase.h"

typedef enum TownForm { TOWN_FORM_SIE, TOWN_FORM_DU } TownForm;

typedef struct TownContact {
  char *name, *address, *email, *phone;
} TownContact;

/* What may be kept how long. */
typedef struct TownRetention {
  int raw_mail_days;  /* raw messages and attachments as received */
  int message_months; /* tickets and their texts, after closing */
  int sms_days;       /* raw SMS and their logs */
  int hold_days;      /* what nobody decided in `hold`, or was discarded */
  int contact_months; /* a person without any open matter */
  int log_days;       /* logs of the machine */
} TownRetention;

typedef struct TownOnCall {
  char *phone, *text; /* told to people in danger besides 112 and 110 */
  int minutes;        /* until the next person on the roster is alarmed */
} TownOnCall;

typedef struct Category {
  char *id;
  GHashTable *names;     /* language -> name */
  GPtrArray *words;      /* char *: of all languages; ~ weak (town_route.h) */
  GPtrArray *folded;     /* char *: `words` folded for matching (town_fold.h) */
  char *department;      /* id, exists */
  GHashTable *districts; /* district -> id of its own (town_charge.h) */
  int deadline_days;     /* working days; 0: none */
  bool place_needed, photo_needed; /* ask for one when there is none */
  bool publish;                    /* may be proposed for the public map */
  GHashTable *sentence; /* language -> standard sentence for an empty text */
  GHashTable *done;     /* language -> a word for it: "repariert" */
} Category;

/* A question that people ask, and the town's own answer. */
typedef struct Faq {
  char *id;
  GHashTable *question; /* language -> as people would ask it */
  GHashTable *answer;   /* language -> text */
  GPtrArray *words;     /* char *: other words for it, of all languages */
  char *department;     /* id: whose person takes over; NULL: the desk */
} Faq;

typedef struct Town {
  char *name, *short_name; /* the short one in subjects and SMS; or NULL */
  char *ags;               /* Amtlicher Gemeindeschlüssel, 8 digits */
  GPtrArray *languages;    /* char *: the first one is the default */
  TownForm form;
  char *timezone, *address; /* NULL: the settings'; the desk's mailbox */
  char *desk; /* id of the department that gets what fits nowhere */
  int split_above, route_above; /* per cent: report_split.h, town_choice.h */
  bool confirm_addresses;       /* a department's gets tickets after its OK */
  TownContact responsible_body, data_protection_officer; /* GDPR 4(7), 37 */
  char *privacy_url, *privacy_short; /* the short one in SMS; or NULL */
  TownOnCall on_call;
  TownRetention retention;
  GPtrArray *council;        /* char *: addresses, domains (town_council.h) */
  GPtrArray *monthly_report; /* char *: get it of the whole town */
  GPtrArray *holidays; /* char *: of this municipality alone (holiday.h) */
  GPtrArray *closed;   /* ClosedDays *: by the town's decision (closing.h) */
  GPtrArray *services; /* TownService * */
  GPtrArray *departments, *categories;  /* of these, in their file's order */
  GPtrArray *faq;                       /* Faq *, in the file's order */
  GPtrArray *surveys;                   /* Questionnaire * (town_surveys.h) */
  struct OncallRoster *oncall;          /* oncall.csv (oncall.h) */
  struct TownIndex *index, *stem_index; /* of all words and of their stems */
  struct DangerTable *danger;           /* shipped and own (danger/danger.h) */
  struct LetterTable *letters;          /* the same (letter/letter.h) */
  struct Wishes *wishes;                /* of citizens (wish/wish.h) */
  struct Districts *districts;          /* geo/districts.h; NULL: none needed */
  struct Districts *neighbours;         /* what is not the town's; or NULL */
  GPtrArray *responsible;               /* Responsible * (town_elsewhere.h) */
} Town;

/* Read a town from the files of its directory.
 * files     char * (name, "town.yaml") -> GBytes *; NULL for one that cannot be
 *           read, which the caller tells.
 * problems  gets everything that is wrong in all files at once, also what does
 *           not fit together and what the law makes obligatory.
 * Returns the town, the caller's; NULL exactly when problems were added. */
Town *town_parse(GHashTable *files, Problems *problems);
/* Without the tables and districts: for who judges no text; much faster. */
Town *town_parse_plain(GHashTable *files, Problems *problems);
void town_free(Town *town);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Town, town_free)

/* Look-ups, borrowed; NULL: there is none.  The office is that of `desk`. */
const Department *town_office(const Town *town);
const Department *town_department(const Town *town, const char *id);
const Category *town_category(const Town *town, const char *id);
const TownService *town_service(const Town *town, const char *name);

/* The state of a service at a moment, "2026-05-21 08:14" (town_phase.h): off
 * when it is not listed. */
ServiceState town_service_state(const Town *town, const char *name,
                                const char *moment);

/* The first department that lists an address; NULL: none. */
const Department *town_department_of(const Town *town, const char *address);

/* Its name in `language` (BCP 47), else in its main language ("de" for
 * "de-simple"), else in the town's first, else its id; borrowed.  Chosen alike:
 * the standard sentence and the word for done, NULL where there is none. */
const char *category_name(const Town *town, const Category *category,
                          const char *language);
const char *category_sentence(const Town *town, const Category *category,
                              const char *language);
const char *category_done(const Town *town, const Category *category,
                          const char *language);

#endif
