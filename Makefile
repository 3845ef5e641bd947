# Two commands matter: `make site` and `make test`. What does the work stands in .ci/; CI calls the same.
# PYTHON=python3.13 chooses another Python than python3.

.PHONY: site serve test torture fix bundle docs lock clean help

site: ## check, index and render practices/ to site/
	@bash .ci/install requirements.lock
	@.venv/bin/python build.py

serve: ## build, watch, and reload the browser
	@bash .ci/install requirements.lock
	@.venv/bin/kb serve --open

test: dev ## everything that must pass
	@bash .ci/test

torture: dev ## kill, fill, fuzz and lie for some twenty minutes, and print the figures
	@bash .ci/torture $(PYTHONS)

fix: dev ## let ruff put imports and layout right
	@.venv/bin/ruff check --fix
	@.venv/bin/ruff format

bundle: dev ## site_templates/engine/ and choice/ -> the scripts in site_templates/assets/
	@bash .ci/npm bundle

docs: dev ## renew the tables in the documentation, the form on GitHub and the help in VS Code
	@.venv/bin/pytest -q tests/test_docs.py --update-golden
	@.venv/bin/kb forms

lock: dev ## renew the lock files from pyproject.toml and package.json
	@bash .ci/lock

clean: ## away with all that can be made again
	@rm -rf .venv .kb site node_modules *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1 - /p' Makefile

.PHONY: dev
dev:
	@bash .ci/install requirements-dev.lock
