"""Mails what saved searches have to tell: one mail a run, and nothing twice."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from itertools import groupby

from index.errors import InputError, MailError
from index.settings import Settings
from rag.dutch.writing import counted
from rag.follow.digest import Section, digest_html, digest_text, title_of
from rag.follow.searches import MAIL_SENT, MAIL_UNDERWAY, MAIL_WAITS, KeptMessage, SavedSearches

FOOT = "Gestuurd door `kamervragen volg run --mail` op uw eigen installatie."


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail goes out, and from and to whom.

    Attributes:
        security: `starttls`, `tls` from the first byte on, or `none`.
        user: None sends without logging in.
    """

    host: str
    port: int
    security: str
    user: str | None
    password: str | None
    sender: str
    recipients: tuple[str, ...]
    timeout_s: float

    @property
    def address(self) -> str:
        """`smtp.example.org:587`."""
        return f"{self.host}:{self.port}"


def mail_server(settings: Settings) -> MailServer:
    """The mail server that the settings name.

    Raises:
        InputError: something is missing (all of it is named), or a password would travel in the open.
    """
    needed = {"smtp_host": settings.smtp_host, "mail_from": settings.mail_from, "mail_to": settings.mail_to}
    if missing := [f"KAMERVRAGEN_{name.upper()}" for name, value in needed.items() if not value]:
        raise InputError(f"om te mailen ontbreekt {', '.join(missing)}: zie docs/volgen.md")
    if settings.smtp_user and settings.smtp_security == "none":
        raise InputError(
            "een wachtwoord gaat niet onversleuteld over het net: zet KAMERVRAGEN_SMTP_SECURITY op starttls of tls"
        )
    return MailServer(
        host=settings.smtp_host or "",
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        sender=settings.mail_from or "",
        recipients=tuple(part.strip() for part in (settings.mail_to or "").split(",") if part.strip()),
        timeout_s=settings.smtp_timeout_s,
    )


def send_waiting(searches: SavedSearches, server: MailServer) -> int:
    """Sends all that waits in one mail; gives how many messages stood in it, 0 where nothing waits.

    A message is noted as underway before the server gets it. What is refused waits again; what was underway when the
    connection or this process broke off may have arrived, and goes again only after `SavedSearches.mail_again`.

    Raises:
        MailError: the server cannot be reached, or refuses.
    """
    if not searches.count_mail(MAIL_WAITS):
        return 0
    with _connected(server) as connection:
        taken = searches.take_mail()
        if not taken:
            return 0
        try:
            refused = connection.send_message(make_mail(taken, server))
        except smtplib.SMTPServerDisconnected as error:
            raise MailError(f"{server.address} verbrak de verbinding; {_uncertain(len(taken))}") from error
        except smtplib.SMTPException as error:
            searches.end_mail(taken, MAIL_WAITS)
            raise MailError(f"{server.address} weigert de mail ({error}): hij wacht tot de volgende keer") from error
        except OSError as error:
            raise MailError(f"{server.address} geeft geen antwoord ({error}); {_uncertain(len(taken))}") from error
        searches.end_mail(taken, MAIL_SENT)
    if refused:
        raise MailError(f"{server.address} weigert {', '.join(refused)}; de anderen hebben de mail gekregen")
    return len(taken)


def uncertain_note(searches: SavedSearches) -> str | None:
    """What to tell of mail that broke off earlier; None where there is none."""
    count = searches.count_mail(MAIL_UNDERWAY)
    return f"een eerdere mail brak af: {_uncertain(count)}" if count else None


def make_mail(taken: Sequence[KeptMessage], server: MailServer) -> EmailMessage:
    """The mail, in plain text and HTML; the same messages get the same id, so that a reader knows a second copy."""
    sections = [
        Section(name=name, messages=tuple(one.message for one in ones))
        for name, ones in groupby(taken, key=lambda one: one.name)
    ]
    mark = hashlib.sha256("\n".join(f"{one.name} {one.message.id}" for one in taken).encode()).hexdigest()[:32]
    mail = EmailMessage()
    mail["Subject"] = title_of(sections)
    mail["From"], mail["To"] = server.sender, ", ".join(server.recipients)
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = f"<{mark}@kamervragen.invalid>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{digest_text(sections)}\n-- \n{FOOT}\n")
    mail.add_alternative(digest_html(sections), subtype="html")
    return mail


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection, secured and logged in; a MailError where there is none."""
    context = ssl.create_default_context()
    try:
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.timeout_s, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)
    except (OSError, smtplib.SMTPException) as error:
        raise MailError(f"{server.address} is niet te bereiken ({error}): controleer de instellingen") from error
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password or "")
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        raise MailError(f"{server.address} laat niet toe ({error}): controleer de instellingen") from error
    try:
        yield connection
    finally:
        connection.close()


def _uncertain(count: int) -> str:
    return (
        f"van {counted(count, 'bericht', 'berichten')} is niet zeker of de mail is aangekomen; opnieuw sturen kan met "
        "`kamervragen volg run --mail --opnieuw`"
    )
