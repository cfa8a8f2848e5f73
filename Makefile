# One way to run everything. Fresh machine: Python 3.11 or newer and make; each target sets up what it needs.
# SITE_URL, REPO_URL and EDIT_URI (see mkdocs.yml) and PLAN (a plan folder) are taken from the environment.

PYTHON ?= python3
BIN := .venv/bin
PLAN ?= plan
PORT ?= 8000
# what people type reaches a command as it is, through the environment
export PLAN BASE HEAD WHY ON SOURCE FROM INTO SEED REPLAY
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site serve check impact format record returns new import offline release audit reproducible vendored vulnerabilities bench profile test tried mutants lint fuzz browser programs screenshots lock clean

help:  ## 列出全部命令
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## *' '{printf "  make %-12s %s\n", $$1, $$2}'

site: .venv/site.stamp  ## 生成网站到 site/
	@$(BIN)/python tools/build_site.py

serve: .venv/site.stamp  ## 本机预览，存盘后网页自动更新（端口 PORT=8000）
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

check: .venv/site.stamp  ## 检查计划数据，列出全部问题（BASE=上一版 STRICT=1 FORMAT=text|github|json）
	@$(BIN)/python -m macros check $(PLAN) $(if $(BASE),--base "$$BASE") $(if $(STRICT),--strict) $(if $(FORMAT),--format $(FORMAT))

impact: .venv/site.stamp  ## 比较两版：改了什么、影响谁、请谁会签（BASE=上一版 HEAD=这一版 FORMAT=text|markdown|json）
	@$(BIN)/python -m macros impact --folder $(PLAN) "$${BASE:-HEAD}" $(if $(HEAD),"$$HEAD") $(if $(FORMAT),--format $(FORMAT))

format: .venv/site.stamp  ## 把计划文件排成统一的写法，更新编辑器的提示（CHECK=1 只看要不要排）
	@$(BIN)/python -m macros format $(PLAN) $(if $(CHECK),--check)
	@$(if $(CHECK),:,$(BIN)/python -m macros schema $(PLAN))

record: .venv/site.stamp  ## 登记一次修订（BASE=上次登记的版本 WHY=原因 ON=日期）
	@$(BIN)/python -m macros record --folder $(PLAN) $(if $(BASE),"$$BASE") --why "$$WHY" $(if $(ON),--on "$$ON")

returns: .venv/site.stamp  ## 收回填好的进展表，写进 progress.yaml（FROM=放表的文件夹或一个文件 SOURCE=公开发布的网址）
	@test -n "$$FROM" || { echo '请写明填好的表在哪里，例如：make returns FROM=收到的表'; exit 1; }
	@$(BIN)/python -m macros returns --folder "$$PLAN" $(if $(SOURCE),--source "$$SOURCE") -- "$$FROM"

new: .venv/site.stamp  ## 建一个新的计划文件夹，里面是样例（INTO=文件夹）
	@test -n "$$INTO" || { echo '请写明新文件夹的名字，例如：make new INTO=plan-2024'; exit 1; }
	@$(BIN)/python -m macros new -- "$$INTO"

import: .venv/site.stamp  ## 把收到的文件变成计划文件夹（FROM=文件 INTO=文件夹）
	@test -n "$$FROM" -a -n "$$INTO" || { echo '请写明文件和文件夹，例如：make import FROM=附件2.docx INTO=plan-2024'; exit 1; }
	@$(BIN)/python -m macros import --into "$$INTO" -- "$$FROM"

offline: site  ## 生成不用服务器、不用网络就能看的一份：build/site-offline.zip
	@$(BIN)/python tools/make_offline.py

bench: .venv/test.stamp .venv-peers/stamp browser  ## 比较速度和大小，写进 benchmarks/RESULTS.md（半小时左右，机器要空闲）
	@$(BIN)/python -m benchmarks $(if $(PLANS),--plans $(PLANS)) $(if $(ROUNDS),--rounds $(ROUNDS))

profile: .venv/test.stamp  ## 生成网站的时间花在哪里（PLANS=10 是十份计划）
	@$(BIN)/python -m benchmarks profile $(PLANS)

release: site  ## 生成要放到服务器上的一份：build/release/（见 deploy/README.md）
	@$(BIN)/python tools/make_release.py

audit: .venv/site.stamp  ## 核对生成好的网站（FOLDER=site）
	@$(BIN)/python -m macros audit $(or $(FOLDER),site)

reproducible: .venv/site.stamp  ## 证明可以重复生成：换文件夹、用户、语言、时区等再生成一次，逐个字节比较
	@$(BIN)/python tools/prove_reproducible.py

vendored: site  ## 更新网站里别人的脚本、样式的清单 docs/developers/vendored.md
	@$(BIN)/python tools/vendored.py

vulnerabilities: .venv/test.stamp  ## 查锁定的软件包有没有已知的漏洞（要联网；连不上就说没有查）
	@$(BIN)/python tools/find_vulnerabilities.py

mutants: .venv/test.stamp  ## 看测试有多灵：把代码改坏一处，看有没有测试发现（COUNT=300 SEED=9 ONLY=模块；半小时左右）
	@$(BIN)/python tools/mutants.py $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

test: .venv/test.stamp lint browser programs  ## 运行全部测试（含真实浏览器）
	$(BIN)/python -m pytest -n auto --dist loadfile

tried: .venv/test.stamp browser programs  ## 重新试一遍各种攻击和故障，写进 docs/developers/tried.md
	@$(BIN)/python tools/make_tried.py

# Seeded dice on every core, then atheris with each kind of file, which has wheels for Python 3.11 on Linux only.
fuzz: .venv/test.stamp $(if $(filter 0,$(GUIDED))$(REPLAY),,.venv-fuzz/stamp)  ## 每夜的模糊测试：十万份改坏的计划等（CASES=几份 SEED=种子 GUIDED=每种文件按覆盖率改几秒，0 不改 REPLAY=重放）
	@$(BIN)/python -m tests.fuzz $(if $(REPLAY),--replay "$$REPLAY",--cases $(or $(CASES),100000) --seed "$$SEED" \
		--guided $(or $(GUIDED),60) --python .venv-fuzz/bin/python)

lint: .venv/test.stamp  ## 检查代码：ruff 和 mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

browser: .venv/test.stamp  ## 找到或安装测试用的浏览器
	@$(BIN)/python tools/get_browser.py

programs: .venv/test.stamp  ## 找到或安装测试用的程序（nginx、Caddy、LibreOffice）
	@$(BIN)/python tools/get_programs.py

screenshots: browser site  ## 给每种页面拍照，存到 build/screenshots/
	@$(BIN)/python tools/screenshots.py

lock: .venv/test.stamp  ## 更新 requirements/*.txt 里锁定的版本
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--custom-compile-command 'make lock' --upgrade requirements/site.in --output-file requirements/site.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--custom-compile-command 'make lock' --upgrade requirements/test.in --output-file requirements/test.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--custom-compile-command 'make lock' --upgrade requirements/peers.in --output-file requirements/peers.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-emit-index-url \
		--custom-compile-command 'make lock' --upgrade requirements/fuzz.in --output-file requirements/fuzz.txt

.venv-fuzz/stamp: requirements/fuzz.txt requirements/test.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) or sys.platform != "linux")' || \
		{ echo '按覆盖率的模糊测试要用 Linux 上的 Python 3.11：make PYTHON=python3.11 fuzz；不做这一项：make fuzz GUIDED=0'; exit 1; }
	@$(PYTHON) -m venv .venv-fuzz
	@.venv-fuzz/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt -r requirements/fuzz.txt
	@touch $@

.venv-peers/stamp: requirements/peers.txt | .venv/bin/python
	@$(BIN)/python -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.txt
	@touch $@

clean:  ## 删除生成的文件和虚拟环境
	rm -rf .venv .venv-peers .venv-fuzz site .site.* build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 或更新的版本；可以用 make PYTHON=python3.12 指定。'; exit 1; }
	@$(PYTHON) -m venv .venv || { echo '建立虚拟环境失败。Debian/Ubuntu 请先运行：apt-get install python3-venv'; exit 1; }

.venv/site.stamp: requirements/site.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@touch $@

.venv/test.stamp: requirements/test.txt .venv/site.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@
