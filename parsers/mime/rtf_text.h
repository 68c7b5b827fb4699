/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of an RTF text (Microsoft's Rich Text Format 1.9.1) as Outlook
 * sends it, and the HTML that such a text may carry (MS-OXRTFEX).  No layout,
 * no pictures, no objects.
 */
#ifndef BOTE_PARSERS_MIME_RTF_TEXT_H
#define BOTE_PARSERS_MIME_RTF_TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum { RTF_TEXT_DEPTH_MAX = 500 }; /* groups within groups; Word writes < 20 */

/* Read RTF of any content.
 *
 * max           most bytes of the result.
 * out_is_html   the result is the HTML from which the RTF was made.
 * Returns UTF-8, owned by the caller; "" when there are no words.
 */
char *rtf_text(const char *rtf, size_t size, size_t max, bool *out_is_html);

#endif
