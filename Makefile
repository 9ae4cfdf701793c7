# Every target sets up .venv itself, with uv where it is installed, else venv and pip.
# uv reads none of pip's settings, so where pip is configured, pip installs.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
STAMP := .venv/.installed
CORPUS ?= $(or $(SPECLOOM_CORPUS),../shared/corpus)
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4
export SPECLOOM_CORPUS := $(CORPUS)

# The first interpreter that runs and is new enough; PYTHON=... overrules.
FIND_PYTHON = for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; \
	python=; done; \
	[ -n "$$python" ] || { echo "no Python 3.11 or later found; say make PYTHON=/path/to/python" >&2; exit 1; }

.PHONY: help generate test check update bench test-corpus score-pages test-peers

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

generate: $(STAMP) ## Write generated/ from specs/
	$(BIN)/specloom generate

test: $(STAMP) ## Run the quick tests
	$(PYTEST)

check: $(STAMP) ## Formatting, lint, types, layers, tests, and that generated/ is current
	$(BIN)/black --check --quiet generator generated templates tests benchmarks examples
	$(BIN)/ruff check generator generated templates tests benchmarks examples
	$(BIN)/mypy --strict generator benchmarks
	$(BIN)/mypy --strict generated examples
	$(BIN)/pyright --project pyproject.toml --pythonpath $(BIN)/python
	$(BIN)/lint-imports --no-logo
	$(PYTEST)
	@echo "comparing generated/ with a fresh run"
	@fresh=$$(mktemp -d) && trap 'rm -rf "$$fresh"' EXIT && \
	cp -R pyproject.toml specs "$$fresh" && \
	specloom=$$PWD/$(BIN)/specloom && (cd "$$fresh" && "$$specloom" generate) && \
	diff -r --exclude=__pycache__ --exclude=.mypy_cache generated "$$fresh/generated" && \
	echo "generated/ is current"

update: $(STAMP) ## Rewrite what the test cases expect; review the diff
	$(PYTEST) --update

bench: $(STAMP) ## Time generation, beside other generators; WRITE=1 keeps the table
	$(BIN)/python -m benchmarks.run $(if $(WRITE),--write)

test-corpus: $(STAMP) ## Generate and judge every specification of the corpus; WRITE=1 keeps the table
	$(BIN)/python -m tests.corpus.count_raw
	$(BIN)/python -m tests.corpus.run_corpus --types $(if $(WRITE),--write)
	$(BIN)/python -m tests.corpus.score_pages --kinds
	$(BIN)/python -m pytest -m corpus

score-pages: $(STAMP) ## Score pages against what their vendors published; WRITE=1 keeps the table
	$(BIN)/python -m tests.corpus.score_pages $(if $(WRITE),--write)

test-peers: $(STAMP) ## Real servers and official SDKs against generated code; WRITE=1 keeps the table
	$(BIN)/python -m tests.peers.run_peers $(if $(WRITE),--write)

$(STAMP): pyproject.toml
	@if command -v uv >/dev/null && [ -z "$${PIP_FIND_LINKS:-}$${PIP_INDEX_URL:-}$${PIP_EXTRA_INDEX_URL:-}$${PIP_NO_INDEX:-}" ]; then \
		echo "setting up .venv with uv"; \
		uv venv --quiet --allow-existing --python ">=3.11" .venv; \
		uv pip install --quiet --python $(BIN)/python -e . --group test --group check; \
	else \
		$(FIND_PYTHON); echo "setting up .venv with $$("$$python" --version) and pip"; \
		"$$python" -m venv .venv; \
		$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"; \
		$(BIN)/python -m pip install --quiet -e . --group test --group check; \
	fi
	@touch $@
