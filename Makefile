# What a contributor does, by name. `make check` is everything that a change must pass.
# What is needed goes into the virtual environment .venv, made with the Python that .ci/python finds;
# `make test PYTHON=python3.13` makes it with that one.

.DEFAULT_GOAL := help
VENV ?= .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

check: ## everything that a change must pass, in a new environment (up to 45 minutes)
	.ci/run

test: $(VENV)/made ## all tests, on all cores
	$(PYTEST) -n auto --dist worksteal

test-fast: $(VENV)/made ## the tests of rules and verbs, in under a minute
	$(PYTEST) -n auto --dist worksteal -m "not (terminal or screen or network or property or program or judge)"

lint: $(VENV)/made ## style, types, import contracts, declared dependencies, spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry tui
	$(BIN)/typos

coverage: $(VENV)/made ## how much of the core its own tests run, with a floor
	$(PYTEST) -n auto --dist worksteal tests/core --cov --cov-report=term:skip-covered

pictures: $(VENV)/made ## make the README's pictures anew
	$(BIN)/python screenshots/make.py

bench: $(VENV)/made ## measure the README's table
	$(BIN)/python tests/benchmarks/measure.py

judges: $(VENV)/made ## build Kubernetes' and containerd's own code, which the tests ask (needs Go)
	cd tests && $(abspath $(BIN))/python -m judges.build all

lock: $(VENV)/made ## write uv.lock and constraints.txt after a change of dependencies
	$(BIN)/uv lock
	.ci/constraints $(BIN)/uv > constraints.txt

$(VENV)/made: pyproject.toml constraints.txt
	.ci/environment $(VENV)
	touch $@

.PHONY: help check test test-fast lint coverage pictures bench judges lock
