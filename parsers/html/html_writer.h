/* SPDX-License-Identifier: Apache-2.0
 *
 * Text under construction from HTML: which line feeds, quote marks, bullets
 * and marks are owed before the next word.  It knows no element.
 */
#ifndef BOTE_PARSERS_HTML_HTML_WRITER_H
#define BOTE_PARSERS_HTML_HTML_WRITER_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Plain counters; the caller counts what is open up and down. */
typedef struct HtmlWriter {
  GString *out;
  size_t max; /* bytes; words beyond are dropped */
  unsigned verbatim, quote, foreign, attribution, signature;
  bool rest;              /* everything from here on is foreign */
  unsigned line_feeds;    /* owed before the next text */
  bool blank, cell, item; /* owed: " ", " | ", a bullet */
  bool row_has_text;
  GArray *lists;    /* int: next number of each open list, or BULLETS */
  char *url;        /* of the link that is open; owned */
  size_t url_begin; /* where its text begins in `out` */
} HtmlWriter;

enum { HTML_WRITER_BULLETS = -1 };

HtmlWriter *html_writer_new(size_t max);
void html_writer_free(HtmlWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HtmlWriter, html_writer_free)

/* Owe at least `count` line feeds. */
void html_writer_owe_lines(HtmlWriter *writer, unsigned count);

/* A <br>: one line feed more, up to an empty line. */
void html_writer_break(HtmlWriter *writer);

/* Write text; blanks are folded unless something verbatim is open. */
void html_writer_text(HtmlWriter *writer, const char *text, size_t size);

/* A list begins, numbered from `first` or HTML_WRITER_BULLETS; and ends. */
void html_writer_open_list(HtmlWriter *writer, int first);
void html_writer_close_list(HtmlWriter *writer);

/* A link begins; NULL for one that leads nowhere.  At its end the address is
 * written behind its text unless the text says it. */
void html_writer_open_link(HtmlWriter *writer, const char *url);
void html_writer_close_link(HtmlWriter *writer);

#endif
