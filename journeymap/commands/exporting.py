"""`journeymap export`: pictures of a map."""

from __future__ import annotations

from pathlib import Path

import click

from journeymap.console import MAP, fail, folder_of, lines_of, read, said
from journeymap.files.problems import FilesError
from journeymap.files.save import save_file
from journeymap.model.text import M
from journeymap.ui.output import export as exporting


@click.command(help=said(M("Draw a map as PNG, PDF or SVG; the ending of the output decides.")))
@MAP
@click.option(
    "-o", "--output", required=True, type=click.Path(), help=said(M("The picture to write."))
)
@click.option(
    "--theme", type=click.Choice(["light", "dark", "print"]), help=said(M("Its colours."))
)
@click.option(
    "--lanes",
    metavar="NAMES",
    help=said(M("Lanes in order, with commas: channels,curve,pains,quotes,backstage,metrics.")),
)
@click.option("--overlay", metavar="METRIC", help=said(M("Show this metric on every touchpoint.")))
@click.option("--period", metavar="P", help=said(M("The overlay’s period, such as 2026-10.")))
@click.option("--persona", metavar="ID", help=said(M("Show the journey of one persona.")))
@click.option(
    "--scale",
    type=click.FloatRange(0.1, 10),
    help=said(M("Pixels of the PNG for each pixel of the map; 2 if left out.")),
)
@click.option(
    "--page",
    type=click.Choice(["A4", "A3", "A2", "A1", "A0"], case_sensitive=False),
    help=said(M("Paper of the PDF; without it the page is as large as the map.")),
)
@click.option("--landscape", is_flag=True, help=said(M("Turn the paper.")))
def export(
    file: str,
    output: str,
    theme: str | None,
    lanes: str | None,
    overlay: str | None,
    period: str | None,
    persona: str | None,
    scale: float | None,
    page: str | None,
    landscape: bool,
) -> None:
    """Write a picture of a map."""
    form = Path(output).suffix.lower().lstrip(".")
    if form not in ("png", "pdf", "svg"):
        fail(said(M("“{file}” ends in none of .png, .pdf and .svg.", file=output)))
    if page is not None and form != "pdf":
        fail(said(M("--page is for PDF; a PNG or SVG is as large as the map.")))
    if scale is not None and form != "png":
        fail(said(M("--scale is for PNG; SVG and PDF stay sharp at any size.")))
    if page is None and landscape:
        fail(said(M("--landscape turns a paper; name one with --page.")))
    saved = read(file)

    try:
        data = exporting.export(
            saved.map,
            form,
            wishes=exporting.Wishes(
                theme, lanes, overlay, period, persona, scale or 2.0, page, landscape
            ),
            folder=folder_of(file),
        )
        save_file(output, data)
    except exporting.NotExported as error:
        fail(said(error.message))
    except FilesError as error:
        fail(*lines_of(error))
