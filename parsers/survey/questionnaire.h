/* SPDX-License-Identifier: Apache-2.0
 *
 * A questionnaire as it was read from an XLSForm: what is asked, in the words
 * of each language, and who may answer when.  Plain data that never changes
 * once it is read.  Tables of texts are language -> text, of some languages
 * only.
 */
#ifndef BOTE_PARSERS_SURVEY_QUESTIONNAIRE_H
#define BOTE_PARSERS_SURVEY_QUESTIONNAIRE_H

#include <glib.h>
#include <stdbool.h>

typedef struct Expression Expression; /* expression.h */

enum {
  SURVEY_QUESTIONS_MAX = 200, /* nobody answers more */
  SURVEY_CHOICES_MAX = 99,    /* of one question; two digits to type */
};

/* XLSForm's types of a question. */
typedef enum SurveyType {
  SURVEY_SELECT_ONE,
  SURVEY_SELECT_MULTIPLE,
  SURVEY_INTEGER,
  SURVEY_DECIMAL,
  SURVEY_RANGE, /* from `start` to `end` by `step` */
  SURVEY_TEXT,
  SURVEY_DATE,
  SURVEY_NOTE, /* read only: nothing is answered */
} SurveyType;

/* "select_one", …: as the column `type` has it, without the list's name. */
const char *survey_type_to_string(SurveyType type);

/* Who may answer. */
typedef enum SurveyAccess {
  SURVEY_ACCESS_OPEN,    /* anybody, as often as he likes */
  SURVEY_ACCESS_CONTACT, /* once from each number and address */
  SURVEY_ACCESS_INVITED, /* who was invited, once */
  SURVEY_ACCESS_CODE,    /* who has a participation code, once for each */
} SurveyAccess;

const char *survey_access_to_string(SurveyAccess access);

/* How people are addressed: "Sie" and "Du" are two sets of texts. */
typedef enum SurveyForm {
  SURVEY_FORM_TOWN, /* as the town does */
  SURVEY_FORM_SIE,
  SURVEY_FORM_DU,
} SurveyForm;

typedef struct SurveyChoice {
  char *name;         /* what is stored */
  GHashTable *labels; /* what is shown */
  GHashTable *shorts; /* the same by SMS, where it differs (`sms::…`) */
  unsigned quota;     /* responses with it at most; 0: as many as come */
} SurveyChoice;

/* A list of choices (sheet `choices`). */
typedef struct SurveyList {
  char *name;
  GPtrArray *choices; /* SurveyChoice * */
} SurveyList;

typedef struct SurveyGroup {
  char *name;
  GHashTable *labels;   /* of a section; may be empty */
  Expression *relevant; /* NULL: always */
  int parent;           /* place in `groups` of the one around it; -1: none */
} SurveyGroup;

typedef struct SurveyQuestion {
  SurveyType type;
  char *name;
  GHashTable *labels, *shorts, *hints, *constraint_messages;
  const SurveyList *list; /* of the two kinds of select; else NULL */
  bool required;          /* else it may be skipped */
  bool is_stars; /* range 1 to 5 with appearance `rating`: 5 is the best, and
                    the question says so */
  Expression *relevant, *constraint; /* NULL: always; anything */
  double start, end, step;           /* of a range */
  int group;                         /* place in `groups`; -1: none */
  int row;                           /* in its sheet or file, from 1 */
} SurveyQuestion;

typedef struct Questionnaire {
  char *id;             /* form_id: letters, digits, "_" and "-" */
  char *version;        /* NULL: none */
  GHashTable *titles;   /* form_title */
  GPtrArray *languages; /* char *, BCP 47; the first one is the default */
  char *keyword;        /* by which an SMS takes part; NULL: none */
  char *opens, *closes; /* "2026-05-21 08:00", the town's time; NULL: by hand */
  char *target_group;   /* whom it is for, for the public; NULL: all */
  SurveyAccess access;
  SurveyForm form;
  bool anonymous;       /* nothing joins person and answers after closing */
  bool shows_result;    /* live, to everybody who asks */
  unsigned quota;       /* responses at most; 0: as many as come */
  unsigned wave;        /* of the same survey, from 1 */
  GPtrArray *lists;     /* SurveyList * */
  GPtrArray *groups;    /* SurveyGroup *, each after the one around it */
  GPtrArray *questions; /* SurveyQuestion *, in their order */
} Questionnaire;

/* An empty questionnaire: nothing is set, all lists are there. */
Questionnaire *questionnaire_new(void);
void questionnaire_free(Questionnaire *questionnaire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Questionnaire, questionnaire_free)

/* Add something empty at the end of its list; borrowed.  A question and a group
 * stand in no group. */
SurveyList *questionnaire_add_list(Questionnaire *questionnaire,
                                   const char *name);
SurveyChoice *survey_list_add(SurveyList *list, const char *name);
SurveyGroup *questionnaire_add_group(Questionnaire *questionnaire,
                                     const char *name);
SurveyQuestion *questionnaire_add_question(Questionnaire *questionnaire,
                                           SurveyType type, const char *name);

/* Look-ups, borrowed; NULL: there is none. */
const SurveyList *questionnaire_list(const Questionnaire *questionnaire,
                                     const char *name);
const SurveyQuestion *questionnaire_question(const Questionnaire *questionnaire,
                                             const char *name);
/* The place of a question among all; -1: there is none. */
int questionnaire_place(const Questionnaire *questionnaire, const char *name);
const SurveyChoice *survey_list_choice(const SurveyList *list,
                                       const char *name);

/* A text in `language`, else in its main language ("de" for "de-simple"), else
 * in the questionnaire's first; NULL: the table is empty.  Borrowed. */
const char *survey_text(const Questionnaire *questionnaire, GHashTable *texts,
                        const char *language);

/* What an SMS says: the short text where there is one, else the label, else the
 * name.  Borrowed. */
const char *survey_question_short(const Questionnaire *questionnaire,
                                  const SurveyQuestion *question,
                                  const char *language);
const char *survey_choice_short(const Questionnaire *questionnaire,
                                const SurveyChoice *choice,
                                const char *language);
/* The label, else the name.  Borrowed. */
const char *survey_choice_label(const Questionnaire *questionnaire,
                                const SurveyChoice *choice,
                                const char *language);

#endif
