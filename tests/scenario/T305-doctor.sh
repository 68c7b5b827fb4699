#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# An administrator asks the doctor: an SMS number whose webhook is stopped, then
# runs; whose provider is away, then there; whose secret lies open.  Nothing is
# sent, and no secret is said.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/town.sh"
D=$(mktemp -d /tmp/bote-XXXXXX)
peer_pid=
cleanup() {
  [ -z "$peer_pid" ] || kill "$peer_pid" 2>/dev/null
  town_stop
  rm -rf "$D"
}
trap cleanup EXIT
cd "$D" || exit 1
# doctor CODE WORDS ARGUMENT…: ends with CODE and says WORDS
doctor() {
  local wanted=$1 words=$2
  shift 2
  code "$wanted" "$BOTE" doctor "$@" && grep -qF -- "$words" out && return 0
  sed 's/^/# /' out err
  return 1
}
number() {
  HOOK_PORT=$(free_port) SMS_PORT=$(free_port)
  sed -i '/^  - name: sms-out$/,/^    countries/d' bote.yaml
  sed -i '/^site:$/i\
  - {name: sms-out, kind: http}\
channels:\
  - name: rathaus\
    provider: kannel\
    number: "+4915228817386"\
    path_credential: sms-path\
    credential: sms-key\
    transport: sms-out\
    settings: {url: "http://127.0.0.1:'"$SMS_PORT"'/send", user: bote}\
webhook:\
  listen: 127.0.0.1:'"$HOOK_PORT"'\
  public_url: https://bote.musterhagen.example.org/sms' bote.yaml
  (umask 077 && echo 0123456789abcdef0123456789abcdef >credentials/sms-path &&
    echo hunter2-key >credentials/sms-key)
}

town_make "$D"
export BOTE_CONFIG=$D/bote.yaml
ok "a town without a provider is well" doctor 0 'ok sms sms: nothing leaves this machine'
ok "every check has said something" sh -c 'for name in clock credentials disk sms webhook; do grep -q " $name[: ]" out || exit 1; done'
ok "one check alone" sh -c '"$1" doctor disk | wc -l | grep -qx 1' - "$BOTE"
ok "an unknown check ends with 64" code 64 "$BOTE" doctor dsk
ok "and the nearest is told" grep -q "did you mean 'disk'?" err
ok "the help says what is checked" sh -c '"$1" doctor --help | grep -q "^Checks today: calendar (next year.s closing days), clock,"' - "$BOTE"
ok "and that nothing is sent" sh -c '"$1" doctor --help | grep -q "^Nothing is sent"' - "$BOTE"

number
ok "a provider that is away: 69" doctor 69 'fail sms rathaus: kannel cannot be reached' sms
"$BIN/smspeer" "$SMS_PORT" "$D/sms-sent" 2>peer.log &
peer_pid=$!
wait_for_port "$SMS_PORT"
ok "a provider that is there" doctor 0 'ok sms rathaus: kannel can be reached' sms
ok "gets no SMS" [ ! -s sms-sent ]
ok "a webhook that does not run: 69" doctor 69 "fail webhook: nobody answers at 127.0.0.1:$HOOK_PORT" webhook
ok "and what to do" grep -q ' – systemctl start bote-webhook' out
town_start "$D" webhook
wait_for_port "$HOOK_PORT"
ok "one that runs" doctor 0 "ok webhook: answers at 127.0.0.1:$HOOK_PORT" webhook
ok "takes nothing in for it" sh -c '! ls state/spool/in/webhook/*/* 2>/dev/null | grep -q .'
ok "all at once" doctor 0 'ok credentials: 7 files in'

town_stop
cp bote.yaml tcp.yaml
sed -i "s#^  listen: 127.0.0.1:$HOOK_PORT#  listen: unix:$D/hook#" bote.yaml
town_start "$D" webhook
ok "a webhook behind a UNIX socket" until_true 20 doctor 0 "ok webhook: answers at unix:$D/hook" webhook

ok "JSON is one array" sh -c '"$1" doctor --json sms webhook >out && jq -e "length == 3 and all(.state == \"ok\" and .message != null)" out >/dev/null' - "$BOTE"
ok "in German, where that is spoken" sh -c 'LC_ALL=de_DE.UTF-8 "$1" doctor webhook | grep -q "antwortet an"' - "$BOTE"
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  cp "$BOTE" bote && chmod -R a+rX . && chmod -R go= credentials
  ok "who may not read the secrets hears who may" sh -c 'setpriv --reuid=65534 --regid=65534 --clear-groups ./bote doctor sms |
    grep -q "^warn sms: not checked: .* – sudo bote doctor sms$"'
else
  skip "who may not read the secrets hears who may" "not root"
fi
chmod 644 credentials/sms-key
ok "a secret that lies open: 69" doctor 69 'fail credentials sms-key: others can reach it'
ok "and the provider is not asked with it" grep -q '^fail sms rathaus: sms-key' out
"$BOTE" doctor --json >json
ok "no secret and no number was said" sh -c '! grep -q "hunter2\|0123456789abcdef\|4915228817386" out json'
rm credentials/sms-key
ok "a secret that is missing" doctor 69 'fail credentials sms-key: is missing (for rathaus)' credentials
echo 'nonsense: [' >>bote.yaml
ok "a broken configuration: 78" code 78 "$BOTE" doctor
ok "points to bote check" grep -q 'bote check' err
done_testing
