/* SPDX-License-Identifier: Apache-2.0
 *
 * The verdicts of a group are the same whoever gives them: the parent alone, it
 * and its child, or the parent after the child has died or hangs.
 */
#include "daemon/http/verifier.h"

#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "queue/secret.h"
#include "tests/support/cases.h"

#define PATH "0123456789abcdef0123456789abcdef"
#define NOW_MS INT64_C(1795281884000)

enum { CASES = 41, BODY_MAX = 200 * 1024 };

typedef struct Request {
  char stamp[16], signature[128], *body;
  SignatureField fields[4];
  SignatureVerdict verdict; /* as it must be */
} Request;

typedef struct Group {
  GPtrArray *channels; /* "signed" (telnyx) and "plain" (kannel) */
  unsigned char secret_key[crypto_sign_SECRETKEYBYTES];
  Request requests[CASES];
  VerifierCase cases[CASES];
} Group;

static void
channel_free(void *channel)
{
  webhook_channel_free(channel);
}

static void
add_channel(Group *group, const char *name, const char *provider,
            const char *secrets)
{
  g_autoptr(GError) error = NULL;
  WebhookChannel *channel = webhook_channel_new(name, provider_find(provider),
                                                NULL, PATH "\n", &error);
  g_assert_no_error(error);
  webhook_channel_set_signature(channel, secrets, NULL, &error);
  g_assert_no_error(error);
  g_ptr_array_add(group->channels, channel);
}

static void
sign(const Group *group, Request *request)
{
  unsigned char signature[crypto_sign_BYTES];
  g_autofree char *text = g_strconcat(request->stamp, "|", request->body, NULL);
  crypto_sign_detached(signature, NULL, (const unsigned char *)text,
                       strlen(text), group->secret_key);
  g_autofree char *base64 = g_base64_encode(signature, sizeof signature);
  g_strlcpy(request->signature, base64, sizeof request->signature);
}

/* Every fifth is wrong, every seventh stale, every eleventh without signature,
 * every thirteenth of the channel that does not sign; one is too large for the
 * child. */
static void
fill(Group *group, size_t i)
{
  Request *request = &group->requests[i];
  bool stale = i % 7 == 3, wrong = i % 5 == 2, missing = i % 11 == 4;
  bool plain = i % 13 == 6;
  g_snprintf(request->stamp, sizeof request->stamp, "%" G_GINT64_FORMAT,
             NOW_MS / 1000 - (stale ? 3600 : 0));
  request->body = i == 1 ? g_strnfill(BODY_MAX, 'x')
                         : g_strdup_printf("{\"number\": %zu}", i);
  sign(group, request);
  if (wrong)
    request->body[0] = '[';
  size_t count = 0;
  request->fields[count++] =
      (SignatureField){"Telnyx-Timestamp", request->stamp};
  if (!missing)
    request->fields[count++] =
        (SignatureField){"Telnyx-Signature-Ed25519", request->signature};
  request->verdict = plain     ? SIGNATURE_FRESH
                     : missing ? SIGNATURE_MISSING
                     : wrong   ? SIGNATURE_WRONG
                     : stale   ? SIGNATURE_STALE
                               : SIGNATURE_FRESH;
  group->cases[i] = (VerifierCase){
      .channel = group->channels->pdata[plain],
      .input = {.method = "POST",
                .url = plain ? "/sms/plain/" PATH : "/sms/signed/" PATH,
                .content_type = i % 2 == 0 ? "application/json" : NULL,
                .headers = request->fields,
                .body = request->body,
                .body_size = strlen(request->body)}};
}

static Group *
group_new(void)
{
  Group *group = g_new0(Group, 1);
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
  crypto_sign_keypair(public_key, group->secret_key);
  g_autofree char *key = g_base64_encode(public_key, sizeof public_key);
  group->channels = g_ptr_array_new_with_free_func(channel_free);
  add_channel(group, "signed", "telnyx", key);
  add_channel(group, "plain", "kannel", NULL);
  for (size_t i = 0; i < CASES; i++)
    fill(group, i);
  return group;
}

static void
group_free(Group *group)
{
  for (size_t i = 0; i < CASES; i++)
    g_free(group->requests[i].body);
  g_ptr_array_unref(group->channels);
  g_free(group);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Group, group_free)

static void
assert_verdicts(Verifier *verifier, Group *group, size_t count)
{
  static const SignatureResult never = {.verdict = (SignatureVerdict)99};
  for (size_t i = 0; i < count; i++)
    group->cases[i].result = never;
  verifier_check(verifier, group->cases, count, NOW_MS);
  for (size_t i = 0; i < count; i++) {
    if (group->cases[i].result.verdict != group->requests[i].verdict)
      g_test_message("case %zu of %zu", i, count);
    g_assert_cmpint(group->cases[i].result.verdict, ==,
                    group->requests[i].verdict);
  }
}

/* False, and the test is skipped: the parent has no child on one core. */
static bool
has_child(const Verifier *verifier)
{
  if (verifier_pid(verifier) != 0)
    return true;
  g_assert_cmpuint(g_get_num_processors(), ==, 1);
  g_test_skip("one core only");
  return false;
}

static void
test_verifier_shares(void)
{
  g_autoptr(Group) group = group_new();
  g_autoptr(Verifier) verifier = verifier_new(group->channels);
  for (size_t count = 0; count <= CASES; count++)
    assert_verdicts(verifier, group, count);
  (void)has_child(verifier);
}

static void
test_verifier_needs_no_child_for_cheap_ones(void)
{
  g_autoptr(Group) group = group_new();
  g_ptr_array_remove_index(group->channels, 0);
  g_autoptr(Verifier) verifier = verifier_new(group->channels);
  g_assert_cmpint(verifier_pid(verifier), ==, 0);
}

static void
test_verifier_child_dies(void)
{
  g_autoptr(Group) group = group_new();
  g_autoptr(Verifier) verifier = verifier_new(group->channels);
  if (!has_child(verifier))
    return;
  g_assert_cmpint(kill(verifier_pid(verifier), SIGKILL), ==, 0);
  assert_verdicts(verifier, group, CASES);
  g_assert_cmpint(verifier_pid(verifier), ==, 0);
  assert_verdicts(verifier, group, CASES);
}

static void
test_verifier_child_hangs(void)
{
  g_autoptr(Group) group = group_new();
  g_autoptr(Verifier) verifier = verifier_new(group->channels);
  if (!has_child(verifier))
    return;
  g_assert_cmpint(kill(verifier_pid(verifier), SIGSTOP), ==, 0);
  assert_verdicts(verifier, group, CASES);
  g_assert_cmpint(verifier_pid(verifier), ==, 0);
}

static void
test_verifier_ends_its_child(void)
{
  g_autoptr(Group) group = group_new();
  Verifier *verifier = verifier_new(group->channels);
  if (!has_child(verifier)) {
    verifier_free(verifier);
    return;
  }
  pid_t child = verifier_pid(verifier);
  verifier_free(verifier);
  g_assert_cmpint(kill(child, 0), ==, -1);
}

int
main(int argc, char **argv)
{
  static const Case cases[] = {
      {"shares", test_verifier_shares},
      {"needs-no-child-for-cheap-ones",
       test_verifier_needs_no_child_for_cheap_ones},
      {"child-dies", test_verifier_child_dies},
      {"child-hangs", test_verifier_child_hangs},
      {"ends-its-child", test_verifier_ends_its_child},
      {NULL, NULL},
  };
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  cases_add("/daemon/verifier", cases);
  return g_test_run();
}
