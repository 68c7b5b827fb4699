/* SPDX-License-Identifier: Apache-2.0
 *
 * Just enough of the Cryptographic Message Syntax (RFC 5652) in BER (X.690) to
 * see what an S/MIME body is and to take the content out of one that is signed
 * only.  Nothing is verified or decrypted.
 */
#ifndef BOTE_PARSERS_MIME_CMS_H
#define BOTE_PARSERS_MIME_CMS_H

#include <glib.h>
#include <stddef.h>

typedef enum CmsKind {
  CMS_KIND_NONE,       /* no ContentInfo, or a broken one */
  CMS_KIND_SIGNED,     /* SignedData with its content (RFC 5652 5) */
  CMS_KIND_SIGNATURE,  /* SignedData without: a detached signature */
  CMS_KIND_ENCRYPTED,  /* EnvelopedData, EncryptedData, AuthEnvelopedData */
  CMS_KIND_COMPRESSED, /* CompressedData (RFC 3274) */
} CmsKind;

/* Read a ContentInfo, lengths definite or not, strings in one piece or many.
 *
 * bytes, size   any bytes.
 * out_content   set for CMS_KIND_SIGNED only: the content, usually a MIME
 *               entity, not larger than `size`; owned by the caller.
 * Linear time; nesting deeper than CMS_DEPTH_MAX is CMS_KIND_NONE.
 */
CmsKind cms_read(const void *bytes, size_t size, GByteArray **out_content);

#endif
