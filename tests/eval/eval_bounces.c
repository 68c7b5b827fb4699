/* SPDX-License-Identifier: Apache-2.0
 *
 * Bounces, complaints and automatic replies of many mail systems: is each
 * called what it is, and what came back from whom?  And is a person's letter
 * ever called a machine's?
 */
#include <string.h>

#include <jansson.h>

#include "parsers/header.h"
#include "parsers/parse_message.h"
#include "tests/support/dsn_lines.h"
#include "tests/support/eval.h"
#include "tests/support/json_text.h"

typedef struct Share {
  unsigned good, all;
} Share;

typedef struct Figures {
  Share kind, recipient, status, permanent, named, code, id;
} Figures;

static void
count(Share *share, bool good, const char *name, const char *why)
{
  share->all++;
  share->good += good;
  if (!good)
    eval_case("bounces", name, why);
}

static Message *
parse(const char *bytes, gsize size)
{
  static const MimeOptions options = {0};
  g_autoptr(GBytes) raw = g_bytes_new(bytes, size);
  return parse_message(raw, &options, NULL, NULL, NULL);
}

/* The names of the sets are what their collector called them. */
static MessageKind
expected_kind(const char *name)
{
  if (g_str_has_prefix(name, "arf-"))
    return MESSAGE_KIND_ABUSE_REPORT;
  if (g_str_has_prefix(name, "rfc3834-"))
    return MESSAGE_KIND_AUTO_REPLY;
  return MESSAGE_KIND_BOUNCE;
}

static const BounceRecipient *
find_recipient(const Message *message, const DsnBlock *block)
{
  for (guint i = 0; i < message->bounce_recipients->len; i++) {
    const BounceRecipient *one = message->bounce_recipients->pdata[i];
    if (g_strcmp0(block->final, NULL) != 0
            ? g_ascii_strcasecmp(one->address, block->final) == 0
            : g_ascii_strcasecmp(one->address, block->original) == 0)
      return one;
  }
  return NULL;
}

/* Failed, and by the reply or else the code for good. */
static bool
is_permanent(const DsnBlock *block)
{
  char class = block->reply != 0       ? block->reply
               : block->status == NULL ? '5'
                                       : block->status[0];
  return (block->action == 'f' || block->action == 0) && class == '5';
}

static void
judge_blocks(Figures *out, const char *name, const Message *message,
             const DsnLines *truth)
{
  bool recipients = true, statuses = true, permanents = true, told = false;
  for (guint i = 0; i < truth->blocks->len; i++) {
    const DsnBlock *block = truth->blocks->pdata[i];
    const BounceRecipient *got = find_recipient(message, block);
    recipients &= got != NULL;
    told |= block->status != NULL;
    statuses &= block->status == NULL ||
                (got != NULL && g_strcmp0(got->status, block->status) == 0);
    permanents &= got != NULL && got->permanent == is_permanent(block);
  }
  count(&out->recipient, recipients, name, "recipient of the status part");
  if (told)
    count(&out->status, statuses, name, "code of the status part");
  count(&out->permanent, permanents, name, "permanent or not");
}

/* An address that stands in the mail, and is not who sent the report. */
static bool
is_named(const Message *message, const char *bytes)
{
  if (message->bounce_recipients->len == 0)
    return false;
  const BounceRecipient *first = message->bounce_recipients->pdata[0];
  g_autofree char *found = g_ascii_strdown(bytes, -1);
  g_autofree char *wanted = g_ascii_strdown(first->address, -1);
  return strstr(found, wanted) != NULL &&
         (message->from == NULL ||
          g_ascii_strcasecmp(message->from->address, wanted) != 0);
}

static void
judge_free_form(Figures *out, const char *name, const Message *message,
                const char *bytes, const DsnLines *truth)
{
  bool found = false;
  count(&out->named, is_named(message, bytes), name, "names nobody");
  for (guint i = 0; i < truth->codes->len; i++)
    for (guint j = 0; j < message->bounce_recipients->len; j++) {
      const BounceRecipient *one = message->bounce_recipients->pdata[j];
      found |= g_strcmp0(one->status, truth->codes->pdata[i]) == 0;
    }
  if (truth->codes->len > 0)
    count(&out->code, found, name, "code in the text");
}

static void
judge_mail(Figures *out, const char *path, const char *name)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &bytes, &size, NULL))
    return;
  g_autoptr(Message) message = parse(bytes, size);
  MessageKind kind = message == NULL ? MESSAGE_KIND_MESSAGE : message->kind;
  count(&out->kind, kind == expected_kind(name), name,
        message_kind_to_string(kind));
  if (kind != MESSAGE_KIND_BOUNCE)
    return;
  g_autoptr(DsnLines) truth = dsn_lines_read(bytes);
  if (truth->blocks->len > 0)
    judge_blocks(out, name, message, truth);
  else
    judge_free_form(out, name, message, bytes, truth);
  if (truth->has_message_id)
    count(&out->id, message->original_message_id != NULL, name,
          "Message-ID of what came back");
}

/* Machines say so in their header (RFC 3834 2, RFC 2919, RFC 2369, RFC 6522),
 * and lists, too; the others are taken for people. */
static bool
is_by_machine(const char *bytes)
{
  static const char *const names[] = {"Auto-Submitted", "List-Id",
                                      "List-Unsubscribe", "Precedence"};
  const char *cursor = bytes;
  g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
  const char *type = header_list_get(fields, "Content-Type");
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (header_list_get(fields, names[i]) != NULL)
      return true;
  return type != NULL && strcasestr(type, "multipart/report") != NULL;
}

/* A file of people's words: a mail, or only its text. */
static bool
is_taken_for_machine(const char *bytes, gsize size)
{
  static const char header[] = "From: Max <max@example.com>\n"
                               "To: melden@example.org\nSubject: Hallo\n"
                               "Content-Type: text/plain; charset=utf-8\n\n";
  g_autoptr(Message) message = parse(bytes, size);
  if (message != NULL && message->from != NULL)
    return message->kind != MESSAGE_KIND_MESSAGE && !is_by_machine(bytes);
  g_autoptr(GString) mail = g_string_new(header);
  g_string_append_len(mail, bytes, (gssize)size);
  g_autoptr(Message) wrapped = parse(mail->str, mail->len);
  return wrapped == NULL || wrapped->kind != MESSAGE_KIND_MESSAGE;
}

/* A person's words in a mail whose header has lost or gained what a careless
 * reader takes for a machine's. */
static bool
is_taken_for_machine_as(const char *header, const char *words)
{
  g_autofree char *mail =
      g_strdup_printf("%sTo: melden@example.org\nSubject: Meldung\n"
                      "Content-Type: text/plain; charset=utf-8\n\n%s\n",
                      header, words);
  g_autoptr(Message) message = parse(mail, strlen(mail));
  return message == NULL || message->kind != MESSAGE_KIND_MESSAGE;
}

/* Each defect report, as a broken server or a postmaster would send it. */
static void
run_reports(Share *share)
{
  static const char *const headers[] = {
      "Return-Path: <>\nFrom: Max <max@example.com>\n",
      "From: Postmaster <postmaster@example.com>\n"};
  g_autofree char *path = eval_data("reports/dev.jsonl");
  g_autofree char *lines = NULL;
  if (!g_file_get_contents(path, &lines, NULL, NULL))
    return;
  g_auto(GStrv) rows = g_strsplit(lines, "\n", -1);
  for (size_t i = 0; rows[i] != NULL; i++) {
    json_auto_t *row = json_loads(rows[i], 0, NULL);
    const char *words = json_text(row, "text");
    for (size_t n = 0; words != NULL && n < G_N_ELEMENTS(headers); n++)
      count(share, !is_taken_for_machine_as(headers[n], words), words,
            "a report is called a machine's");
  }
}

typedef void (*FileRun)(const char *path, const char *name, void *user);

/* Each file below a folder. */
static void
for_each_file(const char *folder, FileRun run, void *user)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name;
       dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      for_each_file(path, run, user);
    else
      run(path, name, user);
  }
}

static void
run_mail(const char *path, const char *name, void *user)
{
  judge_mail(user, path, name);
}

static void
run_person(const char *path, const char *name, void *user)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;
  if (g_file_get_contents(path, &bytes, &size, NULL) && size > 0)
    count(user, !is_taken_for_machine(bytes, size), name,
          "a person's letter is called a machine's");
}

/* Broken ones must be read to the end; others must not be called bounces. */
static void
run_other(const char *path, const char *name, void *user)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &bytes, &size, NULL))
    return;
  g_autoptr(Message) message = parse(bytes, size);
  count(user, message == NULL || message->kind != MESSAGE_KIND_BOUNCE, name,
        "is called a bounce");
}

static void
run_folder(const char *set, FileRun run, void *user)
{
  g_autofree char *path = eval_data(set);
  for_each_file(path, run, user);
}

static void
print_share(const char *what, const Share *share, double mark)
{
  eval_share("bounces", what, share->good, share->all, mark);
}

int
main(void)
{
  mime_init();
  Figures figures = {0};
  Share broken = {0}, none = {0}, people = {0}, reports = {0};
  run_folder("bounces/mails", run_mail, &figures);
  run_folder("bounces/err", run_other, &broken);
  run_folder("bounces/not", run_other, &none);
  run_folder("replies", run_person, &people);
  run_folder("mime", run_person, &people);
  run_reports(&reports);
  print_share("kind as the file's name says", &figures.kind, 0.98);
  print_share("recipient, by the status part", &figures.recipient, 0.95);
  print_share("status, by the status part", &figures.status, 0.95);
  print_share("permanent or not, by the status part", &figures.permanent, 0.95);
  print_share("free form: a recipient is named", &figures.named, 0.95);
  print_share("free form: code of the text", &figures.code, 0.95);
  print_share("Message-ID of what came back", &figures.id, 0.0);
  eval_share("bounces", "broken ones read to the end", broken.all, broken.all,
             0.0);
  eval_most("bounces", "others called a bounce", none.all - none.good, 0);
  print_share("people's letters", &people, 1.0);
  eval_most("bounces", "people's letters called a machine's",
            people.all - people.good, 0);
  print_share("reports by null path or postmaster", &reports, 1.0);
  return 0;
}
