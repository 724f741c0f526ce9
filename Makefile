# Set-up, the app and the checks. On Windows without make: CONTRIBUTING.md has the same steps.
# PYTHON picks the interpreter that makes the environment: `make run PYTHON=python3.12`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Written after an install has succeeded; a newer requirements file makes make install again.
RUN_STAMP := $(VENV)/requirements.stamp
DEV_STAMP := $(VENV)/requirements-dev.stamp
LOCK_VENV := .venv-lock
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test quick setup format lock clean
.DELETE_ON_ERROR:

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: $(RUN_STAMP) ## Start the app and open it in the browser
	$(BIN)/python -m explorer run

test: $(DEV_STAMP) ## Run every check, fast ones first; gets a Chromium if there is none
	$(BIN)/python -m tests

quick: $(DEV_STAMP) ## Run every check but the browser tests
	$(BIN)/python -m tests --quick

setup: $(DEV_STAMP) ## Make or bring up to date the environment, with the development tools

format: $(DEV_STAMP) ## Format the code and mend what can be mended by itself
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock: ## Make the requirements files anew from the ranges in pyproject.toml; UP=--upgrade for newer versions
	@test -x $(LOCK_VENV)/bin/uv || { $(PYTHON) -m venv $(LOCK_VENV) && $(LOCK_VENV)/bin/python -m pip install --quiet uv; }
	$(LOCK_VENV)/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 $(UP) \
		--custom-compile-command "make lock" --output-file requirements.txt
	$(LOCK_VENV)/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 $(UP) \
		--extra dev --constraint requirements.txt \
		--custom-compile-command "make lock" --output-file requirements-dev.txt

clean: ## Remove the environment, caches and reports
	rm -rf $(VENV) $(LOCK_VENV) .reports .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment itself: only made when it is not there.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
		echo "There is no '$(PYTHON)' here. Install Python 3.11 or newer, or name one: make $(or $(MAKECMDGOALS),run) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "'$(PYTHON)' is $$($(PYTHON) --version 2>&1), but Python 3.11 or newer is needed. Name one: make $(or $(MAKECMDGOALS),run) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo "Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(RUN_STAMP): requirements.txt | $(BIN)/python
	$(PIP) install --quiet --requirement requirements.txt
	@touch $@

$(DEV_STAMP): requirements.txt requirements-dev.txt | $(BIN)/python
	$(PIP) install --quiet --requirement requirements-dev.txt
	@touch $@ $(RUN_STAMP)
