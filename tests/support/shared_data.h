/* SPDX-License-Identifier: Apache-2.0
 *
 * Finds the measuring data that some specification tests read.  The data is
 * not part of the project; where it is absent these tests skip, saying so.
 */
#ifndef BOTE_TESTS_SUPPORT_SHARED_DATA_H
#define BOTE_TESTS_SUPPORT_SHARED_DATA_H

#include <jansson.h>

/* The path of a file or folder of the measuring data.
 *
 * name   relative to the data folder, e.g. "sms/vectors.json".
 * Returns a new string, g_free(), or NULL when it does not exist.  Looked for
 * in $BOTE_SHARED_DATA, else in ../shared/data and ../../shared/data relative
 * to the source root, which is the working directory of `make unit`.
 */
char *shared_data_path(const char *name);

/* As above; when absent the running g_test is skipped with a message and NULL
 * is returned, so that the test just returns. */
char *shared_data_path_or_skip(const char *name);

/* The parsed JSON file, json_decref(), or NULL after skipping as above. */
json_t *shared_data_json_or_skip(const char *name);

#endif
