/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts within JSON, as tests compare them.
 */
#ifndef BOTE_TESTS_SUPPORT_JSON_TEXT_H
#define BOTE_TESTS_SUPPORT_JSON_TEXT_H

#include <jansson.h>

#include "parsers/json_text.h"

/* A string or a whole number, as text; NULL where there is neither; owned. */
char *json_scalar(const json_t *object, const char *key);

#endif
