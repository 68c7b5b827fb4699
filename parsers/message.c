/* SPDX-License-Identifier: Apache-2.0
 *
 * Making, freeing and naming of the shared vocabulary.
 */
#include "parsers/message.h"

#include "parsers/forward/forwarded.h"
#include "parsers/name_table.h"

static const char *const message_kind_names[] = {
    [MESSAGE_KIND_MESSAGE] = "message",
    [MESSAGE_KIND_AUTO_REPLY] = "auto-reply",
    [MESSAGE_KIND_BOUNCE] = "bounce",
    [MESSAGE_KIND_ABUSE_REPORT] = "abuse-report",
};

static const char *const auth_verdict_names[] = {
    [AUTH_VERDICT_NONE] = "none",
    [AUTH_VERDICT_PASS] = "pass",
    [AUTH_VERDICT_FAIL] = "fail",
};

const char *
message_kind_to_string(MessageKind kind)
{
  return message_kind_names[kind];
}

bool
message_kind_from_string(const char *name, MessageKind *out_kind)
{
  int i = name_table_find(message_kind_names, G_N_ELEMENTS(message_kind_names),
                          name);
  if (i < 0)
    return false;
  *out_kind = (MessageKind)i;
  return true;
}

const char *
auth_verdict_to_string(AuthVerdict verdict)
{
  return auth_verdict_names[verdict];
}

bool
auth_verdict_from_string(const char *name, AuthVerdict *out_verdict)
{
  int i = name_table_find(auth_verdict_names, G_N_ELEMENTS(auth_verdict_names),
                          name);
  if (i < 0)
    return false;
  *out_verdict = (AuthVerdict)i;
  return true;
}

Address *
address_new(const char *name, const char *address)
{
  Address *result = g_new0(Address, 1);
  result->name = g_strdup(name);
  result->address = g_strdup(address);
  return result;
}

void
address_free(Address *address)
{
  if (address == NULL)
    return;
  g_free(address->name);
  g_free(address->address);
  g_free(address);
}

BounceRecipient *
bounce_recipient_new(void)
{
  return g_new0(BounceRecipient, 1);
}

void
bounce_recipient_free(BounceRecipient *recipient)
{
  if (recipient == NULL)
    return;
  g_free(recipient->address);
  g_free(recipient->original);
  g_free(recipient->action);
  g_free(recipient->status);
  g_free(recipient->diagnostic);
  g_free(recipient);
}

static GPtrArray *
strings_new(void)
{
  return g_ptr_array_new_with_free_func(g_free);
}

static GPtrArray *
addresses_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
}

void
message_add_problem(GPtrArray *problems, const char *problem)
{
  if (!g_ptr_array_find_with_equal_func(problems, problem, g_str_equal, NULL))
    g_ptr_array_add(problems, g_strdup(problem));
}

Message *
message_new(void)
{
  Message *message = g_new0(Message, 1);
  message->in_reply_to = strings_new();
  message->references = strings_new();
  message->to = addresses_new();
  message->cc = addresses_new();
  message->delivered_to = strings_new();
  message->attachments =
      g_ptr_array_new_with_free_func((GDestroyNotify)attachment_free);
  message->bounce_recipients =
      g_ptr_array_new_with_free_func((GDestroyNotify)bounce_recipient_free);
  message->forwarded =
      g_ptr_array_new_with_free_func((GDestroyNotify)forwarded_free);
  message->places = g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  message->automatic_signs = strings_new();
  message->soft_signs = strings_new();
  message->problems = strings_new();
  return message;
}

static void
message_free_strings(Message *message)
{
  g_free(message->message_id);
  g_free(message->return_path);
  g_free(message->subject);
  g_free(message->date);
  g_free(message->language);
  g_free(message->text);
  g_free(message->quoted);
  g_free(message->signature);
  g_free(message->full_text);
  g_free(message->staff_text);
  g_free(message->forwarded_subject);
  g_free(message->forwarded_text);
  g_free(message->original_message_id);
  g_free(message->original_to);
  g_free(message->content_hash);
  g_free(message->form);
}

void
message_free(Message *message)
{
  if (message == NULL)
    return;
  message_free_strings(message);
  address_free(message->from);
  address_free(message->forwarded_from);
  g_ptr_array_unref(message->in_reply_to);
  g_ptr_array_unref(message->references);
  g_ptr_array_unref(message->to);
  g_ptr_array_unref(message->cc);
  g_ptr_array_unref(message->delivered_to);
  g_ptr_array_unref(message->attachments);
  g_ptr_array_unref(message->bounce_recipients);
  g_ptr_array_unref(message->forwarded);
  g_ptr_array_unref(message->places);
  g_ptr_array_unref(message->automatic_signs);
  g_ptr_array_unref(message->soft_signs);
  g_ptr_array_unref(message->problems);
  g_free(message);
}
