/* SPDX-License-Identifier: Apache-2.0
 *
 * A scratch town in this process: the built-in example town, settings, keys, a
 * clock that stands until it is told, and a digest over it with its real
 * readers (a test binary is its own role `parse`: see town_fixture_main()).
 * What tests may look for in vain afterwards is checked when it is freed: the
 * store is whole, its tallies are what would be counted, and no word that was
 * marked as personal stands anywhere outside a seal, on disk or in the log.
 */
#ifndef BOTE_TESTS_SUPPORT_TOWN_FIXTURE_H
#define BOTE_TESTS_SUPPORT_TOWN_FIXTURE_H

#include "daemon/digest/digest.h"
#include "tests/support/scratch.h"

/* 10 a.m. of Thursday, 21 May 2026, in the town. */
#define TOWN_NOW_MS INT64_C(1779350400000)
#define TOWN_MAILBOX "rathaus@musterhagen.example.org"
#define TOWN_NUMBER "+4915228817386"

typedef struct TownOptions {
  const char *reply_token;  /* NULL: "plus" */
  const char *reverse_path; /* NULL: "null" */
  const char *service;      /* state of the service report; NULL: regular */
  bool survey;              /* the service survey is at work, too */
  int child_cpu_s;          /* 0: 10 */
  const char *record;       /* address for recording; NULL: none */
  bool no_domain;           /* nobody may act by his domain alone */
  const char *channels;     /* YAML of more SMS channels; NULL: none */
  const char *quiet;        /* department in quiet mode; NULL: none */
} TownOptions;

typedef struct TownFixture {
  Scratch *scratch;
  char *clock_file, *state, *log_file;
  Config *config;
  Clock *clock;
  Digest digest;
  int64_t now_ms;
  unsigned serial;    /* of what was posted */
  GPtrArray *secrets; /* char * */
  int real_stderr;
  bool is_open;
  bool is_forced; /* the test set states by SQL: no tally tells the truth */
} TownFixture;

/* Be the role `parse` if the arguments say so (-1: they do not), and prepare
 * the test run.  The first call of each main(): without it no town opens. */
int town_fixture_main(int *argc, char ***argv);

TownFixture *town_fixture_new(const TownOptions *options);
void town_fixture_free(TownFixture *town);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TownFixture, town_fixture_free)

/* Stop and start digest, as after a crash. */
void town_fixture_close(TownFixture *town);
void town_fixture_open(TownFixture *town);

void town_fixture_advance(TownFixture *town, int64_t ms);

/* A word that must never stand anywhere in plain. */
void town_fixture_secret(TownFixture *town, const char *word);

/* Import and decide until nothing is left. */
void town_fixture_decide(TownFixture *town);
/* The same in a process of its own, which `on_state` may end, and a start of
 * digest after it.  Returns true when the process came to its end. */
bool town_fixture_decide_apart(TownFixture *town, StateListener on_state,
                               void *user);
/* Let timers run that are due. */
void town_fixture_timers(TownFixture *town);

/* The first column of the first row; "" when there is none; owned.  `sql` may
 * be freed afterwards. */
char *town_fixture_text(TownFixture *town, const char *sql);
int64_t town_fixture_count(TownFixture *town, const char *sql);
void town_fixture_assert_text(TownFixture *town, const char *sql,
                              const char *want);

/* Force what no event brings about; no tally is checked any more.  `sql` is a
 * literal. */
void town_fixture_run(TownFixture *town, const char *sql);

#endif
