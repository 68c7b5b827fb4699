/* SPDX-License-Identifier: Apache-2.0
 *
 * The keys of the town's files as schemas; filled into Town by town.c.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_SCHEMA_H
#define BOTE_PARSERS_CONFIG_TOWN_SCHEMA_H

#include "parsers/config/schema.h"

extern const Schema closed_schema;     /* closed.csv: ClosedDays */
extern const Schema town_schema;       /* town.yaml: Town */
extern const Schema department_schema; /* a row of departments.yaml */
extern const Schema category_schema;   /* a row of categories.yaml */
extern const Schema faq_schema;        /* a row of faq.yaml: Faq */

/* The names of enum ServiceState, ended by NULL. */
extern const char *const town_service_states[];

#endif
