/* SPDX-License-Identifier: Apache-2.0
 *
 * One pass over a TNEF stream (MS-OXTNEF 2.1.3) that copies what is wanted.
 */
#include <string.h>

#include "parsers/mime/tnef.h"
#include "parsers/mime/tnef_private.h"

enum {
  TNEF_SIGNATURE = 0x223e9f78,
  TNEF_HEADER = 6,               /* signature and key */
  TNEF_OBJECT_HEADER = 9,        /* level, id, length */
  TNEF_OBJECT_TRAILER = 2,       /* checksum */
  TNEF_OBJECTS_MAX = 2000,       /* Exchange writes about ten, and six a file */
  TNEF_PROPERTIES_MAX = 500,     /* of one block; Outlook writes about 100 */
  TNEF_ID_RENDDATA = 0x00069002, /* begins an attachment */
};

/* The objects that pass: the mail's, then those of a file. */
static const struct {
  uint32_t id;
  uint32_t min, max; /* bytes */
  bool is_mapi;      /* a block of MAPI properties */
} object_table[] = {
    {0x00089006, 4, 4, false},             /* attTnefVersion */
    {0x00069007, 8, 8, false},             /* attOemCodepage */
    {0x00018004, 1, 4096, false},          /* attSubject */
    {0x0002800c, 1, TNEF_TEXT_MAX, false}, /* attBody */
    {0x00069003, 4, TNEF_SIZE_MAX, true},  /* attMAPIProps */
    {TNEF_ID_RENDDATA, 14, 14, false},     /* attAttachRenddata */
    {0x00018010, 1, 4096, false},          /* attAttachTitle */
    {0x0006800f, 1, TNEF_SIZE_MAX, false}, /* attAttachData */
    {0x00069005, 4, TNEF_SIZE_MAX, true},  /* attAttachment */
};

/* The properties that pass (MS-OXPROPS), each with one value. */
static const uint16_t property_table[] = {
    0x0037, /* PR_SUBJECT */
    0x0042, /* PR_SENT_REPRESENTING_NAME */
    0x0065, /* PR_SENT_REPRESENTING_EMAIL_ADDRESS */
    0x0c1a, /* PR_SENDER_NAME */
    0x0c1f, /* PR_SENDER_EMAIL_ADDRESS */
    0x1000, /* PR_BODY */
    0x1009, /* PR_RTF_COMPRESSED */
    0x1013, /* PR_BODY_HTML */
    0x3701, /* PR_ATTACH_DATA_OBJ */
    0x3704, /* PR_ATTACH_FILENAME */
    0x3707, /* PR_ATTACH_LONG_FILENAME */
    0x370e, /* PR_ATTACH_MIME_TAG */
    0x3712, /* PR_ATTACH_CONTENT_ID */
    0x5d01, /* PR_SENDER_SMTP_ADDRESS */
    0x5d02, /* PR_SENT_REPRESENTING_SMTP_ADDRESS */
};

enum {
  PROPERTY_STRING8 = 0x001e,
  PROPERTY_UNICODE = 0x001f,
  PROPERTY_OBJECT = 0x000d,
  PROPERTY_BINARY = 0x0102,
  PROPERTY_MULTIPLE = 0x1000,
  PROPERTY_NAMED = 0x8000,
};

uint16_t
tnef_u16(const uint8_t *at)
{
  return (uint16_t)(at[0] | at[1] << 8);
}

uint32_t
tnef_u32(const uint8_t *at)
{
  return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
         (uint32_t)at[3] << 24;
}

bool
tnef_is(const void *bytes, size_t size)
{
  return size >= TNEF_HEADER && tnef_u32(bytes) == TNEF_SIGNATURE;
}

/* A block of properties under way. */
typedef struct Block {
  const uint8_t *at, *end;
  bool broken;
} Block;

static const uint8_t *
take(Block *block, size_t size)
{
  const uint8_t *at = block->at;
  if (block->broken || (size_t)(block->end - at) < size) {
    block->broken = true;
    return NULL;
  }
  block->at += size;
  return at;
}

static uint32_t
take_u32(Block *block)
{
  const uint8_t *at = take(block, 4);
  return at == NULL ? 0 : tnef_u32(at);
}

/* A length and as many bytes, filled up to a multiple of four. */
static void
take_sized(Block *block)
{
  uint32_t size = take_u32(block);
  size_t padded = ((size_t)size + 3) & ~(size_t)3;
  (void)take(block, padded); /* a failure stands in `broken` */
}

/* The bytes of a value of fixed size (MS-OXCDATA 2.11.1); 0 when it has none.
 */
static size_t
fixed_size(uint16_t type)
{
  static const struct {
    uint16_t type;
    size_t size;
  } sizes[] = {
      {0x0001, 4}, {0x0002, 4}, {0x0003, 4}, {0x0004, 4},
      {0x000a, 4}, {0x000b, 4}, {0x0005, 8}, {0x0006, 8},
      {0x0007, 8}, {0x0014, 8}, {0x0040, 8}, {0x0048, 16},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
    if (sizes[i].type == type)
      return sizes[i].size;
  return 0;
}

static bool
has_length(uint16_t type)
{
  return type == PROPERTY_STRING8 || type == PROPERTY_UNICODE ||
         type == PROPERTY_OBJECT || type == PROPERTY_BINARY;
}

static void
take_name(Block *block)
{
  (void)take(block, 16); /* its GUID */
  if (take_u32(block) == 0)
    (void)take(block, 4);
  else
    take_sized(block);
}

static void
take_values(Block *block, uint16_t type)
{
  bool multiple = (type & PROPERTY_MULTIPLE) != 0;
  uint16_t single = type & (uint16_t)~PROPERTY_MULTIPLE;
  size_t size = fixed_size(single);
  if (!has_length(single)) {
    uint32_t count = multiple ? take_u32(block) : 1;
    size_t each = multiple && single == 0x0002 ? 2 : size;
    block->broken |= size == 0 || count > TNEF_SIZE_MAX;
    if (!block->broken)
      (void)take(block, (each * count + 3) & ~(size_t)3);
    return;
  }
  uint32_t count = take_u32(block);
  for (uint32_t i = 0; i < count && !block->broken; i++)
    take_sized(block);
}

/* Is it one of those that pass, with exactly one value? */
static bool
is_wanted(uint16_t type, uint16_t id, const uint8_t *value)
{
  if (!has_length(type) || tnef_u32(value) != 1)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(property_table); i++)
    if (property_table[i] == id)
      return true;
  return false;
}

/* Copy the wanted properties of a block; false when it is broken. */
static bool
sieve_block(const uint8_t *data, size_t size, GByteArray *out)
{
  Block block = {.at = data, .end = data + size};
  uint32_t count = take_u32(&block), kept = 0;
  g_byte_array_append(out, (const guint8 *)"\0\0\0\0", 4);
  for (uint32_t i = 0; i < count && !block.broken; i++) {
    const uint8_t *begin = take(&block, 4);
    if (begin == NULL)
      break;
    uint16_t type = tnef_u16(begin), id = tnef_u16(begin + 2);
    if (id >= PROPERTY_NAMED)
      take_name(&block);
    const uint8_t *value = block.at;
    take_values(&block, type);
    if (block.broken || id >= PROPERTY_NAMED || !is_wanted(type, id, value))
      continue;
    if (kept++ < TNEF_PROPERTIES_MAX)
      g_byte_array_append(out, begin, (guint)(block.at - begin));
  }
  kept = MIN(kept, TNEF_PROPERTIES_MAX);
  for (unsigned i = 0; i < 4; i++)
    out->data[i] = (guint8)(kept >> 8 * i);
  return !block.broken;
}

static void
append_u32(GByteArray *out, uint32_t number)
{
  guint8 bytes[] = {(guint8)number, (guint8)(number >> 8),
                    (guint8)(number >> 16), (guint8)(number >> 24)};
  g_byte_array_append(out, bytes, sizeof bytes);
}

static void
append_object(GByteArray *out, const uint8_t *head, const uint8_t *data,
              size_t size)
{
  unsigned sum = 0;
  for (size_t i = 0; i < size; i++)
    sum += data[i];
  guint8 checksum[] = {(guint8)sum, (guint8)(sum >> 8)};
  g_byte_array_append(out, head, 5); /* level and id */
  append_u32(out, (uint32_t)size);
  g_byte_array_append(out, data, (guint)size);
  g_byte_array_append(out, checksum, sizeof checksum);
}

/* The sieve's state. */
typedef struct Sieve {
  GByteArray *out;
  unsigned files;
  unsigned seen; /* 1 << row of each object of the mail, or of this file */
  bool incomplete;
} Sieve;

/* Is it one of a file's? */
static bool
is_of_file(size_t row)
{
  uint32_t id = object_table[row].id;
  return id == 0x00018010 || id == 0x0006800f || id == 0x00069005;
}

/* Each comes once for the mail, or for a file; the library forgets the memory
 * of the one before. */
static bool
is_repeated(Sieve *sieve, size_t row)
{
  if (object_table[row].id == TNEF_ID_RENDDATA) {
    sieve->files++;
    for (size_t i = row; i < G_N_ELEMENTS(object_table); i++)
      sieve->seen &= ~(1u << i);
  }
  /* What belongs to a file and stands in front of all is freed by nobody. */
  bool lost = sieve->files == 0 && is_of_file(row);
  bool repeated = (sieve->seen & 1u << row) != 0;
  sieve->seen |= 1u << row;
  return repeated || lost;
}

/* Let one object pass, or not. */
static void
sieve_object(Sieve *sieve, const uint8_t *head, size_t size)
{
  uint32_t id = tnef_u32(head + 1);
  const uint8_t *data = head + TNEF_OBJECT_HEADER;
  size_t i = 0;
  while (i < G_N_ELEMENTS(object_table) && object_table[i].id != id)
    i++;
  if (i == G_N_ELEMENTS(object_table))
    return;
  if (is_repeated(sieve, i) || size < object_table[i].min ||
      size > object_table[i].max || sieve->files > TNEF_FILES_MAX) {
    sieve->incomplete = true;
    return;
  }
  if (!object_table[i].is_mapi) {
    append_object(sieve->out, head, data, size);
    return;
  }
  g_autoptr(GByteArray) block = g_byte_array_new();
  sieve->incomplete |= !sieve_block(data, size, block);
  if (tnef_u32(block->data) > 0) /* the library reports an empty one */
    append_object(sieve->out, head, block->data, block->len);
}

GByteArray *
tnef_sieve(const uint8_t *bytes, size_t size, bool *out_incomplete)
{
  if (!tnef_is(bytes, size))
    return NULL;
  Sieve sieve = {.out = g_byte_array_new()};
  g_byte_array_append(sieve.out, bytes, TNEF_HEADER);
  size_t at = TNEF_HEADER;
  unsigned count = 0;
  while (size - at >= TNEF_OBJECT_HEADER + TNEF_OBJECT_TRAILER &&
         count++ < TNEF_OBJECTS_MAX) {
    const uint8_t *head = bytes + at;
    uint32_t length = tnef_u32(head + 5);
    size_t left = size - at - TNEF_OBJECT_HEADER - TNEF_OBJECT_TRAILER;
    bool level = head[0] == 1 || head[0] == 2;
    if (!level || length > left)
      break;
    sieve_object(&sieve, head, length);
    at += TNEF_OBJECT_HEADER + length + TNEF_OBJECT_TRAILER;
  }
  *out_incomplete = sieve.incomplete || at != size;
  return sieve.out;
}
