"""The headers that a web server should send with the site, for hosts that read them from a file `_headers`."""

from collections.abc import Mapping

from kb.site import addresses
from kb.sitefile import SiteFile

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load and do: only what is ours, and nothing that stands in the page itself."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

REVALIDATE = "no-cache"
"""Kept by the browser, and asked for each time whether it is still the same."""

FOREVER = "public, max-age=31536000, immutable"
"""For a file whose name changes with its content."""


def headers_file() -> SiteFile:
    """The headers in the form that Netlify, Cloudflare Pages and hosts like them read."""
    usual = "".join(f"  {name}: {value}\n" for name, value in {**HEADERS, "Cache-Control": REVALIDATE}.items())
    kept = "".join(f"{path}\n  ! Cache-Control\n  Cache-Control: {FOREVER}\n" for path in ("/assets/*", "/zoek/*"))
    fresh = f"/{addresses.MANIFEST}\n  ! Cache-Control\n  Cache-Control: {REVALIDATE}\n"
    return SiteFile("_headers", f"/*\n{usual}{kept}{fresh}".encode())
