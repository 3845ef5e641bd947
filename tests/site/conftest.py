"""The little site, rendered once without an address and once with one."""

from collections.abc import Mapping

import pytest

from tests.site import little
from tests.site.widths import Standing, put_down


@pytest.fixture(scope="session")
def site() -> Mapping[str, bytes]:
    """The site as it is opened from disk."""
    return little.site()


@pytest.fixture(scope="session")
def public_site() -> Mapping[str, bytes]:
    """The site as it stands at an address."""
    return little.site(settings=little.PUBLIC)


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """The sites of all states on disk."""
    return put_down(tmp_path_factory.mktemp("states"))
