/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads and checks how departments look.
 */
#include "daemon/config_look.h"

#include <math.h>
#include <string.h>

#include "daemon/config_check.h"
#include "daemon/config_file.h"
#include "parsers/mime/picture_size.h"

/* WCAG 2.2, 1.4.3: text of normal size. */
#define CONTRAST_MIN 4.5
#define TEXT_COLOR "#ffffff" /* as the texts have it */

/* The key of a department's look. */
static FilePosition
place_of(const char *directory, unsigned index, const char *key)
{
  g_autofree char *path = g_strconcat("look/", key, NULL);
  return config_check_department(directory, index, path);
}

/* WCAG 2.2, "relative luminance"; "#rrggbb", as the schema checked it. */
static double
luminance(const char *color)
{
  static const double weights[] = {0.2126, 0.7152, 0.0722};
  guint64 value = g_ascii_strtoull(color + 1, NULL, 16);
  double sum = 0;
  for (unsigned i = 0; i < G_N_ELEMENTS(weights); i++) {
    double part = (double)((value >> (16 - 8 * i)) & 0xff) / 255;
    sum += weights[i] *
           (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

static double
contrast(const char *one, const char *other)
{
  double a = luminance(one), b = luminance(other);
  return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

/* What is wrong with a picture; NULL: nothing.  Sets the type. */
static const char *
judge_logo(GBytes *bytes, const char **out_type)
{
  static const struct {
    const char *magic;
    size_t length;
    const char *type;
  } rows[] = {{"\x89PNG\r\n\x1a\n", 8, "image/png"},
              {"\xff\xd8\xff", 3, "image/jpeg"}};
  size_t size;
  const uint8_t *data = g_bytes_get_data(bytes, &size);
  uint32_t width = 0, height = 0;
  if (size > CONFIG_LOGO_BYTES)
    return "is larger than 48 KiB, and goes along with each mail";
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (size >= rows[i].length &&
        memcmp(data, rows[i].magic, rows[i].length) == 0)
      *out_type = rows[i].type;
  if (*out_type == NULL || !picture_size(data, size, &width, &height))
    return "is no PNG or JPEG";
  return width > CONFIG_LOGO_WIDTH || height > CONFIG_LOGO_HEIGHT
             ? "has more than 600 x 240 pixels"
             : NULL;
}

static void
load_logo(const char *directory, unsigned index, DepartmentLook *look,
          Problems *problems)
{
  g_autofree char *path = g_build_filename(directory, look->logo, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = config_file_read(path, &error);
  const char *wrong =
      bytes == NULL ? NULL : judge_logo(bytes, &look->logo_type);
  if (bytes == NULL)
    problems_add(problems, place_of(directory, index, "logo"),
                 "the logo '%s' cannot be read (%s) – put it beside town.yaml",
                 look->logo, error->message);
  else if (wrong != NULL)
    problems_add(problems, place_of(directory, index, "logo"),
                 "the logo '%s' %s – give a small PNG or JPEG", look->logo,
                 wrong);
  else
    look->logo_bytes = g_steal_pointer(&bytes);
}

static void
check_colors(const char *directory, unsigned index, const DepartmentLook *look,
             Problems *problems)
{
  const char *text = look->text_color == NULL ? TEXT_COLOR : look->text_color;
  if (look->color == NULL && look->text_color != NULL)
    problems_add(problems, place_of(directory, index, "text_color"),
                 "'text_color' stands without 'color' – give both");
  else if (look->color != NULL && contrast(look->color, text) < CONTRAST_MIN)
    problems_add(problems, place_of(directory, index, "color"),
                 "'%s' on '%s' can hardly be read (contrast %.1f, at least 4.5)"
                 " – take a darker or a lighter colour",
                 text, look->color, contrast(look->color, text));
}

void
config_look_load(const char *directory, Town *town, Problems *problems)
{
  for (unsigned i = 0; i < town->departments->len; i++) {
    Department *department = town->departments->pdata[i];
    if (department->look.logo != NULL)
      load_logo(directory, i, &department->look, problems);
    check_colors(directory, i, &department->look, problems);
  }
}

static bool
is_allowed(const Settings *settings, const char *address)
{
  for (unsigned i = 0; i < settings->mailboxes->len; i++) {
    const MailboxSettings *mailbox = settings->mailboxes->pdata[i];
    if (settings_may_send_as(mailbox, address))
      return true;
  }
  return false;
}

void
config_look_check_senders(const Config *config, Problems *problems)
{
  for (unsigned i = 0; i < config->town->departments->len; i++) {
    const Department *department = config->town->departments->pdata[i];
    const char *address = department->look.from_address;
    if (address != NULL && !is_allowed(config->settings, address))
      problems_add(problems,
                   place_of(config->settings->town, i, "from_address"),
                   "no mailbox may send as '%s' – name it in 'send_as' of the "
                   "mailbox whose server allows it, or leave it out",
                   address);
  }
}
