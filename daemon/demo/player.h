/* SPDX-License-Identifier: Apache-2.0
 *
 * Plays the scenes of the demo: does what people do, waits for what they would
 * see, and keeps the roles alive meanwhile.
 */
#ifndef BOTE_DAEMON_DEMO_PLAYER_H
#define BOTE_DAEMON_DEMO_PLAYER_H

#include "daemon/demo/say.h"
#include "daemon/demo/scene.h"
#include "daemon/supervise/supervise.h"

/* Where %T lies in the demo's directory. */
#define DEMO_NEXT_TOWN "town-next"

typedef struct DemoPlayer {
  const DemoTown *town;
  Supervisor *supervisor;
  const DemoSay *say;
  bool german;
  int pause_ms; /* after each sentence of the story; 0: none */

  /* Of the scene that is played. */
  char *number;       /* of its ticket; NULL: not known yet */
  GHashTable *seen;   /* "kaya/ID" of mails, "lind/3" of SMS */
  GHashTable *before; /* the same, of earlier scenes */
  GHashTable *last;   /* id of a person -> DemoMail *, the last one got */
  GHashTable *ids;    /* set of Message-IDs, while they are counted */
  char *why;          /* the step that failed, in words */
} DemoPlayer;

/* All borrowed; they outlive the player. */
void demo_player_init(DemoPlayer *player, const DemoTown *town,
                      Supervisor *supervisor, const DemoSay *say);
void demo_player_clear(DemoPlayer *player);

/* Wait until the roles take messages; false after 15 s, or when the user ended
 * the demo. */
bool demo_player_wait_ready(DemoPlayer *player);

/* Play one scene; false when a step had not the effect it should. */
bool demo_player_play(DemoPlayer *player, const DemoScene *scene);

/* Does `condition` hold within so many real milliseconds?  The roles are looked
 * after meanwhile. */
typedef bool (*DemoCondition)(DemoPlayer *player, const DemoStep *step);
bool demo_player_wait(DemoPlayer *player, const DemoStep *step,
                      DemoCondition condition, int wait_ms);

/* One step, of a table by act: player_write.c, player_look.c and
 * player_machine.c. */
bool demo_step_write(DemoPlayer *player, const DemoStep *step);
bool demo_step_look(DemoPlayer *player, const DemoStep *step);
bool demo_step_machine(DemoPlayer *player, const DemoStep *step);

/* `text` with what %N, %D and %T stand for; owned by the caller. */
char *demo_player_fill(const DemoPlayer *player, const char *text);
/* "Ayşe Kaya → Stadt", or the other way; owned by the caller. */
char *demo_player_way(const DemoPlayer *player, const DemoPerson *person,
                      bool to_town);
/* A subject without "Re:" and the tag with the number; borrowed. */
const char *demo_player_topic(const char *subject);
/* The clock of the story. */
int64_t demo_player_now_ms(const DemoPlayer *player);
bool demo_player_fail(DemoPlayer *player, const DemoStep *step,
                      const char *why);

#endif
