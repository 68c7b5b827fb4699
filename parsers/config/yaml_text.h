/* SPDX-License-Identifier: Apache-2.0
 *
 * What must hold for the text of a configuration file before any YAML is read:
 * UTF-8, size, no tabs.  Part of yaml_tree.h.
 */
#ifndef BOTE_PARSERS_CONFIG_YAML_TEXT_H
#define BOTE_PARSERS_CONFIG_YAML_TEXT_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/problems.h"

/* Check a file's text and skip its BOM.
 *
 * out_text, out_length  borrowed from `bytes`; set on success only.
 * Returns false when the text cannot be read as YAML; problems were added.
 */
bool yaml_text_check(GBytes *bytes, const char *file, Problems *problems,
                     const char **out_text, size_t *out_length);

#endif
