/* SPDX-License-Identifier: Apache-2.0
 *
 * What town.c (reading) and town_check.c (what must hold between keys and
 * files) share.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_PRIVATE_H
#define BOTE_PARSERS_CONFIG_TOWN_PRIVATE_H

#include "parsers/config/town.h"
#include "parsers/config/yaml_tree.h"

/* The files of a town while they are read; a root is NULL when the file is
 * missing or unreadable or no list, and then the town's part is empty.  The
 * town's lists have one row for each entry of the trees. */
typedef struct TownSource {
  Town *town;
  Problems *problems;
  const YamlNode *town_root;      /* a map */
  const YamlNode *departments;    /* a list */
  const YamlNode *categories;     /* a list */
  const YamlNode *dangers;        /* a list; the table has more rows */
  const YamlNode *letters;        /* the same */
  const YamlNode *faq;            /* a list */
  bool town_cut, departments_cut; /* by a syntax error */
  bool with_tables;               /* town_parse(), not town_parse_plain() */
} TownSource;

/* Add the problems of a town that was read; the town may have gaps. */
void town_check(const TownSource *source);
/* Those of its services alone; by town_check(). */
void town_check_services(const TownSource *source);

#endif
