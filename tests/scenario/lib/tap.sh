# SPDX-License-Identifier: Apache-2.0
#
# What every scenario begins with: the programs, a locale, lines of TAP.
# Source it, then:
#
#   ok NAME COMMAND…              a line of TAP by the command's exit code;
#                                 what it says goes to standard error, for it
#                                 could be taken for TAP
#   skip NAME WHY                 a line of TAP for what is not tested here
#   skip_all WHY                  instead of all tests
#   sanitized                     true for a build under ASan
#   done_testing                  the plan, where it was not said at first
#   code NUMBER COMMAND…          true when it ends with this code; what it
#                                 said lies in ./out and ./err
#   until_true SECONDS COMMAND…   looks twenty times a second
#
# Sets root, the top of the tree; BOTE and BIN, absolute; count, of the tests.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
BOTE=$(realpath "${BOTE:-$root/build/bote}")
BIN=$(realpath "${BIN:-$root/build/tests/bin}")
LC_ALL=C.UTF-8
export BOTE BIN LC_ALL
count=0
# Who ends what hangs (tests/run) wants to know where.
trap 'echo "# ended in ${FUNCNAME[*]:-no function}, lines ${BASH_LINENO[*]}" >&2
  exit 143' TERM

ok() {
  local name=$1
  shift
  count=$((count + 1))
  if "$@" >&2; then echo "ok $count - $name"; else echo "not ok $count - $name"; fi
}
skip() {
  count=$((count + 1))
  echo "ok $count - $1 # SKIP $2"
}
skip_all() {
  echo "1..0 # SKIP $1"
  exit 0
}
sanitized() { grep -qa __asan_init "$BOTE"; }
done_testing() { echo "1..$count"; }
code() {
  local wanted=$1 got
  shift
  "$@" >out 2>err </dev/null
  got=$?
  [ "$got" -eq "$wanted" ] || { echo "# exit $got"; return 1; }
}
until_true() {
  local end=$((${EPOCHREALTIME/./} + $1 * 1000000))
  shift
  while ! "$@"; do
    [ "${EPOCHREALTIME/./}" -lt "$end" ] || return 1
    sleep 0.05
  done
}
