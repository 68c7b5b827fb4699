/* SPDX-License-Identifier: Apache-2.0
 *
 * A part that lies elsewhere (RFC 2046 5.2.3).  Nothing is ever fetched: it
 * would tell the sender that, when and where he is read.
 */
#include "parsers/part.h"

static void
read_message_external_body(MimeReader *reader, GMimeObject *entity)
{
  mime_reader_add_problem(
      reader, "A part of the mail lies elsewhere and was not fetched.");
  mime_reader_add_attachment(reader, entity);
}

const Part part_message_external_body = {
    .media_type = "message/external-body",
    .takes_attachments = true,
    .read = read_message_external_body,
};
