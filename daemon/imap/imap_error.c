/* SPDX-License-Identifier: Apache-2.0
 *
 * The error domain of the IMAP modules.
 */
#include "daemon/imap/imap_error.h"

GQuark
imap_error_quark(void)
{
  return g_quark_from_static_string("imap-error");
}

const char *
imap_error_name(const GError *error)
{
  static const char *const names[] = {
      [IMAP_ERROR_NETWORK] = "network", [IMAP_ERROR_TLS] = "tls",
      [IMAP_ERROR_AUTH] = "auth",       [IMAP_ERROR_REFUSED] = "refused",
      [IMAP_ERROR_GONE] = "gone",       [IMAP_ERROR_PROTOCOL] = "protocol",
  };

  if (error->domain != IMAP_ERROR || (size_t)error->code >= G_N_ELEMENTS(names))
    return "local";
  return names[error->code];
}
