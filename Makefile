# Two commands do everything: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo

.PHONY: demo test check fix bench docs pictures catalogs clean

$(BIN)/custfile: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(BIN)/custfile

demo: $(BIN)/custfile  ## the day of an example archive
	@$(BIN)/python tools/catalogs.py compile
	@sh docs/demo.sh $(BIN)/custfile $(DEMO)

test: $(VENV)/.dev  ## lint, types, layers, all tests
	$(BIN)/ruff check src tests bench tools hatch_build.py
	$(BIN)/ruff format --check src tests bench tools hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/catalogs.py compile
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/.dev  ## lint, types and layers only
	$(BIN)/ruff check src tests bench tools hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/.dev  ## what a machine can mend
	$(BIN)/ruff check --fix src tests bench tools hatch_build.py
	$(BIN)/ruff format src tests bench tools hatch_build.py

bench: $(VENV)/.dev  ## the figures of docs/performance.md
	$(BIN)/python bench/run.py $(SIZES)

docs: $(VENV)/.dev  ## docs/format.md and docs/codes.md
	$(BIN)/python docs/generate.py

pictures: $(VENV)/.dev  ## docs/reports/*.png; needs Chromium, and Pillow, which is installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pillow
	$(BIN)/python docs/pictures.py

catalogs: $(VENV)/.dev  ## src/custfile/locale: new sentences in, those that are gone out
	$(BIN)/python tools/catalogs.py update
	$(BIN)/python tools/catalogs.py compile

clean:
	rm -rf $(VENV) $(DEMO) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
