"""Mail to a real SMTP server on loopback: secured, one a run, nothing twice."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from typer.testing import CliRunner

from index.errors import InputError, MailError
from index.settings import load_settings
from rag.follow.mail import MailServer, mail_server, send_waiting, uncertain_note
from rag.follow.messages import Message, MessageKind
from rag.follow.searches import SavedSearches
from ui.cli.main import app
from ui.server.listen import free_port

TODAY = date.today()
HOST = "127.0.0.1"
SETTINGS = {"smtp_host": HOST, "mail_from": "van@example.org", "mail_to": "aan@example.org, ook@example.org"}


class Postbus:
    """Keeps what it gets; answers DATA as it is told to."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.answer = "250 OK"
        self.dies = False

    async def handle_DATA(self, server: SMTP, session: object, envelope: Envelope) -> str:  # noqa: N802  # its name
        if self.answer.startswith("250"):
            mail = message_from_bytes(cast(bytes, envelope.content), policy=policy.default)
            self.got.append(cast(EmailMessage, mail))
        if self.dies:
            assert server.transport is not None
            server.transport.close()
        return self.answer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this computer with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificaat") / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def postbus() -> Postbus:
    return Postbus()


@pytest.fixture
def server(postbus: Postbus, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A server that takes mail after STARTTLS and a login only."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def check(server: object, session: object, envelope: object, mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        return AuthResult(success=(given.login, given.password) == (b"jan", b"geheim"), handled=False)

    running = Controller(
        postbus,
        hostname=HOST,
        port=free_port(HOST, 0),
        tls_context=context,
        require_starttls=True,
        authenticator=check,
        auth_required=True,
    )
    running.start()
    given = load_settings(**SETTINGS, smtp_port=running.port, smtp_user="jan", smtp_password="geheim")  # noqa: S106
    yield mail_server(given)
    running.stop()


@pytest.fixture
def searches(data_dir: Path) -> Iterator[SavedSearches]:
    data_dir.mkdir()
    opened = SavedSearches(data_dir)
    yield opened
    opened.close()


def tell(searches: SavedSearches, *names: str) -> None:
    """Leaves a message of each search to be mailed."""
    messages = {
        name: [
            Message(
                id=f"kamervraag://{name}",
                kind=MessageKind.NIEUW,
                title=f"Hoeveel {name}?",
                text=f"Veertig {name}.",
                source="Minister van Defensie, nr. 1",
                link="https://example.org/1",
            )
        ]
        for name in names
    }
    searches.note({}, TODAY, messages, to_mail=True)


def test_one_mail_has_all_that_is_new_in_text_and_html(
    searches: SavedSearches, server: MailServer, postbus: Postbus
) -> None:
    tell(searches, "schepen", "drones")
    assert send_waiting(searches, server) == 2
    (mail,) = postbus.got
    assert mail["Subject"] == "Kamervragen: 2 berichten over drones, schepen"
    assert mail["To"] == SETTINGS["mail_to"]
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        text = part.get_content()
        assert all(word in text for word in ("Veertig schepen.", "Veertig drones.", "nr. 1", "https://example.org/1"))
    assert send_waiting(searches, server) == 0
    assert len(postbus.got) == 1


def test_what_is_refused_or_cannot_leave_waits(searches: SavedSearches, server: MailServer, postbus: Postbus) -> None:
    tell(searches, "schepen")
    postbus.answer = "451 later"
    with pytest.raises(MailError, match="451"):
        send_waiting(searches, server)
    wrong = mail_server(load_settings(**SETTINGS, smtp_port=1))
    with pytest.raises(MailError, match="niet te bereiken"):
        send_waiting(searches, wrong)
    postbus.answer = "250 OK"
    assert send_waiting(searches, server) == 1
    assert len(postbus.got) == 1


def test_what_broke_off_is_not_sent_twice_but_by_who_asks_for_it(
    searches: SavedSearches, server: MailServer, postbus: Postbus
) -> None:
    tell(searches, "schepen")
    postbus.dies = True
    with pytest.raises(MailError, match="--opnieuw"):
        send_waiting(searches, server)
    postbus.dies = False
    tell(searches, "drones")
    assert send_waiting(searches, server) == 1
    assert [mail["Subject"] for mail in postbus.got][1:] == ["Kamervragen: 1 bericht over drones"]
    assert "--opnieuw" in str(uncertain_note(searches))
    searches.mail_again()
    assert send_waiting(searches, server) == 1
    assert postbus.got[0]["Message-ID"] == postbus.got[2]["Message-ID"], "a reader knows the second copy"
    assert uncertain_note(searches) is None


def test_a_crash_after_sending_sends_nothing_twice(
    searches: SavedSearches, server: MailServer, postbus: Postbus, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(searches, "schepen")

    def crash(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(SavedSearches, "end_mail", crash)
        with pytest.raises(SystemExit):
            send_waiting(searches, server)
    again = SavedSearches(data_dir)
    tell(again, "schepen")
    assert send_waiting(again, server) == 0
    assert len(postbus.got) == 1
    again.close()


def test_a_wrong_password_and_a_stranger_are_refused(
    searches: SavedSearches, server: MailServer, postbus: Postbus, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(searches, "schepen")
    given = load_settings(**SETTINGS, smtp_port=server.port, smtp_user="jan", smtp_password="fout")  # noqa: S106
    with pytest.raises(MailError, match="laat niet toe"):
        send_waiting(searches, mail_server(given))
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(MailError, match="certificate"):
        send_waiting(searches, server)
    assert postbus.got == []


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({}, "KAMERVRAGEN_SMTP_HOST, KAMERVRAGEN_MAIL_FROM, KAMERVRAGEN_MAIL_TO"),
        (SETTINGS | {"smtp_user": "jan", "smtp_security": "none"}, "starttls"),
    ],
)
def test_what_is_missing_is_named(settings: dict[str, str], word: str) -> None:
    with pytest.raises(InputError, match=word):
        mail_server(load_settings(**settings))


def test_the_command_mails_nothing_on_a_dry_run(
    corpus_of_ships: Path, server: MailServer, postbus: Postbus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(f"KAMERVRAGEN_{name.upper()}", value)
    monkeypatch.setenv("KAMERVRAGEN_SMTP_PORT", str(server.port))
    monkeypatch.setenv("KAMERVRAGEN_SMTP_USER", "jan")
    monkeypatch.setenv("KAMERVRAGEN_SMTP_PASSWORD", "geheim")
    page = tmp_path / "nieuw.html"
    run = ["volg", "run", "--mail", "--html", str(page), "--atom", str(tmp_path), "--data-dir", str(corpus_of_ships)]
    dry = CliRunner().invoke(app, [*run, "--dry-run"])
    assert "niets verstuurd; 1 bericht aan" in dry.stderr
    assert (postbus.got, page.exists()) == ([], False)
    told = CliRunner().invoke(app, run)
    assert "1 bericht gemaild aan aan@example.org, ook@example.org" in told.stderr, told.output
    assert [mail["Subject"] for mail in postbus.got] == ["Kamervragen: 1 bericht over schepen"]
    assert "veertig schepen" in page.read_text(encoding="utf-8")
    assert "veertig schepen" in (tmp_path / "schepen.atom").read_text(encoding="utf-8")
    CliRunner().invoke(app, run)
    assert len(postbus.got) == 1
