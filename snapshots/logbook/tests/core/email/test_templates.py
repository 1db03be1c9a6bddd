"""Templates escape what is put into HTML, and are there wherever the package is."""

from importlib.resources import files
from pathlib import Path
from uuid import uuid4

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from app.core.email.templates import MailTemplates

PACKAGE = "mails_of_a_test"
HOSTILE = """<script>alert("x")</script> & 'co'"""


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MailTemplates:
    mails = tmp_path / PACKAGE / "mails"
    mails.mkdir(parents=True)
    (mails.parent / "__init__.py").touch()
    (mails / "hello.txt.j2").write_text("Hello {{ name }}", encoding="utf-8")
    (mails / "hello.html.j2").write_text(
        '{% extends "layout.html.j2" %}{% block content %}<p title="{{ name }}">{{ name }}</p>'
        "{% endblock %}",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    return MailTemplates(PACKAGE)


def test_a_mail_is_written_in_text_and_in_html(templates: MailTemplates) -> None:
    mail_id = uuid4()

    mail = templates.write("hello", to="a@b.test", subject="Hé", mail_id=mail_id, name="Åda")

    assert (mail.to, mail.subject, mail.id) == ("a@b.test", "Hé", mail_id)
    assert mail.text == "Hello Åda"
    assert '<p title="Åda">Åda</p>' in mail.html
    assert "<title>Hé</title>" in mail.html


def test_values_are_escaped_in_html_and_left_alone_in_text(templates: MailTemplates) -> None:
    mail = templates.write("hello", to="a@b.test", subject=HOSTILE, mail_id=uuid4(), name=HOSTILE)

    assert mail.text == f"Hello {HOSTILE}"
    assert "<script>" not in mail.html
    assert 'title="&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &#39;co&#39;"' in mail.html


def test_a_value_that_nobody_gave_is_an_error(templates: MailTemplates) -> None:
    with pytest.raises(UndefinedError):
        templates.write("hello", to="a@b.test", subject="Hello", mail_id=uuid4())


def test_a_template_that_is_not_there_is_an_error(templates: MailTemplates) -> None:
    with pytest.raises(TemplateNotFound):
        templates.write("bye", to="a@b.test", subject="Bye", mail_id=uuid4())


def test_the_layouts_are_part_of_the_package() -> None:
    layout = files("app.core.email") / "layouts" / "layout.html.j2"

    assert "{% block content %}" in layout.read_text(encoding="utf-8")
