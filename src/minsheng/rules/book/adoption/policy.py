"""收养: the conditions of the Civil Code, articles 1093 to 1105, with their exemptions. The person is the adopter. Before 2021 another law held: left out."""

from minsheng.rules.book.facts import Person
from minsheng.rules.engine import age, benefit, rule

SINCE = "2021-01-01"


@rule(Person, "被收养人年龄", "Age of the child", unit="岁", clause="—", grade="—")
def adoptee_age(adoptee_birth_date, on):
    return age(adoptee_birth_date, on)


@rule(Person, "孩子可以被收养", "The child can be adopted", clause="《民法典》第一千零九十三条、第一千零九十九条、第一千一百零三条", grade="A", since=SINCE)
def child_can_be_adopted(adoptee_age, adult_age, adoptee, adopter_tie):
    return (
        adoptee_age < adult_age                              # 是未成年人 | A minor
        and (
            adoptee in ("orphan", "parents_not_found", "parents_in_hardship")  # 孤儿、查找不到生父母，或生父母有特殊困难无力抚养 | An orphan, parents not found, or parents in special hardship
            or adopter_tie in ("kin", "stepchild")           # 收养近亲的子女、继子女，不要求生父母有困难 | For a relative's child or a stepchild the parents need not be in hardship
        )                                                    # 孤儿等三种情况的孩子，或近亲的子女、继子女 | An orphan or a child so placed, or a relative's child or a stepchild
    )


@rule(Person, "收养这个孩子不受子女数限制", "The number of children does not matter", clause="《民法典》第一千一百条第二款、第一千一百零三条", grade="A", since=SINCE)
def free_of_child_count(adoptee, adoptee_disabled, adoptee_in_welfare_home, adopter_tie):
    return (
        adoptee == "orphan"                                  # 孩子是孤儿 | The child is an orphan
        or adoptee_disabled                                  # 孩子是残疾未成年人 | The child is disabled
        or (
            adoptee == "parents_not_found"                   # 查找不到生父母 | The parents cannot be found
            and adoptee_in_welfare_home                      # 由儿童福利机构抚养 | The child lives in a children's home
        )                                                    # 查找不到生父母、由福利机构抚养的孩子 | A child in a children's home whose parents cannot be found
        or adopter_tie == "stepchild"                        # 收养继子女 | A stepchild
    )


@rule(Person, "这次可以收养的人数", "Children that may be adopted", unit="人", clause="《民法典》第一千一百条第一款", grade="A", since=SINCE)
def adoptions_allowed(own_children, adoptions_childless, adoptions_with_children):
    return adoptions_childless if own_children == 0 else adoptions_with_children


@rule(Person, "子女数符合规定", "The number of children is within the law", clause="《民法典》第一千零九十八条第一项、第一千零九十九条、第一千一百条", grade="A", since=SINCE)
def child_count_conforms(free_of_child_count, own_children, adopter_children_most, adopter_tie, overseas_chinese, adopts_now, adoptions_allowed):
    return (
        free_of_child_count                                  # 收养这个孩子不受子女数限制 | The number of children does not matter for this child
        or (
            (
                own_children <= adopter_children_most        # 没有子女，或只有一名子女 | No child, or only one
                or (
                    overseas_chinese                         # 收养人是华侨 | The adopter is an overseas Chinese
                    and adopter_tie == "kin"                 # 收养三代以内旁系同辈血亲的子女 | Adopting the child of a sibling or cousin
                )                                            # 华侨收养近亲的子女 | An overseas Chinese adopting a relative's child
            )                                                # 原有子女数不超过一名（华侨收养近亲的子女不限） | No more than one child so far (no limit for an overseas Chinese adopting a relative's child)
            and adopts_now <= adoptions_allowed              # 收养人数不超过规定 | No more children than allowed
        )                                                    # 原有的子女和这次收养的人数都不超过规定 | Neither the children so far nor those to be adopted are too many
    )


@rule(Person, "收养人本身符合条件", "The adopter qualifies", clause="《民法典》第一千零九十八条、第一千一百零三条", grade="A", since=SINCE)
def adopter_qualifies(adopter_tie, age_now, adopter_age, able_to_raise, illness_bars_adoption, record_bars_adoption, child_count_conforms):
    return (
        adopter_tie == "stepchild"                           # 收养继子女，不受这些条件限制 | For a stepchild these conditions do not apply
        or (
            age_now >= adopter_age                           # 年满30周岁 | 30 or older
            and child_count_conforms                         # 子女数符合规定 | The number of children is within the law
            and able_to_raise                                # 有抚养、教育和保护的能力 | Able to bring up, educate and protect the child
            and not illness_bars_adoption                    # 没有医学上认为不应当收养的疾病 | No illness held to rule out adoption
            and not record_bars_adoption                     # 没有不利于孩子健康成长的违法犯罪记录 | No record of offences harmful to the child
        )                                                    # 年龄、子女数、抚养能力、健康和品行都符合规定 | Age, number of children, ability, health and record are all within the law
    )


@rule(Person, "配偶一起收养", "The spouse adopts too", clause="《民法典》第一千一百零一条", grade="A", since=SINCE)
def jointly_if_married(marital_status, spouse_adopts_too, adopter_tie):
    return (
        marital_status != "married"                          # 没有配偶 | Not married
        or spouse_adopts_too                                 # 夫妻共同收养 | Husband and wife adopt together
        or adopter_tie == "stepchild"                        # 收养配偶的子女 | Adopting the spouse's child
    )


@rule(Person, "年龄差符合规定", "The age gap is within the law", clause="《民法典》第一千一百零二条、第一千零九十九条", grade="A", since=SINCE)
def age_gap_conforms(marital_status, sex, adoptee_sex, adopter_tie, birth_date, adoptee_birth_date, adoption_age_gap):
    return (
        marital_status == "married"                          # 有配偶 | Married
        or sex == adoptee_sex                                # 收养同性子女 | The child is of the same sex
        or adopter_tie == "kin"                              # 收养三代以内旁系同辈血亲的子女 | The child of a sibling or cousin
        or age(birth_date, adoptee_birth_date) >= adoption_age_gap  # 年龄相差四十周岁以上 | Forty years or more apart
    )


@rule(Person, "孩子同意", "The child's own consent", clause="《民法典》第一千一百零四条", grade="A", since=SINCE)
def child_consents(adoptee_age, adoptee_consent_age, adoptee_agrees):
    return (
        adoptee_age < adoptee_consent_age                    # 孩子未满八周岁 | The child is under eight
        or adoptee_agrees                                    # 满八周岁的孩子本人同意 | A child of eight or more agrees
    )


@rule(Person, "符合收养条件", "May adopt", clause="《民法典》第一千零九十三条至第一千一百零五条", grade="A", since=SINCE)
def adoption_allowed(wants_to_adopt, child_can_be_adopted, adopter_qualifies, jointly_if_married, age_gap_conforms, child_consents, giver_agrees):
    return (
        wants_to_adopt                                       # 提出了收养 | Has applied to adopt
        and child_can_be_adopted                             # 孩子可以被收养 | The child can be adopted
        and adopter_qualifies                                # 收养人符合条件 | The adopter qualifies
        and jointly_if_married                               # 有配偶的，夫妻共同收养 | Married people adopt jointly
        and age_gap_conforms                                 # 年龄差符合规定 | The age gap is within the law
        and child_consents                                   # 满八周岁的孩子本人同意 | A child of eight or more agrees
        and giver_agrees                                     # 送养人同意 | Those giving the child agree
    )


ADOPTION = benefit(
    "adoption", "收养登记条件", "Conditions of adoption", entity=Person, layer="registration",
    eligible="adoption_allowed", period="none",
    summary=("想收养孩子的人，先看自己和孩子是不是符合法律规定；民政部门登记前还要做收养评估。",
             "Tells whether the law lets you adopt; civil affairs then makes an adoption assessment before registering."),
    how=("向孩子所在地的县级民政部门申请，登记机关在30日内审查（收养评估的时间另计）。", "Apply to the county civil affairs office responsible for the child; it decides within 30 days, the assessment apart."),
    bring=(("身份证、户口簿", "Identity card and hukou book"), ("婚姻和子女情况证明", "Proof of marriage and children"), ("健康检查证明", "Medical certificate"), ("无犯罪记录证明", "Certificate of no criminal record")),
    decides=("县级民政部门收养登记机关", "The county civil affairs office, as adoption registrar"),
)
