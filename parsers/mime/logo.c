/* SPDX-License-Identifier: Apache-2.0
 *
 * Signs of a logo, each with its limit.
 */
#include "parsers/mime/logo.h"

#include <string.h>

#include "parsers/mime/picture_size.h"

enum {
  LOGO_ICON_SIDE = 64,            /* pixels, of what is shown in the text */
  LOGO_PIXEL_SIDE = 16,           /* counts readers, or fills a gap */
  LOGO_PIXELS = 400 * 200,        /* of a banner in a signature */
  LOGO_DRAWN_BYTES = 40 * 1024,   /* a drawing of that size; a photo is more */
  LOGO_NAMED_BYTES = 100 * 1024,  /* of what its name calls a logo */
  LOGO_OUTLOOK_BYTES = 15 * 1024, /* of "image001.png", as photos are called */
  LOGO_SIGNATURE_BYTES = 300 * 1024,
};

/* Parts of names, lower case. */
static const char *const name_table[] = {
    "logo",      "icon",     "signatur", "banner",   "wappen", "facebook",
    "instagram", "linkedin", "twitter",  "mastodon", "xing",   "youtube",
    "spacer",    "pixel",    "stempel",  "siegel",
};

static bool
is_named_so(const char *filename)
{
  g_autofree char *name = g_ascii_strdown(filename, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(name_table); i++)
    if (strstr(name, name_table[i]) != NULL)
      return true;
  return false;
}

/* Outlook calls all that it shows "image001.png" or "Outlook-abcd1234.png". */
static bool
is_outlook_name(const char *filename)
{
  return (g_ascii_strncasecmp(filename, "image0", 6) == 0 &&
          strspn(filename + 5, "0123456789") >= 2) ||
         g_ascii_strncasecmp(filename, "Outlook-", 8) == 0;
}

static bool
is_picture(const Attachment *attachment)
{
  return g_str_has_prefix(attachment->media_type, "image/");
}

/* Cameras write JPEG and HEIC. */
static bool
is_drawn(const char *media_type)
{
  return strcmp(media_type, "image/jpeg") != 0 &&
         strcmp(media_type, "image/heic") != 0;
}

bool
logo_is(const Attachment *attachment, const void *head, size_t size)
{
  uint32_t width = 0, height = 0;
  if (!is_picture(attachment))
    return false;
  bool sized = picture_size(head, size, &width, &height);
  uint32_t longer = MAX(width, height), shorter = MIN(width, height);
  if (sized && (longer <= LOGO_PIXEL_SIDE ||
                (attachment->is_inline && shorter <= LOGO_ICON_SIDE)))
    return true;
  bool small = !sized || (uint64_t)width * height <= LOGO_PIXELS;
  if (!attachment->is_inline || !small)
    return false;
  bool drawn = is_drawn(attachment->media_type);
  uint64_t bytes = attachment->size_bytes;
  return (sized && drawn && bytes <= LOGO_DRAWN_BYTES) ||
         (bytes <= LOGO_NAMED_BYTES && is_named_so(attachment->filename)) ||
         (bytes <= LOGO_OUTLOOK_BYTES && is_outlook_name(attachment->filename));
}

/* The first of some words at or behind `at`; NULL when none is there. */
static const char *
first_of(const char *at, const char *const *words, size_t count)
{
  const char *first = NULL;
  for (size_t i = 0; i < count; i++) {
    const char *found = strstr(at, words[i]);
    if (found != NULL && (first == NULL || found < first))
      first = found;
  }
  return first;
}

void
logo_collect_ids(const char *html, GPtrArray *out_ids)
{
  /* How Gmail, Outlook (web and mobile), Thunderbird begin a signature. */
  static const char *const begins[] = {"class=\"gmail_signature",
                                       "id=\"Signature\"",
                                       "id=\"ms-outlook-mobile-signature\"",
                                       "class=\"moz-signature",
                                       "id=\"signature\"",
                                       "_MailAutoSig"};
  static const char *const ends[] = {"<blockquote",          "divRplyFwdMsg",
                                     "class=\"gmail_quote",  "moz-cite-prefix",
                                     "appendonsend",         "yahoo_quoted",
                                     "moz-forward-container"};
  const char *begin = strstr(html, "cid:") == NULL
                          ? NULL
                          : first_of(html, begins, G_N_ELEMENTS(begins));
  if (begin == NULL)
    return;
  const char *end = first_of(begin, ends, G_N_ELEMENTS(ends));
  for (const char *at = begin;
       (at = strstr(at, "cid:")) != NULL && (end == NULL || at < end) &&
       out_ids->len < LOGO_IDS_MAX;
       at++)
    g_ptr_array_add(out_ids, g_strndup(at + 4, strcspn(at + 4, "\"' >\t\r\n")));
}

/* Does a picture come again among those behind it? */
static Attachment *
find_again(const GPtrArray *attachments, guint first)
{
  const Attachment *attachment = attachments->pdata[first];
  for (guint i = first + 1; i < attachments->len; i++) {
    Attachment *other = attachments->pdata[i];
    if (strcmp(other->sha256, attachment->sha256) == 0 && other->is_inline)
      return other;
  }
  return NULL;
}

void
logo_mark(GPtrArray *attachments, const GPtrArray *ids)
{
  for (guint i = 0; i < attachments->len; i++) {
    Attachment *attachment = attachments->pdata[i];
    if (!is_picture(attachment) ||
        attachment->size_bytes > LOGO_SIGNATURE_BYTES)
      continue;
    Attachment *again =
        attachment->is_inline ? find_again(attachments, i) : NULL;
    if (again != NULL)
      attachment->is_logo = again->is_logo = true;
    for (guint n = 0; n < ids->len && attachment->content_id != NULL; n++)
      if (strcmp(ids->pdata[n], attachment->content_id) == 0)
        attachment->is_logo = true;
  }
}
