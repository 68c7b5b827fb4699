/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether whoever runs the doctor may read the secrets as the roles do.
 */
#ifndef BOTE_DAEMON_DOCTOR_SECRETS_H
#define BOTE_DAEMON_DOCTOR_SECRETS_H

#include "daemon/doctor/doctor.h"

/* True: config_credential() tells the truth about each file.  Else a warning is
 * said, with the user who can, and nothing is to be judged by secrets.
 *
 * subject  of the warning, or NULL
 */
bool doctor_may_read_secrets(Doctor *doctor, const char *subject);

#endif
