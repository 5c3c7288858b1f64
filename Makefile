# `make run` and `make test` are all the set-up there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check --no-input
# Stamps: a lock is installed again only when it is newer than its stamp.
RUN_READY := $(VENV)/.installed-run
TEST_READY := $(VENV)/.installed-test
# What the tests are called with: make test ARGS="tests/domain -x"
ARGS ?=
# What the window needs of Debian, beside what every system has.
WINDOW_PACKAGES := libgl1 libegl1 libglib2.0-0 libfontconfig1 libfreetype6 libdbus-1-3 libxkbcommon0 libbrotli1 \
	libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 \
	libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1 libpulse0 libxrandr2
# make lock UPGRADE=--upgrade takes the newest versions that pyproject.toml allows.
UPGRADE ?=

.PHONY: help
help: ## say what there is to make
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

.PHONY: run
run: $(RUN_READY) window ## set up what is missing and open the window; ARGS="--store FILE --lang kk"
	@$(PY) main.py $(ARGS)

.PHONY: demo
demo: $(RUN_READY) ## go the whole way once without a window, into out/demo
	@rm -rf out/demo
	@$(PY) main.py demo --out out/demo

.PHONY: test
test: $(TEST_READY) postgresql window screen ## set up what is missing and run the suite, but for the heavy tests
	@$(PY) -m pytest --numprocesses 2 --dist worksteal -m 'not heavy' $(ARGS)

.PHONY: heavy
heavy: $(TEST_READY) postgresql window screen ## the heavy tests: races, kills, whole evenings, the demo, wheels
	@$(PY) -m pytest --numprocesses 2 --dist worksteal -m heavy $(ARGS)

.PHONY: coverage
coverage: $(TEST_READY) postgresql window screen ## the suite again, with the branches it must reach: the domain wholly, the rest to 90 %
	@$(PY) -m pytest --cov --cov-report= $(ARGS)
	@$(PY) -m coverage report --include='aspara_desk/domain/*' --skip-covered --show-missing --fail-under=100
	@$(PY) -m coverage report --omit='aspara_desk/domain/*' --skip-covered --show-missing --fail-under=90

.PHONY: check lint types contracts words
check: lint types contracts words ## style, types, the dependency law, translations complete
lint: $(TEST_READY)
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --quiet --check .
types: $(TEST_READY)
	@$(PY) -m mypy --no-error-summary
contracts: $(TEST_READY)
	@$(VENV)/bin/lint-imports --no-logo
words: $(TEST_READY)
	@$(PY) -m pytest --quiet tests/i18n

.PHONY: translations
translations: $(TEST_READY) ## bring the catalogues up to date with the code, and say what lacks a translation
	@$(PY) -m tests.i18n.catalogues

.PHONY: bench
bench: $(TEST_READY) ## measure what the program promises, beside the physical floor of the same work
	@$(PY) -m tests.benchmarks $(ARGS)

.PHONY: wheel
wheel: $(TEST_READY) ## build dist/*.whl, with the resources inside
	@$(PIP) wheel --no-index --no-deps --no-build-isolation --wheel-dir dist .

.PHONY: lock
lock: $(RUN_READY) ## write the lock files anew from pyproject.toml
	@$(PIP) install 'uv>=0.9,<1'
	@$(call lock,requirements.txt)
	@$(call lock,requirements-test.txt,--group test --constraints requirements.txt)

.PHONY: clean
clean: ## remove everything that make has made, the virtual environment included
	@rm -rf $(VENV) build dist out .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# One lock serves every platform and Python from 3.11 on; it names versions and hashes, never an address.
lock = $(PY) -m uv --quiet --no-config pip compile pyproject.toml $(2) --output-file $(1) $(UPGRADE) \
	--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock'

$(PY):
	@python="$$(.ci/python)" && "$$python" -m venv --clear $(VENV)

$(RUN_READY): requirements.txt | $(PY)
	@echo "Installing the locked dependencies into $(VENV)."
	@$(PIP) install --require-hashes --requirement $<
	@touch $@

$(TEST_READY): requirements-test.txt | $(RUN_READY)
	@echo "Installing the locked test tools into $(VENV)."
	@$(PIP) install --require-hashes --requirement $<
	@touch $@

# Without a server's programs the tests of that engine say so and skip.
.PHONY: postgresql
postgresql:
	@command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null \
		|| .ci/packages "Testing on PostgreSQL" postgresql || true

# What Qt draws with; elsewhere than on Debian and its kin it is part of the desktop, or of the wheels.
.PHONY: window
window:
	@! command -v dpkg-query >/dev/null || .ci/packages "The window" $(WINDOW_PACKAGES) || true

# A screen for the tests that press real keys; without it they say so and skip.
.PHONY: screen
screen:
	@! command -v dpkg-query >/dev/null || .ci/packages "Testing with real keys" xvfb xauth xdotool x11-xkb-utils || true
