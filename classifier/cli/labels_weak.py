"""``classifier labels weak``: the themes that headings and leads name, as rows to train on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from classifier.cli.console import say

if TYPE_CHECKING:
    from classifier.errors import ClassifierError
    from classifier.labelling.weak_labels import WeakLabels


def run(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATHS...", help="Reports, folders, patterns, tables of texts.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="OUT", help="Where the rows go: .xlsx .csv .jsonl, or -.")
    ] = None,
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="FILE", help="Rules of your own: .xlsx or .csv.")
    ] = None,
    write_rules: Annotated[
        str | None, typer.Option("--write-rules", metavar="FILE", help="Write the rules there, to be edited.")
    ] = None,
    truth: Annotated[
        str | None, typer.Option("--truth", metavar="FILE", help="Real labels of some paragraphs, to score the rules.")
    ] = None,
    least: Annotated[
        Literal["高", "中", "低"], typer.Option("--least", help="The lowest level of rules to believe.")
    ] = "中",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an output that is there.")] = False,
) -> None:
    """Label paragraphs by what their leads and headings say."""
    from classifier.labelling import rules_table
    from classifier.labelling.tabular import check_output

    if not (paths and output) and not write_rules:
        raise typer.BadParameter("are needed, or --write-rules FILE", param_hint="PATHS and -o OUT")
    chosen = rules_table.read_rules(rules)
    if write_rules:
        rules_table.write_rules(chosen, write_rules, overwrite=overwrite)
        say(f"rules: {write_rules}")
    if not (paths and output):
        return
    check_output(output, overwrite=overwrite)
    from classifier.dataset import read_rows
    from classifier.labelling.gathering import gather_paragraphs
    from classifier.labelling.weak_labels import label_candidates, write_weak_labels

    known = read_rows(truth) if truth else []
    failures: list[ClassifierError] = []
    candidates = gather_paragraphs(paths, on_failure=failures.append)
    found = label_candidates(candidates, rules=chosen, least=least, truth=known)
    write_weak_labels(found, output, overwrite=overwrite)
    _conclude(found, output, checked=bool(truth))
    for failure in failures:
        say(str(failure))
    if failures:
        raise typer.Exit(3)


def _conclude(found: WeakLabels, output: str, *, checked: bool) -> None:
    told = ", ".join(f"{theme} {count}" for theme, count in found.themes().items())
    say(f"{found.labelled} of {len(found.candidates)} paragraphs have a weak label: {told or 'none'}")
    if checked:
        known = sum(map(bool, found.truth))
        say(f"{known} have a real label; of those with a theme {found.coverage:.1%} are covered")
        say(f"of the labels that can be checked {found.precision:.1%} are right")
    say("these labels are the rules', not people's: a score against them says how well a model follows the rules")
    if output != "-":
        say(f"rows: {output}")
