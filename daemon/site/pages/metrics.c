/* SPDX-License-Identifier: Apache-2.0
 *
 * /metrics: the counters of all roles in Prometheus' text format 0.0.4
 * (prometheus.io/docs/instrumenting/exposition_formats).  Instances of a role
 * are summed; no label but the role, so nobody's address can get in.
 */
#include <string.h>

#include "daemon/site/site_public.h"

enum {
  ROLES_MAX = 64,  /* files that are looked at */
  NAME_BYTES = 64, /* of a counter or role */
};

typedef enum MetricKind {
  METRIC_COUNTER,
  METRIC_GAUGE,
  METRIC_TIME, /* epoch milliseconds: the oldest one counts */
} MetricKind;

typedef struct MetricText {
  const char *key;
  MetricKind kind;
  const char *help;
} MetricText;

/* What is not listed is a counter of a role that tells no more about it. */
static const MetricText texts[] = {
    {"accepted", METRIC_COUNTER, "Webhook requests, or SMS of a modem."},
    {"battery_percent", METRIC_GAUGE, "Battery of the modem."},
    {"connected", METRIC_GAUGE, "Mailboxes with a connection."},
    {"connections", METRIC_GAUGE, "Connections that are open for sending."},
    {"days_used_up", METRIC_COUNTER, "Sending limits of a day used up."},
    {"decided", METRIC_COUNTER, "Messages that were decided about."},
    {"errors", METRIC_COUNTER, "Rounds that failed and are repeated."},
    {"fetched", METRIC_COUNTER, "Mails that were taken from mailboxes."},
    {"handed_out", METRIC_COUNTER, "Jobs handed to deliver."},
    {"held", METRIC_COUNTER, "Messages that wait for a person."},
    {"imported", METRIC_COUNTER, "Messages that were imported."},
    {"in_hand", METRIC_GAUGE, "Messages that are being sent."},
    {"last_success_ms", METRIC_TIME, "Last success of the role."},
    {"projected", METRIC_COUNTER, "Projections into public.db."},
    {"reader_deaths", METRIC_COUNTER, "Messages that killed their reader."},
    {"receipts", METRIC_COUNTER, "Receipts that a modem had."},
    {"repeated", METRIC_COUNTER, "Messages that came again."},
    {"requests", METRIC_COUNTER, "Requests to the public pages."},
    {"results", METRIC_COUNTER, "Outcomes of deliveries."},
    {"signal_percent", METRIC_GAUGE, "Signal of the modem."},
    {"sms_budget_warnings", METRIC_COUNTER,
     "SMS budgets that came to 80 or 100 per cent."},
    {"sms_suppressed", METRIC_COUNTER, "SMS that a brake held back."},
    {"smsd_silent_s", METRIC_GAUGE, "Seconds since gammu-smsd wrote last."},
    {"started_at_ms", METRIC_TIME, "Start of the role's process."},
    {"written_at_ms", METRIC_TIME, "Last sign of life of the role."},
};

typedef struct Sample {
  char role[NAME_BYTES];
  int64_t value;
} Sample;

static bool
is_name(const char *name)
{
  size_t length = strlen(name);
  return length > 0 && length < NAME_BYTES &&
         strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == length;
}

static const MetricText *
find_text(const char *key)
{
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    if (strcmp(texts[i].key, key) == 0)
      return &texts[i];
  return NULL;
}

static MetricKind
kind_of(const char *key)
{
  const MetricText *text = find_text(key);
  return text == NULL ? METRIC_COUNTER : text->kind;
}

static void
put_sample(GHashTable *metrics, const char *key, const char *role,
           int64_t value)
{
  GArray *samples = g_hash_table_lookup(metrics, key);
  if (samples == NULL) {
    samples = g_array_new(FALSE, TRUE, sizeof(Sample));
    g_hash_table_insert(metrics, g_strdup(key), samples);
  }
  for (guint i = 0; i < samples->len; i++) {
    Sample *sample = &g_array_index(samples, Sample, i);
    if (strcmp(sample->role, role) != 0)
      continue;
    if (kind_of(key) == METRIC_TIME)
      sample->value = MIN(sample->value, value);
    else
      sample->value += value;
    return;
  }
  Sample sample = {.value = value};
  g_strlcpy(sample.role, role, sizeof sample.role);
  g_array_append_val(samples, sample);
}

/* One status file: "mailbox-rathaus.status" counts for the role mailbox. */
static void
read_role(const Site *site, const char *file, GHashTable *metrics)
{
  g_autofree char *name = g_strndup(file, strlen(file) - strlen(".status"));
  g_autofree char *role = g_strndup(name, strcspn(name, "-"));
  int64_t age_s = 0;
  json_auto_t *status = site_read_status(site, name, &age_s);
  const char *key;
  json_t *value;
  if (status == NULL || !is_name(role))
    return;
  put_sample(metrics, "up", role, age_s <= 60);
  json_object_foreach(status, key, value)
  {
    if (json_is_integer(value) && is_name(key) && strcmp(key, "pid") != 0 &&
        strcmp(key, "up") != 0)
      put_sample(metrics, key, role, json_integer_value(value));
  }
}

static void
read_roles(const Site *site, GHashTable *metrics)
{
  g_autoptr(GDir) folder =
      g_dir_open(site->config->settings->paths.runtime, 0, NULL);
  unsigned count = 0;
  const char *file;
  while (folder != NULL && count < ROLES_MAX &&
         (file = g_dir_read_name(folder)) != NULL)
    if (g_str_has_suffix(file, ".status")) {
      read_role(site, file, metrics);
      count++;
    }
}

/* "bote_fetched_total", "bote_last_success_timestamp_seconds". */
static char *
metric_name(const char *key)
{
  if (strcmp(key, "up") == 0)
    return g_strdup("bote_up");
  switch (kind_of(key)) {
  case METRIC_TIME:
    return g_strdup_printf("bote_%.*s_timestamp_seconds",
                           (int)(strlen(key) - strlen("_ms")), key);
  case METRIC_GAUGE:
    return g_strdup_printf("bote_%s", key);
  case METRIC_COUNTER:
    break;
  }
  return g_strdup_printf("bote_%s_total", key);
}

static void
write_metric(GString *out, const char *key, const GArray *samples)
{
  bool is_up = strcmp(key, "up") == 0;
  const MetricText *text = find_text(key);
  MetricKind kind = kind_of(key);
  g_autofree char *name = metric_name(key);
  g_string_append_printf(
      out, "# HELP %s %s\n# TYPE %s %s\n", name,
      is_up          ? "Role instances that gave a sign of life lately."
      : text != NULL ? text->help
                     : "Counter of a role.",
      name, kind == METRIC_COUNTER && !is_up ? "counter" : "gauge");
  for (guint i = 0; i < samples->len; i++) {
    const Sample *sample = &g_array_index(samples, Sample, i);
    g_string_append_printf(
        out, "%s{role=\"%s\"} %" G_GINT64_FORMAT, name, sample->role,
        kind == METRIC_TIME ? sample->value / 1000 : sample->value);
    g_string_append_c(out, '\n');
  }
}

static void
answer_metrics(Site *site, const SiteRequest *request, SiteAnswer *answer)
{
  (void)request;
  g_autoptr(GHashTable) metrics = g_hash_table_new_full(
      g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  GString *out = g_string_new(NULL);
  read_roles(site, metrics);
  g_autoptr(GList) keys = g_hash_table_get_keys(metrics);
  keys = g_list_sort(keys, (GCompareFunc)strcmp);
  for (const GList *key = keys; key != NULL; key = key->next)
    write_metric(out, key->data, g_hash_table_lookup(metrics, key->data));
  answer->content_type = "text/plain; version=0.0.4; charset=utf-8";
  answer->body = g_string_free(out, FALSE);
  answer->fresh = true;
}

const SitePage page_metrics = {.path = "/metrics", .answer = answer_metrics};
