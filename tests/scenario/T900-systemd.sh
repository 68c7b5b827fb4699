#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The units are sound, and the walls around each role are as high as
# systemd/README.md says; users and folders can be made.
set -u
. "$(dirname "$0")/lib/tap.sh"
command -v systemd-analyze >/dev/null ||
  skip_all "needs systemd-analyze (package systemd)"
D=$(mktemp -d /tmp/bote-XXXXXX)
trap 'rm -rf "$D"' EXIT
# What a command says is of interest only when it fails.
quietly() {
  "$@" >"$D/out" 2>&1 && return
  sed 's/^/# /' "$D/out" | tail -20
  return 1
}
# What `make install` puts besides the program.  PREFIX
install_to() { env -u MAKEFLAGS -u MAKELEVEL make -s -C "$root" install-units DESTDIR="$D/root" PREFIX="$1"; }
# A root directory with our units and the targets that every system has.
units=$D/root/usr/lib/systemd/system
mkdir -p "$D/root/usr/bin"
quietly install_to /usr || echo "Bail out! make install-units"
for target in sysinit basic shutdown sockets multi-user network-online nss-lookup local-fs time-sync; do
  printf '[Unit]\nDescription=%s\nDefaultDependencies=no\n' "$target" >"$units/$target.target"
done
printf '#!/bin/sh\n' >"$D/root/usr/bin/bote"
chmod 755 "$D/root/usr/bin/bote"

verify() {
  systemd-analyze verify --man=no --root="$D/root" "$@" >"$D/verify" 2>&1 || return 1
  [ ! -s "$D/verify" ] || { cat "$D/verify"; return 1; }
}
# THRESHOLD UNIT: tenths of a point, see systemd-analyze(1).
security() { systemd-analyze security --no-pager --offline=true --root="$D/root" --threshold="$1" "$2"; }
walls_matter() { ! security 12 bare.service; }
users() { command -v systemd-sysusers >/dev/null && systemd-sysusers --dry-run --root="$D/root" "$root/systemd/bote.sysusers"; }
# Each user of a unit and of a folder is made by bote.sysusers.
users_exist() {
  local name
  for name in $(sed -n 's/^User=//p' "$units"/*.service; awk '/^d/ {print $4; print $5}' "$root/systemd/bote.tmpfiles"); do
    [ "$name" = root ] || grep -q "^[ug] $name " "$root/systemd/bote.sysusers" || { echo "no $name"; return 1; }
  done
}
# Each folder a unit writes to is made by bote.tmpfiles.
folders_exist() {
  local path
  for path in $(sed -n 's/^ReadWritePaths=//p' "$units"/*.service); do
    grep -q "^d $path " "$root/systemd/bote.tmpfiles" || { echo "no $path"; return 1; }
  done
}

# Every unit runs the program where it was installed, within the walls.
elsewhere() {
  local there=$D/root/opt/bote/lib
  install_to /opt/bote || return 1
  [ "$(grep -l '^ExecStart=/opt/bote/bin/bote role ' "$there"/systemd/system/*.service | wc -l)" = "$(ls "$root"/systemd/*.service | wc -l)" ] &&
    grep -q '^ExecPaths=/opt/bote/bin/bote ' "$there/systemd/system/bote-.service.d/10-walls.conf" &&
    ! grep -r '/usr/bin/bote' "$there" && cmp "$root/systemd/bote.sysusers" "$there/sysusers.d/bote.conf" &&
    cmp "$root/systemd/bote.tmpfiles" "$there/tmpfiles.d/bote.conf"
}

echo 1..14
ok "all units are sound" quietly verify bote.target bote-mailbox@rathaus.service bote-webhook.service \
  bote-webhook.socket bote-poll@modem.service bote-digest.service bote-deliver.service bote-site.service bote-site.socket
ok "mailbox" quietly security 12 bote-mailbox@rathaus.service
ok "deliver" quietly security 12 bote-deliver.service
ok "webhook" quietly security 5 bote-webhook.service
ok "modem" quietly security 6 bote-poll@modem.service
ok "digest" quietly security 5 bote-digest.service
ok "site" quietly security 5 bote-site.service
printf '[Service]\nExecStart=/usr/bin/bote role digest\n' >"$units/bare.service"
ok "a unit without walls would be noticed" quietly walls_matter
ok "the users can be made" quietly users
ok "no user is missing" quietly users_exist
ok "no folder is missing" quietly folders_exist
ok "the readers' sandbox is allowed" quietly grep -q '^SystemCallFilter=.*landlock_restrict_self.* seccomp' "$units/bote-digest.service"
ok "no secret is in a unit's environment" quietly bash -c "! grep -Eqi '^Environment' '$units'/*.service"
ok "everything is installed, wherever that is" quietly elsewhere
[ "$count" -eq 14 ] || echo "Bail out! $count tests"
