"""The segment tables that every archive has: which customers belong together by recency (R), frequency (F) and money (M)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from custfile.language import Label
from custfile.model.segments import Levels, Rule, Segment, SegmentTable, own_table
from custfile.model.settings import Settings

CHAMPIONS = Segment(
    "champions",
    Label("Champions", "顶级客户", "頂級客戶"),
    Label("Reward them, show them new products first.", "给予回馈，新品优先体验。", "給予回饋，新品優先體驗。"),
)
LOYAL = Segment(
    "loyal",
    Label("Loyal", "忠诚客户", "忠實客戶"),
    Label(
        "Offer better products, ask for a referral.",
        "推荐更高档的产品，请其介绍新客户。",
        "推薦更高階的商品，請他們介紹新客戶。",
    ),
)
POTENTIAL_LOYALIST = Segment(
    "potential_loyalist",
    Label("Potential loyalist", "潜在忠诚客户", "潛在忠實客戶"),
    Label("Invite to membership, recommend more.", "邀请入会，推荐相关产品。", "邀請加入會員，推薦相關商品。"),
)
NEW = Segment(
    "new",
    Label("New", "新客户", "新客戶"),
    Label("Guide the first use, visit again early.", "指导首次使用，尽早回访。", "指導初次使用，儘早回訪。"),
)
PROMISING = Segment(
    "promising",
    Label("Promising", "有潜力客户", "有潛力客戶"),
    Label("Stay in touch, offer a second order.", "保持联系，促成再次购买。", "保持聯繫，促成再次購買。"),
)
NEED_ATTENTION = Segment(
    "need_attention",
    Label("Need attention", "需要关注", "需要關注"),
    Label("A limited offer based on what they bought.", "根据购买记录给出限时优惠。", "依購買紀錄提供限時優惠。"),
)
ABOUT_TO_SLEEP = Segment(
    "about_to_sleep",
    Label("About to sleep", "即将沉睡", "即將沉睡"),
    Label("Remind them with new and popular products.", "用新品和热销品唤起兴趣。", "以新品和熱銷商品喚起興趣。"),
)
AT_RISK = Segment(
    "at_risk",
    Label("At risk", "有流失风险", "有流失風險"),
    Label("Call, ask for the reason, make an offer.", "致电问明原因，提出挽回方案。", "致電了解原因，提出挽回方案。"),
)
CANT_LOSE = Segment(
    "cant_lose",
    Label("Can't lose them", "不能流失", "不能流失"),
    Label(
        "Visit in person at once, best with the manager.",
        "立即登门拜访，最好由经理出面。",
        "立即登門拜訪，最好由經理出面。",
    ),
)
HIBERNATING = Segment(
    "hibernating",
    Label("Hibernating", "沉睡客户", "沉睡客戶"),
    Label("One cheap try to wake them, no more.", "低成本唤醒一次，无果即止。", "低成本喚醒一次，沒有回應就停止。"),
)
LOST = Segment(
    "lost",
    Label("Lost", "已流失", "已流失"),
    Label("Keep the file, spend nothing.", "保留档案，不再投入。", "保留檔案，不再投入。"),
)
OTHERS = Segment(
    "others",
    Label("Others", "其他", "其他"),
    Label("Look at them one by one.", "逐一查看。", "逐一檢視。"),
)

RF25 = SegmentTable(
    "rf25",
    Label("25 cells of R and F", "R、F 二十五格", "R、F 二十五格"),
    (
        Rule(CHAMPIONS, (5, 5), (4, 5)),
        Rule(LOYAL, (3, 4), (4, 5)),
        Rule(POTENTIAL_LOYALIST, (4, 5), (2, 3)),
        Rule(NEW, (5, 5), (1, 1)),
        Rule(PROMISING, (4, 4), (1, 1)),
        Rule(NEED_ATTENTION, (3, 3), (3, 3)),
        Rule(ABOUT_TO_SLEEP, (3, 3), (1, 2)),
        Rule(CANT_LOSE, (1, 2), (5, 5)),
        Rule(AT_RISK, (1, 2), (3, 4)),
        Rule(HIBERNATING, (1, 2), (1, 2)),
    ),
)

R030 = SegmentTable(
    "r030",
    Label("Table of the R package rfm 0.3.0", "R 语言 rfm 0.3.0 分群表", "R 語言 rfm 0.3.0 分群表"),
    (
        Rule(CHAMPIONS, (5, 5), (5, 5), (5, 5)),
        Rule(POTENTIAL_LOYALIST, (3, 5), (3, 5), (2, 5)),
        Rule(LOYAL, (2, 4), (2, 4), (2, 4)),
        Rule(PROMISING, (3, 4), (1, 3), (3, 5)),
        Rule(NEW, (4, 5), (1, 3), (1, 5)),
        Rule(CANT_LOSE, (1, 2), (3, 4), (4, 5)),
        Rule(AT_RISK, (1, 2), (2, 5), (4, 5)),
        Rule(NEED_ATTENTION, (1, 3), (3, 5), (3, 5)),
        Rule(ABOUT_TO_SLEEP, (2, 3), (1, 3), (1, 4)),
        Rule(LOST, (1, 1), (1, 5), (1, 5)),
    ),
    OTHERS,
)

IMPORTANT_VALUE = Segment(
    "important_value",
    Label("Important, valuable", "重要价值客户", "重要價值客戶"),
    Label("Best service, own contact person.", "提供最好的服务，专人负责。", "提供最好的服務，專人負責。"),
)
IMPORTANT_DEVELOP = Segment(
    "important_develop",
    Label("Important, to develop", "重要发展客户", "重要發展客戶"),
    Label("Raise the frequency of orders.", "设法提高购买频率。", "設法提高購買頻率。"),
)
IMPORTANT_KEEP = Segment(
    "important_keep",
    Label("Important, to keep", "重要保持客户", "重要保持客戶"),
    Label("Make contact before they are gone.", "主动联系，防止流失。", "主動聯繫，避免流失。"),
)
IMPORTANT_WIN_BACK = Segment(
    "important_win_back",
    Label("Important, to win back", "重要挽留客户", "重要挽留客戶"),
    Label(
        "Visit, learn the reason, win back.",
        "重点拜访，查明原因，尽力挽回。",
        "重點拜訪，查明原因，盡力挽回。",
    ),
)
GENERAL_VALUE = Segment(
    "general_value",
    Label("General, valuable", "一般价值客户", "一般價值客戶"),
    Label("Raise the amount of an order.", "设法提高每单金额。", "設法提高每筆訂單金額。"),
)
GENERAL_DEVELOP = Segment(
    "general_develop",
    Label("General, to develop", "一般发展客户", "一般發展客戶"),
    Label("Let them try more, small offers.", "提供试用和小优惠，培养习惯。", "提供試用和小優惠，培養習慣。"),
)
GENERAL_KEEP = Segment(
    "general_keep",
    Label("General, to keep", "一般保持客户", "一般保持客戶"),
    Label("Stay in touch at low cost.", "低成本保持联系。", "低成本保持聯繫。"),
)
GENERAL_WIN_BACK = Segment(
    "general_win_back",
    Label("General, to win back", "一般挽留客户", "一般挽留客戶"),
    Label("Spend little, mass mailings only.", "少投入，仅群发消息。", "少投入，只用群發訊息。"),
)

LOW: Final[Levels] = (1, 1)
HIGH: Final[Levels] = (2, 2)

RFM8 = SegmentTable(
    "rfm8",
    Label("Eight classes by the mean", "八类客户（按均值）", "八類客戶（依平均值）"),
    (
        Rule(IMPORTANT_VALUE, HIGH, HIGH, HIGH),
        Rule(IMPORTANT_DEVELOP, HIGH, LOW, HIGH),
        Rule(IMPORTANT_KEEP, LOW, HIGH, HIGH),
        Rule(IMPORTANT_WIN_BACK, LOW, LOW, HIGH),
        Rule(GENERAL_VALUE, HIGH, HIGH, LOW),
        Rule(GENERAL_DEVELOP, HIGH, LOW, LOW),
        Rule(GENERAL_KEEP, LOW, HIGH, LOW),
        Rule(GENERAL_WIN_BACK, LOW, LOW, LOW),
    ),
    basis="means",
)

TABLES: Final[dict[str, SegmentTable]] = {"rf25": RF25, "r030": R030, "rfm8": RFM8}


def tables(settings: Settings) -> Mapping[str, SegmentTable]:
    """Return the segment tables by name: the shipped ones, then the archive's own."""
    own = settings.ranking.segments if settings.ranking else []
    return {**TABLES, **{told.id: own_table(told) for told in own}}
