/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote route --eval`: decides texts whose category is known, and prints how
 * good that was.
 */
#ifndef BOTE_DAEMON_LEARN_ROUTE_MEASURE_H
#define BOTE_DAEMON_LEARN_ROUTE_MEASURE_H

#include <stdbool.h>

#include "daemon/learn/learn_file.h"

/* Print accuracy, macro F1, calibration and confusion of the lines whose
 * category the town has; the others are counted.
 *
 * model  NULL: the town's words alone
 * json   as one object, for programs
 * Returns EX_OK, or EX_DATAERR when there was no such line. */
int route_measure(const Town *town, const LearnModel *model,
                  const LearnLines *lines, bool json);

#endif
