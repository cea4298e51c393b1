# Two commands: `make demo` shows what factcheck does, `make test` runs its tests.
# Each sets itself up in .venv first; a second run starts at once.

# The first that runs and fits; a name on the path may be a stand-in for a version that is not set up.
PYTHON  ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
             $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$name && break; done)
VENV    ?= .venv
# Where Linux takes torch without CUDA from. Empty: from wherever pip takes everything else.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
PYTEST_ARGS ?= -n 2 --dist loadgroup

DEMO    := demo
CORPUS  := corpora/iraq-isis-2025
ARTICLE := corpora/iraq-isis-2025/examples/advisers-stay.txt

BIN       := $(VENV)/bin
PIP       := $(BIN)/python -m pip --disable-pip-version-check
INSTALL   := $(PIP) install --quiet --constraint constraints.txt
FACTCHECK := $(BIN)/factcheck --workspace $(DEMO)
TORCH     := $(shell sed -n '/^torch==/p' constraints.txt)

.PHONY: help demo test test-postgres coverage check lint types layers schema docs docs-check site notebooks clean

help:
	@echo "make demo    check a sample article against a sample corpus and write a report"
	@echo "make test    run the tests, those of what is stored on PostgreSQL too"
	@echo "make test-postgres run all tests on PostgreSQL"
	@echo "make coverage run the tests and show which lines they reach"
	@echo "make check   run the tests and every other gate that CI runs"
	@echo "make clean   remove the environment, the demo and caches"

# -- what it does -------------------------------------------------------------------------

demo: $(VENV)/.installed
	@mkdir -p $(DEMO)
	$(FACTCHECK) corpus add $(CORPUS)
	$(FACTCHECK) check $(ARTICLE)
	$(FACTCHECK) report $(ARTICLE) --format html --output $(DEMO)/report.html
	@echo "The report: $(CURDIR)/$(DEMO)/report.html"

# -- gates --------------------------------------------------------------------------------

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest $(PYTEST_ARGS)

# Which lines the tests reach, and whether any file is left out; see [tool.coverage.report] in pyproject.toml.
coverage: PYTEST_ARGS += --cov --cov-report=term:skip-covered --cov-report=json:build/coverage.json
coverage: test
	$(BIN)/python tools/coverage_floor.py

check: coverage lint types layers schema docs-check site

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.installed-dev
	$(BIN)/mypy
	$(BIN)/mypy tests/typed_caller.py

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports

# The models and the migrations must describe the same database.
schema: $(VENV)/.installed-dev
	folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && export FACTCHECK_WORKSPACE="$$folder" && \
	  $(BIN)/alembic upgrade head && $(BIN)/alembic check

docs: $(VENV)/.installed-dev
	$(BIN)/python tools/cli_reference.py > docs/cli.md

docs-check: docs
	git diff --exit-code -- docs

# The documentation as a site, from docs/ alone. A broken reference is an error.
site: $(VENV)/.installed-dev
	$(BIN)/sphinx-build --quiet --fail-on-warning --builder html docs site

notebooks: $(VENV)/.installed-dev
	$(BIN)/python tools/notebooks.py

clean:
	rm -rf $(VENV) $(DEMO) dist site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage build/coverage.json

# -- set-up -------------------------------------------------------------------------------

$(VENV)/.installed-dev: $(VENV)/.installed
	$(INSTALL) --editable '.[dev]'
	@touch $@

$(VENV)/.installed: pyproject.toml constraints.txt tools/install_torch.sh | $(BIN)/python
	@echo "Installing factcheck into $(VENV): some 440 MB to download, a few minutes, the first time only."
	sh tools/install_torch.sh '$(BIN)/python' '$(TORCH)' '$(TORCH_INDEX)'
	$(INSTALL) --editable .
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "factcheck needs Python 3.11, 3.12 or 3.13. Say where: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
