"""养老服务消费补贴, January to December 2026: a monthly electronic voucher that pays a share of the bill for care."""

from minsheng.rules.book.facts import Person
from minsheng.rules.engine import benefit, rule

CLAUSE = "养老服务消费补贴项目（广东，2026年）"
IN_FORCE = {"place": "广东省", "since": "2026-01-01", "until": "2027-01-01"}


@rule(Person, "评估为中度及以上失能", "Assessed as moderately disabled or worse", clause=CLAUSE, grade="B", **IN_FORCE)
def voucher_level_met(assessed_level, ability_level, voucher_level):
    return (
        assessed_level in ("moderate", "severe", "complete")  # 已评估为中度、重度或完全失能 | Already assessed as moderate, severe or complete
        or (
            assessed_level == "none_yet"                     # 还没有评估结果，以这次评估为准 | No result yet: this assessment decides
            and ability_level >= voucher_level               # 这次评估为中度（2级）及以上 | This assessment gives level 2 or worse
        )                                                    # 还没评估过，这次评估为中度（2级）及以上 | Not assessed before; this assessment gives level 2 or worse
    )


@rule(Person, "可用养老服务消费补贴", "Entitled to the elderly-care voucher", clause=CLAUSE, grade="B", **IN_FORCE)
def voucher_eligible(age_now, voucher_age, tekun_supported, other_care_support, voucher_level_met, service_in_province):
    return (
        age_now >= voucher_age                               # 年满60周岁 | 60 or older
        and voucher_level_met                                # 经评估为中度及以上失能 | Assessed as moderately disabled or worse
        and not tekun_supported                              # 没有按特困人员供养 | Not supported as tekun
        and other_care_support == "none"                     # 没有享受集中照护补助或提升行动项目 | None of the two other supports for care
        and service_in_province                              # 服务地址在广东省内 | Served within Guangdong
    )


@rule(Person, "长护险付后的费用", "Bill left after long-term care insurance", unit="元/月", clause=CLAUSE, grade="B", **IN_FORCE)
def bill_after_insurance(care_bill, long_term_care_insurance):
    return max(0, care_bill - long_term_care_insurance)


@rule(Person, "养老服务消费补贴金额", "Elderly-care voucher", unit="元/月", clause=CLAUSE, grade="B", **IN_FORCE)
def voucher_amount(bill_after_insurance, voucher_percent, care_service, voucher_cap):
    """A share of the rest of the bill, to the fen downwards (no rule on rounding was found), up to the ceiling."""
    return min(voucher_cap, bill_after_insurance * voucher_percent[care_service] // 100)


VOUCHER = benefit(
    "elderly_care_voucher", "养老服务消费补贴", "Elderly-care voucher", entity=Person, layer="elderly",
    eligible="voucher_eligible", amount="voucher_amount", period="month",
    summary=("中度及以上失能的老人，付养老服务费时按比例抵扣，每月有上限，当月不用就作废。",
             "For older people with moderate disability or worse: pays a share of the bill for care, up to a monthly ceiling; unused months lapse."),
    how=("在“民政通”申领，家人可以代办；还没做过能力评估的，先申请评估。", "Claim it in the Minzhengtong app, yourself or through family; ask for an ability assessment first if there has been none."),
    bring=(("身份证", "Identity card"), ("能力评估结果（有的话）", "The result of the assessment, if there is one")),
    decides=("区民政局", "The district civil affairs bureau"),
)
