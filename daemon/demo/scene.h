/* SPDX-License-Identifier: Apache-2.0
 *
 * A scene of the demo: a table of steps, each something that a person does or
 * sees.  Nothing in it knows how Bote works inside.
 */
#ifndef BOTE_DAEMON_DEMO_SCENE_H
#define BOTE_DAEMON_DEMO_SCENE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum DemoAct {
  DEMO_MAIL,       /* who writes a mail to the town: subject, text */
  DEMO_PHOTO_MAIL, /* the same with the built-in photo */
  DEMO_LETTER,     /* who sends, about `subject`, the letter `text` as a mail
                      program wrote it: a file of templates/demo/letters */
  DEMO_REPLY,      /* who replies to his last mail (of: to that person's) */
  DEMO_BUTTON,     /* who presses the button `subject` of his last mail and
                      puts `text` in place of the placeholder */
  DEMO_AUTO_REPLY, /* who's mail program answers by itself */
  DEMO_SMS,        /* who sends an SMS: text */
  DEMO_ADVANCE,    /* `count` minutes pass */
  DEMO_MORNING,    /* it is ten to eight, `count` days later */
  DEMO_KILL,       /* the role `subject` dies by SIGKILL */
  DEMO_GET,        /* who gets a mail: subject and text hold these words */
  DEMO_SEE_PHOTO,  /* the last mail of who shows a picture in its text */
  DEMO_LACKS,      /* the last mail of who does not hold `text` */
  DEMO_GET_SMS,    /* who gets an SMS that holds `text` */
  DEMO_RECEIPT,    /* the town took the receipt for the last SMS of who */
  DEMO_SETTLE,     /* wait until everything before has had its effect: who
                      asks for help about his last mail and gets it */
  DEMO_NONE,       /* who has got no such mail since the scene began */
  DEMO_NONE_SMS,   /* who has got no such SMS since the scene began */
  DEMO_ONCE,       /* who has got exactly one such mail, by Message-ID */
  DEMO_CHANGE,     /* in a copy of the town directory, %T, the file `subject`
                      reads `text` ("this => that") */
  DEMO_COMMAND,    /* the administrator calls bote with the words of `subject`;
                      what it prints holds `text` */
} DemoAct;

/* "%N" in texts is the number of the scene's ticket, known from the first mail
 * or SMS got that names one.  Mails expected later must bear it.  "%D" is the
 * demo's directory, "%T" a copy of the town's in it. */
typedef struct DemoStep {
  DemoAct act;
  const char *who;     /* id of a person */
  const char *subject; /* see the acts */
  const char *text;
  const char *of; /* DEMO_REPLY: whose mail; NULL: his own */
  int count;
  bool is_other; /* DEMO_GET: the mail is about a report of another number */
  const char *say_de, *say_en; /* commentary before the step; NULL: none */
} DemoStep;

typedef struct DemoScene {
  const char *id;
  const char *title_de, *title_en;
  const DemoStep *steps;
  size_t step_count;
} DemoScene;

/* In the order in which they are played, ended by NULL. */
extern const DemoScene *const demo_scenes[];

extern const DemoScene demo_scene_photo_report, demo_scene_department_solves,
    demo_scene_desk_undo, demo_scene_question_and_answer,
    demo_scene_wrong_department, demo_scene_desk_not_fixed,
    demo_scene_out_of_office, demo_scene_stranger, demo_scene_english,
    demo_scene_phone_photo, demo_scene_html_only, demo_scene_rich_text,
    demo_scene_forwarded, demo_scene_desk_forward, demo_scene_sms_report,
    demo_scene_desk_call, demo_scene_kill, demo_scene_stop_by_sms,
    demo_scene_desk_danger, demo_scene_desk_objection, demo_scene_desk_external,
    demo_scene_ticket_route, demo_scene_ticket_replay,
    demo_scene_ticket_escalation, demo_scene_ticket_place_sms,
    demo_scene_ticket_place_mail, demo_scene_ticket_choice,
    demo_scene_ticket_duplicate, demo_scene_survey_answers;

#endif
