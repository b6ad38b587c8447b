# `make run` serves the archive, `make test` runs its tests; both make the virtual environment first.
# HOST, PORT and what else the environment sets: the table in archive/site/README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin/python
TEMPLATES = $(shell find templates -name '*.html')
# The linter of scripts and styles, which comes by npm.
BIOME := tests/lint/node_modules

# In pytest's own order: xdist would leave the files of few but long tests for the end.
PARALLEL := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: run test test-postgres test-fast explore faults relevance picture bench bench-check scale \
	lighthouse install install-tests install-bench install-meaning lint format fixture map check messages \
	requirements audit licences clean

run: install
	@exec $(BIN) manage.py serve

# All tests, a process for each core; a file's tests stay together, with what they share.
# PYTEST says what else pytest is told, -n 0 for one: that they all run in one process.
test: install-tests
	@sh .ci/packages
	$(BIN) -m pytest $(PARALLEL) $(PYTEST)

# The same on a PostgreSQL server that the tests start; as root it is installed where it is missing.
test-postgres: install-tests
	@sh .ci/packages
	@sh .ci/packages postgres
	@$(BIN) -m tests.postgres $(PARALLEL) $(PYTEST)

# While working: the tests of the rooms that were touched since the main branch, without those
# marked slow (browser, whole site, ranking, bench); where nothing was touched, all that are quick.
test-fast: install-tests
	@$(BIN) -m tests.fast $(PARALLEL) $(PYTEST)

# The rules that are tested with drawn examples, with others each time; `make test` draws the same.
explore: install-tests
	@sh .ci/packages
	$(BIN) -m pytest $(PARALLEL) -m hypothesis --hypothesis-profile=explore $(PYTEST)

# How well the search ranks, beside stock haystack and SQLite's FTS5; RECORD=1 keeps the figures.
relevance: install-tests
	RELEVANCE_RECORD=$(RECORD) $(BIN) -m pytest tests/relevance --quiet

# What holds when things go wrong, each fault many times; SHORT=1: fewer times, SEED: which moments,
# RECORD=1 keeps the table.  Disks are mounted by root only.
faults: install-tests
	@sh .ci/packages faults
	@$(BIN) -m tests.faults $(if $(SHORT),--short) $(if $(RECORD),--record)

# The README's picture of the site, with Chromium.
picture: install-tests
	@$(BIN) -m tests.browser.picture

# Lighthouse's scores of the site as it is served; needs npm, and Chromium.
lighthouse: install
	@command -v npm >/dev/null || { echo "Lighthouse needs npm: install it (Debian: apt-get install npm)." >&2; exit 1; }
	@npm install --no-save --silent --prefix tests/lighthouse
	@$(BIN) tests/lighthouse/run.py

# How fast it is, beside other engines and a hello-world view; BENCH_SIZES says at how many turns,
# RECORD=1 keeps the figures.
bench: install-bench
	@$(BIN) -m tests.bench $(if $(RECORD),--record)

# The same, and what got worse by more than a third against tests/bench/recorded.json.
bench-check: install-bench
	@$(BIN) -m tests.bench --check

# Many interviews on one machine: imported, indexed, browsed; BENCH_INTERVIEWS says how many, RECORD=1
# keeps the figures.
scale: install-bench
	@$(BIN) -m tests.bench.scale $(if $(RECORD),--record)

# After an edit of a requirements.in: pins and hashes anew; UPGRADE=1 takes the newest versions.
requirements: install
	@sh .ci/requirements

# Known vulnerabilities of what is pinned.
audit: install
	@sh .ci/audit

# The licence of every package that is installed.
licences: install
	@sh .ci/tool pip-licenses==5.5.5 --python=$(BIN) --from=mixed --order=license --format=markdown

install:
	@PYTHON="$(PYTHON)" sh .ci/install requirements.txt

install-tests:
	@PYTHON="$(PYTHON)" sh .ci/install tests/requirements.txt

install-bench:
	@PYTHON="$(PYTHON)" sh .ci/install tests/bench/requirements.txt

# A sentence encoder, with which the search also finds what says a thing in other words; optional.
install-meaning: install
	@PYTHON="$(PYTHON)" sh .ci/install search/meaning/requirements.txt

lint: install-tests $(BIOME)
	$(BIN) -m ruff check .
	$(BIN) -m ruff format --check .
	$(BIN) -m mypy .
	$(VENV)/bin/lint-imports --no-logo --cache-dir .import_linter_cache
	$(BIN) -W ignore -m tests.lint.dead_code
	$(VENV)/bin/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN) -m djlint --check --lint --quiet templates
	$(BIOME)/.bin/biome lint --config-path=tests/lint/static.json --error-on-warnings static

$(BIOME): tests/lint/package-lock.json
	@sh .ci/packages lint
	@npm ci --silent --prefix tests/lint || \
		{ echo "Biome can't be installed: can npm reach its registry?" >&2; exit 1; }
	@touch $@

format: install-tests
	$(BIN) -m ruff check --fix .
	$(BIN) -m ruff format .
	$(VENV)/bin/djade --target-version 5.2 $(TEMPLATES)
	$(BIN) -m djlint --reformat --quiet templates

# After an edit under seeds/: import it and write fixtures/ anew.
fixture: install
	$(BIN) manage.py migrate --verbosity 0
	$(BIN) manage.py import_interview --write-fixture

# The rooms of archive/ and search/ on one page, archive/ROOMS.md.
map: install
	$(BIN) -m tests.project.map_rooms

# What must hold besides the tests.
check: install
	$(BIN) manage.py prepare
	$(BIN) manage.py check
	$(BIN) manage.py makemigrations --check --dry-run
	$(BIN) manage.py import_interview --check
	$(BIN) manage.py verify_archive
	$(BIN) -m tests.project.map_rooms --check

# After an edit of a text in the interface, and again after its translation; needs GNU gettext.
messages: install
	$(BIN) manage.py makemessages --locale ja --extension html,py,txt,xml --no-location --no-wrap \
		--ignore .venv --ignore tests --ignore build
	$(BIN) manage.py compilemessages --locale ja --ignore .venv

clean:
	rm -rf $(VENV) $(BIOME) build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "The database and the secret key stay where they are, under .data/."
