"""A family's way through the finder, without a browser."""

import re

FAMILY = {"hukou": "here", "monthly_income": "0", "financial_assets": "6000", "motor_vehicle": "none"}
BORN = ("1973-02-03", "1932-05-01", "2015-06-01")


def begin(client, people=("我", "母亲"), year="2025", month="10", topics=("hardship", "elders", "disability", "children"), place=("440300", "440304")):
    assert client.post("/finder/place", {"value": place[0], "year": year, "month": month})["Location"] == "/finder/district"
    assert client.post("/finder/district", {"value": place[1]})["Location"] == "/finder/topics"
    assert client.post("/finder/topics", {"topic": topics})["Location"] == "/finder/people"
    assert client.post("/finder/people", {"name": [*people, ""]})["Location"] == "/finder/next"
    return client.get("/finder/next")["Location"]


def asked(page):
    """What the page asks, and of whom ("" is the household)."""
    fact, who = re.search(r'name="asked" value="(\w+):([\d,]*)"', page).groups()
    return fact, who.split(",")


def entry(fact, who, answers=FAMILY, born=BORN):
    """The form as a family fills it in; an answer is one for all, or one for each person."""
    form = {"asked": f"{fact}:{','.join(who)}"}
    for member in who:
        suffix = f"-{member}" if len(who) > 1 else ""
        given = answers.get(fact)
        value = given.get(member) if isinstance(given, dict) else given
        if fact == "birth_date":
            form |= dict(zip((k + suffix for k in ("year", "month", "day")), born[int(member or 0)].split("-"), strict=True))
        else:
            form |= {"value" + suffix: value} if value else {"unsure" + suffix: "1"}
    return form


def walk(client, at, answers=FAMILY, born=BORN, until=None):
    """Answer until nothing is asked any more; returns what was asked, page by page: (fact, whom). `until`: stop at this fact and return its address."""
    order = []
    while at.startswith("/finder/question/"):
        page = client.get(at).content.decode()
        fact, who = asked(page)
        if fact == until:
            return at
        order.append((fact, tuple(who)))
        response = client.post(at, entry(fact, who, answers, born))
        assert response.status_code == 302, (fact, who, re.findall(r'class="error">([^<]+)', response.content.decode()))
        at = response["Location"]
        assert len(order) < 50
    assert at == "/finder/check"
    return order


def result(client):
    return client.get("/finder/result").content.decode()
