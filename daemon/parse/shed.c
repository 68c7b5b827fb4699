/* SPDX-License-Identifier: Apache-2.0
 *
 * Who needs whom is read from the libraries' own dynamic sections (System V
 * ABI, chapter 5).  In doubt a library stays.
 */
#include "daemon/parse/shed.h"

#include <link.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib.h>

enum {
#ifdef BOTE_SANITIZED
  IS_SANITIZED = 1,
#else
  IS_SANITIZED = 0,
#endif
  LIBRARIES_MAX = 256, /* with the converters of charsets we have 90 */
  RANGES = 3,
};

typedef struct Library {
  const ElfW(Phdr) * headers;
  size_t header_count;
  uintptr_t base, begin, end; /* begin, end: of whole pages */
  const ElfW(Dyn) * dynamic;  /* NULL: it needs nobody */
  size_t dynamic_bytes;
  const char *strings;
  const char *name; /* DT_SONAME; "" for the program and plug-ins */
  bool gone;
} Library;

typedef struct Libraries {
  Library rows[LIBRARIES_MAX];
  size_t count;
} Libraries;

/* Where what `value` says stands: an address, but in the vDSO an offset. */
static const char *
library_at(const Library *library, ElfW(Addr) value)
{
  uintptr_t address = value < library->base ? library->base + value : value;
  bool inside = address >= library->begin && address < library->end;
  return inside ? (const char *)address : NULL;
}

/* False when it cannot be told whom the library needs. */
static bool
library_read_names(Library *library)
{
  ElfW(Xword) name = 0;
  for (const ElfW(Dyn) *row = library->dynamic; row->d_tag != DT_NULL; row++) {
    if (row->d_tag == DT_STRTAB)
      library->strings = library_at(library, row->d_un.d_ptr);
    if (row->d_tag == DT_SONAME)
      name = row->d_un.d_val;
  }
  if (library->strings != NULL && name != 0)
    library->name = library->strings + name;
  return library->strings != NULL;
}

static int
library_collect(struct dl_phdr_info *info, size_t size, void *user)
{
  (void)size;
  Libraries *all = user;
  if (all->count == LIBRARIES_MAX)
    return 1;
  Library *library = &all->rows[all->count++];
  *library = (Library){.headers = info->dlpi_phdr,
                       .header_count = info->dlpi_phnum,
                       .base = info->dlpi_addr,
                       .begin = UINTPTR_MAX,
                       .name = ""};
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (size_t i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    uintptr_t begin = info->dlpi_addr + header->p_vaddr;
    uintptr_t end = begin + header->p_memsz;
    if (header->p_type == PT_LOAD) {
      library->begin = MIN(library->begin, begin & ~(page - 1));
      library->end = MAX(library->end, (end + page - 1) & ~(page - 1));
    } else if (header->p_type == PT_DYNAMIC) {
      library->dynamic = (const ElfW(Dyn) *)begin;
      library->dynamic_bytes = header->p_memsz;
    }
  }
  return library->dynamic == NULL || library_read_names(library) ? 0 : 1;
}

/* Does the library ask for one of this name? */
static bool
library_needs(const Library *library, const char *name)
{
  if (library->dynamic == NULL)
    return false;
  for (const ElfW(Dyn) *row = library->dynamic; row->d_tag != DT_NULL; row++)
    if (row->d_tag == DT_NEEDED &&
        strcmp(library->strings + row->d_un.d_val, name) == 0)
      return true;
  return false;
}

static bool
is_root(const Library *library, const char *const *roots)
{
  for (; *roots != NULL; roots++)
    if (g_str_has_prefix(library->name, *roots))
      return true;
  return false;
}

/* Is it needed by one that is gone, or that stays?  The program, which comes
 * first, needs no roots. */
static bool
is_needed_by(const Libraries *all, const Library *library, bool gone,
             const char *const *roots)
{
  for (size_t i = 0; i < all->count; i++)
    if (all->rows[i].gone == gone && (i > 0 || !is_root(library, roots)) &&
        library_needs(&all->rows[i], library->name))
      return true;
  return false;
}

/* One round; false when nothing changed. */
static bool
mark(Libraries *all, bool gone, const char *const *roots)
{
  bool changed = false;
  for (size_t i = 1; i < all->count; i++) {
    Library *library = &all->rows[i];
    if (library->gone == gone || *library->name == '\0' ||
        !is_needed_by(all, library, gone, roots))
      continue;
    library->gone = gone;
    changed = true;
  }
  return changed;
}

/* First the roots and all below them; then what stays takes back its own. */
static void
mark_gone(Libraries *all, const char *const *roots)
{
  for (size_t i = 1; i < all->count; i++)
    all->rows[i].gone = is_root(&all->rows[i], roots);
  while (mark(all, true, roots))
    continue;
  while (mark(all, false, roots))
    continue;
}

typedef struct Range {
  const void *bytes;
  size_t size;
} Range;

/* Lay zeros over it, but for what the loader reads. */
static void
library_empty(const Library *library)
{
  const Range ranges[RANGES] = {
      {library->headers, library->header_count * sizeof *library->headers},
      {library->dynamic, library->dynamic_bytes},
      {library->name, strlen(library->name) + 1},
  };
  g_autoptr(GByteArray) kept = g_byte_array_new();
  for (size_t i = 0; i < RANGES; i++)
    g_byte_array_append(kept, ranges[i].bytes, (guint)ranges[i].size);
  size_t size = library->end - library->begin;
  void *pages =
      mmap((void *)library->begin, size, PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);
  g_assert(pages != MAP_FAILED); /* half a library is worse than an end */
  /* A few pages, not huge ones; refused where there are none of those. */
  (void)madvise(pages, size, MADV_NOHUGEPAGE);
  const uint8_t *from = kept->data;
  for (size_t i = 0; i < RANGES; i++) {
    memcpy((void *)ranges[i].bytes, from, ranges[i].size);
    from += ranges[i].size;
  }
  int rc = mprotect(pages, size, PROT_READ);
  g_assert(rc == 0);
}

size_t
shed_libraries(const char *const *roots)
{
  size_t count = 0;
  if (roots == NULL || IS_SANITIZED)
    return 0;
  g_autofree Libraries *all = g_new0(Libraries, 1);
  if (dl_iterate_phdr(library_collect, all) != 0)
    return 0; /* more than we can know: all stay */
  mark_gone(all, roots);
  for (size_t i = 0; i < all->count; i++)
    if (all->rows[i].gone) {
      library_empty(&all->rows[i]);
      count++;
    }
  return count;
}
