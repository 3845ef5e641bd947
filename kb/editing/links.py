"""Links to other sites: which still stand and which moved, remembered so that no site is asked in vain."""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import asdict

from kb.editing.asking import InsideError, Manners, SilentError, ask, is_offline
from kb.problems import KbError, Place, Problem

State = Literal["goed", "verhuisd", "dood", "stil", "geweigerd", "intern"]
DAYS: Mapping[State, int] = {"goed": 30, "verhuisd": 30, "geweigerd": 30, "dood": 7, "stil": 1, "intern": 0}
"""For how many days an answer counts: a link that is gone may come back, and silence may be a bad moment."""

HOSTS_AT_ONCE = 8
TRIES = 2
_OK, _GONE, _SERVER = range(200, 300), frozenset({404, 410}), range(500, 600)
_FILE = "links.json"
_SHOWN = 200
_OFFLINE = (
    "Deze computer kan geen enkele andere website vinden. Is er wel internet? De links zijn niet nagekeken, en er is "
    "niets onthouden. Alles behalve de links kijk je na met: kb check"
)


class Link(Struct, frozen=True):
    """What is known of an address: its state, the day it was asked, where it leads to now, and why it fails."""

    state: State
    asked: str
    final: str = ""
    why: str = ""

    @property
    def day(self) -> date:
        """The day it was asked."""
        return date.fromisoformat(self.asked)

    def counts(self, today: date) -> bool:
        """True while the answer is fresh enough."""
        return self.day + timedelta(days=DAYS[self.state]) > today


Known = Mapping[str, Link]


def look(address: str, manners: Manners, today: date) -> Link:
    """Ask an address; twice when nothing answers."""
    link = Link("stil", today.isoformat())
    for _ in range(TRIES):
        link = _looked(address, manners, today)
        if link.state != "stil":
            break
    return link


def look_all(
    addresses: Iterable[str],
    known: Known,
    manners: Manners,
    today: date,
    told: Callable[[dict[str, Link], int], None] = lambda _links, _left: None,
) -> dict[str, Link]:
    """What is known of these addresses, asked where that is needed: each host one at a time, some hosts at once.

    `told` hears after each host what is known by then, and how many hosts are left. KbError when this computer can't
    find any site: nothing is known then, and nothing may be remembered.
    """
    wanted = dict.fromkeys(addresses)
    links = {address: known[address] for address in wanted if address in known and known[address].counts(today)}
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for address in wanted:
        if address not in links:
            hosts[urlsplit(address).hostname or ""].append(address)
    if is_offline(tuple(hosts)):
        raise KbError(_OFFLINE)
    pool = ThreadPoolExecutor(HOSTS_AT_ONCE)
    try:
        futures = [pool.submit(_look_host, own, manners, today) for own in hosts.values()]
        for number, future in enumerate(as_completed(futures), 1):
            links |= future.result()
            told(links, len(futures) - number)
    finally:
        pool.shutdown(cancel_futures=True)  # after Ctrl-C only what was asked already is waited for
    return links


def problems(places: Iterable[tuple[str, Place]], links: Known) -> Iterator[Problem]:
    """What is wrong with the addresses at these places."""
    for address, place in places:
        link = links.get(address)
        worded = _worded(address, link) if link else None
        if worded:
            yield Problem(place, *worded, "warning")


def read_known(work: Path) -> dict[str, Link]:
    """What the work folder remembers of earlier questions; nothing when that can't be read."""
    try:
        rows = json.loads((work / _FILE).read_text("utf-8"))
        links = {address: Link(**row) for address, row in rows.items()}
        return {address: link for address, link in links.items() if link.state in DAYS and link.day.year}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def keep(work: Path, links: Known) -> None:
    """Remember the answers; a run that is killed leaves the old file or the new one. OSError from the disk."""
    made = work / f"{_FILE}.{os.getpid()}"
    rows = {address: asdict(link) for address, link in sorted(links.items())}
    made.write_text(json.dumps(rows, indent=0), encoding="utf-8")
    made.replace(work / _FILE)


def _look_host(addresses: Iterable[str], manners: Manners, today: date) -> dict[str, Link]:
    return {address: look(address, manners, today) for address in addresses}


def _looked(address: str, manners: Manners, today: date) -> Link:
    asked = today.isoformat()
    try:
        reply = ask(address, manners)
    except InsideError:
        return Link("intern", asked)
    except SilentError as silence:
        return Link("stil", asked, why=str(silence))
    if reply.status in _GONE:
        return Link("dood", asked, why=str(reply.status))
    if reply.status in _SERVER:
        return Link("stil", asked, why=f"de website heeft een storing ({reply.status})")
    if reply.status not in _OK:
        return Link("geweigerd", asked, why=str(reply.status))
    moved = _is_elsewhere(address, reply.address) and (reply.permanent or _is_front(reply.address))
    return Link("verhuisd" if moved else "goed", asked, final=reply.address if moved else "")


def _is_elsewhere(address: str, final: str) -> bool:
    """True when it is more than another way to write the same: https for http, with or without www or a last slash."""
    return _plainly(address) != _plainly(final)


def _plainly(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def _is_front(address: str) -> bool:
    return urlsplit(address).path in ("", "/") and not urlsplit(address).query


def _worded(address: str, link: Link) -> tuple[str, str, str] | None:
    """Code, message and hint for a link that does not stand where it stood."""
    shown, final = _short(address), _short(link.final)
    match link.state:
        case "dood":
            hint = "Zoek het nieuwe adres. Is het weg? Noem een bewaarde kopie, of haal alleen het adres weg."
            return "link-dood", f"De pagina {shown} is er niet meer ({link.why}).", hint
        case "stil":
            hint = "Kijk het later nog eens na. Blijft het zo? Zoek het nieuwe adres, of haal het weg."
            return "link-stil", f"{shown} doet het niet: {link.why}.", hint
        case "verhuisd" if _is_front(link.final):
            hint = "Het stuk zelf is waarschijnlijk weg. Zoek het nieuwe adres, of haal het weg."
            return "link-verhuisd", f"{shown} leidt nu naar de voorpagina {final}.", hint
        case "verhuisd":
            return "link-verhuisd", f"{shown} is verhuisd.", f"Het nieuwe adres is {final}"
        case "intern":
            return "link-intern", f"{shown} ligt in een besloten netwerk; geen lezer komt er.", "Haal het adres weg."
    return None


def _short(address: str) -> str:
    """The address as far as a line can show it: what a server sends on to can be any length."""
    return address if len(address) <= _SHOWN else f"{address[:_SHOWN]}…"
