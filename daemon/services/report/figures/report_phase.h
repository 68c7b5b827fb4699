/* SPDX-License-Identifier: Apache-2.0
 *
 * The evaluation of a phase, for a council: which time is meant, and the page
 * that says in plain words how it went.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_FIGURES_REPORT_PHASE_H
#define BOTE_DAEMON_SERVICES_REPORT_FIGURES_REPORT_PHASE_H

#include "daemon/services/report/figures/report_figures.h"

/* A period with what it is called. */
typedef struct ReportPhase {
  ReportPeriod period; /* ends now at the latest */
  bool runs;           /* it is not over */
  char *name;          /* of a phase in town.yaml; NULL: none */
} ReportPhase;

void report_phase_clear(ReportPhase *phase);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportPhase, report_phase_clear)

/* Find what is asked for.
 *
 * asked    the name of a phase, or "FROM..UNTIL" with moments as in town.yaml,
 *          a last day included; NULL: the state the service is in now
 * out_why  set, and true returned, when there is no such period: what is wrong,
 *          for the person who asked; owned by the caller
 * A phase has the time it had in fact, by the history (service_state).
 */
bool report_phase_find(Desk *desk, const char *asked, ReportPhase *out,
                       char **out_why, GError **error);

/* The states the service was in, first to last: {"state", "phase", "from_ms"},
 * the one it began with included.  Owned; NULL: STORE_ERROR. */
json_t *report_phase_states(Desk *desk, const ReportPeriod *period,
                            GError **error);

/* The page: the text `phase-report`, in one language; owned. */
char *report_phase_page(Desk *desk, const ReportPhase *phase,
                        const json_t *figures, const char *language,
                        GError **error);

#endif
