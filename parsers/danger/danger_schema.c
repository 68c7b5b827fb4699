/* SPDX-License-Identifier: Apache-2.0
 *
 * The keys of a row of danger.yaml.
 */
#include "parsers/config/text_check.h"
#include "parsers/phrases/phrase_pattern.h"
#include "parsers/danger/danger_private.h"

#define AT(member) .offset = offsetof(DangerRule, member)

static const SchemaKey keys[] = {
    {"id", SCHEMA_TEXT, AT(id), .required = true, .check = text_check_id,
     .doc = "a short name, for example gas"},
    {"names", SCHEMA_MAP, AT(names), .check = text_check_line,
     .doc = "what people call it, by language"},
    {"department", SCHEMA_TEXT, AT(department), .check = text_check_id,
     .doc = "id of the department that gets it"},
    {"phone", SCHEMA_TEXT, AT(phone), .check = text_check_phone,
     .doc = "who helps with this one, besides 112"},
    {"enabled", SCHEMA_BOOLEAN, AT(enabled), .fallback = true,
     .doc = "false switches a shipped row off"},
    {"group", SCHEMA_BOOLEAN, AT(group),
     .doc = "words that patterns name as @id"},
    {"half", SCHEMA_BOOLEAN, AT(half),
     .doc = "counts only where a text is not whole"},
    {"weighed", SCHEMA_BOOLEAN, AT(weighed),
     .doc = "found where all words together sound like a danger"},
    {"words", SCHEMA_WORDS, AT(words), .check = phrase_pattern_check,
     .doc = "patterns that tell of it"},
    {"ignore", SCHEMA_WORDS, AT(ignore), .check = phrase_pattern_check,
     .doc = "words in a row that do not count"},
    {0}};
const Schema danger_schema = {sizeof(DangerRule), keys};
