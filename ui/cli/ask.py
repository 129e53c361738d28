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
    from rag.contract import conversation_json, search_json
    from ui.terminal.answer import search_text
    from ui.terminal.conversation import turns_text

    assistant = assistant_of(data_dir, rerank=rerank)
    question, notes = assistant.spelt(question)
    if question.meant is not None:
        notes = (*notes, "Zoeken vergelijkt niet: wat met --bedoeld is gekozen, telt bij `ask` en `export`.")
    conversation = assistant.follow(question)
    result = assistant.search(conversation.question)
    if as_json:
        print_json(search_json(result) | conversation_json(conversation) | {"notes": [*notes, *result.notes]})
    else:
        typer.echo(search_text(result, [*notes, *turns_text(conversation.turns)]))


@takes_question()
def ask(
    question: Question,
    llm: Annotated[bool, typer.Option("--llm/--no-llm", help="Met of zonder het ingestelde taalmodel.")] = True,
    data_dir: DataDir = None,
    rerank: Rerank = True,
    as_json: AsJson = False,
) -> None:
    """Beantwoord een vraag, of een hele Kamervraag, met letterlijke zinnen, elk met bronvermelding."""
    from rag.answer.about import facts_about
    from rag.contract import answer_json, conversation_json
    from ui.terminal.answer import answer_text
    from ui.terminal.conversation import facts_text, turns_text

    assistant = assistant_of(data_dir, rerank=rerank)
    question, notes = assistant.spelt(question)
    conversation = assistant.follow(question)
    answer = assistant.ask(conversation.question)
    about = conversation.about
    if llm and about is None:
        answer = assistant.phrased(answer)
    facts = facts_about(answer, about) if about else ()
    if as_json:
        content = answer_json(answer) | conversation_json(conversation, facts)
        print_json(content | {"notes": [*notes, *answer.search.notes]})
    else:
        told = [*turns_text(conversation.turns), *(facts_text(facts) if about else [])]
        typer.echo(answer_text(answer, [*notes, *told]))
