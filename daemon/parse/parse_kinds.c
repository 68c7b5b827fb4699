/* SPDX-License-Identifier: Apache-2.0
 *
 * One function per kind of request, each: options from the head, the parser,
 * the answer.  The head comes from digest and is well formed.
 */
#include "daemon/parse/parse_kinds.h"

#include <fcntl.h>
#include <string.h>

#include "daemon/parse/form_head.h"
#include "daemon/parse/parse_hash.h"
#include "parsers/json_text.h"
#include "parsers/language/language.h"
#include "parsers/message_json.h"
#include "parsers/mime/file_name.h"
#include "parsers/mime/media_type.h"
#include "parsers/mime/prescan.h"
#include "parsers/parse_message.h"
#include "parsers/photo/photo.h"
#include "parsers/photo/photo_facts.h"
#include "parsers/photo/photo_json.h"
#include "parsers/photo/photo_trouble.h"
#include "parsers/place/places.h"
#include "parsers/provider/provider.h"
#include "parsers/sms/sms_json.h"
#include "parsers/web_form.h"

enum {
  PHOTO_MAX = 50 * 1024 * 1024, /* MIME_DECODED_MAX; fits in 1 GiB with the
                                   200 MB of PHOTO_PIXELS_MAX */
  TEXTS_USUAL = 16 * 1024,      /* bytes; grown into at need */
};

/* What the reader of texts has loaded for its children. */
typedef struct Loaded {
  LanguagePrints *languages;
  Gazetteer *gazetteer; /* NULL: the town has none */
} Loaded;

/* Puts attachments on the wire while they are decoded. */
typedef struct MailSink {
  ParseChild *child;
  bool open;
} MailSink;

static bool
mail_sink(size_t index, const void *bytes, size_t size, void *user)
{
  MailSink *sink = user;
  const uint32_t number = (uint32_t)index;
  if (!sink->open)
    parse_child_begin(sink->child, PARSE_FRAME_ATTACHMENT, &number, 1);
  parse_child_data(sink->child, bytes, size);
  sink->open = size > 0;
  if (!sink->open)
    parse_child_end(sink->child);
  return true;
}

static void
run_mail(ParseChild *child, const json_t *head, GBytes *body)
{
  const Loaded *loaded = parse_child_loaded(child);
  g_autofree const char **languages =
      json_text_list(json_object_get(head, "languages"));
  g_autofree const char **addresses =
      json_text_list(json_object_get(head, "own_addresses"));
  g_autofree const char **domains =
      json_text_list(json_object_get(head, "own_domains"));
  WebForm *forms = form_head_read(json_object_get(head, "forms"));
  MimeOptions options = {
      .authserv_id = json_text(head, "authserv_id"),
      .own_addresses = addresses,
      .own_domains = domains,
      .staff = json_is_true(json_object_get(head, "staff")),
      .hash = &parse_hash_engine,
      .languages = *languages == NULL ? NULL : languages,
      .language_prints = loaded->languages,
      .forms = forms,
      .gazetteer = loaded->gazetteer,
  };
  MailSink sink = {.child = child};
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) message =
      parse_message(body, &options, mail_sink, &sink, &error);
  form_head_free(forms);
  if (message == NULL) {
    parse_child_unreadable(child, error->message);
    return;
  }
  g_autoptr(GString) texts = g_string_sized_new(TEXTS_USUAL);
  json_t *result = message_to_wire(message, texts);
  parse_child_texts(child, texts);
  parse_child_result(child, result);
}

/* [[name, value], …] as fields ended by a NULL name; the array is the
 * caller's. */
static SignatureField *
borrow_fields(const json_t *list)
{
  size_t count = json_array_size(list);
  SignatureField *fields = g_new0(SignatureField, count + 1);
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    const json_t *pair = json_array_get(list, i);
    const char *name = json_string_value(json_array_get(pair, 0));
    const char *value = json_string_value(json_array_get(pair, 1));
    if (name != NULL && value != NULL)
      fields[used++] = (SignatureField){name, value};
  }
  return fields;
}

static void
find_places(const ParseChild *child, const SmsBatch *batch)
{
  const Loaded *loaded = parse_child_loaded(child);
  for (guint i = 0; i < batch->messages->len; i++) {
    const SmsIn *sms = batch->messages->pdata[i];
    places_find(sms->text, loaded->gazetteer, sms->places);
  }
}

/* What media are is found in their bytes; what they are called does no harm. */
static void
describe_media(const SmsBatch *batch)
{
  for (guint i = 0; i < batch->messages->len; i++) {
    const SmsIn *sms = batch->messages->pdata[i];
    for (guint k = 0; k < sms->media->len; k++) {
      SmsMedia *media = sms->media->pdata[k];
      if (media->bytes == NULL)
        continue;
      gsize size;
      const void *bytes = g_bytes_get_data(media->bytes, &size);
      g_autofree char *name = g_steal_pointer(&media->name);
      bool is_misnamed;
      g_free(media->type);
      media->type =
          g_strdup(media_type_of(bytes, MIN(size, MEDIA_TYPE_MAGIC_MAX)));
      media->name = file_name_safe(name, media->type, &is_misnamed);
    }
  }
}

static void
run_webhook(ParseChild *child, const json_t *head, GBytes *body)
{
  const char *name = json_text(head, "provider");
  const Provider *provider = name == NULL ? NULL : provider_find(name);
  if (provider == NULL) {
    parse_child_unreadable(child, "no such provider");
    return;
  }
  g_autofree SignatureField *headers =
      borrow_fields(json_object_get(head, "headers"));
  const char *method = json_text(head, "method");
  size_t size = 0;
  const void *bytes = g_bytes_get_data(body, &size);
  ProviderRequest request = {
      .method = method == NULL ? "POST" : method,
      .query = json_text(head, "query"),
      .content_type = json_text(head, "content_type"),
      .headers = headers,
      .body = bytes,
      .body_size = size,
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(SmsBatch) batch = NULL;
  if (!provider_parse(provider, &request, json_object_get(head, "config"),
                      &batch, &error)) {
    parse_child_unreadable(child, error->message);
    return;
  }
  find_places(child, batch);
  describe_media(batch);
  parse_child_result(child, sms_batch_to_json(batch));
}

/* A file that deliver fetched for an SMS: only what it is. */
static void
run_media(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  g_autoptr(SmsBatch) batch = sms_batch_new();
  SmsIn *sms = sms_in_new();
  SmsMedia *media = sms_media_new();
  sms->from = g_strdup("");
  sms->text = g_strdup("");
  media->bytes = g_bytes_ref(body);
  g_ptr_array_add(sms->media, media);
  g_ptr_array_add(batch->messages, sms);
  describe_media(batch);
  g_clear_pointer(&media->bytes, g_bytes_unref); /* digest has them */
  parse_child_result(child, sms_batch_to_json(batch));
}

/* A text that digest joined of its parts (sms_batch_to_json()): its places are
 * looked for anew. */
static void
run_sms(ParseChild *child, const json_t *head, GBytes *body)
{
  (void)head;
  size_t size = 0;
  const char *bytes = g_bytes_get_data(body, &size);
  g_autoptr(GError) error = NULL;
  json_auto_t *wire = json_loadb(bytes, size, 0, NULL);
  g_autoptr(SmsBatch) batch = sms_batch_from_json(wire, &error);
  if (batch == NULL) {
    parse_child_unreadable(child, error->message);
    return;
  }
  find_places(child, batch);
  parse_child_result(child, sms_batch_to_json(batch));
}

/* The facts go first: a decoder that dies must not take them along. */
static void
send_facts(ParseChild *child, GBytes *body)
{
  g_autoptr(Photo) facts = photo_facts_read(body, NULL);
  if (facts == NULL)
    return;
  parse_child_result(child, photo_to_json(facts));
  parse_child_flush(child);
}

static void
run_image(ParseChild *child, const json_t *head, GBytes *body)
{
  send_facts(child, body);
  json_int_t side = json_whole(head, "max_side");
  PhotoCopy copy = {0};
  g_autoptr(GError) error = NULL;
  if (!photo_make_copy(body, (int)CLAMP(side, 1, PHOTO_COPY_SIDE), &copy,
                       &error)) {
    parse_child_unreadable(
        child, photo_trouble_to_string(photo_trouble_from_error(error)));
    return;
  }
  const uint32_t numbers[] = {(uint32_t)copy.width, (uint32_t)copy.height,
                              copy.is_partial};
  parse_child_begin(child, PARSE_FRAME_PICTURE, numbers, G_N_ELEMENTS(numbers));
  size_t size = 0;
  const void *bytes = g_bytes_get_data(copy.jpeg, &size);
  parse_child_data(child, bytes, size);
  parse_child_end(child);
  photo_copy_clear(&copy);
}

const ParseHandler parse_kinds_text[] = {
    {"mail", PRESCAN_MAIL_MAX, run_mail},
    {"webhook", PROVIDER_MEDIA_BODY_MAX, run_webhook},
    {"sms", SMS_WIRE_TEXT_MAX * 2, run_sms}, /* no media, no places yet */
    {"media", SMS_WIRE_BYTES_MAX, run_media},
    {NULL, 0, NULL},
};

const ParseHandler parse_kinds_image[] = {
    {"image", PHOTO_MAX, run_image},
    {NULL, 0, NULL},
};

/* Touches what is lazy: both encodings, encoded words, a label that lies, HTML
 * with a meta charset, a report, an attached mail, a picture. */
static const char warm_up_mail[] =
    "From: =?iso-8859-1?Q?M=FCller?= <a@example.org>\r\n"
    "To: b@example.org\r\n"
    "Subject: =?utf-8?B?U2NobGFnbG9jaCBNw7xobGVuc3RyYcOfZQ==?=\r\n"
    "Date: Thu, 21 May 2026 08:14:00 +0200\r\n"
    "Message-ID: <1@example.org>\r\n"
    "Authentication-Results: mx.example.org; dmarc=pass\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=a\r\n"
    "\r\n"
    "--a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain; charset=windows-1252\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    "Gr=FC=DFe\r\n\r\nAm 20. Mai 2026 schrieb X:\r\n> alt\r\n-- \r\nM\r\n"
    "--b\r\nContent-Type: text/html; charset=x-unknown\r\n\r\n"
    "<html><head><meta charset=\"koi8-r\"></head><body><p>Gr&uuml;&szlig;e"
    "<div>x</div><blockquote>alt</blockquote></body></html>\r\n"
    "--b--\r\n"
    "--a\r\nContent-Type: image/png; name*=utf-8''f%C3%BCr.png\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\n"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgABc3UB"
    "GAAAAABJRU5ErkJggg==\r\n"
    "--a\r\nContent-Type: message/rfc822\r\n\r\n"
    "From: c@example.org\r\nSubject: x\r\n\r\nx\r\n"
    "--a\r\nContent-Type: message/delivery-status\r\n\r\n"
    "Reporting-MTA: dns; mx.example.org\r\n\r\n"
    "Final-Recipient: rfc822; d@example.org\r\nAction: failed\r\n"
    "Status: 5.1.1\r\n"
    "--a--\r\n";

static void
warm_up(const ParseService *service, json_t *head, GBytes *body)
{
  int fd = open("/dev/null", O_RDWR | O_CLOEXEC);
  g_assert(fd >= 0); /* without /dev/null nothing here would work */
  parse_child_warm_up(service, head, body, fd);
  json_decref(head);
}

const void *
parse_kinds_preload_text(GBytes *places)
{
  mime_init();
  Loaded *loaded = g_new0(Loaded, 1);
  loaded->languages = language_prints_new();
  if (places != NULL)
    loaded->gazetteer = gazetteer_new(places, "places.csv", NULL);
  const ParseService mails = {&parse_kinds_text[0], loaded};
  const ParseService webhooks = {&parse_kinds_text[1], loaded};
  g_autoptr(GBytes) mail =
      g_bytes_new_static(warm_up_mail, sizeof warm_up_mail - 1);
  warm_up(&mails,
          json_pack("{s:s, s:[s], s:b}", "authserv_id", "mx.example.org",
                    "own_addresses", "b@example.org", "staff", true),
          mail);
  g_autoptr(GBytes) body = g_bytes_new_static("", 0);
  for (const Provider *const *row = provider_registry; *row != NULL; row++)
    warm_up(&webhooks,
            json_pack("{s:s, s:{}}", "provider", (*row)->name, "config"), body);
  return loaded;
}

const void *
parse_kinds_preload_image(GBytes *places)
{
  (void)places;
  photo_init();
  return NULL;
}
