/* SPDX-License-Identifier: Apache-2.0
 *
 * A table of words and sentences.
 */
#include "parsers/photo/photo_trouble.h"

#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/photo/photo_facts.h"

/* The sentences are told by `bote parse`: scripts may rely on them. */
static const struct {
  const char *name, *sentence; /* %s: the file's name */
} rows[] = {
    [PHOTO_TROUBLE_NONE] = {"none", NULL},
    [PHOTO_TROUBLE_PARTIAL] = {"partial", "The picture %s is broken; a part of "
                                          "it can be shown."},
    [PHOTO_TROUBLE_BROKEN] = {"broken", "The picture %s is broken."},
    [PHOTO_TROUBLE_TOO_LARGE] = {"too-large",
                                 "The picture %s is too large to be shown."},
    [PHOTO_TROUBLE_OTHER] = {"other",
                             "The picture %s is of a type that is not shown."},
    [PHOTO_TROUBLE_UNREAD] = {"unread", "The picture %s could not be read."},
};

const char *
photo_trouble_to_string(PhotoTrouble trouble)
{
  return rows[trouble].name;
}

PhotoTrouble
photo_trouble_from_string(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (strcmp(rows[i].name, name) == 0)
      return (PhotoTrouble)i;
  return PHOTO_TROUBLE_BROKEN;
}

PhotoTrouble
photo_trouble_from_error(const GError *error)
{
  if (g_error_matches(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED))
    return PHOTO_TROUBLE_OTHER;
  if (g_error_matches(error, PARSE_ERROR, PARSE_ERROR_LIMIT))
    return PHOTO_TROUBLE_TOO_LARGE;
  return PHOTO_TROUBLE_BROKEN;
}

void
photo_trouble_note(Message *message, const Attachment *attachment,
                   PhotoTrouble trouble)
{
  if (trouble == PHOTO_TROUBLE_NONE)
    return;
  const char *name =
      attachment->filename == NULL ? "without a name" : attachment->filename;
  g_auto(GStrv) halves = g_strsplit(rows[trouble].sentence, "%s", 2);
  g_ptr_array_add(message->problems,
                  g_strconcat(halves[0], name, halves[1], NULL));
}

void
photo_trouble_note_others(Message *message)
{
  for (guint i = 0; i < message->attachments->len; i++) {
    const Attachment *attachment = message->attachments->pdata[i];
    const char *type = attachment->media_type;
    if (type != NULL && g_str_has_prefix(type, "image/") &&
        !attachment->is_inline && !attachment->is_logo &&
        photo_type_from_media_type(type) == PHOTO_TYPE_NONE)
      photo_trouble_note(message, attachment, PHOTO_TROUBLE_OTHER);
  }
}
