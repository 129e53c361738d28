"""Writes how far a job is."""

from __future__ import annotations

from rag.dutch.writing import duration, number
from ui.app.jobs.jobs import Job
from ui.app.view.markup import esc


def progress_html(job: Job) -> str:
    """The title, what is being done, and a bar when it is known how much there is to do."""
    attributes = ""
    parts = [job.phase]
    if job.total:
        parts.append(f"{number(min(job.done, job.total))} van {number(job.total)}")
        attributes = f' value="{min(job.done, job.total)}" max="{job.total}"'
    parts += [*([job.detail] if job.detail else []), f"{duration(job.seconds)} bezig"]
    stopping = (
        "<p><b>Wordt gestopt</b>: wat nu bezig is, wordt nog afgemaakt en bewaard.</p>" if job.is_stopping else ""
    )
    return (
        f'<section class="kv-werk" role="status" aria-label="{esc(job.title)}"><h2>{esc(job.title)} …</h2>'
        f'<progress aria-label="Voortgang"{attributes}></progress>'
        f"<p>{esc(' · '.join(parts))}. De andere pagina’s blijven gewoon werken.</p>{stopping}</section>"
    )


def job_banner_html(job: Job, place: str) -> str:
    """That there is work, or what became of it, with a link to the place on the page that tells more."""
    if job.is_running:
        text, way = f"{job.title} is bezig.", "Volg het hier."
    elif job.error is not None:
        text, way = f"{job.title} is niet gelukt.", "Lees waarom."
    else:
        text, way = f"{job.title} is afgelopen.", "Lees wat het opleverde."
    return f'<p class="kv-banner kv-rustig">{esc(text)} <a href="#{esc(place)}">{way}</a></p>'
