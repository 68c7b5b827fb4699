/* SPDX-License-Identifier: Apache-2.0
 *
 * Letters put together from sentences by a generator whose seed is the mail's
 * number.
 */
#include "tests/support/bench_mails.h"

#include <stdint.h>
#include <string.h>

#include "tests/support/photo_maker.h"

enum {
  PLAIN_BYTES = 1500,
  ALTERNATIVE_BYTES = 4000,
  HTML_BYTES = 8200, /* with its markup */
  COMMENT_BYTES = 16,
  PHOTOS = 3,
};

static const char *const sentences[] = {
    "in der Lindenstraße vor Haus 12 ist ein tiefes Schlagloch.",
    "Die Straßenlaterne an der Ecke flackert seit einer Woche.",
    "Jemand hat am Parkplatz zwei alte Matratzen abgelegt.",
    "Auf dem Spielplatz am Markt ist eine Schaukel gerissen.",
    "Der Gehweg ist so uneben, dass meine Mutter fast gestürzt wäre.",
    "Ich gehe dort jeden Morgen um halb acht mit den Kindern vorbei.",
    "Können Sie bitte jemanden schicken, der sich das ansieht?",
    "Größere Pfützen stehen dort auch zwei Tage nach dem Regen noch.",
    "Vielen Dank für Ihre Mühe, wir wissen das sehr zu schätzen.",
    "Im vorigen Frühjahr war es an derselben Stelle schon einmal so.",
};

static const struct {
  int width, height;
} photo_sizes[PHOTOS] = {{2048, 1536}, {3264, 2448}, {4032, 3024}};

struct BenchMails {
  char *to;
  bool photos;
  GBytes *jpegs[PHOTOS];
};

static GBytes *
make_jpeg(int width, int height)
{
  g_autoptr(GdkPixbuf) pixbuf = photo_make_landscape(width, height);
  char *bytes = NULL;
  size_t size = 0;
  if (!gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, "jpeg", NULL, "quality",
                                 "80", NULL))
    g_error("no JPEG can be written");
  return g_bytes_new_take(bytes, size);
}

BenchMails *
bench_mails_new(const char *to, bool photos)
{
  BenchMails *mails = g_new0(BenchMails, 1);
  mails->to = g_strdup(to);
  mails->photos = photos;
  return mails;
}

void
bench_mails_free(BenchMails *mails)
{
  if (mails == NULL)
    return;
  for (int i = 0; i < PHOTOS; i++)
    g_clear_pointer(&mails->jpegs[i], g_bytes_unref);
  g_free(mails->to);
  g_free(mails);
}

static void
add_head(const BenchMails *mails, unsigned number, const char *media_type,
         GString *out)
{
  g_string_append_printf(
      out,
      "Return-Path: <citizen%u@example.com>\r\n"
      "Received: from relay.example.com (relay.example.com [192.0.2.7])\r\n"
      "\tby mail.example.org with ESMTPS id %08x; Mon, 1 Jun 2026 10:00:00"
      " +0200\r\n"
      "From: =?utf-8?Q?J=C3=BCrgen_B=C3=BCrger?= <citizen%u@example.com>\r\n"
      "To: <%s>\r\n"
      "Subject: =?utf-8?Q?Schlagloch_in_der_Lindenstra=C3=9Fe?= %u\r\n"
      "Date: Mon, 1 Jun 2026 10:00:00 +0200\r\n"
      "Message-ID: <%u.bench@example.com>\r\n"
      "User-Agent: Mobile Mail 4.2\r\n"
      "MIME-Version: 1.0\r\n"
      "Content-Type: %s\r\n",
      number, number, number, mails->to, number, number, media_type);
}

/* Sentences up to a size, one a line. */
static char *
make_text(unsigned number, size_t size, const char *before, const char *after)
{
  GString *text = g_string_new(NULL);
  uint32_t chance = number * 2654435761u + 1;
  g_string_append_printf(text, "%sGuten Tag, %s%s\r\n", before, sentences[0],
                         after);
  while (text->len < size) {
    chance = chance * 1664525u + 1013904223u;
    g_string_append_printf(text, "%s%s%s\r\n", before,
                           sentences[(chance >> 16) % G_N_ELEMENTS(sentences)],
                           after);
  }
  return g_string_free(text, FALSE);
}

/* RFC 2045 6.7; lines stay below 76 because sentences are short. */
static void
add_quoted(const char *text, GString *out)
{
  for (const char *at = text; *at != '\0'; at++)
    if ((unsigned char)*at > 126 || *at == '=')
      g_string_append_printf(out, "=%02X", (unsigned char)*at);
    else
      g_string_append_c(out, *at);
}

static void
add_plain(unsigned number, size_t size, GString *out)
{
  g_autofree char *text = make_text(number, size, "", "");
  g_string_append_printf(out, "Content-Transfer-Encoding: 8bit\r\n\r\n%s",
                         text);
}

static void
add_alternative(unsigned number, GString *out)
{
  g_autofree char *text = make_text(number, ALTERNATIVE_BYTES, "", "");
  g_autofree char *html =
      make_text(number, HTML_BYTES, "<p style=\"margin:0\">", "</p>");
  g_string_append(out, "\r\n--part\r\nContent-Type: text/plain; charset=utf-8"
                       "\r\nContent-Transfer-Encoding: quoted-printable\r\n"
                       "\r\n");
  add_quoted(text, out);
  g_string_append(out, "--part\r\nContent-Type: text/html; charset=utf-8\r\n"
                       "Content-Transfer-Encoding: 8bit\r\n\r\n"
                       "<html><body>\r\n");
  g_string_append(out, html);
  g_string_append(out, "</body></html>\r\n--part--\r\n");
}

/* The photo with a comment of its own behind the SOI (ITU T.81 B.2.4.5), and
 * zeros behind its end up to `least` bytes. */
static void
add_photo(unsigned number, GBytes *jpeg, size_t least, GString *out)
{
  size_t size = 0;
  const uint8_t *bytes = g_bytes_get_data(jpeg, &size);
  GByteArray *photo = g_byte_array_new();
  uint8_t comment[COMMENT_BYTES + 4] = {0xff, 0xfe, 0, COMMENT_BYTES + 2};
  g_snprintf((char *)comment + 4, COMMENT_BYTES, "%u", number);
  g_byte_array_append(photo, bytes, 2);
  g_byte_array_append(photo, comment, sizeof comment);
  g_byte_array_append(photo, bytes + 2, (guint)size - 2);
  if (photo->len < least) {
    guint before = photo->len;
    g_byte_array_set_size(photo, (guint)least);
    memset(photo->data + before, 0, least - before);
  }
  g_string_append(out, "--part\r\nContent-Type: image/jpeg; name=IMG.jpg\r\n"
                       "Content-Disposition: attachment; filename=IMG.jpg\r\n"
                       "Content-Transfer-Encoding: base64\r\n\r\n");
  enum { LINE_BYTES = 57 };
  for (guint i = 0; i < photo->len; i += LINE_BYTES) {
    g_autofree char *line =
        g_base64_encode(photo->data + i, MIN(photo->len - i, LINE_BYTES));
    g_string_append(out, line);
    g_string_append(out, "\r\n");
  }
  g_string_append(out, "--part--\r\n");
  g_byte_array_unref(photo);
}

static GBytes *
make_with_photo(BenchMails *mails, unsigned number, int size, size_t least)
{
  if (mails->jpegs[size] == NULL)
    mails->jpegs[size] =
        make_jpeg(photo_sizes[size].width, photo_sizes[size].height);
  GString *out = g_string_new(NULL);
  add_head(mails, number, "multipart/mixed; boundary=part", out);
  g_string_append(out,
                  "\r\n--part\r\nContent-Type: text/plain; charset=utf-8\r\n");
  add_plain(number, PLAIN_BYTES, out);
  add_photo(number, mails->jpegs[size], least, out);
  return g_string_free_to_bytes(out);
}

GBytes *
bench_mails_make_photo(BenchMails *mails, unsigned number, size_t photo_bytes)
{
  return make_with_photo(mails, number, 0, photo_bytes);
}

GBytes *
bench_mails_make(BenchMails *mails, unsigned number)
{
  if (mails->photos && number % 10 == 9)
    return make_with_photo(mails, number, (int)(number / 10 % PHOTOS), 0);
  GString *out = g_string_new(NULL);
  if (number % 10 < 5) {
    add_head(mails, number, "text/plain; charset=utf-8", out);
    add_plain(number, PLAIN_BYTES, out);
  } else {
    add_head(mails, number, "multipart/alternative; boundary=part", out);
    add_alternative(number, out);
  }
  return g_string_free_to_bytes(out);
}
