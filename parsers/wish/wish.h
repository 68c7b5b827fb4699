/* SPDX-License-Identifier: Apache-2.0
 *
 * What a citizen's words ask for besides the matter itself, in German and
 * English: not to be named; to be heard once more about what he told before.
 * What is done about it is decided elsewhere.
 */
#ifndef BOTE_PARSERS_WISH_WISH_H
#define BOTE_PARSERS_WISH_WISH_H

#include <glib.h>
#include <stdbool.h>

/* The patterns, ready to be looked for; never changes. */
typedef struct Wishes Wishes;

Wishes *wishes_new(void);
void wishes_free(Wishes *wishes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wishes, wishes_free)

/* Does its writer not want to be named: "bitte anonym behandeln",
 * "vertraulich", "ich möchte nicht genannt werden"?  An anonymous burial, a
 * confidential file and the footer of an office's mail do not say so.  In doubt
 * yes: that only leaves a name out.
 *
 * text  valid UTF-8 of any size; here and below
 */
bool wish_to_be_unnamed(const Wishes *wishes, const char *text);

/* What is left without the sentences that ask for it: the matter itself.  Owned
 * by the caller; "" when there is nothing else. */
char *wish_without_unnamed(const Wishes *wishes, const char *text);

/* Does it tell of what was told before: "schon wieder", "immer noch", "noch
 * nicht repariert", "schlimmer geworden", "still not fixed"? */
bool wish_to_be_heard_again(const Wishes *wishes, const char *text);

/* Does it tell of one more of a kind: "noch ein Schlagloch", "another one"? */
bool wish_tells_of_another(const Wishes *wishes, const char *text);

/* The words that say what it is about, folded (phrases/phrase_pattern.h): none
 * of a greeting, of time, of having been heard.  char *, owned by the caller;
 * at most WISH_WORDS_MAX. */
enum { WISH_WORDS_MAX = 400 };
GPtrArray *wish_matter_words(const char *text);

#endif
