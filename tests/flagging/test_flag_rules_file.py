"""A file of rules: what it can say, and that what it should not say is named with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.domain import ClaimKind
from factcheck.errors import InputError, UsageError
from factcheck.flagging import rules_file
from factcheck.flagging.channels import Command, DigestChannel, DigestForm, WebhookChannel
from factcheck.flagging.rules import DEFAULT, read_rules

WHOLE = """\
# what the desk watches
[[rule]]
name = "energy"
speakers = ["Ana Ruiz"]
roles = ["minister"]
topics = ["gas plant", "tariff"]
outlets = ["The Saltmarsh Ledger"]
kinds = ["direct", "assertion"]
checkworthiness = 0.4
except = { topics = ["weather"] }

[[rule]]
name = "false again"
known-false = true

[[rule]]
name = "figures"
figure-differs = true
contradicted = true
misquoted = true
restated-opinion = true
new = true
[rule.except]
outlets = ["Our Own Paper"]

[notify.mail]
command = "sendmail -t"
form = "mail"
to = "Desk <desk@courier.example>, night@courier.example"
from = "factcheck@courier.example"
rules = ["false again"]
seconds = 5

[notify.hook]
webhook = "https://hooks.courier.example/new?desk=1"

[notify.file]
digest = "night-{day}.md"
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "rules.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_all_that_a_file_can_say(tmp_path: Path) -> None:
    read = rules_file.read(written(tmp_path, WHOLE))
    energy, again, figures = read.rules
    assert energy.wants == {
        "speakers": ("Ana Ruiz",),
        "roles": ("minister",),
        "topics": ("gas plant", "tariff"),
        "outlets": ("The Saltmarsh Ledger",),
        "kinds": (ClaimKind.DIRECT, ClaimKind.ASSERTION),
        "checkworthiness": 0.4,
    }
    assert energy.exceptions == {"topics": ("weather",)}
    assert (again.name, again.wants) == ("false again", {"known-false": True})
    assert set(figures.wants.values()) == {True}
    assert figures.exceptions == {"outlets": ("Our Own Paper",)}
    mail, hook, file = read.channels
    assert isinstance(mail, Command)
    assert (mail.argv, mail.form, mail.seconds, mail.rules) == (
        ("sendmail", "-t"),
        DigestForm.MAIL,
        5.0,
        frozenset({"false again"}),
    )
    assert isinstance(hook, WebhookChannel)
    assert hook.url.endswith("new?desk=1")
    assert isinstance(file, DigestChannel)
    assert (file.path, file.form) == (tmp_path / "night-{day}.md", DigestForm.MARKDOWN)


def test_a_file_that_only_says_who_is_told_has_the_usual_rules(tmp_path: Path) -> None:
    assert read_rules(written(tmp_path, '[notify.file]\ndigest = "a.md"')) == DEFAULT


RULE = '[[rule]]\nname = "energy"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "rules.toml: no rules in it. Write at least a [[rule]]"),
        ("# nothing\n", "rules.toml: no rules in it."),
        ("[[rules]]\nname = 'a'", "line 1: unknown table or key 'rules'. Did you mean 'rule'?"),
        ("speakers = ['a']", "line 1: unknown table or key 'speakers'. Known: rule, notify."),
        ("[rule]\nname = 'a'", "line 1: rules are written under [[rule]]"),
        ("[[rule]]\ntopics = ['a']", "line 1: this rule has no name."),
        ("[[rule]]\nname = 3\ntopics = ['a']", "line 2: a name is a text of 1 to 60 characters, not 3."),
        (RULE, "line 1: rule 'energy' asks for nothing"),
        (RULE + "\n\nspeaker = ['a']", "line 5: rule 'energy' has an unknown key 'speaker'. Did you mean 'speakers'?"),
        (
            RULE + "figure_differs = true",
            "line 3: rule 'energy' has an unknown key 'figure_differs'. Did you mean 'figure-differs'?",
        ),
        (RULE + "speakers = 'Ana'", "line 3: rule 'energy': speakers wants a list of texts"),
        (RULE + "topics = []", "line 3: rule 'energy': topics wants a list of texts"),
        (RULE + "topics = ['–']", "line 3: rule 'energy': topics has '–', in which there is no word."),
        (RULE + "kinds = ['direkt']", "line 3: rule 'energy': there is no kind 'direkt'. Did you mean 'direct'?"),
        (RULE + "checkworthiness = 5", "line 3: rule 'energy': checkworthiness wants a number from 0 to 1"),
        (RULE + "checkworthiness = true", "checkworthiness wants a number from 0 to 1, such as"),
        (RULE + "misquoted = false", "line 3: rule 'energy': misquoted wants true, not false: leave the line out"),
        (RULE + "misquoted = 'yes'", "line 3: rule 'energy': misquoted wants true, not 'yes': write misquoted = true"),
        (
            RULE + "new = true\n\n" + RULE + "new = true",
            "line 5: a rule is called 'energy' already (rules.toml, line 1).",
        ),
        (RULE + "new = true\nexcept = ['a']", "line 4: rule 'energy': except wants a table"),
        (
            RULE + "new = true\nexcept = {topic = ['a']}",
            "line 4: rule 'energy' has an unknown key 'topic' in except. Did you mean 'topics'?",
        ),
        (RULE + "new = true\nexcept = {topics = 'a'}", "line 4: rule 'energy', except: topics wants a list"),
        (RULE + "topics = ['a'", "rules.toml: not valid TOML: "),
        (b"[[rule]]\nname = 'a'\ntopics = ['caf\xe9']", "line 3: not UTF-8."),
        ("notify = 3", "who is told is written under [notify.NAME]"),
        ("[notify.a]\nwebhok = 'x'", "line 2: 'a' has an unknown key 'webhok'. Did you mean 'webhook'?"),
        ("[notify.a]\nform = 'mail'", "line 1: 'a' wants one of command, webhook, digest, which this has not."),
        (
            "[notify.a]\ncommand = 'x'\ndigest = 'y'",
            "'a' wants one of command, webhook, digest, not command and digest.",
        ),
        ("[notify.a]\ncommand = 'x'\nform = 'html'", "line 3: form is one of json, markdown, mail, not 'html'."),
        ("[notify.a]\ncommand = 'x \"y'", "line 2: the command cannot be read"),
        ("[notify.a]\ncommand = 3", "line 2: command wants a text in quotation marks, not 3."),
        ("[notify.a]\ncommand = 'x'\nseconds = 0", "line 3: seconds wants a number above 0"),
        ("[notify.a]\ncommand = 'x'\nform = 'mail'", "line 1: a mail wants to and from"),
        ("[notify.a]\ncommand = 'x'\nto = 'a@b.example'", "'to' means nothing for 'a'. It takes"),
        ("[notify.a]\nwebhook = 'https://x.example/'\nform = 'json'", "'form' means nothing for 'a'."),
        ("[notify.a]\ncommand = 'x'\nform = 'mail'\nto = 'desk'\nfrom = 'a@b.example'", "to wants an address such as"),
        (
            "[notify.a]\ncommand = 'x'\nform = 'mail'\nto = \"a@b.example\\nBcc: c@d.example\"\nfrom = 'a@b.example'",
            "to is one line",
        ),
        ("[notify.a]\ncommand = 'x'\nrules = 'a'", "line 3: rules wants a list of names"),
        ("[notify.output]\ncommand = 'x'", "line 1: 'output' is what is printed."),
        ("[notify.a]\ndigest = '-'", "a digest goes into a file here"),
    ],
)
def test_what_it_should_not_say_is_named_with_its_line_and_a_remedy(
    tmp_path: Path, text: str | bytes, expected: str
) -> None:
    with pytest.raises(UsageError) as raised:
        rules_file.read(written(tmp_path, text))
    assert expected in str(raised.value).replace(f"{tmp_path}/", "")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml"):
        read_rules(tmp_path / "none.toml")


def test_a_file_written_in_an_unusual_way_is_read_all_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffrule = [{name = 'a', topics = ['gas']}]\r\nnotify = {x = {digest = 'a.md'}}\r\n")
    read = rules_file.read(path)
    assert [rule.name for rule in read.rules] == ["a"]
    assert [channel.name for channel in read.channels] == ["x"]
    with pytest.raises(UsageError, match=r"rules\.toml: rule 'a' has an unknown key 'topic'"):
        rules_file.read(written(tmp_path, "rule = [{name = 'a', topic = ['gas']}]"))
