/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows by SQL: a digest would need an hour.
 */
#include "tests/support/bench_fill.h"

#include <string.h>

#include "queue/id.h"
#include "queue/secret.h"

enum {
  PER_COMMIT = 20000,
  HASH_BYTES = 32,
  SEALED_SMALL = 64,
  SEALED_TEXT = 400,
  EVENTS = 3,
  OPEN_PART = 50, /* one in so many, at the end */
};

static const int64_t TEN_YEARS_MS = INT64_C(315576000000);

typedef struct Fill {
  Store *store, *keys;
  unsigned tickets, number; /* how many, and the present one from 0 */
  GRand *random;
  GBytes *small, *text;
  int64_t at_ms;
  Id person, contact, inbox, ticket;
} Fill;

static void
run_or_end(bool done, const GError *error)
{
  if (!done)
    g_error("fill: %s", error->message);
}

static GBytes *
noise(Fill *fill, size_t size)
{
  guint8 *bytes = g_malloc(size);
  for (size_t i = 0; i < size; i++)
    bytes[i] = (guint8)g_rand_int(fill->random);
  return g_bytes_new_take(bytes, size);
}

static bool
is_open(const Fill *fill)
{
  return fill->number >= fill->tickets - fill->tickets / OPEN_PART &&
         fill->number % 5 != 0;
}

static void
add_person(Fill *fill)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) lookup = noise(fill, HASH_BYTES);
  run_or_end(
      store_run(fill->keys, &error,
                "INSERT INTO owner_key (id, owner, wrapped, created_at_ms,"
                " in_use) VALUES ($1, 'person', $2, $3, 1)",
                "tbi", fill->person.text, fill->small, fill->at_ms) &&
          store_run(fill->store, &error,
                    "INSERT INTO person (id, language, created_at_ms) VALUES"
                    " ($1, 'de', $2)",
                    "ti", fill->person.text, fill->at_ms) &&
          store_run(fill->store, &error,
                    "INSERT INTO contact (id, person_id, channel, lookup,"
                    " address, name, created_at_ms) VALUES ($1, $2, 'mail',"
                    " $3, $4, $4, $5)",
                    "ttbbi", fill->contact.text, fill->person.text, lookup,
                    fill->small, fill->at_ms),
      error);
}

static void
add_message(Fill *fill)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) key = noise(fill, HASH_BYTES);
  g_autoptr(GBytes) raw = noise(fill, HASH_BYTES);
  g_autoptr(GBytes) content = noise(fill, HASH_BYTES);
  run_or_end(
      store_run(fill->store, &error,
                "INSERT INTO inbox (id, natural_key, channel, source, state,"
                " attempts, received_at_ms, imported_at_ms, done_at_ms,"
                " size_bytes, head, raw_key, raw_hash, content_hash, kind,"
                " service, person_id, contact_id, ticket_id) VALUES ($1, $2,"
                " 'mail', 'rathaus', 'done', 1, $3, $3, $3, 4000, $4, $4, $5,"
                " $6, 'report', 'report', $7, $8, $9)",
                "tbibbbttt", fill->inbox.text, key, fill->at_ms, fill->small,
                raw, content, fill->person.text, fill->contact.text,
                fill->ticket.text),
      error);
  for (unsigned i = 0; i < EVENTS; i++)
    run_or_end(store_run(fill->store, &error,
                         "INSERT INTO inbox_event (inbox_id, id, at_ms, what,"
                         " detail) VALUES ($1, $2, $3, 'category-by-words',"
                         " 'muell by words: Müll')",
                         "tti", fill->inbox.text, id_new(fill->at_ms).text,
                         fill->at_ms),
               error);
}

static void
add_ticket(Fill *fill)
{
  static const char *const categories[] = {"muell", "beleuchtung",
                                           "strassenschaden", "gruen_baum"};
  static const char *const departments[] = {"reinigung", "stadtwerke",
                                            "tiefbau", "gruen"};
  unsigned kind = fill->number % G_N_ELEMENTS(categories);
  bool open = is_open(fill);
  g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc(fill->at_ms / 1000);
  g_autofree char *digits = g_strdup_printf(
      "%02d%06u", g_date_time_get_year(day) % 100, fill->number);
  g_autofree char *street =
      g_strdup_printf("strasse%d", g_rand_int_range(fill->random, 0, 800));
  g_autoptr(GError) error = NULL;
  run_or_end(
      store_run(
          fill->store, &error,
          "INSERT INTO ticket (id, digits, serial, service, state, category,"
          " department, language, channel, mailbox, person_id, contact_id,"
          " inbox_id, subject, text, place, thread_id, created_at_ms,"
          " due_at_ms, changed_at_ms, closed_at_ms, latitude, longitude,"
          " point_source) VALUES ($1, $2, $3, 'report', $4, $5, $6, 'de',"
          " 'mail', 'rathaus', $7, $8, $9, $10, $11, $10, $10, $12, $13, $12,"
          " CASE WHEN $4 = 'open' THEN NULL ELSE $12 END, $14, $15, 'text')",
          "ttittttttbbiirr", fill->ticket.text, digits, (int64_t)fill->number,
          open ? "open" : "closed", categories[kind], departments[kind],
          fill->person.text, fill->contact.text, fill->inbox.text, fill->small,
          fill->text, fill->at_ms, fill->at_ms + INT64_C(604800000),
          54 + g_rand_double(fill->random) / 10,
          12 + g_rand_double(fill->random) / 10),
      error);
  run_or_end(store_run(fill->store, &error,
                       "INSERT INTO support_street (ticket_id, category,"
                       " street) VALUES ($1, $2, $3)",
                       "ttt", fill->ticket.text, categories[kind], street),
             error);
  for (unsigned i = 0; i < EVENTS; i++)
    run_or_end(store_run(fill->store, &error,
                         "INSERT INTO ticket_event (id, ticket_id, at_ms,"
                         " what, actor, note, inbox_id) VALUES ($1, $2, $3,"
                         " 'command', 'department tiefbau', $4, $5)",
                         "ttibt", id_new(fill->at_ms).text, fill->ticket.text,
                         fill->at_ms, fill->small, fill->inbox.text),
               error);
}

static void
add_mail(Fill *fill, const char *kind)
{
  Id id = id_new(fill->at_ms);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) lookup = noise(fill, HASH_BYTES);
  run_or_end(
      store_run(fill->store, &error,
                "INSERT INTO outbox (id, state, channel, transport, kind,"
                " priority, dedupe, owner_id, lookup, envelope_from, address,"
                " message_id, inbox_id, ticket_id, created_at_ms, due_at_ms,"
                " expires_at_ms, attempts, lease, status, finished_at_ms)"
                " VALUES ($1, 'sent', 'mail', 'mail', $2, 2, $1, $3, $4, '',"
                " $5, $1, $6, $7, $8, $8, $8, 1, 1, '2.0.0', $8)",
                "tttbbtti", id.text, kind, fill->person.text, lookup,
                fill->small, fill->inbox.text, fill->ticket.text, fill->at_ms),
      error);
}

static void
add_one(Fill *fill, int64_t now_ms)
{
  int64_t age_ms =
      TEN_YEARS_MS / fill->tickets * (fill->tickets - fill->number);
  fill->at_ms = now_ms - age_ms;
  fill->person = id_new(fill->at_ms);
  fill->contact = id_new(fill->at_ms);
  fill->inbox = id_new(fill->at_ms);
  fill->ticket = id_new(fill->at_ms);
  add_person(fill);
  add_message(fill);
  add_ticket(fill);
  add_mail(fill, "ticket");
  add_mail(fill, "confirmation");
}

/* In memory, or keys without any order would take an hour. */
static void
use_memory(Fill *fill, bool much)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StoreRows) rows =
      much
          ? store_query(fill->store, &error, "PRAGMA cache_size = -3000000", "")
          : store_query(fill->store, &error, "PRAGMA cache_size = -8192", "");
  while (rows != NULL && store_rows_next(rows, &error))
    ;
  run_or_end(error == NULL, error);
}

static void
begin(Fill *fill)
{
  g_autoptr(GError) error = NULL;
  run_or_end(store_begin(fill->keys, &error) &&
                 store_begin(fill->store, &error),
             error);
}

/* Keys first, as digest does it. */
static void
commit(Fill *fill)
{
  g_autoptr(GError) error = NULL;
  run_or_end(store_commit(fill->keys, &error) &&
                 store_commit(fill->store, &error) &&
                 store_sync(fill->store, &error),
             error);
}

/* As next_serial() of queue/ticket.c keeps it. */
static void
set_serial(Fill *fill)
{
  g_autoptr(GError) error = NULL;
  run_or_end(store_run(fill->store, &error,
                       "INSERT INTO counter (name, value) SELECT"
                       " 'ticket-serial-' ||"
                       " year, $1 FROM (SELECT DISTINCT substr(digits, 1, 2)"
                       " AS year FROM ticket) AS years WHERE true"
                       " ON CONFLICT (name) DO UPDATE SET value = $1",
                       "i", (int64_t)fill->tickets),
             error);
}

void
bench_fill(BenchTown *town, unsigned tickets)
{
  Fill fill = {.store = town->digest.store,
               .keys = town->digest.keys,
               .tickets = tickets,
               .random = g_rand_new_with_seed(1)};
  fill.small = noise(&fill, SEALED_SMALL);
  fill.text = noise(&fill, SEALED_TEXT);
  int64_t now_ms = clock_now_ms(town->clock);
  use_memory(&fill, true);
  begin(&fill);
  for (fill.number = 0; fill.number < tickets; fill.number++) {
    add_one(&fill, now_ms);
    if (fill.number % PER_COMMIT != PER_COMMIT - 1)
      continue;
    commit(&fill);
    g_autoptr(GError) error = NULL;
    bool worked = digest_idle(&town->digest, &error); /* the log is taken in */
    run_or_end(worked, error);
    begin(&fill);
  }
  set_serial(&fill);
  commit(&fill);
  use_memory(&fill, false);
  g_rand_free(fill.random);
  g_bytes_unref(fill.small);
  g_bytes_unref(fill.text);
}
