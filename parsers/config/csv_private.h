/* SPDX-License-Identifier: Apache-2.0
 *
 * What csv_tree.c (lists) and csv_words.c (words of categories) share.
 */
#ifndef BOTE_PARSERS_CONFIG_CSV_PRIVATE_H
#define BOTE_PARSERS_CONFIG_CSV_PRIVATE_H

#include "parsers/config/yaml_private.h"
#include "parsers/csv.h"

/* Nothing stands in the line, though spreadsheets write its separators. */
bool csv_is_blank(const CsvReader *csv);

/* Add what stands in a cell, parted by commas or |, to a list. */
void csv_list_add(YamlNode *list, const char *cell, FilePosition place);

/* Add a key to a map, which takes `value`; returns it. */
YamlNode *csv_map_add(YamlNode *map, const char *name, YamlNode *value);

#endif
