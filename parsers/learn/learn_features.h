/* SPDX-License-Identifier: Apache-2.0
 *
 * What a classifier sees of a text: keyed hashes of its words, of pairs of
 * them, and of the pieces of its words.  Numbers, and the names of streets and
 * of people that a form of address gives away, are left out first.  Pure.
 */
#ifndef BOTE_PARSERS_LEARN_LEARN_FEATURES_H
#define BOTE_PARSERS_LEARN_LEARN_FEATURES_H

#include <glib.h>
#include <stdint.h>

/* A key of SipHash.  Who does not have it cannot tell from a hash whether a
 * word was in any text. */
enum { LEARN_KEY_SIZE = 16 };
typedef struct LearnKey {
  uint8_t bytes[LEARN_KEY_SIZE];
} LearnKey;

/* The hash of some bytes. */
uint64_t learn_hash(const LearnKey *key, const void *bytes, size_t length);

/* Two kinds, which weigh alike in the end: their last bit tells them apart. */
typedef enum LearnGroup {
  LEARN_WORDS,  /* words and pairs of neighbours */
  LEARN_PIECES, /* two to five characters of a word in a row */
  LEARN_GROUPS
} LearnGroup;

typedef struct LearnFeature {
  uint64_t hash;
  float count; /* how often, at least 1 */
} LearnFeature;

static inline LearnGroup
learn_group(uint64_t hash)
{
  return (LearnGroup)(hash & 1);
}

/* The features of a text, LearnFeature by hash, each once; the caller's.
 *
 * text  valid UTF-8; of a longer one the first LEARN_TEXT_MAX bytes count
 */
enum { LEARN_TEXT_MAX = 4096 };
GArray *learn_features(const char *text, const LearnKey *key);

/* The hash of the feature that one of learn_words() is. */
uint64_t learn_hash_word(const LearnKey *key, const char *word);

/* The words that learn_features() looks at, folded (town_fold()), in their
 * order; ended by NULL, g_strfreev(). */
char **learn_words(const char *text);

#endif
