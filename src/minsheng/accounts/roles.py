"""What each role may do: one table, read by actions, views and the test that walks every address."""

ROLES = {
    "resident": ("居民", "Resident"),
    "community": ("社区工作者", "Community worker"),
    "street": ("街道经办", "Street officer"),
    "approver": ("街道审批", "Street approver"),
    "district": ("区民政经办", "District officer"),
    "district_head": ("区民政审批", "District approver"),
    "city": ("市民政", "City officer"),
    "finance": ("财务", "Finance officer"),
    "auditor": ("审计", "Auditor"),
    "admin": ("系统管理员", "Administrator"),
}
LEVEL_OF = {
    "community": ("community",),
    "street": ("street",),
    "approver": ("street",),
    "district": ("district", "functional"),
    "district_head": ("district", "functional"),
    "city": ("city",),
    "finance": ("district", "functional", "street", "city"),
    "auditor": ("street", "district", "functional", "city", "province"),
    "admin": ("street", "district", "functional", "city", "province", "nation"),
}
SECOND_EYES = frozenset({"approver", "district_head", "finance", "admin"})
"""Who decides, pays, or appoints those who do: appointed by one administrator, confirmed by another."""
STAFF = frozenset(ROLES) - {"resident"}
OFFICE = {"community", "street", "approver", "district", "district_head", "city"}
STREET_UP = OFFICE - {"community"}

MAY: dict[str, set[str]] = {
    "desk.see": set(STAFF),
    # registry
    "registry.search": OFFICE | {"auditor"},
    "registry.see": OFFICE | {"auditor"},
    "registry.unmask": OFFICE | {"auditor"},
    "registry.edit": OFFICE,
    "registry.access": {"community", "street", "district"},
    "registry.merge": STREET_UP,
    "registry.import": STREET_UP,
    "registry.approve_account": {"approver", "district_head", "finance"},
    # applications
    "applications.see": OFFICE | {"auditor"},
    "applications.take_in": {"community", "street", "district"},
    "applications.accept": {"street", "district"},
    "applications.check": {"street", "district"},
    "applications.survey": {"community", "street", "district"},
    "applications.opine": {"street", "district"},
    "applications.publish": {"community", "street", "district"},
    "applications.hear": {"community", "street", "district"},
    "applications.decide": {"approver", "district_head"},
    "applications.relatives": {"district", "district_head", "auditor"},
    "applications.supervise": {"approver", "district", "district_head", "city"},
    "applications.file": {"street", "district"},
    # appointments
    "booking.see": OFFICE | {"auditor"},
    "booking.take": {"community", "street", "district"},
    "booking.hours": {"street", "district", "admin"},
    # benefits
    "benefits.see": OFFICE | {"auditor", "finance"},
    "benefits.change": {"street", "district"},
    "benefits.certify": {"community", "street", "district"},
    "benefits.import": {"district"},
    "benefits.accept_import": {"district_head"},
    "benefits.see_import": {"district", "district_head", "city", "auditor"},
    "standards.enter": {"district", "city"},
    "standards.approve": {"district_head", "city"},
    "standards.see": OFFICE | {"auditor", "finance"},
    # payments
    "payments.see": {"finance", "auditor", "district", "district_head", "city"},
    "payments.budget": {"finance"},
    "payments.compute": {"finance", "district"},
    "payments.approve": {"finance", "district_head"},
    "payments.bank": {"finance"},
    "payments.recover": {"finance", "street", "district"},
    # places, accounts, audit
    "places.see": set(STAFF),
    "places.change": {"admin"},
    "places.counter": {"street", "approver", "district", "district_head", "admin"},
    "places.delegate": {"district_head", "admin"},
    "places.departments": {"district_head", "city", "admin"},
    "names.propose": {"street", "district", "city"},
    "names.decide": {"district_head", "city"},
    "names.file": {"district", "district_head", "city"},
    "accounts.manage": {"admin"},
    "accounts.declare": STAFF - {"admin"},
    "accounts.relatives": {"district_head", "auditor"},
    "audit.see": {"auditor"},
    "oversight.lag": {"district", "district_head", "city", "auditor"},
    "portal.mistakes": {"city", "admin"},
    "notices.see": OFFICE | {"auditor"},
    "notices.send": {"street", "district"},
    "jobs.see": set(STAFF),
}
