/* SPDX-License-Identifier: Apache-2.0
 *
 * Which category a new matter has.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_CATEGORY_H
#define BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_CATEGORY_H

#include "daemon/services/report/intake/report_matter.h"

typedef struct ReportCategory {
  const Category *category; /* borrowed from the town; NULL: the desk says */
  bool named; /* by a tag, the town's words or the earlier matter.  What kind of
                 letter it is, is judged by this: what was learnt finds a
                 category in whatever one writes, in thanks, too */
} ReportCategory;

/* Choose the category, and note why (bote inbox show). */
bool report_choose_category(Desk *desk, const Incoming *incoming,
                            const ReportMatter *matter, ReportCategory *out,
                            GError **error);

/* The one that a tag of the address or of the subject names; borrowed, or
 * NULL. */
const Category *report_category_of_tags(const Town *town, const Message *mail,
                                        const char *topic);

#endif
