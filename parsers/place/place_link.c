/* SPDX-License-Identifier: Apache-2.0
 *
 * Links to maps and geo: URIs (RFC 5870).  What their parameters mean is much
 * the same everywhere, so that a map nobody here knows is read as well; a table
 * tells the few hosts apart that differ.
 */
#include "parsers/place/place_link.h"

#include <string.h>

#include "parsers/place/places.h"

/* How sure: a point that the link is for, the middle of what was shown, words
 * that the link looks for, and links that hide their point. */
#define SURE_POINT 0.97
#define SURE_VIEW 0.8
#define SURE_WORDS 0.8
#define SURE_HIDDEN 0.4

enum {
  LINK_MAX = 2048,  /* bytes; links to maps are shorter */
  NESTED_MAX = 500, /* bytes of words within a link */
};

/* Hosts whose links name a place without its point. */
static const char *const hidden_hosts[] = {
    "g.co",           "goo.gl", "maps.app.goo.gl",
    "share.here.com", "w3w.co", "what3words.com",
};

/* A parameter and what it holds. */
typedef enum Form {
  FORM_PAIR,     /* latitude, longitude */
  FORM_REVERSED, /* longitude, latitude */
  FORM_LATITUDE, /* longitude stands under the next row's name */
  FORM_MAP,      /* zoom/latitude/longitude */
  FORM_WORDS,    /* an address */
} Form;

/* The surest first; `host` NULL: any. */
static const struct {
  const char *host, *name, *other;
  Form form;
  double sure;
} parameters[] = {
    {NULL, "mlat", "mlon", FORM_LATITUDE, SURE_POINT},
    {"osmand.", "pin", NULL, FORM_PAIR, SURE_POINT},
    {"yandex", "pt", NULL, FORM_REVERSED, SURE_POINT},
    {"yandex", "ll", NULL, FORM_REVERSED, SURE_VIEW},
    {"mapy.", "y", "x", FORM_LATITUDE, SURE_POINT},
    {NULL, "coordinate", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "q", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "query", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "destination", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "daddr", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "to", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "marker", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "cbll", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "viewpoint", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "sp", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "point", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "ll", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "latlng", NULL, FORM_PAIR, SURE_POINT},
    {NULL, "sll", NULL, FORM_PAIR, SURE_VIEW},
    {NULL, "center", NULL, FORM_PAIR, SURE_VIEW},
    {NULL, "cp", NULL, FORM_PAIR, SURE_VIEW},
    {NULL, "latitude", "longitude", FORM_LATITUDE, SURE_POINT},
    {NULL, "lat", "lon", FORM_LATITUDE, SURE_POINT},
    {NULL, "lat", "lng", FORM_LATITUDE, SURE_POINT},
    {NULL, "lat", "long", FORM_LATITUDE, SURE_POINT},
    {"here.com", "map", NULL, FORM_PAIR, SURE_VIEW},
    {NULL, "map", NULL, FORM_MAP, SURE_VIEW},
    {NULL, "address", NULL, FORM_WORDS, SURE_WORDS},
    {"google.", "q", NULL, FORM_WORDS, SURE_WORDS},
    {"google.", "query", NULL, FORM_WORDS, SURE_WORDS},
    {"google.", "daddr", NULL, FORM_WORDS, SURE_WORDS},
    {"google.", "destination", NULL, FORM_WORDS, SURE_WORDS},
    {"maps.apple.", "q", NULL, FORM_WORDS, SURE_WORDS},
    {"maps.apple.", "daddr", NULL, FORM_WORDS, SURE_WORDS},
    {"bing.", "where1", NULL, FORM_WORDS, SURE_WORDS},
    {"openstreetmap.", "query", NULL, FORM_WORDS, SURE_WORDS},
};

/* A number with a fraction at *at, which moves on; false: none. */
static bool
read_degrees(const char **at, double most, double *out)
{
  char *end = NULL;
  const char *begin = *at;
  size_t size = strspn(begin, "+-.0123456789");
  const char *point = memchr(begin, '.', size);
  if (point == NULL || point + 1 >= begin + size)
    return false;
  *out = g_ascii_strtod(begin, &end);
  *at = begin + size;
  return end == begin + size && *out >= -most && *out <= most;
}

/* "54.0924,12.0991", also with "~", "_", "/", a blank; "loc:" and "point."
 * before. */
static bool
read_pair(const char *text, Form form, PlacePoint *out)
{
  double first, second;
  static const char *const before[] = {"loc:", "point.", "geo:"};
  for (size_t i = 0; i < G_N_ELEMENTS(before); i++)
    if (g_str_has_prefix(text, before[i]))
      text += strlen(before[i]);
  bool reversed = form == FORM_REVERSED;
  if (!read_degrees(&text, reversed ? 180 : 90, &first))
    return false;
  size_t between = strspn(text, ",;~_/ +");
  text += between;
  if (between == 0 || !read_degrees(&text, reversed ? 90 : 180, &second))
    return false;
  *out = reversed ? (PlacePoint){second, first} : (PlacePoint){first, second};
  return first != 0 || second != 0;
}

/* "16/54.0924/12.0991". */
static bool
read_map(const char *text, PlacePoint *out)
{
  size_t zoom = strspn(text, "0123456789.");
  return zoom > 0 && text[zoom] == '/' &&
         read_pair(text + zoom + 1, FORM_PAIR, out);
}

/* The value of a parameter in "a=1&b=2", decoded; NULL. */
static char *
get_parameter(const char *query, const char *name)
{
  size_t length = strlen(name);
  for (const char *at = query; at != NULL; at = strchr(at, '&')) {
    at += *at == '&';
    if (g_str_has_prefix(at, "amp;"))
      at += 4; /* copied out of HTML */
    if (strncmp(at, name, length) != 0 || at[length] != '=')
      continue;
    at += length + 1;
    g_autofree char *raw = g_strndup(at, strcspn(at, "&#"));
    g_strdelimit(raw, "+", ' ');
    char *value = g_uri_unescape_string(raw, NULL);
    if (value != NULL && g_utf8_validate(value, -1, NULL))
      return value;
    g_free(value);
    return NULL;
  }
  return NULL;
}

static bool
read_latitude(const char *query, const char *value, const char *other,
              PlacePoint *out)
{
  g_autofree char *second = get_parameter(query, other);
  const char *longitude = second;
  return second != NULL && read_degrees(&value, 90, &out->latitude) &&
         read_degrees(&longitude, 180, &out->longitude);
}

static bool
read_parameter(const char *query, size_t row, PlaceLink *out)
{
  g_autofree char *value = get_parameter(query, parameters[row].name);
  if (value == NULL)
    return false;
  switch (parameters[row].form) {
  case FORM_PAIR:
  case FORM_REVERSED:
    return read_pair(value, parameters[row].form, &out->point);
  case FORM_LATITUDE:
    return read_latitude(query, value, parameters[row].other, &out->point);
  case FORM_MAP:
    return read_map(value, &out->point);
  case FORM_WORDS:
    if (*value == '\0' || strlen(value) > NESTED_MAX)
      return false;
    out->words = g_steal_pointer(&value);
    return true;
  }
  return false;
}

static bool
read_parameters(const char *host, const char *query, PlaceLink *out)
{
  for (size_t i = 0; i < G_N_ELEMENTS(parameters); i++) {
    if (parameters[i].host != NULL && strstr(host, parameters[i].host) == NULL)
      continue;
    if (!read_parameter(query, i, out))
      continue;
    out->has_point = out->words == NULL;
    out->confidence = parameters[i].sure;
    return true;
  }
  return false;
}

/* "54°05'32.6\"N+12°05'56.8\"E", as Google calls a spot without an address. */
static bool
read_written(const char *text, PlacePoint *out)
{
  if (strstr(text, "°") == NULL)
    return false;
  g_autofree char *words = g_strndup(text, strcspn(text, "/?#"));
  g_strdelimit(words, "+", ' ');
  g_autoptr(GPtrArray) found =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  if (strlen(words) > NESTED_MAX || !g_utf8_validate(words, -1, NULL))
    return false;
  places_find(words, NULL, found);
  const Place *place = found->len == 0 ? NULL : found->pdata[0];
  if (place == NULL || place->source != PLACE_SOURCE_COORDINATES ||
      !place->has_point)
    return false;
  *out = (PlacePoint){place->latitude, place->longitude};
  return true;
}

/* The end of a way: "/dir/54.1,12.1/54.0924,12.0991/@…". */
static bool
read_way(const char *path, PlacePoint *out)
{
  const char *at = strstr(path, "/dir/");
  bool found = false;
  for (at = at == NULL ? NULL : at + strlen("/dir"); at != NULL;
       at = strchr(at + 1, '/'))
    found |= read_pair(at + 1, FORM_PAIR, out);
  return found;
}

/* Google's "!3d54.0924!4d12.0991", the place, and "@54.0924,12.0991", the
 * view; "/search/54.0924,+12.0991". */
static bool
read_path(const char *path, PlaceLink *out)
{
  const char *place = strstr(path, "!3d");
  const char *other = place == NULL ? NULL : strstr(place, "!4d");
  out->confidence = SURE_POINT;
  if (other != NULL) {
    place += 3;
    other += 3;
    if (read_degrees(&place, 90, &out->point.latitude) &&
        read_degrees(&other, 180, &out->point.longitude))
      return true;
  }
  if (read_way(path, &out->point))
    return true;
  /* The last is HERE's: "/l/54.0924,12.0991,Laterne". */
  static const char *const before[] = {"/search/", "/place/", "/p/",
                                       "/r/mylocation/", "/l/"};
  for (size_t i = 0; i < G_N_ELEMENTS(before); i++) {
    const char *at = strstr(path, before[i]);
    if (at != NULL &&
        (read_pair(at + strlen(before[i]), FORM_PAIR, &out->point) ||
         read_written(at + strlen(before[i]), &out->point)))
      return true;
  }
  const char *view = strstr(path, "@");
  out->confidence = SURE_VIEW;
  return view != NULL && read_pair(view + 1, FORM_PAIR, &out->point);
}

/* "/maps/place/Gartenstr.+12,+Rostock/@…" */
static bool
read_place_words(const char *path, PlaceLink *out)
{
  const char *at = strstr(path, "/maps/place/");
  if (at == NULL)
    return false;
  at += strlen("/maps/place/");
  g_autofree char *raw = g_strndup(at, strcspn(at, "/?#"));
  g_strdelimit(raw, "+", ' ');
  g_autofree char *words = g_uri_unescape_string(raw, NULL);
  if (words == NULL || *words == '\0' || strlen(words) > NESTED_MAX ||
      !g_utf8_validate(words, -1, NULL))
    return false;
  out->words = g_steal_pointer(&words);
  return true;
}

/* geo:54.0924,12.0991;u=35 or geo:0,0?q=54.0924,12.0991(Laterne). */
static bool
read_geo(const char *uri, PlaceLink *out)
{
  out->confidence = SURE_POINT;
  const char *query = strchr(uri, '?');
  if (query != NULL && read_parameters("google.", query + 1, out))
    return true;
  out->has_point = read_pair(uri + strlen("geo:"), FORM_PAIR, &out->point);
  return out->has_point;
}

static bool
read_hidden(const char *host, PlaceLink *out)
{
  for (size_t i = 0; i < G_N_ELEMENTS(hidden_hosts); i++)
    if (strcmp(host, hidden_hosts[i]) == 0) {
      out->confidence = SURE_HIDDEN;
      return true;
    }
  return false;
}

/* "osm.org/go/0EEQjEEb?m=", what OpenStreetMap gives who shares a map; with a
 * marker the point is meant, else what was shown. */
static bool
read_short(const char *host, const char *path, PlaceLink *out)
{
  if ((strcmp(host, "osm.org") != 0 &&
       strcmp(host, "openstreetmap.org") != 0) ||
      !g_str_has_prefix(path, "/go/"))
    return false;
  const char *code = path + strlen("/go/");
  size_t size = strcspn(code, "/?#");
  bool marker = g_str_has_prefix(code + size, "?m");
  out->confidence = marker ? SURE_POINT : SURE_VIEW;
  return place_short_to_point(code, size, &out->point);
}

/* The parts of a link to a host. */
static bool
read_web(const char *text, PlaceLink *out)
{
  const char *scheme = strstr(text, "://");
  const char *begin = scheme == NULL ? text : scheme + 3;
  size_t size = strcspn(begin, "/?#");
  g_autofree char *host = g_ascii_strdown(begin, (gssize)size);
  const char *name = g_str_has_prefix(host, "www.") ? host + 4 : host;
  g_autofree char *rest = g_uri_unescape_string(begin + size, NULL);
  const char *path = rest == NULL ? begin + size : rest;
  const char *query = strchr(begin + size, '?');
  const char *fragment = strchr(begin + size, '#');
  bool words = read_place_words(begin + size, out);
  out->has_point = true;
  if (read_short(name, path, out) || read_path(path, out) ||
      (query != NULL && read_parameters(name, query + 1, out)) ||
      (fragment != NULL && (read_parameters(name, fragment + 1, out) ||
                            read_map(fragment + 1, &out->point)))) {
    if (out->confidence == 0)
      out->confidence = SURE_VIEW;
    out->has_point = out->words == NULL || words;
    return true;
  }
  out->has_point = false;
  if (words)
    out->confidence = SURE_WORDS;
  return words || read_hidden(name, out);
}

bool
place_link_parse(const char *text, size_t size, PlaceLink *out)
{
  *out = (PlaceLink){.confidence = 0};
  if (size > LINK_MAX)
    return false;
  g_autofree char *link = g_strndup(text, size);
  bool found = g_ascii_strncasecmp(link, "geo:", 4) == 0 ? read_geo(link, out)
                                                         : read_web(link, out);
  if (!found)
    g_clear_pointer(&out->words, g_free);
  return found;
}

size_t
place_link_size(const char *text, size_t size)
{
  static const char *const begins[] = {
      "http://", "https://", "geo:",    "www.",           "maps.",
      "goo.gl/", "osm.org/", "w3w.co/", "google.de/maps", "google.com/maps",
  };
  bool link = false;
  for (size_t i = 0; i < G_N_ELEMENTS(begins) && !link; i++)
    link = size > strlen(begins[i]) &&
           g_ascii_strncasecmp(text, begins[i], strlen(begins[i])) == 0;
  if (!link)
    return 0;
  size_t end = 0;
  while (end < size && (unsigned char)text[end] > ' ' &&
         strchr("<>\"\\^`{|}", text[end]) == NULL)
    end++;
  while (end > 0 && strchr(".,;:!?')]*", text[end - 1]) != NULL)
    end--;
  return end;
}
