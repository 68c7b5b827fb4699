/* SPDX-License-Identifier: Apache-2.0
 *
 * The library's modules as ours.
 */
#include "parsers/qr/qr.h"

#include <string.h>

#include <qrencode.h>

#include "parsers/parse_error.h"

void
qr_code_free(QrCode *code)
{
  if (code == NULL)
    return;
  g_free(code->modules);
  g_free(code);
}

QrCode *
qr_code_new(const char *text, GError **error)
{
  size_t size = strlen(text);
  if (size == 0 || size > QR_TEXT_MAX) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "a QR code holds 1 to %d bytes, not %zu", QR_TEXT_MAX, size);
    return NULL;
  }
  QRcode *made = QRcode_encodeData((int)size, (const unsigned char *)text, 0,
                                   QR_ECLEVEL_M);
  g_assert(made != NULL); /* that much fits; what is left is no memory */
  QrCode *code = g_new0(QrCode, 1);
  code->size = (size_t)made->width;
  code->modules = g_new(bool, code->size * code->size);
  for (size_t i = 0; i < code->size * code->size; i++)
    code->modules[i] = made->data[i] & 1;
  QRcode_free(made);
  return code;
}
