"""The site: pages, templates, bytes, publishing. Only this room imports jinja2."""
