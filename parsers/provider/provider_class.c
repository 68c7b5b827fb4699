/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of the classes, and those that HTTP knows.
 */
#include "parsers/provider/provider_class.h"

#include <glib.h>

#include "parsers/name_table.h"

static const char *const class_names[] = {"sent",      "permanent", "transient",
                                          "throttled", "account",   "config",
                                          "unknown"};

const char *
provider_send_class_to_string(ProviderSendClass outcome)
{
  g_assert((size_t)outcome < G_N_ELEMENTS(class_names));
  return class_names[outcome];
}

bool
provider_send_class_from_string(const char *name, ProviderSendClass *out)
{
  int i = name_table_find(class_names, G_N_ELEMENTS(class_names), name);
  if (i < 0)
    return false;
  *out = (ProviderSendClass)i;
  return true;
}

ProviderSendClass
provider_class_of_http(int http_status)
{
  static const struct {
    int status;
    ProviderSendClass outcome;
  } rows[] = {
      {0, PROVIDER_SEND_UNKNOWN},     {401, PROVIDER_SEND_CONFIG},
      {402, PROVIDER_SEND_ACCOUNT},   {403, PROVIDER_SEND_CONFIG},
      {404, PROVIDER_SEND_CONFIG},    {408, PROVIDER_SEND_UNKNOWN},
      {429, PROVIDER_SEND_THROTTLED},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    if (rows[i].status == http_status)
      return rows[i].outcome;
  }
  if (http_status >= 200 && http_status < 300)
    return PROVIDER_SEND_SENT;
  if (http_status >= 400 && http_status < 500)
    return PROVIDER_SEND_PERMANENT;
  return PROVIDER_SEND_TRANSIENT;
}
