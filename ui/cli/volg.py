"""The commands of `volg`: questions that are saved, and what is new for them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.question import Question
from ui.cli.options import AsJson, DataDir, assistant_of, print_json, settings_of
from ui.cli.question import takes_question

if TYPE_CHECKING:
    from rag.assistant.assistant import Assistant
    from rag.follow.mail import MailServer
    from rag.follow.news import News
    from rag.follow.searches import SavedSearches

volg_app = typer.Typer(
    no_args_is_help=True,
    help="Volg vragen: wat is er nieuw, gewijzigd of alsnog beantwoord sinds de vorige keer.",
    epilog="Voorbeeld: kamervragen volg run --json",
)

Names = Annotated[list[str] | None, typer.Argument(help="Namen van gevolgde vragen; zonder: alle.")]
GivenNames = Annotated[list[str], typer.Argument(help="Namen van gevolgde vragen.")]
Name = Annotated[str, typer.Option("--naam", help="Hoe de gevolgde vraag heet.")]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--sinds", formats=["%Y-%m-%d"], help="Ook wat sinds deze dag is opgenomen is nieuw; anders vanaf nu."
    ),
]


@volg_app.command(epilog='Voorbeeld: kamervragen volg add "wachttijden jeugdzorg" --naam jeugdzorg --ministerie VWS')
@takes_question()
def add(question: Question, naam: Name, sinds: Since = None, data_dir: DataDir = None) -> None:
    """Volg een vraag, of met een nummer of vraagnummer één publicatie; met dezelfde filters als search en ask."""
    from rag.follow.news import follow

    assistant = assistant_of(data_dir)
    with _opened(data_dir) as searches:
        follow(assistant, searches, naam, question, sinds.date() if sinds else None)
    typer.echo(f"gevolgd als {naam!r}; zie wat er nieuw is met: kamervragen volg run", err=True)


@volg_app.command("list", epilog="Voorbeeld: kamervragen volg list --json")
def list_(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Toon de gevolgde vragen."""
    from rag.follow.searches import searches_json

    with _opened(data_dir) as searches:
        saved = searches.all()
    if as_json:
        print_json(searches_json(saved))
        return
    for one in saved:
        typer.echo(f"{one.name}: «{one.question.text}», nieuw sinds {one.since.isoformat()}")
    if not saved:
        typer.echo("er wordt niets gevolgd; begin met: kamervragen volg add VRAAG --naam NAAM", err=True)


@volg_app.command(epilog="Voorbeeld: kamervragen volg run --atom ~/feeds --mail")
def run(
    names: Names = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Toon het, maar onthoud, schrijf en verstuur niets.")
    ] = False,
    atom: Annotated[
        Path | None, typer.Option("--atom", help="Schrijf in deze map een Atom-feed per gevolgde vraag.")
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Schrijf het nieuws als pagina naar dit bestand.")] = None,
    mail: Annotated[
        bool, typer.Option("--mail", help="Stuur het nieuws in één mail; instellingen: docs/volgen.md.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--opnieuw", help="Met --mail: stuur ook opnieuw wat eerder halverwege afbrak.")
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Toon wat er nieuw, gewijzigd of alsnog beantwoord is; elk bericht één keer."""
    from rag.follow.mail import mail_server
    from rag.follow.news import news, news_json
    from ui.terminal.news import news_text

    server = mail_server(settings_of(data_dir)) if mail else None
    assistant = assistant_of(data_dir)
    with _opened(data_dir) as searches:
        found = news(assistant, searches, names or ())
        if as_json:
            print_json(news_json(found))
        else:
            typer.echo(news_text(found))
        if not dry_run:
            _tell(assistant, searches, found, atom=atom, html=html, server=server, again=again)
        elif server:
            from rag.dutch.writing import counted

            count = sum(map(len, (part for one in found for part in (one.answered, one.new, one.changed))))
            to = ", ".join(server.recipients)
            typer.echo(
                f"niets verstuurd; {counted(count, 'bericht', 'berichten')} aan {to} via {server.address}", err=True
            )


def _tell(
    assistant: Assistant,
    searches: SavedSearches,
    found: Sequence[News],
    *,
    atom: Path | None,
    html: Path | None,
    server: MailServer | None,
    again: bool,
) -> None:
    """Writes the page, notes what was told, and only then what is made from those notes: feeds and mail."""
    from rag.dutch.writing import counted
    from rag.export.save import save
    from rag.follow.digest import Section, digest_html
    from rag.follow.feeds import write_feeds
    from rag.follow.mail import send_waiting, uncertain_note
    from rag.follow.tell import mark_told, messages_of

    today = date.today()
    if html is not None:
        sections = [Section(name=one.search.name, messages=messages_of(one, today)) for one in found]
        save(digest_html(sections).encode(), html, force=True)
        typer.echo(f"geschreven naar {html}", err=True)
    mark_told(assistant, searches, found, today, to_mail=server is not None)
    if atom is not None:
        written = write_feeds(searches, atom)
        typer.echo(f"{counted(len(written), 'feed', 'feeds')} geschreven in {atom}", err=True)
    if server is not None:
        if again:
            searches.mail_again()
        if note := uncertain_note(searches):
            typer.echo(f"kamervragen: {note}", err=True)
        if count := send_waiting(searches, server):
            told = counted(count, "bericht", "berichten")
            typer.echo(f"{told} gemaild aan {', '.join(server.recipients)}", err=True)


@volg_app.command("mark-seen", epilog="Voorbeeld: kamervragen volg mark-seen jeugdzorg")
def mark_seen_(names: Names = None, data_dir: DataDir = None) -> None:
    """Beschouw alles wat er nu nieuw is als gezien."""
    from rag.follow.news import mark_seen, news

    assistant = assistant_of(data_dir)
    with _opened(data_dir) as searches:
        mark_seen(assistant, searches, news(assistant, searches, names or ()), date.today())


@volg_app.command(epilog="Voorbeeld: kamervragen volg remove jeugdzorg")
def remove(names: GivenNames, data_dir: DataDir = None) -> None:
    """Volg vragen niet langer."""
    with _opened(data_dir) as searches:
        searches.remove(names)


def _opened(data_dir: Path | None) -> closing[SavedSearches]:
    from rag.follow.searches import SavedSearches

    return closing(SavedSearches(settings_of(data_dir).data_dir))
