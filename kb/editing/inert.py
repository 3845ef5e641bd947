"""Words of somebody else in a text for GitHub: they stay words, without mention, link or markup."""

import re

LONGEST = 300
"""Characters that are repeated at most."""

_ACTIVE = re.compile(r"@|#(?=\d)|://|www(?=\.)", re.IGNORECASE)  # what GitHub makes a mention or a link of
_SIGNS = re.compile(r"[\\*_\[\]<>|~&]")


def inert(text: str) -> str:
    """The text on one line, as it looks but without effect."""
    line = " ".join(text.replace("`", "'").split())
    short = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
    broken = _ACTIVE.sub(lambda found: f"{found[0]}\u200b", short)
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", broken)
