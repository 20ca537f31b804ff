"""How customers are ranked: the settings under ``ranking``."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Any

from custfile.language import Label
from custfile.model.free import Free
from custfile.model.names import Names
from custfile.model.part import Part
from custfile.model.spec import PUBLIC, Merge, Spec, many, must, told
from custfile.model.values import Day, Line, Money, Quantity, Share, Text, Whole, Yes, fixed_words

Method = Annotated[str, fixed_words("method", "auto", "quantile", "fixed")]
Edge = Annotated[str, fixed_words("edge", "exact", "plus-one")]
Model = Annotated[str, fixed_words("model", "mbg", "bg")]
Criterion = Annotated[str, fixed_words("criterion", "rfm", "credit", "amount", "profit", "prospects")]


class Rate(Part):
    """What a unit of another currency is worth, from a day on."""

    currency: Line = must("Currency", "币种", "幣別", "The other currency: USD, EUR …", PUBLIC)
    date: Day = must("From", "起始日", "起始日", "The day the rate takes effect; it holds until the next.", PUBLIC)
    rate: Quantity = must("Rate", "汇率", "匯率", "Units of the archive's currency for one of it.", PUBLIC)


class Grading(Part):
    """How a field or a measure becomes points of 1 to 5: by words, or by four rising borders."""

    id: Line | None = told("Id", "代号", "代號", "Named in tables; the source when absent.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    source: Line = must("Source", "来源", "來源", "A field of the file, or a measure.", PUBLIC)
    words: Annotated[dict[str, Any], Free()] = field(
        default_factory=dict,
        metadata={"spec": Spec(Label("Words", "文字评分", "文字評分"), "word: points.", PUBLIC, Merge.UNION)},
    )
    cuts: list[Quantity] = many("Borders", "分界", "分界", "Four rising numbers; 5 points from the last on.", PUBLIC)
    falling: Yes | None = told("Falling", "越小越好", "越小越好", "Is a small value a good one?", PUBLIC)
    weight: Whole | None = told("Weight", "权重", "權重", "1 when absent.", PUBLIC)


class SegmentRule(Part):
    """The cells of a segment: lowest and highest score of each letter; a letter left out may have any."""

    id: Line = must("Id", "代号", "代號", "Named in tables.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    action: Text | None = told("Action", "建议做法", "建議做法", "What to do for them.", PUBLIC)
    r: list[Whole] = many("R", "R", "R", "[4, 5], or [5].", PUBLIC)
    f: list[Whole] = many("F", "F", "F", "[4, 5], or [5].", PUBLIC)
    m: list[Whole] = many("M", "M", "M", "[4, 5], or [5].", PUBLIC)


class SegmentTableSettings(Part):
    """A segment table of the archive's own; the first segment that fits wins."""

    id: Line = must("Id", "代号", "代號", "Named by rank --segments.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    segments: list[SegmentRule] = many("Segments", "分群", "分群", "In the order they are tried.", PUBLIC)
    rest: Line | None = told("Rest", "其余", "其餘", "Segment of cells that none covers.", PUBLIC)


class RfmSettings(Part):
    """How RFM is computed."""

    method: Method | None = told("Method", "方法", "方法", "auto (when absent), quantile or fixed.", PUBLIC)
    months: Whole | None = told("Months", "统计月数", "統計月數", "Window of F and M; 24 when absent, 0 all.", PUBLIC)
    edge: Edge | None = told("Edge", "边界", "邊界", "exact (when absent), or plus-one as in R's rfm.", PUBLIC)
    segments: Line | None = told(
        "Segments", "分群表", "分群表", "rf25 (when absent), r030, rfm8 or an own one.", PUBLIC
    )
    recency: list[Whole] = many("Recency cuts", "R 分界", "R 分界", "Four numbers of days, rising.", PUBLIC)
    frequency: list[Whole] = many("Frequency cuts", "F 分界", "F 分界", "Four numbers of orders, rising.", PUBLIC)
    monetary: list[Money] = many("Monetary cuts", "M 分界", "M 分界", "Four amounts, rising.", PUBLIC)
    weights: list[Whole] = many("Weights", "权重", "權重", "Of R, F, M and D; 1, 1, 1, 0 when absent.", PUBLIC)
    demographics: list[Grading] = many(
        "Demographics", "客户属性（D）", "客戶屬性（D）", "What D is the mean of.", PUBLIC
    )


class CreditSettings(Part):
    """How credit is judged."""

    months: Whole | None = told("Months", "统计月数", "統計月數", "Due dates that count; 12 when absent.", PUBLIC)
    experiences: Whole | None = told(
        "Experiences", "最少笔数", "最少筆數", "Fewer are not rated; 3 when absent.", PUBLIC
    )
    not_their_fault: list[Line] = many(
        "Not their fault",
        "非客户原因",
        "非客戶因素",
        "Reasons that excuse a delay; our_error, delivery_problem, bank_error, agreed_extension when absent.",
        PUBLIC,
    )
    disputed: list[Line] = many("Disputed", "有争议", "有爭議", "Reasons that count half; dispute when absent.", PUBLIC)
    small: Money | None = told(
        "Small rest", "小额尾款", "小額尾款", "Open up to it: no cap, no days overdue; 1 when absent.", PUBLIC
    )
    aging: list[Whole] = many(
        "Aging", "账龄分段", "帳齡分段", "Upper days of the buckets; 30, 60, 90 when absent.", PUBLIC
    )


class ProfitSettings(Part):
    """What it costs to serve a customer."""

    margin: Share | None = told(
        "Margin", "毛利率", "毛利率", "Of orders without a cost; they do not count when absent.", PUBLIC
    )
    visit_cost: Money | None = told(
        "Cost of a visit", "单次拜访成本", "單次拜訪成本", "Of a visit in person, where none is told.", PUBLIC
    )
    interest: Share | None = told(
        "Interest", "资金年利率", "資金年利率", "Of a year, on money that comes late.", PUBLIC
    )


class ProspectSettings(Part):
    """How long a person's judgement holds."""

    months: Whole | None = told("Months", "有效月数", "有效月數", "Then it is stale; 12 when absent.", PUBLIC)


class Weight(Part):
    """The share of one criterion in the composite."""

    criterion: Criterion = must("Criterion", "指标", "指標", "rfm, credit, amount, profit or prospects.", PUBLIC)
    weight: Quantity = must("Weight", "权重", "權重", "Any unit: only the ratios matter.", PUBLIC)


class Comparison(Part):
    """How many times as important one criterion is as another (Saaty's 1 to 9)."""

    more: Criterion = must("More important", "较重要", "較重要", "The one that weighs more.", PUBLIC)
    less: Criterion = must("Less important", "较次要", "較次要", "The one it is compared with.", PUBLIC)
    times: Quantity = must("Times", "倍数", "倍數", "1 (equal) to 9 (extremely).", PUBLIC)


class CompositeSettings(Part):
    """How the weighted composite is made; weights win over comparisons."""

    weights: list[Weight] = many("Weights", "权重", "權重", "40, 20, 20, 12, 8 when absent.", PUBLIC)
    pairwise: list[Comparison] = many("Comparisons", "两两比较", "兩兩比較", "Every pair of criteria once.", PUBLIC)
    money: Yes | None = told(
        "Money in RFM", "RFM 含金额", "RFM 含金額", "no: RF instead of RFM, so that money counts once.", PUBLIC
    )
    months: Whole | None = told(
        "Months", "统计月数", "統計月數", "Window of amount and profit; 12 when absent.", PUBLIC
    )


class ClvSettings(Part):
    """How customer lifetime value is estimated."""

    model: Model | None = told("Model", "模型", "模型", "mbg (when absent) or bg.", PUBLIC)
    months: Whole | None = told("Months", "预测月数", "預測月數", "Horizon; 12 when absent.", PUBLIC)
    discount: Share | None = told("Discount", "年贴现率", "年折現率", "Of a year; 0.10 when absent.", PUBLIC)
    margin: Share | None = told("Margin", "毛利率", "毛利率", "Of customers without costs on file.", PUBLIC)


class Ranking(Part):
    """How customers are ranked."""

    rfm: RfmSettings | None = told("RFM", "RFM", "RFM", "Recency, frequency, monetary value.", PUBLIC)
    segments: list[SegmentTableSettings] = many("Segment tables", "分群表", "分群表", "The archive's own.", PUBLIC)
    credit: CreditSettings | None = told("Credit", "信用", "信用", "How they pay.", PUBLIC)
    profit: ProfitSettings | None = told("Profit", "利润", "利潤", "What they bring, less what they cost.", PUBLIC)
    prospects: ProspectSettings | None = told("Prospects", "前景", "前景", "Judged by a person.", PUBLIC)
    composite: CompositeSettings | None = told("Composite", "综合评分", "綜合評分", "The criteria together.", PUBLIC)
    clv: ClvSettings | None = told("CLV", "客户终身价值", "顧客終身價值", "What is still to come.", PUBLIC)
