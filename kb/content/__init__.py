"""Practices from Markdown files to checked values: the only room that reads an editor's files."""
