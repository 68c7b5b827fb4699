/* SPDX-License-Identifier: Apache-2.0
 *
 * Modules as one path.
 */
#include "templates/survey/svg_qr.h"

#include "parsers/qr/qr.h"

/* Dark ones side by side are one piece, so that no light seam is printed. */
static void
append_row(GString *out, const QrCode *code, size_t row)
{
  const bool *modules = code->modules + row * code->size;
  for (size_t i = 0, length = 1; i < code->size; i += length) {
    for (length = 1;
         i + length < code->size && modules[i + length] == modules[i]; length++)
      ;
    if (modules[i])
      g_string_append_printf(out, "M%zu %zuh%zuv1h-%zuz", i + QR_QUIET,
                             row + QR_QUIET, length, length);
  }
}

bool
svg_append_qr(GString *out, const SvgSquare *where, const char *text,
              GError **error)
{
  g_autoptr(QrCode) code = qr_code_new(text, error);
  if (code == NULL)
    return false;
  char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
  char side[G_ASCII_DTOSTR_BUF_SIZE];
  size_t modules = code->size + 2 * QR_QUIET;
  g_string_append_printf(
      out,
      "<svg x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" "
      "viewBox=\"0 0 %zu %zu\" shape-rendering=\"crispEdges\">"
      "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>"
      "<path fill=\"#000\" d=\"",
      g_ascii_formatd(x, sizeof x, "%.2f", where->x),
      g_ascii_formatd(y, sizeof y, "%.2f", where->y),
      g_ascii_formatd(side, sizeof side, "%.2f", where->side), side, modules,
      modules);
  for (size_t row = 0; row < code->size; row++)
    append_row(out, code, row);
  g_string_append(out, "\"/></svg>\n");
  return true;
}
