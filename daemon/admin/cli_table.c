/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables and records on a terminal.
 */
#include "daemon/admin/cli_table.h"

#include <stdio.h>
#include <string.h>

#include "daemon/cli_print.h"

enum {
  CELL_WIDTH_MAX = 48,    /* of a list; the rest is in --json */
  DETAIL_WIDTH_MAX = 300, /* of a record's history: it explains */
  LABEL_WIDTH = 16,
  CELL_LINE_MAX = 90, /* longer texts stand below their label */
};

typedef struct Label {
  const char *member, *german, *english;
} Label;

static const Label labels[] = {
    {"actor", "wer", "who"},
    {"address", "Adresse", "address"},
    {"adopted", "Altbestand", "adopted"},
    {"answers", "Antworten", "answers"},
    {"assignment", "Zuweisung", "assignment"},
    {"at_ms", "wann", "when"},
    {"attachment_id", "Anhang", "attachment"},
    {"attachments", "Anhänge", "attachments"},
    {"attempts", "Versuche", "attempts"},
    {"authentication", "Echtheit", "authentication"},
    {"automatic", "automatisch", "automatic"},
    {"belongs", "gehört zu", "belongs to"},
    {"category", "Kategorie", "category"},
    {"changed_at_ms", "geändert", "changed"},
    {"channel", "Kanal", "channel"},
    {"confidence_percent", "Sicherheit in %", "confidence in %"},
    {"contact_id", "Kontakt", "contact"},
    {"content", "Inhalt", "content"},
    {"count", "Anzahl", "count"},
    {"created_at_ms", "angelegt", "created"},
    {"danger", "Gefahr", "danger"},
    {"department", "Amt", "department"},
    {"deputy", "Vertretung", "deputy"},
    {"detail", "Einzelheit", "detail"},
    {"diagnostic", "Gegenstelle", "peer said"},
    {"decided_at_ms", "entschieden", "decided"},
    {"done_at_ms", "entschieden", "decided"},
    {"due", "fällig", "due"},
    {"due_at_ms", "fällig", "due"},
    {"duplicate_of", "doppelt zu", "duplicate of"},
    {"events", "Verlauf", "history"},
    {"expires_at_ms", "verfällt", "expires"},
    {"file", "Datei", "file"},
    {"finished_at_ms", "beendet", "finished"},
    {"from", "von", "from"},
    {"height", "Höhe", "height"},
    {"id", "Kennung", "id"},
    {"imported_at_ms", "übernommen", "imported"},
    {"inbox_id", "Eingang", "inbox"},
    {"intact", "heil", "intact"},
    {"joined_to", "gehört zu", "joined to"},
    {"kind", "Art", "kind"},
    {"language", "Sprache", "language"},
    {"message_id", "Message-ID", "Message-ID"},
    {"more", "weitere", "more"},
    {"muted_until_ms", "stumm bis", "muted until"},
    {"name", "Name", "name"},
    {"next", "zu tun", "to do"},
    {"no_answer", "keine Antwort", "not answered"},
    {"no_answer_reason", "Grund", "reason"},
    {"note", "Notiz", "note"},
    {"number", "Nummer", "number"},
    {"opted_out", "abgemeldet", "opted out"},
    {"person_id", "Person", "person"},
    {"photo", "Foto", "photo"},
    {"photos", "Fotos", "photos"},
    {"place", "Ort", "place"},
    {"priority", "Vorrang", "priority"},
    {"problems", "Mängel", "problems"},
    {"provider_ref", "Fremdkennung", "provider's id"},
    {"raw", "Rohtext", "raw"},
    {"received_at_ms", "eingegangen", "received"},
    {"released", "freigegeben", "released"},
    {"reporters", "gemeldet von", "reported by"},
    {"service", "Dienst", "service"},
    {"size_bytes", "Bytes", "bytes"},
    {"source", "Postfach", "mailbox"},
    {"state", "Zustand", "state"},
    {"status", "Status", "status"},
    {"subject", "Betreff", "subject"},
    {"table", "Tabelle", "table"},
    {"text", "Text", "text"},
    {"ticket", "Vorgang", "ticket"},
    {"ticket_id", "Vorgangskennung", "ticket id"},
    {"ticket_state", "Vorgang ist", "ticket is"},
    {"transport", "Sendeweg", "transport"},
    {"unknown_count", "ungewiss", "unknown"},
    {"url", "Adresse", "address"},
    {"verified", "bestätigt", "verified"},
    {"what", "was", "what"},
    {"width", "Breite", "width"},
    {"words", "Wörter", "words"},
};

static const char *
label_of(const char *member)
{
  for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
    if (strcmp(labels[i].member, member) == 0)
      return cli_text(labels[i].german, labels[i].english);
  return member;
}

static int
width_of(const char *text)
{
  int width = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
  }
  return width;
}

/* A line break stays in a text, and becomes a blank in a cell. */
char *
cli_harmless(const char *text, bool lines)
{
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '\n' || c == '\t')
      g_string_append_c(out, lines ? (char)c : ' ');
    else if (c == '\r')
      continue;
    else if (g_unichar_iscntrl(c) || g_unichar_type(c) == G_UNICODE_FORMAT)
      g_string_append(out, "·"); /* also what turns the writing round */
    else
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

char *
cli_time(int64_t ms, GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(ms / 1000);
  g_autoptr(GDateTime) local =
      utc == NULL ? NULL : g_date_time_to_timezone(utc, zone);
  return local == NULL ? g_strdup("?")
                       : g_date_time_format(local, "%Y-%m-%d %H:%M");
}

/* A scalar as text, without a bound; owned. */
static char *
scalar_text(const char *member, const json_t *value, GTimeZone *zone)
{
  if (json_is_string(value))
    return g_strdup(json_string_value(value));
  if (json_is_boolean(value))
    return g_strdup(json_is_true(value) ? cli_text("ja", "yes")
                                        : cli_text("nein", "no"));
  if (json_is_integer(value) && g_str_has_suffix(member, "_ms"))
    return json_integer_value(value) == 0
               ? g_strdup("–")
               : cli_time(json_integer_value(value), zone);
  if (json_is_integer(value))
    return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
  return g_strdup("");
}

static char *
cell_text(const json_t *row, const char *member, GTimeZone *zone, int most)
{
  g_autofree char *whole =
      scalar_text(member, json_object_get(row, member), zone);
  g_autofree char *text = cli_harmless(whole, false);
  if (g_utf8_strlen(text, -1) <= most)
    return g_steal_pointer(&text);
  g_autofree char *head = g_utf8_substring(text, 0, most - 1);
  return g_strconcat(head, "…", NULL);
}

static void
print_padded(const char *text, int width, bool last)
{
  printf("%s%*s", text, last ? 0 : MAX(width - width_of(text), 0) + 2, "");
}

static void
print_line(char **cells, const int *widths, size_t count)
{
  for (size_t i = 0; i < count; i++)
    print_padded(cells[i], widths[i], i + 1 == count);
  putchar('\n');
}

static void
print_indented_table(const json_t *rows, const char *const *columns,
                     GTimeZone *zone, const char *indent)
{
  size_t count = g_strv_length((char **)columns);
  int most = *indent == '\0' ? CELL_WIDTH_MAX : DETAIL_WIDTH_MAX;
  g_autofree int *widths = g_new0(int, count);
  g_autoptr(GPtrArray) lines =
      g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  for (size_t r = 0; r <= json_array_size(rows); r++) {
    char **cells = g_new0(char *, count + 1);
    for (size_t i = 0; i < count; i++) {
      cells[i] = r == 0 ? g_strdup(label_of(columns[i]))
                        : cell_text(json_array_get(rows, r - 1), columns[i],
                                    zone, most);
      widths[i] = MAX(widths[i], width_of(cells[i]));
    }
    g_ptr_array_add(lines, cells);
  }
  for (guint r = 0; r < lines->len; r++) {
    fputs(indent, stdout);
    print_line(lines->pdata[r], widths, count);
  }
}

void
cli_print_table(const json_t *rows, const char *const *columns, GTimeZone *zone)
{
  print_indented_table(rows, columns, zone, "");
}

static void
print_label(const char *member)
{
  print_padded(label_of(member), LABEL_WIDTH, false);
}

/* All members that any of the rows has, in the order of their appearance. */
static GPtrArray *
members_of(const json_t *rows)
{
  GPtrArray *members = g_ptr_array_new();
  size_t i;
  json_t *row;
  json_array_foreach(rows, i, row)
  {
    const char *member;
    json_t *value;
    json_object_foreach(row, member, value)
    {
      bool known = false;
      for (guint k = 0; k < members->len; k++)
        known = known || strcmp(members->pdata[k], member) == 0;
      if (!known)
        g_ptr_array_add(members, (void *)member);
    }
  }
  g_ptr_array_add(members, NULL);
  return members;
}

static void
print_rows(const char *member, const json_t *rows, GTimeZone *zone)
{
  if (json_array_size(rows) == 0)
    return;
  g_autoptr(GPtrArray) members = members_of(rows);
  printf("\n%s\n", label_of(member));
  print_indented_table(rows, (const char *const *)members->pdata, zone, "  ");
}

static void
print_below(const char *member, const char *text)
{
  g_autofree char *safe = cli_harmless(text, true);
  g_auto(GStrv) lines = g_strsplit(safe, "\n", -1);
  printf("\n%s\n", label_of(member));
  for (size_t i = 0; lines[i] != NULL; i++)
    printf("  │ %s\n", lines[i]);
}

static bool
is_long(const char *text)
{
  return strchr(text, '\n') != NULL || g_utf8_strlen(text, -1) > CELL_LINE_MAX;
}

static void
print_words(const char *member, const json_t *words)
{
  g_autoptr(GString) text = g_string_new(NULL);
  size_t i;
  json_t *word;
  json_array_foreach(words, i, word)
  {
    g_string_append(text, i == 0 ? "" : ", ");
    g_string_append(text, json_string_value(word));
  }
  g_autofree char *safe = cli_harmless(text->str, false);
  print_label(member);
  puts(safe);
}

static void
print_member(const char *member, const json_t *value, GTimeZone *zone)
{
  if (json_is_string(json_array_get(value, 0))) {
    print_words(member, value);
    return;
  }
  if (json_is_array(value)) {
    print_rows(member, value, zone);
    return;
  }
  g_autofree char *text = json_is_object(value)
                              ? json_dumps(value, JSON_INDENT(2))
                              : scalar_text(member, value, zone);
  if (*text == '\0')
    return; /* a label alone says nothing */
  if (is_long(text)) {
    print_below(member, text);
    return;
  }
  g_autofree char *safe = cli_harmless(text, false);
  print_label(member);
  puts(safe);
}

void
cli_print_record(const json_t *record, GTimeZone *zone)
{
  const char *member;
  json_t *value;
  /* Short ones first: they say what the rest is about. */
  json_object_foreach((json_t *)record, member, value)
  {
    if (!json_is_array(value) && !json_is_object(value) &&
        !(json_is_string(value) && is_long(json_string_value(value))))
      print_member(member, value, zone);
  }
  json_object_foreach((json_t *)record, member, value)
  {
    if (json_is_array(value) || json_is_object(value) ||
        (json_is_string(value) && is_long(json_string_value(value))))
      print_member(member, value, zone);
  }
}
