/* SPDX-License-Identifier: Apache-2.0
 *
 * What is trusted, and what is said when it is not.
 */
#include "daemon/imap/imap_tls.h"

#include <string.h>

#include <gnutls/x509.h>

#include "daemon/imap/imap_error.h"

/* TLS 1.2 is the least (RFC 8314 4.1); 128 bit and no old hashes. */
#define TLS_PRIORITY "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

static bool
fail(GError **error, const char *why)
{
  g_set_error(error, IMAP_ERROR, IMAP_ERROR_TLS, "TLS: %s", why);
  return false;
}

static bool
load_trust(const char *ca_file, gnutls_certificate_credentials_t *out_trust,
           GError **error)
{
  int result = gnutls_certificate_allocate_credentials(out_trust);

  if (result >= 0)
    result = ca_file != NULL
                 ? gnutls_certificate_set_x509_trust_file(*out_trust, ca_file,
                                                          GNUTLS_X509_FMT_PEM)
                 : gnutls_certificate_set_x509_system_trust(*out_trust);
  if (result == 0)
    return fail(error, "no trusted certificates found");
  return result > 0 || fail(error, gnutls_strerror(result));
}

bool
imap_tls_prepare(const char *host, const char *ca_file,
                 gnutls_certificate_credentials_t *out_trust,
                 gnutls_session_t *out_session, GError **error)
{
  if (!load_trust(ca_file, out_trust, error))
    return false;
  int result = gnutls_init(out_session,
                           GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
  if (result >= 0)
    result = gnutls_priority_set_direct(*out_session, TLS_PRIORITY, NULL);
  if (result >= 0)
    result = gnutls_credentials_set(*out_session, GNUTLS_CRD_CERTIFICATE,
                                    *out_trust);
  /* SNI takes names only (RFC 6066 3). */
  if (result >= 0 && !g_hostname_is_ip_address(host))
    result = gnutls_server_name_set(*out_session, GNUTLS_NAME_DNS, host,
                                    strlen(host));
  if (result < 0)
    return fail(error, gnutls_strerror(result));
  gnutls_session_set_verify_cert(*out_session, host, 0);
  return true;
}

void
imap_tls_set_error(gnutls_session_t session, int result, GError **error)
{
  gnutls_datum_t words = {NULL, 0};
  const char *why = gnutls_strerror(result);

  if (result == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR &&
      gnutls_certificate_verification_status_print(
          gnutls_session_get_verify_cert_status(session), GNUTLS_CRT_X509,
          &words, 0) >= 0)
    why = (const char *)words.data;
  (void)fail(error, why); /* always false */
  gnutls_free(words.data);
}
