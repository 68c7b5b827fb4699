/* SPDX-License-Identifier: Apache-2.0
 *
 * An S/MIME body (RFC 8551 3.2).
 */
#include "parsers/mime/smime.h"

static void
read_application_pkcs7_mime(MimeReader *reader, GMimeObject *entity)
{
  if (smime_read(reader, entity))
    return;
  mime_reader_add_problem(reader, "A part in S/MIME could not be read.");
  mime_reader_add_attachment(reader, entity);
}

const Part part_application_pkcs7_mime = {
    .media_type = "application/pkcs7-mime",
    .takes_attachments = true,
    .read = read_application_pkcs7_mime,
};
