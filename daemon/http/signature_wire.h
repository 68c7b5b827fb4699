/* SPDX-License-Identifier: Apache-2.0
 *
 * Requests to be verified as bytes, for the way from a process to its own
 * child.  Both ends are one program: what is read was written here, so its form
 * is asserted, not refused.
 */
#ifndef BOTE_DAEMON_HTTP_SIGNATURE_WIRE_H
#define BOTE_DAEMON_HTTP_SIGNATURE_WIRE_H

#include <glib.h>

#include "parsers/signature.h"

/* The reading end: bytes not yet read. */
typedef struct SignatureWire {
  const uint8_t *at, *end;
} SignatureWire;

/* How many bytes signature_wire_put() will add. */
size_t signature_wire_size(const SignatureInput *input);

/* Add a request and the place of its channel in the list of channels. */
void signature_wire_put(GByteArray *bytes, guint channel,
                        const SignatureInput *input);

/* Read the next request.
 *
 * out_fields  array of SignatureField, emptied first; out->headers is within
 * out         borrows from the bytes and from out_fields
 * Returns the channel's place.
 */
guint signature_wire_take(SignatureWire *wire, GArray *out_fields,
                          SignatureInput *out);

#endif
