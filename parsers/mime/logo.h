/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures that decorate a mail (the coat of arms in a signature, icons of
 * networks, pixels that count readers) apart from photos that say something.
 * A guess: what is called a logo here is still there, as a file.
 */
#ifndef BOTE_PARSERS_MIME_LOGO_H
#define BOTE_PARSERS_MIME_LOGO_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "parsers/attachment.h"

/* Is a picture a logo, by its size, name and disposition?
 *
 * attachment   with all members but photo and is_logo.
 * head, size   its first bytes.
 */
bool logo_is(const Attachment *attachment, const void *head, size_t size);

/* Collect the content ids that the signature of an HTML mail shows.
 *
 * out_ids   char *, at most LOGO_IDS_MAX of them are added.
 */
void logo_collect_ids(const char *html, GPtrArray *out_ids);

/* Call a logo what stands in a signature or comes twice in one mail.
 *
 * ids   as collected.
 */
void logo_mark(GPtrArray *attachments, const GPtrArray *ids);

enum { LOGO_IDS_MAX = 20 };

#endif
