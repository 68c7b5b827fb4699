/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the files that read MIME: the state of one reading.
 */
#ifndef BOTE_PARSERS_MIME_MIME_PRIVATE_H
#define BOTE_PARSERS_MIME_MIME_PRIVATE_H

#include <gmime/gmime.h>
#include <stdbool.h>

#include "parsers/mime/mime.h"
#include "parsers/part.h"
#include "parsers/sha256.h"

/* What the parts of one multipart say.  Only within an alternative do plain
 * text and HTML compete; in every other multipart they follow each other.
 */
typedef struct MimeFrame {
  bool is_alternative;
  bool has_html; /* of a sequence: some of `plain` came from HTML */
  GString *plain;
  GString *html; /* of an alternative only: its HTML as text */
  char *source;  /* HTML that nobody needed as text yet: of an alternative its
                    last, of a sequence all that it holds; NULL for none */
} MimeFrame;

typedef struct TextBody TextBody; /* see text_body.h */

struct MimeReader {
  const MimeRequest *request;
  Message *message;
  MimeFrame *frame;
  Sha256 *bodies;      /* of all texts and attachments, for content_hash */
  size_t decoded_left; /* of MIME_DECODED_MAX */
  unsigned depth, parts, embedded;
  bool in_report;
  GPtrArray *signature_ids; /* char *: content ids that a signature shows */
  bool said;          /* the mail, or the one within it, has said a word */
  bool ended_forward; /* a mail within it has just ended */
};

/* Read a tree of entities; the texts go to reader->frame. */
void mime_reader_walk(MimeReader *reader, GMimeObject *entity);

/* The same for the body of a usual letter, which is all of the mail. */
void mime_reader_read_texts(MimeReader *reader, const TextBody *body);

/* Begin a frame; the caller makes it reader->frame. */
void mime_frame_begin(MimeFrame *frame, bool is_alternative);

/* End reader->frame and add what it says to `outer`, which follows it. */
void mime_frame_end(MimeReader *reader, MimeFrame *outer);

/* End the outermost frame; returns what it says, owned by the caller. */
char *mime_frame_finish(MimeReader *reader);

/* A mail taken apart. */
typedef struct MimeMail {
  GPtrArray *head;   /* HeaderField *: as they stand in the bytes, the folding
                        included; at least those that mime_headers.c wants */
  TextBody *texts;   /* a usual body; NULL: see `body` */
  GMimeObject *body; /* NULL: there is none */
  GMimeParserOptions *options; /* for the addresses */
} MimeMail;

/* Take a mail apart; its bytes are only read and must live as long as it.
 * Returns false when it is none; to be cleared in any case. */
bool mime_mail_open(MimeMail *mail, GByteArray *bytes);
void mime_mail_clear(MimeMail *mail); /* all zero is fine */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MimeMail, mime_mail_clear)

/* The bytes of the header field at `at`, up to and with the last line feed; 0
 * when there is none, or it is written in any way that two readers could
 * understand differently. */
size_t mime_field_size(const char *at, const char *end);

/* A mail out of its bytes, which are only read and must live as long as it;
 * NULL when it is none.  Owned by the caller. */
GMimeMessage *mime_construct(GByteArray *bytes);

/* What the sender says of a file; each may be NULL. */
typedef struct MimeFile {
  const char *name, *media_type, *content_id;
  bool is_inline;
} MimeFile;

/* Add an attachment that is no entity of its own. */
void mime_reader_add_file(MimeReader *reader, const MimeFile *file,
                          GBytes *bytes);

/* The header of a mail within the mail; each may be NULL. */
typedef struct MimeInner {
  const char *name, *address; /* of its originator */
  const char *to, *date;      /* as they stand there, decoded */
  const char *subject;
} MimeInner;

/* Begin what was passed on, under a mark that forward_find() knows. */
void mime_reader_begin_forward(MimeReader *reader, const MimeInner *inner);

/* Close what was passed on, when more of the mail itself follows. */
void mime_reader_end_forward(MimeReader *reader);

/* Originator, recipients, ids, subject and date of a parsed mail. */
void mime_headers_read(Message *message, const MimeMail *mail,
                       const GPtrArray *fields);

/* Make adjacent encoded words of the address fields one, in place; before the
 * addresses are asked for.
 */
void mime_headers_join_words(GMimeMessage *mail);

/* The subject, decoded, one line; NULL when there is no such field.  Owned. */
char *mime_headers_subject(GMimeMessage *mail);

/* The first mailbox of a list, groups included; NULL when there is none. */
Address *mime_headers_first(InternetAddressList *list);

/* Does a From value hold exactly one mailbox? */
bool mime_headers_is_single(const char *value);

#endif
