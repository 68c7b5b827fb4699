/* SPDX-License-Identifier: Apache-2.0
 *
 * The keys of bote.yaml as a schema; filled into Settings by settings.c.
 */
#ifndef BOTE_PARSERS_CONFIG_SETTINGS_SCHEMA_H
#define BOTE_PARSERS_CONFIG_SETTINGS_SCHEMA_H

#include "parsers/config/schema.h"

extern const Schema settings_schema;

#endif
