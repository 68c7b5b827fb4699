/* SPDX-License-Identifier: Apache-2.0
 *
 * The sentences that a person is told about a picture.
 */
#include "parsers/photo/photo_trouble.h"

#include <string.h>

#include "parsers/parse_error.h"

static const struct {
  PhotoTrouble trouble;
  const char *name, *sentence;
} rows[] = {
    {PHOTO_TROUBLE_NONE, "none", NULL},
    {PHOTO_TROUBLE_PARTIAL, "partial",
     "The picture loch.jpg is broken; a part of it can be shown."},
    {PHOTO_TROUBLE_BROKEN, "broken", "The picture loch.jpg is broken."},
    {PHOTO_TROUBLE_TOO_LARGE, "too-large",
     "The picture loch.jpg is too large to be shown."},
    {PHOTO_TROUBLE_OTHER, "other",
     "The picture loch.jpg is of a type that is not shown."},
    {PHOTO_TROUBLE_UNREAD, "unread", "The picture loch.jpg could not be read."},
};

static Attachment *
add(Message *message, const char *media_type)
{
  Attachment *attachment = attachment_new();
  attachment->filename = g_strdup("loch.jpg");
  attachment->media_type = g_strdup(media_type);
  g_ptr_array_add(message->attachments, attachment);
  return attachment;
}

static void
test_trouble_sentences(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Message) message = message_new();
    photo_trouble_note(message, add(message, "image/jpeg"), rows[i].trouble);
    const char *told =
        message->problems->len == 0 ? NULL : message->problems->pdata[0];
    g_assert_cmpstr(told, ==, rows[i].sentence);
    g_assert_cmpstr(photo_trouble_to_string(rows[i].trouble), ==, rows[i].name);
    g_assert_cmpint(photo_trouble_from_string(rows[i].name), ==,
                    rows[i].trouble);
  }
  g_assert_cmpint(photo_trouble_from_string("whatever"), ==,
                  PHOTO_TROUBLE_BROKEN);
}

static void
test_trouble_of_errors(void)
{
  static const struct {
    ParseError code;
    PhotoTrouble trouble;
  } codes[] = {
      {PARSE_ERROR_SYNTAX, PHOTO_TROUBLE_BROKEN},
      {PARSE_ERROR_LIMIT, PHOTO_TROUBLE_TOO_LARGE},
      {PARSE_ERROR_UNSUPPORTED, PHOTO_TROUBLE_OTHER},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
    g_autoptr(GError) error =
        g_error_new_literal(PARSE_ERROR, (int)codes[i].code, "x");
    g_assert_cmpint(photo_trouble_from_error(error), ==, codes[i].trouble);
  }
}

/* Types that are listed are told, unless they stand within the text
 * or only decorate it. */
static void
test_trouble_others(void)
{
  static const struct {
    const char *media_type;
    bool is_inline, told;
  } types[] = {
      {"image/gif", false, true},   {"image/webp", false, true},
      {"image/tiff", false, true},  {"image/bmp", false, true},
      {"image/avif", false, true},  {"image/gif", true, false},
      {"image/jpeg", false, false}, {"image/png", false, false},
      {"image/heic", false, false}, {"application/pdf", false, false},
      {NULL, false, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
    g_autoptr(Message) message = message_new();
    add(message, types[i].media_type)->is_inline = types[i].is_inline;
    photo_trouble_note_others(message);
    g_assert_cmpuint(message->problems->len, ==, types[i].told);
  }
  g_autoptr(Message) signed_one = message_new();
  add(signed_one, "image/gif")->is_logo = true;
  photo_trouble_note_others(signed_one);
  g_assert_cmpuint(signed_one->problems->len, ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/photo-trouble/sentences", test_trouble_sentences);
  g_test_add_func("/parsers/photo-trouble/of-errors", test_trouble_of_errors);
  g_test_add_func("/parsers/photo-trouble/others", test_trouble_others);
  return g_test_run();
}
