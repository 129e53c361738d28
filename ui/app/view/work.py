"""Writes how far a job is."""

from __future__ import annotations

from markupsafe import Markup

from rag.dutch.writing import duration, number
from ui.app.jobs.jobs import Job
from ui.app.view.markup import NOTHING, html


def progress_html(job: Job) -> Markup:
    """The title, what is being done, and a bar when it is known how much there is to do."""
    attributes = NOTHING
    parts = [job.phase]
    if job.total:
        parts.append(f"{number(min(job.done, job.total))} van {number(job.total)}")
        attributes = html(' value="{}" max="{}"', min(job.done, job.total), job.total)
    parts += [*([job.detail] if job.detail else []), f"{duration(job.seconds)} bezig"]
    stopping = html("<p><b>Wordt gestopt</b>: wat nu bezig is, wordt nog afgemaakt en bewaard.</p>")
    return html(
        '<section class="kv-werk" role="status" aria-label="{title}"><h2>{title} …</h2>'
        '<progress aria-label="Voortgang"{attributes}></progress>'
        "<p>{doing}. De andere pagina’s blijven gewoon werken.</p>{stopping}</section>",
        title=job.title,
        attributes=attributes,
        doing=" · ".join(parts),
        stopping=stopping if job.is_stopping else NOTHING,
    )


def job_banner_html(job: Job, place: str) -> Markup:
    """Says that a job is at work, or what became of it, with a link to the part of the page that tells more."""
    if job.is_running:
        text, way = f"{job.title} is bezig.", "Volg het hier."
    elif job.error is not None:
        text, way = f"{job.title} is niet gelukt.", "Lees waarom."
    else:
        text, way = f"{job.title} is afgelopen.", "Lees wat het opleverde."
    return html('<p class="kv-banner kv-rustig">{} <a href="#{}">{}</a></p>', text, place, way)
