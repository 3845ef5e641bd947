"""The little site, rendered once without an address and once with one."""

from collections.abc import Mapping

import pytest

from tests.site import little


@pytest.fixture(scope="session")
def site() -> Mapping[str, bytes]:
    """The site as it is opened from disk."""
    return little.site()


@pytest.fixture(scope="session")
def public_site() -> Mapping[str, bytes]:
    """The site as it stands at an address."""
    return little.site(settings=little.PUBLIC)
