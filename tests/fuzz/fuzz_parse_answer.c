/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the frames of a hostile reader's answer, for a mail and for a picture.
 */
#include "daemon/parse/parse_answer.h"

#include <stdint.h>

#include "tests/support/fuzz.h"

static void
answer(const uint8_t *bytes, size_t size, int max_side)
{
  g_autoptr(ParseAnswer) parsed = parse_answer_new(NULL, NULL, max_side);
  ParseAnswerStep step = PARSE_ANSWER_MORE;
  while (step == PARSE_ANSWER_MORE && size >= 2) {
    /* One byte for the length: long frames are not more interesting. */
    ParseFrame frame = {bytes[0], MIN(bytes[1], (uint32_t)(size - 2)),
                        bytes + 2};
    step = parse_answer_take(parsed, &frame);
    bytes += 2 + frame.size;
    size -= 2 + frame.size;
  }
  if (step == PARSE_ANSWER_BAD)
    g_assert_nonnull(parse_answer_complaint(parsed));
  if (step == PARSE_ANSWER_ENDED) {
    g_autofree char *reason = NULL;
    ParseOutcome outcome = parse_answer_outcome(parsed, &reason);
    g_assert_true((outcome == PARSE_OUTCOME_OK) == (reason == NULL));
    ParsePicture picture = parse_answer_take_picture(parsed);
    g_assert_true(picture.jpeg == NULL || picture.width <= max_side);
    parse_picture_clear(&picture);
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  answer(bytes, size, 0);
  answer(bytes, size, 1600);
  return 0;
}
