"""老年人能力评估, GB/T 42195-2022: 26 items, at most 90 points, more is better; then the level, then the change of level."""

from minsheng.rules.book.facts import AssessedLevel, Person
from minsheng.rules.engine import benefit, rule

STANDARD = "GB/T 42195-2022"
SINCE = "2022-12-30"


@rule(Person, "自理能力得分", "Self-care score", unit="分", clause=f"{STANDARD} 附录B.1", grade="B", since=SINCE)
def self_care_score(eating, grooming, bathing, dressing_upper, dressing_lower, urine_control, stool_control, toileting):
    return eating + grooming + bathing + dressing_upper + dressing_lower + urine_control + stool_control + toileting


@rule(Person, "基础运动能力得分", "Basic mobility score", unit="分", clause=f"{STANDARD} 附录B.2", grade="B", since=SINCE)
def mobility_score(bed_position, bed_chair_transfer, level_walking, stairs):
    return bed_position + bed_chair_transfer + level_walking + stairs


@rule(Person, "精神状态得分", "Mental state score", unit="分", clause=f"{STANDARD} 附录B.3", grade="B", since=SINCE)
def mental_state_score(
    time_orientation, place_orientation, person_orientation, memory, understanding, expression, aggression, depression, consciousness,
):
    return (
        time_orientation + place_orientation + person_orientation + memory + understanding + expression
        + aggression + depression + consciousness
    )


@rule(Person, "感知觉与社会参与得分", "Senses and participation score", unit="分", clause=f"{STANDARD} 附录B.4", grade="B", since=SINCE)
def participation_score(sight, hearing, daily_affairs, transport, social_contact):
    return sight + hearing + daily_affairs + transport + social_contact


@rule(Person, "能力评估总分", "Total ability score", unit="分", clause=f"{STANDARD} 附录B", grade="B", since=SINCE)
def ability_score(self_care_score, mobility_score, mental_state_score, participation_score):
    return self_care_score + mobility_score + mental_state_score + participation_score


@rule(Person, "按总分的等级", "Level by score", unit="级", clause=f"{STANDARD} 附录C", grade="B", since=SINCE)
def ability_level_before_change(ability_level_by_score, ability_score):
    return ability_level_by_score[ability_score]


@rule(Person, "有认知障碍或精神疾病的诊断", "Diagnosed with dementia or a mental disorder", clause=f"{STANDARD} 附录C.4", grade="B", since=SINCE)
def mental_diagnosis(dementia_diagnosed, mental_disorder_diagnosed):
    return dementia_diagnosed or mental_disorder_diagnosed


@rule(Person, "等级变更提高的级数", "Levels added by the change of level", unit="级", clause=f"{STANDARD} 附录C.4", grade="B", since=SINCE)
def ability_raise(mental_diagnosis, care_risk_events, ability_risk_events, ability_raise_most):
    """A diagnosis, or repeated events in 30 days, raises the level; both together raise it no more than the standard allows."""
    return min(ability_raise_most, (1 if mental_diagnosis else 0) + (1 if care_risk_events >= ability_risk_events else 0))


@rule(Person, "能力等级（级）", "Ability level (number)", unit="级", clause=f"{STANDARD} 附录C", grade="B", since=SINCE)
def ability_level(in_coma, ability_coma_level, ability_level_before_change, ability_raise, ability_worst_level):
    if in_coma:                                              # 处于昏迷状态（不用评分） | In a coma (no scoring needed)
        return ability_coma_level
    return min(ability_worst_level, ability_level_before_change + ability_raise)


@rule(Person, "老年人能力等级", "Elder ability level", returns=AssessedLevel, clause=f"{STANDARD} 附录C", grade="B", since=SINCE)
def ability_level_named(ability_level):
    if ability_level == 0:
        return "able"
    if ability_level == 1:
        return "mild"
    if ability_level == 2:
        return "moderate"
    return "severe" if ability_level == 3 else "complete"


@rule(Person, "能力评估有了结果", "The assessment has a result", clause=f"{STANDARD} 附录C", grade="B", since=SINCE)
def ability_found(age_now, elder_age, ability_level):
    return (
        age_now >= elder_age                                 # 是老年人（年满60周岁） | An older person (60 or more)
        and (
            ability_level == 0                               # 结果是能力完好（0级） | The result: able (level 0)
            or ability_level >= 1                            # 结果是失能（1至4级） | The result: disabled (level 1 to 4)
        )                                                    # 评估有了结果 | The assessment has given a level
    )


ELDER_ABILITY = benefit(
    "elder_ability", "老年人能力评估", "Elder ability assessment", entity=Person, layer="elderly",
    eligible="ability_found", period="none",
    summary=("按国家标准评估老人能不能自己照顾自己，结果分五级，用来安排照护和补贴。", "Tells by the national standard how far an older person can manage alone, in five levels."),
    how=("可在“民政通”提出评估申请，或请社区、街道联系评估机构；由两名评估员上门评估。", "Ask for it in the Minzhengtong app or through your community; two assessors come to you."),
    bring=(("身份证", "Identity card"), ("病历、诊断证明（有的话）", "Medical records, if there are any")),
    decides=("民政部门委托的评估机构", "An assessment body appointed by civil affairs"),
)
