# SPDX-License-Identifier: Apache-2.0
#
# The whole build of Bote.  `make help` lists the targets.  Objects go to build/ and know their own
# headers; tables of things that come in several kinds are generated from file names (CONTRIBUTING.md).
# Sanitizers, fuzzers and the second compiler have folders of their own below build/.

# Both processors, unless told otherwise; a make within this one shares its jobs.
ifeq (0,$(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)))
MAKEFLAGS += -j$(shell nproc)
endif
CC      ?= cc
# The other compiler, which also brings the fuzzer; cached where the first one is.
SECOND  := $(filter ccache,$(CC)) clang
CLANG   := $(filter clang%,$(notdir $(lastword $(CC))))
BUILD   := build$(if $(FUZZ),/fuzz)$(if $(SAN),/san)$(if $(FUZZ),,$(if $(CLANG),/clang))
PREFIX  ?= /usr/local
comma   := ,
DESTDIR ?=
PKGS    := gmime-3.0 libxml-2.0 gdk-pixbuf-2.0 libheif libexif libytnef libzip libexttextcat yaml-0.1 \
           sqlite3 libsodium jansson glib-2.0 libmicrohttpd libcurl gnutls libseccomp libqrencode

CPPFLAGS += -D_GNU_SOURCE -DG_LOG_DOMAIN=\"bote\" -I. -I$(BUILD)/gen \
            $(subst -I/,-isystem /,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
# What only some compilers or processors know: gcc 12 on x86 has all of it, clang 14 lacks the second.
KNOWN    := $(foreach f,-fcf-protection=full -ftrivial-auto-var-init=zero -fstack-clash-protection,\
              $(shell $(CC) -Werror $f -x c -c -o /dev/null /dev/null 2>/dev/null && echo $f))
CFLAGS   ?= -O2 -g
CFLAGS   += -std=c17 -fPIE -fstack-protector-strong $(KNOWN) \
            -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
            -Wcast-align -Wwrite-strings -Wundef -Wvla -Wformat=2 -Wno-format-nonliteral -Werror=format-security
# A variable that is only there to be freed is unused to clang; gcc knows better and tells the others.
CFLAGS   += $(if $(CLANG),-Wno-unused-variable)
LDFLAGS  += -pie -rdynamic -Wl,-z,relro,-z,now,-z,noexecstack
LDLIBS   += $(shell pkg-config --libs $(PKGS) 2>/dev/null) -letpan -llinear -lstemmer -lm
ifneq (,$(SAN)$(FUZZ))
# Fortified functions would hide the reads and writes that the sanitizers are to see.
WATCH    := -fsanitize=address,undefined$(if $(FUZZ),$(comma)fuzzer-no-link) -fno-sanitize-recover=undefined
CFLAGS   += $(WATCH) -fno-omit-frame-pointer -DBOTE_SANITIZED=1
LDFLAGS  += $(WATCH)
else
CPPFLAGS += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
endif

SOURCES  := $(shell find parsers templates queue daemon -name '*.c' | sort)
# Each line: table name, header that declares the row type, row type, the files whose names are the rows.
REGISTRIES := provider command part transport service role request page verb check
rows_provider  := $(wildcard parsers/providers/*.c)
rows_command   := $(wildcard parsers/commands/*.c)
rows_part      := $(wildcard parsers/parts/*.c)
rows_transport := $(wildcard daemon/transports/*.c)
rows_service   := $(wildcard daemon/services/*.c)
rows_role      := $(wildcard daemon/roles/*.c)
rows_request   := $(wildcard daemon/requests/*.c)
rows_page      := $(wildcard daemon/site/pages/*.c)
rows_verb      := $(wildcard daemon/cli/*.c)
rows_check     := $(wildcard daemon/doctor/checks/*.c)
head_provider  := parsers/provider/provider.h
head_command   := parsers/command.h
head_part      := parsers/part.h
head_transport := daemon/deliver/transport.h
head_service   := daemon/service.h
head_role      := daemon/role.h
head_request   := daemon/admin/request.h
head_page      := daemon/site/site.h
head_verb      := daemon/verb.h
head_check     := daemon/doctor/doctor.h
type_provider  := Provider
type_command   := Command
type_part      := Part
type_transport := Transport
type_service   := Service
type_role      := Role
type_request   := Request
type_page      := SitePage
type_verb      := Verb
type_check     := DoctorCheck

RESOURCES := $(shell find templates queue/schema -type f ! -name '*.[ch]' | sort)
GENERATED := $(foreach r,$(REGISTRIES),$(if $(rows_$(r)),$(BUILD)/gen/$(r)_registry.c)) $(BUILD)/gen/resources.c
OBJECTS   := $(patsubst %.c,$(BUILD)/%.o,$(filter-out daemon/main.c,$(SOURCES))) $(GENERATED:.c=.o)
LIBRARY   := $(BUILD)/libbote.a
SUPPORT   := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
programs   = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/$(1)/*.c))
UNITS     := $(filter-out $(BUILD)/tests/spec/%,$(call programs,unit))
SPECS     := $(call programs,spec)
HELPERS   := $(call programs,bin)
BENCHES   := $(filter-out %/slow_sync,$(call programs,bench))
EVALS     := $(call programs,eval)
FUZZERS   := $(call programs,fuzz)
SCENARIOS := $(sort $(wildcard tests/scenario/T*.sh))
# Minutes each: begun first, so that the end does not wait for one of them.
SLOW      := $(wildcard tests/scenario/T600-*.sh tests/scenario/T640-*.sh)

## all        build/bote and build/libbote.a (the default); installs nothing
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
$(BUILD)/gen/$(1)_registry.c: $(BUILD)/gen/$(1).rows Makefile
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

units: $(UNITS) $(SPECS) $(HELPERS) $(BENCHES) $(EVALS)

## demo       install what is missing, build, show a whole town (DEMO_ARGS=--fast)
# pkg-config is asked when make starts: what was installed just now needs a second make.
demo:
	@.ci/packages
	@$(MAKE) --no-print-directory all
	@$(BUILD)/bote demo $(DEMO_ARGS)

## test       install what is missing, lint, then every test; SAN=1: under ASan and UBSan
test:
	@.ci/packages --test
	@$(if $(SAN),,$(MAKE) --no-print-directory lint metrics)
	@$(MAKE) --no-print-directory all units
	@$(if $(SAN),,$(MAKE) --no-print-directory fuzzers FUZZ=1 CC="$(SECOND)")
	@$(RUN) $(if $(SAN),,tests/fuzz/run) $(SLOW) $(UNITS) $(SPECS) \
	  $(filter-out $(SLOW),$(SCENARIOS))

## unit       the units alone; spec: against published tables; scenario: against real servers
RUN = BOTE=$(BUILD)/bote BIN=$(BUILD)/tests/bin tests/run
unit: $(UNITS)
	@$(RUN) $^
spec: $(SPECS)
	@$(RUN) $^
scenario: all $(HELPERS)
	@$(RUN) $(SCENARIOS)

## fuzz       the fuzzers, FUZZ_SECONDS=60 each; some of them: FUZZ_ONLY="mime yaml"
fuzz:
	@$(MAKE) --no-print-directory fuzzers FUZZ=1 CC="$(SECOND)"
	@FUZZ_SECONDS=$(or $(FUZZ_SECONDS),60) tests/fuzz/run $(FUZZ_ONLY)
fuzzers: $(FUZZERS)
# Three hundred programs of tests are linked: gold (of binutils, too) takes half the time.  What is installed is not.
$(BUILD)/tests/%: LDFLAGS += $(if $(FUZZ)$(SAN),,-fuse-ld=gold)
$(BUILD)/tests/fuzz/%: LDFLAGS += $(if $(FUZZ),-fsanitize=fuzzer)

## lint       arrows, libraries, forbidden words, format, and clang's opinion; seconds
lint: all
	@ok=0; tests/lint/source || ok=1; tests/lint/problems || ok=1; tests/lint/sorted || ok=1; \
	tests/lint/state $(LIBRARY) $(wildcard $(BUILD)/daemon/main.o) || ok=1; \
	$(MAKE) --no-print-directory -k CC="$(SECOND)" syntax || ok=1; exit $$ok
SYNTAX := $(patsubst %.c,$(BUILD)/syntax/%.ok,$(SOURCES) $(wildcard tests/*/*.c))
syntax: $(SYNTAX)
$(BUILD)/syntax/%.ok: %.c
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -fsyntax-only -MMD -MP -MF $(@:.ok=.d) -MT $@ $< && touch $@

## metrics    size and complexity of every function against the limits
metrics:
	@tests/lint/metrics

## format     write every source as clang-format 14 wants it
format:
	git ls-files -z '*.[ch]' | xargs -0 clang-format-14 -i

## bench      ratios against limits measured in the same run (one part: BENCH=intake); eval: how well we read (EVAL=replies)
bench: all $(BENCHES) $(HELPERS) $(BUILD)/tests/bench/slow_sync.so
	@BUILD=$(BUILD) tests/bench/run $(BENCH)
$(BUILD)/tests/bench/slow_sync.so: tests/bench/slow_sync.c
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -fPIC -shared -o $@ $<
eval: all $(EVALS)
	@BUILD=$(BUILD) tests/eval/run $(EVAL)

## danger-weights  learn templates/danger-weights.txt anew from the labelled texts of tests/eval
danger-weights: $(BUILD)/tests/eval/learn_danger
	$< >$(BUILD)/danger-weights.txt
	cp $(BUILD)/danger-weights.txt templates/danger-weights.txt

## install    to DESTDIR and PREFIX (/usr/local): program, units, users, folders, example town
install: all install-units
	install -D -m 755 $(BUILD)/bote $(DESTDIR)$(PREFIX)/bin/bote
	$(call put,README.md LICENSE docs/*.md,share/doc/bote)
	$(call put,systemd/README.md,share/doc/bote/systemd)
	$(call put,templates/town/*.yaml templates/town/*.csv templates/town/*.geojson,share/bote/town)
	$(call put,templates/town/surveys/*.yaml,share/bote/town/surveys)
put = $(if $(wildcard $(1)),install -m 644 -D -t $(DESTDIR)$(PREFIX)/$(2) $(wildcard $(1)))
# The units name the program by its whole path, wherever it is put.
UNITDIR := lib/systemd/system
install-units:
	$(call put,$(wildcard systemd/*.service systemd/*.socket systemd/*.target),$(UNITDIR))
	$(call put,systemd/bote-.service.d/*.conf,$(UNITDIR)/bote-.service.d)
	sed -i 's#/usr/bin/bote#$(PREFIX)/bin/bote#; s#file:/usr/share#file:$(PREFIX)/share#' \
	  $(patsubst systemd/%,$(DESTDIR)$(PREFIX)/$(UNITDIR)/%,$(wildcard systemd/*.service systemd/*.target systemd/*.d/*.conf))
	install -D -m 644 systemd/bote.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/bote.conf
	install -D -m 644 systemd/bote.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/bote.conf

## clean      remove build/
clean:
	rm -rf build

help:
	@sed -n 's/^## /  /p' Makefile

FORCE:
.PHONY: all units demo test unit spec scenario fuzz fuzzers lint syntax metrics format bench eval danger-weights install \
        install-units clean help FORCE
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
