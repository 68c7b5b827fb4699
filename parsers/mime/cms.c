/* SPDX-License-Identifier: Apache-2.0
 *
 * A reader of BER elements within a window of bytes, without recursion.
 */
#include "parsers/mime/cms.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
  CMS_DEPTH_MAX = 16, /* openssl -stream makes strings two deep */
  CMS_LENGTH_BYTES_MAX = 4,
};

/* Identifier octets (X.690 8.1.2). */
enum {
  TAG_END = 0x00, /* end-of-contents (8.1.5) */
  TAG_OCTET_STRING = 0x04,
  TAG_OID = 0x06,
  TAG_CONSTRUCTED = 0x20,
  TAG_OCTET_STRINGS = TAG_OCTET_STRING | TAG_CONSTRUCTED,
  TAG_SEQUENCE = 0x30,
  TAG_EXPLICIT_0 = 0xa0,
  TAG_NUMBER_MASK = 0x1f, /* all bits set: a number of several octets */
};

/* The bytes that are still to be read. */
typedef struct Ber {
  const uint8_t *at, *end;
} Ber;

typedef struct BerHead {
  uint8_t tag;
  bool is_indefinite; /* its contents end with end-of-contents (8.1.3.6) */
  size_t size;        /* of the contents; 0 when indefinite */
} BerHead;

/* Read the head of the next element; false at the end or when it is broken or
 * says more than there is. */
static bool
read_head(Ber *ber, BerHead *out)
{
  if (ber->end - ber->at < 2)
    return false;
  BerHead head = {.tag = *ber->at++};
  uint8_t length = *ber->at++;
  if ((head.tag & TAG_NUMBER_MASK) == TAG_NUMBER_MASK)
    return false; /* no such tag in what is read here */
  head.is_indefinite = length == 0x80;
  if (head.is_indefinite && (head.tag & TAG_CONSTRUCTED) == 0)
    return false;
  unsigned count = length & 0x7f;
  head.size = length < 0x80 ? length : 0;
  if (length > 0x80) {
    if (count > CMS_LENGTH_BYTES_MAX || ber->end - ber->at < (ptrdiff_t)count)
      return false;
    while (count-- > 0)
      head.size = head.size << 8 | *ber->at++;
  }
  if (head.size > (size_t)(ber->end - ber->at))
    return false;
  *out = head;
  return true;
}

/* Read the head of an element that must have this tag. */
static bool
read_tag(Ber *ber, uint8_t tag, BerHead *out)
{
  return read_head(ber, out) && out->tag == tag;
}

/* Step over the contents of an element whose head was read. */
static bool
skip_contents(Ber *ber, const BerHead *head)
{
  ber->at += head->size;
  unsigned open = head->is_indefinite ? 1 : 0;
  while (open > 0) {
    BerHead inner;
    if (open > CMS_DEPTH_MAX || !read_head(ber, &inner))
      return false;
    ber->at += inner.size;
    open += inner.is_indefinite ? 1 : 0;
    open -= inner.tag == TAG_END ? 1 : 0;
  }
  return true;
}

static bool
skip_element(Ber *ber)
{
  BerHead head;
  return read_head(ber, &head) && skip_contents(ber, &head);
}

/* Go into an element; its window ends where its contents do. */
static bool
enter(Ber *ber, uint8_t tag)
{
  BerHead head;
  if (!read_tag(ber, tag, &head))
    return false;
  if (!head.is_indefinite)
    ber->end = ber->at + head.size;
  return true;
}

/* An OCTET STRING, in pieces of pieces if need be (X.690 8.7.3). */
static GByteArray *
read_octets(Ber ber)
{
  g_autoptr(GByteArray) octets = g_byte_array_new();
  /* Where each open string ends; NULL: with end-of-contents. */
  const uint8_t *ends[CMS_DEPTH_MAX];
  unsigned depth = 0;
  do {
    BerHead head;
    if (depth > 0 && ends[depth - 1] == ber.at) {
      depth--;
      continue;
    }
    if (!read_head(&ber, &head))
      return NULL;
    if (head.tag == TAG_OCTET_STRING) {
      g_byte_array_append(octets, ber.at, (guint)head.size);
      ber.at += head.size;
    } else if (head.tag == TAG_OCTET_STRINGS && depth < CMS_DEPTH_MAX) {
      ends[depth++] = head.is_indefinite ? NULL : ber.at + head.size;
    } else if (head.tag == TAG_END && depth > 0 && ends[depth - 1] == NULL) {
      depth--;
    } else {
      return NULL;
    }
  } while (depth > 0);
  return g_steal_pointer(&octets);
}

/* RFC 5652 5.1, 5.2: SEQUENCE { version, digestAlgorithms, encapContentInfo
 * SEQUENCE { eContentType, [0] eContent OPTIONAL }, … } */
static CmsKind
read_signed(Ber ber, GByteArray **out_content)
{
  if (!enter(&ber, TAG_SEQUENCE) || !skip_element(&ber) ||
      !skip_element(&ber) || !enter(&ber, TAG_SEQUENCE) || !skip_element(&ber))
    return CMS_KIND_NONE;
  BerHead head;
  Ber content = ber;
  if (!read_tag(&content, TAG_EXPLICIT_0, &head))
    return CMS_KIND_SIGNATURE;
  *out_content = read_octets(content);
  return *out_content == NULL ? CMS_KIND_NONE : CMS_KIND_SIGNED;
}

/* Contents of the object identifiers 1.2.840.113549.1.7.x and 1.9.16.1.x. */
static const struct {
  uint8_t size;
  uint8_t bytes[11];
  CmsKind kind;
} type_table[] = {
    {9, {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2}, CMS_KIND_SIGNED},
    {9, {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 3}, CMS_KIND_ENCRYPTED},
    {9, {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 4}, CMS_KIND_ENCRYPTED},
    {9, {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 6}, CMS_KIND_ENCRYPTED},
    {11,
     {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 23},
     CMS_KIND_ENCRYPTED},
    {11,
     {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 9},
     CMS_KIND_COMPRESSED},
};

static CmsKind
kind_of(const uint8_t *bytes, size_t size)
{
  for (size_t i = 0; i < G_N_ELEMENTS(type_table); i++)
    if (type_table[i].size == size &&
        memcmp(type_table[i].bytes, bytes, size) == 0)
      return type_table[i].kind;
  return CMS_KIND_NONE;
}

CmsKind
cms_read(const void *bytes, size_t size, GByteArray **out_content)
{
  Ber ber = {.at = bytes, .end = (const uint8_t *)bytes + size};
  BerHead head;
  if (size == 0 || !enter(&ber, TAG_SEQUENCE) ||
      !read_tag(&ber, TAG_OID, &head))
    return CMS_KIND_NONE;
  CmsKind kind = kind_of(ber.at, head.size);
  ber.at += head.size;
  if (kind != CMS_KIND_SIGNED)
    return kind;
  return enter(&ber, TAG_EXPLICIT_0) ? read_signed(ber, out_content)
                                     : CMS_KIND_NONE;
}
