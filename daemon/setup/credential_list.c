/* SPDX-License-Identifier: Apache-2.0
 *
 * A walk over everything in the settings that names a credential.
 */
#include "daemon/setup/credential_list.h"

#include "daemon/keys.h"

static void
add(GPtrArray *list, const char *name, const char *owner, bool made)
{
  if (name == NULL)
    return;
  for (unsigned i = 0; i < list->len; i++)
    if (g_str_equal(((const Credential *)list->pdata[i])->name, name))
      return;
  Credential *row = g_new0(Credential, 1);
  *row = (Credential){name, owner, made};
  g_ptr_array_add(list, row);
}

GPtrArray *
credential_list(const Config *config)
{
  static const char *const keys[] = {KEYS_SPOOL_PUBLIC, KEYS_SPOOL_PAIR,
                                     KEYS_DELIVER_PUBLIC, KEYS_DELIVER_PAIR,
                                     KEYS_MASTER};
  const Settings *settings = config->settings;
  GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
  for (unsigned i = 0; i < G_N_ELEMENTS(keys); i++)
    add(list, keys[i], "", true);
  for (unsigned i = 0; i < settings->mailboxes->len; i++) {
    const MailboxSettings *row = settings->mailboxes->pdata[i];
    add(list, row->credential, row->name, false);
    add(list, row->oauth.credential, row->name, false);
  }
  for (unsigned i = 0; i < settings->transports->len; i++) {
    const TransportSettings *row = settings->transports->pdata[i];
    add(list, row->credential, row->name, false);
    add(list, row->oauth.credential, row->name, false);
  }
  for (unsigned i = 0; i < settings->channels->len; i++) {
    const ChannelSettings *row = settings->channels->pdata[i];
    add(list, row->path_credential, row->name, false);
    add(list, row->signature_credential, row->name, false);
    add(list, row->credential, row->name, false);
  }
  return list;
}
