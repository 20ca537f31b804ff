"""People in a customer's file: who they are, how to reach them, which days matter to them."""

from __future__ import annotations

from custfile.model.choices import Datum, Gender
from custfile.model.part import Part
from custfile.model.spec import PUBLIC, SECRET, STAFF, Merge, many, must, told
from custfile.model.values import CareDate, Day, Email, Line, Quantity, Text, Whole


class Place(Part):
    """Coordinates, for routes."""

    lat: Quantity = must("Latitude", "纬度", "緯度", "Degrees, north positive.", STAFF)
    lon: Quantity = must("Longitude", "经度", "經度", "Degrees, east positive.", STAFF)
    datum: Datum | None = told("Datum", "坐标系", "座標系", "wgs84 (when absent) or gcj02.", STAFF)


class CareDay(Part):
    """A day of meaning that comes round each year."""

    date: CareDate = must("Date", "日期", "日期", "2020-05-04, 05-04, or lunar 08-15.", STAFF, care=True)
    what: Line = must("Occasion", "事由", "事由", "Wedding, shop anniversary, school entry …", STAFF)
    whom: Line | None = told("For whom", "对象", "對象", "The person it matters to.", STAFF)
    note: Text | None = told("Note", "备注", "備註", "What to give, what to say.", STAFF)


class Traits(Part):
    """What makes a person who they are."""

    gender: Gender | None = told("Gender", "性别", "性別", "female or male.", STAFF)
    birthday: CareDate | None = told("Birthday", "生日", "生日", "1985-03-04, 03-04, or lunar 08-15.", STAFF, care=True)
    age: Line | None = told("Age", "年龄", "年齡", "An age or age band, when no birthday is known.", STAFF)
    occupation: Line | None = told("Occupation", "职业", "職業", "What the person does for a living.", STAFF)
    education: Line | None = told("Education", "学历", "學歷", "School, degree, field.", STAFF)
    personality: Line | None = told("Personality", "性格", "個性", "How the person likes to be dealt with.", STAFF)
    hobbies: list[Line] = many("Hobbies", "爱好", "嗜好", "What the person likes to do.", STAFF)
    ability: Line | None = told("Ability", "能力", "能力", "What the person is good at.", STAFF)
    family: Text | None = told("Family", "家庭", "家庭", "Spouse, children, parents.", SECRET)
    id_no: Line | None = told("Identity number", "证件号码", "身分證字號", "Passport or identity card.", SECRET)


class Contact(Traits):
    """A person at the customer."""

    name: Line = must("Name", "姓名", "姓名", "As the person writes it.", STAFF, identifies="contact")
    role: Line | None = told("Role", "职务", "職務", "owner, manager, legal_representative, buyer …", STAFF)
    phone: Line | None = told("Phone", "电话", "電話", "As it is dialled.", STAFF, identifies="phone")
    mobile: Line | None = told("Mobile", "手机", "手機", "A second number.", STAFF, identifies="phone")
    email: Email | None = told("E-mail", "邮箱", "電子郵件", "One address.", STAFF, identifies="email")
    wechat: Line | None = told("WeChat or LINE", "微信", "LINE／微信", "The person's name there.", STAFF)
    care: list[CareDay] = many("Care dates", "纪念日", "紀念日", "Days to remember.", STAFF, merge=Merge.EVENTS)
    note: Text | None = told("Note", "备注", "備註", "Anything else to know.", STAFF)


class Bank(Part):
    """Where the customer pays from."""

    name: Line | None = told("Bank", "开户行", "開戶銀行", "Bank and branch.", STAFF)
    holder: Line | None = told("Account holder", "户名", "戶名", "As the bank has it.", STAFF)
    account: Line | None = told("Account", "账号", "帳號", "The account number.", SECRET)


class Member(Part):
    """A membership card."""

    no: Line | None = told("Card number", "会员卡号", "會員卡號", "As printed on the card.", STAFF, identifies="card")
    level: Line | None = told("Card level", "会员等级", "會員等級", "gold, silver …", PUBLIC)
    until: Day | None = told("Valid until", "有效期至", "有效期限", "The last day the card holds.", PUBLIC)
    points: Whole | None = told("Opening points", "期初积分", "期初點數", "Points carried over from before.", PUBLIC)
