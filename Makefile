# What people do with a checkout. Each line calls a small script in scripts/.

.DEFAULT_GOAL := help
.PHONY: help run test test-rust test-web test-browser bench fmt gen

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: ## Install what is missing, build, and start Hilo on this machine
	@scripts/run

test: ## Run every check; ends with "N passed, N failed"
	@scripts/test

test-rust: ## Only the program: format, lint, tests, contract
	@scripts/test rust contract

test-web: ## Only the pages: format, lint, tests, build, size
	@scripts/test web

test-browser: ## Only the stories in a real browser
	@scripts/test browser

bench: ## Measure; one part with BENCH=inbox
	@scripts/bench $(BENCH)

fmt: ## Format all code
	@scripts/fmt

gen: ## Write the contract, its types and the tables in docs/
	@scripts/gen
