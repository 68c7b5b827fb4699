#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A skip is told; on a build server (CI=true) it fails the run unless its reason
# may be skipped there: tests/run on made-up programs.

cd "$(dirname "$0")/../.." || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A program that says these lines.
program() {
  printf '#!/bin/sh\ncat <<"TAP"\n%s\nTAP\n' "$2" >"$scratch/$1"
  chmod +x "$scratch/$1"
}
program passes '1..1
ok 1 - it'
program fails '1..1
not ok 1 - it'
program lacks_data '1..2
ok 1 - it
ok 2 - mails # SKIP mails is absent; set BOTE_SHARED_DATA'
program lacks_rights '1..0 # SKIP needs root'
program sanitized '1..1
ok 1 - walls # SKIP a sanitized build has no walls'

# NAME EXPECTED-CODE PROGRAM [VARIABLE=VALUE…]
number=0
check() {
  local name=$1 expected=$2 program=$3 code
  shift 3
  env -u CI -u CI_MAY_SKIP "$@" TAP_DIR="$scratch/tap" \
    tests/run "$scratch/$program" >"$scratch/log" 2>&1
  code=$((!!$?))
  number=$((number + 1))
  if [ $code -eq "$expected" ]; then
    echo "ok $number - $name"
  else
    echo "not ok $number - $name"
    sed 's/^/# /' "$scratch/log"
  fi
}

echo 1..9
check "a pass passes" 0 passes
check "a pass passes on a build server" 0 passes CI=true
check "a failure fails" 1 fails
check "missing data may be skipped at home" 0 lacks_data
check "missing data fails on a build server" 1 lacks_data CI=true
check "unless that is said" 0 lacks_data CI=true CI_MAY_SKIP=BOTE_SHARED_DATA
check "missing rights may be skipped at home" 0 lacks_rights
check "missing rights fail on a build server" 1 lacks_rights CI=true
check "a sanitized build may leave out the walls" 0 sanitized CI=true
