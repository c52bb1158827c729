# Works on a machine with Python 3.11 or later, make and a package registry.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Each stamp says which lock file the environment was last brought up to date with.
RUNTIME := $(VENV)/runtime.stamp
DEVELOPMENT := $(VENV)/development.stamp
# The other bots that `bench` measures ask for other versions than this one: they live apart.
PEERS := $(VENV)/peers
CATALOGUES := nl en
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:

.PHONY: help
help: ## list what can be made (this)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(RUNTIME) ## start the bot; without a token in .env, with the simulator
	@$(BIN)/python -m bot $(ARGS)

.PHONY: test
test: $(DEVELOPMENT) chromium ## lint, check types and run the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 3 --dist worksteal -m "not soak" $(ARGS)

.PHONY: soak
soak: $(DEVELOPMENT) ## run the tests that take too long for every commit
	@$(BIN)/python -m pytest -m soak $(ARGS)

.PHONY: audit
audit: $(DEVELOPMENT) ## look for known faults in what it is built on, and for unsafe code
	@$(BIN)/python .ci/audit
	@$(BIN)/bandit -q -r bot conversations 2>/dev/null && echo "bandit: nothing found."

.PHONY: bench
bench: $(DEVELOPMENT) $(PEERS)/stamp ## measure, side by side with other bots
	@$(BIN)/python -m tests.benchmarks $(ARGS)

.PHONY: format
format: $(DEVELOPMENT) ## lay out the code and mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: messages
messages: $(DEVELOPMENT) ## bring the catalogues up to date with the sentences in the code
	@mkdir -p build
	@$(BIN)/pybabel -q extract --no-default-keywords -k N_ -k NN_:1,2 -c Translators: \
	  --no-location --no-wrap --project basisbaan -o build/messages.pot conversations bot
	@for language in $(CATALOGUES); do \
	  catalogue=locales/$$language/LC_MESSAGES/messages.po; \
	  if [ -e $$catalogue ]; then \
	    $(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
	      --no-wrap -i build/messages.pot -o $$catalogue -l $$language || exit 1; \
	  else \
	    mkdir -p $${catalogue%/*}; \
	    $(BIN)/pybabel -q init --no-wrap -i build/messages.pot -o $$catalogue -l $$language \
	      || exit 1; \
	  fi; \
	done

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

.PHONY: lock
lock: | $(BIN)/python ## pin what pyproject.toml asks for; UPGRADE=1 takes the newest versions
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/$(LOCK) pyproject.toml -o requirements.txt
	@$(BIN)/$(LOCK) pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt
	@$(BIN)/$(LOCK) --group bench -o requirements-bench.txt

.PHONY: screenshots
screenshots: $(DEVELOPMENT) chromium ## make the README's pictures again
	@$(BIN)/python -m tests.acceptance.screenshots

.PHONY: walks
walks: $(DEVELOPMENT) chromium ## let ten people walk through it; pictures to look at in build/walks
	@$(BIN)/python -m tests.walks $(ARGS)

.PHONY: clean
clean: ## remove all that was made, but not the data
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: chromium
chromium:
	@.ci/chromium

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; choose one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "No environment could be made; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(RUNTIME): requirements.txt | $(BIN)/python
	@echo "Installing what $< lists."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(DEVELOPMENT): requirements-dev.txt | $(BIN)/python
	@echo "Installing what $< lists."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(PEERS)/stamp: requirements-bench.txt | $(BIN)/python
	@echo "Installing what $< lists."
	@$(BIN)/python -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
