/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts and numbers in JSON that is ours or was checked: settings, heads of
 * records.  What a stranger sent is read by paths (json_path.h) or with limits
 * (wire.h).
 */
#ifndef BOTE_PARSERS_JSON_TEXT_H
#define BOTE_PARSERS_JSON_TEXT_H

#include <glib.h>
#include <jansson.h>

/* The text of a member, borrowed from the object; NULL when there is no such
 * member, it is no text, or `object` is NULL or no object. */
const char *json_text(const json_t *object, const char *key);

/* The same, "" instead of NULL. */
const char *json_text_or_empty(const json_t *object, const char *key);

/* The whole number of a member; 0 when there is none. */
json_int_t json_whole(const json_t *object, const char *key);

/* Put a text into an object, whose member it becomes; takes the text. */
void json_text_put(json_t *object, const char *key, char *text);

/* The texts of a list, ended by NULL: the array is the caller's, g_free(), the
 * texts are the list's.  What is no text is left out; NULL is an empty list. */
const char **json_text_list(const json_t *list);

/* A new list of these texts, json_decref(). */
json_t *json_text_list_new(const GPtrArray *texts);

#endif
