/* SPDX-License-Identifier: Apache-2.0
 *
 * Which settings of a channel mean something to its provider: a mistyped one
 * would only be missed by the first SMS.
 */
#include <string.h>

#include "parsers/nearest.h"
#include "parsers/parse_error.h"
#include "parsers/provider/provider_private.h"
#include "parsers/provider/provider_source.h"

/* Members of settings that are objects, or lists of them.  Members of others,
 * such as `json` and `headers`, are the provider's words. */
static const struct {
  const char *section;
  const char *const *words;
} sections[] = {
    {"signature",
     PROVIDER_WORDS("kind", "hash", "encoding", "header", "parameter",
                    "timestamp", "nonce", "recipe", "body_claim", "url_claim",
                    "body_parameter", "any_port")},
    {"ack", PROVIDER_WORDS("status", "content_type", "body")},
    {"inbound", PROVIDER_WORDS("syntax", "id", "event", "from", "to", "text",
                               "time", "part_ref", "part_number", "part_total",
                               "media", "encoding", "when")},
    {"report", PROVIDER_WORDS("syntax", "id", "reference", "status", "code",
                              "states", "code_states", "opt_out", "when")},
    {"send", PROVIDER_WORDS("method", "url", "headers", "user", "password",
                            "query", "json", "form", "ok", "id", "code",
                            "classes", "codes", "opt_out", "defaults")},
    {"check", PROVIDER_WORDS("method", "url", "ok", "balance", "where")},
    {"media", PROVIDER_WORDS("url", "type", "name", "size", "data")},
    {"when", PROVIDER_WORDS("path", "is")},
    {"ok", PROVIDER_WORDS("path", "is")},
};

/* Of all rows, read by the roles and the engine. */
static const char *const common[] = {
    "preset",  "from",    "signature", "media_hosts", "min_balance", "states",
    "opt_out", "classes", "codes",     "code_states", NULL};
/* Of rows that settings describe. */
static const char *const described[] = {"numbers", "ack",   "inbound", "report",
                                        "send",    "check", NULL};
/* Of rows without a webhook. */
static const char *const polled[] = {"database", "phone", "poll_s", "keep_days",
                                     NULL};

static const char *const *
words_of(const char *section)
{
  for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
    if (strcmp(sections[i].section, section) == 0)
      return sections[i].words;
  return NULL;
}

static bool
complain(const char *section, const char *key, const char *const *words,
         GError **error)
{
  const char *near =
      nearest_name(key, words, g_strv_length((char **)(gpointer)words));
  g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
              "setting '%s%s' has no meaning here%s%s%s", section, key,
              near != NULL ? " – did you mean '" : " – leave it out",
              near != NULL ? near : "", near != NULL ? "'?" : "");
  return false;
}

/* A list is a list of such objects. */
static bool
check_section(const char *section, const json_t *object, GError **error)
{
  const char *const *words = words_of(section);
  g_autofree char *prefix = g_strconcat(section, ".", NULL);
  size_t i = 0;
  const char *key = NULL;
  json_t *value = NULL;
  json_array_foreach(object, i, value)
  {
    if (!check_section(section, value, error))
      return false;
  }
  json_object_foreach((json_t *)(gpointer)object, key, value)
  {
    if (!provider_has_word(words, key))
      return complain(prefix, key, words, error);
    if (words_of(key) != NULL && !check_section(key, value, error))
      return false;
  }
  return true;
}

/* --- members that a section needs ----------------------------------------- */

static const struct {
  const char *section, *key, *other, *without;
} needed[] = {
    {"inbound", "from", NULL, "no message would be read"},
    {"inbound", "text", "media", "every message would be empty"},
    {"report", "status", NULL, "no receipt would be read"},
    {"report", "id", "reference", "no receipt would find its SMS"},
    {"report", "states", "code_states", "every receipt would be ignored"},
};

static bool
check_needed(const char *section, const json_t *object, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS(needed); i++) {
    const char *other = needed[i].other;
    if (strcmp(needed[i].section, section) != 0 ||
        json_object_get(object, needed[i].key) != NULL ||
        (other != NULL && json_object_get(object, other) != NULL))
      continue;
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "setting '%s.%s' is missing: without it %s", section,
                needed[i].key, needed[i].without);
    return false;
  }
  return true;
}

static bool
check_kinds(const char *section, const json_t *kinds, GError **error)
{
  if (json_is_object(kinds))
    return check_needed(section, kinds, error);
  for (size_t i = 0; i < json_array_size(kinds); i++)
    if (!check_needed(section, json_array_get(kinds, i), error))
      return false;
  return true;
}

bool
provider_check_sections(const ProviderConfig *config, GError **error)
{
  static const char *const names[] = {"inbound", "report"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (!check_kinds(names[i], json_object_get(config, names[i]), error))
      return false;
  return true;
}

/* --- names that templates fill in ----------------------------------------- */

/* "{plan}" and "{plan_digits}" are both filled in by "plan". */
static void
add_names(GPtrArray *words, const char *template)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
  const char *at = template;
  while (at != NULL && (at = strchr(at, '{')) != NULL) {
    size_t length = strspn(++at, letters);
    char *name = g_strndup(at, length);
    if (g_str_has_suffix(name, "_digits"))
      name[length - strlen("_digits")] = '\0';
    g_ptr_array_add(words, name);
  }
}

static void
add_pairs(GPtrArray *words, const ProviderPair *pair)
{
  for (; pair != NULL && pair->name != NULL; pair++)
    add_names(words, pair->value);
}

static void
add_templates(GPtrArray *words, const Provider *row)
{
  const ProviderSend *send = row->send;
  add_names(words, send->url);
  add_names(words, send->user);
  add_names(words, send->password);
  add_names(words, send->json);
  add_pairs(words, send->headers);
  add_pairs(words, send->query);
  add_pairs(words, send->form);
  add_pairs(words, send->defaults);
  add_names(words, row->check != NULL ? row->check->url : NULL);
}

static void
add_list(GPtrArray *words, const char *const *list)
{
  for (; list != NULL && *list != NULL; list++)
    g_ptr_array_add(words, g_strdup(*list));
}

static GPtrArray *
words_of_row(const Provider *row)
{
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  add_list(words, common);
  add_list(words, row->compile != NULL ? described : NULL);
  add_list(words, row->abilities & PROVIDER_POLL ? polled : NULL);
  if (row->send != NULL)
    add_templates(words, row);
  g_ptr_array_add(words, NULL);
  return words;
}

bool
provider_words_check(const Provider *row, const ProviderConfig *config,
                     GError **error)
{
  g_autoptr(GPtrArray) list = words_of_row(row);
  const char *const *words = (const char *const *)list->pdata;
  const char *key = NULL;
  json_t *value = NULL;
  if (row->send == NULL && !(row->abilities & PROVIDER_POLL))
    return true; /* it does nothing, whatever is said */
  json_object_foreach((json_t *)(gpointer)config, key, value)
  {
    if (!provider_has_word(words, key))
      return complain("", key, words, error);
    if (words_of(key) != NULL && !check_section(key, value, error))
      return false;
  }
  return true;
}
