#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# `bote parse` of 10,000 mixed mails: all are read, in their order, and none of
# its processes grows from the 2,000th to the last.  Two of the files are pipes
# that nobody writes to until the processes were looked at: there it waits.
set -u
. "$(dirname "$0")/lib/tap.sh"
command -v jq >/dev/null || skip_all "needs jq"
D=$(mktemp -d)
trap 'rm -rf "$D"' EXIT
mails=10000 early=2050 late=9950 # alike: of the hundred that a child is kept for
sanitized && mails=1000 early=250 late=950
cd "$D" || exit 1

# The fixtures, the real mails where they are, and mails of all kinds, each with
# a text and a Message-ID of its own.
perl -MMIME::Base64 - "$mails" "$root"/tests/fixtures/mail/*.eml \
  "$root"/../shared/data/{mime,bounces/mails,replies/exact/emails}/* <<'PERL' || exit 1
use strict; use warnings;
my $count = shift;
my @real;
for my $file (grep { -f } @ARGV) {
  open my $in, '<:raw', $file or next;
  my $mail = do { local $/; <$in> };
  push @real, $mail if defined $mail && $mail =~ /^[\w-]+:/ && length($mail) < 60_000;
}
my @charsets = qw(utf-8 windows-1252 iso-8859-15 koi8-r gb18030 utf-7 x-none);
my $html = "<html><body>" . "<div><p>Loch</p>" x 400 . "<blockquote>alt";
my $file = encode_base64("\xff\xd8\xff" . join '', map { chr } 0 .. 255);
srand 1;
for my $i (1 .. $count) {
  my $noise = join ' ', map { int rand 1e6 } 1 .. 2 + rand 200;
  my @made = (
    "Content-Type: text/plain; charset=$charsets[$i % @charsets]\n\n"
      . "Gr\xfc\xdfe \xe4\xb8 $noise\n> alt\n-- \nM\n",
    "Content-Type: text/html; charset=utf-8\n\n$html $noise",
    "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n$noise\n--b\n"
      . "Content-Type: image/jpeg; name=loch.jpg\n"
      . "Content-Transfer-Encoding: base64\n\n$file--b--\n",
    "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n$noise\n"
      . "--b\nContent-Type: text/html\n\n$html $noise\n--b--\n",
    "To: " . "g:" x 2000 . "\n\n$noise\n",
  );
  my $mail = $i % 2 ? $real[$i / 2 % @real]
    : "From: a\@example.org\nSubject: =?utf-8?Q?Stra=C3=9Fe?= $i\n"
      . "MIME-Version: 1.0\n$made[$i / 2 % @made]";
  open my $out, '>:raw', sprintf('%05d', $i) or die;
  print $out "Message-ID: <$i\@many.example.org>\n$mail";
}
PERL
printf "%s\n" [0-9]* >list
for number in "$early" "$late"; do
  printf -v file %05d "$number"
  mv "$file" "kept-$number"
  mkfifo "$file"
done

# Sets rss, of $1 and all below it, in KiB; the names of their programs last.
# What a process shares with its parent counts for each: it does not grow.
rss=0
rss_of() {
  local children
  rss=$((rss + $(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status")))
  children=$(pgrep -P "$1")
  for child in $children; do rss_of "$child"; done
}
# At the pipe of mail $1: who opens it for writing waits for its reader.
look_at() {
  printf -v file %05d "$1"
  exec 8>"$file"
  rss=0
  rss_of "$parser"
  cat "kept-$1" >&8
  exec 8>&-
}

xargs "$BOTE" parse <list >out 2>err &
xargs=$!
until_true 30 pgrep -P "$xargs" >/dev/null || exit 1
parser=$(pgrep -P "$xargs")
look_at "$early"
rss_early=$rss
look_at "$late"
rss_late=$rss
wait "$xargs"
echo "# $rss_early KiB with $early mails, $rss_late KiB with $late"

printed() { [ "$(wc -l <out)" -eq "$mails" ] && [ ! -s err ]; }
in_order() { jq -r '.message_id | select(endswith("@many.example.org"))' out |
  sed 's/@.*//' | sort -cn; }
in_bounds() { [ "$rss_early" -gt 1000 ] &&
  [ "$rss_late" -le $((rss_early + rss_early / 20 + 1024)) ]; }
ok "all $mails mails are read" printed
ok "in their order" in_order
# A sanitized build keeps what was freed for a while, and tells leaks itself.
if sanitized; then
  skip "nothing leaks: no process grows" "sanitized build"
else
  ok "nothing leaks: no process grows" in_bounds
fi
done_testing
