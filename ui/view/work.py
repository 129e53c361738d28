"""Writes how far a job is."""

from __future__ import annotations

from ui.jobs import Job
from ui.view.facts import number
from ui.view.markup import esc


def progress_html(job: Job) -> str:
    """The title, what is being done, and a bar when it is known how much there is to do."""
    known = ""
    attributes = ""
    if job.total:
        known = f" · {number(min(job.done, job.total))} van {number(job.total)}"
        attributes = f' value="{min(job.done, job.total)}" max="{job.total}"'
    return (
        f'<section class="kv-werk" role="status" aria-label="{esc(job.title)}"><h2>{esc(job.title)} …</h2>'
        f'<progress aria-label="Voortgang"{attributes}></progress>'
        f"<p>{esc(job.phase)}{known} · {duration(job.seconds)}. De andere pagina’s blijven gewoon werken.</p></section>"
    )


def duration(seconds: float) -> str:
    """12 seconden, 3 minuten."""
    if seconds < 90:
        return f"{seconds:.0f} {'seconde' if round(seconds) == 1 else 'seconden'}"
    return f"{seconds / 60:.0f} minuten"
