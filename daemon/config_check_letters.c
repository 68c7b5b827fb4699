/* SPDX-License-Identifier: Apache-2.0
 *
 * Notes about letters.yaml.
 */
#include "daemon/config_check_letters.h"

#include <stdio.h>

#include "daemon/cli_print.h"
#include "parsers/letter/letter.h"

void
config_check_print_letters(const Town *town)
{
  const GPtrArray *kinds = letter_table_kinds(town->letters);
  for (guint i = 0; i < kinds->len; i++) {
    const LetterKind *kind = kinds->pdata[i];
    if ((kind->flags & LETTER_LEGAL) == 0 || kind->to != NULL)
      continue;
    g_autofree char *text = g_strdup_printf(
        cli_text("letters.yaml: für „%s“ (%s) ist keine Registratur genannt – "
                 "Schreiben mit Frist gehen an die Zentrale; 'to' nennt das "
                 "Amt",
                 "letters.yaml: no registry is named for '%s' (%s) – letters "
                 "with a deadline go to the desk; 'to' names the department"),
        kind->id, letter_kind_name(kind, cli_text("de", "en")));
    fprintf(stderr, "%s: %s\n", cli_text("Hinweis", "note"), text);
  }
}
