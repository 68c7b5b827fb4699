/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures of what was done, which go along to the citizen: the small copies
 * without metadata, never the files.
 */
#include "daemon/services/report/commands/report_proof.h"

#include "parsers/mail_writer.h"

enum {
  PROOF_MAX = 5,        /* pictures; who sends more sends an album */
  INLINE_BYTES = 65536, /* a smaller one within the text is a logo */
  PROOF_SIDE_MIN = 200, /* pixels; a smaller one is a logo as well */
};

static bool
is_proof(const StoredAttachment *attachment)
{
  bool has_copy =
      attachment->copy.body != NULL || attachment->copy.blob != NULL;
  bool signs = attachment->filename != NULL &&
               attachment_name_is_signature(attachment->filename);
  return has_copy && !signs && attachment->width >= PROOF_SIDE_MIN &&
         attachment->height >= PROOF_SIDE_MIN &&
         (!attachment->is_inline || attachment->size_bytes > INLINE_BYTES);
}

bool
report_enclose_proof(StaffCall *call, Enclosures *out, GError **error)
{
  g_autoptr(GPtrArray) photos = g_ptr_array_new();
  for (guint i = 0; call->attachments != NULL && i < call->attachments->len;
       i++)
    if (is_proof(call->attachments->pdata[i]) && photos->len < PROOF_MAX)
      g_ptr_array_add(photos, call->attachments->pdata[i]);
  out->photos_only = true;
  if (!enclosures_add(call->desk, photos, call->language, out, error))
    return false;
  /* Beside the text, not within it: the text does not speak of them. */
  for (guint i = 0; i < out->parts->len; i++)
    g_array_index(out->parts, MailPart, i).content_id = NULL;
  return true;
}
