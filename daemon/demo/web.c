/* SPDX-License-Identifier: Apache-2.0
 *
 * Routes and layout of the demo's pages.
 */
#include "daemon/demo/web.h"

#include <microhttpd.h>
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/demo/people.h"
#include "parsers/resource.h"
#include "templates/mustache.h"

enum { ADVANCE_MAX = 60 * 24 * 40 };

void
demo_answer_clear(DemoAnswer *answer)
{
  g_clear_pointer(&answer->body, g_bytes_unref);
  g_clear_pointer(&answer->location, g_free);
}

static Mustache *
load_template(const char *name)
{
  g_autofree char *path = g_strdup_printf("templates/demo/%s.html", name);
  const Resource *resource = resource_find(path);
  g_assert(resource != NULL);
  g_autoptr(GError) error = NULL;
  Mustache *mustache =
      mustache_parse(path, resource->begin, resource_size(resource), &error);
  if (mustache == NULL)
    g_error("%s", error->message); /* our own text: a bug */
  return mustache;
}

static char *
render(const char *name, json_t *data)
{
  g_autoptr(Mustache) mustache = load_template(name);
  MustacheStyle style = {.escape = MUSTACHE_ESCAPE_HTML};
  g_autoptr(GError) error = NULL;
  char *text = mustache_render(mustache, data, &style, &error);
  return text != NULL ? text : g_strdup(error->message);
}

char *
demo_time(int64_t at_ms)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at_ms / 1000);
  g_autoptr(GDateTime) local =
      zone == NULL ? g_date_time_ref(utc) : g_date_time_to_timezone(utc, zone);
  return g_date_time_format(local, "%d.%m., %H:%M");
}

json_t *
demo_person_data(const DemoPerson *person)
{
  g_autofree char *back = g_strdup_printf("/demo/p/%s", person->id);
  return json_pack("{s:s, s:s, s:s, s:s, s:b, s:s}", "id", person->id, "name",
                   person->name, "role",
                   cli_text(person->role_de, person->role_en), "where",
                   person->address != NULL ? person->address : person->number,
                   "phone", person->number != NULL, "back", back);
}

GBytes *
demo_page(const DemoTown *town, const char *name, const char *title,
          json_t *data)
{
  json_auto_t *owned = data;
  g_autoptr(Clock) clock = clock_new_file(town->clock_path, NULL);
  g_autofree char *now = demo_time(clock == NULL ? 0 : clock_now_ms(clock));
  if (cli_german())
    json_object_set_new(owned, "de", json_true());
  g_autofree char *inner = render(name, owned);
  json_auto_t *outer =
      json_pack("{s:s, s:s, s:s, s:i, s:b}", "title", title, "content", inner,
                "now", now, "site_port", town->site_port, "de", cli_german());
  json_t *back = json_object_get(owned, "back");
  if (back != NULL)
    json_object_set(outer, "back", back);
  char *page = render("layout", outer);
  return g_bytes_new_take(page, strlen(page));
}

void
demo_web_fail(const DemoTown *town, unsigned status, const char *message,
              DemoAnswer *out)
{
  *out = (DemoAnswer){
      .status = status,
      .body = demo_page(town, "message", cli_text("Das ging nicht", "Sorry"),
                        json_pack("{s:s}", "message", message))};
}

void
demo_web_redirect(const char *location, DemoAnswer *out)
{
  *out = (DemoAnswer){.status = MHD_HTTP_SEE_OTHER,
                      .body = g_bytes_new(NULL, 0),
                      .location = g_strdup(location)};
}

static void
not_found(const DemoTown *town, DemoAnswer *out)
{
  demo_web_fail(town, MHD_HTTP_NOT_FOUND,
                cli_text("Diese Seite gibt es hier nicht.",
                         "There is no such page here."),
                out);
}

static void
overview(const DemoTown *town, DemoAnswer *out)
{
  json_t *citizens = json_array(), *staff = json_array();
  for (const DemoPerson *person = demo_people; person->id != NULL; person++)
    json_array_append_new(person->staff ? staff : citizens,
                          demo_person_data(person));
  *out = (DemoAnswer){
      .status = MHD_HTTP_OK,
      .body = demo_page(
          town, "overview",
          cli_text("Musterhagen zum Ausprobieren", "Musterhagen to try out"),
          json_pack("{s:o, s:o}", "citizens", citizens, "staff", staff))};
}

static void
advance(const DemoTown *town, const DemoRequest *request, DemoAnswer *out)
{
  const char *text = g_hash_table_lookup(request->fields, "minutes");
  const char *back = g_hash_table_lookup(request->fields, "back");
  int64_t minutes = text == NULL ? 0 : g_ascii_strtoll(text, NULL, 10);
  g_autoptr(GError) error = NULL;
  if (minutes < 1 || minutes > ADVANCE_MAX ||
      !demo_town_advance(town, (int)minutes, &error)) {
    demo_web_fail(
        town, MHD_HTTP_BAD_REQUEST,
        cli_text("Die Uhr blieb, wie sie ist.", "The clock stays as it is."),
        out);
    return;
  }
  /* Only back to a page of ours. */
  bool ours = back != NULL && g_str_has_prefix(back, "/demo") &&
              strpbrk(back, "\r\n") == NULL;
  demo_web_redirect(ours ? back : "/demo", out);
}

static void
file_of(const DemoTown *town, const char *name, const char *type,
        DemoAnswer *out)
{
  const Resource *resource = resource_find(name);
  if (resource == NULL) {
    not_found(town, out);
    return;
  }
  *out = (DemoAnswer){
      .status = MHD_HTTP_OK,
      .type = type,
      .body = g_bytes_new_static(resource->begin, resource_size(resource))};
}

/* "/demo/p/ID…" */
static void
answer_person(const DemoTown *town, const DemoRequest *request, DemoAnswer *out)
{
  const char *begin = request->path + strlen("/demo/p/");
  g_autofree char *id = g_strndup(begin, strcspn(begin, "/"));
  const char *rest = begin + strlen(id);
  const DemoPerson *person = demo_person(id);
  bool post = strcmp(request->method, MHD_HTTP_METHOD_POST) == 0;
  if (person == NULL)
    not_found(town, out);
  else if (post && strcmp(rest, "/write") == 0)
    demo_web_send(town, person, request, out);
  else if (rest[0] == '\0')
    demo_web_mailbox(town, person, request, out);
  else if (strcmp(rest, "/write") == 0 && person->address != NULL)
    demo_web_form(town, person, request, out);
  else if (g_str_has_prefix(rest, "/m/") && person->address != NULL)
    demo_web_mail(town, person, rest + strlen("/m/"), out);
  else
    not_found(town, out);
}

void
demo_web_answer(const DemoTown *town, const DemoRequest *request,
                DemoAnswer *out)
{
  const char *path = request->path;
  bool post = strcmp(request->method, MHD_HTTP_METHOD_POST) == 0;
  if (strcmp(path, "/") == 0)
    demo_web_redirect("/demo", out);
  else if (strcmp(path, "/demo") == 0)
    overview(town, out);
  else if (strcmp(path, "/demo/style.css") == 0)
    file_of(town, "templates/demo/style.css", "text/css; charset=utf-8", out);
  else if (strcmp(path, "/demo/demo.js") == 0)
    file_of(town, "templates/demo/demo.js", "text/javascript; charset=utf-8",
            out);
  else if (strcmp(path, "/demo/advance") == 0 && post)
    advance(town, request, out);
  else if (g_str_has_prefix(path, "/demo/p/"))
    answer_person(town, request, out);
  else
    not_found(town, out);
}
