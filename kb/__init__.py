"""Wat werkt waar: practices of SW-bedrijven as Markdown files, rendered into a site that searches by itself."""
