# Every target does its own set-up. `make` alone lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-sqlite test-postgresql test-browser bench clauses words lock mutants audit clean
.PHONY: check check-style check-types check-imports check-clauses check-words check-platform check-readme
.PHONY: openapi check-openapi fuzz interop

unexport PYTHONDONTWRITEBYTECODE # what pytest and Python compile is kept for the next run
bin := .venv/bin
cores := $(shell getconf _NPROCESSORS_ONLN)

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 17

run: .venv/ready ## the platform with a demonstration, at http://127.0.0.1:8000 (PORT=… for another)
	@$(bin)/tenir run $(if $(PORT),--port $(PORT))

# The longest first, so that what is left at the end is short. The first to want tables makes them,
# and the others wait for it: the rules, which want none, run meanwhile.
sqlite := test-faces test-terms test-integrations test-apps test-stories
postgresql := test-postgresql-walks test-postgresql-apps
browser := test-browser-pages test-browser-stories
abreast = $(MAKE) --no-print-directory --keep-going --output-sync=target --jobs
# What was not tried is for the last lines to say. A file of each run's: a test of this runs make.
tried = @echo "$(words $(2)) parts, $(1) at a time: each is shown when it has ended."; untried=$$(mktemp); \
	TENIR_TEST_UNTRIED=$$untried $(abreast) $(1) $(2); code=$$?; sort -u $$untried; rm $$untried; exit $$code
.PHONY: $(sqlite) $(postgresql) $(browser)

test: .venv/ready .venv-terms/ready ## all tests, as many at a time as there are cores: the three below
	$(call tried,$(shell expr $(cores) + 1),$(wordlist 1,2,$(sqlite)) $(postgresql) $(browser) $(wordlist 3,9,$(sqlite)))

test-sqlite: .venv/ready .venv-terms/ready ## the whole suite on SQLite, the rules without Django among it
	$(call tried,$(cores),$(sqlite))

test-postgresql: .venv/ready ## the suite on PostgreSQL: one that answers, or is started for it
	$(call tried,$(cores),$(postgresql))

test-browser: .venv/ready ## what people see and press, in Chromium
	$(call tried,$(cores),$(browser))

test-terms: .venv-terms/ready
	@.venv-terms/bin/python -c 'import importlib.util as i, sys; sys.exit(i.find_spec("django") and "Django is in .venv-terms")'
	@TENIR_THOROUGH=1 .venv-terms/bin/python -m coverage run -m pytest tests/terms --vectors-required
	@.venv-terms/bin/python -m coverage report

# Every address and operation, by everyone, is walked on PostgreSQL, which refuses more.
walks := $(addprefix tests/,stories/test_matrix.py $(addprefix faces/api/test_,any_request.py operations.py hidden.py))
test-stories: .venv/ready
	@$(bin)/python -m pytest tests/stories $(walks:%=--ignore %)

test-faces: .venv/ready
	@$(bin)/python -m pytest tests/faces $(walks:%=--ignore %)

test-integrations: .venv/ready # mail goes through Dovecot's mailbox
	@$(bin)/python -m tools.debian dovecot=dovecot-imapd
	@$(bin)/python -m pytest tests/integrations

test-apps: .venv/ready # and whatever has no other place; sign-in through npm's oidc-provider
	@$(bin)/python -m tools.debian node=nodejs npm=
	@$(bin)/python -m pytest tests $(foreach part,terms stories faces integrations,--ignore tests/$(part))

test-postgresql-walks: .venv/ready
	@$(bin)/python -m tools.postgresql $(bin)/python -m pytest tests/stories $(walks) --database-only

test-postgresql-apps: .venv/ready
	@$(bin)/python -m tools.postgresql $(bin)/python -m pytest tests --ignore tests/terms --ignore tests/stories $(walks:%=--ignore %) --database-only

pages := tests/browser/test_every_page.py tests/browser/test_design.py
test-browser-pages: .venv/ready
	@$(bin)/python -m tools.chromium $(bin)/python -m pytest $(pages)

test-browser-stories: .venv/ready
	@$(bin)/python -m tools.chromium $(bin)/python -m pytest tests/browser $(foreach page,$(pages),--ignore $(page))

check: check-style check-types check-imports check-clauses check-words check-platform check-openapi check-readme ## lint, types, who imports whom, clauses, settings

check-style: .venv/ready
	@$(bin)/ruff check --output-format concise
	@$(bin)/ruff format --check

check-types: .venv/ready
	@$(bin)/mypy

check-imports: .venv/ready
	@$(bin)/lint-imports --no-logo
	@$(bin)/python -m tools.own_door

check-clauses: .venv/ready
	@$(bin)/python -m tools.clauses --check

check-words: .venv/ready # every word of the pages has its French
	@$(bin)/python -m tools.messages --check

check-platform: .venv/ready # no migration forgotten, nothing that Django's own review finds
	@$(bin)/python -m tools.platform

check-openapi: .venv/ready # docs/openapi.json is what the API is
	@$(bin)/python -m tools.openapi --check

check-readme:
	@[ $$(wc -l < README.md) -le 80 ] || { echo 'README.md is over two screens (80 lines): move the rest to docs/.'; exit 1; }

fuzz: .venv/ready ## send the API whatever its file allows, and what it does not (EXAMPLES=… of each)
	@TENIR_API_EXAMPLES=$(or $(EXAMPLES),50) $(bin)/python -m pytest tests/faces/api/test_any_request.py
	@TENIR_API_EXAMPLES=$(or $(EXAMPLES),50) $(bin)/python -m tools.postgresql $(bin)/python -m pytest tests/faces/api/test_any_request.py

interop: .venv/ready .venv-interop/ready ## have programs of others' making tell us and read what we publish
	@$(bin)/python -m tools.debian prometheus= prometheus-alertmanager= prometheus-blackbox-exporter=
	@$(bin)/python -m pytest tests/interop

bench: .venv/ready ## measure against peers; writes benchmarks/README.md and results.json
	@$(bin)/python -m benchmarks

clauses: .venv/ready ## write docs/clauses.md: clause, rule, test
	@$(bin)/python -m tools.clauses

openapi: .venv/ready ## write docs/openapi.json: the API, for programs
	@$(bin)/python -m tools.openapi

words: .venv/ready ## gather the pages' words, and compile their French (tenir/ui/locale)
	@$(bin)/python -m tools.messages

lock: .venv-uv/ready ## lock the dependencies again (UPGRADE=1: at their latest versions)
	@tools/lock $(if $(UPGRADE),--upgrade)

mutants: .venv-mutants/ready ## change the rules of money a little: does a test notice?
	@.venv-mutants/bin/mutmut run
	@.venv-mutants/bin/mutmut results

audit: .venv-audit/ready ## known vulnerabilities of what ships (needs the Internet)
	@.venv-audit/bin/pip-audit --strict --disable-pip --requirement requirements/s3.txt # run.txt and more

clean: ## remove what the targets made
	@rm -rf .venv .venv-* .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .postgresql mutants demo

.venv/ready: requirements/dev.txt requirements/uv.txt pyproject.toml
	@tools/setup .venv $< --editable

.venv-%/ready: requirements/%.txt requirements/uv.txt
	@tools/setup .venv-$* $<
