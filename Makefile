# install, run, test, check, bench, failover, interop, clean: each works from a fresh clone with Python 3.11 and make.
.PHONY: install run test check bench failover interop clean chromium lock
.DEFAULT_GOAL := install

PORT ?= 8000
DATA_DIR ?= .data
CHROME ?= /usr/bin/chromium
WORKERS ?= 2
export CHROME

PYTHONS := python3.11 python3 python3.12 python3.13
NEW_ENOUGH = import sys; sys.version_info >= (3, 11) and print(sys.executable)
FOUND = $(firstword $(foreach name,$(PYTHONS),$(shell $(name) -c '$(NEW_ENOUGH)' 2>/dev/null)))
PYTHON ?= $(eval PYTHON := $(FOUND))$(PYTHON)
PIP := .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input
PAGES := review_service/pages review_service/markup review_service/words
NPM := PATH="$(CURDIR)/.venv/bin:$$PATH" npm --loglevel=error --no-progress

install: .venv/installed build/static/sources

.venv/installed: requirements.lock pyproject.toml
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is missing: install it, or call make with PYTHON=/path/to/python."; exit 1; }
	@echo "Installing into .venv what requirements.lock names ..."
	@[ -x .venv/bin/python ] || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json .npmrc .venv/installed
	@echo "Installing into node_modules what package-lock.json names ..."
	@$(NPM) ci
	@touch $@

build/static/sources: frontend.mjs node_modules/.package-lock.json $(shell find $(PAGES) -type f ! -name '*.pyc')
	@.venv/bin/node frontend.mjs $(@D)

# exec: Ctrl-C reaches the service itself, and make waits until it has stopped what it started.
run: export DATA_DIR := $(DATA_DIR)
run: install
	@exec .venv/bin/review-service demo --port $(PORT)

test: install chromium check
	@.venv/bin/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder --durations=30 $(ARGS)

check: .venv/installed
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: install
	@.venv/bin/python -m benchmarks

# A cluster of three loses its leader five times; not part of `test`. Patroni comes by name, for this alone.
failover: install build/patroni
	@.venv/bin/python -m tests.failover build/patroni

# Pandoc and LibreOffice write files that we read; they take and refuse what changed in documents of ours, as tests/word/interop.json
# has it recorded; ARGS=--record writes it anew. Not part of `test`, which reads the record.
interop: install
	@command -v pandoc >/dev/null && command -v soffice >/dev/null && /usr/bin/python3 -c "import uno" 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then as_root=; else as_root="sudo -n"; fi; \
	  echo "Installing Debian's pandoc and LibreOffice Writer ..."; \
	  $$as_root apt-get update -qq && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	    --no-install-recommends pandoc libreoffice-writer-nogui python3-uno >/dev/null; }
	@.venv/bin/python -m tests.word.interop $(ARGS)
	@.venv/bin/python -m tests.word.judges

build/patroni:
	@echo "Installing Patroni into build/patroni ..."
	@$(PIP) install --target $@.new "patroni[raft]" "psycopg[binary]" && mv $@.new $@

chromium:
	@[ -x "$(CHROME)" ] && exit 0; \
	if [ "$$(id -u)" = 0 ]; then as_root=; else as_root="sudo -n"; fi; \
	echo "Installing Debian's chromium, which the page tests drive ..."; \
	$$as_root apt-get update -qq && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null && \
	[ -x "$(CHROME)" ] || { \
	  echo "The page tests need Chromium, and it could not be installed from here. As an administrator:"; \
	  echo "    apt-get install chromium"; \
	  echo "or call make with CHROME=/path/to/chromium."; exit 1; }

# Refuses while a service holds the data folder.
clean:
	@if [ -x .venv/bin/review-service ]; then .venv/bin/python -m review_service.embedded_postgres "$(DATA_DIR)"; fi
	rm -rf .venv node_modules .data build dist bench.json test-results
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .schemathesis
	find domain projections review_service tests benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# Both lock files anew after a change of pyproject.toml or package.json; UPGRADE=--upgrade takes newer versions.
lock: .venv/installed
	@$(PYTHON) -m venv build/lock && build/lock/bin/python -m pip --quiet install uv
	@UV_CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/uv --quiet pip compile pyproject.toml --extra dev \
	  --universal --python-version 3.11 --generate-hashes --no-emit-index-url $(UPGRADE) --output-file requirements.lock
	@$(NPM) install --package-lock-only
	@.venv/bin/python -c 'import json, pathlib; \
	  file = pathlib.Path("package-lock.json"); lock = json.loads(file.read_text()); \
	  [package.pop("funding", None) for package in lock["packages"].values()]; \
	  file.write_text(json.dumps(lock, indent=2) + "\n")'
