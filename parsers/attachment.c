/* SPDX-License-Identifier: Apache-2.0
 *
 * Making and freeing.
 */
#include "parsers/attachment.h"

bool
attachment_name_is_signature(const char *filename)
{
  g_autofree char *small = g_ascii_strdown(filename, -1);
  return g_str_has_suffix(small, ".p7s") ||
         g_str_has_prefix(small, "openpgp_signature") ||
         g_str_equal(small, "signature.asc");
}

Attachment *
attachment_new(void)
{
  return g_new0(Attachment, 1);
}

void
attachment_free(Attachment *attachment)
{
  if (attachment == NULL)
    return;
  g_free(attachment->filename);
  g_free(attachment->media_type);
  g_free(attachment->declared_type);
  g_free(attachment->content_id);
  g_free(attachment->sha256);
  photo_free(attachment->photo);
  g_free(attachment);
}

void
photo_free(Photo *photo)
{
  if (photo == NULL)
    return;
  g_free(photo->taken_at);
  g_free(photo);
}
