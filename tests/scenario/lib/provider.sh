# SPDX-License-Identifier: Apache-2.0
#
# A provider that signs what it posts, and whoever pretends to be one.  Source
# it after rig.sh, then:
#
#   signed_channel NAME      YAML of a channel whose requests are signed, for
#                            rig_channels; its secrets are signed_secrets
#   signed_secrets LINE…     the file of its secrets
#   signed_post NAME BODY    post and print the status; by variables:
#     KEY      of the signature                 NONCE   of its own each
#     AGE_S    how long ago it was signed       NONE    1: no signature
#     SIGNED   the URL that is signed           HEADERS of a file, for curl -D
#
# Signed are time, nonce, method, URL and digest of the body, as seven.io does.

SIGNED_KEY=a-key-for-signatures-only
SIGNED_PATH=0123456789abcdef0123456789abcdef

signed_channel() {
  cat <<YAML
  - name: $1
    provider: generic
    number: "+493023125000"
    path_credential: sms-path
    signature_credential: sms-signature
    transport: sms-out
    countries: [49]
    settings:
      inbound: {syntax: json, id: id, from: from, to: to, text: text}
      signature:
        kind: hmac
        hash: sha256
        header: X-Signature
        timestamp: X-Timestamp
        nonce: X-Nonce
        recipe: "T\nN\nM\nU\nD"
      send:
        method: POST
        url: http://127.0.0.1:$SMS_PORT/send
        form: {to: "{to}", text: "{text}", ref: "{id}"}
        id: id
YAML
}

signed_secrets() {
  (umask 077 && printf '%s\n' "$@" >"$D/keys/sms-signature")
}

# The time of the rig's clock, in seconds.
rig_now_s() {
  local base_ms rate since uptime _
  read -r base_ms rate since <"$D/clock"
  read -r uptime _ </proc/uptime
  echo $(((base_ms + rate * (${uptime/./}0 - since)) / 1000))
}

# What openssl says of its standard input: digest OPTION…
digest_of() { openssl dgst -r "$@" | cut -d' ' -f1; }

signed_post() {
  local url=http://127.0.0.1:$HOOK_PORT/sms/$1/$SIGNED_PATH at nonce mac fields=()
  at=$(($(rig_now_s) - ${AGE_S:-0}))
  nonce=${NONCE:-$RANDOM$RANDOM$RANDOM$RANDOM}
  mac=$(printf '%s\n%s\nPOST\n%s\n%s' "$at" "$nonce" "${SIGNED:-$url}" \
    "$(printf %s "$2" | digest_of -md5)" |
    digest_of -sha256 -hmac "${KEY:-$SIGNED_KEY}")
  [ -n "${NONE:-}" ] || fields=(-H "X-Signature: $mac")
  curl -s -m 20 -o /dev/null -w '%{http_code}\n' "${fields[@]}" \
    -H "X-Timestamp: $at" -H "X-Nonce: $nonce" \
    -H 'Content-Type: application/json' -d "$2" "$url"
}
