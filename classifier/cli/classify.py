"""``classifier classify``: reports in, one row per paragraph out."""

from __future__ import annotations

import tempfile
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from classifier.cli.console import Settings, say

if TYPE_CHECKING:
    from classifier.batch import Engine, Result
    from classifier.cli.progress import Summary
    from classifier.runs import Run
    from classifier.writers.rows import Outcome


def run(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Reports, folders, patterns, tables, @list of paths, - for standard input."
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "-o", "--output", metavar="OUT", help="Where the rows go: .xlsx .html .csv .jsonl .parquet, or -."
        ),
    ],
    model: Annotated[
        str | None, typer.Option("--model", metavar="REF", help="Model, such as name@7 or name@production.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, metavar="N", help="Worker processes; by default one a processor.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was interrupted.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an output that is there.")] = False,
    engine: Annotated[Literal["local", "dask"], typer.Option("--engine", help="Who does the work.")] = "local",
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Dask scheduler; by default one is started.")
    ] = None,
) -> None:
    """Classify reports, paragraph by paragraph."""
    from classifier.cli.progress import Summary, show_progress
    from classifier.inputs import find_inputs
    from classifier.runs import Run, begin, carry_out, run_header

    settings: Settings = context.obj
    if scheduler and engine != "dask":
        raise typer.BadParameter("needs --engine dask", param_hint="--scheduler")
    inputs = find_inputs(paths)
    registry = settings.registry()
    version = registry.resolve(model)
    planned = Run(inputs, output, run_header(version))
    progress = begin(planned, resume=resume, overwrite=overwrite)
    manifest = registry.manifest(version)  # the model itself is loaded where it answers
    say(f"model: {version.reference}")
    summary = Summary(manifest.get("themes", []), progress.entries)
    if resume and progress.entries:
        say(f"going on after {progress.start[0]} of {len(inputs)} inputs")
    if not progress.done:
        with (
            closing(_engine(settings, planned, jobs, engine, scheduler)) as working,
            show_progress("classifying", len(inputs), done=progress.start[0]) as bar,
        ):

            def on_result(result: Result) -> None:
                for note in result.notes:
                    say(note)
                if result.failure:
                    say(result.failure)
                if result.last:
                    bar.advance()
                summary.count(result.task.input.name, result.themes, result.accepted)

            try:
                carry_out(planned, progress, working, outcome=lambda: _outcome(planned, manifest), on_result=on_result)
            except KeyboardInterrupt as interruption:
                say("interrupted" if output == "-" else "interrupted; what is done is kept: go on with --resume")
                raise typer.Exit(130) from interruption
    else:
        planned.entries = progress.entries
        say("nothing is left to do")
    _conclude(planned, summary)


def _engine(settings: Settings, run: Run, jobs: int | None, engine: str, scheduler: str | None) -> Engine:
    from classifier.batch import Work, local_engine, preparation

    model = preparation(run.header["model"], settings.models, run.header["model_sha256"])
    work = Work(model, run.form, tell=settings.verbose)
    if engine == "local":
        return local_engine(work, run.inputs, jobs)
    from classifier.distributed import DaskEngine

    parts = tempfile.mkdtemp(prefix="classifier-") if run.output == "-" else f"{run.output}.parts"
    return DaskEngine(work, parts, scheduler=scheduler, jobs=jobs)


def _outcome(run: Run, manifest: dict[str, Any]) -> Outcome:
    from classifier.writers.rows import Outcome

    documents = {entry.name for entry in run.entries}
    themes, accept = manifest.get("themes", []), manifest.get("thresholds", {}).get("accept")
    return Outcome(len(documents), run.failures, run.header["model"], tuple(themes), accept)


def _conclude(run: Run, summary: Summary) -> None:
    failures = run.failures
    if not any(entry.rows for entry in run.entries):
        say("error: nothing was classified; no output was written")
        raise typer.Exit(1)
    summary.show()
    if run.output != "-":
        say(f"rows: {run.output}")
    if failures:
        listed = "" if run.output == "-" else f"; the reasons are in {run.journal}"
        say(f"{len(failures)} of {len(run.inputs)} documents could not be classified{listed}")
        raise typer.Exit(3)
