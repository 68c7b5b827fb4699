/* SPDX-License-Identifier: Apache-2.0
 *
 * The machine-readable half of a bounce (RFC 3464).
 */
#include "parsers/machine/bounce.h"
#include "parsers/machine/bounce_part.h"

static void
read_message_delivery_status(MimeReader *reader, GMimeObject *entity)
{
  bounce_part_read(reader, entity, bounce_read_status);
}

const Part part_message_delivery_status = {
    .media_type = "message/delivery-status",
    .takes_attachments = true,
    .read = read_message_delivery_status,
};
