#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Other rules tried on the mails of a living town, then put in force, over real
# servers: what the replay promised is what happens.  The town's tickets for
# other programs tell the same.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
department_is() { ask ticket show "$1" | grep -qF "\"department\":\"$2\""; }
# What the administrator sees of the mails that lie in the mailbox's folders.
replayed() {
  "$BOTE" replay --config "$D/bote/bote.yaml" --json "$D/old" "$@" >"$D/replayed" 2>"$D/replay.err" ||
    { sed 's/^/# /' "$D/replay.err"; return 1; }
}
told() { jq -rs "$1" "$D/replayed"; }
save_mails() {
  local folder=$D/mail/rathaus/.Bote.Erledigt
  rm -rf "$D/old"
  mkdir -p "$D/old"
  find "$folder"/{cur,new} -type f -exec cp {} "$D/old" \; 2>/dev/null
  [ "$(find "$D/old" -type f | wc -l)" -eq 2 ]
}

talk_make
ok "all roles start" talk_start
person_write weber "rathaus@$TOWN" --subject "Laterne" <<TEXT
Die Laterne vor der Gartenstr. 4 flackert.
TEXT
gets "a lamp is reported" weber "Eingang bestätigt"
LAMP=$(number_of)
ok "and is the municipal works'" department_is "$LAMP" stadtwerke
person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<TEXT
In der Gartenstr. 12 ist ein tiefes Schlagloch in der Fahrbahn.
TEXT
gets "so is a hole" anna "Eingang bestätigt"
ok "the mails are saved" until_true 20 save_mails

ok "they are replayed" replayed
ok "as they were decided" [ "$(told '[.[].became[0].department] | sort | join(" ")')" = "stadtwerke tiefbau" ]
cp -r "$D/bote/town" "$D/next"
sed -i 's/^  department: stadtwerke$/  department: tiefbau/' "$D/next/categories.yaml"
ok "other rules are tried" replayed --against "$D/next"
ok "one mail would go elsewhere" [ "$(told length)" = 1 ]
ok "the lamp" [ "$(told '.[0].subject')" = Laterne ]
ok "to the civil engineers" [ "$(told '.[0].differs[] | select(.what == "department") | .is')" = tiefbau ]
ok "the living town did not notice" department_is "$LAMP" stadtwerke

cp "$D/next/categories.yaml" "$D/bote/town/categories.yaml"
talk_stop
# Whose address is not proved gets one answer an hour.
talk_pass 61
ok "the rules are put in force" talk_start
person_write weber "rathaus@$TOWN" --subject "Noch eine Laterne" <<TEXT
Auch die Laterne in der Hafenstr. 7 ist aus.
TEXT
gets "the next lamp" weber "Eingang bestätigt"
ok "goes where the replay said" department_is "$(number_of)" tiefbau
"$BOTE" export tickets --format jsonl --config "$D/bote/bote.yaml" >"$D/tickets"
ok "all three are written for other programs" [ "$(jq -rs '[.[].department] | join(" ")' "$D/tickets")" = "stadtwerke tiefbau tiefbau" ]
ok "with where they are" [ "$(jq -rs '[.[].place] | join(", ")' "$D/tickets")" = "Gartenstr. 4, Gartenstr. 12, Hafenstr. 7" ]
ok "without who wrote them or what" bash -c "! grep -Eq 'flackert|anna|weber' '$D/tickets'"
"$BOTE" export tickets --format geojson --department tiefbau --config "$D/bote/bote.yaml" >"$D/map"
ok "as a map, too" [ "$(jq '.features | length' "$D/map")" = 2 ]
ok "no word is in the log" bash -c "! grep -Eq 'Schlagloch|anna@|weber@' '$D/log'"
done_testing
