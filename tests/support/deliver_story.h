/* SPDX-License-Identifier: Apache-2.0
 *
 * A scratch town with one SMTP transport, a group of jobs waiting for the role
 * deliver, and the results as digest would read them.
 */
#ifndef BOTE_TESTS_SUPPORT_DELIVER_STORY_H
#define BOTE_TESTS_SUPPORT_DELIVER_STORY_H

#include <stdbool.h>

#include "queue/id.h"
#include "tests/support/scratch.h"
#include "tests/support/smtp_script.h"

typedef struct Bell Bell;
typedef struct Config Config;

enum { DELIVER_STORY_JOBS = 3 };

typedef struct DeliverStory {
  Scratch *scratch;
  char *config_path, *state;
  Config *config;
  Bell *bell; /* digest's */
  SmtpScript *server;
  Id ids[DELIVER_STORY_JOBS];
  int sent[DELIVER_STORY_JOBS], unknown[DELIVER_STORY_JOBS], last; /* results */
} DeliverStory;

/* Start the server with these rules (NULL: none), write everything.  Job i's
 * mail has the subject "job-i". */
void deliver_story_begin(DeliverStory *story, const SmtpRule *rules);

/* Read all results anew.  True when each job has one. */
bool deliver_story_read(DeliverStory *story);

/* End the server.  Returns what clients said to it, owned by the caller. */
char *deliver_story_end(DeliverStory *story);

#endif
