"""What happens between a customer and the firm: one event, one record, one line."""

from __future__ import annotations

from custfile.model.choices import Channel, DocumentType, OrderStatus, Priority, Purpose, TicketType
from custfile.model.part import Part
from custfile.model.spec import PUBLIC, STAFF, Merge, many, must, told
from custfile.model.values import Day, Grade, Line, Money, Quantity, Share, Text, Time, Whole, Yes


class OrderLine(Part):
    """One product of an order."""

    product: Line = must("Product", "产品", "產品", "Name or number of the product.", PUBLIC)
    quantity: Quantity | None = told("Quantity", "数量", "數量", "How many; negative when returned.", PUBLIC)
    price: Money | None = told("Price", "单价", "單價", "Price of one.", STAFF)
    amount: Money | None = told("Amount", "金额", "金額", "Of this line.", STAFF)
    cost: Money | None = told("Cost", "成本", "成本", "What this line cost us.", STAFF)


class Order(Part):
    """A purchase, or with a negative amount a return or credit note."""

    date: Day = must("Date", "日期", "日期", "The day of the order.", STAFF)
    no: Line | None = told("Number", "单号", "單號", "The order's own number, which payments refer to.", STAFF)
    product: Line | None = told("Product", "产品", "產品", "What was bought.", PUBLIC)
    quantity: Quantity | None = told("Quantity", "数量", "數量", "How many.", STAFF)
    amount: Money = must("Amount", "金额", "金額", "Of the whole order; negative for a return.", STAFF)
    currency: Line | None = told("Currency", "币种", "幣別", "Where it differs from the terms.", STAFF)
    cost: Money | None = told("Cost", "成本", "成本", "What the order cost us.", STAFF)
    due: Day | None = told("Due", "到期日", "到期日", "The day payment is due.", STAFF, after="date")
    delivered: Day | None = told("Delivered", "交货日", "交貨日", "The day it was delivered.", STAFF, after="date")
    written_off: Day | None = told("Written off", "坏账核销日", "呆帳沖銷日", "Given up as lost.", STAFF, after="date")
    status: OrderStatus | None = told(
        "Status",
        "状态",
        "狀態",
        "open, delivered, cancelled or returned; delivered when absent.",
        STAFF,
        merge=Merge.LATEST,
    )
    unpaid_reason: Line | None = told("Reason unpaid", "未付原因", "未付原因", "Why it is not paid yet.", STAFF)
    by: Line | None = told("By", "经手人", "經手人", "Who took the order.", STAFF, refers="team")
    lines: list[OrderLine] = many("Lines", "明细", "明細", "One line a product.", STAFF, merge=Merge.EVENTS)
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)


class Payment(Part):
    """Money received."""

    date: Day = must("Date", "日期", "日期", "The day the money came.", STAFF)
    no: Line | None = told("Number", "单号", "單號", "Of the receipt or transfer.", STAFF)
    order: Line | None = told("Order", "订单号", "訂單編號", "Number of the order it pays.", STAFF, refers="order")
    amount: Money = must("Amount", "金额", "金額", "What was paid; negative for a refund.", STAFF)
    currency: Line | None = told("Currency", "币种", "幣別", "Where it differs from the terms.", STAFF)
    method: Line | None = told("Method", "付款方式", "付款方式", "Transfer, cash, card …", STAFF)
    late_reason: Line | None = told("Reason for delay", "延迟原因", "延遲原因", "Why it came late.", STAFF)
    by: Line | None = told("By", "经手人", "經手人", "Who received it.", STAFF, refers="team")
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)


class Quotation(Part):
    """A price offered."""

    date: Day = must("Date", "日期", "日期", "The day it was given.", STAFF)
    no: Line | None = told("Number", "单号", "單號", "The quotation's number.", STAFF)
    product: Line | None = told("Product", "产品", "產品", "What was offered.", STAFF)
    quantity: Quantity | None = told("Quantity", "数量", "數量", "How many.", STAFF)
    amount: Money | None = told("Amount", "金额", "金額", "What it would cost the customer.", STAFF)
    discount: Share | None = told("Price factor", "折扣", "折扣", "0.95 means five percent off.", STAFF)
    valid: Day | None = told("Valid until", "有效期至", "有效期限", "The last day it holds.", STAFF, after="date")
    by: Line | None = told("By", "经手人", "經手人", "Who gave it.", STAFF, refers="team")
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)


class Visit(Part):
    """A visit or call that took place."""

    date: Day = must("Date", "日期", "日期", "The day it took place.", STAFF)
    time: Time | None = told("Time", "时间", "時間", "When, such as 14:30.", STAFF)
    minutes: Whole | None = told("Minutes", "时长（分钟）", "時長（分鐘）", "How long it took.", STAFF)
    by: Line | None = told("By", "拜访人", "拜訪人", "Who went or called.", STAFF, refers="team")
    channel: Channel | None = told("Channel", "方式", "方式", "visit, phone, message …", STAFF)
    purpose: Purpose | None = told("Purpose", "目的", "目的", "Why.", STAFF)
    rule: Line | None = told(
        "Rule", "回访规则", "回訪規則", "The revisit rule it was for; all of the visitor's role when absent.", STAFF
    )
    whom: Line | None = told("Whom", "受访人", "受訪人", "The person met.", STAFF)
    outcome: Text | None = told("Outcome", "结果", "結果", "What came of it.", STAFF)
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)
    cost: Money | None = told("Cost", "费用", "費用", "Travel, meal, gift.", STAFF)
    gift: Line | None = told("Gift", "礼品", "禮品", "What was given.", STAFF)
    deal: Line | None = told("Deal", "商机编号", "商機編號", "Number of the deal it was for.", STAFF, refers="deal")
    signed: Yes | None = told("Signed", "客户签字", "客戶簽名", "Did the customer sign the service record?", STAFF)
    next: Day | None = told("Next", "下次日期", "下次日期", "When to be in touch again.", STAFF, after="date")


class Appointment(Part):
    """A time fixed with the customer."""

    date: Day = must("Date", "日期", "日期", "The day.", STAFF)
    time: Time | None = told("Time", "时间", "時間", "When, such as 14:30.", STAFF)
    minutes: Whole | None = told("Minutes", "时长（分钟）", "時長（分鐘）", "How long it will take.", STAFF)
    by: Line | None = told("By", "负责人", "負責人", "Who goes.", STAFF, refers="team")
    purpose: Purpose | None = told("Purpose", "目的", "目的", "Why.", STAFF)
    whom: Line | None = told("Whom", "约见人", "約見人", "The person to meet.", STAFF)
    where: Line | None = told("Where", "地点", "地點", "If not at the customer's.", STAFF)
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)
    cancelled: Day | None = told(
        "Cancelled", "取消日", "取消日", "The day it was called off.", STAFF, merge=Merge.LATEST
    )


class Deferral(Part):
    """A revisit that was put off (``until``), or left out (no ``until``), and why."""

    date: Day = must("Date", "日期", "日期", "The day it was decided.", STAFF)
    rule: Line | None = told("Rule", "规则", "規則", "Of which rule; of all when absent.", STAFF)
    until: Day | None = told(
        "Until", "顺延至", "順延至", "Nothing is due before; a step is left out when absent.", STAFF
    )
    reason: Text | None = told("Reason", "原因", "原因", "Why.", STAFF)
    by: Line | None = told("By", "决定人", "決定人", "Who decided it.", STAFF, refers="team")


class Promise(Part):
    """What we said we would do."""

    date: Day = must("Date", "日期", "日期", "The day it was made.", STAFF)
    what: Text = must("Promise", "承诺", "承諾", "What was promised.", STAFF)
    by: Line | None = told("By", "承诺人", "承諾人", "Who has to keep it.", STAFF, refers="team")
    due: Day | None = told("Due", "期限", "期限", "The day it should be done.", STAFF, after="date")
    done: Day | None = told("Done", "完成日", "完成日", "The day it was done.", STAFF, after="date", merge=Merge.LATEST)
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)


class Deal(Part):
    """An opportunity in the funnel."""

    date: Day = must("Date", "日期", "日期", "The day it began.", STAFF)
    no: Line | None = told("Number", "编号", "編號", "The deal's number.", STAFF)
    product: Line | None = told("Product", "产品", "產品", "What it is about.", STAFF)
    stage: Line = must(
        "Stage", "阶段", "階段", "A funnel stage, or won, or lost.", STAFF, refers="stage", merge=Merge.LATEST
    )
    since: Day | None = told("In stage since", "进入阶段日", "進入階段日", "The day it got there.", STAFF, after="date")
    amount: Money | None = told("Amount", "金额", "金額", "What it may bring.", STAFF)
    expected: Day | None = told("Expected", "预计成交日", "預計成交日", "When it should close.", STAFF, after="date")
    closed: Day | None = told("Closed", "结束日", "結束日", "When it was won or lost.", STAFF, after="date")
    reason: Text | None = told("Reason", "原因", "原因", "Why it was won or lost.", STAFF)
    by: Line | None = told("By", "负责人", "負責人", "Whose deal it is.", STAFF, refers="team")
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)


class Ticket(Part):
    """A complaint, a service call, an incident, a question, or praise."""

    date: Day = must("Date", "日期", "日期", "The day it came in.", STAFF)
    type: TicketType = must("Type", "类型", "類型", "complaint, service, incident, enquiry, feedback, praise.", STAFF)
    no: Line | None = told("Number", "编号", "編號", "The ticket's number.", STAFF)
    what: Text = must("Matter", "事项", "事項", "What it is about.", STAFF)
    product: Line | None = told("Product", "产品", "產品", "Which product.", STAFF)
    order: Line | None = told("Order", "订单号", "訂單編號", "Which order.", STAFF, refers="order")
    by: Line | None = told("Received by", "受理人", "受理人", "Who took it.", STAFF, refers="team")
    priority: Priority | None = told("Priority", "优先级", "優先順序", "low, normal, high or urgent.", STAFF)
    scheduled: Day | None = told("Scheduled", "安排日", "排定日", "The day somebody goes.", STAFF, after="date")
    assigned: Line | None = told("Assigned to", "处理人", "處理人", "Who has to settle it.", STAFF, refers="team")
    due: Day | None = told("Due", "期限", "期限", "When it should be settled.", STAFF, after="date")
    answered: Day | None = told("Answered", "答复日", "答覆日", "When the customer had an answer.", STAFF, after="date")
    closed: Day | None = told(
        "Closed", "结案日", "結案日", "When it was settled.", STAFF, after="date", merge=Merge.LATEST
    )
    cause: Text | None = told("Cause", "原因", "原因", "What led to it.", STAFF)
    solution: Text | None = told("Solution", "处理结果", "處理結果", "What settled it.", STAFF)
    satisfaction: Grade | None = told("Satisfaction", "满意度", "滿意度", "1 to 5, as the customer says.", STAFF)
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)


class Document(Part):
    """A paper of the customer's: an entry of the table of contents."""

    date: Day = must("Date", "日期", "日期", "The day of the paper.", STAFF)
    type: DocumentType = must("Type", "类型", "類型", "licence, contract, agreement, correspondence …", STAFF)
    title: Line = must("Title", "名称", "名稱", "What it is called.", STAFF)
    no: Line | None = told("Number", "编号", "編號", "The paper's own number.", STAFF)
    file: Line | None = told("File", "文件", "檔案", "Its path under documents/ID/.", STAFF, refers="file")
    amount: Money | None = told("Amount", "金额", "金額", "Of a contract.", STAFF)
    start: Day | None = told("From", "起始日", "起始日", "The day it takes effect.", STAFF)
    until: Day | None = told("Until", "到期日", "到期日", "The day it runs out.", STAFF, after="start")
    signed_by: Line | None = told("Signed by", "签署人", "簽署人", "Who signed for us.", STAFF, refers="team")
    note: Text | None = told("Note", "备注", "備註", "Where the original is, what it says.", STAFF)


class Loan(Part):
    """The file was lent to somebody."""

    date: Day = must("Date", "借出日", "借出日", "The day it was taken out.", STAFF)
    by: Line = must("Borrower", "借阅人", "借閱人", "Who has it.", STAFF, refers="team")
    approved_by: Line | None = told("Approved by", "批准人", "核准人", "Who allowed it.", STAFF, refers="team")
    purpose: Line | None = told("Purpose", "用途", "用途", "What for.", STAFF)
    due: Day | None = told("Due", "应还日", "應還日", "The day it must be back.", STAFF, after="date")
    returned: Day | None = told("Returned", "归还日", "歸還日", "The day it came back.", STAFF, after="date")


class Gift(Part):
    """Something given to the customer, or redeemed by a member."""

    date: Day = must("Date", "日期", "日期", "The day it was given.", STAFF)
    what: Line = must("Gift", "礼品", "禮品", "What was given.", STAFF)
    occasion: Line | None = told("Occasion", "事由", "事由", "Birthday, festival, points redeemed …", STAFF)
    value: Money | None = told("Value", "价值", "價值", "What it cost.", STAFF)
    points: Quantity | None = told("Points", "积分", "點數", "Points redeemed for it.", STAFF)
    by: Line | None = told("By", "经手人", "經手人", "Who gave it.", STAFF, refers="team")


class Note(Part):
    """A dated remark."""

    date: Day = must("Date", "日期", "日期", "The day it was written.", STAFF)
    by: Line | None = told("By", "记录人", "記錄人", "Who wrote it.", STAFF, refers="team")
    text: Text = must("Text", "内容", "內容", "What is to be remembered.", STAFF)
