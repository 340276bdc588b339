# Two commands are enough: `make run` and `make test`. `make help` lists the others.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/run.stamp
DEV_READY := $(VENV)/dev.stamp
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
FLASK := $(BIN)/flask --app wsgi
UV_VERSION := 0.13.9

help: ## List the commands
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 16

run: $(RUN_READY) ## Set up everything and serve on http://127.0.0.1:8000
	@$(FLASK) serve

setup: $(RUN_READY) ## Only make the environment

test: $(DEV_READY) ## Set up everything and run all tests, in Chromium and on PostgreSQL too
	@sh tests/needs.sh
	@$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=
	@$(BIN)/python -m coverage report --include='assess/core/*' --fail-under=100 --skip-covered
	@$(BIN)/python -m coverage report --omit='assess/core/*' --fail-under=95 --skip-covered

check: $(DEV_READY) ## Format, lint, types, import contracts, templates
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --lint --quiet templates

fix: $(DEV_READY) ## Repair what can be repaired by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(DEV_READY) ## Measure speed, as ratios within one run
	@$(BIN)/python -m bench

# Extras keep their names: without "coverage[toml]==", an older pip takes its newest release
# and then misses the pin.
lock: $(BIN)/python ## Renew the lock files: pins and hashes, no addresses
	@$(BIN)/python -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv==$(UV_VERSION)
	@for set in "run" "dev --group dev"; do set -- $$set; name=$$1; shift; \
	  $(VENV)/lock/bin/uv pip compile pyproject.toml "$$@" --upgrade --quiet --universal \
	    --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" --output-file requirements/$$name.txt || exit 1; \
	done

# Python 3.11 or newer, whatever it is called here.
$(BIN)/python:
	@for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if command -v $$name > /dev/null 2>&1 && \
	     $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then \
	    $$name -m venv $(VENV) && exit 0; \
	    echo "Python could not make an environment in $(VENV). On Debian: apt-get install python3-venv" >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo "assess needs Python 3.11 or newer; this machine has $$(python3 --version 2> /dev/null || echo none)." >&2; \
	exit 1

$(RUN_READY): requirements/run.txt | $(BIN)/python
	@echo "Installing what assess needs ..."
	@$(PIP) -r $<
	@touch $@

$(DEV_READY): requirements/dev.txt | $(BIN)/python
	@echo "Installing what the tests need ..."
	@$(PIP) -r $<
	@touch $@ $(RUN_READY)

.PHONY: help run setup test check fix bench lock
