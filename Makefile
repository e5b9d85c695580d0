# Minsheng: `make help` lists the targets. Each target does its own set-up; the second time it has nothing left to do.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/done
NPM := $(shell command -v npm || echo $(BIN)/npm)
STATIC := $(shell find src/minsheng -path '*/static/*' -type f 2>/dev/null)

export PATH := $(CURDIR)/$(BIN):$(PATH)
export MINSHENG_CACHE ?= $(CURDIR)/build/cache
export PYSPARK_PYTHON ?= $(CURDIR)/$(BIN)/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run serve test test-all test-postgres bench lint fmt lock clean setup site migrated browser java postgres

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: export MINSHENG_VAR ?= $(CURDIR)/var/demonstration
run: export MINSHENG_TODAY ?= 2025-10-28
run: export MINSHENG_DEMO ?= 1
run: site ## Serve an invented district of 20,000 residents on http://127.0.0.1:8000 (PORT=... for another port)
	@python manage.py demonstration
	@exec python manage.py serve --work --port $(PORT)

serve: site ## Serve an office's own site (see docs/operators)
	@exec python manage.py serve --work --port $(PORT)

test: lint $(DONE)/static browser ## Every check and test that takes seconds
	pytest -n 2 --dist loadfile -m "not long"

test-postgres: $(DONE)/dev $(DONE)/static browser ## Those that touch the database, again on a PostgreSQL of their own
	scripts/with-postgres pytest -n 2 --dist loadfile -m "database and not long" --ignore tests/journeys/test_desk_pages.py  # a look is the same on both

test-all: java postgres test test-postgres $(DONE)/spark ## Those two, and what takes long, on both databases: Spark, every look of every page, kills
	pytest -n 2 --dist loadfile -m long
	scripts/with-postgres pytest -n 2 --dist loadfile -m "database and long" --ignore tests/journeys/test_desk_pages.py  # a look is the same on both

bench: $(DONE)/dev ## Benchmarks beside their peers (see docs/benchmarks.md)
	bench/run

lint: $(DONE)/dev ## Style, formatting, types, direction of imports
	ruff check .
	ruff format --check .
	mypy
	lint-imports

fmt: $(DONE)/dev ## Mend style and formatting
	ruff check --fix --exit-zero --quiet .
	ruff format .
	ruff check .

setup: $(DONE)/dev site ## Everything a developer needs, without running anything

lock: ## Rewrite requirements.lock from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --all-extras --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock

clean: ## Remove everything that make has made
	rm -rf $(VENV) node_modules static_collected build out bench/out src/*.egg-info .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up, one stamp a step -------------------------------------------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
	  echo "Minsheng needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another one: make PYTHON=python3.11 ..." >&2; exit 1; }
	@scripts/need '$(PYTHON) -c "import ensurepip"' python3-venv
	$(PYTHON) -m venv --clear $(VENV)

$(DONE)/run: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install -q -c requirements.lock -e .
	@mkdir -p $(DONE) && touch $@

$(DONE)/dev $(DONE)/spark $(DONE)/node: $(DONE)/%: $(DONE)/run
	$(BIN)/pip install -q -c requirements.lock -e '.[$*]'
	@touch $@

$(BIN)/npm: $(DONE)/node

node_modules/.package-lock.json: package.json package-lock.json | $(NPM)
	$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(DONE)/static: $(DONE)/run node_modules/.package-lock.json $(STATIC)
	$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

# No stamp: the database knows best what it has, and another one may be named at any time (MINSHENG_DATABASE).
migrated: $(DONE)/run
	@$(BIN)/python manage.py migrate --verbosity 0

site: $(DONE)/static migrated

browser:
	@scripts/need 'command -v chromium && fc-list :lang=zh-cn | grep -q .' chromium fontconfig fonts-noto-cjk

java:
	@scripts/need 'command -v java' openjdk-17-jre-headless

postgres:
	@scripts/with-postgres true
