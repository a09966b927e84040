# One page of commands. `make demo` shows the product, `make test` proves it, `make ci` is what CI runs.
# Targets install what is missing by themselves (scripts/setup.sh).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Product and tests share one build, because the dependencies alone take minutes. Every call of SwiftPM gets
# the same flags: another set would build everything a second time. Package.swift links the program's runtime. A section
# for each function lets the linker leave out what nothing calls, and put what a chat needs together.
CONFIGURATION ?= release
SWIFT_FLAGS ?= -c $(CONFIGURATION) -Xswiftc -enable-testing -Xswiftc -Xfrontend -Xswiftc -function-sections \
	--explicit-target-dependency-import-check=error
export SWIFT_FLAGS
BINARY := .build/$(CONFIGURATION)/diapason

# make demo SERVE=0 stops after the answers; MODEL=/path/to.gguf needs no network; HOME_DIR= keeps the result.
SERVE ?= 1
MODEL ?=
HOME_DIR ?=
export MODEL

# make bench PEERS=0 needs nothing installed; the others go to PEERS_HOME, or .cache/peers.
PEERS ?= 1

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{ printf "  make %-14s %s\n", $$1, $$2 }'

.PHONY: setup
setup: ## Install missing system packages and fetch the page's libraries
	@scripts/setup.sh

.PHONY: build
build: setup ## Build the product and its tests
	swift build $(SWIFT_FLAGS) --build-tests

.PHONY: model
model: ## Fetch the starter model into .cache/models
	@scripts/fetch-model.sh

.PHONY: demo
demo: build ## From the sample folder to a tuned model, then the page (SERVE=0, MODEL=, HOME_DIR=)
	@model=$$(scripts/fetch-model.sh); \
	arguments=(--model "$$model"); \
	if [ "$(SERVE)" = 0 ]; then arguments+=(--no-serve); fi; \
	if [ -n "$(HOME_DIR)" ]; then arguments+=(--home "$(HOME_DIR)"); fi; \
	exec $(BINARY) demo "$${arguments[@]}"

.PHONY: test
test: build ## Run every test
	@scripts/test.sh

.PHONY: web-test
web-test: setup ## Run the page's unit tests alone
	node --test $$(git ls-files --cached --others --exclude-standard -- 'web/tests/*.test.js')

.PHONY: browser-test
browser-test: build ## Drive the page in headless Chromium through the whole path
	@scripts/setup.sh build browser
	@Tests/integration/run.sh --browser

.PHONY: integration
integration: build ## Drive the built product from outside: clients, bad input, kill and resume, no network
	@Tests/integration/run.sh

.PHONY: lint
lint: setup ## Check format, import directions, sizes and syntax
	@scripts/lint.sh

.PHONY: format
format: ## Format the Swift sources in place
	swift format --in-place --recursive --parallel Sources Tests Package.swift

.PHONY: check-imports
check-imports: ## Check who imports whom
	@python3 scripts/check-imports.py

.PHONY: doc-coverage
doc-coverage: ## Count documented declarations
	@python3 scripts/check-docs.py

.PHONY: docs
docs: build ## Build the reference of every target into .build/documentation
	@scripts/build-docs.sh

.PHONY: bench
bench: build ## Measure this machine and the other tools on it, side by side (PEERS=0 measures Diapason alone)
	@if [ "$(PEERS)" = 0 ]; then exec scripts/bench.py --program $(BINARY) --no-peers; fi; \
	scripts/peers/setup.sh; \
	exec scripts/bench.py --program $(BINARY)

.PHONY: coverage
coverage: setup ## Measure test coverage in a build of its own
	swift test -c debug --enable-code-coverage --disable-xctest --scratch-path .build-coverage
	@swift test -c debug --show-codecov-path --scratch-path .build-coverage | xargs python3 scripts/summarize-coverage.py

.PHONY: asan tsan
asan: setup ## Run the tests under the address sanitizer, in a build of its own
	swift test -c debug --sanitize=address --disable-xctest --scratch-path .build-asan
tsan: setup ## Run the tests under the thread sanitizer, in a build of its own
	swift test -c debug --sanitize=thread --disable-xctest --scratch-path .build-tsan

.PHONY: package
package: build ## Make dist/diapason-VERSION-linux-ARCH.tar.gz
	@scripts/package.sh $(BINARY)

# FUZZ_SECONDS= is the time for each reader, FUZZ= some of them instead of all.
FUZZ_SECONDS ?= 60
FUZZ ?= gguf safetensors index config tokenizer value template \
	text markdown html csv json jsonl code rtf mail chat latex rst asciidoc info subtitles notebook
.PHONY: fuzz
fuzz: setup ## Give damaged files to the readers of models and documents (FUZZ_SECONDS=, FUZZ=)
	@for target in $(FUZZ); do \
	  echo "fuzz: $$target for $(FUZZ_SECONDS) s"; \
	  mkdir -p .build-fuzz; log=.build-fuzz/$$target.log; \
	  scripts/fuzz.sh "$$target" "$(FUZZ_SECONDS)" >"$$log" 2>&1 || { tail -n 40 "$$log"; exit 1; }; \
	  grep 'stat::number_of_executed_units' "$$log"; \
	done

.PHONY: swift-flags
swift-flags: ## Print the flags that every call of SwiftPM gets
	@echo $(SWIFT_FLAGS)

.PHONY: hooks
hooks: ## Turn on the pre-commit check in this clone
	git config core.hooksPath scripts/hooks

.PHONY: ci
ci: lint test ## What continuous integration runs: lint, then every test

.PHONY: clean
clean: ## Remove builds, keep downloaded models and page libraries
	rm -rf .build .build-asan .build-coverage .build-fuzz .build-tsan dist
