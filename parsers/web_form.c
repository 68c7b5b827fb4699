/* SPDX-License-Identifier: Apache-2.0
 *
 * "Label: value", "Label | value" (tables) and a label with its value below.
 */
#include "parsers/web_form.h"

#include <string.h>

#include "parsers/fold.h"
#include "parsers/config/text_check.h"

enum {
  FORM_LIKE_LINES_MIN = 3,  /* fewer are in many a letter */
  FORM_LIKE_LABEL_MAX = 30, /* bytes; longer ones are sentences */
  FORM_NAME_MAX = 200,
};

/* What a field is for. */
typedef enum Role {
  ROLE_NONE, /* left out */
  ROLE_EMAIL,
  ROLE_PERSON,
  ROLE_TEXT,
  ROLE_PLACE,
  ROLES,
} Role;

/* A label as it is compared. */
typedef struct Label {
  char *folded;
  Role role;
} Label;

typedef struct FormReading {
  GArray *labels;         /* Label */
  GString *values[ROLES]; /* what was found, value by value a line */
  Role role;              /* of the field that goes on */
} FormReading;

static void
clear_label(void *label)
{
  g_free(((Label *)label)->folded);
}

/* Without "*" of a required field, ":" and blanks at its end. */
static char *
fold_label(const char *text, size_t size)
{
  char *folded = fold_case(text, size);
  g_strstrip(folded);
  size_t length = strlen(folded);
  while (length > 0 && strchr(" *:|\t", folded[length - 1]) != NULL)
    length--;
  folded[length] = '\0';
  size_t begin = strspn(folded, "* ");
  memmove(folded, folded + begin, length - begin + 1);
  return folded;
}

static void
add_labels(FormReading *reading, const char *const *labels, Role role)
{
  for (; labels != NULL && *labels != NULL; labels++) {
    Label label = {fold_label(*labels, strlen(*labels)), role};
    if (reading->labels->len < WEB_FORM_LABELS_MAX)
      g_array_append_val(reading->labels, label);
    else
      g_free(label.folded);
  }
}

static bool
find_label(const FormReading *reading, const char *text, size_t size,
           Role *out_role)
{
  g_autofree char *folded = fold_label(text, size);
  for (guint i = 0; i < reading->labels->len; i++) {
    const Label *label = &g_array_index(reading->labels, Label, i);
    if (strcmp(label->folded, folded) == 0) {
      *out_role = label->role;
      return true;
    }
  }
  return false;
}

/* Does the line begin a field?  Its value, if any, begins at `*out_value`. */
static bool
begins_field(FormReading *reading, const char *line, const char **out_value)
{
  size_t size = strlen(line);
  for (size_t i = 0; i < size && i < FORM_NAME_MAX; i++)
    if (strchr(":|\t", line[i]) != NULL &&
        find_label(reading, line, i, &reading->role)) {
      *out_value = line + i + strspn(line + i, ":|*\t ");
      return true;
    }
  if (size > FORM_NAME_MAX || !find_label(reading, line, size, &reading->role))
    return false;
  *out_value = line + size;
  return true;
}

/* Read the lines of a text into values by role. */
static void
read_lines(FormReading *reading, const char *text)
{
  for (const char *at = text; *at != '\0';) {
    size_t size = strcspn(at, "\n");
    g_autofree char *line = g_strstrip(g_strndup(at, size));
    const char *value = line;
    at += size + (at[size] == '\n' ? 1 : 0);
    bool begins = begins_field(reading, line, &value);
    if (begins && *value == '\0')
      continue; /* it stands below */
    GString *all = reading->values[reading->role];
    g_string_append_printf(all, "%s\n", value);
  }
}

static void
reading_init(FormReading *reading, const WebForm *form)
{
  *reading = (FormReading){.labels = g_array_new(FALSE, FALSE, sizeof(Label)),
                           .role = ROLE_NONE};
  g_array_set_clear_func(reading->labels, clear_label);
  for (int role = 0; role < ROLES; role++)
    reading->values[role] = g_string_new(NULL);
  add_labels(reading, form->email, ROLE_EMAIL);
  add_labels(reading, form->person, ROLE_PERSON);
  add_labels(reading, form->text, ROLE_TEXT);
  add_labels(reading, form->place, ROLE_PLACE);
  add_labels(reading, form->other, ROLE_NONE);
}

static void
reading_clear(FormReading *reading)
{
  g_array_unref(reading->labels);
  for (int role = 0; role < ROLES; role++)
    g_string_free(reading->values[role], TRUE);
}

/* The first word of a value that is an address; NULL: none. */
static char *
first_address(const char *value)
{
  g_auto(GStrv) words = g_strsplit_set(value, " \t\n<>()[],;", -1);
  for (char **word = words; *word != NULL; word++) {
    const char *mail =
        g_str_has_prefix(*word, "mailto:") ? *word + strlen("mailto:") : *word;
    if (*mail != '\0' && text_check_email(mail) == NULL)
      return g_strdup(mail);
  }
  return NULL;
}

/* Lines made one, parted by `with`; NULL when there is nothing. */
static char *
joined(const GString *value, const char *with)
{
  g_auto(GStrv) lines = g_strsplit(value->str, "\n", -1);
  GString *out = g_string_new(NULL);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && out->len < FORM_NAME_MAX)
      g_string_append_printf(out, "%s%s", out->len > 0 ? with : "", *line);
  return g_string_free(out, out->len == 0);
}

/* The person's words, and the place below them where they lack it. */
static char *
words_of(const FormReading *reading)
{
  g_autofree char *words =
      g_strstrip(g_strdup(reading->values[ROLE_TEXT]->str));
  g_autofree char *place = joined(reading->values[ROLE_PLACE], ", ");
  if (place == NULL || strstr(words, place) != NULL)
    return g_steal_pointer(&words);
  return g_strconcat(words, "\n\n", place, NULL);
}

/* What the form tells takes the place of what the mail told. */
static void
take_over(Message *message, const WebForm *form, const FormReading *reading)
{
  g_autofree char *address = first_address(reading->values[ROLE_EMAIL]->str);
  g_autofree char *person = joined(reading->values[ROLE_PERSON], " ");
  g_free(message->form);
  message->form = g_strdup(form->name);
  g_free(message->text);
  message->text = words_of(reading);
  message->auth = AUTH_VERDICT_NONE;
  g_clear_pointer(&message->staff_text, g_free);
  message->staff_doubtful = false;
  if (address == NULL) {
    message_add_problem(message->problems,
                        "The form names no address to answer to.");
    return;
  }
  address_free(message->from);
  message->from = address_new(person, address);
  /* An answer goes where the form says, however rarely. */
  g_free(message->return_path);
  message->return_path = g_strdup(address);
}

/* "Label: value" of somebody else's form? */
static bool
is_form_like(const char *line, size_t size)
{
  const char *colon = memchr(line, ':', MIN(size, FORM_LIKE_LABEL_MAX));
  if (colon == NULL || colon - line < 3 || colon[1] == '/' ||
      colon + 2 > line + size || !g_unichar_isupper(g_utf8_get_char(line)))
    return false;
  unsigned words = 1;
  for (const char *at = line; at < colon; at++) {
    words += *at == ' ' && at[1] != '*' && at + 1 < colon ? 1 : 0;
    if (strchr(".,;!?", *at) != NULL)
      return false;
  }
  return words <= 3;
}

/* Hardly a line of a letter has a colon: these are looked for, not lines. */
static bool
looks_like_form(const char *text)
{
  unsigned found = 0;
  const char *end = text;
  for (const char *colon; (colon = strchr(end, ':')) != NULL;) {
    const char *feed = memrchr(end, '\n', (size_t)(colon - end));
    const char *line = feed == NULL ? end : feed + 1;
    end = strchrnul(colon, '\n');
    found += is_form_like(line, (size_t)(end - line)) ? 1 : 0;
  }
  return found >= FORM_LIKE_LINES_MIN;
}

static const WebForm *
find_form(const Message *message, const WebForm *forms)
{
  for (const WebForm *form = forms;
       form != NULL && form->name != NULL && message->from != NULL; form++)
    if (g_ascii_strcasecmp(form->sender, message->from->address) == 0)
      return form;
  return NULL;
}

void
web_form_read(Message *message, const WebForm *forms, const char *text)
{
  const WebForm *form = find_form(message, forms);
  if (form == NULL)
    return;
  bool proved = message->auth == AUTH_VERDICT_PASS ||
                (form->is_guarded && message->auth == AUTH_VERDICT_NONE);
  if (!proved) {
    message_add_problem(message->problems,
                        "The mail names a form of ours as its sender, which "
                        "is not proved; it is read as any other.");
    return;
  }
  FormReading reading;
  reading_init(&reading, form);
  read_lines(&reading, text);
  const GString *words = reading.values[ROLE_TEXT];
  if (strspn(words->str, " \t\n") == words->len)
    message_add_problem(message->problems,
                        "The fields of the form were not found.");
  else
    take_over(message, form, &reading);
  reading_clear(&reading);
}

void
web_form_note_like(Message *message, const WebForm *forms)
{
  if (message->kind == MESSAGE_KIND_MESSAGE && message->form == NULL &&
      find_form(message, forms) == NULL && message->text != NULL &&
      looks_like_form(message->text))
    message_add_problem(message->problems,
                        "The mail looks like one of a web form.");
}
