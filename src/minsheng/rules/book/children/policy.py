"""孤儿 and 事实无人抚养儿童: a monthly allowance for children whom no parent can bring up."""

from minsheng.rules.book.facts import Person, Placement
from minsheng.rules.engine import benefit, rule

GUANGDONG = "粤民规字〔2019〕10号"
ADDED = "粤民规字〔2019〕10号；民发〔2020〕125号、粤民发〔2021〕14号增加两种情形"
ORPHANS = "国办发〔2010〕54号"


# --- who is a child in these schemes ---


@rule(Person, "在儿童保障的年龄内", "Within the age of the children's schemes", clause=GUANGDONG, grade="B")
def within_child_age(minor, schooling, children_aid_before_18):
    return (
        minor                                                # 未满18周岁 | Under 18
        or (
            schooling in ("compulsory", "senior_secondary", "college")  # 还在全日制上学（研究生除外） | Still in full-time school or college (not postgraduate)
            and children_aid_before_18                       # 满18周岁前已在保障中 | Was in the scheme before turning 18
        )                                                    # 满18周岁前已在保障中，现在还在全日制上学 | In the scheme before turning 18 and still in full-time school
    )


@rule(Person, "选择了儿童保障", "The children's scheme was chosen", clause="《特困人员认定办法》民发〔2021〕43号", grade="B")
def children_scheme_open(receives_tekun, children_scheme_chosen):
    """Who chooses this scheme is no longer recognised as tekun; who has neither yet may have this one."""
    return (
        not receives_tekun                                   # 没有按特困人员供养 | Not supported as tekun
        or children_scheme_chosen                            # 选了儿童基本生活费（两种只能选一种） | Chose the children's allowance (only one of the two)
    )


# --- the parents ---


@rule(Person, "父亲去世或下落不明", "The father is dead or gone", clause=ORPHANS, grade="B")
def father_gone(father):
    return father in ("dead", "missing", "not_found")        # 父亲已去世、被宣告失踪或查找不到 | The father is dead, declared missing or cannot be found


@rule(Person, "母亲去世或下落不明", "The mother is dead or gone", clause=ORPHANS, grade="B")
def mother_gone(mother):
    return mother in ("dead", "missing", "not_found")        # 母亲已去世、被宣告失踪或查找不到 | The mother is dead, declared missing or cannot be found


@rule(Person, "父亲不能抚养", "The father cannot bring up the child", clause=GUANGDONG, grade="B", place="广东省", since="2020-01-01", until="2021-01-01",
      name="father_unable")
def father_unable_2020(father, father_months, unattended_months):
    return (
        father in ("severe_disability", "serious_illness", "prison", "drug_treatment")  # 父亲重残、重病、服刑或强制隔离戒毒 | The father is severely disabled or ill, in prison or in compulsory drug treatment
        or (
            father in ("other_custody", "lost_contact")      # 父亲被限制人身自由，或失联 | The father is otherwise deprived of liberty, or out of contact
            and father_months >= unattended_months           # 满规定的月数 | For long enough
        )                                                    # 父亲被限制人身自由或失联，已满规定的月数 | The father is otherwise deprived of liberty or out of contact, for long enough
    )


@rule(Person, "母亲不能抚养", "The mother cannot bring up the child", clause=GUANGDONG, grade="B", place="广东省", since="2020-01-01", until="2021-01-01",
      name="mother_unable")
def mother_unable_2020(mother, mother_months, unattended_months):
    return (
        mother in ("severe_disability", "serious_illness", "prison", "drug_treatment")  # 母亲重残、重病、服刑或强制隔离戒毒 | The mother is severely disabled or ill, in prison or in compulsory drug treatment
        or (
            mother in ("other_custody", "lost_contact")      # 母亲被限制人身自由，或失联 | The mother is otherwise deprived of liberty, or out of contact
            and mother_months >= unattended_months           # 满规定的月数 | For long enough
        )                                                    # 母亲被限制人身自由或失联，已满规定的月数 | The mother is otherwise deprived of liberty or out of contact, for long enough
    )


@rule(Person, "父亲不能抚养", "The father cannot bring up the child", clause=ADDED, grade="B", place="广东省", since="2021-01-01")
def father_unable(father, father_months, unattended_months):
    return (
        father in ("severe_disability", "serious_illness", "prison", "drug_treatment")  # 父亲重残、重病、服刑或强制隔离戒毒 | The father is severely disabled or ill, in prison or in compulsory drug treatment
        or father in ("guardianship_revoked", "deported")    # 父亲被撤销监护资格，或被遣送（驱逐）出境 | The father lost guardianship or was deported
        or (
            father in ("other_custody", "lost_contact")      # 父亲被限制人身自由，或失联 | The father is otherwise deprived of liberty, or out of contact
            and father_months >= unattended_months           # 满规定的月数 | For long enough
        )                                                    # 父亲被限制人身自由或失联，已满规定的月数 | The father is otherwise deprived of liberty or out of contact, for long enough
    )


@rule(Person, "母亲不能抚养", "The mother cannot bring up the child", clause=ADDED, grade="B", place="广东省", since="2021-01-01")
def mother_unable(mother, mother_months, unattended_months):
    return (
        mother in ("severe_disability", "serious_illness", "prison", "drug_treatment")  # 母亲重残、重病、服刑或强制隔离戒毒 | The mother is severely disabled or ill, in prison or in compulsory drug treatment
        or mother in ("guardianship_revoked", "deported")    # 母亲被撤销监护资格，或被遣送（驱逐）出境 | The mother lost guardianship or was deported
        or (
            mother in ("other_custody", "lost_contact")      # 母亲被限制人身自由，或失联 | The mother is otherwise deprived of liberty, or out of contact
            and mother_months >= unattended_months           # 满规定的月数 | For long enough
        )                                                    # 母亲被限制人身自由或失联，已满规定的月数 | The mother is otherwise deprived of liberty or out of contact, for long enough
    )


# --- orphans ---


@rule(Person, "可领孤儿基本生活费", "Entitled to the orphans' allowance", clause=ORPHANS, grade="B")
def orphan_eligible(within_child_age, father_gone, mother_gone, hukou, children_scheme_open):
    return (
        within_child_age                                     # 未满18周岁，或满18周岁仍在上学 | Under 18, or still at school
        and father_gone                                      # 父亲去世或下落不明 | The father is dead or gone
        and mother_gone                                      # 母亲去世或下落不明 | The mother is dead or gone
        and hukou == "here"                                  # 有本市户籍 | Local hukou
        and children_scheme_open                             # 没有按特困供养，或选了儿童保障 | Not tekun, or chose the children's scheme
    )


# --- de-facto unattended children ---


@rule(Person, "可领事实无人抚养儿童基本生活费", "Entitled to the allowance for de-facto unattended children", clause=GUANGDONG, grade="B", place="广东省", since="2020-01-01")
def unattended_eligible(within_child_age, father_gone, mother_gone, father_unable, mother_unable, hukou, children_scheme_open):
    return (
        within_child_age                                     # 未满18周岁，或满18周岁仍在上学 | Under 18, or still at school
        and (
            father_gone                                      # 父亲去世或下落不明 | The father is dead or gone
            or father_unable                                 # 父亲不能抚养 | The father cannot bring up the child
        )                                                    # 父亲去世、下落不明或不能抚养 | The father is dead, gone or unable to bring up the child
        and (
            mother_gone                                      # 母亲去世或下落不明 | The mother is dead or gone
            or mother_unable                                 # 母亲不能抚养 | The mother cannot bring up the child
        )                                                    # 母亲去世、下落不明或不能抚养 | The mother is dead, gone or unable to bring up the child
        and not (father_gone and mother_gone)                # 不是孤儿（孤儿按孤儿的规定领） | Not an orphan (orphans have their own scheme)
        and hukou == "here"                                  # 有本市户籍 | Local hukou
        and children_scheme_open                             # 没有按特困供养，或选了儿童保障 | Not tekun, or chose the children's scheme
    )


# --- how much ---


@rule(Person, "供养方式", "Where the child is looked after", returns=Placement, clause=ORPHANS, grade="B")
def child_placement(in_institution):
    return "institution" if in_institution else "dispersed"


@rule(Person, "儿童基本生活费", "Children's allowance", unit="元/月", clause="广东省孤儿基本生活最低标准", grade="B", place="广东省")
def child_allowance(orphan_standard, child_placement, age_now, orphan_floor):
    """The city's standard, not below the province's."""
    return max(orphan_standard[child_placement, age_now], orphan_floor[child_placement])


@rule(Person, "儿童基本生活费", "Children's allowance", unit="元/月", clause="深圳市孤儿和事实无人抚养儿童基本生活标准", grade="B", place="深圳市",
      name="child_allowance")
def child_allowance_shenzhen(orphan_standard, child_placement, age_now):
    return orphan_standard[child_placement, age_now]


@rule(Person, "儿童基本生活费", "Children's allowance", unit="元/月", clause="广州市孤儿和事实无人抚养儿童基本生活标准", grade="B", place="广州市",
      name="child_allowance")
def child_allowance_guangzhou(orphan_standard, child_placement, age_now):
    return orphan_standard[child_placement, age_now]


DECIDES = ("区民政局（街道、镇先查验）", "The district civil affairs bureau, after the street or town has checked")

ORPHAN = benefit(
    "orphan_allowance", "孤儿基本生活费", "Orphans' allowance", entity=Person, layer="children",
    eligible="orphan_eligible", amount="child_allowance", period="month",
    summary=("失去父母或查找不到父母的孩子，每月一份基本生活费。", "A monthly allowance for children without parents or whose parents cannot be found."),
    how=("由监护人向孩子户籍地的街道（镇）申请；在福利院的由福利院办理。", "The guardian applies at the street or town of the child's hukou; for a child in a home, the home does."),
    bring=(("监护人和孩子的身份证、户口簿", "Identity cards and hukou book of guardian and child"), ("父母死亡或宣告失踪的证明（有的话）", "Proof of death or a court's declaration, where there is one")),
    decides=DECIDES,
)

UNATTENDED = benefit(
    "unattended_child_allowance", "事实无人抚养儿童基本生活费", "Allowance for de-facto unattended children", entity=Person, layer="children",
    eligible="unattended_eligible", amount="child_allowance", period="month",
    summary=("父母虽在，但都不能抚养的孩子，和孤儿领一样的基本生活费。", "Children whose parents are alive but cannot bring them up get as much as orphans."),
    how=("由监护人或近亲属向孩子户籍地的街道（镇）申请，也可在任何街道（镇）提出。", "The guardian or a close relative applies at the street or town of the child's hukou, or at any other."),
    bring=(("监护人和孩子的身份证、户口簿", "Identity cards and hukou book of guardian and child"), ("能查到的情况由民政部门核实，查不到的请带证明", "Civil affairs checks what it can; bring proof of the rest")),
    decides=DECIDES,
)
