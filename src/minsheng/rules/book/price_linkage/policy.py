"""物价联动: a supplement for one month when prices have risen too much. A line of its own, no part of dibao."""

from minsheng.rules.book.facts import Household, Person
from minsheng.rules.engine import benefit, round_up, rule

NATIONAL = "发改价格〔2021〕1553号"
SHENZHEN = "深圳市社会救助和保障标准与物价上涨挂钩联动机制"


@rule(Household, "物价涨幅达到启动条件", "Prices have risen enough to start the supplement", clause=NATIONAL, grade="B", since="2016-01-01")
def price_trigger(cpi_rise, cpi_trigger, food_cpi_rise, food_cpi_trigger):
    """Single-month indices against a year ago; `on` is the month of payment."""
    return (
        cpi_rise >= cpi_trigger                              # 居民消费价格同比涨幅达到启动线 | Consumer prices rose by the trigger or more
        or food_cpi_rise >= food_cpi_trigger                 # 食品价格同比涨幅达到启动线 | Food prices rose by the trigger or more
    )


@rule(Person, "其他物价联动保障对象", "In another group covered by the price supplement", clause=NATIONAL, grade="B", since="2016-01-01")
def other_price_group(receives_unemployment_benefit, orphan_eligible, unattended_eligible, receives_service_pension):
    """During 2022-09 to 2023-03 holders of the unemployment subsidy count as well: the register's entry covers both."""
    return (
        receives_unemployment_benefit                        # 领取失业保险金 | Receives unemployment benefit
        or orphan_eligible                                   # 孤儿 | Orphan
        or unattended_eligible                               # 事实无人抚养儿童 | De-facto unattended child
        or receives_service_pension                          # 领取定期抚恤补助的优抚对象 | Receives a regular veterans' or survivors' benefit
    )


@rule(Person, "物价联动保障对象", "Covered by the price supplement", clause=NATIONAL, grade="B", since="2016-01-01")
def price_group(dibao_eligible, can_be_supported, receives_tekun, tekun_eligible, other_price_group):
    return (
        (
            dibao_eligible
            and can_be_supported
        )                                                    # 低保对象 | On dibao
        or receives_tekun                                    # 特困人员 | Tekun
        or tekun_eligible                                    # 符合特困条件 | Meets the conditions of tekun
        or other_price_group
    )


@rule(
    Person, "物价联动保障对象", "Covered by the price supplement", clause=NATIONAL + "；2022年9月至2023年3月阶段性扩围", grade="B", since="2022-09-01",
    until="2023-04-01", name="price_group",
)
def price_group_2022(dibao_eligible, margin_eligible, can_be_supported, counted_member, receives_tekun, tekun_eligible, other_price_group):
    return (
        (
            dibao_eligible
            and can_be_supported
        )                                                    # 低保对象 | On dibao
        or (
            margin_eligible
            and counted_member
        )                                                    # 低保边缘家庭成员（阶段性扩围） | Member of a margin household (for this period)
        or receives_tekun                                    # 特困人员 | Tekun
        or tekun_eligible                                    # 符合特困条件 | Meets the conditions of tekun
        or other_price_group
    )


@rule(Person, "物价联动保障对象", "Covered by the price supplement", clause=SHENZHEN, grade="B", place="深圳市", since="2016-01-01", name="price_group")
def price_group_shenzhen(dibao_eligible, margin_eligible, can_be_supported, counted_member, receives_tekun, tekun_eligible, other_price_group):
    return (
        (
            dibao_eligible
            and can_be_supported
        )                                                    # 低保对象 | On dibao
        or (
            margin_eligible
            and counted_member
        )                                                    # 低保边缘家庭成员 | Member of a margin household
        or receives_tekun                                    # 特困人员 | Tekun
        or tekun_eligible                                    # 符合特困条件 | Meets the conditions of tekun
        or other_price_group
    )


@rule(Person, "价格临时补贴资格", "Entitled to the price supplement", clause=NATIONAL, grade="B", since="2016-01-01")
def price_supplement_eligible(price_trigger, price_group):
    return price_trigger and price_group


@rule(Person, "价格临时补贴资格", "Entitled to the price supplement", clause="《社会救助法》第三十二条；" + NATIONAL, grade="A-", since="2026-07-01", name="price_supplement_eligible")
def price_supplement_eligible_2026(price_trigger, price_group):
    return price_trigger and price_group


@rule(Person, "价格临时补贴", "Price supplement", unit="元", clause=NATIONAL, grade="B", since="2016-01-01")
def price_supplement_amount(dibao_standard, cpi_rise, price_coefficient, price_floor):
    """To the fen: no rule on rounding this sum was found. The rise is in thousandths, the coefficient in per cent."""
    return max(price_floor, round_up(dibao_standard * max(0, cpi_rise) * price_coefficient, 100_000, 1))  # 低保标准乘以物价涨幅，不低于最低补贴 | The dibao standard times the rise of prices, not below the floor


PRICE = benefit(
    "price_linkage", "价格临时补贴", "Price supplement", entity=Person, layer="basic", eligible="price_supplement_eligible", amount="price_supplement_amount", period="once",
    summary=("物价涨得多的月份，低保、特困等困难群众每人另发一笔补贴，物价回落就停。", "In months of steep prices those on dibao, tekun and the like receive an extra sum each; it stops when prices ease."),
    how=("不用申请，指数公布后20个工作日内发放。", "No application: paid within 20 working days of the index."),
    decides=("民政局会同发展改革、财政等部门", "Civil affairs with the development and finance departments"),
)
