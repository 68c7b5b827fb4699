# SPDX-License-Identifier: Apache-2.0
#
# Scratch towns for `make bench`: the example town with a bote.yaml of its own.
#
#   town_make DIR KEPT_CHILD   sections from the environment: MAILBOX,
#                              TRANSPORT, CHANNELS, WEBHOOK, LIMITS (YAML;
#                              all have defaults)

town_make() {
  local dir=$1 kept=$2
  mkdir -p "$dir/state/spool/in" "$dir/run" "$dir/maildir/new" "$dir/maildir/cur" \
    "$dir/maildir/tmp"
  "$TESTS/bin/makekeys" "$dir/credentials"
  cat >"$dir/bote.yaml" <<YAML
test: true
town: $ROOT/templates/town
domain: musterhagen.example.org
timezone: Europe/Berlin
paths: {state: $dir/state, runtime: $dir/run, credentials: $dir/credentials}
mailboxes:
  - name: rathaus
${MAILBOX:-    kind: maildir
    path: $dir/maildir}
    address: rathaus@musterhagen.example.org
    from_name: Musterhagen
    reply_token: plus
transports:
  - name: mail
${TRANSPORT:-    kind: \"null\"}
channels: ${CHANNELS:-[]}
limits: {kept_child: $kept${LIMITS:-}}
${WEBHOOK:-}
YAML
  "$BOTE" check --config "$dir/bote.yaml" >"$dir/check" 2>&1 || {
    cat "$dir/check" >&2
    return 1
  }
}
