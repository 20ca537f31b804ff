"""The customer's file as one model: basics, characteristics, business, trading, and all that happened."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Any

from custfile.language import Label
from custfile.model.choices import MarketPosition, Ownership, Source
from custfile.model.events import (
    Appointment,
    Deal,
    Deferral,
    Document,
    Gift,
    Loan,
    Note,
    Order,
    Payment,
    Promise,
    Quotation,
    Ticket,
    Visit,
)
from custfile.model.free import Free
from custfile.model.part import Part
from custfile.model.people import Bank, CareDay, Contact, Member, Place, Traits
from custfile.model.spec import PUBLIC, SECRET, STAFF, Merge, Spec, many, must, told
from custfile.model.values import Day, Email, Grade, Line, Money, Share, Text, Whole, Yes

EVENTS = Merge.EVENTS
FREE = Free()


class Collected(Part):
    """How the file came about. What the customer says of itself has to be verified."""

    date: Day = must("File made", "建档日", "建檔日", "The day the file was made; revisits count from it.", STAFF)
    by: Line | None = told("Collected by", "收集人", "收集人", "Who collected it.", STAFF, refers="team")
    source: Source | None = told("Source", "来源", "來源", "visit, form or survey.", STAFF)
    verified: Day | None = told("Verified", "核实日", "查核日", "The day it was verified.", STAFF, after="date")
    verified_by: Line | None = told("Verified by", "核实人", "查核人", "Who verified it.", STAFF, refers="team")
    signed: Yes | None = told("Signed", "客户签字", "客戶簽名", "Did the customer sign the form?", STAFF)


class Fact(Part):
    """Where a single fact of the file comes from, when it is not from the day the file was made."""

    field: Line = must("Field", "项目", "項目", "Its key, such as characteristics.turnover.", STAFF)
    date: Day = must("Date", "日期", "日期", "The day it was learnt.", STAFF)
    by: Line | None = told("Collected by", "收集人", "收集人", "Who learnt it.", STAFF, refers="team")
    source: Source | None = told("Source", "来源", "來源", "visit, form or survey.", STAFF)
    verified: Day | None = told("Verified", "核实日", "查核日", "The day it was verified.", STAFF, after="date")
    verified_by: Line | None = told("Verified by", "核实人", "查核人", "Who verified it.", STAFF, refers="team")


class Characteristics(Part):
    """What kind of firm it is."""

    service_area: Line | None = told("Service area", "服务区域", "服務區域", "Where it sells.", PUBLIC)
    selling_capacity: Text | None = told("Selling capacity", "销售能力", "銷售能力", "What it can sell.", STAFF)
    potential: Text | None = told("Potential", "发展潜力", "發展潛力", "What it may become.", STAFF)
    philosophy: Text | None = told("Management philosophy", "经营观念", "經營理念", "How it is run.", STAFF)
    policies: Text | None = told("Policies", "经营方针", "經營方針", "What it aims at.", STAFF)
    staff: Whole | None = told("Staff", "员工人数", "員工人數", "People employed.", PUBLIC)
    turnover: Money | None = told("Turnover", "年营业额", "年營業額", "Of a year.", STAFF)
    market_position: MarketPosition | None = told(
        "Market position", "市场地位", "市場地位", "main, ordinary or scattered.", STAFF
    )


class Business(Part):
    """How it does business, with us and with others."""

    record: Text | None = told("Sales record", "销售实绩", "銷售實績", "Past and present.", STAFF)
    people: Text | None = told("Quality of its people", "人员素质", "人員素質", "Managers and sales people.", STAFF)
    competitors: Text | None = told(
        "Relations with competitors", "与竞争者关系", "與競爭者關係", "Whom else it buys from.", STAFF
    )
    attitude: Text | None = told(
        "Ties and attitude to us", "与本公司关系", "與本公司關係", "How close, how willing.", STAFF
    )
    products: list[Line] = many("Product mix", "经营产品", "經營產品", "What it sells or uses.", PUBLIC)
    competition: Text | None = told("Market competition", "市场竞争状况", "市場競爭狀況", "In its own market.", STAFF)


class Trading(Part):
    """How trade with it stands."""

    activity: Text | None = told("Sales activity", "销售活动状况", "銷售活動狀況", "What is going on.", STAFF)
    problems: Text | None = told("Problems", "存在问题", "存在問題", "What stands in the way.", STAFF)
    advantages: Text | None = told("Advantages kept", "保持的优势", "保持的優勢", "What speaks for us.", STAFF)
    measures: Text | None = told("Counter-measures", "未来对策", "未來對策", "What we mean to do.", STAFF)
    reputation: Text | None = told("Reputation", "企业形象声誉", "企業形象聲譽", "What others say.", STAFF)
    credit: Text | None = told("Credit standing", "信用状况", "信用狀況", "As judged by a person.", STAFF)
    insolvent: Day | None = told("Insolvent since", "破产日", "破產日", "The day it stopped paying its debts.", STAFF)
    credit_problems: Text | None = told("Credit problems", "出现的信用问题", "曾有的信用問題", "In the past.", SECRET)


class Terms(Part):
    """What was agreed."""

    currency: Line | None = told("Currency", "币种", "幣別", "CNY, TWD, USD …", STAFF)
    payment_days: Whole | None = told("Payment days", "账期（天）", "付款天數", "Days from order to due date.", STAFF)
    method: Line | None = told("Payment method", "付款方式", "付款方式", "Transfer, cash …", STAFF)
    credit_limit: Money | None = told("Credit limit", "信用额度", "信用額度", "The most it may owe.", STAFF)
    discount: Share | None = told("Price factor", "折扣", "折扣", "0.95 means five percent off.", STAFF)
    preferential: Text | None = told("Preferential terms", "优惠条件", "優惠條件", "What else was granted.", STAFF)


class Prospect(Part):
    """A person's judgement of a customer without history."""

    score: Grade = must("Prospects", "前景评分", "前景評分", "1 (poor) to 5 (excellent).", STAFF)
    date: Day = must("Date", "日期", "日期", "The day it was judged.", STAFF)
    by: Line | None = told("By", "评估人", "評估人", "Who judged it.", STAFF, refers="team")


class Ended(Part):
    """Trade with the customer has stopped; the file is kept."""

    date: Day = must("Date", "日期", "日期", "The day trade stopped.", STAFF)
    reason: Text | None = told("Reason", "原因", "原因", "Why.", STAFF)


class Customer(Part):
    """One customer, one file. ``name`` and ``kind`` suffice."""

    name: Line = must("Name", "名称", "名稱", "The customer's name, in full.", PUBLIC, identifies="name")
    kind: Line = must("Kind", "类别", "類別", "A kind of custfile.yaml; it decides the form.", PUBLIC, refers="kind")
    aliases: list[Line] = many("Aliases", "别名", "別名", "Short and former names.", PUBLIC, identifies="alias")
    former_no: Line | None = told("Former number", "原编号", "原編號", "Its number before.", STAFF, identifies="number")
    owner: Line | None = told("Owner", "负责人", "負責人", "Who looks after it.", PUBLIC, refers="team")
    advisors: list[Line] = many("Advisors", "协同人员", "協同人員", "Others who look after it.", STAFF, refers="team")
    level: Line | None = told("Level", "客户级别", "客戶等級", "The firm's own grade, such as A.", PUBLIC)
    region: Line | None = told("Region", "区域", "區域", "Levels separated by a slash.", PUBLIC)
    via: Line | None = told("Through", "中间商", "中間商", "The partner it buys through.", STAFF, refers="customer")
    collected: Collected | None = told("Collected", "建档", "建檔", "How the file came about.", STAFF)
    sources: list[Fact] = many("Sources", "资料来源", "資料來源", "Where single facts come from.", STAFF, merge=EVENTS)
    ended: Ended | None = told("Ended", "停止交易", "停止交易", "When trade has stopped.", STAFF)
    prospect: Prospect | None = told("Prospects", "前景", "前景", "A person's judgement.", STAFF, merge=Merge.LATEST)
    member: Member | None = told("Membership", "会员", "會員", "Card and level.", STAFF)

    phone: Line | None = told("Phone", "电话", "電話", "As it is dialled.", STAFF, identifies="phone")
    fax: Line | None = told("Fax", "传真", "傳真", "As it is dialled.", STAFF)
    email: Email | None = told("E-mail", "邮箱", "電子郵件", "One address.", STAFF, identifies="email")
    website: Line | None = told("Website", "网址", "網址", "Its address.", PUBLIC)
    address: Line | None = told("Address", "地址", "地址", "Street, city.", STAFF)
    postcode: Line | None = told("Postcode", "邮编", "郵遞區號", "As on a letter.", STAFF)
    place: Place | None = told("Coordinates", "坐标", "座標", "For routes.", STAFF)
    person: Traits | None = told("Person", "个人资料", "個人資料", "When the customer is a person.", STAFF)
    contacts: list[Contact] = many("Contacts", "联系人", "聯絡人", "People at the customer.", STAFF, merge=EVENTS)
    care: list[CareDay] = many("Care dates", "纪念日", "紀念日", "Days to remember.", STAFF, merge=EVENTS)

    tax_id: Line | None = told("Tax id", "税号", "統一編號", "Of the firm.", STAFF, identifies="tax_id")
    founded: Day | None = told("Founded", "成立日期", "成立日期", "The day it was founded.", PUBLIC, care=True)
    since: Day | None = told("Dealings since", "开始交易日", "開始交易日", "The day dealings began.", STAFF, care=True)
    legal_form: Line | None = told("Form of organisation", "组织形式", "組織型態", "Limited company …", PUBLIC)
    ownership: Ownership | None = told("Ownership", "所有制", "資本型態", "state, private or foreign.", PUBLIC)
    industry: Line | None = told("Line of business", "行业", "行業別", "What it lives from.", PUBLIC)
    assets: Money | None = told("Assets", "资产", "資產", "What it owns.", SECRET)
    bank: Bank | None = told("Bank account", "银行账户", "銀行帳戶", "Where it pays from.", STAFF)

    characteristics: Characteristics | None = told(
        "Characteristics", "客户特征", "客戶特徵", "What kind of firm it is.", STAFF
    )
    business: Business | None = told("Business", "业务状况", "業務狀況", "How it does business.", STAFF)
    trading: Trading | None = told("Trading", "交易现状", "交易現狀", "How trade stands.", STAFF)
    terms: Terms | None = told("Terms", "交易条件", "交易條件", "What was agreed.", STAFF)
    preferences: Annotated[dict[str, Any], FREE] = field(
        default_factory=dict,
        metadata={
            "spec": Spec(
                Label("Preferences", "个人偏好", "個人偏好"),
                "What the customer likes, in any words: room, tea, pillow …",
                STAFF,
                Merge.UNION,
            )
        },
    )

    quotations: list[Quotation] = many("Quotations", "报价", "報價", "Prices offered.", STAFF, merge=EVENTS)
    orders: list[Order] = many("Orders", "订单", "訂單", "Purchases and returns.", STAFF, merge=EVENTS)
    payments: list[Payment] = many("Payments", "收款", "收款", "Money received.", STAFF, merge=EVENTS)
    visits: list[Visit] = many("Visits", "回访拜访", "回訪拜訪", "Visits and calls made.", STAFF, merge=EVENTS)
    appointments: list[Appointment] = many(
        "Appointments", "预约", "預約", "Fixed with the customer.", STAFF, merge=EVENTS
    )
    deferrals: list[Deferral] = many("Deferrals", "顺延", "順延", "Revisits put off or left out.", STAFF, merge=EVENTS)
    promises: list[Promise] = many("Promises", "承诺", "承諾", "What we said we would do.", STAFF, merge=EVENTS)
    deals: list[Deal] = many("Deals", "商机", "商機", "Opportunities in the funnel.", STAFF, merge=EVENTS)
    tickets: list[Ticket] = many("Tickets", "服务工单", "服務案件", "Complaints, service, praise.", STAFF, merge=EVENTS)
    documents: list[Document] = many("Documents", "文件目录", "文件目錄", "The table of contents.", STAFF, merge=EVENTS)
    loans: list[Loan] = many("Loans", "借阅记录", "借閱紀錄", "Who borrowed the file.", STAFF, merge=EVENTS)
    gifts: list[Gift] = many("Gifts", "礼品", "禮品", "Given and redeemed.", STAFF, merge=EVENTS)
    notes: list[Note] = many("Notes", "备忘", "備忘", "Dated remarks.", STAFF, merge=EVENTS)
