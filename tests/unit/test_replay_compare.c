/* SPDX-License-Identifier: Apache-2.0
 *
 * In what two outcomes of a replayed message differ.
 */
#include "daemon/replay/replay_outcome.h"

typedef struct Row {
  const char *name, *was, *is;
  const char *differs; /* "category: a -> b; …" */
} Row;

static const Row rows[] = {
    {"/replay/same", "[{'state':'done','category':'muell','why':['a']}]",
     "[{'state':'done','category':'muell','why':['b']}]", ""},
    {"/replay/category", "[{'category':'muell','department':'reinigung'}]",
     "[{'category':'graffiti','department':'reinigung'}]",
     "category: muell -> graffiti; "},
    {"/replay/number-counts-not", "[{'ticket':'26-00001-4'}]",
     "[{'ticket':'26-00002-3'}]", ""},
    {"/replay/no-ticket-now", "[{'ticket':'26-00001-4','place':'Weg 1'}]",
     "[{}]", "ticket: a ticket -> -; place: Weg 1 -> -; "},
    {"/replay/answers", "[{'answers':['confirmation by mail']}]",
     "[{'answers':['confirmation by mail','ticket by mail']}]",
     "answers: confirmation by mail -> confirmation by mail, ticket by mail; "},
    {"/replay/one-sms-more", "[{'kind':'report'}]",
     "[{'kind':'report'},{'kind':'stop'}]", "kind: - -> stop; "},
    {"/replay/nothing-in-both", "[]", "[]", ""},
};

static json_t *
load(const char *text)
{
  g_autofree char *quoted = g_strdelimit(g_strdup(text), "'", '"');
  json_t *value = json_loads(quoted, 0, NULL);
  g_assert_nonnull(value);
  return value;
}

static const char *
member(const json_t *row, const char *name)
{
  const char *text = json_string_value(json_object_get(row, name));
  return text == NULL ? "-" : text;
}

static void
check(gconstpointer data)
{
  const Row *row = data;
  json_auto_t *was = load(row->was), *is = load(row->is);
  json_auto_t *differs = replay_outcome_compare(was, is);
  g_autoptr(GString) text = g_string_new(NULL);
  size_t i;
  json_t *one;
  json_array_foreach(differs, i, one)
      g_string_append_printf(text, "%s: %s -> %s; ", member(one, "what"),
                             member(one, "was"), member(one, "is"));
  g_assert_cmpstr(text->str, ==, row->differs);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_test_add_data_func(rows[i].name, &rows[i], check);
  return g_test_run();
}
