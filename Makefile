# Everything that one does here. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help run test test-window bench lint setup ui shots

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build and open the app (without a display: review the sample agreements in the terminal)
	@scripts/run.sh

test: ## Run every check: types, unit, library, browser and real-window tests
	@scripts/test.sh

test-window: setup-test ui ## Run only the tests of the real window
	@cargo build --workspace --bins --tests --locked
	@scripts/test-window.sh

bench: setup ui ## Measure reading and matching
	@cargo bench --workspace --locked

lint: setup ui ## Check format, types and lints
	@npm --prefix ui run --silent check
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets --locked -- -D warnings

setup: ## Install what is missing to build
	@scripts/setup.sh

.PHONY: setup-test
setup-test:
	@scripts/setup.sh --test

ui: setup ## Build the pages of the window
	@bash -c '. scripts/lib.sh && build_ui'

shots: ## Take the pictures of the README anew
	@mkdir -p docs/images
	@CARVEOUT_SHOTS="$(CURDIR)/docs/images" $(MAKE) test-window
