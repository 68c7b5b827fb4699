/* SPDX-License-Identifier: Apache-2.0
 *
 * The steps from raw bytes to Message, in their order.
 */
#include "parsers/parse_message.h"

#include <string.h>

#include "parsers/auth_results.h"
#include "parsers/machine/automatic.h"
#include "parsers/machine/bounce.h"
#include "parsers/charset/charset.h"
#include "parsers/forward/forward.h"
#include "parsers/header.h"
#include "parsers/html/html_mark.h"
#include "parsers/language/language.h"
#include "parsers/link_unwrap.h"
#include "parsers/mime/mend.h"
#include "parsers/mime/mime_private.h"
#include "parsers/mime/pgp_text.h"
#include "parsers/photo/photo_trouble.h"
#include "parsers/reply/pointing.h"
#include "parsers/place/places.h"
#include "parsers/mime/prescan.h"
#include "parsers/reply/reply.h"
#include "parsers/subject.h"
#include "parsers/token.h"
#include "parsers/web_form.h"

/* The originator whom a verdict can be about; NULL when there are several:
 * mail programs show one, hosts may have judged the other.
 */
static const char *
single_originator(const Message *message, const GPtrArray *fields)
{
  unsigned count = 0;
  for (guint i = 0; i < fields->len; i++) {
    const HeaderField *field = g_ptr_array_index(fields, i);
    count += header_field_is(field, "From") ? 1 : 0;
  }
  const char *value = header_list_get(fields, "From");
  if (count != 1 || message->from == NULL || !mime_headers_is_single(value))
    return NULL;
  return message->from->address;
}

/* NULL instead of an empty text: the member is absent. */
static char *
text_or_null(const char *text)
{
  return *text == '\0' ? NULL : g_strdup(text);
}

static void
read_staff_text(Message *message, const ReplyLines *lines)
{
  /* Any reference may be to one of ours; the strict reading assumes so. */
  bool cites = message->in_reply_to->len > 0 || message->references->len > 0;
  g_autofree char *staff = reply_staff(lines, cites, &message->staff_doubtful);
  /* What stands above a mail that is passed on is for whom it is passed to. */
  message->staff_doubtful |=
      subject_is_forward(message->subject) && *staff != '#';
  message->staff_text = strcmp(staff, message->text) == 0
                            ? g_strdup(message->text) /* as a rule */
                            : token_erase_from_text(staff);
}

/* The whole text as its readings begin with it: no controls, no frames of PGP,
 * links as they were meant. */
static char *
readable_text(Message *message)
{
  g_autofree char *clean = charset_clean_text(message->full_text);
  PgpText found;
  g_autofree char *plain = pgp_text_unwrap(clean, &found);
  if (found.is_encrypted)
    message_add_problem(message->problems,
                        "The mail is encrypted (PGP); it was not read.");
  if (found.is_signed)
    message_add_problem(
        message->problems,
        "The mail is signed (PGP); the signature was not checked.");
  return link_unwrap(plain == NULL ? clean : plain);
}

/* The language of his words; a mail passed on with "FYI" tells it by those of
 * the other.  Owned; NULL when not told. */
static char *
guess_language(const Message *message, const MimeOptions *options)
{
  const char *found = language_guess(message->text, options->languages,
                                     options->language_prints);
  if (found == NULL && message->forwarded_text != NULL)
    found = language_guess(message->forwarded_text, options->languages,
                           options->language_prints);
  return g_strdup(found);
}

static void
read_text(Message *message, const MimeOptions *options, const GPtrArray *fields)
{
  g_autofree char *clean = readable_text(message);
  g_autoptr(ReplyLines) lines = reply_lines_new(clean);
  html_mark_drop(message->full_text);
  if (!forward_read(message, lines)) {
    g_autoptr(Reply) reply = reply_split(lines);
    message->text = token_erase_from_text(reply->text);
    message->quoted = text_or_null(reply->quoted);
    message->signature = text_or_null(reply->signature);
  }
  forward_read_redirect(message, fields);
  message->language = guess_language(message, options);
  if (options->staff)
    read_staff_text(message, lines);
  web_form_read(message, options->forms, clean);
}

/* What a clerk would say of a letter that says nothing. */
static void
note_worth(Message *message)
{
  TextWorth worth = pointing_worth(message->text);
  const char *problem = NULL;
  if (message->kind != MESSAGE_KIND_MESSAGE)
    return;
  if (worth == TEXT_WORTH_EMPTY)
    problem = "The mail has no text.";
  else if (worth == TEXT_WORTH_POINTS)
    problem = "The text only points to an attachment.";
  else if (g_strcmp0(message->text, message->signature) == 0)
    problem = "The mail holds nothing but a signature.";
  if (problem != NULL)
    g_ptr_array_add(message->problems, g_strdup(problem));
}

static void
add_problems(Message *message, const GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    g_ptr_array_insert(message->problems, (int)i,
                       g_strdup(g_ptr_array_index(problems, i)));
}

Message *
parse_message(GBytes *raw, const MimeOptions *options, MimeAttachmentSink sink,
              void *user, GError **error)
{
  g_autoptr(GBytes) mended = mime_mend(raw);
  g_autoptr(Prescan) prescan = prescan_mail(mended);
  MimeRequest request = {
      .raw = prescan->bytes, .options = options, .sink = sink, .user = user};
  g_autoptr(GPtrArray) fields = NULL;
  g_autoptr(Message) message = mime_parse(&request, &fields, error);
  if (message == NULL)
    return NULL;
  add_problems(message, prescan->problems);
  if (options->authserv_id != NULL) /* else nobody is believed */
    message->auth = auth_results_verdict(
        fields, single_originator(message, fields), options);
  read_text(message, options, fields);
  if (message->form == NULL) /* which is a person's mail */
    bounce_classify(message, fields);
  if (message->form == NULL)
    automatic_classify(message, fields, options);
  web_form_note_like(message, options->forms);
  note_worth(message);
  photo_trouble_note_others(message);
  if (message->kind == MESSAGE_KIND_MESSAGE) /* machines mean no place */
    places_read_message(message, options->gazetteer);
  return g_steal_pointer(&message);
}
