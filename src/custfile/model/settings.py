"""``custfile.yaml`` as a model: the firm, its team, forms, fields, rules and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Annotated, Any, Final

from custfile.language import LANGUAGES, Label
from custfile.model.choices import OUTCOMES, DocumentType
from custfile.model.free import Free
from custfile.model.mail import MailSettings
from custfile.model.names import Names
from custfile.model.part import Part
from custfile.model.people import Place
from custfile.model.ranking import Grading, Ranking, Rate
from custfile.model.rates import Rates
from custfile.model.schedule import (
    AssignSettings,
    CalendarSettings,
    Contact,
    DueSettings,
    Greeting,
    RevisitRule,
    VisitForm,
)
from custfile.model.scheme import SchemeSettings
from custfile.model.spec import PUBLIC, STAFF, Merge, Spec, many, must, told
from custfile.model.values import SCALARS, Day, Email, Line, Share, Text, Whole, Yes, fixed_words

PARTS: Final = ("customer", "contacts", "orders", "payments", "visits", "tickets", "deals", "documents")


LanguageCode = Annotated[str, fixed_words("language", *LANGUAGES)]
SecrecyClass = Annotated[str, fixed_words("secrecy", "public", "staff", "secret")]
FieldType = Annotated[str, fixed_words("field type", *SCALARS, "choice")]
Rows = Annotated[str, fixed_words("rows", "customers", "orders", "payments")]
PartName = Annotated[str, fixed_words("part", *PARTS)]


class Person(Part):
    """Somebody of the firm."""

    id: Line = must("Id", "代号", "代號", "Short and lasting, as files name the person.", PUBLIC)
    name: Line = must("Name", "姓名", "姓名", "For people.", PUBLIC)
    role: Line | None = told("Role", "角色", "角色", "rep, manager, physician …; revisit rules name it.", PUBLIC)
    email: Email | None = told("E-mail", "邮箱", "電子郵件", "Where reports go.", PUBLIC)
    region: Line | None = told("Region", "区域", "區域", "Where the person works.", PUBLIC)
    joined: Day | None = told("Joined", "入职日", "到職日", "First day.", PUBLIC)
    left: Day | None = told("Left", "离职日", "離職日", "Last day.", PUBLIC, after="joined")
    capacity: Whole | None = told("Capacity", "每日拜访量", "每日拜訪量", "Visits a day.", PUBLIC)
    start: Place | None = told("Start", "出发地", "出發地", "Where a day's route begins.", STAFF)
    end: Place | None = told("End", "收工地", "收工地", "Where it ends; at the start when absent.", STAFF)


class Kind(Part):
    """A kind of customer and its form."""

    id: Line = must("Id", "代号", "代號", "As files name it.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    expects: list[Line] = many("Expects", "应填", "應填", "Fields of this form, asked for by add.", PUBLIC)
    documents: list[DocumentType] = many("Documents", "必备文件", "必備文件", "Papers that must be on file.", PUBLIC)
    requires: list[Line] = many("Requires", "必填", "必填", "Fields whose absence is a finding.", PUBLIC)


class OwnChoice(Part):
    """One choice of an own field."""

    id: Line = must("Id", "代号", "代號", "As files have it.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)


class OwnField(Part):
    """A field that this archive adds to the customer or one of its lists."""

    id: Line = must("Id", "代号", "代號", "The key in the files.", PUBLIC)
    part: PartName | None = told("Part", "所属部分", "所屬部分", "customer (when absent), orders, visits …", PUBLIC)
    type: FieldType = must("Type", "类型", "類型", "text, line, day, money, whole, yes, choice …", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    about: Text | None = told("About", "说明", "說明", "Help for who fills it in.", PUBLIC)
    choices: list[OwnChoice] = many("Choices", "选项", "選項", "Of a choice.", PUBLIC)
    several: Yes | None = told("Several", "多值", "多值", "Is it a list?", PUBLIC)
    required_for: list[Line] = many("Required for", "何类必填", "何類必填", "Kinds of customer that need it.", PUBLIC)
    care: Yes | None = told("Care date", "纪念日", "紀念日", "Is the day remembered each year?", PUBLIC)
    secrecy: SecrecyClass | None = told(
        "Secrecy", "保密级别", "保密等級", "public, staff, secret (when absent).", PUBLIC
    )


class Expectation(Part):
    """What the file of a customer should have by now, beside what its kind asks for."""

    id: Line = must("Id", "代号", "代號", "Named in the work list.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    kinds: list[Line] = many("Kinds", "适用类别", "適用類別", "Kinds of customer; all when absent.", PUBLIC)
    when: Line | None = told("When", "条件", "條件", "A filter: the stage from which it is expected.", PUBLIC)
    fields: list[Line] = many("Fields", "项目", "項目", "Fields of the file.", PUBLIC)
    documents: list[DocumentType] = many("Documents", "文件", "文件", "Papers that must be on file.", PUBLIC)


class Stage(Part):
    """A stage of the sales funnel."""

    id: Line = must("Id", "代号", "代號", "As deals name it.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    rate: Share = must("Win rate", "成交率", "成交率", "Share of its deals that are won.", PUBLIC)


class Profile(Part):
    """How the columns of a spreadsheet map to fields."""

    id: Line = must("Id", "代号", "代號", "Named by import --profile.", PUBLIC)
    rows: Rows = must("Rows", "行内容", "列內容", "customers, orders or payments.", PUBLIC)
    key: Line = must("Key", "主键", "主鍵", "Field that tells which customer a row is of.", PUBLIC)
    columns: Annotated[dict[str, Any], Free()] = field(
        default_factory=dict,
        metadata={"spec": Spec(Label("Columns", "栏目", "欄位"), "field: column heading.", PUBLIC, Merge.UNION)},
    )


class Git(Part):
    """What git does by itself."""

    autocommit: Yes | None = told("Commit", "自动提交", "自動提交", "One commit a command.", PUBLIC)


class Settings(Part):
    """The archive's settings. ``name`` suffices; what is not told is not in force."""

    name: Line = must("Name", "名称", "名稱", "The firm's name.", PUBLIC)
    currency: Line | None = told("Currency", "币种", "幣別", "Of amounts without one.", PUBLIC)
    language: LanguageCode | None = told("Language", "语言", "語言", "en, zh_CN or zh_TW.", PUBLIC)
    ids: Line | None = told("Ids", "编号格式", "編號格式", "C000000: letters, then as many digits.", PUBLIC)
    team: list[Person] = many("Team", "团队", "團隊", "Who works with customers.", PUBLIC)
    kinds: list[Kind] = many("Kinds", "客户类别", "客戶類別", "Kinds of customer and their forms.", PUBLIC)
    fields: list[OwnField] = many("Fields", "自定义项目", "自訂欄位", "The archive's own fields.", PUBLIC)
    rates: list[Rate] = many("Rates", "汇率", "匯率", "Of other currencies, dated.", PUBLIC)
    classes: list[SchemeSettings] = many("Classes", "分类", "分類", "Class schemes of the archive's own.", PUBLIC)
    completeness: list[Expectation] = many(
        "Completeness", "完整度", "完整度", "What a file should have by when.", PUBLIC
    )
    strength: list[Grading] = many(
        "Sales strength", "综合销售力", "綜合銷售力", "The form that scores customers.", PUBLIC
    )
    revisits: list[RevisitRule] = many("Revisits", "回访规则", "回訪規則", "Who is in touch when.", PUBLIC)
    due: DueSettings | None = told("Due", "待办", "待辦", "How far ahead, and what is urgent.", PUBLIC)
    contact: list[Contact] = many("Contact frequency", "联系频率", "聯繫頻率", "Visits a month by class.", PUBLIC)
    calendar: CalendarSettings | None = told("Calendar", "日历", "行事曆", "Working days and hours.", PUBLIC)
    visit_forms: list[VisitForm] = many("Visit forms", "拜访表", "拜訪表", "What is asked for, by purpose.", PUBLIC)
    greetings: list[Greeting] = many("Greetings", "节日问候", "節日問候", "Days on which many are greeted.", PUBLIC)
    assign: AssignSettings | None = told("Assign", "分配", "分配", "How files are given to owners.", PUBLIC)
    ranking: Ranking | None = told("Ranking", "排序", "排序", "How customers are ranked.", PUBLIC)
    funnel: list[Stage] = many("Funnel", "销售漏斗", "銷售漏斗", "Stages of a deal.", PUBLIC)
    imports: list[Profile] = many("Imports", "导入设置", "匯入設定", "Column mappings.", PUBLIC)
    mail: MailSettings | None = told("Mail", "邮件", "郵件", "Reports by mail.", PUBLIC)
    git: Git | None = told("Git", "Git", "Git", "What git does by itself.", PUBLIC)

    @cached_property
    def exchange(self) -> Rates:
        """What amounts in other currencies are worth."""
        return Rates(self.currency, self.rates)

    @cached_property
    def named(self) -> Mapping[str, Mapping[str, None]]:
        """The ids that files may name, in order: of the ``team``, a ``kind``, a ``stage``."""
        stages = [*(stage.id for stage in self.funnel), *OUTCOMES] if self.funnel else []
        return {
            "team": {person.id: None for person in self.team},
            "kind": {kind.id: None for kind in self.kinds},
            "stage": dict.fromkeys(stages),
        }

    @cached_property
    def _people(self) -> Mapping[str | None, Person]:
        return {member.id: member for member in reversed(self.team)}

    def person(self, person: str | None) -> Person | None:
        """Return the member of the team with the id ``person``."""
        return self._people.get(person)

    def visit_form(self, purpose: str | None, kind: str) -> VisitForm | None:
        """Return the form of a visit with ``purpose`` to a customer of ``kind``: the first that fits."""
        return next((form for form in self.visit_forms if form.fits(purpose, kind)), None)

    def kind(self, kind: str) -> Kind | None:
        """Return the form of ``kind``."""
        return next((form for form in self.kinds if form.id == kind), None)
