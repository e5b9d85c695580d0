"""结婚登记: who may marry, and which office may register it. The office's district changed four times; the old texts stay for old cases.

The place asked about is the place of the office.
"""

from minsheng.rules.book.facts import Couple, Person
from minsheng.rules.engine import benefit, count, rule

CODE = "《民法典》第一千零四十六条至第一千零四十九条"
LAW_2001 = "《婚姻登记条例》（2003年）第六条"
RULES_2003 = "《婚姻登记条例》（2003年）第二条、第四条"
CITY_WIDE = "深圳市婚姻登记“全城通办”"
PILOT = "广东省内地居民婚姻登记“跨省通办”试点"
RULES_2025 = "《婚姻登记条例》（2025年，国务院令第804号）第二条"


# --- who may marry ---


@rule(Person, "到了法定结婚年龄", "Of legal age to marry", clause="《民法典》第一千零四十七条", grade="A", since="2003-10-01")
def of_marriage_age(sex, age_now, marriage_age_man, marriage_age_woman):
    if sex == "male":
        return age_now >= marriage_age_man                   # 男方到了法定年龄 | The man is old enough
    return age_now >= marriage_age_woman                     # 女方到了法定年龄 | The woman is old enough


@rule(Couple, "一男一女", "One man and one woman", clause="《民法典》第一千零四十六条", grade="A", since="2003-10-01")
def man_and_woman(members):
    return (
        len(members) == 2                                    # 双方两人 | Two people
        and count(m.sex == "male" for m in members) == 1     # 其中一名男方 | One of them a man
    )


@rule(Couple, "符合结婚条件", "May marry", clause=LAW_2001, grade="A", since="2003-10-01", until="2021-01-01", name="may_marry")
def may_marry_2003(members, man_and_woman, both_in_person, both_willing, blood_relatives, unfit_illness):
    return (
        man_and_woman                                        # 一男一女 | A man and a woman
        and all(m.of_marriage_age for m in members)          # 双方都到了法定结婚年龄（男22、女20周岁） | Both are of legal age (22 and 20)
        and not any(m.marital_status == "married" for m in members)  # 双方都没有配偶 | Neither is married
        and not blood_relatives                              # 不是直系血亲或三代以内旁系血亲 | Not close relatives
        and not unfit_illness                                # 没有医学上认为不应当结婚的疾病 | No illness held to rule out marriage
        and both_in_person                                   # 双方亲自到场 | Both come in person
        and both_willing                                     # 双方完全自愿 | Both are fully willing
    )


@rule(Couple, "符合结婚条件", "May marry", clause=CODE, grade="A", since="2021-01-01")
def may_marry(members, man_and_woman, both_in_person, both_willing, blood_relatives):
    return (
        man_and_woman                                        # 一男一女 | A man and a woman
        and all(m.of_marriage_age for m in members)          # 双方都到了法定结婚年龄（男22、女20周岁） | Both are of legal age (22 and 20)
        and not any(m.marital_status == "married" for m in members)  # 双方都没有配偶 | Neither is married
        and not blood_relatives                              # 不是直系血亲或三代以内旁系血亲 | Not close relatives
        and both_in_person                                   # 双方亲自到场 | Both come in person
        and both_willing                                     # 双方完全自愿 | Both are fully willing
    )


# --- which office ---


@rule(Person, "内地居民", "Resident of the mainland", clause="《婚姻登记条例》第二条", grade="A")
def mainland_resident(hukou, overseas_chinese):
    return (
        hukou in ("here", "same_province", "elsewhere")      # 有内地户籍 | Has a mainland hukou
        and not overseas_chinese                             # 不是华侨 | Not an overseas Chinese
    )


@rule(Couple, "双方都是内地居民", "Both are residents of the mainland", clause="《婚姻登记条例》第二条", grade="A")
def both_mainland(members):
    return all(m.mainland_resident for m in members)


@rule(Couple, "双方都不是现役军人", "Neither is a serving soldier", clause=CITY_WIDE, grade="B", place="深圳市")
def no_soldier(members):
    return not any(m.serving_soldier for m in members)


@rule(Couple, "登记处办得了这一类", "The office registers this kind of couple", clause="《婚姻登记条例》第二条", grade="A")
def office_of_the_right_kind(both_mainland, office_for_foreign):
    return (
        both_mainland                                        # 双方都是内地居民 | Both are residents of the mainland
        or office_for_foreign                                # 是省里确定的涉外、涉港澳台登记处 | An office designated for foreign, Hong Kong, Macao and Taiwan parties
    )


@rule(Couple, "一方户口在登记处所在的区", "One party's hukou is in the district of the office", clause=RULES_2003, grade="A")
def hukou_in_district(members):
    return any(m.hukou_in_office_district for m in members)


@rule(Couple, "一方是本市户籍", "One party has hukou in this city", clause=CITY_WIDE, grade="B")
def hukou_in_city(members):
    return any(m.hukou == "here" for m in members)


@rule(Couple, "一方有本市居住证，且双方都是内地居民", "One party lives here by permit, both from the mainland", clause=PILOT, grade="B", place="广东省", since="2021-06-01")
def residence_counts(members, both_mainland):
    return (
        both_mainland                                        # 双方都是内地居民 | Both are residents of the mainland
        and any(m.residence_permit_here for m in members)    # 一方有本市有效居住证 | One party holds a valid residence permit of this city
    )


@rule(Couple, "这个登记处可以办理", "This office may register the marriage", clause=RULES_2003, grade="A", since="2003-10-01", until="2025-05-10", name="office_competent")
def office_competent_2003(office_of_the_right_kind, hukou_in_district):
    return (
        office_of_the_right_kind                             # 登记处办得了这一类 | The office registers this kind of couple
        and hukou_in_district                                # 一方户口在登记处所在的区 | One party's hukou is in the district of the office
    )


@rule(Couple, "这个登记处可以办理", "This office may register the marriage", clause=CITY_WIDE, grade="B", place="深圳市", since="2019-10-10", until="2020-10-01",
      name="office_competent")
def office_competent_shenzhen_2019(office_of_the_right_kind, hukou_in_district, both_mainland, no_soldier, hukou_in_city):
    return (
        office_of_the_right_kind                             # 登记处办得了这一类 | The office registers this kind of couple
        and (
            hukou_in_district                                # 一方户口在登记处所在的区 | One party's hukou is in the district of the office
            or (
                hukou_in_city                                # 一方是深圳户籍（全市任一区都可以办） | One party has Shenzhen hukou (any district will do)
                and both_mainland                            # 双方都是内地居民 | Both are residents of the mainland
                and no_soldier                               # 双方都不是现役军人 | Neither is a serving soldier
            )                                                # 全市通办：一方是深圳户籍，双方是内地居民且都不是现役军人 | City-wide: one has Shenzhen hukou, both are from the mainland and neither is a serving soldier
        )                                                    # 户口在登记处所在的区，或属于全市通办 | Hukou in the district of the office, or covered city-wide
    )


@rule(Couple, "这个登记处可以办理", "This office may register the marriage", clause=f"{CITY_WIDE}（扩大到涉外、涉港澳台、军人和补领）", grade="B", place="深圳市",
      since="2020-10-01", until="2021-06-01", name="office_competent")
def office_competent_shenzhen_2020(office_of_the_right_kind, hukou_in_city):
    return (
        office_of_the_right_kind                             # 登记处办得了这一类 | The office registers this kind of couple
        and hukou_in_city                                    # 一方是深圳户籍（全市任一区都可以办） | One party has Shenzhen hukou (any district will do)
    )


@rule(Couple, "这个登记处可以办理", "This office may register the marriage", clause=f"{CITY_WIDE}；{PILOT}", grade="B", place="深圳市", since="2021-06-01",
      until="2025-05-10", name="office_competent")
def office_competent_shenzhen_2021(office_of_the_right_kind, hukou_in_city, residence_counts):
    return (
        office_of_the_right_kind                             # 登记处办得了这一类 | The office registers this kind of couple
        and (
            hukou_in_city                                    # 一方是深圳户籍 | One party has Shenzhen hukou
            or residence_counts                              # 一方有深圳有效居住证，双方都是内地居民 | One holds a Shenzhen residence permit, both from the mainland
        )                                                    # 一方是深圳户籍，或有深圳有效居住证 | One party has Shenzhen hukou, or a Shenzhen residence permit
    )


@rule(Couple, "这个登记处可以办理", "This office may register the marriage", clause=PILOT, grade="B", place="广东省", since="2021-06-01", until="2025-05-10",
      name="office_competent")
def office_competent_guangdong_2021(office_of_the_right_kind, hukou_in_district, residence_counts):
    return (
        office_of_the_right_kind                             # 登记处办得了这一类 | The office registers this kind of couple
        and (
            hukou_in_district                                # 一方户口在登记处所在的区 | One party's hukou is in the district of the office
            or residence_counts                              # 一方有有效居住证，双方都是内地居民 | One lives here by permit, both from the mainland
        )                                                    # 一方户口在登记处所在的区，或有有效居住证 | One party has hukou in the district of the office, or a residence permit
    )


@rule(Couple, "这个登记处可以办理", "This office may register the marriage", clause=RULES_2025, grade="B", since="2025-05-10", name="office_competent")
def office_competent_2025(office_of_the_right_kind):
    return office_of_the_right_kind                          # 全国任一登记处都可以办（涉外、涉港澳台的，到省里确定的登记处） | Any office in the country (foreign, Hong Kong, Macao and Taiwan parties: a designated one)


@rule(Couple, "内地居民要带户口簿", "Mainland residents must bring the hukou book", clause="《婚姻登记条例》（2003年）第五条", grade="A", since="2003-10-01",
      until="2025-05-10", name="hukou_book_needed")
def hukou_book_needed_2003(members):
    return any(m.mainland_resident for m in members)         # 内地居民要带户口簿、身份证 | Mainland residents bring hukou book and identity card


@rule(Couple, "内地居民要带户口簿", "Mainland residents must bring the hukou book", clause=RULES_2025, grade="B", since="2025-05-10")
def hukou_book_needed():
    return False


@rule(Couple, "可以在这里登记结婚", "Can register the marriage here", clause=CODE, grade="A", since="2003-10-01")
def marriage_can_be_registered(may_marry, office_competent):
    return (
        may_marry                                            # 符合结婚条件 | They may marry
        and office_competent                                 # 这个登记处可以办理 | This office may register it
    )


MARRIAGE = benefit(
    "marriage_registration", "结婚登记", "Marriage registration", entity=Couple, layer="registration",
    eligible="marriage_can_be_registered", period="none",
    summary=("双方一起到婚姻登记处，符合条件的当场发结婚证。从2025年5月10日起，全国任一登记处都能办，不用户口簿，不收费。",
             "Both come to the office; those who may marry get the certificate at once. Since 10 May 2025 any office in the country will do, without hukou book and free of charge."),
    how=("先在网上预约，两人带身份证到登记处，当场签声明。", "Book online, come together with your identity cards and sign the declaration there."),
    bring=(("双方身份证", "Both identity cards"), ("港澳台居民：通行证、身份证和经公证的无配偶声明", "Hong Kong, Macao and Taiwan residents: travel permit, identity card and notarised statement of being unmarried"),
           ("华侨、外国人：护照和无配偶证明", "Overseas Chinese and foreigners: passport and certificate of no spouse")),
    decides=("婚姻登记处", "The marriage registration office"),
)
