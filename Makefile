# SPDX-License-Identifier: Apache-2.0
#
# The whole build of Bote.  `make help` lists the targets.  Objects go to build/ and know their own
# headers; tables of things that come in several kinds are generated from file names (CONTRIBUTING.md).

CC      ?= cc
BUILD   := build$(if $(SAN),/san)$(if $(filter clang%,$(notdir $(lastword $(CC)))),/clang)
PREFIX  ?= /usr/local
DESTDIR ?=
PKGS    := gmime-3.0 libxml-2.0 gdk-pixbuf-2.0 yaml-0.1 sqlite3 libsodium jansson glib-2.0 \
           libmicrohttpd libcurl gnutls libseccomp

CPPFLAGS += -D_GNU_SOURCE -DG_LOG_DOMAIN=\"bote\" -I. -I$(BUILD)/gen \
            $(subst -I/,-isystem /,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
CFLAGS   ?= -O2 -g
CFLAGS   += -std=c17 -fPIE -fstack-protector-strong -fstack-clash-protection \
            -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
            -Wcast-align -Wwrite-strings -Wundef -Wvla -Wformat=2 -Wno-format-nonliteral
LDFLAGS  += -pie -rdynamic -Wl,-z,relro,-z,now,-z,noexecstack
LDLIBS   += $(shell pkg-config --libs $(PKGS) 2>/dev/null) -letpan -lm
ifdef SAN
CFLAGS   += -fsanitize=address,undefined -fno-omit-frame-pointer -DBOTE_SANITIZED=1
LDFLAGS  += -fsanitize=address,undefined
else
CPPFLAGS += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif

SOURCES  := $(shell find parsers templates queue daemon -name '*.c' | sort)
# Each line: table name, header that declares the row type, row type, the files whose names are the rows.
REGISTRIES := provider command part transport service role request verb
rows_provider  := $(wildcard parsers/providers/*.c)
rows_command   := $(wildcard parsers/commands/*.c)
rows_part      := $(wildcard parsers/parts/*.c)
rows_transport := $(wildcard daemon/transports/*.c)
# NAME_what.c is a piece of the service NAME, not a row.
rows_service   := $(foreach f,$(wildcard daemon/services/*.c),$(if $(findstring _,$(notdir $f)),,$f))
rows_role      := $(wildcard daemon/roles/*.c)
rows_request   := $(wildcard daemon/requests/*.c)
rows_verb      := $(wildcard daemon/cli/*.c)
head_provider  := parsers/provider.h
head_command   := parsers/command.h
head_part      := parsers/part.h
head_transport := daemon/transport.h
head_service   := daemon/service.h
head_role      := daemon/role.h
head_request   := daemon/request.h
head_verb      := daemon/verb.h
type_provider  := Provider
type_command   := Command
type_part      := Part
type_transport := Transport
type_service   := Service
type_role      := Role
type_request   := Request
type_verb      := Verb

RESOURCES := $(shell find templates queue/schema -type f ! -name '*.[ch]' | sort)
GENERATED := $(foreach r,$(REGISTRIES),$(if $(rows_$(r)),$(BUILD)/gen/$(r)_registry.c)) $(BUILD)/gen/resources.c
OBJECTS   := $(patsubst %.c,$(BUILD)/%.o,$(filter-out daemon/main.c,$(SOURCES))) $(GENERATED:.c=.o)
LIBRARY   := $(BUILD)/libbote.a
UNITS     := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c tests/spec/test_*.c))
SUPPORT   := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))

all: $(if $(wildcard daemon/main.c),$(BUILD)/bote) $(LIBRARY)

$(BUILD)/bote: $(BUILD)/daemon/main.o $(LIBRARY)
	@echo '  LD   $@'; $(CC) $(LDFLAGS) -o $@ $< $(LIBRARY) $(LDLIBS)

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo '  CC   $@'; $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	@echo '  CC   $@'; $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: tests/%.c $(SUPPORT) $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  CC   $@'; $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(SUPPORT) $(LIBRARY) $(LDLIBS)

# A registry is rewritten only when the set of its rows changes, so that a new file is enough to add a row.
define REGISTRY
$(BUILD)/gen/$(1)_registry.c: $(BUILD)/gen/$(1).rows
	@{ echo '#include "$(head_$(1))"'; \
	  for n in $(basename $(notdir $(rows_$(1)))); do echo "extern const $(type_$(1)) $(1)_$$$$n;"; done; \
	  echo 'const $(type_$(1)) *const $(1)_registry[] = {'; \
	  for n in $(basename $(notdir $(rows_$(1)))); do echo "  &$(1)_$$$$n,"; done; \
	  echo '  NULL};'; } > $$@
$(BUILD)/gen/$(1).rows: FORCE
	@mkdir -p $$(@D); echo '$(rows_$(1))' | cmp -s - $$@ || echo '$(rows_$(1))' > $$@
endef
$(foreach r,$(REGISTRIES),$(eval $(call REGISTRY,$(r))))

$(BUILD)/gen/resources.c: $(BUILD)/gen/resources.rows $(RESOURCES)
	@{ echo '#include "parsers/resource.h"'; i=0; \
	  for f in $(RESOURCES); do i=$$((i+1)); \
	    printf '__asm__(".section .rodata\\n.balign 8\\nbote_r%d: .incbin \\"%s\\"\\nbote_e%d: .byte 0\\n.previous");\nextern const char r%d[] __asm__("bote_r%d"), e%d[] __asm__("bote_e%d");\n' $$i $$f $$i $$i $$i $$i $$i; done; \
	  echo 'const Resource resource_table[] = {'; i=0; \
	  for f in $(RESOURCES); do i=$$((i+1)); echo "  {\"$$f\", r$$i, e$$i},"; done; \
	  echo '  {NULL, NULL, NULL}};'; } > $@
$(BUILD)/gen/resources.rows: FORCE
	@mkdir -p $(@D); echo '$(RESOURCES)' | cmp -s - $@ || echo '$(RESOURCES)' > $@

units: $(UNITS)
unit: $(UNITS)
	prove -j2 $(UNITS)

clean:
	rm -rf build

FORCE:
.PHONY: all units unit clean FORCE
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
