/* SPDX-License-Identifier: Apache-2.0
 *
 * What the header of a mail says: originator, recipients, ids, subject, date.
 */
#include <string.h>

#include "parsers/encoded_word.h"
#include "parsers/gmime_auto.h"
#include "parsers/header.h"
#include "parsers/mime/mailbox.h"
#include "parsers/mime/mime_private.h"
#include "parsers/utf8.h"

enum {
  MIME_SUBJECT_MAX = 255,    /* characters; Discourse, and a line to read */
  MIME_NAME_MAX = 255,       /* characters of a display name */
  MIME_ADDRESS_MAX = 320,    /* 64 + "@" + 255, RFC 5321 4.5.3.1 */
  MIME_ID_MAX = 998,         /* a line, RFC 5322 2.1.1 */
  MIME_IDS_AT_EACH_END = 20, /* RFC 3834 3.1.6 keeps first and last */
  MIME_GROUP_DEPTH_MAX = 4,
  MIME_DELIVERED_MAX = 50,
};

/* The letters, figures and signs of ASCII at the beginning, at most `max`. */
static size_t
graphic_size(const char *text, size_t max)
{
  size_t size = 0;
  while (size < max && text[size] > ' ' && text[size] < 0x7f)
    size++;
  return size;
}

/* One line of valid UTF-8, at most `max` characters. */
static char *
one_line(const char *text, size_t max)
{
  size_t size = strlen(text), count = 0;
  g_autofree char *mended =
      utf8_is_valid(text, size) ? NULL : g_utf8_make_valid(text, -1);
  GString *out = g_string_sized_new(size);
  for (const char *at = mended == NULL ? text : mended;;
       at = g_utf8_next_char(at)) {
    size_t plain = graphic_size(at, max - count);
    g_string_append_len(out, at, (gssize)plain);
    at += plain;
    count += plain;
    if (*at == '\0' || count == max)
      break;
    gunichar c = g_utf8_get_char(at);
    bool blank = g_unichar_isspace(c) || g_unichar_iscntrl(c);
    if (blank && (out->len == 0 || out->str[out->len - 1] == ' '))
      continue;
    g_string_append_unichar(out, blank ? ' ' : c);
    count++;
  }
  return g_strchomp(g_string_free(out, FALSE));
}

/* The address with its domain as it travels (RFC 5890 A-labels): that is what
 * Authentication-Results and Return-Path hold, and what a server without
 * SMTPUTF8 takes. */
static const char *
travelling_address(InternetAddressMailbox *mailbox)
{
  const char *address = internet_address_mailbox_get_addr(mailbox);
  const char *at = address == NULL ? NULL : strrchr(address, '@');
  return at != NULL && mailbox_is_plain_domain(at + 1)
             ? address
             : internet_address_mailbox_get_idn_addr(mailbox);
}

static Address *
address_clean(const char *name, const char *address)
{
  if (address == NULL || *address == '\0' || strlen(address) > MIME_ADDRESS_MAX)
    return NULL;
  g_autofree char *clean = one_line(address, MIME_ADDRESS_MAX);
  g_autofree char *clean_name =
      name != NULL && *name != '\0' ? one_line(name, MIME_NAME_MAX) : NULL;
  return address_new(clean_name, clean);
}

static Address *
address_of(InternetAddress *entry)
{
  return address_clean(internet_address_get_name(entry),
                       travelling_address(INTERNET_ADDRESS_MAILBOX(entry)));
}

/* Add the mailboxes of a list and of the groups in it. */
static void
collect(GPtrArray *out, InternetAddressList *list, unsigned depth)
{
  int count = list == NULL ? 0 : internet_address_list_length(list);
  for (int i = 0; i < count && out->len < MIME_ADDRESSES_MAX; i++) {
    InternetAddress *entry = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(entry)) {
      if (depth < MIME_GROUP_DEPTH_MAX)
        collect(
            out,
            internet_address_group_get_members(INTERNET_ADDRESS_GROUP(entry)),
            depth + 1);
      continue;
    }
    Address *address = address_of(entry);
    if (address != NULL)
      g_ptr_array_add(out, address);
  }
}

Address *
mime_headers_first(InternetAddressList *list)
{
  g_autoptr(GPtrArray) all =
      g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
  collect(all, list, 0);
  return all->len == 0 ? NULL : g_ptr_array_steal_index(all, 0);
}

/* Add what a list of addresses holds in front of the place where it breaks off;
 * GMime keeps that for a message only.
 */
static void
collect_broken(GPtrArray *out, const char *value)
{
  g_autofree char *mail = g_strconcat("To:", value, "\n\n", NULL);
  GByteArray borrowed = {.data = (guint8 *)mail, .len = (guint)strlen(mail)};
  g_autoptr(GMimeMessage) message = mime_construct(&borrowed);
  if (message != NULL)
    collect(out, g_mime_message_get_to(message), 0);
}

/* Add the mailboxes of a plain field; false for one that is not. */
static bool
collect_plain(GPtrArray *out, const char *value)
{
  g_autoptr(GPtrArray) mailboxes = mailbox_list_read(value);
  if (mailboxes == NULL)
    return false;
  for (guint i = 0; i < mailboxes->len && out->len < MIME_ADDRESSES_MAX; i++) {
    const Address *mailbox = g_ptr_array_index(mailboxes, i);
    Address *address = address_clean(mailbox->name, mailbox->address);
    if (address != NULL)
      g_ptr_array_add(out, address);
  }
  return true;
}

/* Add the mailboxes of all fields of a name.  The library joins neighbouring
 * encoded words before it decodes them and so loses what follows padding; it
 * shall meet single ones only.
 */
static void
collect_fields(GPtrArray *out, const MimeMail *mail, const char *name)
{
  for (guint i = 0; i < mail->head->len; i++) {
    const HeaderField *field = mail->head->pdata[i];
    if (!header_field_is(field, name) || field->value == NULL ||
        collect_plain(out, field->value))
      continue;
    g_autofree char *joined = encoded_word_join(field->value);
    g_autoptr(InternetAddressList) list =
        internet_address_list_parse(mail->options, joined);
    if (list == NULL)
      collect_broken(out, joined);
    collect(out, list, 0);
  }
}

/* The first mailbox of all fields of a name; NULL when there is none. */
static Address *
first_of_fields(const MimeMail *mail, const char *name)
{
  g_autoptr(GPtrArray) all =
      g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
  collect_fields(all, mail, name);
  return all->len == 0 ? NULL : g_ptr_array_steal_index(all, 0);
}

bool
mime_headers_is_single(const char *value)
{
  g_autoptr(GPtrArray) all =
      g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
  g_autoptr(InternetAddressList) list =
      value == NULL ? NULL : internet_address_list_parse(NULL, value);
  collect(all, list, 0);
  return all->len == 1;
}

static void
read_ids(GPtrArray *out, const GPtrArray *fields, const char *name)
{
  const char *value = header_list_get(fields, name);
  if (value == NULL)
    return;
  g_autoptr(GMimeReferences) ids = g_mime_references_parse(NULL, value);
  int count = ids == NULL ? 0 : g_mime_references_length(ids);
  for (int i = 0; i < count; i++) {
    if (i >= MIME_IDS_AT_EACH_END && i < count - MIME_IDS_AT_EACH_END)
      continue;
    const char *id = g_mime_references_get_message_id(ids, i);
    if (id != NULL && *id != '\0' && strlen(id) <= MIME_ID_MAX)
      g_ptr_array_add(out, one_line(id, MIME_ID_MAX));
  }
}

/* "…; for <someone@example.org>; date": the address, or NULL. */
static char *
received_for(const char *value)
{
  g_autofree char *clause = header_strip_comments(value);
  const char *found = strstr(clause, " for ");
  if (found == NULL)
    return NULL;
  const char *begin = found + strlen(" for ");
  begin += strspn(begin, " <");
  return g_strndup(begin, strcspn(begin, " >;"));
}

/* The address of a field that holds one, with or without angle brackets. */
static char *
bare_address(const char *value)
{
  const char *begin = strchr(value, '<');
  begin = begin == NULL ? value : begin + 1;
  return g_strndup(begin, strcspn(begin, "> ,;"));
}

static void
add_delivered(GPtrArray *out, char *address)
{
  g_autofree char *owned = address;
  if (owned == NULL || strchr(owned, '@') == NULL ||
      strlen(owned) > MIME_ADDRESS_MAX || out->len >= MIME_DELIVERED_MAX)
    return;
  for (guint i = 0; i < out->len; i++)
    if (g_ascii_strcasecmp(g_ptr_array_index(out, i), owned) == 0)
      return;
  g_ptr_array_add(out, g_steal_pointer(&owned));
}

static void
read_delivered(Message *message, const GPtrArray *fields)
{
  static const char *const names[] = {"Delivered-To", "X-Original-To",
                                      "Envelope-To", "X-Envelope-To"};
  for (guint i = 0; i < fields->len; i++) {
    const HeaderField *field = g_ptr_array_index(fields, i);
    if (g_ascii_strcasecmp(field->name, "Received") == 0)
      add_delivered(message->delivered_to, received_for(field->value));
    for (size_t n = 0; n < G_N_ELEMENTS(names); n++)
      if (g_ascii_strcasecmp(field->name, names[n]) == 0)
        add_delivered(message->delivered_to, bare_address(field->value));
  }
}

static void
read_return_path(Message *message, const GPtrArray *fields)
{
  const char *value = header_list_get(fields, "Return-Path");
  if (value == NULL)
    return;
  g_autofree char *bare = bare_address(value);
  g_autofree char *address = header_ascii_domain(bare);
  message->return_path = one_line(address, MIME_ADDRESS_MAX);
}

static void
read_date(Message *message, const GPtrArray *fields)
{
  const char *value = header_list_get(fields, "Date");
  g_autoptr(GDateTime) date =
      value == NULL ? NULL : g_mime_utils_header_decode_date(value);
  if (date != NULL && g_date_time_get_year(date) >= 1970)
    message->date = g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z");
  else if (value != NULL)
    g_ptr_array_add(message->problems,
                    g_strdup("The date of the mail cannot be read."));
}

/* As collect_fields() does. */
void
mime_headers_join_words(GMimeMessage *mail)
{
  static const char *const names[] = {"From", "Sender", "To", "Cc"};
  GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(mail));
  int count = g_mime_header_list_get_count(list);
  for (int i = 0; i < count; i++) {
    GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
    const char *raw = g_mime_header_get_raw_value(header);
    bool wanted = false;
    for (size_t n = 0; n < G_N_ELEMENTS(names); n++)
      wanted |=
          g_ascii_strcasecmp(g_mime_header_get_name(header), names[n]) == 0;
    if (!wanted || raw == NULL)
      continue;
    g_autofree char *joined = encoded_word_join(raw);
    if (strcmp(joined, raw) != 0)
      g_mime_header_set_raw_value(header, joined);
  }
}

static char *
decode_subject(const char *raw)
{
  if (raw == NULL)
    return NULL;
  g_autofree char *subject = encoded_word_decode(raw);
  return one_line(subject, MIME_SUBJECT_MAX);
}

char *
mime_headers_subject(GMimeMessage *mail)
{
  GMimeHeader *header = g_mime_header_list_get_header(
      g_mime_object_get_header_list(GMIME_OBJECT(mail)), "Subject");
  return decode_subject(header == NULL ? NULL
                                       : g_mime_header_get_raw_value(header));
}

/* As GMime reads it: of several the last one. */
static char *
read_message_id(const MimeMail *mail)
{
  g_autofree char *id = NULL;
  for (guint i = 0; i < mail->head->len; i++) {
    const HeaderField *field = mail->head->pdata[i];
    if (!header_field_is(field, "Message-ID") || field->value == NULL)
      continue;
    g_autofree char *unfolded = g_mime_utils_header_unfold(field->value);
    g_autofree char *text =
        g_mime_utils_header_decode_text(mail->options, unfolded);
    g_free(id);
    id = g_mime_utils_decode_message_id(text);
  }
  return id == NULL || *id == '\0' ? NULL : one_line(id, MIME_ID_MAX);
}

void
mime_headers_read(Message *message, const MimeMail *mail,
                  const GPtrArray *fields)
{
  message->from = first_of_fields(mail, "From");
  if (message->from == NULL)
    message->from = first_of_fields(mail, "Sender");
  if (message->from == NULL)
    g_ptr_array_add(message->problems,
                    g_strdup("The originator cannot be read."));
  collect_fields(message->to, mail, "To");
  collect_fields(message->cc, mail, "Cc");
  message->subject = decode_subject(header_list_get(mail->head, "Subject"));
  message->message_id = read_message_id(mail);
  read_ids(message->in_reply_to, fields, "In-Reply-To");
  read_ids(message->references, fields, "References");
  read_delivered(message, fields);
  read_return_path(message, fields);
  read_date(message, fields);
}
