# The commands a developer and CI run. Each makes the environment first when it is missing or out of date.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# One process more than there are cores, for many tests wait for others; four at most. A file's tests stay in one, and so
# does what they set up together.
CORES := $(shell getconf _NPROCESSORS_ONLN)
PROCESSES := $(shell echo $$(( $(CORES) < 4 ? $(CORES) + 1 : 4 )))
IN_PARALLEL := -n $(PROCESSES) --dist loadfile --no-loadscope-reorder
# Python compiles what is used as it is used; compiling all that is installed would take as long as installing it.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -c constraints.txt

# Every process that starts would compile all it uses anew where an image or a shell forbids Python to keep it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install run test check browser bench screenshots clean

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the copilot needs (a few minutes the first time) …"
	@$(PIP_INSTALL) -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the copilot and its tests need (a few minutes the first time) …"
	@$(PIP_INSTALL) -e '.[dev]'
	@touch $(VENV)/.installed $@

run: $(VENV)/.installed
	@$(BIN)/butterfly demo
	@$(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -m "not browser and not live" --ignore tests/browser $(IN_PARALLEL)

check: $(VENV)/.installed-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

browser: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -m browser $(IN_PARALLEL) --maxprocesses 2 tests/browser

bench: $(VENV)/.installed-dev
	@for bench in speed search checking live_checking planning calendar_writing calendar_page reviewing review_page wings; do $(BIN)/python benchmarks/$$bench.py || exit 1; done

screenshots: $(VENV)/.installed-dev
	@$(BIN)/python benchmarks/screenshots.py docs

clean:
	rm -rf $(VENV) build data *.egg-info .mypy_cache .ruff_cache .pytest_cache
