/* SPDX-License-Identifier: Apache-2.0
 *
 * What no other row takes is an attachment; but gateways send S/MIME bodies
 * under no type, known by the name only (RFC 8551 3.2.1).
 */
#include "parsers/mime/mime_leaf.h"
#include "parsers/part.h"
#include "parsers/mime/smime.h"

static void
read_null(MimeReader *reader, GMimeObject *entity)
{
  g_autofree char *name = mime_leaf_name(entity);
  g_autofree char *small = name == NULL ? NULL : g_ascii_strdown(name, -1);
  bool smime = small != NULL && g_str_has_suffix(small, ".p7m");
  if (!smime || !smime_read(reader, entity))
    mime_reader_add_attachment(reader, entity);
}

const Part part_null = {
    .media_type = "",
    .takes_attachments = true,
    .read = read_null,
};
