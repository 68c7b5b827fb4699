/* SPDX-License-Identifier: Apache-2.0
 *
 * An S/MIME body (RFC 8551 3.2), under the name it had before RFC 5751.
 */
#include "parsers/mime/smime.h"

const Part part_application_x_pkcs7_mime = {
    .media_type = "application/x-pkcs7-mime",
    .takes_attachments = true,
    .read = smime_read_part,
};
