# The commands of Close Reading; `make` alone lists them.
export VENV ?= .venv
python = "$(VENV)/bin/python"

.DEFAULT_GOAL := help

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## serve the site here, from whatever state the clone is in (PORT=8000 DATA_DIR=var)
	@deploy/run

.PHONY: dev
dev: ## the same with debug pages, reloading when code changes
	@deploy/run --autoreload

# A file's tests stay together: what they start, a server or a browser, is started once.
.PHONY: test
test: tools ## run every test, the browser's included
	@CHROMIUM="$$(deploy/browser)" && export CHROMIUM && deploy/postgresql install && \
		$(python) -m pytest -n "$$(nproc)" --dist loadfile

.PHONY: test-postgres
test-postgres: tools ## run the tests of the search on a throw-away PostgreSQL
	@EVERY_TEST=1 $(python) -m pytest tests/search/test_on_postgresql.py tests/search/test_same_on_both.py

.PHONY: drills
drills: tools ## kill, fill, crowd and restore the site at length: half an hour or more
	@deploy/postgresql install && \
		LONG_DRILLS=1 $(python) -m pytest tests/drills --durations=0

.PHONY: lint
lint: lint-style lint-templates lint-types ## style, formatting, templates, types

.PHONY: lint-style
lint-style: tools
	@$(python) -m ruff check
	@$(python) -m ruff format --diff --quiet

.PHONY: lint-templates
lint-templates: tools
	@git ls-files -z -co --exclude-standard 'templates/*.html' | \
		xargs -0 -r "$(VENV)/bin/djade" --check --target-version 5.2

.PHONY: lint-types
lint-types: tools
	@$(python) -m mypy .

.PHONY: check
check: tools ## Django's checks as in production, and that no migration is missing
	@data="$$(mktemp -d)" && trap 'rm -rf "$$data"' EXIT && \
		export DATA_DIR="$$data" PUBLIC_URL=https://example.org \
			SECRET_KEY=only-for-this-check-$$(head -c 32 /dev/urandom | base64) \
			DJANGO_SETTINGS_MODULE=config.settings.production && \
		$(python) manage.py check --deploy --fail-level WARNING && \
		$(python) manage.py makemigrations --check --dry-run

.PHONY: lock
lock: tools ## compile requirements*.in into the lock files (UPGRADE=--upgrade for newer ones)
	@for name in requirements requirements-s3 requirements-dev; do \
		$(python) -m uv pip compile --quiet --universal --python-version 3.11.0 \
			--generate-hashes --no-header $(UPGRADE) \
			--output-file $$name.lock $$name.in || exit; \
	done

.PHONY: screenshots
screenshots: tools ## take the pictures in docs/ anew
	@$(python) -m docs.screenshots

.PHONY: bench-reading
bench-reading: tools ## measure pages' weight, fonts, shift, axe and Lighthouse (needs npx)
	@$(python) -m bench.reading

.PHONY: tools
tools:
	@deploy/environment requirements.lock requirements-dev.lock
