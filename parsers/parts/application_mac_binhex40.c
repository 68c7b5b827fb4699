/* SPDX-License-Identifier: Apache-2.0
 *
 * BinHex, as old Macs packed files.
 */
#include "parsers/part.h"

static void
read_application_mac_binhex40(MimeReader *reader, GMimeObject *entity)
{
  mime_reader_add_problem(reader,
                          "A file is packed as BinHex and was not opened.");
  mime_reader_add_attachment(reader, entity);
}

const Part part_application_mac_binhex40 = {
    .media_type = "application/mac-binhex40",
    .takes_attachments = true,
    .by_content = true,
    .read = read_application_mac_binhex40,
};
