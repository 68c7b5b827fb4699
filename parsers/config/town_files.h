/* SPDX-License-Identifier: Apache-2.0
 *
 * The files of a town as trees, whether they are YAML or a spreadsheet's.  All
 * functions take the files as town_parse() does.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_FILES_H
#define BOTE_PARSERS_CONFIG_TOWN_FILES_H

#include "parsers/config/schema.h"
#include "parsers/config/yaml_tree.h"

/* A YAML file that must be there; NULL when it is not, or nothing of it can be
 * read, which is told. */
YamlTree *town_file_read(GHashTable *files, const char *name,
                         Problems *problems);
/* The same for a file that a town may do without. */
YamlTree *town_file_read_if_any(GHashTable *files, const char *name,
                                Problems *problems);

/* A list that is kept as `stem`.yaml or, with the schema's keys as columns, as
 * `stem`.csv (csv_tree.h); both is a problem, for nobody knows which holds. */
YamlTree *town_file_read_list(GHashTable *files, const char *stem,
                              const Schema *schema, Problems *problems);

/* The same for a list that a town may do without. */
YamlTree *town_file_read_list_if_any(GHashTable *files, const char *stem,
                                     const Schema *schema, Problems *problems);

/* Add words.csv, where there is one, to the categories, which may be NULL. */
void town_file_add_words(GHashTable *files, YamlTree *categories,
                         Problems *problems);

/* The root if it is a list; NULL, and a problem, if it is not. */
const YamlNode *town_file_list(const YamlTree *tree, Problems *problems);

/* Did a syntax error end it? */
bool town_file_is_cut(const YamlTree *tree);

#endif
