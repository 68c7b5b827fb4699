/* SPDX-License-Identifier: Apache-2.0
 *
 * Kannel's side of parsers/providers/kannel.c (userguide 10.4, 10.5).
 */
#include "daemon/demo/simulator.h"

#include <microhttpd.h>
#include <string.h>

#include "daemon/demo/mailbox.h"
#include "daemon/demo/write.h"
#include "daemon/log.h"
#include "parsers/form.h"

typedef struct Delivery {
  char *to, *text, *report_url;
} Delivery;

struct DemoSimulator {
  const DemoTown *town;
  GQueue deliveries; /* Delivery * */
};

static void
delivery_free(void *data)
{
  Delivery *delivery = data;
  g_free(delivery->to);
  g_free(delivery->text);
  g_free(delivery->report_url);
  g_free(delivery);
}

DemoSimulator *
demo_simulator_new(const DemoTown *town)
{
  DemoSimulator *simulator = g_new0(DemoSimulator, 1);
  simulator->town = town;
  g_queue_init(&simulator->deliveries);
  return simulator;
}

void
demo_simulator_free(DemoSimulator *simulator)
{
  if (simulator == NULL)
    return;
  g_queue_clear_full(&simulator->deliveries, delivery_free);
  g_free(simulator);
}

unsigned
demo_simulator_take(DemoSimulator *simulator, const char *query)
{
  g_autoptr(GPtrArray) pairs = form_parse(query, strlen(query), NULL);
  const char *to = pairs == NULL ? NULL : form_get(pairs, "to");
  const char *text = pairs == NULL ? NULL : form_get(pairs, "text");
  if (to == NULL || text == NULL || !g_utf8_validate(text, -1, NULL))
    return MHD_HTTP_BAD_REQUEST;
  if (g_strcmp0(form_get(pairs, "password"), "demo") != 0)
    return MHD_HTTP_FORBIDDEN;
  Delivery *delivery = g_new0(Delivery, 1);
  delivery->to = g_strdup(to);
  delivery->text = g_strdup(text);
  delivery->report_url = g_strdup(form_get(pairs, "dlr-url"));
  g_queue_push_tail(&simulator->deliveries, delivery);
  return MHD_HTTP_ACCEPTED;
}

/* Kannel fills in the escapes of dlr-url: 1 is "delivered to the phone". */
static bool
report(const Delivery *delivery)
{
  static const char *const escapes[][2] = {
      {"%d", "1"}, {"%A", "ACK%2F"}, {"%F", "demo"}, {"%T", "0"}, {"%%", "%"}};
  if (delivery->report_url == NULL)
    return false;
  g_autoptr(GString) url = g_string_new(delivery->report_url);
  for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++)
    (void)g_string_replace(url, escapes[i][0], escapes[i][1], 0);
  return demo_http_call(url->str, NULL) / 100 == 2;
}

static void
deliver(DemoSimulator *simulator, const Delivery *delivery)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Clock) clock = clock_new_file(simulator->town->clock_path, &error);
  DemoSms sms = {.text = delivery->text,
                 .at_ms = clock == NULL ? 0 : clock_now_ms(clock),
                 .reported = report(delivery)};
  if (!demo_sms_add(simulator->town, delivery->to, &sms, &error))
    log_event(LOG_WARNING, "demo-sms-lost", "why", error->message, "next",
              "nobody in the story has this phone", NULL);
}

void
demo_simulator_deliver(DemoSimulator *simulator)
{
  Delivery *delivery;
  while ((delivery = g_queue_pop_head(&simulator->deliveries)) != NULL) {
    deliver(simulator, delivery);
    delivery_free(delivery);
  }
}
