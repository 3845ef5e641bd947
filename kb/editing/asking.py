"""Asks an address on the web whether it still stands, without reading what stands there; never in a private network."""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct, field

MAX_HOPS = 6
_PERMANENT, _MOVED = frozenset({301, 308}), frozenset({301, 302, 303, 307, 308})
_SAFE = "/%:@!$&'()*+,;=~-._"
_LATER = frozenset({429, 503})
_LONGEST_WAIT = 10.0
_SEVERAL = 5


class InsideError(Exception):
    """The address leads into a network that is not public."""


class SilentError(Exception):
    """No answer came; the message says why, in Dutch."""


class Reply(Struct, frozen=True):
    """The status at the end of the way, the address there, and whether every step to it was for good."""

    status: int
    address: str
    permanent: bool
    retry_after: float = 0.0


def is_public(address: str) -> bool:
    """True for an IP address on the open internet; also what is wrapped in an address of another kind must be."""
    ip = ipaddress.ip_address(address)
    inner = [ip]
    if isinstance(ip, ipaddress.IPv6Address):
        inner += [each for each in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if each]
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return all(each.is_global and not each.is_multicast for each in inner)


class Manners(Struct, frozen=True):
    """How we ask: who we say we are, how long we wait, and how long a host rests between two questions.

    `is_allowed` says which IP addresses may be asked.
    """

    agent: str
    timeout: float = 10.0
    longest: float = 25.0
    pause: float = 1.0
    is_allowed: Callable[[str], bool] = is_public
    sleep: Callable[[float], None] = time.sleep
    _turns: dict[str, threading.Lock] = field(default_factory=dict)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """One question to a host at a time, with a rest behind it."""
        with self._turns.setdefault(host, threading.Lock()):
            try:
                yield
            finally:
                self.sleep(self.pause)


def is_offline(hosts: Sequence[str]) -> bool:
    """True when of several names none can be looked up: then it is not the sites that are gone."""
    return len(hosts) >= _SEVERAL and not any(map(_is_found, hosts[:_SEVERAL]))


def _is_found(host: str) -> bool:
    try:
        socket.getaddrinfo(host.encode("idna"), None, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        return False
    return True


def ask(address: str, manners: Manners) -> Reply:
    """What an address answers: HEAD first, and GET where that is refused; redirects are followed.

    SilentError when nothing answers, InsideError when it leads into a private network.
    """
    reply = _follow("HEAD", address, manners)
    if reply.status >= http.client.BAD_REQUEST and reply.status not in _LATER:
        reply = _follow("GET", address, manners)  # many servers know no HEAD, and say so in as many ways
    elif reply.status in _LATER:
        manners.sleep(min(reply.retry_after, _LONGEST_WAIT))
        reply = _follow("GET", address, manners)
    return reply


def _follow(method: str, address: str, manners: Manners) -> Reply:
    permanent, at = True, address
    for _ in range(MAX_HOPS):
        status, location, wait = _one(method, at, manners)
        if status not in _MOVED or not location:
            return Reply(status, at, permanent, wait)
        permanent = permanent and status in _PERMANENT
        try:
            at = urljoin(at, location).partition("#")[0]
        except ValueError as wrong:
            raise SilentError("het adres stuurt door naar iets dat geen adres is") from wrong
    raise SilentError("het adres stuurt steeds door")


def _one(method: str, address: str, manners: Manners) -> tuple[int, str, float]:
    """Status, where it leads to, and after how many seconds we may come back."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError) as wrong:
        raise SilentError("het adres klopt niet") from wrong
    if parts.scheme not in ("http", "https") or not host:
        raise SilentError("het adres klopt niet")
    with manners.turn(host), _explained():
        ip = _looked_up(host, manners)
        is_secure = parts.scheme == "https"
        connection = (_Secure if is_secure else _Plain)(host, port, timeout=manners.timeout)
        connection.ip = ip
        query = f"?{quote(parts.query, safe=f'{_SAFE}?')}" if parts.query else ""
        path = quote(parts.path or "/", safe=_SAFE) + query
        with _ended_in_time(connection, manners.longest):
            connection.request(method, path, headers={"User-Agent": manners.agent, "Accept": "*/*"})
            response = connection.getresponse()
            return response.status, response.getheader("Location", ""), _seconds(response.getheader("Retry-After", ""))


def _looked_up(host: str, manners: Manners) -> str:
    """The IP address that will be asked: looked up once, so that what is checked is what is connected to."""
    found = [str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    if not all(manners.is_allowed(ip) for ip in found):
        raise InsideError(host)
    return found[0]


class _Plain(http.client.HTTPConnection):
    """A connection to an IP address that was looked up before. `is_late`: it may take no longer."""

    ip = ""
    is_late = False

    def connect(self) -> None:
        """Connect to that IP address; the name only goes along."""
        _stand(self, socket.create_connection((self.ip, self.port), self.timeout))


class _Secure(http.client.HTTPSConnection):
    """The same over TLS, with the name checked as always."""

    ip = ""
    is_late = False

    def connect(self) -> None:
        """Connect to that IP address and check the certificate against the name."""
        plain = socket.create_connection((self.ip, self.port), self.timeout)
        context = ssl.create_default_context()
        secure = context.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        _stand(self, secure)
        secure.do_handshake()


def _stand(connection: "_Plain | _Secure", sock: socket.socket) -> None:
    """Let `_cut` end this from here on, and end it here where that came too early to."""
    connection.sock = sock
    if connection.is_late:
        raise TimeoutError


@contextmanager
def _ended_in_time(connection: _Plain | _Secure, seconds: float) -> Iterator[None]:
    """Close the connection at the end, and also when a server keeps us waiting letter by letter."""
    guard = threading.Timer(seconds, _cut, [connection])
    guard.daemon = True
    guard.start()
    try:
        yield
    finally:
        guard.cancel()
        connection.close()


def _cut(connection: _Plain | _Secure) -> None:
    connection.is_late = True
    # `sock` is None before the connection stands; a socket that is closed already says so with an OSError.
    if (sock := connection.sock) is not None:
        try:
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # that of TLS drops what the other thread is using
        except OSError:
            return


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except socket.gaierror as trouble:
        raise SilentError("deze website bestaat niet (meer)") from trouble
    except ssl.SSLCertVerificationError as trouble:
        raise SilentError("het certificaat van de website klopt niet") from trouble
    except TimeoutError as trouble:
        raise SilentError("de website antwoordt niet op tijd") from trouble
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        raise SilentError("de website geeft geen goed antwoord") from trouble


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() else 0.0
