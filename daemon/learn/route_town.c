/* SPDX-License-Identifier: Apache-2.0
 *
 * Loading, and saying why it did not work.
 */
#include "daemon/learn/route_town.h"

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "parsers/config/settings.h"

static int
fail_town(Problems *problems, const GError *error)
{
  if (!g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_INVALID))
    return cli_fail_config(error);
  cli_print_problems(problems);
  return cli_fail(EX_CONFIG, error->message, NULL,
                  cli_text("korrigieren; bote check zeigt alles",
                           "correct it; bote check shows all"));
}

int
route_load_town(const char *directory, const char *config, Town **out_town)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  if (directory == NULL) {
    g_autofree char *path = config_find(config);
    g_autoptr(Config) loaded = config_load_plain(path, problems, &error);
    if (loaded == NULL)
      return fail_town(problems, error);
    *out_town = g_steal_pointer(&loaded->town);
    return EX_OK;
  }
  *out_town = config_load_town(directory, problems, &error);
  return *out_town != NULL ? EX_OK : fail_town(problems, error);
}

/* The town of the configuration, and where its files lie. */
static Town *
load_configured(const char *file, Problems *problems, char **out_directory,
                GError **error)
{
  g_autofree char *path = config_find(file);
  g_autoptr(Config) loaded = config_load(path, problems, error);
  if (loaded == NULL)
    return NULL;
  *out_directory = g_strdup(loaded->settings->town);
  return g_steal_pointer(&loaded->town);
}

int
route_load_places(const char *directory, const char *config, Town **out_town,
                  Gazetteer **out_gazetteer)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_strdup(directory);
  *out_town = directory == NULL
                  ? load_configured(config, problems, &folder, &error)
                  : config_load_town(directory, problems, &error);
  *out_gazetteer = NULL;
  if (*out_town == NULL)
    return fail_town(problems, error);
  GBytes *bytes = NULL;
  if (!config_load_places(folder, &bytes, &error))
    return cli_fail_config(error);
  if (bytes != NULL)
    *out_gazetteer = gazetteer_new(bytes, "places.csv", NULL);
  g_bytes_unref(bytes);
  return EX_OK;
}

int
route_load_model(const char *path, LearnModel **out_model)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data = NULL;
  size_t size;
  if (!g_file_get_contents(path, &data, &size, &error))
    return cli_fail(EX_NOINPUT, path, error->message, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  *out_model = learn_model_open(bytes, NULL, &error);
  if (*out_model != NULL)
    return EX_OK;
  return cli_fail(EX_DATAERR, path, error->message,
                  cli_text("mit bote learn --from neu anlernen",
                           "train it anew with bote learn --from"));
}
