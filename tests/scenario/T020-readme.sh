#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# What README.md shows is what comes out: every line "$ command" in a block
# marked ```console is run from the top of the tree, and its output compared
# with the lines below it.  Milliseconds differ from run to run and are masked;
# a line "…" stands for any number of lines.

cd "$(dirname "$0")/../.." || exit 1
BOTE=${BOTE:-$PWD/build/bote}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# One pair of files an example: N.command, N.expected.
awk -v dir="$scratch" '
  /^```console$/ { inside = 1; next }
  /^```$/ { inside = 0; next }
  inside && /^\$ / {
    count++
    print substr($0, 3) > (dir "/" count ".command")
    printf "" > (dir "/" count ".expected")
    next
  }
  inside && count { print > (dir "/" count ".expected") }
' README.md

mask() {
  sed -E 's/"ms":[0-9]+/"ms":0/g; s/ +[0-9]+ ms/ 0 ms/g'
}

# Does the output match, with "…" for any lines?
matches() {
  awk -v expected="$1" '
    BEGIN { while ((getline line < expected) > 0) want[++n] = line; i = 1 }
    {
      if (i <= n && want[i] == "…") {
        if (i < n && $0 == want[i + 1]) i += 2
        next
      }
      if (i > n || $0 != want[i]) { bad = 1; exit 1 }
      i++
    }
    END { if (!bad && i <= n && !(i == n && want[i] == "…")) exit 1 }
  ' "$2"
}

total=$(ls "$scratch" | grep -c 'command$')
echo "1..$total"
for n in $(seq "$total"); do
  command=$(cat "$scratch/$n.command")
  mask <"$scratch/$n.expected" >"$scratch/$n.want"
  LANG=C.UTF-8 NO_COLOR=1 bash -c "bote() { \"$BOTE\" \"\$@\"; }; $command" \
    2>&1 | mask >"$scratch/$n.got"
  if matches "$scratch/$n.want" "$scratch/$n.got"; then
    echo "ok $n - $command"
  else
    echo "not ok $n - $command"
    diff "$scratch/$n.want" "$scratch/$n.got" | sed 's/^/# /' | head -20
  fi
done
