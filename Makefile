# hexgen. "make help" lists the targets.

GO ?= go
# The version of the linter; it has to know the Go version in go.mod.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Every Go module of the repository. Those outside of go.work bring a go.work of
# their own.
MODULES := . $(patsubst %/go.mod,%,$(wildcard h/go.mod m/go.mod q/go.mod testdata/*/go.mod examples/*/go.mod bench/go.mod))
# Nested modules with generated packages: those with a go:generate line.
GENERATED := $(sort $(foreach d,$(filter-out .,$(MODULES)),$(if $(shell grep -ls '^//go:generate .*hexgen' $(d)/*.go),$(d))))

TESTFLAGS ?=
ifeq ($(RACE),1)
TESTFLAGS += -race
endif

# $(call in_modules,folders,command) runs a command in each folder, up to the
# first failure.
define in_modules
@set -e; for d in $(1); do echo "== $$d: $(2)"; (cd $$d && $(2)); done
endef

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## Run the example shop on SQLite; SERVE=1 leaves its page open
	@cd examples/shop && $(GO) generate ./... && $(GO) run . demo $(if $(filter 1,$(SERVE)),--serve)

.PHONY: test
test: ## Run all tests on SQLite and PostgreSQL; RACE=1 adds the race detector
	@$(GO) run ./dbtest/cmd/with-postgres -- $(MAKE) --no-print-directory test-modules

# The tests alone. Without HEXGEN_TEST_POSTGRES each test process starts a
# server of its own.
.PHONY: test-modules
test-modules:
	$(call in_modules,$(MODULES),$(GO) test $(TESTFLAGS) ./...)

.PHONY: race
race: ## Run all tests with the race detector
	@$(MAKE) --no-print-directory test RACE=1

.PHONY: generate
generate: ## Write the generated packages of the toolkit and the examples
	$(GO) run ./cmd/hexgen generate
	$(call in_modules,$(GENERATED),$(GO) run github.com/hexgen/hexgen/cmd/hexgen generate)

.PHONY: generate-check
generate-check: ## Fail if a generated package is not up to date
	$(GO) run ./cmd/hexgen generate --check
	$(call in_modules,$(GENERATED),$(GO) run github.com/hexgen/hexgen/cmd/hexgen generate --check)

.PHONY: lint
lint: fmt-check vet staticcheck ## Check format, go vet and staticcheck

# Cases of the generator's tests (any testdata folder but the one at the root)
# may be no valid Go.
.PHONY: fmt-check
fmt-check:
	@files=$$(git ls-files -co --exclude-standard '*.go' | grep -v '/testdata/' | while read -r f; do [ ! -f "$$f" ] || echo "$$f"; done); \
	bad=$$(gofmt -l $$files) || exit 1; \
	[ -z "$$bad" ] || { echo "not formatted, run gofmt -w on:"; echo "$$bad"; exit 1; }

.PHONY: vet
vet:
	$(call in_modules,$(MODULES),$(GO) vet ./...)

.PHONY: staticcheck
staticcheck:
	$(call in_modules,$(MODULES),$(GO) run $(STATICCHECK) ./...)

.PHONY: bench
bench: ## Run the benchmarks
	$(call in_modules,$(filter . bench,$(MODULES)),$(GO) test -run '^$$' -bench . -benchmem ./...)

.PHONY: clean
clean: ## Remove databases, binaries and profiles that runs left behind
	@git clean -fdXq -- '*.db' '*.db-*' '*.test' '*.out' '*.prof' '*.trace' 'coverage.*' bin dist
