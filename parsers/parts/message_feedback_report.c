/* SPDX-License-Identifier: Apache-2.0
 *
 * The machine-readable half of an abuse report (RFC 5965).
 */
#include "parsers/machine/bounce.h"
#include "parsers/machine/bounce_part.h"

static void
read_message_feedback_report(MimeReader *reader, GMimeObject *entity)
{
  bounce_part_read(reader, entity, bounce_read_feedback);
}

const Part part_message_feedback_report = {
    .media_type = "message/feedback-report",
    .takes_attachments = true,
    .read = read_message_feedback_report,
};
