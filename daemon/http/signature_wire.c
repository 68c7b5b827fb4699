/* SPDX-License-Identifier: Apache-2.0
 *
 * A request is a head of fixed size, then texts that each end with a NUL
 * (method, URL, names and values, the type of the content if there is one),
 * then the body.
 */
#include "daemon/http/signature_wire.h"

#include <string.h>

typedef struct WireHead {
  uint32_t channel;
  uint32_t fields;
  uint32_t has_type;
  uint64_t body_size;
} WireHead;

size_t
signature_wire_size(const SignatureInput *input)
{
  size_t size =
      sizeof(WireHead) + strlen(input->method) + 1 + strlen(input->url) + 1;
  for (const SignatureField *field = input->headers; field->name; field++)
    size += strlen(field->name) + 1 + strlen(field->value) + 1;
  if (input->content_type)
    size += strlen(input->content_type) + 1;
  return size + input->body_size;
}

static void
put_text(GByteArray *bytes, const char *text)
{
  g_byte_array_append(bytes, (const uint8_t *)text, (guint)strlen(text) + 1);
}

void
signature_wire_put(GByteArray *bytes, guint channel,
                   const SignatureInput *input)
{
  WireHead head = {.channel = channel,
                   .has_type = input->content_type != NULL,
                   .body_size = input->body_size};
  for (const SignatureField *field = input->headers; field->name; field++)
    head.fields++;
  g_byte_array_append(bytes, (const uint8_t *)&head, sizeof head);
  put_text(bytes, input->method);
  put_text(bytes, input->url);
  for (const SignatureField *field = input->headers; field->name; field++) {
    put_text(bytes, field->name);
    put_text(bytes, field->value);
  }
  if (input->content_type)
    put_text(bytes, input->content_type);
  g_byte_array_append(bytes, input->body, (guint)input->body_size);
}

static const void *
take(SignatureWire *wire, size_t size)
{
  g_assert(size <= (size_t)(wire->end - wire->at));
  const void *taken = wire->at;
  wire->at += size;
  return taken;
}

static const char *
take_text(SignatureWire *wire)
{
  const char *text = (const char *)wire->at;
  (void)take(wire, strnlen(text, (size_t)(wire->end - wire->at)) + 1);
  return text;
}

guint
signature_wire_take(SignatureWire *wire, GArray *out_fields,
                    SignatureInput *out)
{
  WireHead head;
  memcpy(&head, take(wire, sizeof head), sizeof head);
  *out = (SignatureInput){.method = take_text(wire)};
  out->url = take_text(wire);
  g_array_set_size(out_fields, 0);
  for (uint32_t i = 0; i < head.fields; i++) {
    SignatureField field = {.name = take_text(wire)};
    field.value = take_text(wire);
    g_array_append_val(out_fields, field);
  }
  out->headers = (const SignatureField *)(void *)out_fields->data;
  if (head.has_type != 0)
    out->content_type = take_text(wire);
  out->body_size = (size_t)head.body_size;
  out->body = take(wire, out->body_size);
  return head.channel;
}
