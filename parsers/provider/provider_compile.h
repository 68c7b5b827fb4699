/* SPDX-License-Identifier: Apache-2.0
 *
 * Values of a channel's settings as members of the tables in provider_row.h:
 * for the row `generic`, which is nothing but settings, and for what settings
 * add to another row (provider_override()).
 */
#ifndef BOTE_PARSERS_PROVIDER_PROVIDER_COMPILE_H
#define BOTE_PARSERS_PROVIDER_PROVIDER_COMPILE_H

#include <glib.h>

#include "parsers/provider/provider.h"

/* A compilation: what is made hangs on `owned`, which frees with g_free();
 * texts are borrowed from the settings.  The first unknown word becomes the
 * error (PARSE_ERROR_UNSUPPORTED), the rest is still compiled. */
typedef struct ProviderCompiler {
  GPtrArray *owned;
  GError **error;
  bool failed;
} ProviderCompiler;

/* Hang memory of g_malloc() on `owned`; returns it. */
void *provider_compile_keep(ProviderCompiler *compiler, void *made);

/* A list of words ended by NULL; NULL when it is absent. */
const char *const *provider_compile_words(ProviderCompiler *compiler,
                                          const json_t *object,
                                          const char *key);

/* {"path", "is": [word]}; empty when it is absent. */
ProviderWhen provider_compile_when(ProviderCompiler *compiler,
                                   const json_t *object, const char *key);

/* The members of an object, scalars as text; NULL when it is absent. */
const ProviderPair *provider_compile_pairs(ProviderCompiler *compiler,
                                           const json_t *object,
                                           const char *key);

/* {word: state}; NULL when it is absent. */
const ProviderState *provider_compile_states(ProviderCompiler *compiler,
                                             const json_t *object,
                                             const char *key);

/* {code: class} under "classes" and "codes", which was its first name; empty
 * when both are absent. */
const ProviderClass *provider_compile_classes(ProviderCompiler *compiler,
                                              const json_t *object);

/* The place of a setting's word in a list ended by NULL; 0 when the setting is
 * absent or unknown. */
int provider_compile_choice(ProviderCompiler *compiler, const json_t *object,
                            const char *key, const char *const *choices);

/* Lay settings over a row that came complete, since a provider may use words
 * that we do not know yet:
 *
 *   classes: {"21999": permanent}     before those of the row
 *   states: {vanished: failed_perm}   likewise, by the receipt's status
 *   code_states: {"409": expired}     likewise, by its code
 *   opt_out: ["21610"]                beside those of the row, for both
 *   media_hosts: [media.example.org]  likewise
 *
 * config  borrowed by the row for as long as that is used
 * row     changed
 * Returns false with PARSE_ERROR_UNSUPPORTED for an unknown word; the row then
 * has what could be read. */
bool provider_override(const ProviderConfig *config, Provider *row,
                       GPtrArray *owned, GError **error);

#endif
