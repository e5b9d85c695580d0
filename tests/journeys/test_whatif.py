"""The what-if page with the real engine and the invented district. The first run compiles the rules, so it is a long test."""

import pytest


@pytest.mark.long
def test_a_higher_dibao_standard_costs_more_and_nobody_loses_dibao(reader):
    page = reader(size={"width": 1440, "height": 900})
    page.goto("/what-if?place=440304&month=2025-10")
    assert page.input_value("#value") == "1635"
    with page.expect_navigation():
        page.click("main form button.button-go")
    assert page.locator("progress").count() or page.locator(".total").count()
    page.wait_for_selector(".total", timeout=300_000)
    assert "每月多花" in page.inner_text(".total") and page.locator("canvas").count() == 3
    page.locator("#cost-table summary").click()
    row = page.locator("#cost-table tr", has_text="最低生活保障金").locator("td").all_inner_texts()
    before, after, change = (float(cell.replace(",", "")) for cell in row)
    assert 0 < before < after and change == pytest.approx(after - before)
