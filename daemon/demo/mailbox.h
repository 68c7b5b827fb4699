/* SPDX-License-Identifier: Apache-2.0
 *
 * What the people of the demo have got, read the way they would: mails from
 * their Maildirs, SMS from their phones.
 */
#ifndef BOTE_DAEMON_DEMO_MAILBOX_H
#define BOTE_DAEMON_DEMO_MAILBOX_H

#include "daemon/demo/town.h"
#include "parsers/mail_view.h"
#include "parsers/message.h"

typedef struct DemoPerson DemoPerson;

typedef struct DemoMail {
  char *id;         /* the file's name: rises with time */
  Message *message; /* by the project's own parser */
  MailView *view;
} DemoMail;

void demo_mail_free(DemoMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DemoMail, demo_mail_free)

/* The ids of all mails of a person, oldest first: char *, g_ptr_array_unref().
 * A Maildir that does not exist yet is empty. */
GPtrArray *demo_mail_ids(const DemoTown *town, const DemoPerson *person);

/* Read one; NULL when there is no such mail or it cannot be read.
 *
 * id   also from outside: anything that is no file name there is NULL. */
DemoMail *demo_mail_read(const DemoTown *town, const DemoPerson *person,
                         const char *id);

/* One SMS on a phone. */
typedef struct DemoSms {
  char *text;
  int64_t at_ms; /* the clock of the story */
  bool is_own;   /* written by the person, not received */
  bool reported; /* received, and the sender got a receipt */
} DemoSms;

void demo_sms_free(DemoSms *sms);

/* All SMS of a phone, oldest first: DemoSms *, g_ptr_array_unref(). */
GPtrArray *demo_sms_list(const DemoTown *town, const DemoPerson *person);

/* Put an SMS on the phone with this number; false with error set when there is
 * no such number. */
bool demo_sms_add(const DemoTown *town, const char *number, const DemoSms *sms,
                  GError **error);

#endif
