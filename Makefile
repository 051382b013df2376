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
# Files go out as they are sorted: those at the end are short, so that no core idles.
pytest = $(python) -m pytest -n "$$(nproc)" --dist loadfile --no-loadscope-reorder

.PHONY: test
test: tools ## run every test, the browser's included
	@CHROMIUM="$$(deploy/browser)" && export CHROMIUM && deploy/postgresql install && deploy/redis install && \
		deploy/nginx install && $(pytest)

.PHONY: test-postgres
test-postgres: tools ## run every test on a throw-away PostgreSQL
	@CHROMIUM="$$(deploy/browser)" && export CHROMIUM && deploy/postgresql install && deploy/redis install && \
		deploy/nginx install && \
		directory="$$(mktemp -d)" && \
		trap 'deploy/postgresql stop "$$directory"; rm -rf "$$directory"' EXIT && \
		DATABASE_URL="$$(deploy/postgresql start "$$directory")" && \
		export DATABASE_URL && $(pytest)

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

.PHONY: audit
audit: tools ## ask about known vulnerabilities of what requirements*.lock name
	@$(python) -m deploy.audit requirements.lock requirements-s3.lock

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

.PHONY: bench
bench: tools ## measure pages beside a static file and a plain blog, into docs/performance.md (1 h)
	@deploy/nginx install wrk && $(python) -m bench.production $(BENCH)

.PHONY: rehearsal
rehearsal: tools ## kill each part of a site of many under load, and print what it cost (minutes)
	@deploy/postgresql install && deploy/redis install && $(python) -m bench.rehearsal

.PHONY: tools
tools:
	@deploy/environment requirements.lock requirements-dev.lock
