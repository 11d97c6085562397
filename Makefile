# Every target sets up what it needs first; a second run starts at once. `make` alone lists them.

PYTHON ?=
VENV := .venv
PY := $(VENV)/bin/python
CATALOGUES := $(wildcard journeymap/locale/*/LC_MESSAGES/*.po)
SETUP_FROM := pyproject.toml scripts/setup scripts/build_hook.py $(CATALOGUES)
HOUSE_TESTS := tests/test_house.py tests/test_house_words.py tests/test_house_repo.py
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test check format bench faults pictures messages wheel clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

$(VENV)/.ready-run: $(SETUP_FROM)
	@PYTHON="$(PYTHON)" sh scripts/setup run

$(VENV)/.ready-test: $(SETUP_FROM)
	@PYTHON="$(PYTHON)" sh scripts/setup test

run: $(VENV)/.ready-run ## open the example map in the window (without a display: write its pictures)
	@sh scripts/run-example

test: $(VENV)/.ready-test ## run every test, without a display
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(WORKERS)

check: $(VENV)/.ready-test ## formatting, lint, types and the rules of the house
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q $(HOUSE_TESTS)

format: $(VENV)/.ready-test ## format the code and mend what lint can mend
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: $(VENV)/.ready-test ## measure, and print goal, measured ratio and pass or short
	$(PY) -m benchmarks

faults: $(VENV)/.ready-test ## provoke every fault of the matrix at length, and print what was counted
	$(PY) -m tests.faults

pictures: $(VENV)/.ready-test ## make the pictures of the README anew
	$(PY) scripts/pictures.py

messages: $(VENV)/.ready-test ## collect texts for translators, update and compile the catalogues
	$(PY) scripts/messages.py

wheel: $(VENV)/.ready-test ## build a wheel into dist/
	$(PY) -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## remove everything that make made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find journeymap/locale -name '*.mo' -delete
