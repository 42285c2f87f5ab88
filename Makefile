# Everything works on a fresh machine with Python 3.11+ and make: `make demo`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := .audit

.PHONY: setup demo run test check bench bench-matching lint types eval forms holidays words lock sources schema screenshot clean fuzz sbom audit rehearsal soak

setup: $(VENV)/.ready
$(VENV)/.ready: pyproject.toml requirements.txt hatch_build.py bot/core/_lanes.pyx
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

demo: setup
	$(BIN)/drogowskaz demo $(if $(ON),--on $(ON)) $(if $(PORT),--port $(PORT))

run: setup
	$(BIN)/drogowskaz run

check: setup
	$(BIN)/drogowskaz check

test: $(VENV)/.dev lint types
	$(BIN)/drogowskaz check --lang en
	$(BIN)/python -m pytest -n auto --dist worksteal tests/core tests/files tests/standing --cov --cov-fail-under=100
	$(BIN)/python -m pytest -n auto --dist worksteal --ignore=tests/core --ignore=tests/files --ignore=tests/standing

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

# 10,000 damaged files: no traceback, each within 2 s, all within 200 MB.
fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.fuzz $(FILES)

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench

$(VENV)/.bench: $(VENV)/.dev requirements-bench.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-bench.txt
	@touch $@

# The index beside other engines, with up to 1,000,000 made-up offers: most of an hour, up to 8 GB. JSON=FILE writes the figures too.
bench-matching: $(VENV)/.bench
	$(BIN)/python -m tests.bench.matching $(if $(JSON),--json $(JSON))

# The promises of docs/trust.md with long sizes: kills, cuts, floods. ROWS="1 8" for some of them, QUICK=1 for small sizes.
soak: $(VENV)/.dev
	$(BIN)/python -m tests.soak $(if $(QUICK),--quick,$(if $(ROWS),,--write docs/trust.md)) $(ROWS)

# How well typed words are understood, on labelled sentences. JSON=FILE writes the figures there too.
eval: $(VENV)/.dev
	$(BIN)/python -m tests.evaluation $(if $(JSON),--json $(JSON))

# Writes bot/understand/forms.json anew, after words of the catalogue have changed.
forms: $(VENV)/.dev
	$(BIN)/python -m tests.forms

# Writes bot/core/public_holidays.py anew, after a law has changed or before the years of the table run out.
holidays: $(VENV)/.dev
	$(BIN)/python -m tests.holidays

# Collects the interface's words into locales/messages.pot and brings every language up to date.
words: $(VENV)/.dev
	$(BIN)/pybabel --quiet extract -F babel.cfg --width 120 --no-location --sort-output --project drogowskaz --copyright-holder "" -o locales/messages.pot .
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --width 120 -i locales/messages.pot -d locales
	@sed -i -E '/^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):|^# (Translations template|Copyright|This file|FIRST)/d' locales/messages.pot locales/*/LC_MESSAGES/messages.po

# Bounds stand in pyproject.toml; the lock pins what was tested, with hashes and without addresses.
lock: $(VENV)/.dev
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate --allow-unsafe --extra build -o requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate --allow-unsafe --extra build --extra dev -o requirements-dev.txt pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate --allow-unsafe --extra build --extra dev --extra bench --constraint requirements-dev.txt -o requirements-bench.txt pyproject.toml

sources: setup
	$(BIN)/drogowskaz sources > docs/sources.md

# The schemas for editors and the tables of fields in both guides, from the models of bot/files.
schema: setup
	$(BIN)/drogowskaz schema
	$(BIN)/drogowskaz schema --tables offers/README.md docs/catalogue-format.md

screenshot: $(VENV)/.dev
	$(BIN)/python -m tests.browser.screenshot docs/chat.png

# What looks at the lock has packages of its own, none of which the bot needs: an environment apart.
$(AUDIT)/.ready: pyproject.toml
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet "cyclonedx-bom>=7,<8" "pip-audit>=2.9,<3"
	@touch $@

# Everything the bot is made of, with hashes: CycloneDX, the same for the same lock.
sbom: $(AUDIT)/.ready
	@mkdir -p dist
	$(AUDIT)/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --mc-type application --output-reproducible --of JSON -o dist/drogowskaz.cdx.json
	@echo dist/drogowskaz.cdx.json

# Known vulnerabilities of all that is locked. Fails where it could not check.
audit: $(AUDIT)/.ready
	$(AUDIT)/bin/python deploy/audit.py requirements.txt requirements-dev.txt

# The steps of the image, done by hand in an empty folder: for machines without an engine for containers.
rehearsal: $(VENV)/.dev
	$(BIN)/python -m tests.deploy.rehearsal

clean:
	rm -rf $(VENV) $(AUDIT) build dist .coverage .mypy_cache .ruff_cache
