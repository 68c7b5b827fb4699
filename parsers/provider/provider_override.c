/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings of a channel over the tables of a row.  The first row that fits
 * counts everywhere, so that what is put before wins.
 */
#include <string.h>

#include "parsers/provider/provider_compile.h"

/* The rows of a list that ends with a NULL in its first member. */
static size_t
count_rows(const void *list, size_t size)
{
  const char *bytes = list;
  const void *first = NULL;
  size_t count = 0;
  for (; bytes != NULL; count++) {
    memcpy(&first, bytes + count * size, sizeof first);
    if (first == NULL)
      break;
  }
  return count;
}

/* Both lists one after the other; NULL ones are empty. */
static const void *
join(ProviderCompiler *compiler, const void *added, const void *own,
     size_t size)
{
  size_t before = count_rows(added, size), behind = count_rows(own, size);
  if (before == 0)
    return own;
  char *list =
      provider_compile_keep(compiler, g_malloc0_n(before + behind + 1, size));
  memcpy(list, added, before * size);
  if (behind > 0)
    memcpy(list + before * size, own, behind * size);
  return list;
}

static void
override_reports(ProviderCompiler *compiler, const ProviderConfig *config,
                 Provider *row)
{
  const ProviderState *states =
      provider_compile_states(compiler, config, "states");
  const ProviderState *code_states =
      provider_compile_states(compiler, config, "code_states");
  const char *const *opt_out =
      provider_compile_words(compiler, config, "opt_out");
  size_t count = 0;
  while (row->reports != NULL && row->reports[count].status != NULL)
    count++;
  ProviderReports *reports =
      provider_compile_keep(compiler, g_new0(ProviderReports, count + 1));
  for (size_t i = 0; i < count; i++) {
    ProviderReports *kind = &reports[i];
    *kind = row->reports[i];
    kind->states = join(compiler, states, kind->states, sizeof *states);
    kind->code_states =
        join(compiler, code_states, kind->code_states, sizeof *code_states);
    kind->opt_out = join(compiler, opt_out, kind->opt_out, sizeof *opt_out);
  }
  row->reports = reports;
}

static void
override_send(ProviderCompiler *compiler, const ProviderConfig *config,
              Provider *row)
{
  const ProviderClass *classes = provider_compile_classes(compiler, config);
  const char *const *opt_out =
      provider_compile_words(compiler, config, "opt_out");
  if (row->send == NULL)
    return;
  ProviderSend *send = provider_compile_keep(compiler, g_new0(ProviderSend, 1));
  *send = *row->send;
  send->classes = join(compiler, classes, send->classes, sizeof *classes);
  send->opt_out = join(compiler, opt_out, send->opt_out, sizeof *opt_out);
  row->send = send;
}

static bool
has_any(const ProviderConfig *config)
{
  static const char *const keys[] = {"classes",     "codes",   "states",
                                     "code_states", "opt_out", "media_hosts"};
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
    if (json_object_get(config, keys[i]) != NULL)
      return true;
  return false;
}

bool
provider_override(const ProviderConfig *config, Provider *row, GPtrArray *owned,
                  GError **error)
{
  ProviderCompiler compiler = {.owned = owned, .error = error};
  if (!has_any(config))
    return true;
  const char *const *hosts =
      provider_compile_words(&compiler, config, "media_hosts");
  override_reports(&compiler, config, row);
  override_send(&compiler, config, row);
  row->media_hosts = join(&compiler, hosts, row->media_hosts, sizeof *hosts);
  return !compiler.failed;
}
