"""One report, many forms."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from report_samples import hostile, sample

from factcheck import report
from factcheck.errors import UsageError


@pytest.mark.parametrize("format_", report.FORMATS)
def test_the_same_report_gives_the_same_bytes_in_another_process(format_: str) -> None:
    code = f"import sys; sys.path[:0] = {sys.path!r}; from report_samples import sample; from factcheck import report;"
    code += f"sys.stdout.buffer.write(report.render(sample(), {format_!r}).encode())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert other.decode() == report.render(sample(), format_)


@pytest.mark.parametrize("format_", report.FORMATS)
def test_every_form_survives_hostile_text_and_ends_with_one_line_feed(format_: str) -> None:
    made = report.render(hostile(), format_)
    assert made.encode("utf-8").endswith(b"\n")
    assert not made.endswith("\n\n")


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"unknown report format 'doc'\. Known: text, md, html, json"):
        report.render(sample(), "doc")


def test_every_public_name_is_there() -> None:
    assert all(getattr(report, name) is not None for name in report.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        report.nothing  # noqa: B018


def test_no_renderer_is_imported_before_it_is_asked_for() -> None:
    code = "import sys, factcheck.report.plain; print(*(name for name in sys.modules))"
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}  # it imports json
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, env=bare)
    loaded = done.stdout.split()
    assert not {"jinja2", "json", "hashlib", "factcheck.domain", "factcheck.report.model"} & set(loaded)
