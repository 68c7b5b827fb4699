/* SPDX-License-Identifier: Apache-2.0
 *
 * One piece of a mail that was cut (RFC 2046 5.2.2): the others come, if ever,
 * as mails of their own.
 */
#include "parsers/part.h"

static void
read_message_partial(MimeReader *reader, GMimeObject *entity)
{
  mime_reader_add_problem(
      reader,
      "The mail is one piece of a larger one; the others are not here.");
  mime_reader_add_attachment(reader, entity);
}

const Part part_message_partial = {
    .media_type = "message/partial",
    .takes_attachments = true,
    .read = read_message_partial,
};
