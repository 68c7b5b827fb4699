#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# What the guide tells an administrator to enter is accepted: the YAML of each
# page about SMS, put into a new town's bote.yaml, passes `bote check`, and the
# request that would send an SMS can be made.  Both languages name the same
# pages and the same settings.  So are the roster of the page about danger and
# the council of the one about forwarding.
set -u
. "$(dirname "$0")/lib/tap.sh"
tree=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

"$BOTE" init town </dev/null >/dev/null
"$BOTE" key create --config town/bote.yaml >/dev/null
for secret in imap-rathaus smtp-rathaus sms-signature; do
  echo 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7l' >"town/credentials/$secret"
done
# A public key of ed25519 (RFC 8032 7.1, test 1), for those who sign so.
echo '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=' >town/credentials/sms-signature
echo 'a-key' >town/credentials/sms-api-key
echo '0123456789abcdefghijkl' >town/credentials/sms-path
chmod 600 town/credentials/*

# The first YAML of a page goes where the page says: its channels below what
# `bote init` wrote, its transports, if it needs one, among those.
make_config() {
  awk '/^```yaml$/ { inside = 1; next } inside && /^```$/ { exit } inside' "$1" >page.yaml
  awk '/^channels:/ { exit } NF && !/^transports:/' page.yaml >transports.part
  {
    sed '/^transports:/r transports.part' town/bote.yaml
    sed -n '/^channels:/,$p' page.yaml
  } >town/page.yaml
}
passes() {
  make_config "$1" && code 0 "$BOTE" check --config town/page.yaml
}
# A modem is sent to through its database, not by a request.
sends() {
  case $1 in */gammu.md) return 0 ;; esac
  code 0 "$BOTE" sms send -n --config town/page.yaml --channel sms \
    --to +4915228817386 Probe && ! grep -q a-key out
}
same_settings() {
  make_config "$1" && sed 's/#.*//; s/ *$//' page.yaml >one
  make_config "$2" && sed 's/#.*//; s/ *$//' page.yaml | diff one -
}

suffix=md
english=$tree/docs/guide/sms german=$tree/docs/guide/de/sms
pages=$(cd "$english" && ls ./*.md | grep -v README)
echo 1..$(($(echo "$pages" | wc -l) * 4 + 9))
for page in $pages; do
  name=$(basename "$page" .md)
  ok "$name passes check" passes "$english/$page"
  ok "$name can send" sends "$english/$page"
  ok "$name exists in German with the same settings" \
    same_settings "$english/$page" "$german/$page"
  ok "$name is listed in both" \
    grep -qF "(${page#./})" "$english/README.md" "$german/README.md"
done
every_provider_has_a_page() {
  for row in "$tree"/parsers/providers/*.c "$tree"/templates/sms/*.yaml; do
    row=$(basename "${row%.*}")
    [ "$row" = null ] || echo "$pages" | grep -qxF "./$row.$suffix" || return 1
  done
}
ok "every provider and preset has a page" every_provider_has_a_page
ok "no page but those" [ "$(echo "$pages" | wc -l)" = "$(ls "$german" | grep -vc README)" ]

# The roster and the minutes of both pages about danger, in that town.
block() { awk -v kind="$1" '$0 == "```" kind { inside = 1; next } inside && /^```$/ { exit } inside' "$2"; }
roster_passes() {
  block csv "$1" >town/town/oncall.csv
  awk '/^on_call:/ { inside = 1; next } inside && /^[^ ]/ { inside = 0 } !inside' "$example" >town/town/town.yaml
  block yaml "$1" >>town/town/town.yaml
  code 0 "$BOTE" check --config town/bote.yaml && grep -q '^ok: oncall.csv, 4 ' out
}
cp town/town/town.yaml example.yaml
example=example.yaml
ok "danger: roster and settings pass check" roster_passes "$tree/docs/guide/danger.md"
ok "in German, too" roster_passes "$tree/docs/guide/de/danger.md"
block yaml "$tree/docs/guide/danger.md" >one
block yaml "$tree/docs/guide/de/danger.md" >two
ok "with the same settings" diff one two

# The list of mayor and council.
council_passes() {
  sed '/^council:/d' "$example" >town/town/town.yaml
  block yaml "$1" >>town/town/town.yaml
  code 0 "$BOTE" check --config town/bote.yaml
}
# The line beside a mailbox.
record_passes() {
  block yaml "$1" >record.part
  sed '/^    from_name:/{
r record.part
}' town/bote.yaml >town/record.yaml
  grep -q '^    record: ' town/record.yaml && code 0 "$BOTE" check --config town/record.yaml
}
ok "recording: the address passes check" record_passes "$tree/docs/guide/recording.md"
ok "in German, too" record_passes "$tree/docs/guide/de/recording.md"

ok "forwarding: the list of the council passes check" \
  council_passes "$tree/docs/guide/forwarding.md"
block yaml "$tree/docs/guide/forwarding.md" >one
block yaml "$tree/docs/guide/de/forwarding.md" >two
ok "in German the same" diff one two
