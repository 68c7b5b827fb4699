/* SPDX-License-Identifier: Apache-2.0
 *
 * An S/MIME body (RFC 8551 3.2), under the name it had before RFC 5751.
 */
#include "parsers/mime/smime.h"

static void
read_application_x_pkcs7_mime(MimeReader *reader, GMimeObject *entity)
{
  if (smime_read(reader, entity))
    return;
  mime_reader_add_problem(reader, "A part in S/MIME could not be read.");
  mime_reader_add_attachment(reader, entity);
}

const Part part_application_x_pkcs7_mime = {
    .media_type = "application/x-pkcs7-mime",
    .takes_attachments = true,
    .read = read_application_x_pkcs7_mime,
};
