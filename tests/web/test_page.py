"""The page: its steps without a web, its routes, and who may ask it."""

from __future__ import annotations

import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import InputError, Problem
from grouping.files.plan_file import Plan
from grouping.files.read.roster_file import Reading
from grouping.scoring.steps import Step
from grouping.web import shown
from grouping.web.session import History, State, locked, stepped

pytest.importorskip("starlette", reason="the extra `web` is not installed")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the client of the tests is that of httpx
    from starlette.testclient import TestClient

from grouping.web.app import Page
from grouping.web.draft import Draft
from grouping.web.guard import MOST_BYTES, Key
from grouping.web.routes import page_of

PORT = 8123
HOME = f"http://127.0.0.1:{PORT}"
JSON = {"accept": "application/json"}
HOSTILE = '<img src=x onerror="alert(1)">'
LIST = "Name,Agency,Sex\n" + "".join(
    f"{HOSTILE if i == 0 else f'Person {i}'},{'ABC'[i % 3]},{'FM'[i % 2]}\n".replace('"', "'")
    for i in range(12)
)


def state() -> State:
    people = [{"name": f"p{i}", "agency": "abc"[i % 3], "age": 20 + i * i % 17} for i in range(12)]
    rules: list[dict[str, Any]] = [
        {"kind": "spread", "column": "agency"},
        {"kind": "balance", "column": "age"},
        {"kind": "apart", "people": ["p0", "p3"]},
    ]
    problem = Problem.of(people, teams=3, rules=rules, name="name")
    teams = np.repeat(np.arange(3, dtype=np.int32), 4)[None, :]
    return State(Plan(Path("x.csv"), {}), Reading(problem.roster, (), {}, 0, ""), problem, teams)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=1, max_size=6))
def test_a_preview_equals_what_the_judge_then_says_and_undo_brings_back(pairs) -> None:
    history = History()
    history.step(state())
    for one, other in pairs:
        before = history.now
        assert before is not None
        own, goal = (int(before.teams[0, i]) for i in (one, other))
        if own == goal:
            continue
        changes = before.whatif.swaps(one)
        after = stepped(before, Step(one, other, own, goal), 0)
        assert after.score.must - before.score.must == changes.must[other]
        assert after.score.soft - before.score.soft == changes.soft[other]
        history.step(after)
        assert history.undo()
        assert history.now is before
        assert history.redo()
        assert history.now is after


def test_who_is_locked_by_id_does_not_move_until_unlocked() -> None:
    held = locked(state(), people=["1"])
    with pytest.raises(InputError, match="locked"):
        stepped(held, Step(0, 4, 0, 1), 0)
    assert shown.preview(held, 0, 0)["people"] == {}
    stepped(locked(held, people=["1"]), Step(0, 4, 0, 1), 0)


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return page_of(Key(PORT), Draft(tmp_path / "draft"))


@pytest.fixture
def client(page: Page) -> TestClient:
    made = TestClient(page.app, base_url=HOME, headers={"origin": HOME})
    assert made.get(f"/start?word={page.key.start_word}").status_code == 200
    return made


def upload(client: TestClient, name: str = "list.csv", data: bytes = LIST.encode(), rev: int = 0):
    return client.post("/open", data={"rev": str(rev)}, files={"files": (name, data)})


def make_teams(client: TestClient, page: Page) -> dict[str, Any]:
    ask = {"rev": page.desk.rev, "what": "solve", "seconds": 0.5}
    assert client.post("/search", json=ask, headers=JSON).status_code == 200
    while page.desk.jobs.now is not None and page.desk.jobs.now.running:
        time.sleep(0.05)
    assert page.desk.jobs.now is not None
    assert page.desk.jobs.now.error is None
    return client.get("/board").json()


def test_from_a_list_to_papers(client: TestClient, page: Page) -> None:
    assert "12 people" in upload(client).text
    assert "Spread Agency" in client.get("/wishes").text
    seats = {"rev": str(page.desk.rev), "how": "count", "count": "3", "rounds": "1"}
    assert client.post("/seats", data=seats).status_code == 200
    board = make_teams(client, page)
    assert board["made"]
    team = board["team"][0]
    other = next(i for i in range(12) if team[i] != team[0])
    step = {"rev": board["rev"], "what": "swap", "person": 0, "other": other, "round": 0}
    after = client.post("/act", json=step, headers=JSON).json()
    assert after["team"][0][other] == team[0]
    back = client.post("/turn", json={"rev": after["rev"], "what": "undo"}, headers=JSON).json()
    assert back["team"][0] == team
    for kind in ("xlsx", "csv", "json", "toml"):
        assert client.get(f"/download?kind={kind}").status_code == 200
    for path in ("/teams", "/morning", "/papers", "/file", "/report"):
        assert client.get(path).status_code == 200


def test_names_with_markup_stay_text(client: TestClient) -> None:
    upload(client)
    for path in ("/file", "/wishes?kind=apart"):
        text = client.get(path).text
        assert "<img" not in text.replace('<img src="/static', "")
        assert "&lt;img" in text


def test_a_stale_revision_is_refused_and_changes_nothing(client: TestClient, page: Page) -> None:
    upload(client)
    board = make_teams(client, page)
    stale = {"rev": board["rev"] - 1, "what": "lock", "person": 0, "round": 0}
    assert client.post("/act", json=stale, headers=JSON).status_code == 409
    assert client.get("/board").json()["rev"] == board["rev"]


def test_the_draft_is_offered_again_and_deleted_on_request(client: TestClient, page: Page) -> None:
    upload(client)
    make_teams(client, page)
    page.desk._save()
    page.desk._unsaved = True
    page.desk._save()
    again = Draft(page.desk.draft.folder)
    assert again.there
    found = again.load()
    assert found is not None
    assert (found[0].teams == page.desk.state.teams).all()
    client.post("/forget", data={})
    assert not page.desk.draft.folder.exists()


def test_both_languages_are_spoken(client: TestClient, page: Page) -> None:
    upload(client)
    english = make_teams(client, page)["score"]
    client.post("/language", data={"language": "id", "path": "/wishes"})
    assert "Keinginan Anda" in client.get("/wishes").text
    indonesian = client.get("/board").json()["score"]
    assert indonesian["rules"][0]["reached"] != english["rules"][0]["reached"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": f"127.0.0.1.evil.example:{PORT}"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"cookie": f"grouping-{PORT}=guessed"}, 403),
    ],
)
def test_who_is_foreign_is_refused(page: Page, client: TestClient, headers, status) -> None:
    if "cookie" in headers:
        client.cookies.clear()
    assert client.post("/forget", data={}, headers=headers).status_code == status


def test_without_the_cookie_nothing_is_shown_and_the_start_word_is_good_once(page: Page) -> None:
    word = page.key.start_word
    one, other = (TestClient(page.app, base_url=HOME) for _k in range(2))
    assert other.get("/file").status_code == 403
    answer = one.get(f"/start?word={word}", follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert other.get(f"/start?word={word}").status_code == 403


def test_every_answer_has_the_strict_headers(client: TestClient) -> None:
    for path in ("/file", "/static/style.css", "/nowhere"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_too_large_uploads_are_refused_and_nothing_is_kept(client: TestClient, page: Page) -> None:
    assert upload(client, data=b"x" * (MOST_BYTES + 1)).status_code == 413
    assert not page.desk.draft.folder.exists()


@pytest.mark.parametrize("name", ["list.exe", "../../list", "list.html"])
def test_files_of_unknown_endings_are_refused(client: TestClient, name: str) -> None:
    assert upload(client, name).status_code == 422


def test_the_name_of_an_upload_is_never_a_path(client: TestClient, page: Page) -> None:
    upload(client, "../../../outside.csv")
    assert [p.name for p in page.desk.draft.folder.glob("file-*")] == ["file-1.csv"]
    assert page.desk.file_name() == "outside.csv"


def test_an_uploaded_plan_reads_only_files_that_came_along(client: TestClient, tmp_path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(LIST)
    plan = f'[roster]\nfile = "{secret.as_posix()}"\n[teams]\ncount = 2\n'
    answer = upload(client, "plan.toml", plan.encode())
    assert answer.status_code == 422
    assert "secret.csv" in answer.text
