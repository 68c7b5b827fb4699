/* SPDX-License-Identifier: Apache-2.0
 *
 * A list of a town, departments or categories, that is kept in a spreadsheet:
 * the same tree that its YAML file would give, so that one schema checks both,
 * each place being a row and a column.
 */
#ifndef BOTE_PARSERS_CONFIG_CSV_TREE_H
#define BOTE_PARSERS_CONFIG_CSV_TREE_H

#include "parsers/config/schema.h"
#include "parsers/config/yaml_tree.h"

/* Read a table; its first line names keys of the schema: "id", "addresses",
 * with a member behind a point: "names.de", "may_act.domain", "districts.Nord".
 * Some German headings are understood.  A row is an entry; an empty cell leaves
 * its key out; what is a list in YAML is written with commas or |.
 *
 * bytes     as csv.h reads them.
 * file      its name for the places; copied into the tree.
 * problems  gets columns that nobody knows, and rows with too many cells.
 * Returns the tree, owned by the caller; its root is a list. */
YamlTree *csv_tree_parse(GBytes *bytes, const char *file, const Schema *schema,
                         Problems *problems);

#define CSV_WORDS_FILE "words.csv"

/* Add the words of a table to categories: columns category, word (one, or
 * several with commas), and perhaps language.
 *
 * categories  a tree of categories; other trees are left alone.
 * problems    gets categories that are not there, and what cannot be read. */
void csv_words_add(GBytes *bytes, YamlTree *categories, Problems *problems);

#endif
