#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A clerk makes one photo of one ticket public and takes it back: nothing is
# there before, the copy without its camera's words afterwards, no byte of it
# in the end; and an erased person's photo goes without anybody's decision.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/town.sh"
command -v curl >/dev/null || skip_all "needs curl"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"
D=$(mktemp -d /tmp/bote-XXXXXX)
cleanup() {
  town_stop
  rm -rf "$D"
}
trap cleanup EXIT
cd "$D" || exit 1
mail_tool() { perl "$root/tests/scenario/lib/mail.pl" "$@"; }
get() { curl -s -m 20 "http://127.0.0.1:$SITE_PORT$1" "${@:2}"; }
status() { [ "$(get "$2" -o body -w '%{http_code}' "${@:3}")" = "$1" ]; }
public() { sqlite3 -readonly state/public.db "SELECT count(*) FROM photo"; }
public_is() { [ "$(public)" = "$1" ]; }
# Neither in the file nor in its log; of the town's own files none is a JPEG.
no_jpeg() { ! grep -qa JFIF state/public.db*; }
release() { "$BOTE" ticket release "$@"; }
refused() { # WHY COMMAND…
  local why=$1
  shift
  ! "$@" 2>err >out && grep -q "$why" err
}
event() { "$BOTE" ticket show 1 --json | grep -q "\"what\":\"$1\",\"actor\":\"uid $(id -u)\",\"detail\":\"photo 1, "; }
tickets() { [ "$("$BOTE" ticket list --json | wc -l)" -eq "$1" ]; }
send() { # PERSON SUBJECT, a photo or none
  mail_tool write --from "$1@example.org" --to rathaus@musterhagen.example.org \
    --subject "$2" "${@:3}" <<<"Hier ist ein tiefes Schlagloch." | "$BOTE" ingest
}
start_digest() {
  town_start "$D" digest
  digest_pid=$ROLE_PID
  until_true 30 test -S run/digest.sock
}
stop_digest() {
  kill "$digest_pid"
  wait "$digest_pid" 2>/dev/null
}

town_make "$D"
town_clock "$D" 20
export BOTE_CONFIG=$D/bote.yaml
mail_tool jpeg 2400 1800 Quittenkamera >photo.jpg
ok "the camera's words are in the photo" [ "$(mail_tool segments photo.jpg)" = "2400 1800 E0 E1 E1 FE DB C0 C4 C4 DA" ]
town_start "$D" site
start_digest
send anna "Schlagloch" --photo photo.jpg
until_true 30 tickets 1
send ben "Schlagloch dort"
until_true 30 tickets 2
"$BOTE" ticket show 1 >shown
ok "the photo told where" sh -c '"$1" ticket show 1 --json | grep -q "\"latitude\":54.0924.*\"point_source\":\"photo\""' - "$BOTE"
ok "the ticket lists its photo" sh -c 'grep -A2 "^photos" shown | grep -q "^  1  .*1600 *1200"'
ok "nothing is public by itself" public_is 0
ok "no picture stands in public.db" no_jpeg

release 1 --photo 1 -n --json >would
ok "a trial tells the address" grep -q '"url":"https://bote.musterhagen.example.org/photo/[0-9a-f]*.jpg"' would
page=/photo/$(sed 's|.*/photo/\([0-9a-f]*\.jpg\).*|\1|' would)
ok "which is not there yet" status 404 "$page"
cp body unreleased
ok "as no other page is" status 404 /photo/00000000000000000000000000000000.jpg
ok "word for word" cmp -s body unreleased
ok "no such ticket" refused 'no ticket' release 9 --photo 1
ok "no such photo" refused 'no such photo: it has 1' release 1 --photo 2
ok "a ticket without a photo" refused 'no such photo: it has 0' release 2 --photo 1
ok "which photo must be said" refused 'which photo' release 1
ok "nothing to take back" refused 'not public' release 1 --photo 1 --withdraw

ok "the clerk releases it" code 0 release 1 --photo 1 --text "Ein Schlagloch"
ok "it is there soon" until_true 30 status 200 "$page"
get "$page" -D head -o served.jpg
ok "as a picture" grep -qi '^content-type: image/jpeg' head
ok "of that type alone" grep -qi '^x-content-type-options: nosniff' head
ok "that nobody may keep" grep -qi '^cache-control: no-store' head
ok "small" [ "$(mail_tool segments served.jpg | cut -d' ' -f1,2)" = "1600 1200" ]
ok "a whole JPEG, without EXIF, XMP and comment" sh -c 'perl "$1" segments served.jpg | cut -d" " -f3- | grep -Exq "(E0 )?((DB|C0|C4) )+DA" && tail -c 2 served.jpg | od -An -tx1 | grep -q "ff d9"' - "$root/tests/scenario/lib/mail.pl"
ok "no word of the camera, the file or the sender" sh -c '! grep -qa "Quitten\|IMG_0417\|anna" served.jpg state/public.db*'
ok "HEAD is answered" sh -c '[ "$(curl -s -m 20 -I -o /dev/null -w "%{http_code}" "$1")" = 200 ]' - "http://127.0.0.1:$SITE_PORT$page"
ok "what it shows is public with it" [ "$(sqlite3 -readonly state/public.db "SELECT public_text FROM published WHERE kind = 'photo'")" = "Ein Schlagloch" ]
ok "who released it is kept" event photo-released
ok "the ticket shows it" sh -c '"$1" ticket show 1 | grep -A2 "^photos" | grep -q released' - "$BOTE"

stop_digest
rm state/public.db*
ok "without public.db people shall come back" status 503 "$page"
start_digest
ok "it is made anew, with the picture" until_true 30 status 200 "$page"
ok "the same one" cmp -s body served.jpg

ok "the clerk takes it back" code 0 release 1 --photo 1 --withdraw
ok "it is gone soon" until_true 30 status 404 "$page"
ok "as if it had never been" cmp -s body unreleased
ok "no byte of it stays" until_true 20 no_jpeg
ok "who took it back is kept" event photo-withdrawn

release 1 --photo 1 >out
ok "it is released again" until_true 30 status 200 "$page"
stop_digest
# As an erasure does, and as the backup of yesterday knows nothing of.
person=$(sqlite3 -readonly state/bote.db "SELECT person_id FROM ticket ORDER BY id LIMIT 1")
sqlite3 state/keys.db "DELETE FROM owner_key WHERE id = '$person'"
start_digest
ok "an erased person's photo is gone" until_true 30 status 404 "$page"
ok "from the file, too" until_true 20 no_jpeg
ok "nobody can release it any more" refused 'were erased' release 1 --photo 1
ok "nothing personal in the log" sh -c '! grep -q "anna\|Schlagloch\|IMG_0417" log.digest'
done_testing
