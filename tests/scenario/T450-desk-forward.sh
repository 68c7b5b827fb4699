#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Forwards over real servers: the mayor passes on what a citizen wrote to him,
# with a note and a photo; the citizen hears of it, the department works, the
# note stays within.  A citizen passes on what another one wrote: it is his.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE kunz=buergermeister@$TOWN"

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
silent_about() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }
tells() { ask ticket show "$NUMBER" | grep -qF "\"what\":\"$1\""; }
contacts() { [ "$(ask contact list | grep -c '"channel":"mail"')" -eq "$1" ]; }
verified() { ask contact list | grep -q '"verified":true'; }

talk_make
mail_tool jpeg 320 240 >"$D/photo.jpg"
ok "all roles start" talk_start

person_write kunz "rathaus@$TOWN" --subject "WG: Schlagloch" --photo "$D/photo.jpg" <<TEXT
Der ruft dauernd an, bitte schnell.

-----Ursprüngliche Nachricht-----
Von: Weber, Jonas <weber@example.com>
Gesendet: Samstag, 3. Mai 2025 08:14
An: Herr Bürgermeister Kunz <buergermeister@$TOWN>
Betreff: Schlagloch

Sehr geehrter Herr Bürgermeister,

vor der Gartenstr. 12 ist ein tiefes Schlagloch.
TEXT
gets "the writer hears of it" weber "Eingang bestätigt"
NUMBER=$(number_of)
ok "when he wrote, and to whom" \
  says "Ihre Nachricht vom 03.05.2025 an Herrn Bürgermeister Kunz wurde an uns weitergegeben."
ok "by his name" says "Guten Tag Jonas Weber"
ok "nothing of what he wrote" silent_about "Sehr geehrter"
ok "nothing of the note" silent_about "dauernd"
gets "the mayor gets a line" kunz "Weitergeleitete Nachricht"
ok "with the number" says "hat die Nummer $NUMBER"
gets "the department gets the ticket" tiefbau "$NUMBER"
ok "with the writer's words" says "ist ein tiefes Schlagloch."
ok "with the note" says "Der ruft dauernd an, bitte schnell."
ok "with the photo" [ -n "$(mail_tool photo "$MAIL")" ]
ok "without his address" silent_about "weber@"
TICKET=$MAIL
ok "who passed it on stands in the history" tells passed-on
ok "the only one known is the writer" contacts 1
not_verified() { ! verified; }
ok "who is not verified" not_verified

MAIL=$TICKET
person_reply tiefbau <<<'#erledigt
Das Loch ist zu.'
gets "the department gets its transcript" tiefbau "verstanden"
talk_pass 31
gets "the writer hears that it is done" weber "erledigt"
ok "with the department's words" says "Das Loch ist zu."
ok "and without the note" silent_about "dauernd"
person_reply weber <<<'Nein, es ist noch da.'
gets "his answer reaches the department" tiefbau "$NUMBER"
ok "and proves his address" until_true 30 verified

person_write anna "rathaus@$TOWN" --subject "WG: Laterne" <<TEXT
Das schrieb mir ein Nachbar.

---------- Forwarded message ---------
Von: Bruno Thal <thal@example.net>
Date: So., 4. Mai 2025 um 08:14 Uhr
Subject: Laterne
To: <anna@example.org>

In der Lindenstr. 3 ist die Laterne aus.

Bruno Thal
TEXT
gets "of anybody else it is his own" anna "Eingang bestätigt"
gets "the firm in charge gets the ticket" stadtwerke "Neu:"
ok "with the neighbour's words" says "ist die Laterne aus."
ok "not with his name" silent_about "Thal"
ok "nobody writes to him" nothing_else others
ok "he is not known" contacts 2
ok "no word and no name is in the log" bash -c "! grep -Eq 'dauernd|Thal|weber@' '$D/log'"
done_testing
