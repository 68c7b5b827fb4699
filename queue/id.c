/* SPDX-License-Identifier: Apache-2.0
 *
 * Base32 with the alphabet of RFC 4648 section 7 ("extended hex") in lower
 * case, because only that one sorts as text in the order of the numbers.
 */
#include "queue/id.h"

#include <string.h>

#include <glib.h>

#include "queue/secret.h"

enum {
  TIME_BYTES = 6,
  RANDOM_BYTES = 4,
  ID_BYTES = TIME_BYTES + RANDOM_BYTES,
};

static const char id_alphabet[] = "0123456789abcdefghijklmnopqrstuv";

/* The value of a character, -1 when it is not of the alphabet. */
static int
id_digit(char character)
{
  if (character >= '0' && character <= '9')
    return character - '0';
  if (character >= 'a' && character <= 'v')
    return character - 'a' + 10;
  return -1;
}

static Id
id_encode(const uint8_t bytes[ID_BYTES])
{
  Id id = {.text = ""};
  unsigned buffer = 0, bits = 0, length = 0;
  for (int i = 0; i < ID_BYTES; i++) {
    buffer = buffer << 8 | bytes[i];
    for (bits += 8; bits >= 5; bits -= 5)
      id.text[length++] = id_alphabet[buffer >> (bits - 5) & 31];
  }
  g_assert(length == ID_LENGTH && bits == 0);
  return id;
}

static void
put_time(uint8_t bytes[ID_BYTES], int64_t ms)
{
  g_assert(ms >= 0 && ms < INT64_C(1) << 48);
  for (int i = 0; i < TIME_BYTES; i++)
    bytes[i] = (uint8_t)(ms >> (8 * (TIME_BYTES - 1 - i)));
}

Id
id_random(void)
{
  uint8_t bytes[ID_BYTES];
  secret_random(bytes, sizeof bytes);
  return id_encode(bytes);
}

Id
id_new(int64_t now_ms)
{
  uint8_t bytes[ID_BYTES];
  put_time(bytes, now_ms);
  secret_random(bytes + TIME_BYTES, RANDOM_BYTES);
  return id_encode(bytes);
}

Id
id_floor(int64_t ms)
{
  uint8_t bytes[ID_BYTES] = {0};
  put_time(bytes, ms);
  return id_encode(bytes);
}

Id
id_after(const Id *last, int64_t now_ms)
{
  if (last->text[0] == '\0' || now_ms > id_time_ms(last->text))
    return id_new(now_ms);
  /* One more than the last one, as a number of base 32: it is as unlike those
   * of others as that was, and costs no randomness of the kernel's. */
  Id id = *last;
  for (int i = ID_LENGTH - 1; i >= 0; i--) {
    int digit = (id_digit(id.text[i]) + 1) & 31;
    id.text[i] = id_alphabet[digit];
    if (digit != 0)
      break;
  }
  return id;
}

int64_t
id_time_ms(const char *id)
{
  g_assert(id_is_valid(id));
  /* Nine digits hold 45 bits; the tenth has the last 3 and 2 random ones. */
  int64_t time_ms = 0;
  for (int i = 0; i < 9; i++)
    time_ms = time_ms << 5 | id_digit(id[i]);
  return time_ms << 3 | id_digit(id[9]) >> 2;
}

bool
id_is_valid(const char *text)
{
  for (int i = 0; i < ID_LENGTH; i++)
    if (id_digit(text[i]) < 0) /* ends at NUL, too */
      return false;
  return text[ID_LENGTH] == '\0';
}
