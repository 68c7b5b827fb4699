/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails that a form on the town's own website writes: a person's words under
 * labels, from an address that is the website's.  Which senders are such forms
 * and what their labels are is configured; of any other mail it is at most
 * noted that it looks like one.
 */
#ifndef BOTE_PARSERS_WEB_FORM_H
#define BOTE_PARSERS_WEB_FORM_H

#include "parsers/message.h"

/* One form; lists are NULL-terminated, or NULL. */
typedef struct WebForm {
  const char *name;
  const char *sender;        /* the From of its mails */
  bool is_guarded;           /* its domain is guarded by our server: no trusted
                                verdict is as good as a pass */
  const char *const *email;  /* labels of the writer's address */
  const char *const *person; /* of the parts of his name */
  const char *const *text;   /* of what he wrote; one must be filled */
  const char *const *place;
  const char *const *other; /* of what is left out */
} WebForm;

enum { WEB_FORM_LABELS_MAX = 64 }; /* of one form */

/* Read a message whose `from`, `auth` and `text` are known as a form's mail.
 *
 * forms   ended by a row without name; NULL: none.
 * text    the whole text, valid UTF-8.
 *
 * From a configured sender with the wanted verdict: `form`, `from`,
 * `return_path`, `text` and `auth` become those of the person; nobody has
 * proved that the address in the field is his, so the verdict is NONE, and no
 * word of his is a command.  Otherwise problems may get a sentence, and
 * nothing else changes.
 */
void web_form_read(Message *message, const WebForm *forms, const char *text);

/* Say in message->problems that a person's mail (`kind` is known) from another
 * sender looks like one of a form: a bounce has lines with labels, too. */
void web_form_note_like(Message *message, const WebForm *forms);

#endif
