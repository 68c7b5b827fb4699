/* SPDX-License-Identifier: Apache-2.0
 *
 * A throw-away certificate authority for tests: one CA and a certificate for
 * "localhost" in each state a client must judge.
 */
#ifndef BOTE_TESTS_SUPPORT_TEST_CA_H
#define BOTE_TESTS_SUPPORT_TEST_CA_H

#include <glib.h>
#include <gnutls/gnutls.h>
#include <stdbool.h>

typedef enum TestCert {
  TEST_CERT_GOOD,
  TEST_CERT_EXPIRED,
  TEST_CERT_WRONG_HOST,  /* for evil.example */
  TEST_CERT_SELF_SIGNED, /* right name, signed by nobody */
} TestCert;

typedef struct TestCa TestCa;

TestCa *test_ca_new(void);
/* PEM file with the CA's certificate; borrowed. */
const char *test_ca_file(const TestCa *ca);
/* Credentials of a server, owned by the caller. */
gnutls_certificate_credentials_t test_ca_server(TestCa *ca, TestCert cert);
void test_ca_free(TestCa *ca); /* removes the file */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TestCa, test_ca_free)

#endif
