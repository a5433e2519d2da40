# What a newcomer types. `make help` lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n 2
.PHONY: setup setup-spark setup-dev demo test faults check lint bench docs clean help

setup: .venv/.base  ## make .venv with undercount and what it needs to run (about 375 MB)

setup-spark: .venv/.spark  ## add Spark (about 480 MB); running it needs Java 17 or later

demo: setup  ## build the shipped crises end to end and print the account; options in ARGS="--lang ru"
	@$(BIN)/undercount demo $(ARGS)

test: setup-dev  ## run all tests with small counts; what could not be tested is listed at the end
	$(PYTEST) $(ARGS)

faults: setup-dev  ## run the harnesses for faults with their full counts
	UNDERCOUNT_FAULTS=full $(PYTEST) -m faults --timeout 1800 $(ARGS)

check: lint  ## lint, types, floors and the fast tests: before every commit
	$(PYTEST) -q -m "not slow and not browser and not faults" $(ARGS)

lint: setup-dev  ## ruff, mypy and the floors alone
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup-dev  ## run every benchmark; each prints a ratio
	@set -e; for file in benchmarks/[a-z]*.py; do \
	    if [ ! -e "$$file" ]; then echo "there is no benchmark yet"; break; fi; \
	    echo "== $$file"; $(BIN)/python "$$file"; \
	done

docs: setup-dev  ## check the documents: verbs, words, links and examples
	$(BIN)/python -m pytest -q tests/floors/test_docs.py tests/floors/test_glossary.py

clean:  ## take away what was built here: .venv, caches, the demo's output
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist demo-out
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup-dev: .venv/.base .venv/.dev

.venv/.base: requirements/base.txt requirements/install pyproject.toml
	@requirements/install base
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.base
	@requirements/install dev
	@touch $@

.venv/.spark: requirements/spark.txt requirements/spark-build.txt .venv/.base
	@requirements/install spark
	@command -v java >/dev/null || echo "Spark is installed; running it needs a Java runtime, 17 or later (Debian: default-jre-headless)"
	@touch $@
