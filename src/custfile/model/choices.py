"""The fixed choices of a customer's file, each with its label."""

from __future__ import annotations

from typing import Annotated, Final

from custfile.language import Label
from custfile.model.values import choice

SOURCES: Final = {
    "visit": Label("own visit", "业务员走访", "業務員走訪"),
    "form": Label("form filled in by the customer", "客户填表", "客戶填表"),
    "survey": Label("commissioned survey", "委托调查", "委託調查"),
}
CHANNELS: Final = {
    "visit": Label("visit", "上门", "到訪"),
    "shop": Label("at our place", "到店", "到店"),
    "phone": Label("phone", "电话", "電話"),
    "message": Label("message", "微信短信", "訊息"),
    "email": Label("e-mail", "邮件", "電子郵件"),
    "online": Label("online meeting", "线上会议", "線上會議"),
    "fair": Label("fair or event", "展会活动", "展會活動"),
}
PURPOSES: Final = {
    "revisit": Label("revisit", "回访", "回訪"),
    "market_research": Label("market research", "市场调查", "市場調查"),
    "competitors": Label("competitors", "了解竞争对手", "了解競爭對手"),
    "care": Label("customer care", "客户关怀", "客戶關懷"),
    "collect": Label("collect payment", "收款", "收款"),
    "new_business": Label("win new business", "开拓新业务", "開拓新業務"),
    "launch": Label("product launch", "新品推广", "新品推廣"),
    "coverage": Label("coverage", "铺货巡店", "鋪貨巡店"),
    "service": Label("service", "服务", "服務"),
    "complaint": Label("settle a complaint", "处理投诉", "處理客訴"),
    "other": Label("other", "其他", "其他"),
}
ORDER_STATUS: Final = {
    "open": Label("open", "未交货", "未出貨"),
    "delivered": Label("delivered", "已交货", "已出貨"),
    "cancelled": Label("cancelled", "已取消", "已取消"),
    "returned": Label("returned", "退货", "退貨"),
}
TICKETS: Final = {
    "complaint": Label("complaint", "投诉", "客訴"),
    "service": Label("service", "服务", "服務"),
    "incident": Label("incident", "事故", "事故"),
    "enquiry": Label("enquiry", "咨询", "諮詢"),
    "feedback": Label("feedback", "反馈", "意見回饋"),
    "praise": Label("praise", "表扬", "表揚"),
}
PRIORITIES: Final = {
    "low": Label("low", "低", "低"),
    "normal": Label("normal", "普通", "普通"),
    "high": Label("high", "高", "高"),
    "urgent": Label("urgent", "紧急", "緊急"),
}
DOCUMENTS: Final = {
    "licence": Label("licence", "证照", "證照"),
    "contract": Label("contract", "合同", "合約"),
    "agreement": Label("service agreement", "服务协议", "服務協議"),
    "correspondence": Label("correspondence", "往来函件", "往來函件"),
    "complaint": Label("complaint or feedback", "投诉与反馈", "客訴與回饋"),
    "analysis": Label("on-site analysis", "现场分析记录", "現場分析紀錄"),
    "form": Label("survey form", "调查表", "調查表"),
    "other": Label("other", "其他", "其他"),
}
GENDERS: Final = {"female": Label("female", "女", "女"), "male": Label("male", "男", "男")}
OWNERSHIPS: Final = {
    "state": Label("state-owned", "国有", "國營"),
    "private": Label("private", "民营", "民營"),
    "foreign": Label("foreign-invested", "外资", "外資"),
}
MARKET_POSITIONS: Final = {
    "main": Label("main", "主力客户", "主力客戶"),
    "ordinary": Label("ordinary", "一般客户", "一般客戶"),
    "scattered": Label("scattered", "零散客户", "零散客戶"),
}
DATUMS: Final = {"wgs84": Label("WGS 84", "WGS84", "WGS84"), "gcj02": Label("GCJ-02", "GCJ-02", "GCJ-02")}

OUTCOMES: Final = {"won": Label("won", "成交", "成交"), "lost": Label("lost", "失败", "失敗")}
"""How a deal ends, beside the stages of the funnel."""

Source = Annotated[str, choice("source", SOURCES)]
Channel = Annotated[str, choice("channel", CHANNELS)]
Purpose = Annotated[str, choice("purpose", PURPOSES)]
OrderStatus = Annotated[str, choice("order status", ORDER_STATUS)]
TicketType = Annotated[str, choice("ticket type", TICKETS)]
Priority = Annotated[str, choice("priority", PRIORITIES)]
DocumentType = Annotated[str, choice("document type", DOCUMENTS)]
Gender = Annotated[str, choice("gender", GENDERS)]
Ownership = Annotated[str, choice("ownership", OWNERSHIPS)]
MarketPosition = Annotated[str, choice("market position", MARKET_POSITIONS)]
Datum = Annotated[str, choice("datum", DATUMS)]
