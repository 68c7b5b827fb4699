/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the files that read bounces: the standard form (bounce_status.c),
 * the signs of one (bounce.c, bounce_forms.c, bounce_words.c), and the older
 * free forms (bounce_text.c, bounce_reason.c, bounce_free.c).
 */
#ifndef BOTE_PARSERS_MACHINE_BOUNCE_PRIVATE_H
#define BOTE_PARSERS_MACHINE_BOUNCE_PRIVATE_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/message.h"

enum {
  BOUNCE_TEXT_MAX = 32 * 1024, /* bytes; no system explains itself longer */
  BOUNCE_LINES_MAX = 1000,
  BOUNCE_OPENING_MAX = 8 * 1024, /* bytes; who reports says so first */
  BOUNCE_ADDRESS_MAX = 320,      /* RFC 3696, erratum 1690: 254 will do */
};

/* What a mail system says, without the mail that it returns. */
typedef struct BounceText {
  GPtrArray *lines;   /* char *, trimmed, in order, blank ones included */
  char *folded;       /* their beginning as one line, case-folded, no quotes */
  const char *behind; /* the returned mail within full_text; "" for none */
} BounceText;

/* The first RFC 3463 code in a text, owned by the caller; NULL when none. */
char *bounce_find_status(const char *text);

/* The class of the first SMTP reply in a text (RFC 5321 4.2.1), '4' or '5'; 0
 * when there is none. */
char bounce_reply_class(const char *text);

/* The same as one line without control characters, at most
 * BOUNCE_DIAGNOSTIC_MAX bytes; owned by the caller. */
char *bounce_short_text(const char *text);

/* Add a recipient unless there are enough or the address is none.  All of
 * `facts` but `permanent`, which follows from the rest, is copied.
 */
void bounce_add_recipient(Message *message, const BounceRecipient *facts);

/* Drop decorations, brackets and labels such as "rfc822;" in front of an
 * address; the address and where it ends, or NULL when none stands there.
 * Owned by the caller.
 */
char *bounce_address_at(const char *text, const char **out_end);

/* Tell the report from the mail that it returns. */
void bounce_text_init(BounceText *text, const char *full_text);
void bounce_text_clear(BounceText *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BounceText, bounce_text_clear)

/* Does a folded text hold the opening or a mark of a known mail system? */
bool bounce_has_known_form(const char *folded);

/* Does a folded text speak of what was not delivered, in any words? */
bool bounce_has_wording(const char *folded);

/* Does a folded text say that delivery is still tried? */
bool bounce_has_delay(const char *folded);

/* Does a folded text say that the mail arrived? */
bool bounce_has_delivery(const char *folded);

/* Does a folded text hold pieces of a dialogue between mail systems? */
bool bounce_has_transcript(const char *folded);

/* Does a folded text greet or take leave, as people do? */
bool bounce_has_person(const char *folded);

/* Is a subject, case-folded, that of a bounce? */
bool bounce_has_subject(const char *folded);

/* Why delivery to an address failed, in the remote's words, one line.  Owned
 * by the caller; NULL when nothing of the kind is told.
 *
 * line   index of the line that names the address; -1 for none.
 */
char *bounce_reason(const BounceText *text, int line, const char *address);

/* Find recipients, codes, reasons and the original Message-ID in the text. */
void bounce_read_free_form(Message *message, const GPtrArray *fields,
                           const BounceText *text);

#endif
