# Two commands do everything on a fresh machine: `make demo` and `make test`.
# Needs python3 (3.11 or later), git and make.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
RUN := $(BIN)/python -m headship
PYTEST := $(BIN)/python -m pytest
WORKERS ?= 2
# What a second database would only repeat.
SAME_ON_ANY_DATABASE := stats frameworks docs evidence/analysis evidence/wwc evidence/search programs/options guards/test_permission_table.py guards/test_templates.py
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo run worker test test-fast test-postgres e2e check fix bench docs requirements screenshots messages

help: ## List what make can do
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

.venv/base: requirements/base.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/base requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: .venv/base ## Build a believable district and serve it (PORT=8000, RESET=1 rebuilds)
	PORT=$(PORT) $(RUN) demo --port $(PORT) $(if $(RESET),--reset)

run: .venv/dev ## Serve your own development database, reloading on change
	DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	DEBUG=1 $(BIN)/python manage.py runserver $(PORT)

worker: .venv/base ## Do background work: mail, imports, exports
	$(RUN) worker

test: .venv/dev ## Run all tests, in a real browser too
	$(BIN)/python -m scripts.system_packages --install browser pdf
	$(PYTEST) -n $(WORKERS)

test-fast: .venv/dev ## Run the tests that need no browser and take no time
	$(PYTEST) -n $(WORKERS) -m "not e2e and not slow"

test-postgres: .venv/dev ## Run the tests on a private PostgreSQL server
	$(BIN)/python -m scripts.system_packages --install postgresql pdf
	$(BIN)/python -m scripts.with_postgres $(PYTEST) -n $(WORKERS) -m "not e2e" $(addprefix --ignore tests/,$(SAME_ON_ANY_DATABASE))

e2e: .venv/dev ## Run the browser tests
	$(BIN)/python -m scripts.system_packages --install browser pdf
	$(PYTEST) -n $(WORKERS) -m e2e

check: .venv/dev ## Check style, types, layers, spelling and migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	DEBUG=1 $(BIN)/mypy src/headship
	$(BIN)/mypy --config-file scripts/mypy-strict.ini src/headship/stats src/headship/frameworks
	DEBUG=1 $(BIN)/lint-imports
	$(BIN)/codespell
	git ls-files -z '*.html' | xargs -0 $(BIN)/djade --target-version 5.2 --check
	DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run

fix: .venv/dev ## Mend what tools can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-git ls-files -z '*.html' | xargs -0 $(BIN)/djade --target-version 5.2

bench: .venv/dev ## Measure speed and memory (ONLY=area), write build/bench.json
	$(BIN)/python -m scripts.system_packages --install postgresql pdf
	$(BIN)/python -m benchmarks $(ONLY)

docs: .venv/dev ## Build the documentation into build/site
	$(BIN)/mkdocs build --strict --site-dir build/site

screenshots: .venv/dev ## Take the pictures of the documentation anew
	$(BIN)/python -m scripts.system_packages --install browser
	$(BIN)/python -m scripts.screenshots

requirements: .venv/dev ## Resolve the pins anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --upgrade --generate-hashes --no-header --no-annotate --no-emit-index-url --extra build -o requirements/base.txt
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --no-header --no-annotate --no-emit-index-url --extra build --extra dev -c requirements/base.txt -o requirements/dev.txt

messages: .venv/dev ## Collect strings to translate and compile translations
	cd src/headship && DEBUG=1 ../../$(BIN)/python ../../manage.py makemessages --locale es --no-wrap --no-location --ignore 'static/*'
	cd src/headship && DEBUG=1 ../../$(BIN)/python ../../manage.py compilemessages --locale es
