/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables only: every key of town.yaml and of the town's lists.
 * What the law makes obligatory is checked in town_check.c with its reason.
 */
#include "parsers/config/town_schema.h"

#include "parsers/config/closing.h"
#include "parsers/config/text_check.h"
#include "parsers/config/town.h"
#include "parsers/config/working_day.h"
#include "parsers/config/working_hours.h"

static const char *const forms[] = {"sie", "du", NULL};
static const char *const mail_modes[] = {"each", "morning", NULL};
const char *const town_service_states[] = {
    "off", "shadow", "internal", "test", "regular", "paused", NULL};

enum { DAYS_MAX = 3660, MONTHS_MAX = 120 }; /* ten years */
enum { DEADLINE_MAX = 365, ESCALATION_MAX = 60 };
enum { UNDO_MAX = 1440, UNDO_AS_SETTINGS = -1 };
/* Time to find the telephone, and none to lose. */
enum { ONCALL_MINUTES = 5 };
/* Defaults where the town decides nothing: as short as the work allows. */
enum { HOLD_DAYS = 30, CONTACT_MONTHS = 12, LOG_DAYS = 14 };

#define AT(type, member) .offset = offsetof(type, member)

static const SchemaKey contact_keys[] = {
    {"name", SCHEMA_TEXT, AT(TownContact, name), .required = true,
     .check = text_check_line, .doc = "who it is"},
    {"address", SCHEMA_TEXT, AT(TownContact, address), .doc = "by post"},
    {"email", SCHEMA_TEXT, AT(TownContact, email), .required = true,
     .check = text_check_email, .doc = "people must be able to write there"},
    {"phone", SCHEMA_TEXT, AT(TownContact, phone), .check = text_check_phone,
     .doc = "by phone"},
    {0}};
static const Schema contact_schema = {sizeof(TownContact), contact_keys};

static const SchemaKey on_call_keys[] = {
    {"phone", SCHEMA_TEXT, AT(TownOnCall, phone), .required = true,
     .check = text_check_phone, .doc = "told to people in danger"},
    {"text", SCHEMA_TEXT, AT(TownOnCall, text), .doc = "what it is for"},
    {"minutes", SCHEMA_INTEGER, AT(TownOnCall, minutes), .min = 1, .max = 60,
     .fallback = ONCALL_MINUTES,
     .doc = "until the next person of oncall.csv is alarmed"},
    {0}};
static const Schema on_call_schema = {sizeof(TownOnCall), on_call_keys};

static const SchemaKey retention_keys[] = {
    {"raw_mail_days", SCHEMA_INTEGER, AT(TownRetention, raw_mail_days),
     .required = true, .min = 1, .max = DAYS_MAX,
     .doc = "how many days mails are kept as they came"},
    {"message_months", SCHEMA_INTEGER, AT(TownRetention, message_months),
     .required = true, .min = 1, .max = MONTHS_MAX,
     .doc = "how many months a matter is kept after it was closed"},
    {"sms_days", SCHEMA_INTEGER, AT(TownRetention, sms_days), .required = true,
     .min = 1, .max = DAYS_MAX,
     .doc = "how many days SMS are kept as they "
            "came"},
    {"hold_days", SCHEMA_INTEGER, AT(TownRetention, hold_days), .min = 1,
     .max = DAYS_MAX, .fallback = HOLD_DAYS,
     .doc = "how many days a message waits for a person's decision"},
    {"contact_months", SCHEMA_INTEGER, AT(TownRetention, contact_months),
     .min = 1, .max = MONTHS_MAX, .fallback = CONTACT_MONTHS,
     .doc = "how many months an address without an open matter is kept"},
    {"log_days", SCHEMA_INTEGER, AT(TownRetention, log_days), .min = 1,
     .max = DAYS_MAX, .fallback = LOG_DAYS,
     .doc = "how many days logs are "
            "kept"},
    {0}};
static const Schema retention_schema = {sizeof(TownRetention), retention_keys};

static const SchemaKey phase_keys[] = {
    {"name", SCHEMA_TEXT, AT(TownPhase, name), .check = text_check_line,
     .doc = "for bote report --phase"},
    {"state", SCHEMA_ENUM, AT(TownPhase, state), .required = true,
     .words = town_service_states,
     .doc = "off, shadow, internal, test, regular or paused"},
    {"since", SCHEMA_TEXT, AT(TownPhase, since), .required = true,
     .check = text_check_moment, .doc = "first day or minute"},
    {"until", SCHEMA_TEXT, AT(TownPhase, until), .check = text_check_moment,
     .doc = "last day, or the minute it is over"},
    {0}};
static const Schema phase_schema = {sizeof(TownPhase), phase_keys};

/* That there is a state or a phase is checked in town_check.c. */
static const SchemaKey service_keys[] = {
    {"name", SCHEMA_TEXT, AT(TownService, name), .check = text_check_line,
     .doc = "the service"},
    {"state", SCHEMA_ENUM, AT(TownService, state), .words = town_service_states,
     .fallback = SERVICE_STATE_OFF,
     .doc = "off, shadow, internal, test, regular or paused"},
    {"since", SCHEMA_TEXT, AT(TownService, since), .check = text_check_moment,
     .doc = "first day or minute"},
    {"until", SCHEMA_TEXT, AT(TownService, until), .check = text_check_moment,
     .doc = "last day, or the minute it is over"},
    {"phases", SCHEMA_NAMED, AT(TownService, phases), .object = &phase_schema,
     .doc = "states that follow each other"},
    {0}};
static const Schema service_schema = {sizeof(TownService), service_keys};

static const SchemaKey closed_keys[] = {
    {"since", SCHEMA_TEXT, AT(ClosedDays, since), .required = true,
     .check = closing_check_day, .doc = "the first day it is closed"},
    {"until", SCHEMA_TEXT, AT(ClosedDays, until), .check = closing_check_day,
     .doc = "the last day it is closed"},
    {"reason", SCHEMA_TEXT, AT(ClosedDays, reason), .check = text_check_line,
     .doc = "for people to read"},
    {0}};
const Schema closed_schema = {sizeof(ClosedDays), closed_keys};

static const SchemaKey town_keys[] = {
    {"name", SCHEMA_TEXT, AT(Town, name), .required = true,
     .check = text_check_line, .doc = "the town's name as people read it"},
    {"short_name", SCHEMA_TEXT, AT(Town, short_name), .check = text_check_line,
     .doc = "one word for subjects and SMS, if not the name"},
    {"ags", SCHEMA_TEXT, AT(Town, ags), .required = true,
     .check = text_check_ags, .doc = "Amtlicher Gemeindeschlüssel, 8 digits"},
    {"languages", SCHEMA_TEXTS, AT(Town, languages), .text = "de",
     .check = text_check_language, .doc = "the first one is the default"},
    {"form", SCHEMA_ENUM, AT(Town, form), .words = forms,
     .fallback = TOWN_FORM_SIE, .doc = "sie or du"},
    {"timezone", SCHEMA_TEXT, AT(Town, timezone), .check = text_check_timezone,
     .doc = "if not the machine's"},
    {"address", SCHEMA_TEXT, AT(Town, address), .required = true,
     .check = text_check_id, .doc = "name of the desk's mailbox in bote.yaml"},
    {"desk", SCHEMA_TEXT, AT(Town, desk), .required = true,
     .check = text_check_id,
     .doc = "id of the department that gets what fits nowhere"},
    {"confirm_addresses", SCHEMA_BOOLEAN, AT(Town, confirm_addresses),
     .doc = "a department's address gets tickets after its OK"},
    {"split_above", SCHEMA_INTEGER, AT(Town, split_above), .min = 60,
     .max = 100, .fallback = 100,
     .doc = "split letters of several matters surer than so many per cent"},
    {"route_above", SCHEMA_INTEGER, AT(Town, route_above), .min = 1, .max = 99,
     .doc = "decide a category surer than so many per cent without the desk"},
    {"responsible_body", SCHEMA_OBJECT, AT(Town, responsible_body),
     .object = &contact_schema, .doc = "GDPR article 4(7)"},
    {"data_protection_officer", SCHEMA_OBJECT,
     AT(Town, data_protection_officer), .object = &contact_schema,
     .doc = "GDPR article 37"},
    {"privacy_url", SCHEMA_TEXT, AT(Town, privacy_url), .check = text_check_url,
     .doc = "the page with the privacy notice"},
    {"privacy_short", SCHEMA_TEXT, AT(Town, privacy_short),
     .check = text_check_line, .doc = "the same, as short as SMS need it"},
    {"on_call", SCHEMA_OBJECT, AT(Town, on_call), .object = &on_call_schema,
     .doc = "for people in danger besides 112 and 110"},
    {"retention", SCHEMA_OBJECT, AT(Town, retention),
     .object = &retention_schema, .doc = "what is kept how long"},
    {"council", SCHEMA_TEXTS, AT(Town, council),
     .check = text_check_email_or_domain,
     .doc = "mayor and council: whose forwards are the original writer's"},
    {"monthly_report", SCHEMA_TEXTS, AT(Town, monthly_report),
     .check = text_check_email,
     .doc = "addresses that get the figures of each month"},
    {"holidays", SCHEMA_TEXTS, AT(Town, holidays), .check = holiday_check_local,
     .doc = "of this municipality, besides those of its Land"},
    {"closed", SCHEMA_LIST, AT(Town, closed), .object = &closed_schema,
     .doc = "days on which the town hall is closed"},
    {"services", SCHEMA_NAMED, AT(Town, services), .object = &service_schema,
     .doc = "what is switched on"},
    {0}};
const Schema town_schema = {sizeof(Town), town_keys};

static const SchemaKey may_act_keys[] = {
    {"addresses", SCHEMA_TEXTS, AT(MayAct, addresses),
     .check = text_check_email, .doc = "single addresses"},
    {"domain", SCHEMA_TEXT, AT(MayAct, domain), .check = text_check_domain,
     .doc = "everybody of this domain"},
    {0}};
static const Schema may_act_schema = {sizeof(MayAct), may_act_keys};

static const SchemaKey look_keys[] = {
    {"from_name", SCHEMA_TEXT, AT(DepartmentLook, from_name),
     .check = text_check_line, .doc = "the name its mails come from"},
    {"from_address", SCHEMA_TEXT, AT(DepartmentLook, from_address),
     .check = text_check_email,
     .doc = "the address they come from, if the mailbox may send as it"},
    {"logo", SCHEMA_TEXT, AT(DepartmentLook, logo),
     .check = text_check_file_name, .doc = "a PNG or JPEG beside town.yaml"},
    {"color", SCHEMA_TEXT, AT(DepartmentLook, color), .check = text_check_color,
     .doc = "of the bar on top"},
    {"text_color", SCHEMA_TEXT, AT(DepartmentLook, text_color),
     .check = text_check_color, .doc = "of what stands in it; default white"},
    {0}};
static const Schema look_schema = {sizeof(DepartmentLook), look_keys};

static const SchemaKey escalation_keys[] = {
    {"head", SCHEMA_TEXTS, AT(DepartmentEscalation, head),
     .check = text_check_email, .doc = "addresses of its head"},
    {"deputy_days", SCHEMA_INTEGER, AT(DepartmentEscalation, deputy_days),
     .max = ESCALATION_MAX, .doc = "working days until the deputy is told"},
    {"head_days", SCHEMA_INTEGER, AT(DepartmentEscalation, head_days), .min = 1,
     .max = ESCALATION_MAX, .fallback = DEPARTMENT_HEAD_DAYS,
     .doc = "working days until the head is told"},
    {0}};
static const Schema escalation_schema = {sizeof(DepartmentEscalation),
                                         escalation_keys};

static const SchemaKey department_keys[] = {
    {"id", SCHEMA_TEXT, AT(Department, id), .required = true,
     .check = text_check_id, .doc = "a short name, for example tiefbau"},
    {"name", SCHEMA_TEXT, AT(Department, name), .required = true,
     .check = text_check_line, .doc = "the name people read"},
    {"addresses", SCHEMA_TEXTS, AT(Department, addresses), .required = true,
     .check = text_check_email, .doc = "where its tickets go"},
    {"may_act", SCHEMA_OBJECT, AT(Department, may_act),
     .object = &may_act_schema, .doc = "who else may give commands"},
    {"members", SCHEMA_TEXTS, AT(Department, members),
     .check = text_check_email, .doc = "may act, get nothing"},
    {"language", SCHEMA_TEXT, AT(Department, language),
     .check = text_check_language, .doc = "of its mails"},
    {"undo_minutes", SCHEMA_INTEGER, AT(Department, undo_minutes),
     .max = UNDO_MAX, .fallback = UNDO_AS_SETTINGS,
     .doc = "time to take a command back"},
    {"hours", SCHEMA_TEXT, AT(Department, hours), .check = text_check_line,
     .doc = "for people to read"},
    {"working_hours", SCHEMA_TEXTS, AT(Department, working_hours),
     .check = working_hours_check, .doc = "when somebody is there"},
    {"after_hours", SCHEMA_TEXT, AT(Department, after_hours),
     .check = text_check_id,
     .doc = "id of the department that gets its reports, too, outside of them"},
    {"external", SCHEMA_BOOLEAN, AT(Department, external),
     .doc = "not part of the administration"},
    {"look", SCHEMA_OBJECT, AT(Department, look), .object = &look_schema,
     .doc = "sender, logo and colours of its mails to citizens"},
    {"deputy", SCHEMA_TEXT, AT(Department, deputy), .check = text_check_id,
     .doc = "id of the department that stands in for it"},
    {"mail", SCHEMA_ENUM, AT(Department, mail), .words = mail_modes,
     .fallback = MAIL_MODE_EACH,
     .doc = "each: every report at once; morning: one list a working day"},
    {"morning", SCHEMA_TEXT, AT(Department, morning), .text = "07:30",
     .check = working_day_check_morning, .doc = "when that list goes"},
    {"escalation", SCHEMA_OBJECT, AT(Department, escalation),
     .object = &escalation_schema,
     .doc = "who is told when a deadline has passed"},
    {0}};
const Schema department_schema = {sizeof(Department), department_keys};

static const SchemaKey category_keys[] = {
    {"id", SCHEMA_TEXT, AT(Category, id), .required = true,
     .check = text_check_id, .doc = "a short name, for example schlagloch"},
    {"names", SCHEMA_MAP, AT(Category, names), .required = true,
     .check = text_check_line, .doc = "the name people read, by language"},
    {"words", SCHEMA_WORDS, AT(Category, words),
     .doc = "words in a text that mean this category"},
    {"department", SCHEMA_TEXT, AT(Category, department), .required = true,
     .check = text_check_id, .doc = "id of the department in charge"},
    {"districts", SCHEMA_MAP, AT(Category, districts), .check = text_check_id,
     .doc = "the department in charge in a district, by its name"},
    {"deadline_days", SCHEMA_INTEGER, AT(Category, deadline_days),
     .max = DEADLINE_MAX, .doc = "working days until it should be done"},
    {"place_needed", SCHEMA_BOOLEAN, AT(Category, place_needed),
     .fallback = true, .doc = "ask for the place when it is missing"},
    {"photo_needed", SCHEMA_BOOLEAN, AT(Category, photo_needed),
     .doc = "ask for a photo when there is none"},
    {"publish", SCHEMA_BOOLEAN, AT(Category, publish),
     .doc = "may appear on the public map"},
    {"sentence", SCHEMA_MAP, AT(Category, sentence),
     .doc = "what a citizen reads when the department writes nothing"},
    {"done", SCHEMA_MAP, AT(Category, done),
     .doc = "a word for it in an SMS: \"repariert\"; else \"erledigt\""},
    {0}};
const Schema category_schema = {sizeof(Category), category_keys};

static const SchemaKey faq_keys[] = {
    {"id", SCHEMA_TEXT, AT(Faq, id), .required = true, .check = text_check_id,
     .doc = "a short name, for example personalausweis"},
    {"question", SCHEMA_MAP, AT(Faq, question), .required = true,
     .check = text_check_line, .doc = "as people would ask it, by language"},
    {"answer", SCHEMA_MAP, AT(Faq, answer), .required = true,
     .doc = "the town's answer, by language"},
    {"words", SCHEMA_WORDS, AT(Faq, words), .doc = "other words for it"},
    {"department", SCHEMA_TEXT, AT(Faq, department), .check = text_check_id,
     .doc = "id of the department whose person takes over"},
    {0}};
const Schema faq_schema = {sizeof(Faq), faq_keys};
