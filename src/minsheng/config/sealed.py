"""Every column that holds sealed blobs and what each is bound to, in one list: what a new key has to reach. Columns of sealed words find themselves."""

from minsheng.accounts.models import DeclaredRelative
from minsheng.accounts.resealing import Factors
from minsheng.applications.models import Appeal, Appraisal, Hearing, Objection, Visit
from minsheng.base.models import StoredFile
from minsheng.base.resealing import Column
from minsheng.benefits.models import OpeningRow
from minsheng.notices.models import Answer, Letter
from minsheng.payments.models import Payment, Recovery
from minsheng.registry.models import BankAccount, Person
from minsheng.registry.models_import import ImportRow, ListFile

PLACES = [
    Column(Person, "sealed", "registry.person:{pk}"),
    Column(BankAccount, "sealed", "registry.account:{person_id}"),
    Column(ListFile, "sealed", "registry.listfile:{pk}", at_once=1),  # whole lists
    Column(ImportRow, "sealed", "registry.importrow:{run_id}:{number}"),
    Column(Letter, "sealed", "notices.letter:{number}"),
    Column(Answer, "sealed", "notices.answer:{message_id}:{key}"),
    Column(Payment, "sealed", "payments.payment:{batch_id}:{number}"),
    Column(Recovery, "sealed", "payments.recovery:{key}"),
    Column(Visit, "sealed", "applications.visit:{task_id}"),
    Column(Objection, "sealed", "applications.objection:{application_id}"),
    Column(Appraisal, "sealed", "applications.appraisal:{application_id}"),
    Column(Hearing, "sealed", "applications.hearing:{application_id}"),
    Column(Appeal, "sealed", "applications.appeal:{decision_id}"),
    Column(OpeningRow, "sealed", "benefits.opening:{opening_id}:{number}"),
    Column(DeclaredRelative, "sealed", "accounts.relative:{declaration_id}"),
    Column(StoredFile, "name", "base.storedfile:{pk}:name"),
    Factors(),
]
