"""48 forms in which officers write of persons, as data. Every name and number is made up.

`text`: the form as it stands in a cell, title or plan. `private`: the parts that must be nowhere."""

from dataclasses import dataclass

GIVEN, SURNAME, WOMAN = "สมชายคานารี", "ใจดีปลอม", "สมศรีคานารี"
ENGLISH, ENGLISH_SURNAME = "Somchaicanary", "Jaideefake"
NAME = f"{GIVEN} {SURNAME}"


@dataclass(frozen=True)
class Form:
    """One way of writing of a person."""

    text: str
    private: tuple[str, ...]


def named(text: str) -> Form:
    """A form whose private parts are the made-up names in it."""
    words = (GIVEN, SURNAME, WOMAN, ENGLISH, ENGLISH_SURNAME)
    return Form(text, tuple(word for word in words if word in text))


TITLES = (
    named(f"นาย{NAME}"),
    named(f"นาง {WOMAN} {SURNAME}"),
    named(f"น.ส.{WOMAN} {SURNAME}"),
    named(f"เด็กชาย{NAME}"),
    named(f"ดร. {NAME}"),
    named(f"พ.ต.ท.{NAME}"),
    named(f"ว่าที่ร้อยตรี {NAME}"),
    named(f"คุณ{WOMAN} {SURNAME}"),
    named(f"ของนาย{NAME}"),
    named(f"Mr. {ENGLISH} {ENGLISH_SURNAME}"),
    named(f"Mrs {ENGLISH} {ENGLISH_SURNAME}"),
)
ROLES = (
    named(f"ผู้ใหญ่บ้าน {NAME}"),
    named(f"ผู้ใหญ่บ้าน{NAME}"),
    named(f"กำนัน {NAME}"),
    named(f"ประธานชุมชน: {NAME}"),
    named(f"พระครู{NAME}"),
    named(f"ครู {WOMAN} {SURNAME}"),
    named(f"ลุง{NAME}"),
    named(f"อสม. {WOMAN} {SURNAME}"),
    named(f"นายก อบต. {NAME}"),
    named(f"ผู้ให้ข้อมูล {NAME}"),
    named(f"ผู้สำรวจ ชื่อ {NAME}"),
    named(f"(กำนัน {GIVEN})"),
)
KIN = (
    named(f"บุตรของ {NAME}"),
    named(f"ภรรยา{WOMAN} {SURNAME}"),
    named(f"มารดาชื่อ {WOMAN} {SURNAME}"),
    named(f"แม่ {WOMAN} {SURNAME}"),
    named(f"หัวหน้าครัวเรือน {NAME}"),
    named(f"ครัวเรือนของ{NAME}"),
    named(f"head of household: {ENGLISH} {ENGLISH_SURNAME}"),
    named(f"respondent {ENGLISH} {ENGLISH_SURNAME}"),
)
NUMBERS = (
    Form("1-2345-67890-12-1", ("1-2345-67890-12-1", "67890-12-1")),
    Form("3829900123459", ("3829900123459",)),  # its check digit is wrong
    Form("๓๘๒๙๙๐๐๑๒๓๔๕๙", ("๓๘๒๙๙๐๐๑๒๓๔๕๙", "3829900123459")),
    Form("เลขบัตร 3 8299 00123 45 9", ("3 8299 00123 45 9", "00123 45 9")),
    Form("โทร 0812345698", ("0812345698",)),
    Form("081-234-5698", ("081-234-5698", "234-5698")),
    Form("+66 81 234 5698", ("+66 81 234 5698", "81 234 5698")),
)
PLACES = (
    Form("บ้านเลขที่ 98765/4", ("98765/4",)),
    Form("98765/4 หมู่ 3", ("98765/4",)),
    Form("เลขที่ 98765", ("98765",)),
    Form("7.880498, 98.392391", ("7.880498", "98.392391")),
    Form("พิกัด 47N 0432198 0871239", ("0432198", "0871239")),
    Form("7°52'49.1\"N 98°23'32.2\"E", ("52'49.1", "23'32.2")),
)
ACCOUNTS = (
    Form("somchaicanary_j@example.com", ("somchaicanary_j", "example.com")),
    Form("line id: somchaicanary98", ("somchaicanary98",)),
    Form("ไลน์ somchaicanary.j", ("somchaicanary.j",)),
    Form("ติดต่อ @somchaicanary", ("somchaicanary",)),
)
FORMS = (*TITLES, *ROLES, *KIN, *NUMBERS, *PLACES, *ACCOUNTS)
PRIVATE = tuple(dict.fromkeys(part for form in FORMS for part in form.private))

ENGLISH_HEADINGS = (
    "Respondent",
    "Head of household",
    "head_of_household",
    "Phone",
    "phone number",
    "Geolocation",
    "_geolocation",
    "Contact number",
    "owner",
    "household_id",
)
