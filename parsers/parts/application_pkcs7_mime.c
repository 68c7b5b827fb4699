/* SPDX-License-Identifier: Apache-2.0
 *
 * An S/MIME body (RFC 8551 3.2).
 */
#include "parsers/mime/smime.h"

const Part part_application_pkcs7_mime = {
    .media_type = "application/pkcs7-mime",
    .takes_attachments = true,
    .read = smime_read_part,
};
