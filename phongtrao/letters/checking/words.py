"""What is said of each fault, and the article it breaks: one line a code, in Vietnamese and in English.

"{found}" and "{wanted}" are filled in. Articles are those of Phụ lục I, phần I, unless they begin with "mẫu"
(Phụ lục III, mục II)."""

from dataclasses import dataclass

from phongtrao.letters.checking.fault import Weight

BREAKS, ADVICE = Weight.BREAKS, Weight.ADVICE


@dataclass(frozen=True, slots=True)
class Said:
    article: str
    vi: str
    en: str
    weight: Weight = BREAKS

    @property
    def cited(self) -> str:
        if self.article.startswith("mẫu"):
            return f"Phụ lục III, {self.article}"
        return f"Phụ lục I, phần I, mục {self.article}"


BOXES: dict[str, tuple[str, str]] = {
    "national": ("Quốc hiệu", "National name"),
    "motto": ("Tiêu ngữ", "Motto"),
    "superior": ("Tên cơ quan chủ quản", "Name of the body above"),
    "issuer": ("Tên cơ quan ban hành", "Name of the issuing body"),
    "number": ("Số, ký hiệu", "Number and symbol"),
    "place": ("Địa danh và thời gian", "Place and date"),
    "kind": ("Tên loại văn bản", "Kind of document"),
    "subject": ("Trích yếu", "Subject"),
    "about": ("Trích yếu công văn (V/v)", "Subject of the letter (V/v)"),
    "to": ("Kính gửi", "Addressee"),
    "bases": ("Căn cứ ban hành", "Legal basis"),
    "text": ("Nội dung", "Text"),
    "part": ("Phần, chương, mục", "Part, chapter, section"),
    "part_title": ("Tiêu đề phần, chương, mục", "Title of a part, chapter, section"),
    "section": ("Số thứ tự và tiêu đề mục (I, II…)", "Numbered heading (I, II…)"),
    "article": ("Điều", "Article"),
    "clause": ("Khoản (1, 2…)", "Clause (1, 2…)"),
    "point": ("Điểm (a, b…)", "Point (a, b…)"),
    "authority": ("Quyền hạn, chức vụ người ký", "Authority and post of the signer"),
    "name": ("Họ tên người ký", "Name of the signer"),
    "recipients_head": ("Từ “Nơi nhận”", "The words “Nơi nhận”"),
    "recipients": ("Danh sách nơi nhận", "Distribution list"),
    "annex_number": ("Từ “Phụ lục” và số thứ tự", "The words “Phụ lục” and their number"),
    "annex_title": ("Tên phụ lục", "Title of the annex"),
    "annex_of": ("Dòng “(Kèm theo …)”", "The line “(Kèm theo …)”"),
    "page_number": ("Số trang", "Page number"),
    "urgency": ("Dấu chỉ mức độ khẩn", "Urgency stamp"),
}

LOOKS: dict[str, tuple[str, str]] = {
    "size": ("cỡ chữ {found}; phải là {wanted}", "size {found}; it must be {wanted}"),
    "bold": ("đang là {found}; phải là {wanted}", "{found}; it must be {wanted}"),
    "italic": ("đang là {found}; phải là {wanted}", "{found}; it must be {wanted}"),
    "caps": ("phải viết bằng {wanted}", "it must be written in {wanted}"),
    "align": ("đang {found}; phải {wanted}", "{found}; it must be {wanted}"),
}

SAID: dict[str, Said] = {
    # I. Paper, margins, letters, page numbers
    "page.paper": Said(
        "I.1", "Khổ giấy {found}; phải là khổ {wanted}.", "The paper is {found}; it must be {wanted}."
    ),
    "page.turned": Said(
        "I.2",
        "Trang nằm ngang; văn bản phải theo chiều dài khổ A4 (chỉ được nằm ngang khi có bảng, biểu).",
        "The page lies; a document stands upright on A4 (it may lie only for a table).",
    ),
    "page.top": Said(
        "I.3", "Lề trên {found}; phải từ {wanted}.", "The top margin is {found}; it must be {wanted}."
    ),
    "page.bottom": Said(
        "I.3", "Lề dưới {found}; phải từ {wanted}.", "The bottom margin is {found}; it must be {wanted}."
    ),
    "page.left": Said(
        "I.3", "Lề trái {found}; phải từ {wanted}.", "The left margin is {found}; it must be {wanted}."
    ),
    "page.right": Said(
        "I.3", "Lề phải {found}; phải từ {wanted}.", "The right margin is {found}; it must be {wanted}."
    ),
    "letters.font": Said(
        "I.4", "Phông chữ {found}; phải là {wanted}.", "The font is {found}; it must be {wanted}."
    ),
    "letters.encoding": Said(
        "I.4",
        "Phông chữ cũ {found} (không phải Unicode); chuyển văn bản sang Unicode và dùng {wanted}.",
        "The old font {found} is not Unicode; convert the text to Unicode and use {wanted}.",
    ),
    "letters.colour": Said(
        "I.4", "Chữ màu {found}; phải là {wanted}.", "The letters are {found}; they must be {wanted}."
    ),
    "pages.missing": Said(
        "I.7",
        "Văn bản nhiều trang chưa có số trang; đặt số trang ở giữa lề trên, từ trang 2.",
        "A document of several pages has no page numbers; put them in the middle of the top margin from page 2.",
    ),
    "pages.bottom": Said(
        "I.7",
        "Số trang đặt ở {found}; phải ở giữa {wanted}.",
        "The page number stands in the {found}; it must be in the middle of the {wanted}.",
    ),
    "pages.first": Said(
        "I.7",
        "Trang 1 đang hiện số trang; không được hiện (chọn “Different First Page”).",
        "Page 1 shows its number; it must not (choose “Different First Page”).",
    ),
    "pages.start": Said(
        "I.7",
        "Số trang bắt đầu từ {found}; phải đánh liên tục từ {wanted}.",
        "Page numbers begin at {found}; they must run from {wanted}.",
    ),
    "pages.arabic": Said(
        "I.7", "Số trang không phải chữ số Ả Rập; phải là {wanted}…", "Page numbers must be Arabic: {wanted}…"
    ),
    # II.1–II.4 The head
    "head.unknown": Said(
        "II",
        "Không nhận ra phần đầu của một văn bản hành chính (Quốc hiệu, số, tên loại); chỉ kiểm tra trang và phông chữ.",
        "No head of an official document is recognised (national name, number, kind); only page and font are checked.",
        ADVICE,
    ),
    "national.missing": Said("II.1.a", "Thiếu dòng “{wanted}”.", "The line “{wanted}” is missing."),
    "national.text": Said(
        "II.1.a", "Ghi “{found}”; phải ghi “{wanted}”.", "It says “{found}”; it must say “{wanted}”."
    ),
    "national.place": Said(
        "II.1.a",
        "Quốc hiệu nằm ở {found}; phải ở phía trên, {wanted} trang đầu.",
        "The national name stands at the {found}; it must be at the top {wanted} of the first page.",
    ),
    "national.line": Said(
        "II.1.c",
        "Quốc hiệu và Tiêu ngữ cách {found} dòng; phải là dòng đơn.",
        "National name and motto are {found} lines apart; it must be single spacing.",
    ),
    "motto.missing": Said("II.1.b", "Thiếu Tiêu ngữ “{wanted}”.", "The motto “{wanted}” is missing."),
    "motto.text": Said(
        "II.1.b",
        "Tiêu ngữ ghi “{found}”; phải ghi “{wanted}”.",
        "The motto says “{found}”; it must say “{wanted}”.",
    ),
    "motto.hyphens": Said(
        "II.1.b",
        "Tiêu ngữ ghi “{found}”; giữa các cụm từ là gạch nối (-) có cách chữ: “{wanted}”.",
        "The motto says “{found}”; a hyphen (-) with spaces stands between its phrases: “{wanted}”.",
    ),
    "motto.rule": Said(
        "II.1.b",
        "Dưới Tiêu ngữ thiếu đường kẻ ngang, nét liền, dài bằng dòng chữ.",
        "Below the motto a solid line as long as the text is missing.",
    ),
    "motto.rule_length": Said(
        "II.1.b",
        "Đường kẻ dưới Tiêu ngữ dài {found}; phải {wanted}.",
        "The line below the motto is {found} long; it must be {wanted}.",
    ),
    "issuer.missing": Said(
        "II.2.a", "Thiếu tên cơ quan, tổ chức ban hành.", "The name of the issuing body is missing."
    ),
    "issuer.short": Said(
        "II.2.a",
        "Tên cơ quan ban hành viết tắt (“{found}”); phải ghi tên chính thức, đầy đủ.",
        "The issuing body's name is shortened (“{found}”); it must be the full official name.",
    ),
    "issuer.rule": Said(
        "II.2.b",
        "Dưới tên cơ quan ban hành thiếu đường kẻ ngang dài 1/3 đến 1/2 dòng chữ.",
        "Below the issuing body's name a line of 1/3 to 1/2 of the text is missing.",
    ),
    "issuer.rule_length": Said(
        "II.2.b",
        "Đường kẻ dưới tên cơ quan ban hành dài {found}; phải từ {wanted}.",
        "The line below the issuing body's name is {found} long; it must be {wanted}.",
    ),
    "number.missing": Said(
        "II.3", "Thiếu số, ký hiệu của văn bản (“Số: …/…”).", "Number and symbol (“Số: …/…”) are missing."
    ),
    "number.colon": Said(
        "II.3.c",
        "“{found}”: dấu sau từ “Số” chưa đúng (nhà nước ghi “Số:”).",
        "“{found}”: the sign after “Số” is not right (State bodies write “Số:”).",
    ),
    "number.padding": Said(
        "II.3.c",
        "Số {found} nhỏ hơn 10; phải ghi {wanted}.",
        "The number {found} is below 10; write {wanted}.",
    ),
    "number.slash": Said(
        "II.3.c",
        "“{found}”: giữa số và ký hiệu phải là dấu “{wanted}”.",
        "“{found}”: between number and symbol stands “{wanted}”.",
    ),
    "number.dashes": Said(
        "II.3.c",
        "Ký hiệu “{found}” dùng gạch ngang dài; phải là gạch nối: “{wanted}”.",
        "The symbol “{found}” has long dashes; write hyphens: “{wanted}”.",
    ),
    "number.spaces": Said(
        "II.3.c",
        "“{found}”: giữa số, dấu và ký hiệu không cách chữ (“{wanted}”).",
        "“{found}”: no space stands between number, signs and symbol (“{wanted}”).",
    ),
    "number.caps": Said(
        "II.3.c", "Ký hiệu “{found}” phải viết bằng chữ in hoa.", "The symbol “{found}” must be in capitals."
    ),
    "number.kind": Said(
        "II.3.b",
        "Ký hiệu bắt đầu bằng “{found}”; tên loại này phải là {wanted}.",
        "The symbol begins with “{found}”; this kind's code is {wanted}.",
    ),
    "number.stray_kind": Said(
        "II.3.b",
        "Công văn không ghi chữ viết tắt tên loại: “{found}”; phải là “{wanted}”.",
        "A letter has no code of a kind: “{found}”; write “{wanted}”.",
    ),
    "number.year": Said(
        "II.3.b",
        "Ký hiệu có năm (“{found}”) là của văn bản quy phạm pháp luật, không theo Nghị định này.",
        "A symbol with a year (“{found}”) belongs to legal normative documents, which this decree does not cover.",
        ADVICE,
    ),
    "place.missing": Said(
        "II.4", "Thiếu địa danh và thời gian ban hành.", "Place and date of issue are missing."
    ),
    "place.words": Said(
        "II.4.b",
        "“{found}”: phải viết đầy đủ “…, ngày … tháng … năm …”.",
        "“{found}”: write it in full, “…, ngày … tháng … năm …”.",
    ),
    "place.name": Said(
        "II.4.a",
        "“{found}”: thiếu địa danh trước ngày tháng.",
        "“{found}”: the place before the date is missing.",
    ),
    "place.capital": Said(
        "II.4.c",
        "Địa danh “{found}” phải viết hoa chữ cái đầu: “{wanted}”.",
        "The place “{found}” begins with a capital: “{wanted}”.",
    ),
    "place.comma": Said(
        "II.4.c", "Sau địa danh phải có dấu phẩy: “{wanted}”.", "A comma stands after the place: “{wanted}”."
    ),
    "place.day": Said(
        "II.4.b", "Ngày {found} nhỏ hơn 10; phải ghi {wanted}.", "Day {found} is below 10; write {wanted}."
    ),
    "place.month": Said(
        "II.4.b",
        "Tháng ghi {found}; phải ghi {wanted} (chỉ tháng 1, 2 thêm số 0).",
        "The month says {found}; write {wanted} (only months 1 and 2 take a 0).",
    ),
    "place.date": Said("II.4.b", "Ngày {found} không có thật.", "There is no day {found}."),
    "place.row": Said(
        "II.4.c",
        "Địa danh, thời gian phải trên cùng một dòng với số, ký hiệu.",
        "Place and date stand on the same line as number and symbol.",
    ),
    "kind.missing": Said(
        "II.5",
        "Không thấy tên loại văn bản, cũng không thấy “V/v …” của công văn.",
        "There is neither the name of a kind nor the “V/v …” of a letter.",
    ),
    "subject.missing": Said(
        "II.5.b", "Dưới tên loại thiếu trích yếu nội dung.", "Below the kind the subject is missing."
    ),
    "subject.rule": Said(
        "II.5.b",
        "Dưới trích yếu thiếu đường kẻ ngang dài 1/3 đến 1/2 dòng chữ.",
        "Below the subject a line of 1/3 to 1/2 of the text is missing.",
    ),
    "subject.rule_length": Said(
        "II.5.b",
        "Đường kẻ dưới trích yếu dài {found}; phải từ {wanted}.",
        "The line below the subject is {found} long; it must be {wanted}.",
    ),
    "about.vv": Said(
        "II.5.b",
        "Trích yếu công văn ghi “{found}”; phải bắt đầu bằng “{wanted}”.",
        "The letter's subject says “{found}”; it must begin with “{wanted}”.",
    ),
    "about.gap": Said(
        "II.5.b",
        "“V/v” cách số, ký hiệu {found}; phải cách {wanted}.",
        "“V/v” stands {found} below number and symbol; it must be {wanted}.",
        ADVICE,
    ),
    # II.6 The text
    "bases.end": Said(
        "II.6.a",
        "Căn cứ kết thúc bằng “{found}”; phải là “{wanted}” (mỗi căn cứ “;”, căn cứ cuối “.”).",
        "The basis ends with “{found}”; it must be “{wanted}” (each with “;”, the last with “.”).",
    ),
    "bases.law": Said(
        "II.6.a",
        "Luật, Pháp lệnh trong căn cứ không ghi số, ký hiệu: “{found}”.",
        "Laws and ordinances are named without number and symbol: “{found}”.",
    ),
    "text.align": Said(
        "II.6.e", "Nội dung {found}; phải {wanted}.", "The text is aligned {found}; it must be {wanted}."
    ),
    "text.first_line": Said(
        "II.6.e",
        "Đầu dòng lùi vào {found}; phải là {wanted}.",
        "The first line begins {found} in; it must be {wanted}.",
    ),
    "text.gap": Said(
        "II.6.e",
        "Khoảng cách giữa các đoạn {found}; tối thiểu là {wanted}.",
        "Paragraphs are {found} apart; at least {wanted}.",
    ),
    "text.line": Said(
        "II.6.e",
        "Khoảng cách dòng {found}; phải từ {wanted} dòng.",
        "Line spacing is {found}; it must be {wanted} lines.",
    ),
    "part.roman": Said(
        "II.6.đ",
        "“{found}”: phần, chương đánh bằng chữ số La Mã.",
        "“{found}”: parts and chapters are numbered in Roman.",
    ),
    "section.dot": Said(
        "V.6.b",
        "“{found}”: sau số thứ tự phải là dấu chấm: “{wanted}”.",
        "“{found}”: a full stop follows the number: “{wanted}”.",
    ),
    "section.order": Said(
        "II.6.c",
        "Mục “{found}” không nối tiếp mục trước.",
        "Section “{found}” does not follow the one before.",
        ADVICE,
    ),
    "article.dot": Said(
        "II.6.đ",
        "“{found}”: sau số thứ tự của điều có dấu chấm: “{wanted}”.",
        "“{found}”: a full stop follows an article's number: “{wanted}”.",
    ),
    "clause.dot": Said(
        "II.6.đ",
        "“{found}”: sau số thứ tự của khoản có dấu chấm: “{wanted}”.",
        "“{found}”: a full stop follows a clause's number: “{wanted}”.",
    ),
    "point.mark": Said(
        "II.6.đ",
        "“{found}”: sau chữ cái của điểm là dấu đóng ngoặc đơn: “{wanted}”.",
        "“{found}”: a closing bracket follows a point's letter: “{wanted}”.",
    ),
    "point.order": Said(
        "II.6.đ",
        "Điểm “{found})” không theo bảng chữ cái tiếng Việt; tiếp theo phải là {wanted}.",
        "Point “{found})” does not follow the Vietnamese alphabet; next comes {wanted}.",
    ),
    "end.mark": Said(
        "mẫu 1.4",
        "Văn bản kết thúc bằng “{found}”; phải kết thúc bằng “{wanted}”.",
        "The text ends with “{found}”; it must end with “{wanted}”.",
    ),
    # II.7, II.9 The foot
    "signature.missing": Said(
        "II.7",
        "Thiếu phần ký: quyền hạn, chức vụ, họ tên người ký.",
        "The signature is missing: authority, post and name of the signer.",
    ),
    "authority.mark": Said(
        "II.7.b",
        "Ghi “{found}”; chữ viết tắt quyền hạn phải là “{wanted}”.",
        "It says “{found}”; the authority is written “{wanted}”.",
    ),
    "authority.post": Said(
        "II.7.c",
        "Dưới “{found}” thiếu chức vụ của người ký.",
        "Below “{found}” the signer's own post is missing.",
    ),
    "name.title": Said(
        "II.7.c",
        "“{found}”: trước họ tên không ghi học hàm, học vị, danh hiệu; chỉ ghi “{wanted}”.",
        "“{found}”: no academic title or honour before the name; write “{wanted}”.",
    ),
    "name.rank": Said(
        "II.7.c",
        "Trước họ tên ghi quân hàm “{found}”: chỉ theo quy định của ngành lực lượng vũ trang.",
        "The rank “{found}” stands before the name: only by the rules of the armed forces.",
        ADVICE,
    ),
    "to.missing": Said("II.9.b", "Thiếu “Kính gửi: …”.", "“Kính gửi: …” is missing."),
    "to.colon": Said(
        "II.9.d", "“{found}”: sau “Kính gửi” phải có dấu hai chấm.", "“{found}”: a colon follows “Kính gửi”."
    ),
    "to.one": Said(
        "II.9.d",
        "Gửi một nơi thì ghi cùng dòng với “Kính gửi”: “{found}”.",
        "A single addressee stands on the line of “Kính gửi”: “{found}”.",
    ),
    "to.dash": Said(
        "II.9.d",
        "“{found}”: gửi nhiều nơi thì mỗi nơi một dòng, đầu dòng có gạch “{wanted}”.",
        "“{found}”: of several addressees each has a line that begins with “{wanted}”.",
    ),
    "to.end": Said(
        "II.9.d", "“{found}”: cuối dòng phải là “{wanted}”.", "“{found}”: the line ends with “{wanted}”."
    ),
    "recipients.missing": Said("II.9", "Thiếu phần “Nơi nhận:”.", "The “Nơi nhận:” is missing."),
    "recipients_head.colon": Said(
        "II.9.d", "“{found}”: phải ghi “{wanted}”.", "“{found}”: write “{wanted}”."
    ),
    "recipients.dash": Said(
        "II.9.d",
        "“{found}”: đầu dòng phải có gạch “{wanted}”.",
        "“{found}”: the line begins with “{wanted}”.",
    ),
    "recipients.end": Said(
        "II.9.d", "“{found}”: cuối dòng phải là “{wanted}”.", "“{found}”: the line ends with “{wanted}”."
    ),
    "recipients.filing": Said(
        "II.9.d",
        "Nơi nhận thiếu dòng lưu: “{wanted}”.",
        "The distribution list lacks where it is filed: “{wanted}”.",
    ),
    "recipients.filing_form": Said(
        "II.9.d",
        "Dòng lưu ghi “{found}”; phải theo mẫu “{wanted}”.",
        "The filing line says “{found}”; it reads “{wanted}”.",
    ),
    "recipients.filing_end": Said(
        "II.9.d",
        "“{found}”: dòng cuối phải kết thúc bằng “{wanted}”.",
        "“{found}”: the last line ends with “{wanted}”.",
    ),
    "recipients.same": Said(
        "II.9.b",
        "Có “Kính gửi” thì dòng đầu nơi nhận là “{wanted}”, đang là “{found}”.",
        "With a “Kính gửi” the list begins with “{wanted}”; it begins with “{found}”.",
    ),
    "recipients.same_without": Said(
        "II.9.c",
        "Có “{found}” nhưng văn bản không có “Kính gửi”.",
        "It says “{found}”, but there is no “Kính gửi”.",
    ),
    # III Other boxes
    "urgency.frame": Said(
        "III.2.b",
        "“{found}” phải nằm trong khung hình chữ nhật viền đơn.",
        "“{found}” must stand in a rectangular frame.",
    ),
    "annex.mentioned": Said(
        "III.1.a",
        "Nội dung chưa chỉ dẫn về phụ lục kèm theo (“{found}”).",
        "The text does not refer to the annex (“{found}”).",
    ),
    "annex.own_line": Said(
        "III.1.b",
        "“{found}”: từ “Phụ lục” và số thứ tự phải đứng riêng một dòng.",
        "“{found}”: “Phụ lục” and its number stand on a line of their own.",
    ),
    "annex.roman": Said(
        "III.1.a",
        "“{found}”: phụ lục đánh số La Mã: “{wanted}”.",
        "“{found}”: annexes are numbered in Roman: “{wanted}”.",
    ),
    "annex.order": Said("III.1.a", "“{found}”: phải là “{wanted}”.", "“{found}”: it must be “{wanted}”."),
    "annex.of": Said(
        "III.1.c",
        "Dưới tên phụ lục thiếu dòng “{wanted}”.",
        "Below the annex's title the line “{wanted}” is missing.",
    ),
    "annex.pages": Said(
        "III.1.đ",
        "Số trang của “{found}” phải đánh riêng từ 1 (ngắt phần, chọn “Start at 1”).",
        "The pages of “{found}” are numbered on their own from 1 (section break, “Start at 1”).",
    ),
    # Samples
    "invitation.parts": Said("mẫu 1.7", "Giấy mời thiếu: {found}.", "The invitation lacks: {found}."),
    "minutes.parts": Said("mẫu 1.9", "Biên bản thiếu: {found}.", "The minutes lack: {found}."),
    "minutes.place": Said(
        "mẫu 1.9",
        "Biên bản không ghi địa danh, thời gian ở phần đầu: “{found}”.",
        "Minutes have no place and date in their head: “{found}”.",
    ),
    "minutes.signatures": Said(
        "mẫu 1.9",
        "Biên bản do hai người ký: THƯ KÝ bên trái, CHỦ TỌA bên phải.",
        "Minutes are signed by two: THƯ KÝ at the left, CHỦ TỌA at the right.",
    ),
}


def said(code: str, article: str = "") -> Said:
    """`article` is that of the profile's table, for the looks of a box."""
    if code in SAID:
        return SAID[code]
    box, _dot, aspect = code.partition(".")
    vi, en = LOOKS[aspect]
    return Said(article, f"{BOXES[box][0]}: {vi}.", f"{BOXES[box][1]}: {en}.")
