#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Tickets for other programs: all of them, page by page, in three formats,
# without a word of what anybody wrote.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/town.sh"
D=$(mktemp -d /tmp/bote-XXXXXX)
trap 'town_stop; rm -rf "$D"' EXIT
cd "$D" || exit 1
MANY=230 # more than a page

town_make "$D"
export BOTE_CONFIG=$D/bote.yaml
take() { town_mail "$D" "$1" "$2" "$3" | "$BOTE" ingest; }
says() { grep -qF -- "$1" out || { head -3 out; sed 's/^/# /' err; return 1; }; }
lacks() { ! grep -qF -- "$1" out; }
is_done() { [ "$("$BOTE" export tickets 2>/dev/null | wc -l)" -gt "$1" ]; }

town_start "$D" digest
ok "digest starts" until_true 20 code 0 "$BOTE" inbox list
code 0 "$BOTE" export tickets
ok "an empty town is a heading" [ "$(wc -l <out)" -eq 1 ]
take "Quitta Quittenbaum <quitta@example.net>" Laterne lamp <<<"Die Laterne vor der Gartenstr. 4 flackert, sagt Quitta."
take "Hans <hans@example.net>" "Anzeige" law <<<"Hiermit lege ich Widerspruch gegen den Bescheid vom 3. Mai ein. Ich wohne Lindenstr. 3."
ok "two letters become tickets" until_true 20 is_done 2
ok "as CSV" code 0 "$BOTE" export tickets
ok "with category, department and place" says ",beleuchtung,stadtwerke,mail,de,"
ok "and where it is" says ",Gartenstr. 4,"
ok "nobody's words or names" lacks Quitta
ok "nor of what is confidential where it was" lacks Lindenstr
code 0 "$BOTE" export tickets --format geojson
ok "as GeoJSON" [ "$(jq '.features | length' out)" -eq 2 ]
code 0 "$BOTE" export tickets --format jsonl --department stadtwerke
ok "of one department" [ "$(jq -r .category out)" = beleuchtung ]
code 0 "$BOTE" export tickets --until 2020-01-01
ok "of a time without any" [ "$(wc -l <out)" -eq 1 ]
ok "a day that is none is told" code 64 "$BOTE" export tickets --since 21.5.2026
ok "and a format that is none" code 64 "$BOTE" export tickets --format xlsx

for i in $(seq $MANY); do
  take "p$i <p$i@example.net>" "Müll $i" "m$i" <<<"Sperrmüll vor der Gartenstr. $i."
done
ok "many more come" until_true 60 is_done $((MANY + 2))
code 0 "$BOTE" export tickets
ok "all are written, each once" [ "$(tail -n +2 out | cut -d, -f1 | sort -u | wc -l)" -eq $((MANY + 2)) ]
town_stop
ok "without digest it says what to do" code 69 "$BOTE" export tickets
ok "in words" grep -q "digest does not run" err
done_testing
