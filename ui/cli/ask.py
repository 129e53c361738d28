"""The commands `search` and `ask`: the pairs that fit a question, and the answer to it."""

from __future__ import annotations

from typing import Annotated

import typer

from rag.question import Question
from ui.cli.options import AsJson, DataDir, Rerank, assistant_of, print_json
from ui.cli.question import takes_question

SEARCH_EXAMPLE = 'Voorbeeld: kamervragen search "wachttijden jeugdzorg" --ministerie VWS --top 5 --json'
ASK_EXAMPLE = 'Voorbeeld: kamervragen ask "welke ministeries hielden bijeenkomsten?" --vervolg "alleen 2024"'


@takes_question()
def search(question: Question, data_dir: DataDir = None, rerank: Rerank = True, as_json: AsJson = False) -> None:
    """Zoek de vraag-antwoordparen die het best passen."""
    from rag.assistant.asked import search_for
    from ui.terminal.answer import search_text
    from ui.terminal.conversation import turns_text

    searched = search_for(assistant_of(data_dir, rerank=rerank), question)
    if as_json:
        print_json(searched.to_json())
    else:
        typer.echo(search_text(searched.result, [*searched.notes, *turns_text(searched.conversation.turns)]))


@takes_question()
def ask(
    question: Question,
    llm: Annotated[bool, typer.Option("--llm/--no-llm", help="Met of zonder het ingestelde taalmodel.")] = True,
    in_fixed_order: Annotated[
        bool, typer.Option("--vaste-volgorde", help="Ministeries in vaste volgorde in plaats van ja bovenaan.")
    ] = False,
    data_dir: DataDir = None,
    rerank: Rerank = True,
    as_json: AsJson = False,
) -> None:
    """Beantwoord een vraag, of een hele Kamervraag, met letterlijke zinnen, elk met bronvermelding."""
    from rag.assistant.asked import answer_to
    from ui.terminal.answer import answer_text
    from ui.terminal.conversation import facts_text, turns_text

    answered = answer_to(assistant_of(data_dir, rerank=rerank), question, llm=llm)
    if as_json:
        print_json(answered.to_json())
    else:
        about = facts_text(answered.facts) if answered.conversation.about else []
        notes = [*answered.notes, *turns_text(answered.conversation.turns), *about]
        typer.echo(answer_text(answered.answer, notes, in_fixed_order=in_fixed_order))
