PORT ?= 8000
WORKERS ?= 3
ODR_MODE ?= demo
export PORT

.PHONY: run test test-long check bench conformance dev clean

run dev: export ODR_MODE := $(ODR_MODE)

run: ## Everything in one command: the service with its demo on http://localhost:$(PORT)
	@scripts/setup
	@scripts/frontend
	@.venv/bin/odr migrate
	@.venv/bin/odr demo
	@exec .venv/bin/odr serve

dev: ## The same, with the web interface reloading at every change
	@scripts/setup --tests
	@.venv/bin/odr migrate
	@.venv/bin/odr demo
	@scripts/dev

test: ## All tests but the long ones, on both databases and in a browser
	@scripts/setup --tests
	@scripts/frontend
	@scripts/frontend test
	@.venv/bin/pytest -m "not slow" -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=20 --durations-min=5

test-long: ## All tests, and every way through the rules
	@scripts/setup --tests
	@scripts/frontend
	@scripts/frontend test
	@ODR_TEST_SHOP=1 .venv/bin/pytest
	@.venv/bin/python -m tests.branches

check: ## Style, types, the direction of imports, the interface's types
	@scripts/check

bench: ## Speed, as ratios to bare programs measured in the same run
	@scripts/setup --tests
	@.venv/bin/python -m bench

conformance: ## What others wrote judges us: audits of GraphQL over HTTP, Go's libraries on the signed log, a real shop
	@scripts/setup --tests
	@scripts/conformance

clean: ## Removes what was installed and built; data under var/ stays
	rm -rf .venv odr/static frontend/node_modules build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
