#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
#
# What a person's mail program does, for scenarios: write, answer, look.  Only
# perl's own modules.
#
#   mail.pl write --from A --to B --subject S [--photo 'FILE…'] < text
#           a new mail on standard output, its photos named as a camera does
#   mail.pl reply FILE --from A [--auto] [--as outlook|form] < text
#           the answer to a mail: its Reply-To, References and quoted text;
#           --auto: as an out-of-office does it, without the quote;
#           --as outlook: without References, below a header block what was
#           answered, unmarked; --as form: neither References nor quote
#   mail.pl press FILE LABEL --from A [--text S]
#           the new mail that a mailto: button opens, without References; S in
#           place of what stands in brackets
#   mail.pl receiver < mail               whom the mail goes to
#   mail.pl header FILE NAME              decoded, unfolded
#   mail.pl part FILE TYPE                the first part of that type, decoded
#   mail.pl photo FILE                    "WIDTH HEIGHT CID" of the first JPEG
#   mail.pl jpeg WIDTH HEIGHT [WORD]      a grey picture, multiples of 8; with
#                                         WORD as a camera writes it: EXIF with
#                                         a place, XMP, a comment
#   mail.pl segments FILE                 "WIDTH HEIGHT" of a JPEG, its markers
use strict;
use warnings;
use Encode qw(decode encode);
use MIME::Base64;
use MIME::QuotedPrint;

sub slurp {
    my ($file) = @_;
    local $/;
    open my $in, '<:raw', $file or die "$file: $!\n";
    return scalar <$in>;
}

# Head and body; a list of [name, value], unfolded.
sub split_entity {
    my ($bytes) = @_;
    $bytes =~ s/\r\n/\n/g;
    my ($head, $body) = split /\n\n/, $bytes, 2;
    $head =~ s/\n[ \t]+/ /g;
    my @fields = map { /^([^:]+):\s*(.*)$/ ? [ $1, $2 ] : () } split /\n/, $head;
    return (\@fields, $body // '');
}

sub field {
    my ($fields, $name) = @_;
    for (@$fields) { return $_->[1] if lc $_->[0] eq lc $name }
    return '';
}

# [type, fields, decoded bytes] of each leaf.
sub leaves {
    my ($bytes) = @_;
    my ($fields, $body) = split_entity($bytes);
    my $type = field($fields, 'Content-Type') || 'text/plain';
    if ($type =~ m{^multipart/}i) {
        my ($mark) = $type =~ /boundary="?([^";]+)"?/i;
        my @parts = split /^--\Q$mark\E(?:--)?[ \t]*\n?/m, $body;
        shift @parts;
        return map { /\S/ ? leaves($_) : () } @parts;
    }
    my $how = lc field($fields, 'Content-Transfer-Encoding');
    $body = decode_base64($body) if $how eq 'base64';
    $body = decode_qp($body)     if $how eq 'quoted-printable';
    return [ lc(($type =~ /^([^;\s]+)/)[0]), $fields, $body ];
}

sub first_part {
    my ($file, $type) = @_;
    for (leaves(slurp($file))) { return $_ if $_->[0] eq $type }
    die "no $type\n";
}

sub header {
    my ($file, $name) = @_;
    my ($fields) = split_entity(slurp($file));
    return encode('UTF-8', decode('MIME-Header', field($fields, $name)));
}

sub options {
    my %given;
    while (@_) {
        my $name = shift;
        $name =~ s/^--// or die "what is $name?\n";
        $given{$name} = $name eq 'auto' ? 1 : shift;
    }
    return %given;
}

sub word {
    my ($text) = @_;
    return $text =~ /[^ -~]/ ? '=?UTF-8?B?' . encode_base64($text, '') . '?=' : $text;
}

sub print_mail {
    my (%mail) = @_;
    my ($host) = $mail{from} =~ /@(.*)/;
    my @months = qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec);
    my @t      = gmtime;
    my @head   = (
        "From: $mail{from}", "To: $mail{to}", 'Subject: ' . word($mail{subject}),
        sprintf('Date: %d %s %d %02d:%02d:%02d +0000',
            $t[3], $months[ $t[4] ], $t[5] + 1900, @t[ 2, 1, 0 ]),
        sprintf('Message-ID: <%x.%x.%x@%s>', time, $$, rand(1 << 30), $host),
        'MIME-Version: 1.0');
    push @head, "In-Reply-To: $mail{about}", "References: $mail{about}" if $mail{about};
    push @head, 'Auto-Submitted: auto-replied' if $mail{auto};
    my @text = ('Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit', '', $mail{text});
    if ($mail{photo}) {
        push @head, 'Content-Type: multipart/mixed; boundary="picture"', '';
        @text = ('--picture', @text);
        my $number = 417;
        push @text, '--picture', 'Content-Type: image/jpeg',
            sprintf('Content-Disposition: attachment; filename="IMG_%04d.jpg"', $number++),
            'Content-Transfer-Encoding: base64', '', encode_base64(slurp($_))
            for split ' ', $mail{photo};
        push @text, '--picture--';
    }
    my $all = join("\n", @head, @text) . "\n";
    $all =~ s/\r?\n/\r\n/g;
    print $all;
}

sub write_new { print_mail(options(@_), text => join '', <STDIN>) }

# What stands below the words of an answer, by kind of program.
my %quotes = (
    machine => sub { '' },
    form    => sub { '' },
    thread  => sub {
        my ($file, $quoted) = @_;
        $quoted =~ s/^/> /mg;
        return "\nAm 21.11.2026 um 11:00 schrieb Musterhagen:\n$quoted";
    },
    outlook => sub {
        my ($file, $quoted) = @_;
        my ($from, $to) = map { header($file, $_) } qw(From To);
        my $topic = header($file, 'Subject');
        return "\n________________________________\nVon: $from\n"
            . "Gesendet: Samstag, 21. November 2026 11:00\nAn: $to\n"
            . "Betreff: $topic\n\n$quoted";
    },
);

sub reply {
    my $file  = shift;
    my %given = options(@_);
    my $text  = join '', <STDIN>;
    my $topic = header($file, 'Subject');
    my $how   = $given{as} // ($given{auto} ? 'machine' : 'thread');
    print_mail(%given,
        to => header($file, 'Reply-To') || header($file, 'From'),
        subject => ($given{auto} ? 'Automatische Antwort: ' : 'Re: ') . $topic,
        $how =~ /outlook|form/ ? () : (about => header($file, 'Message-ID')),
        text => $text . $quotes{$how}->($file, first_part($file, 'text/plain')->[2]));
}

sub unescape {
    my ($text) = @_;
    $text =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
    return $text;
}

sub press {
    my ($file, $label) = (shift, shift);
    my %given = options(@_);
    my $html  = first_part($file, 'text/html')->[2];
    my %plain = (amp => '&', lt => '<', gt => '>', quot => '"', '#39' => "'");
    while ($html =~ m{href="mailto:([^"]*)"[^>]*>([^<]*)</a>}g) {
        my ($url, $name) = ($1, $2);
        next if $name ne $label;
        $url =~ s/&(amp|lt|gt|quot|#39);/$plain{$1}/g;
        my ($to, $query) = split /\?/, $url, 2;
        my %part = map { my ($k, $v) = split /=/, $_, 2; ($k, unescape($v)) } split /&/, $query;
        $part{body} =~ s/^\([^\n\r]*\)/$given{text}/m if defined $given{text};
        return print_mail(from => $given{from}, to => unescape($to),
            subject => $part{subject}, text => $part{body});
    }
    die "no button $label\n";
}

sub receiver {
    my ($fields) = split_entity(join '', <STDIN>);
    my $to = field($fields, 'To');
    print $to =~ /<([^>]*)>/ ? $1 : $to, "\n";
}

# Width, height and the markers of a JPEG up to its pixels.
sub segments {
    my ($bytes) = @_;
    my ($at, @size, @markers) = (2);
    while ($at + 9 < length $bytes) {
        my (undef, $marker, $length) = unpack 'CCn', substr $bytes, $at, 4;
        push @markers, sprintf '%02X', $marker;
        @size = reverse unpack 'nn', substr $bytes, $at + 5, 4
            if $marker >= 0xC0 && $marker <= 0xC2;
        return (@size, @markers) if $marker == 0xDA;
        $at += 2 + $length;
    }
    die "no picture\n";
}

sub photo {
    my ($file) = @_;
    my ($type, $fields, $bytes) = @{ first_part($file, 'image/jpeg') };
    my ($width, $height) = segments($bytes);
    my ($cid) = field($fields, 'Content-ID') =~ /<([^>]*)>/;
    print "$width $height ", $cid // '', "\n";
}

# TIFF 6.0, big-endian: the maker, and a place in the GPS table.
sub exif {
    my ($word) = @_;
    my $at    = 8 + 2 + 2 * 12 + 4;
    my $maker = "$word\0";
    my $gps   = $at + length $maker;
    my $first = $gps + 2 + 4 * 12 + 4;
    return "Exif\0\0MM" . pack('nN', 42, 8)
        . pack('n nnNN nnNN N', 2, 0x010F, 2, length $maker, $at, 0x8825, 4, 1, $gps, 0)
        . $maker
        . pack('n nnNa4 nnNN nnNa4 nnNN N', 4, 1, 2, 2, 'N', 2, 5, 3, $first,
            3, 2, 2, 'E', 4, 5, 3, $first + 24, 0)
        . pack('N12', 54, 1, 5, 1, 3264, 100, 12, 1, 5, 1, 5676, 100);
}

# Baseline JPEG, one component.  Each Huffman table has the one code "0": no
# difference, end of block; so a block of 8 x 8 is two bits.
sub jpeg {
    my ($width, $height, $word) = @_;
    my $segment = sub { pack('CCn', 0xFF, $_[0], 2 + length $_[1]) . $_[1] };
    my $blocks  = ($width / 8) * ($height / 8);
    binmode STDOUT;
    print "\xFF\xD8", $segment->(0xE0, "JFIF\0\1\1\0\0\1\0\1\0\0"),
        defined $word
        ? ($segment->(0xE1, exif($word)),
            $segment->(0xE1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>$word</x:xmpmeta>"),
            $segment->(0xFE, $word))
        : (),
        $segment->(0xDB, pack('C65', 0, (1) x 64)),
        $segment->(0xC0, pack('CnnCCCC', 8, $height, $width, 1, 1, 0x11, 0)),
        $segment->(0xC4, pack('C18', 0x00, 1, (0) x 15, 0)),
        $segment->(0xC4, pack('C18', 0x10, 1, (0) x 15, 0)),
        $segment->(0xDA, pack('C6', 1, 1, 0, 0, 63, 0)),
        "\0" x ($blocks / 4), "\xFF\xD9";
}

my %verbs = (
    write    => \&write_new,
    reply    => \&reply,
    press    => \&press,
    receiver => \&receiver,
    header   => sub { print header(@_), "\n" },
    part     => sub { print first_part(@_)->[2] },
    photo    => \&photo,
    jpeg     => \&jpeg,
    segments => sub { print join(' ', segments(slurp(@_))), "\n" },
);
my $verb = $verbs{ shift // '' } or die "mail.pl: no such verb\n";
$verb->(@ARGV);
