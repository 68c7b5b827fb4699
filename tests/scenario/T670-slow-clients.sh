#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Clients that hold the webhook's connections and drip bytes: as many as there
# are places less a few, then more than there are.  The provider's request is
# answered in a second as long as there is a place, and comes through in the
# end; memory does not grow with what strangers announce.
set -u
. "$(dirname "$0")/lib/rig.sh"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"
command -v perl >/dev/null || skip_all "needs perl"
places=512 # limits.connections

# slow_clients COUNT: all connected when it returns; one byte each half second.
slow_clients() {
  rm -f "$D/connected"
  perl -MIO::Socket::INET -e '
    my ($port, $count, $path, $done) = @ARGV;
    my @all;
    for my $i (1 .. $count) {
      my $one = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port") or die $!;
      # An address of its own each, as a proxy would tell it.
      syswrite $one, "POST /$path HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: "
        . "192.0.2." . ($i % 250) . "\r\nX-Slow: ";
      push @all, $one;
    }
    open my $file, ">", $done or die $!;
    close $file;
    $SIG{PIPE} = "IGNORE";
    for (;;) {
      select undef, undef, undef, 0.5;
      syswrite $_, "x" for @all;
    }' "$HOOK_PORT" "$1" "$HOOK_PATH" "$D/connected" 2>>"$D/slow.log" &
  slow_pid=$!
  until_true 20 [ -e "$D/connected" ]
}
slow_end() {
  [ -z "$slow_pid" ] || kill "$slow_pid" 2>/dev/null
  [ -z "$slow_pid" ] || wait "$slow_pid" 2>/dev/null
  slow_pid=
}
slow_pid=
end() {
  slow_end
  rig_end
}
rss_kib() { awk '/^VmRSS/ {print $2}' "/proc/${role_pids[webhook]}/status"; }
descriptors() { find "/proc/${role_pids[webhook]}/fd" -type l | wc -l; }
has_descriptors() { [ "$(descriptors)" -le "$1" ]; }
# Taken within so many milliseconds.
taken_in_ms() {
  local began=${EPOCHREALTIME/./} took
  sms_is_taken "$2" +493023125001 "Laterne aus, Ringstraße 5" || return 1
  took=$(((${EPOCHREALTIME/./} - began) / 1000))
  [ "$took" -le "$1" ] || { echo "# took $took ms"; return 1; }
}
rows() { is "SELECT count(*) FROM inbox WHERE channel = 'sms'" "$1"; }
refused() {
  [ "$(curl -s -m 5 -o /dev/null -w '%{http_code}' "${@:2}" \
    "http://127.0.0.1:$HOOK_PORT/$HOOK_PATH")" = "$1" ]
}

rig_make
trap end EXIT
sms_peer_start
roles_start "webhook digest"
until_true 30 hook_post -d x=1 >/dev/null
ok "with nobody else it is taken at once" taken_in_ms 1000 s1
before=$(descriptors)
base=$(rss_kib)

slow_clients $((places - 12))
ok "slow clients hold nearly all places" [ "$(descriptors)" -gt 400 ]
ok "a request is taken within a second" taken_in_ms 1000 s2
ok "a body of 1 GiB is refused" refused 413 -X POST -H 'Expect:' \
  -H 'Content-Length: 1073741824' --data-binary x
ok "two ways to tell its length, too" refused 400 -H 'Content-Length: 1' \
  -H 'Transfer-Encoding: chunked' --data-binary x
# A connection may keep a header block; then the room of its few buffers.
grown=$(($(rss_kib) - base))
echo "# $grown KiB for $((places - 12)) connections"
ok "memory grows by less than 40 KiB for each" [ $grown -lt $((places * 40)) ]
ok "their time is limited" until_true 30 has_descriptors $((before + 2))
slow_end

slow_clients 1000
ok "with more than there are places it comes through" until_true 30 \
  sms_is_taken s3 +493023125001 "Laterne aus, Ringstraße 6"
slow_end
ok "all places are free again" until_true 25 has_descriptors $((before + 2))
ok "and it is taken at once" taken_in_ms 1000 s4
name="memory is what it was with them"
if sanitized; then
  skip "$name" "a sanitized build frees late"
else
  ok "$name" [ "$(rss_kib)" -lt $((base + places * 40)) ]
fi
ok "what was taken is there, and nothing else" until_true 20 rows 4
ok "the role never ended" bash -c "! grep -q role-stopped '$D/webhook.log'"
roles_kill
assert_invariants "afterwards" 0
done_testing
