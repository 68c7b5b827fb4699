#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
#
# Rows of the measuring programs (tests/support/bench.c) to a table on standard
# output, and to JSON in the file named.
use strict;
use warnings;

my @names = qw(test key what unit ours limit ratio lowest highest mark syncs);
my (@rows, $missed);

sub verdict {
  my ($row) = @_;
  return '' if $row->{mark} == 0;
  return 'not measured, missed' if $row->{ours} !~ /\d/;
  return $row->{ours} <= $row->{mark} ? 'ok' : 'missed'
    if $row->{test} eq 'most';
  return $row->{ratio} >= $row->{mark} ? 'ok' : 'missed';
}

sub json_value {
  my ($value) = @_;
  return 'null' if $value eq '-';
  return $value if $value =~ /^-?\d+(\.\d+)?(e[-+]?\d+)?$/;
  $value =~ s/(["\\])/\\$1/g;
  return "\"$value\"";
}

while (my $line = <STDIN>) {
  chomp $line;
  my %row;
  @row{@names} = split /\t/, $line, -1;
  $row{verdict} = verdict(\%row);
  $missed++ if $row{verdict} =~ /missed/;
  push @rows, \%row;
}
printf "%-52s %10s %10s %-8s %6s %15s %6s  %-8s %s\n", 'what', 'ours',
  'limit', 'unit', 'ratio', '(low..high)', 'mark', 'verdict', 'fdatasync/s';
for my $row (@rows) {
  my $range = $row->{lowest} eq '-' ? '' : "($row->{lowest}..$row->{highest})";
  my $mark = $row->{mark} == 0 ? '' : $row->{mark};
  $mark = "<= $mark" if $row->{test} eq 'most' && $mark ne '';
  printf "%-52s %10s %10s %-8s %6s %15s %6s  %-8s %s\n",
    @{$row}{qw(what ours limit unit ratio)}, $range, $mark,
    @{$row}{qw(verdict syncs)};
}
printf "%d rows, %d missed their mark\n", scalar @rows, $missed // 0;
open my $out, '>', $ARGV[0] or die "$ARGV[0]: $!\n";
print $out "[\n", join(",\n",
  map {
    my $row = $_;
    '  {' . join(', ',
      map { "\"$_\": " . json_value($row->{$_}) } @names, 'verdict') . '}'
  } @rows), "\n]\n";
close $out or die "$ARGV[0]: $!\n";
