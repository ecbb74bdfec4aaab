#!/usr/bin/env python3
"""Makes the files of this folder: rosters as clerks make them, each with a nuisance of its own.

    python3 tests/sheets/make.py        (needs openpyxl)

The committed files are what counts; the same script with the same openpyxl gives the same bytes. A file
that is added by hand is a case too. `NAME@SHEET.xlsx` is read at that sheet. Files of one name and several
kinds must read as the same roster. A file whose name begins with 表- is a table and no roster.
"""

import datetime
import io
import re
import struct
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

HERE = Path(__file__).parent
HEAD = ["组别", "姓名", "职务"]
PEOPLE = [
    ["组长", "王强", "镇长"],
    ["副组长", "欧阳明远", "副镇长"],
    ["副组长", "李梅", "党委委员"],
    ["成员", "张伟", "办公室主任"],
]


# ---- writing

def fixed(data, patch=None):
    """The package with nothing in it that changes from run to run; `patch` edits its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-03-05T00:00:00Z", part)
            if patch:
                part = patch(name, part)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return out.getvalue()


def save(name, book, patch=None):
    out = io.BytesIO()
    book.save(out)
    (HERE / f"{name}.xlsx").write_bytes(fixed(out.getvalue(), patch))


def sheet(rows, merges=(), title="名单"):
    """A workbook of one sheet with these rows, a cell of None being empty."""
    book = Workbook()
    page = book.active
    page.title = title
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                page.cell(number, column, value)
    for merge in merges:
        page.merge_cells(merge)
    return book, page


def xlsx(name, rows, merges=(), patch=None):
    save(name, sheet(rows, merges)[0], patch)


def text(name, content, encoding="utf-8"):
    (HERE / name).write_bytes(content.encode(encoding))


def cell(place, xml):
    """A patch that puts another cell into its place."""
    def patch(name, data):
        if not name.endswith("sheet1.xml"):
            return data
        data, count = re.subn(f'<c r="{place}".*?</c>'.encode(), lambda _: xml.encode(), data)
        assert count == 1, place
        return data
    return patch


def compound(*streams):
    """A compound file as old Excel, Word and encryption write it: 512-byte sectors, no short streams."""
    def padded(data, size=512, fill=b"\0"):
        return data + fill * (-len(data) % size)

    end, free, fat_sector = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    fat, body, entries = [fat_sector, end], b"", []
    for name, data in streams:
        data = padded(data.ljust(4096, b"\0"))
        first, count = len(fat), len(data) // 512
        fat += [*range(first + 1, first + count), end]
        body += data
        entries.append((name, 2, first, len(data)))
    root = ("Root Entry", 5, end, 0)
    directory = b""
    for index, (name, kind, first, size) in enumerate([root, *entries]):
        raw = name.encode("utf-16-le") + b"\0\0"
        child = 1 if kind == 5 else free
        right = index + 1 if 0 < index < len(entries) else free
        directory += raw.ljust(64, b"\0") + struct.pack("<HBB3I", len(raw), kind, 1, free, right, child)
        directory += b"\0" * 36 + struct.pack("<IQ", first, size)
    directory = padded(directory)
    assert len(directory) == 512
    table = b"".join(struct.pack("<I", value) for value in fat)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    return header + padded(table, 512, b"\xff") + directory + body


# ---- titles and heads

def heads():
    book, page = sheet(
        [["附件1"], ["石溪镇创建市级卫生镇工作领导小组成员名单"], ["（2026年3月）"], HEAD, *PEOPLE],
        ["A1:C1", "A2:C2", "A3:C3"],
    )
    page["A2"].font = Font(name="方正小标宋简体", size=22)
    page["A2"].alignment = Alignment(horizontal="center")
    save("标题-合并三行", book)
    rows = [["组别", "姓名", "职务", "联系电话", None], [None, None, None, "办公", "手机"]]
    rows += [["组长", "王强", "镇长", "0571-8222", "13800000001"], ["成员", "李梅", "委员", None, "13800000002"]]
    xlsx("表头-两行合并", rows, ["A1:A2", "B1:B2", "C1:C2", "D1:E1"])
    rows = [["组别", "基本情况", None, None, "备注"], [None, "姓  名", "性别", "单位及职务", None]]
    rows += [["组长", "王强", "男", "镇长", None], ["成员", "李梅", "女", "县卫健局局长", "兼"]]
    xlsx("表头-上有总称", rows, ["A1:A2", "B1:D1", "E1:E2"])
    xlsx("表头-两行没合并", [["组别", "姓名", "职务", "电话", None], [None, None, None, "办公", "手机"], *PEOPLE])
    xlsx("表头-第四行", [["石溪镇"], ["领导小组"], ["2026年3月5日"], ["序号", *HEAD], [1, *PEOPLE[0]], [2, *PEOPLE[3]]])
    xlsx("表头-空格换行括号", [["组 别", "姓\n名", "现任职务\n（职级）", "联系电话(手机)", " 备　注 "],
                             ["组长", "王强", "镇长", "13800000001", "兼"]])
    xlsx("表头-第十二行", [[f"说明文字{n}", "甲"] for n in range(11)] + [HEAD, *PEOPLE])
    xlsx("表头-没有姓名", [["组别", "负责同志", "职务"], *PEOPLE])
    xlsx("表头-列序乱", [["备注", "手机", "职务", "姓名", "单位", "组别", "序号"],
                       ["兼", "13800000001", "镇长", "王强", "石溪镇", "组长", 1]])
    xlsx("表头-带星号方括号", [["*组别", "【姓名】", "职务（必填）"], *PEOPLE])
    xlsx("表头-未知列", [["组别", "姓名", "性别", "民族", "出生年月", "学历", "职务"],
                       ["组长", "王强", "男", "汉族", "1980.05", "大学", "镇长"],
                       ["成员", "古丽", "女", "维吾尔族", "1991.12", None, "副镇长"]])
    xlsx("表头-一列无名", [["组别", "姓名", None, "职务"], ["组长", "王强", "男", "镇长"]])
    xlsx("表头-两列姓名并排", [["姓名", "职务", "姓名", "职务"], ["王强", "镇长", "李梅", "委员"], ["张伟", "主任", None, None]])
    xlsx("表头-两列职务", [["姓名", "党内职务", "行政职务", "职务"], ["王强", "党委副书记", "镇长", "镇长"]])
    xlsx("表头-两列组别", [["工作组", "组内职务", "姓名", "职务"], ["综合组", "组长", "王强", "镇长"], ["综合组", "成员", "李梅", "委员"]])
    xlsx("表头-空的重复列", [["组别", "姓名", "职务", "职务"], ["组长", "王强", None, "镇长"]])
    xlsx("表头-每页重复", [["成员名单"], HEAD, *PEOPLE[:2], ["成员名单（续）"], HEAD, *PEOPLE[2:]], ["A1:C1", "A5:C5"])
    xlsx("表头-两张名单", [["领导小组名单"], ["姓名", "职务"], ["王强", "镇长"], ["应急队名单"], ["姓名", "职务"], ["李梅", "委员"]],
         ["A1:B1", "A4:B4"])


# ---- groups

def groups():
    filled = [HEAD, ["组长", "王强", "镇长"], ["副组长", "欧阳明远", "副镇长"], [None, "李梅", "党委委员"], ["成员", "张伟", "办公室主任"]]
    xlsx("组别-合并", filled, ["A3:A4"])
    xlsx("组别-只填一次", filled)
    xlsx("组别-每行都填", [HEAD, *PEOPLE])
    xlsx("组别-合并两列", [["组别", None, "姓名", "职务"], ["组长", None, "王强", "镇长"], ["成员", None, "李梅", "委员"],
                        [None, None, "张伟", "主任"]], ["A1:B1", "A2:B2", "A3:B4"])
    xlsx("组别-独占一行", [["序号", "姓名", "职务", "电话"], ["组　长："], [1, "王强", "镇长", "13800000001"],
                        ["成　员："], [2, "李梅", "委员", None], [3, None, "各村党组织书记", None]], ["A2:D2", "A4:D4"])
    text("组别-独占一行.csv", "序号,姓名,职务,电话\n组长,,,\n1,王强,镇长,13800000001\n成员：,,,\n2,李梅,委员,\n3,,各村党组织书记,\n")
    xlsx("组别-独占一行组别列", [HEAD, ["组长"], [None, "王强", "镇长"], ["成员"], [None, "李梅", "委员"]])
    xlsx("组别-空组", [HEAD, ["组长", "王强", "镇长"], ["副组长"], ["成员", "李梅", "委员"]])
    xlsx("组别-首行空", [HEAD, [None, "王强", "镇长"], ["成员", "李梅", "委员"]])
    xlsx("组别-没有", [["姓名", "职务"], ["王强", "镇长"], ["李梅", "党委委员"]])
    xlsx("组别-冒号与空格", [HEAD, ["组　长：", "王强", "镇长"], ["副\n组\n长:", "李梅", "委员"]])
    xlsx("组别-冒号在序号后", [["序号", *HEAD], [1, "组　长：", "王强", "镇长"], [2, "成员:", "李梅", "委员"]])
    xlsx("组别-在姓名列", [["姓名", "职务"], ["组长"], ["王强", "镇长"]])
    xlsx("组别-写在职务列", [["姓名", "单位", "职务"], ["王强", "镇政府", "组长"], ["李梅", "县卫健局", "成员"]])
    xlsx("组别-像注的组名", [HEAD, ["审核人员", "王强", "镇长"], ["说明组"], [None, "李梅", "委员"]])
    xlsx("组别-同上", [["组别", "姓名", "单位", "职务"], ["成员", "王强", "县卫健局", "局长"], ["同上", "李梅", "〃", "副局长"]])
    xlsx("单位-合并", [["组别", "姓名", "单位", None, "职务"], ["成员", "王强", "县卫健局", None, "局长"],
                     [None, "李梅", None, None, "副局长"]], ["A2:A3", "C1:D1", "C2:D3"])


# ---- around the table

def around():
    book, page = sheet([[]])
    for row, values in zip([4, 5, 7, 10, 11], [HEAD, *PEOPLE]):
        for column, value in zip([3, 4, 6], values):
            page.cell(row, column, value)
    save("空行空列", book)
    xlsx("首列空", [[None, "名单"], [None, *HEAD], *[[None, *row] for row in PEOPLE]])
    xlsx("首列空-注在首列", [[None, *HEAD], *[[None, *row] for row in PEOPLE], ["注：排名不分先后"]])
    notes = [["注：1.排名不分先后。"], ["2.人员如有变动，由继任者自然递补。"], ["填表人：李四"], ["填报单位（盖章）：石溪镇人民政府"], ["2026年3月5日"]]
    xlsx("表下注", [["序号", *HEAD], *[[n, *row] for n, row in enumerate(PEOPLE, 1)], [], *notes],
         ["A7:D7", "A8:D8", "A9:D9"])
    xlsx("表下注-姓名在首列", [["姓名", "职务"], ["王强", "镇长"], ["说明：以上人员不另行文"], ["1.联系人：李四"]])
    xlsx("表下注-在职务列", [HEAD, *PEOPLE, [None, None, "注：排名不分先后"], [None, None, "2026年3月5日"]])
    xlsx("表下注-分几格", [HEAD, *PEOPLE, ["填表人：", "赵六", "联系电话：13800000009"], ["审核人：", "钱七"]])
    xlsx("表下注-注分两格", [HEAD, *PEOPLE, ["注：", "排名不分先后"]])
    xlsx("表下注-在中间", [HEAD, *PEOPLE[:2], ["填表人：", "赵六"], *PEOPLE[2:]])
    xlsx("表下注-看不出", [HEAD, *PEOPLE, ["填表人", "赵六", "干事"]])
    xlsx("表下注-电话另格", [[*HEAD, "电话"], [*PEOPLE[0], None], ["联系人：", "赵六", "电话：", "13800000009"]])
    xlsx("合计行", [["序号", *HEAD], [1, *PEOPLE[0]], [2, *PEOPLE[3]], ["合计", None, "2人", None]])
    xlsx("合计行-一格", [HEAD, *PEOPLE, ["共计4人"]], ["A6:C6"])
    xlsx("序号-预填", [["序号", *HEAD], [1, *PEOPLE[0]], [2, *PEOPLE[3]], [3], [4], [5]])
    xlsx("序号-错乱", [["序号", *HEAD], [1, *PEOPLE[0]], [3, *PEOPLE[1]], [None, *PEOPLE[2]], ["四", *PEOPLE[3]]])
    xlsx("序号-列无名", [[None, *HEAD], *[[n, *row] for n, row in enumerate(PEOPLE, 1)]])
    xlsx("序号-错格", [["序号", "姓名", "职务", "备注"], [1, "王强", "镇长"], ["李梅", "委员", "兼"]])
    book, page = sheet([HEAD, *PEOPLE])
    page["B2"].comment = Comment("请核对姓名", "审核")
    page.freeze_panes = "A2"
    choice = DataValidation(type="list", formula1='"组长,副组长,成员"')
    page.add_data_validation(choice)
    choice.add("A2:A100")
    page.print_title_rows = "1:1"
    save("批注冻结下拉", book)


# ---- sheets of a workbook

def sheets():
    book, page = sheet([["填表说明"], ["请各单位认真填写"]], title="说明")
    other = book.create_sheet("成员 名单")
    for row in [HEAD, *PEOPLE]:
        other.append(row)
    save("工作表-第一张是说明", book)
    save("工作表-第一张是说明@成员 名单", book)
    save("工作表-名字写错@成员名单", book)
    book, page = sheet([["代码", "名称"], [1, "甲"]], title="参数")
    page.sheet_state = "hidden"
    other = book.create_sheet("名单")
    for row in [HEAD, *PEOPLE]:
        other.append(row)
    book.active = 1
    save("工作表-第一张隐藏", book)
    book = Workbook()
    book.create_sheet("Sheet2")["A1"] = "姓名"
    save("工作表-第一张空", book)
    save("只有一格@Sheet2", book)
    save("空表", Workbook())


# ---- names

def names():
    xlsx("姓名-空格", [HEAD, ["组长", "王　强", "镇长"], [None, "李\u00a0\u00a0梅", "委员"], [None, " 欧阳 明远 ", "委员"], [None, "张\n伟", "委员"]])
    for name, value in [("空格", "王强 李梅"), ("顿号", "王强、李梅"), ("换行", "王　强\n李　梅"), ("括号", "王强（男）李梅（女）")]:
        xlsx(f"姓名-一格两人{name}", [HEAD, ["组长", "张伟", "镇长"], ["成员", value, "委员"]])
    xlsx("姓名-少数民族", [HEAD, ["成员", "买买提·艾力", "镇长"], [None, "买买提．艾力", "委员"], [None, "古丽 • 阿不都", "委员"],
                        [None, "阿依古丽・买买提・艾力", "委员"], [None, "买买提.吐尔逊", "委员"], [None, "乌兰图雅", "委员"]])
    xlsx("姓名-外文", [HEAD, ["顾问", "John Smith", "专家"], [None, "J. R. Smith", "专家"], [None, "Мария Иванова", "专家"]])
    xlsx("姓名-生僻字", [HEAD, ["成员", "𠮷　䶮", "镇长"], [None, "李㛃", "委员"], [None, "王𬀩", "委员"]])
    xlsx("姓名-看不见的字符", [HEAD, ["\ufeff组长", "王\u200b强", "镇\u200e长"], ["成员\u200b", "\u202d李梅\u202c", "委员\ufeff"]])
    xlsx("姓名-附注", [HEAD, ["成员", "李　梅（女）", "委员"], [None, "王强(挂职)", "委员"], [None, "古丽（女，维吾尔族）", "委员"]])
    xlsx("姓名-斜杠表示无", [HEAD, ["组长", "王强", "镇长"], ["成员", "/", "各村党组织书记"], [None, "——", "各站所负责人"]])
    xlsx("姓名-无姓名条目", [HEAD, ["组长", "王强", "镇长"], ["成员", None, "各村（社区）党组织书记"], [None, None, "镇属各单位负责人"]])
    xlsx("姓名-与职务合并", [["序号", *HEAD], [1, "组长", "王强", "镇长"], [2, "成员", "各村（社区）党组织书记", None]], ["C3:D3"])
    xlsx("姓名-一类人写在姓名列", [HEAD, ["组长", "王强", "镇长"], ["成员", "各村党组织书记", None]])
    xlsx("姓名-合并两行", [HEAD, ["组长", "王强", "镇长"], [None, None, "党委副书记"]], ["A2:A3", "B2:B3"])
    xlsx("姓名-缺", [["组别", "姓名", "单位", "职务"], ["组长", "王强", "镇政府", "镇长"], ["成员", None, "县卫健局", None]])
    xlsx("姓名-丢字", [HEAD, ["组长", "王?", "镇长"], ["成员", "李12", "委员"]])
    xlsx("只有一人", [["姓名", "职务"], ["王强", "镇长"]])
    xlsx("一人也没有", [["名单"], HEAD])


# ---- values

def values():
    head = ["组别", "姓名", "职务", "电话"]
    book, page = sheet([head, ["组长", "王强", "镇长", 13800000001], ["成员", "李梅", "委员", 13800000002.0],
                        [None, "张伟", "主任", 13800000003], [None, "赵敏", "干事", "'13800000004"]])
    page["D3"].number_format = "0.00E+00"
    page["D4"].number_format = "000-0000-0000"
    page["D5"].quotePrefix = True
    save("电话-数字", book)
    xlsx("电话-各种写法", [head, ["组长", "王强", "镇长", "１３８０００００００１"], ["成员", "李梅", "委员", "138-0000-0002"],
                        [None, "张伟", "主任", "138 0000 0003"], [None, "赵敏", "干事", "０５７１－８２２２"],
                        [None, "钱进", "干事", "13800000005\n0571-8222"], [None, "孙立", "干事", "13800000006/8333"],
                        [None, "周全", "干事", "无"], [None, "吴用", "干事", "13800000007.0"]])
    text("电话-科学计数法.csv", "组别,姓名,职务,电话\n组长,王强,镇长,1.38E+10\n成员,李梅,委员,13800000002\n")
    text("电话-公式文本.csv", '组别,姓名,职务,电话\n组长,王强,镇长,"=""013800000001"""\n成员,李梅,委员,\'05718222\n')
    text("错格-没加引号.csv", "组别,姓名,职务,电话,备注\n组长,王强,县委常委,副县长,\n")
    book, page = sheet([head, ["组长", "王强", "镇长", 13800000001]])
    page["D2"].number_format = "#,##0.00"
    save("电话-千分位", book)
    xlsx("身份证-数字", [["姓名", "职务", "身份证号"], ["王强", "镇长", 330102198001011234]])
    book, page = sheet([["姓名", "职务", "出生年月", "任职时间", "比例"],
                        ["王强", "镇长", datetime.date(1980, 5, 1), datetime.date(2021, 12, 3), 0.85],
                        ["李梅", "委员", "1991.12", "2022年1月", 1]])
    page["C2"].number_format = 'yyyy"年"m"月"'
    page["D2"].number_format = "yyyy/m/d"
    page["E2"].number_format = page["E3"].number_format = "0%"
    save("日期百分比", book)
    xlsx("日期-序号没有格式", [["姓名", "职务", "出生年月"], ["王强", "镇长", 29342]])
    cached = [["组别", "姓名", "职务"], ["组长", "王强", '="镇"&"长"'], ["成员", "李梅", "委员"]]
    xlsx("公式-没有结果", cached)
    for name, result in [
        ("有结果", '<c r="C2" t="str"><f>"镇"&amp;"长"</f><v>镇长</v></c>'),
        ("空结果", '<c r="C2" t="str"><f>IF(1,"")</f><v></v></c>'),
        ("出错", '<c r="C2" t="e"><f>VLOOKUP(1,A:B,2)</f><v>#N/A</v></c>'),
        ("引用失效", '<c r="C2" t="e"><f>#REF!&amp;B2</f><v>#REF!</v></c>'),
        ("溢出", '<c r="C2" t="e"><f>A1:A9</f><v>#SPILL!</v></c>'),
    ]:
        xlsx(f"公式-{name}", cached, patch=cell("C2", result))
    text("公式-文本.csv", "组别,姓名,职务\n组长,王强,=B2&C2\n")
    xlsx("职务-换行", [HEAD, ["组长", "王强", "党委副书记、\n镇长"], ["成员", "李梅", " 党委委员 \r\n 武装部部长 "]])
    book, page = sheet([HEAD, *PEOPLE])
    bold = InlineFont(b=True, color="FF0000")
    page["B2"] = CellRichText(TextBlock(bold, "王"), "　", TextBlock(bold, "强"))
    page["C2"] = CellRichText("镇", TextBlock(bold, "长"))
    save("富文本", book)
    book, page = sheet([HEAD, *PEOPLE])
    page["B4"].font = page["C4"].font = Font(strike=True)
    save("删除线", book)
    book, page = sheet([HEAD, *PEOPLE])
    gone = InlineFont(strike=True)
    page["C3"] = CellRichText(TextBlock(gone, "副镇长"), "人大主席")
    page["C4"] = CellRichText(TextBlock(InlineFont(strike=False), "党委"), "委员")
    save("删除线-部分", book)
    book, page = sheet([HEAD, *PEOPLE])
    page.auto_filter.ref = "A1:C5"
    page.auto_filter.add_filter_column(0, ["组长", "成员"])
    page.row_dimensions[3].hidden = page.row_dimensions[4].hidden = True
    save("隐藏行-筛选", book)
    book, page = sheet([["领导小组名单"], ["代码", *HEAD, "身份证号", "备注"], *[["x1", *row, "330102198001011234", "兼"] for row in PEOPLE]],
                       ["A1:F1"])
    page.column_dimensions["A"].hidden = page.column_dimensions["E"].hidden = True
    save("隐藏列", book)
    xlsx("很长的格", [HEAD, ["组长", "王强", "镇长，" + "分管卫生健康、爱国卫生、" * 400]])
    xlsx("行内字符串", [HEAD, ["组长", "王强", "镇长"]], patch=inline)
    xlsx("没有坐标", [HEAD, *PEOPLE], patch=bare)
    xlsx("控制字符", [HEAD, ["组长", "王强", "镇_x0007_长"]])
    xlsx("列名重复多余", [["组别", "姓名", "职务", "办公电话", "手机", "手机"], ["组长", "王强", "镇长", "8222", "13800000001", None]])


def inline(name, data):
    """Strings in the cells themselves, as some programs write them."""
    if not name.endswith("sheet1.xml"):
        return data
    words = [*HEAD, "组长", "王强", "镇长"]
    return re.sub(rb'(<c r="\w+") t="s"><v>(\d+)</v></c>', lambda found: found[1] + b' t="inlineStr"><is><t>'
                  + words[int(found[2])].encode() + b"</t></is></c>", data)


def bare(name, data):
    """Rows and cells without their places, as some programs write them."""
    if not name.endswith("sheet1.xml"):
        return data
    return re.sub(rb'<(row|c) r="\w+"', rb"<\1", data)


# ---- csv

def csv():
    rows = "组别,姓名,职务\n组长,王强,镇长\n成员,李梅,党委委员\n"
    text("编码-GB18030.csv", rows.replace("李梅", "李㛃"), "gb18030")
    text("编码-UTF-8带BOM.csv", "\ufeff" + rows)
    text("编码-UTF-16.csv", "\ufeff" + rows.replace(",", "\t"), "utf-16-le")
    text("编码-UTF-16大端.csv", "\ufeff" + rows, "utf-16-be")
    text("编码-UTF-16没有BOM.csv", rows, "utf-16-le")
    text("编码-坏.csv", "")
    (HERE / "编码-坏.csv").write_bytes(rows.encode("gb18030")[:-3] + b"\xff\xff\n")
    text("分隔-分号.csv", rows.replace(",", ";"))
    text("分隔-制表符.csv", "领导小组成员名单\n" + rows.replace(",", "\t"))
    text("分隔-中文逗号.csv", rows.replace(",", "，"))
    text("分隔-标题在上.csv", "领导小组成员名单（共2人，2026年）\n" + rows.replace(",", ";"))
    text("引号-逗号换行.csv", '组别,姓名,职务\r\n组长,王强,"县委常委,\r\n副县长"\r\n"成员","李梅","所谓""三员"""\r\n')
    text("引号-没有成对.csv", '组别,姓名,职务\n组长,王强,"镇长\n成员,李梅,委员\n')
    text("行长不齐.csv", "组别,姓名,职务,电话\n组长,王强,镇长\n成员,李梅,委员,13800000002,,\n,张伟\n\n注：无\n")
    text("行长不齐-多出.csv", "组别,姓名,职务\n组长,王强,镇长,13800000001\n")
    text("分隔-格里分号.csv", "姓名,职务\n王强,县委书记;县人大主任;组长\n李梅,县长;副书记;副组长\n")
    text("分隔-格里分号多出.csv", "姓名,职务\n王强,县委书记;县人大主任;组长\n李梅,县长,副书记;副组长\n张伟,局长;书记;成员\n")
    text("分隔-标题有逗号.csv", "石溪镇,领导小组成员名单\n" + rows.replace(",", ";"))
    text("分隔-两可.csv", "姓名;单位,职务\n王强;石溪镇,镇长\n李梅;石溪镇,委员\n")
    text("分隔-行尾逗号.csv", rows.replace("\n", ",,\r\n"), "gb18030")
    text("分隔-sep行.csv", "sep=;\r\n" + rows.replace(",", ";"))
    text("公式-出错.csv", rows.replace("镇长", "#REF!").replace("李梅", "########"))
    text("旧式换行.csv", rows.replace("\n", "\r"))
    text("空行很多.csv", "\n\n,,\n" + rows.replace("\n", "\n,,\n\n") + ",,\n")


# ---- yaml

def yaml():
    text("分组.yaml", "组长: { 姓名: 王强, 职务: 镇长 }\n副组长:\n  - { 姓名: 欧阳明远, 职务: 副镇长 }\n  - 姓名: 李　梅\n    职务: 党委委员\n"
         "成员:\n  - { 姓名: 张伟, 职务: 办公室主任 }\n")
    text("分组-只写姓名.yaml", "组长: [王强]\n成员: [李梅, 张伟]\n")
    text("分组-又写组别.yaml", "领导小组:\n  - { 组别: 组长, 姓名: 王强, 职务: 镇长 }\n")
    text("分组-空组.yaml", "组长: [{ 姓名: 王强, 职务: 镇长 }]\n成员:\n")
    text("列表的列表.yaml", "- [组别, 姓名, 职务]\n- [组长, 王强, 镇长]\n- ['', 李梅, ~]\n")
    text("没有姓名.yaml", "- { 组别: 组长, 职务: 镇长 }\n")
    text("缺冒号空格.yaml", "- 组别: 组长\n  姓名:王强\n  职务: 镇长\n")
    text("电话.yaml", "- { 姓名: 王强, 职务: 镇长, 电话: 013800000001 }\n- { 姓名: 李梅, 职务: 委员, 电话: １３８ }\n- { 姓名: 张伟, 职务: 主任, 电话: 1.38e+10 }\n")
    text("编码-GB18030.yaml", "- { 组别: 组长, 姓名: 王强, 职务: 镇长 }\n- { 组别: 成员, 姓名: 李㛃, 职务: 党委委员 }\n", "gb18030")
    text("两人.yaml", "- { 姓名: 王强、李梅, 职务: 镇长 }\n")


# ---- other files under the extension of a sheet

def foreign():
    write = lambda name, data: (HERE / name).write_bytes(data)
    biff = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0x0DBB, 0x07CC, 0, 6) + struct.pack("<HH", 0x0A, 0)
    write("改名-xls.xlsx", compound(("Workbook", biff)))
    write("改名-xls.csv", compound(("Workbook", biff)))
    write("改名-doc.xlsx", compound(("WordDocument", b"\xec\xa5\xc1\0")))
    write("加密.xlsx", compound(("EncryptionInfo", b"\4\0\4\0\x40\0\0\0"), ("EncryptedPackage", bytes(range(256)) * 16)))
    write("改名-网页.xlsx", "<html><table><tr><td>姓名</td><td>职务</td></tr></table></html>".encode())
    write("改名-csv.xlsx", "组别,姓名,职务\n组长,王强,镇长\n".encode("gb18030"))
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as package:
        package.writestr(zipfile.ZipInfo("word/document.xml"), "<w:document/>")
    write("改名-docx.xlsx", word.getvalue())
    whole, _ = sheet([HEAD, *PEOPLE])
    out = io.BytesIO()
    whole.save(out)
    write("半截.xlsx", fixed(out.getvalue())[:3000])
    write("空文件.xlsx", b"")
    write("老格式.xls", compound(("Workbook", biff)))


# ---- large ones

def large():
    surnames, given = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋"
    rows = [["组别", "姓名", "单位", "职务", "电话"]]
    for n in range(2000):
        name = surnames[n % 10] + given[n // 10 % 10] + (given[n // 100 % 10] if n >= 100 else "")
        rows.append([f"第{n // 100 + 1}组" if n % 100 == 0 else "", name, f"第{n // 7}村", "网格员", str(13800000000 + n)])
    xlsx("两千行", [[value or None for value in row] for row in rows])
    text("两千行.csv", "".join(",".join(row) + "\r\n" for row in rows), "gb18030")
    book, page = sheet([HEAD, *PEOPLE])
    page.merge_cells("A5:A6")
    for row in range(7, 2000):
        page.cell(row, 3).font = Font(bold=True)
    page["C1048576"] = " "
    page["XFD3"].font = Font(bold=True)
    save("一百万行空白", book, lambda name, data: data.replace(b'ref="A5:A6"', b'ref="A5:A1048576"'))
    book, page = sheet([HEAD, *PEOPLE])
    page["C900000"] = "."
    save("远处误填", book)
    for name, place in [("右", "CV"), ("最右", "XFD")]:
        book, page = sheet([HEAD, *PEOPLE])
        page[f"{place}1"] = "备注"
        save(f"远处误填-{name}", book)
    far = b'<c r="ZZZZ1" t="inlineStr"><is><t>x</t></is></c></row>'
    xlsx("远处误填-没有的列", [HEAD, *PEOPLE], patch=lambda name, data: data.replace(b"</row>", far, 1) if name.endswith("sheet1.xml") else data)


# ---- marks

def marks():
    """Workbooks of which nobody can say what is hidden or struck out."""
    def gone(name, data):
        return data.replace(b"officeDocument/2006/relationships/officeDocument", b"x") if name == "_rels/.rels" else data
    xlsx("标记-找不到", [HEAD, *PEOPLE], patch=gone)

    def torn(name, data):
        return data.replace(b"</sheetData>", b"</sheetData></col>") if name.endswith("sheet1.xml") else data
    xlsx("标记-读不到底", [HEAD, *PEOPLE], patch=torn)

    def small(name, data):
        # lower-case names, and the row of a cell told by the cell alone
        return data.replace(b'<row r="2"', b"<row") .replace(b'r="A2"', b'r="a2"') if name.endswith("sheet1.xml") else data
    book, page = sheet([HEAD, *PEOPLE])
    page["A2"].font = Font(strike=True)
    save("标记-小写坐标", book, small)

    def many(name, data):
        columns = b"<cols>" + b'<col min="9" max="16384" hidden="1"/>' * 2000 + b"</cols>"
        return data.replace(b"<sheetData>", columns + b"<sheetData>") if name.endswith("sheet1.xml") else data
    xlsx("标记-许多隐藏列", [HEAD, *PEOPLE], patch=many)


# ---- tables

def tables():
    head = ["乡镇", "户数", "投资"]
    body = [["石桥镇", 100, 8.5], ["松坪乡", 50, 4], ["白鹿镇", 25, 2.5]]
    xlsx("表-标题单位合计", [["附件2"], ["青溪县改厕任务表"], [None, None, "单位：万元"], head, *body, ["合  计", 175, 15], ["注：户数为年末数"]],
         ["A1:C1", "A2:C2"])
    xlsx("表-两行表头", [["乡镇", "上年", None, "今年", None], [None, "户数", "投资", "户数", "投资"], ["石桥镇", 1, 2, 3, 4], ["松坪乡", 5, 6, 7, 8]],
         ["A1:A2", "B1:C1", "D1:E1"])
    xlsx("表-两行表头没合并", [["乡镇", "人口", None, "备注"], [None, "男", "女", None], ["石桥镇", 1, 2, None]], ["B1:C1"])
    text("表-小计.csv", "乡镇,村,户数\n石桥镇,甲村,10\n,乙村,20\n,小计,30\n松坪乡,丙村,5\n,小计,5\n全县合计,,35\n")
    text("表-像合计.csv", "乡镇,户数,人口\n甲镇,10,30\n乙镇,20,60\n丙镇,30,90\n全县,60,180\n")
    text("表-不是合计.csv", "乡镇,户数\n甲镇,10\n乙镇,20\n丙镇,30\n")
    text("表-表头每页重复.csv", "乡镇,户数\n甲镇,10\n乡镇,户数\n乙镇,20\n")
    text("表-只有合计.csv", "乡镇,户数\n合计,0\n")
    text("表-列名重复.csv", "乡镇,户数,户数\n甲镇,1,2\n")


def people():
    """Names, posts and groups that do not stand where they should."""
    xlsx("组别-在分工列", [["职务分工", "姓名", "单位及职务"], *PEOPLE, ["常务副组长：", "赵六", "副镇长"]])
    xlsx("姓名-与职务合并空着", [["组别", "姓名", "职务", "备注"], ["组长", "王强", "镇长", None], ["成员", None, None, "随手记"]], ["B3:C3"])
    text("合计行-累计.csv", "序号,姓名,职务\n1,王强,镇长\n,累　计：,1人\n")


# ---- the three kinds of one roster

def kinds():
    rows = [["组别", "姓名", "单位", "职务", "电话", "备注"],
            ["组长", "王强", "石溪镇", "党委副书记、镇长", "13800000001", None],
            ["副组长", "欧阳明远", "石溪镇", "副镇长", None, "兼办公室主任"],
            [None, "买买提·艾力", "县卫健局", "副局长", "0571-8222", "挂职"],
            ["成员", None, None, "各村（社区）\n党组织书记", None, None]]
    book, page = sheet([["石溪镇领导小组名单"], *rows, ["注：排名不分先后"]], ["A1:F1", "A4:A5", "A7:F7"])
    page["B3"] = "王　强"
    page["E3"] = 13800000001
    page["E5"] = "０５７１-8222"
    save("三种-领导小组", book)
    text("三种-领导小组.csv", "石溪镇领导小组名单;;;;;\r\n组 别;姓 名;单位;职务;电话;备注\r\n组长：;王 强;石溪镇;党委副书记、镇长;１３８０００００００１;\r\n"
         "副组长;欧阳明远;石溪镇;副镇长;;兼办公室主任\r\n;买买提•艾力;县卫健局;副局长;0571-8222;挂职\r\n"
         '成员;;;"各村（社区）\r\n党组织书记";;\r\n;;;;;\r\n注：排名不分先后\r\n', "gb18030")
    text("三种-领导小组.yaml", "组长: { 姓名: 王强, 单位: 石溪镇, 职务: 党委副书记、镇长, 电话: 13800000001 }\n副组长:\n"
         "  - { 姓名: 欧阳明远, 单位: 石溪镇, 职务: 副镇长, 备注: 兼办公室主任 }\n"
         "  - { 姓名: 买买提·艾力, 单位: 县卫健局, 职务: 副局长, 电话: 0571-8222, 备注: 挂职 }\n"
         "成员:\n  - 职务: |\n      各村（社区）\n      党组织书记\n")
    xlsx("三种-没有组别", [["序号", "姓名", "职务", "性别"], [1, "李　梅", "书记", "女"], [2, "张伟", "主任", "男"]])
    text("三种-没有组别.csv", "序号,性别,姓名,职务\n1,女,李梅,书记\n2,男,张伟,主任\n")
    text("三种-没有组别.yaml", "- { 姓名: 李梅, 性别: 女, 职务: 书记 }\n- { 姓名: 张　伟, 性别: 男, 职务: 主任 }\n")
    book, page = sheet([["组别", "姓名", "出生年月", "职务", "任务数"], ["成员", "王强", datetime.date(1980, 5, 1), "镇长", 1200.5],
                        [None, "李梅", datetime.date(1991, 12, 1), "委员", 0.85]])
    page["C2"].number_format = page["C3"].number_format = 'yyyy"年"m"月"'
    page["E2"].number_format, page["E3"].number_format = "#,##0.0", "0%"
    save("三种-数和日期", book)
    text("三种-数和日期.csv", '组别,姓名,出生年月,职务,任务数\n成员,王强,1980-05,镇长,"1,200.5"\n,李梅,1991年12月,委员,85%\n')
    text("三种-数和日期.yaml", "成员:\n- { 姓名: 王强, 出生年月: 1980年5月, 职务: 镇长, 任务数: '1,200.5' }\n"
         "- { 姓名: 李梅, 出生年月: 1991年12月, 职务: 委员, 任务数: 85% }\n")


if __name__ == "__main__":
    for make in [heads, groups, around, sheets, names, values, csv, yaml, foreign, large, marks, tables, people, kinds]:
        make()
