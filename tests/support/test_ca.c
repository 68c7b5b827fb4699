/* SPDX-License-Identifier: Apache-2.0
 *
 * Certificates made in memory with GnuTLS.
 */
#include "tests/support/test_ca.h"

#include <string.h>
#include <time.h>

#include <glib/gstdio.h>
#include <gnutls/x509.h>

enum { DAY_S = 86400 };

struct TestCa {
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  char *file;
};

static gnutls_x509_privkey_t
make_key(void)
{
  gnutls_x509_privkey_t key;

  g_assert(gnutls_x509_privkey_init(&key) == 0);
  g_assert(gnutls_x509_privkey_generate(
               key, GNUTLS_PK_ECDSA,
               GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0) == 0);
  return key;
}

static gnutls_x509_crt_t
make_certificate(gnutls_x509_privkey_t key, const char *name, int from_day,
                 int to_day)
{
  gnutls_x509_crt_t crt;
  time_t now = time(NULL);
  guint32 serial = g_random_int() | 1;

  g_assert(gnutls_x509_crt_init(&crt) == 0);
  gnutls_x509_crt_set_version(crt, 3);
  gnutls_x509_crt_set_serial(crt, &serial, sizeof serial);
  gnutls_x509_crt_set_activation_time(crt, now + from_day * DAY_S);
  gnutls_x509_crt_set_expiration_time(crt, now + to_day * DAY_S);
  gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                (unsigned)strlen(name));
  gnutls_x509_crt_set_key(crt, key);
  return crt;
}

TestCa *
test_ca_new(void)
{
  TestCa *ca = g_new0(TestCa, 1);
  gnutls_datum_t pem = {NULL, 0};

  ca->key = make_key();
  ca->certificate = make_certificate(ca->key, "Test CA", -30, 30);
  gnutls_x509_crt_set_basic_constraints(ca->certificate, 1, -1);
  gnutls_x509_crt_set_key_usage(ca->certificate, GNUTLS_KEY_KEY_CERT_SIGN);
  g_assert(gnutls_x509_crt_sign2(ca->certificate, ca->certificate, ca->key,
                                 GNUTLS_DIG_SHA256, 0) == 0);
  int fd = g_file_open_tmp("bote-ca-XXXXXX", &ca->file, NULL);
  g_assert_cmpint(fd, >=, 0);
  g_close(fd, NULL);
  gnutls_x509_crt_export2(ca->certificate, GNUTLS_X509_FMT_PEM, &pem);
  g_assert(g_file_set_contents(ca->file, (char *)pem.data, pem.size, NULL));
  gnutls_free(pem.data);
  return ca;
}

const char *
test_ca_file(const TestCa *ca)
{
  return ca->file;
}

gnutls_certificate_credentials_t
test_ca_server(TestCa *ca, TestCert cert)
{
  gnutls_certificate_credentials_t credentials;
  gnutls_x509_privkey_t key = make_key();
  const char *name =
      cert == TEST_CERT_WRONG_HOST ? "evil.example" : "localhost";
  bool expired = cert == TEST_CERT_EXPIRED,
       self = cert == TEST_CERT_SELF_SIGNED;
  gnutls_x509_crt_t crt =
      make_certificate(key, name, expired ? -20 : -1, expired ? -10 : 10);

  gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, name,
                                       (unsigned)strlen(name), GNUTLS_FSAN_SET);
  g_assert(gnutls_x509_crt_sign2(crt, self ? crt : ca->certificate,
                                 self ? key : ca->key, GNUTLS_DIG_SHA256,
                                 0) == 0);
  g_assert(gnutls_certificate_allocate_credentials(&credentials) == 0);
  g_assert(gnutls_certificate_set_x509_key(credentials, &crt, 1, key) >= 0);
  gnutls_x509_crt_deinit(crt);
  gnutls_x509_privkey_deinit(key);
  return credentials;
}

void
test_ca_free(TestCa *ca)
{
  if (ca == NULL)
    return;
  (void)g_unlink(ca->file); /* scratch */
  gnutls_x509_crt_deinit(ca->certificate);
  gnutls_x509_privkey_deinit(ca->key);
  g_free(ca->file);
  g_free(ca);
}
