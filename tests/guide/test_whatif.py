"""The what-if page, with the trial itself played by a stand-in: its numbers are the engine's business and tested there."""

import subprocess
import sys
import time

import pytest

FOUND = {
    "persons": 20000, "households": 7937, "before": 1_000_000, "after": 1_250_050, "winners": 120, "losers": 3,
    "cost": {"dibao": (900_000, 1_150_050, {"winners": 120, "losers": 3, "same": 7814, "enter": 10, "leave": 0})},
    "ages": {0: (100, 200), 60: (900, 1000)}, "sizes": [(0, 10_000, 20, 3), (10_000, None, 100, 0)],
}  # fmt: skip
TRY = "/what-if?figure=dibao_standard&value=1635&place=440304&month=2025-10"


@pytest.fixture
def trial(small_book, monkeypatch):
    from minsheng.guide import trial

    monkeypatch.setattr(trial, "_trials", type(trial._trials)())
    monkeypatch.setattr(trial, "run", lambda wish: FOUND)
    return trial


def wait(client, path=TRY):
    for _ in range(100):
        response = client.get(path)
        if "Refresh" not in response:
            return response.content.decode()
        time.sleep(0.02)
    raise AssertionError("the trial never ended")


def test_the_form_offers_the_figures_with_their_present_value(client, trial):
    page = client.get("/what-if?place=440304&month=2025-10").content.decode()
    assert "低保标准 (现在 1,535.00 元/人/月)" in page and "不是真人" in page


def test_a_trial_says_what_it_costs_and_who_gains(client, trial):
    page = wait(client)
    assert "每月多花" in page and "2,500.50 元" in page and "120 户多领，3 户少领，7,814 户不变" in page
    assert "60 岁起" in page and "1,000 元以上" not in page and "100 元以上" in page and '"values": [9000.0]' in page


def test_while_it_runs_the_page_says_so_and_comes_back(client, trial, monkeypatch):
    import threading

    go = threading.Event()
    monkeypatch.setattr(trial, "run", lambda wish: go.wait(10) and FOUND)
    response = client.get(TRY)
    assert response["Refresh"] and "<progress" in response.content.decode()
    go.set()
    assert "每月多花" in wait(client)


def test_a_failed_trial_is_told_and_can_be_tried_again(client, trial, monkeypatch):
    monkeypatch.setattr(trial, "run", lambda wish: 1 / 0)
    assert "没有算成" in wait(client)
    monkeypatch.setattr(trial, "run", lambda wish: FOUND)
    assert "每月多花" in wait(client)


def test_a_long_queue_is_refused_kindly(client, trial, monkeypatch):
    monkeypatch.setattr(trial, "WAITING", 0)
    response = client.get(TRY)
    assert response.status_code == 503 and "排队的人多" in response.content.decode()


@pytest.mark.parametrize("value", ["", "abc", "-1", "1e999", "NaN", "99999999999", "1.234"])
def test_a_value_that_cannot_be_is_refused_with_advice(client, trial, value):
    response = client.get(f"/what-if?figure=dibao_standard&value={value}&place=440304&month=2025-10")
    assert response.status_code == 422 and "之间的金额" in response.content.decode()


def test_ordinary_pages_do_not_load_the_array_code():
    code = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "c = Client(SERVER_NAME='localhost')\n"
        "for path in ('/', '/finder', '/finder/place', '/rules', '/rules/dibao', '/rules/figures', '/what-if'):\n"
        "    assert c.get(path).status_code == 200, path\n"
        "import sys\n"
        "assert 'numba' not in sys.modules and 'polars' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_a_chart_has_the_numbers_of_its_table():
    from minsheng.guide.charts import bars

    rows = [{"label": ("甲", "A"), "a": 150, "b": 0}, {"label": ("乙", "B"), "a": 0, "b": 250}]
    chart = bars(rows, ("元", "yuan"), (("原来", "Before"), "a"), (("改后", "After"), "b"), scale=100)
    assert [line["values"] for line in chart["lines"]] == [[1.5, 0], [0, 2.5]] and chart["labels"] == ["甲", "乙"]
