# One place for people and CI. Needs Python 3.11+ and make; all else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CHAT ?= 1

.PHONY: demo test check lint types imports readme wheel eval bench screenshots clean

demo: $(VENV)/.product ## load the sample articles, ask three questions, open the chat page
	$(BIN)/dateline demo --library $(VENV)/demo-library $(if $(filter 0,$(CHAT)),--no-chat,)

test: $(VENV)/.dev ## all tests
	$(BIN)/python -m pytest

check: lint types imports cover readme wheel eval ## what CI runs

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

cover: $(VENV)/.dev
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

readme: $(VENV)/.dev ## the README's command help and answers are what the commands print
	$(BIN)/python -m cogapp --check README.md

wheel: $(VENV)/.dev ## build the wheel, install it in an environment of its own, run it elsewhere
	bash .ci/wheel

eval: $(VENV)/.product ## the project's gold set, against the committed baseline
	$(BIN)/dateline eval check

# What needs a file or a model of yours; the head of each says how it is run.
BENCH_ALONE := bench/events.py bench/peers.py bench/times.py

bench: $(VENV)/.dev ## measurements that need nothing but the project; names those that need more
	for script in $(filter-out $(BENCH_ALONE),$(wildcard bench/*.py)); do $(BIN)/python $$script || exit 1; done
	@echo "bench/events.py and bench/times.py need files with gold dates, bench/peers.py a chat model; the head of each says how to run it."

screenshots: $(VENV)/.dev ## pictures of the chat page; one is in the README, the rest in build/
	$(BIN)/python docs/screenshots.py

# uv installs exactly what uv.lock says; without it pip resolves within the bounds of pyproject.
$(VENV)/.product: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade "pip>=25.1" uv
	UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --frozen --no-dev --inexact || $(PIP) -e .
	touch $@

$(VENV)/.dev: $(VENV)/.product uv.lock
	UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --frozen --inexact || $(PIP) --group dev -e .
	touch $@

clean:
	rm -rf $(VENV) dist build
