/* SPDX-License-Identifier: Apache-2.0
 *
 * What photos tell is known before anything is decided about their message.
 */
#include "daemon/digest/reading.h"
#include "queue/attachment.h"
#include "tests/support/photo_maker.h"
#include "tests/support/town_post.h"

/* By the time of deciding a message knows what its photos tell. */
static void
test_photos_tell_the_message(void)
{
  static const ExifTagRow tags[] = {{'G', 1, 'A', "N"},
                                    {'G', 2, 'R', "54/1 5/1 3264/100"},
                                    {'G', 3, 'A', "E"},
                                    {'G', 4, 'R', "12/1 5/1 5676/100"},
                                    {'E', 0x9003, 'A', "2026:05:21 08:14:00"},
                                    {0}};
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  const PhotoWish wish = {
      .type = "jpeg", .width = 500, .height = 300, .noise = true};
  g_autoptr(GBytes) plain = photo_make(&wish);
  g_autoptr(GBytes) exif = exif_make(tags, true);
  g_autoptr(GBytes) whole = photo_with_exif(plain, exif);
  size_t half = g_bytes_get_size(whole) / 2;
  g_autoptr(GBytes) photo = g_bytes_new_from_bytes(whole, 0, half);
  town_post_mail(town, &(TownMail){.photo = photo});
  bool worked = false;
  g_assert_true(digest_import(&town->digest, &worked, NULL));
  g_autoptr(GPtrArray) items =
      inbox_waiting(&town->digest.queue, INBOX_STATE_ACTIVE, 1, NULL);
  g_autoptr(Reading) reading =
      digest_read(&town->digest, items->pdata[0], NULL);
  g_assert_nonnull(reading);
  const Attachment *attachment = reading->mail->attachments->pdata[0];
  g_assert_nonnull(attachment->photo);
  g_assert_cmpint(attachment->photo->width, ==, wish.width);
  g_assert_true(attachment->photo->has_point);
  g_assert_cmpfloat_with_epsilon(attachment->photo->latitude, 54.0924, 1e-6);
  g_assert_cmpstr(attachment->photo->taken_at, ==, "2026-05-21T08:14:00");
  guint problems = reading->mail->problems->len;
  g_assert_cmpuint(problems, >, 0);
  g_assert_true(g_str_has_suffix(reading->mail->problems->pdata[problems - 1],
                                 " is broken; a part of it can be shown."));
  const StoredAttachment *stored = reading->attachments->pdata[0];
  g_assert_cmpint(stored->width, ==, wish.width);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/digest/photos/tell-the-message",
                  test_photos_tell_the_message);
  return g_test_run();
}
