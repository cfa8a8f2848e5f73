# One way to run everything. Fresh machine: Python 3.11 or newer and make; each target sets up what it needs.
# A target is `python -m macros TARGET` and nothing more. What is written after it (PLAN=, BASE=, …) reaches Python through
# the environment as it is; so do SITE_URL, REPO_URL and EDIT_URI (see mkdocs.yml). macros/commands/ says what each reads.

PYTHON ?= python3
BIN := .venv/bin

BUILDING := site serve check impact format schema record returns new import answer upgrade offline release audit reproducible vendored
TESTING := quick test lint browser programs screenshots vulnerabilities tried fuzz mutants bench profile lock

.DEFAULT_GOAL := help
.PHONY: help clean $(BUILDING) $(TESTING)

help clean:
	@$(PYTHON) -m macros $@

$(BUILDING): .venv/site.stamp
$(TESTING): .venv/test.stamp
$(BUILDING) $(TESTING):
	@$(BIN)/python -m macros $@

offline release vendored screenshots: site
tried bench screenshots: browser
tried: programs
bench: .venv-peers/stamp
# Seeded dice on every core, then atheris with each kind of file, which has wheels for Python 3.11 on Linux only.
# The engine beside MkDocs, with the same packages: the tests compare what the two make.
test $(if $(filter properdocs,$(ENGINE)),site serve): .venv-properdocs/stamp
fuzz: $(if $(filter 0,$(GUIDED))$(REPLAY),,.venv-fuzz/stamp)

.venv-fuzz/stamp: requirements/fuzz.txt requirements/test.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) or sys.platform != "linux")' || \
		{ echo '按覆盖率的模糊测试要用 Linux 上的 Python 3.11：make PYTHON=python3.11 fuzz；不做这一项：make fuzz GUIDED=0'; exit 1; }
	@$(PYTHON) -m venv .venv-fuzz
	@.venv-fuzz/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt -r requirements/fuzz.txt
	@touch $@

.venv-properdocs/stamp: requirements/properdocs.txt | .venv/bin/python
	@$(BIN)/python -m venv .venv-properdocs
	@.venv-properdocs/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/properdocs.txt
	@touch $@

.venv-peers/stamp: requirements/peers.txt | .venv/bin/python
	@$(BIN)/python -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.txt
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 或更新的版本；可以用 make PYTHON=python3.12 指定。'; exit 1; }
	@$(PYTHON) -m venv .venv || { echo '建立虚拟环境失败。Debian/Ubuntu 请先运行：apt-get install python3-venv'; exit 1; }

.venv/site.stamp: requirements/site.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@touch $@

.venv/test.stamp: requirements/test.txt .venv/site.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@
