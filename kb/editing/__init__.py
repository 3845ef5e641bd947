"""What helps editors: forms, imports, checks that go deeper, and keeping it alive."""
