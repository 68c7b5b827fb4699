/* SPDX-License-Identifier: Apache-2.0
 *
 * Authentication-Results: what our host says counts, whatever a stranger
 * writes around it does not.
 */
#include "parsers/auth_results.h"

#include <string.h>

#include "parsers/header.h"
#include "tests/support/cases.h"

#define BORDER                                                                 \
  "Received: from mail.example.com (mail.example.com [192.0.2.1])\n"           \
  "\tby mx.example.org (Postfix) with ESMTPS id 1; Thu, 21 May 2026\n"
#define FOREIGN                                                                \
  "Received: from a.example.net by mail.example.com with ESMTP; x\n"
#define PASS                                                                   \
  "Authentication-Results: mx.example.org; dmarc=pass "                        \
  "header.from=example.com\n"
#define FAIL                                                                   \
  "Authentication-Results: mx.example.org; dmarc=fail "                        \
  "header.from=example.com\n"

static const struct Row {
  const char *name, *header;
  AuthVerdict verdict;
} cases[] = {
    {"none", BORDER FOREIGN, AUTH_VERDICT_NONE},
    {"above", PASS BORDER FOREIGN, AUTH_VERDICT_PASS},
    {"below-the-border", BORDER PASS FOREIGN, AUTH_VERDICT_PASS},
    {"fail", FAIL BORDER FOREIGN, AUTH_VERDICT_FAIL},
    {"forged-below-a-stranger", BORDER FOREIGN PASS, AUTH_VERDICT_NONE},
    {"forged-with-our-received", BORDER BORDER PASS, AUTH_VERDICT_NONE},
    {"forged-greeting",
     "Received: from mx.example.org ([192.0.2.1]) by mx.example.org with SMTP; "
     "x\n" BORDER PASS,
     AUTH_VERDICT_NONE},
    {"forged-private-greeting",
     "Received: from [10.0.0.1] (evil [192.0.2.1]) by mx.example.org; x\n"
     "Received: from x by mx.example.org; x\n" PASS,
     AUTH_VERDICT_NONE},
    {"internal-hop",
     "Received: from mx.example.org (mx.example.org [10.0.0.7])\n"
     " by store.example.org with ESMTP; x\n" BORDER PASS FOREIGN,
     AUTH_VERDICT_PASS},
    {"lmtp",
     "Received: from mx.example.org by store.example.org with LMTP id x; "
     "x\n" BORDER PASS FOREIGN,
     AUTH_VERDICT_PASS},
    {"another-id",
     "Authentication-Results: mx.example.com; dmarc=pass "
     "header.from=example.com\n" BORDER,
     AUTH_VERDICT_NONE},
    {"id-with-other-case",
     "Authentication-Results: MX.example.org; dmarc=pass "
     "header.from=example.com\n" BORDER,
     AUTH_VERDICT_NONE},
    {"id-as-prefix",
     "Authentication-Results: mx.example.org.evil.example; dmarc=pass "
     "header.from=example.com\n" BORDER,
     AUTH_VERDICT_NONE},
    {"id-in-a-comment",
     "Authentication-Results: evil.example (mx.example.org); dmarc=pass "
     "header.from=example.com\n" BORDER,
     AUTH_VERDICT_NONE},
    {"folded-with-comments",
     "authentication-results:\n (a) mx.example.org 1 (b;c)\n ; DMARC (d) = "
     "pass\n (p=none; dis=none) header.from = Example.COM\n" BORDER,
     AUTH_VERDICT_PASS},
    {"pass-in-a-comment",
     "Authentication-Results: mx.example.org; dmarc=fail (; dmarc=pass) "
     "header.from=example.com\n" BORDER,
     AUTH_VERDICT_FAIL},
    {"pass-in-a-reason",
     "Authentication-Results: mx.example.org; dmarc=fail reason=\"; "
     "dmarc=pass header.from=example.com\" header.from=example.com\n" BORDER,
     AUTH_VERDICT_FAIL},
    {"two-that-disagree", PASS FAIL BORDER, AUTH_VERDICT_NONE},
    {"two-that-agree", PASS PASS BORDER, AUTH_VERDICT_PASS},
    {"methods-in-two-fields",
     "Authentication-Results: mx.example.org; spf=pass "
     "smtp.mailfrom=x@bounce.example.net\n"
     "Authentication-Results: mx.example.org; dkim=pass "
     "header.d=example.com\n" BORDER,
     AUTH_VERDICT_PASS},
    {"of-another-domain",
     "Authentication-Results: mx.example.org; dmarc=pass "
     "header.from=example.net\n" BORDER,
     AUTH_VERDICT_NONE},
    {"dkim-aligned-above",
     "Authentication-Results: mx.example.org; dkim=pass "
     "header.d=mail.example.com\n" BORDER,
     AUTH_VERDICT_PASS},
    {"dkim-not-aligned",
     "Authentication-Results: mx.example.org; dkim=pass "
     "header.d=badexample.com\n" BORDER,
     AUTH_VERDICT_FAIL},
    {"dkim-of-a-top-level",
     "Authentication-Results: mx.example.org; dkim=pass header.d=com\n" BORDER,
     AUTH_VERDICT_FAIL},
    {"dkim-in-test-mode",
     "Authentication-Results: mx.example.org; dkim=pass header.d=example.com "
     "header.t=y\n" BORDER,
     AUTH_VERDICT_FAIL},
    {"spf-aligned",
     "Authentication-Results: mx.example.org; spf=pass "
     "smtp.mailfrom=a@example.com\n" BORDER,
     AUTH_VERDICT_PASS},
    {"spf-of-the-greeting",
     "Authentication-Results: mx.example.org; spf=pass "
     "smtp.helo=example.com\n" BORDER,
     AUTH_VERDICT_FAIL},
    {"dmarc-fail-beats-dkim",
     "Authentication-Results: mx.example.org; dkim=pass header.d=example.com; "
     "dmarc=fail header.from=example.com\n" BORDER,
     AUTH_VERDICT_FAIL},
    {"error-of-dns",
     "Authentication-Results: mx.example.org; spf=temperror "
     "smtp.mailfrom=a@example.com; dkim=permerror\n" BORDER,
     AUTH_VERDICT_NONE},
    {"no-result", "Authentication-Results: mx.example.org; none\n" BORDER,
     AUTH_VERDICT_NONE},
};

static AuthVerdict
verdict(const char *header, const char *from, const char *authserv_id)
{
  static const char *const own[] = {"example.org", NULL};
  MimeOptions options = {.authserv_id = authserv_id, .own_domains = own};
  const char *cursor = header;
  g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
  return auth_results_verdict(fields, from, &options);
}

static void
test_auth_results_case(gconstpointer data)
{
  const struct Row *row = data;
  AuthVerdict got = verdict(row->header, "max@example.com", "mx.example.org");
  g_assert_cmpstr(auth_verdict_to_string(got), ==,
                  auth_verdict_to_string(row->verdict));
}

/* RFC 8616 lets a host write either form of a domain with umlauts. */
static void
test_auth_results_umlauts(void)
{
  static const char *const domains[] = {"m\xc3\xbcller.example",
                                        "xn--mller-kva.example"};
  for (size_t i = 0; i < G_N_ELEMENTS(domains); i++) {
    g_autofree char *header =
        g_strdup_printf("Authentication-Results: mx.example.org; dmarc=pass "
                        "header.from=%s\n" BORDER,
                        domains[i]);
    g_assert_cmpint(
        verdict(header, "max@xn--mller-kva.example", "mx.example.org"), ==,
        AUTH_VERDICT_PASS);
  }
}

/* As a mailbox of Microsoft 365 has it: the topmost two hops are its own. */
#define M365_STORE                                                             \
  "Received: from DU2PR04CA0001.eurprd04.prod.outlook.com (2603:10a6::28)\n"   \
  " by DB9PR04MB0001.eurprd04.prod.outlook.com with HTTPS; x\n"                \
  "Received: from DU2PEPF0001.eurprd03.prod.outlook.com (2603:10a6::6b)\n"     \
  " by DU2PR04CA0001.outlook.office365.com with Microsoft SMTP Server; x\n"
#define M365_PASS                                                              \
  "Authentication-Results: spf=pass (sender IP is 192.0.2.1)\n"                \
  " smtp.mailfrom=example.com; town.example; dkim=pass (signature was\n"       \
  " verified) header.d=example.com;town.example; dmarc=pass action=none\n"     \
  " header.from=example.com;compauth=pass reason=100\n"
#define M365_BORDER                                                            \
  "Received: from mail.example.com (192.0.2.1)\n"                              \
  " by DU2PEPF0001.mail.protection.outlook.com (10.167.242.24) with\n"         \
  " Microsoft SMTP Server; x\n"

static void
test_auth_results_of_microsoft(void)
{
  static const struct {
    const char *header;
    AuthVerdict verdict;
  } rows[] = {
      {M365_STORE M365_PASS M365_BORDER FOREIGN, AUTH_VERDICT_PASS},
      {M365_STORE
       "Authentication-Results: spf=fail smtp.mailfrom=example.com; "
       "dkim=none header.d=none;dmarc=fail action=none "
       "header.from=example.com;compauth=fail reason=000\n" M365_BORDER,
       AUTH_VERDICT_FAIL},
      /* Microsoft's own guess is none of ours. */
      {M365_STORE
       "Authentication-Results: spf=none smtp.mailfrom=example.com; "
       "dkim=none (message not signed) header.d=none;dmarc=bestguesspass "
       "action=none header.from=example.com;compauth=pass "
       "reason=109\n" M365_BORDER,
       AUTH_VERDICT_FAIL},
      /* Whatever a stranger brings stands below the border. */
      {M365_STORE M365_BORDER M365_PASS FOREIGN, AUTH_VERDICT_NONE},
      {M365_STORE M365_BORDER M365_STORE M365_PASS M365_BORDER,
       AUTH_VERDICT_NONE},
      {FOREIGN M365_PASS M365_BORDER, AUTH_VERDICT_NONE},
      {M365_STORE M365_PASS FOREIGN, AUTH_VERDICT_NONE},
      {M365_STORE M365_PASS, AUTH_VERDICT_NONE},
      {"Received: from x by mail.protection.outlook.com.evil.example; "
       "x\n" M365_PASS M365_BORDER,
       AUTH_VERDICT_NONE},
      {M365_STORE PASS M365_BORDER, AUTH_VERDICT_NONE}, /* names a host */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    AuthVerdict got =
        verdict(rows[i].header, "max@example.com", AUTH_RESULTS_MICROSOFT);
    g_assert_cmpint(got, ==, rows[i].verdict);
    /* Without that setting nothing of it counts. */
    g_assert_cmpint(
        verdict(rows[i].header, "max@example.com", "mx.example.net"), ==,
        AUTH_VERDICT_NONE);
  }
}

/* Google's stores stand above its border host and have no names. */
static void
test_auth_results_of_google(void)
{
  static const struct {
    const char *store;
    AuthVerdict verdict;
  } rows[] = {
      {"Received: by 2002:a05:6402:35cd:b0:5c8:1 with SMTP id abc; x\n",
       AUTH_VERDICT_PASS},
      {"Received: by 2002:b05:6402:35cd:b0:5c8:1 with SMTP id abc; x\n",
       AUTH_VERDICT_NONE},
      {"Received: from evil.example by 2002:a05:6402:35cd:b0:5c8:1; x\n",
       AUTH_VERDICT_NONE},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autofree char *header = g_strconcat(rows[i].store, BORDER PASS, NULL);
    g_assert_cmpint(verdict(header, "max@example.com", "mx.example.org"), ==,
                    rows[i].verdict);
  }
}

static void
test_auth_results_nothing_configured(void)
{
  g_assert_cmpint(verdict(PASS BORDER, "max@example.com", NULL), ==,
                  AUTH_VERDICT_NONE);
  g_assert_cmpint(verdict(PASS BORDER, "max@example.com", ""), ==,
                  AUTH_VERDICT_NONE);
  g_assert_cmpint(verdict(PASS BORDER, NULL, "mx.example.org"), ==,
                  AUTH_VERDICT_NONE);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/parsers/auth-results", cases, test_auth_results_case);
  g_test_add_func("/parsers/auth-results/umlauts", test_auth_results_umlauts);
  g_test_add_func("/parsers/auth-results/of-microsoft",
                  test_auth_results_of_microsoft);
  g_test_add_func("/parsers/auth-results/of-google",
                  test_auth_results_of_google);
  g_test_add_func("/parsers/auth-results/nothing-configured",
                  test_auth_results_nothing_configured);
  return g_test_run();
}
