# Two commands do all set-up on a fresh machine with Python 3.11 to 3.13: `make start` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
WORKERS ?= 3
# The sample has a data directory of its own, so that it never mixes with a user's corpus.
SAMPLE_DATA ?= .data/voorbeelden
SAMPLE := $(wildcard index/sample/publicaties/*)
# What coverage leaves out: tests that work through other processes, or go on for long.
SLOW := tests/chaos tests/scale tests/supply tests/ui/attacks tests/test_packaging.py tests/test_architecture.py \
	tests/index/harvest/test_soak.py tests/index/harvest/test_kill.py
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_WARN_SCRIPT_LOCATION := 1
# Some machines forbid compiled modules to be kept: then each of the hundreds of processes of the tests compiles all anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help start test pytest install lint format types check-only screenshots lock lock-hashed clean tools install-hashed audit sbom licences coverage mutation

help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# uv fetches and unpacks side by side what pip does one by one. It reads no settings of pip, so it is told where those look.
SOURCES = $$($(BIN)/python -m pip config list | sed -nE "s/^[^=]*\.(index-url|extra-index-url|find-links)='(.*)'$$/\1 \2/p; \
	s/^[^=]*\.(no-index)='(true|yes|on|1)'$$/\1/p" | sed 's/\\n/ /g' | while read -r name places; do \
	[ -n "$$places" ] || echo "--$$name"; for place in $$places; do echo "--$$name $$place"; done; done)
define installed
	@{ $(BIN)/python -m pip install --quiet --target $(VENV)/uv --constraint requirements-tools.txt uv \
		&& $(VENV)/uv/bin/uv pip install --python $(BIN)/python --cache-dir $(VENV)/uv/cache --index-strategy unsafe-best-match \
		$(SOURCES) --constraint requirements.lock --editable '.$(1)'; } \
		|| { echo "uv cannot do it here: pip does, in some minutes"; \
		$(BIN)/python -m pip install --no-compile --constraint requirements.lock --editable '.$(1)'; }
	@rm -rf $(VENV)/uv
endef

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11, 3.12 or 3.13 is needed: install it, or name it with PYTHON=python3.13" >&2; exit 1; }
	@echo "installing into $(VENV): 2.5 GB on disk, a minute or more, the first time only; each package is named as it comes"
	@$(PYTHON) -m venv $(VENV)

# The app compiles the modules that it uses. In the tests a warning is an error, also one that compiling gives: there all are
# compiled, on all cores, but the half of them that nothing imports, or one process only.
NOT_IMPORTED := tests|kubernetes|transformers/models|torch/(_dynamo|_inductor|distributed|onnx|testing)|sympy|scipy|sklearn|networkx|mypyc?|pip|langsmith

$(VENV)/.installed: pyproject.toml requirements.lock | $(BIN)/python
	$(call installed)
	@touch $@

$(VENV)/.installed-dev: pyproject.toml requirements.lock | $(BIN)/python
	$(call installed,[dev])
	@$(BIN)/python -W ignore -m compileall -q -q -j 0 -x '/($(NOT_IMPORTED))/' $(VENV)/lib || true
	@touch $(VENV)/.installed $@

install: $(VENV)/.installed-dev ## Make the environment in .venv

start: ## Index the sample and serve the app on loopback
	@echo "kamervragen: 1. environment, 2. a sample of $(words $(SAMPLE)) files, 3. the app on http://127.0.0.1:$(PORT)"
	@test -e $(VENV)/.installed || echo "the first time takes a minute or more and 3 GB (environment 2.5, language model 0.5)"
	@$(MAKE) --no-print-directory $(VENV)/.installed
	@echo "reading and indexing $(words $(SAMPLE)) files of the sample (half a minute the first time, then seconds)"
	@$(BIN)/kamervragen ingest --data-dir $(SAMPLE_DATA) index/sample/publicaties
	@echo "starting the app on http://127.0.0.1:$(PORT) (some seconds; Ctrl+C ends it)"
	@exec $(BIN)/kamervragen serve --data-dir $(SAMPLE_DATA) --port $(PORT)

test: install ## Run everything: ruff, mypy strict, all tests; side by side
	@$(MAKE) --no-print-directory -j 3 lint types pytest

pytest: install ## All tests, in three workers, as each waits at times; the slowest first, and the 25 slowest named
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=25

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install
	@$(BIN)/mypy

format: install ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

screenshots: install ## Make the pictures in docs/screenshots from the sample
	@$(BIN)/kamervragen ingest --data-dir $(SAMPLE_DATA) index/sample/publicaties
	@$(BIN)/python -m tests.browser.screenshots $(SAMPLE_DATA)

lock: install ## Renew requirements.lock from what is installed now
	@$(BIN)/python -m pip freeze --exclude-editable | sed -E 's/^(torch==[0-9.]+)\+.*/\1/' > requirements.lock

$(VENV)-tools/.installed: requirements-tools.txt
	@test -x $(VENV)-tools/bin/python || $(PYTHON) -m venv $(VENV)-tools
	@$(VENV)-tools/bin/python -m pip install --quiet --requirement requirements-tools.txt
	@touch $@

tools: $(VENV)-tools/.installed ## Make the environment of uv, pip-audit, cyclonedx and coverage in .venv-tools

lock-hashed: tools ## Renew requirements.hashed.lock: every platform, every file with its hash, the versions of requirements.lock
	@$(VENV)-tools/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --quiet --constraint requirements.lock --output-file .universal.lock
	@$(PYTHON) -m tests.supply.lock .universal.lock
	@rm .universal.lock

install-hashed: ## Make the environment in .venv from files whose hash is in the lock, and no others
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --requirement requirements.hashed.lock \
		--requirement requirements-gpu.hashed.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check

audit: tools ## Look for known vulnerabilities in the lock; skipped aloud where the database cannot be reached
	@$(VENV)-tools/bin/pip-audit --requirement requirements.lock --no-deps --disable-pip > .audit.txt 2>&1; code=$$?; \
		cat .audit.txt; test $$code -eq 0 || ! grep -qE "^Found [0-9]+ known" .audit.txt || exit 1; \
		test $$code -eq 0 || echo "SKIPPED: pip-audit could not reach its database"; \
		! grep -q "could not be audited" .audit.txt || echo "SKIPPED: pip-audit did not know $$(grep -c 'could not be audited' .audit.txt) packages"; \
		rm -f .audit.txt

sbom: install tools ## Write what the environment consists of as sbom.json (CycloneDX)
	@$(VENV)-tools/bin/cyclonedx-py environment --pyproject pyproject.toml --output-format JSON --output-file sbom.json $(BIN)/python

licences: install ## Write the licence of every package to docs/licences.md
	@$(BIN)/python -m tests.supply.licences

coverage: install ## Measure which branches the quick tests reach
	@$(BIN)/python -m pip install --quiet coverage==7.17.5
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m coverage run -m pytest -q -n $(WORKERS) --dist loadfile -m "not model and not browser and not llm" $(SLOW:%=--ignore %)
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report

mutation: install ## Change the citation check, the filters and the verdict, and see whether the tests notice (40 minutes at most)
	@$(BIN)/python -m tests.chaos.mutation

clean: ## Remove the environment and the data of the sample
	rm -rf $(VENV) .data
