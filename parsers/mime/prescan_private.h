/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the two halves of the pre-scan: one reads fields, one walks lines.
 */
#ifndef BOTE_PARSERS_MIME_PRESCAN_PRIVATE_H
#define BOTE_PARSERS_MIME_PRESCAN_PRIVATE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum PrescanFieldKind {
  PRESCAN_FIELD_OTHER,
  PRESCAN_FIELD_ADDRESSES,
  PRESCAN_FIELD_CONTENT_TYPE,
  PRESCAN_FIELD_ENCODING, /* Content-Transfer-Encoding */
} PrescanFieldKind;

/* One header field with its continuation lines, as offsets. */
typedef struct PrescanField {
  size_t begin, end; /* line feed of the last line included */
  size_t keep_end;   /* what lies from here to `end` is cut */
  const char *name;  /* where the field's bytes begin */
  size_t name_size;
  PrescanFieldKind kind;
  const char *problem; /* constant; NULL when nothing is cut */
} PrescanField;

/* What a Content-Type field means for the lines that follow. */
typedef struct PrescanType {
  bool is_text;         /* text/plain or text/html */
  bool is_multipart;    /* of any kind */
  bool is_digest;       /* parts are messages by default (RFC 2046 5.1.5) */
  bool is_message;      /* its body begins with a header block */
  char *boundary;       /* owned; NULL: none, or read in an unusual way */
  bool boundary_unsure; /* a library may read another one: trust no line */
} PrescanType;

/* Look at the field that begins at data[begin]; `size` bytes in all. */
PrescanField prescan_field_read(const char *data, size_t size, size_t begin);

/* Read the value of a Content-Type field; bytes of any content. */
PrescanType prescan_type_read(const char *field, size_t size);

#endif
