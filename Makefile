# make demo   classify the sample reports          make test    all tests but the long fault tests
# make check  what every commit must pass          make model   rebuild the shipped model from data/
# make coverage     the same tests, and what they reach    make bench   measure speed against what people glue together
# make evaluation   measure everything that docs/evaluation.md says
# make notebooks    run them again, where they lie
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES := data/samples
# the shipped model carries this time, so that its bytes depend on data/ and code alone
MODEL_TIME := 1767225600

.PHONY: demo test test-slow coverage check model card evaluation notebooks bench clean
.DEFAULT_GOAL := demo

demo: $(VENV)/installed
	$(BIN)/classifier classify $(SAMPLES) -o $(SAMPLES)/rows.csv --model default --overwrite

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m "not slow" --numprocesses 2 --dist loadfile

coverage: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m "not slow" --cov --cov-report=term:skip-covered --cov-fail-under=90

test-slow: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m slow

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -q -m "not slow and not minutes" --numprocesses 2 --dist loadfile

# The models folder is rebuilt beside the old one and takes its place when it is whole.
model: $(VENV)/installed
	rm -rf build/models && mkdir -p build
	SOURCE_DATE_EPOCH=$(MODEL_TIME) $(BIN)/classifier --models build/models \
		train data/corpus --name default --promote --source "text written for this project, data/README.md"
	rm -rf models/default build/models/default/.lock
	cp -r build/models/default models/default

# The counts in data/README.md.
card: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.data_card

# GOLD names labelled files that are measured and never learned from.
GOLD ?= $(wildcard ../shared/gold/reports.jsonl ../shared/gold/departments.jsonl)
evaluation: $(VENV)/installed-dev
	mkdir -p build
	$(BIN)/python -m benchmarks.evaluation $(GOLD) > build/evaluation.md
	$(BIN)/python -m benchmarks.labelling build/evaluation.md $(GOLD)
	mv build/evaluation.md docs/evaluation.md

notebooks: $(VENV)/installed-dev
	$(BIN)/python -m tests.notebooks notebooks/*.ipynb

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q classifier
	touch $@

$(VENV)/installed-dev: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	$(BIN)/python -m compileall -q classifier
	touch $@ $(VENV)/installed

# How fast it is; the page is written anew.
bench: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.speed --write docs/performance.md

clean:
	rm -rf $(VENV) build dist .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis
