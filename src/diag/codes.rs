//! Every code of a message that no rule of [`crate::lint`] gives, and what it means.
//!
//! A code is for ever: scripts, answers and notes rest on it. One kind of mistake has one code, however many
//! places find it. A new one is a line here; each [`super::Diagnostic`] asks for its code when it is made.

/// A kind of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its name: English, kebab-case.
    pub name: &'static str,
    /// What is wrong and what to do, in Chinese; the first sentence stands for it in lists.
    pub doc: &'static str,
}

/// A constant for each code, and the list of all.
macro_rules! codes {
    ($($constant:ident = $name:literal, $doc:literal;)*) => {
        $(
            #[doc = $doc]
            pub const $constant: Code = Code { name: $name, doc: $doc };
        )*

        /// All of them by name.
        pub const CODES: &[Code] = &[$($constant),*];
    };
}

codes! {
    ADDRESSEES_MOVED = "addressees-moved", "主送机关太多，首页排不下正文，程序按 7.3.2 把它移到了版记。核对版记；要留在首页的，换用统称。";
    ANSWER_ON_ERROR = "answer-on-error", "“不再提醒”里写了一条依据标准或者条例的错误规则。错误要改，不能不提醒。";
    ANSWER_UNKNOWN_RULE = "answer-unknown-rule", "“不再提醒”里的“规则”没有这个名字。全部规则的名字：hongtou explain。";
    ANSWER_UNUSED = "answer-unused", "“不再提醒”里的一项什么也没有对上：那个情形已经改好了，或者“内容”写得和消息里的不一样。对不上的删去，免得以后盖住别的毛病。";
    ATTACHMENT_CONTENT = "attachment-content", "附件印什么没有写明，或者写了不止一样。“名单”“表”“正文”里写一项，只写一项。";
    ATTACHMENT_UNTITLED = "attachment-untitled", "附件没有标题。补上“标题: ……”，附件说明里也用它。";
    BAD_FILE_NAME = "bad-file-name", "这个名字不能作文件名：有文件系统不认的字符，太长，或者是留给别的用处的。换一个名字。";
    BAD_NAME = "bad-name", "姓名一列的这一格不是一个人的姓名。一格只写一个人的姓名，别的写到它自己的列里。";
    BAD_PICTURE = "bad-picture", "图片不是 PNG，坏了，或者太大。另存为背景透明的 PNG，边长在 4000 像素以内。";
    BAD_VALUE = "bad-value", "这个键或者这一列的值不是它要的样子。照消息里的例子改写。";
    BLANK = "blank", "还有【待填：……】没有填。换成自己的内容；还没想好就加上 --draft，先出草稿。";
    BLANK_CELLS = "blank-cells", "正文用到的一列有几行是空的，印出来是空白。补上；可以没有的，正文里用 {% if %} 说明。";
    BROKEN_FILE = "broken-file", "表格文件坏了，或者不是表格软件存的，读不准。用 WPS 或 Excel 打开它，另存为一份新的 xlsx 文件。";
    CELL_ERROR = "cell-error", "这一格的公式算不出结果，或者列太窄、存下来的是“###”。在原来的表里改好再保存。";
    COLUMN_WIDTHS = "column-widths", "“列宽”和表对不上：列数不同，份数和字数混在一起，或者加起来排不下。每一列写一个，由程序定的写 自动。";
    DATE_AS_NUMBER = "date-as-number", "日期一列的这一格是日期在表格里的序号，印出来不是日期。把这一格设为日期格式，或者写成“1980年5月”。";
    DUPLICATE_COLUMN = "duplicate-column", "有两列的名字相同，不知道按哪一列读。给其中一列换个名字，或者删去一列。";
    DUPLICATE_FILE_NAME = "duplicate-file-name", "有两份文件的名字相同，后一份会盖掉前一份。改其中一份的“名”；逐一生成的，在“名”里用上能区分各行的列。";
    DUPLICATE_GROUP = "duplicate-group", "这一项里写了组别，外面又有组别。两处只写一处。";
    DUPLICATE_KEY = "duplicate-key", "同一个键写了两次，不知道按哪一处。只留一处。";
    DUPLICATE_NUMBER = "duplicate-number", "一个文号给了两份文件。一个文号只能给一份文件；写“文号: 台账”，由程序接着编。";
    DUPLICATE_ORGAN = "duplicate-organ", "同一个机关在发文机关和“联合发文”里写了两次，会印两次。只留一处；“联合发文”里写主办机关以外的机关。";
    EMPTY_FILE = "empty-file", "文件里没有内容。可能选错了文件，或者没有存好，打开它重新保存一次。";
    EMPTY_GROUP = "empty-group", "这一组下面一个人、一项也没有。在下面填写；不是组别的，就删去。";
    EMPTY_HEADING = "empty-heading", "标题没有文字。在“#”后面空一格写标题，或者删去这一行。";
    EMPTY_TEXT = "empty-text", "正文是空的。写上正文。";
    EMPTY_VALUE = "empty-value", "这里的值是空的，或者代入以后是空的。补上内容。";
    ENDLESS_TEMPLATE = "endless-template", "模板没完没了：循环太多，或者互相套用。检查 {% for %}、{% include %} 和 {% extends %}。";
    FILE_CHANGED = "file-changed", "程序读过以后，文件又有人改了，没有写。再运行一次。";
    FILE_KEPT_ASIDE = "file-kept-aside", "要写的地方原来有一个有人改过的、或者不是程序做的文件，原来的那份改了名留着。要保留的改动写进活动文件或正文，再重新生成。";
    FILE_MISSING = "file-missing", "没有这个文件或者文件夹。核对路径；活动里写的路径都从活动文件夹算起。";
    FILE_NOT_OURS = "file-not-ours", "要写的地方已经有别的文件，程序不盖掉它。换一个文件名，或者先把它移走。";
    FILE_OUTSIDE = "file-outside", "引用的文件在活动文件夹之外，或者是通到外面去的链接。把文件本身复制进活动文件夹。";
    FILE_REPLACED = "file-replaced", "要写的地方原来是另一个活动的同名文件，换成了这一份。两个活动用 --out 放进不同的文件夹。";
    FILE_UNFIT = "file-unfit", "写的路径不是一个能读的文件：是文件夹，不是普通的文件，或者太大了。核对路径。";
    FILE_UNREADABLE = "file-unreadable", "文件读不出来。检查权限，关闭正打开它的程序，再试一次。";
    FILE_UNWRITABLE = "file-unwritable", "文件写不进去。关闭正打开它的程序（Word、WPS），检查权限和磁盘空间，或者用 --out 指明另一个文件夹。";
    FIX_UNCONFIRMED = "fix-unconfirmed", "有能直接改的地方，没有人答应，没有改。看过列出的各处，加上 --yes 再运行一次。";
    FOLDER_NOT_EMPTY = "folder-not-empty", "这个文件夹里已经有东西，程序不往里写。换一个文件夹名。";
    FORMULA_NO_RESULT = "formula-no-result", "这一格存的是公式，没有结果。用 WPS 或 Excel 打开它，保存一次；或者把结果粘贴成数值。";
    HEADING_NUMBERED = "heading-numbered", "“#”标题由程序编号，不要再写序号。删去序号，或者删去行首的“#”。";
    HEADING_TOO_DEEP = "heading-too-deep", "公文标题最多四级（7.3.3）。五级以下的内容写成段落，或者用列表。";
    HIDDEN_ROWS = "hidden-rows", "表里有隐藏的行，看不出还要不要。要的就取消隐藏或者清除筛选，不要的就删去，再保存。";
    IMPRINT_TOO_HIGH = "imprint-too-high", "版记比一页的版心还高，印不下。抄送、主送的机关用统称，或者分成几份文件印发。";
    INTERNAL_ERROR = "internal-error", "程序自己的毛病，不是您的。请把活动文件夹连同消息发给我们。";
    INTERRUPTED = "interrupted", "问答停下了，什么也没有写。也可以不用问答：hongtou new 样板 文件夹 --set 键=值。";
    ISSUED_UNTITLED = "issued-untitled", "不知道印发件的标题。在文件的“标题”里用《》写出它，或者写成 { 标题: ……, 正文: …… }。";
    LEDGER_DAMAGED = "ledger-damaged", "台账少了内容：少了行，最后一行没有写完，或者丢了字。从备份里找回它，它的号才不会再给别人。";
    LEDGER_FULL = "ledger-full", "台账里最后的号太大，编不下去了。多半是写错了，改正这一行。";
    LEDGER_GONE = "ledger-gone", "台账里有文号的文件，活动里已经没有了；号留着，不给别的文件。没有印发过的，执行 hongtou ledger void 作废。";
    LEDGER_HEAD = "ledger-head", "这个文件不是文号台账：第一行里少了台账要有的列。照消息里的列名补上，或者换一个文件。";
    LEDGER_IN_MEMORY = "ledger-in-memory", "活动不在磁盘上，台账没有地方存。把活动存进文件夹，再从台账取文号。";
    LEDGER_ORDER = "ledger-order", "台账的“序”不是程序编的样子。写回原来的数；自己加的行空着，由程序来编。";
    LEDGER_RENAMED = "ledger-renamed", "台账里的文件名和现在的不同，程序认作同一份文件，台账改记现在的。核对是不是同一份。";
    LEDGER_RETITLED = "ledger-retitled", "台账里的标题和现在的不同，台账改记现在的，原来的留在备注。如果是另一份文件，换个“名”，才会另编一个号。";
    LEDGER_ROW = "ledger-row", "台账的这一行读不准：文号、状态或者格数不对。照消息改正；说明另起一行，以“注：”开头。";
    LEDGER_SAME_TITLE = "ledger-same-title", "新编了号的文件，标题和收文与台账里的另一份相同。只是改了名的，把台账里那一行改过来，新编的作废。";
    LEDGER_TWO_NUMBERS = "ledger-two-numbers", "台账里一份文件有两个文号。留着印出的那个，另一行的“状态”写 作废。";
    LEDGER_UNKNOWN_NUMBER = "ledger-unknown-number", "台账里没有这个号。执行 hongtou ledger list 看有哪些号。";
    LEDGER_VERSION = "ledger-version", "台账是另一个版本的程序写的，这个程序读不准。用写它的那个版本，或者更新的。";
    MERGES_OVERLAP = "merges-overlap", "表里合并的单元格互相重叠。用 WPS 或 Excel 取消合并后重新合并，再保存。";
    MINUTES_WITHOUT_MARK = "minutes-without-mark", "纪要没有写标志。补上“标志: ……纪要”（10.3）。";
    MISPLACED_CELL = "misplaced-cell", "这一格的内容不是这一列的：电话、序号一列写了文字，或者职务一列写了组别。看看这一行是不是错了一格。";
    MISSING_KEY = "missing-key", "少了一个必须有的键。照消息补上。";
    NAME_TAKEN = "name-taken", "这个名字程序已经有了，变量、列或者表不能再叫它。换一个名字。";
    NAMES_MERGED = "names-merged", "名单里几行的姓名合并成了一格。一人只占一行，几个职务写在同一格里。";
    NESTING_TOO_DEEP = "nesting-too-deep", "正文里一层套一层，太深了。删去多余的星号或者缩进。";
    NO_CAMPAIGN = "no-campaign", "文件夹里没有 campaign.yaml。一个活动是一个文件夹，里面要有它；另有名字的，写出它的路径。";
    NO_CHANGE = "no-change", "名单没有变化，没有什么可以比。先改名单，或者用 --since 指明和哪一版比。";
    NO_FONTS = "no-fonts", "找不到程序附带的字体，或者读不出来。把 fonts 文件夹放在程序旁边，或者用 --fonts 指明。";
    NO_GLYPH = "no-glyph", "有一个字没有字体能印。换用规范字形；确需此字的，安装含有此字的字体后重试。";
    NO_GROUP = "no-group", "名单里有组别一列，第一行却没有组别。在这一格写上组别。";
    NO_HEAD = "no-head", "表里没有找到表头。表头是一行列名，名单的要有“姓名”。";
    NO_NAME = "no-name", "名单的这一行没有姓名，也没有职务。补上；多余的行就删去。";
    NO_ORGAN_CODE = "no-organ-code", "不知道机关代字，编不出发文字号。在“发文机关”里补上“代字: ……”，或者把文号写全。";
    NO_RECIPIENT = "no-recipient", "表里没有一行符合“其中”，一份文件也不会有。核对“其中”的写法和表里的值。";
    NO_ROWS = "no-rows", "表头下面一行也没有。在表头下面逐行填写。";
    NO_TEXT_ON_PAGE_ONE = "no-text-on-page-one", "首页排不下正文，而首页必须显示正文（7.3.3）。把标题缩短；联合发文的机关多的，用“标志”只写主办机关。";
    NOT_A_NUMBER = "not-a-number", "这一格不是数，它的列要用来计算。只写数，单位写在列名里。";
    NUMBER_CHANGED = "number-changed", "这份文件的号换了，台账里原来的号留着，不给别的文件。核对哪一个印出去了。";
    NUMBER_CUT = "number-cut", "号码的末几位已经丢了：表格软件把长号码当成了数。把这一列设为文本格式，重新键入号码。";
    NUMBER_VOID = "number-void", "这个号已经作废，不能再用。换一个号。";
    OLD_VOLUMES = "old-volumes", "文件夹里有以前的合订本，这一次没有。删去，以免拿去印。";
    OPEN_QUOTE = "open-quote", "引号没有成对，后面的内容都被当成了同一格。补上另一半引号；要写引号本身，就连写两个。";
    ORGAN_NAME_TOO_LONG = "organ-name-too-long", "机关名称太长，署名一行排不下。用规范化简称（7.2.4）。";
    SEAL_OPAQUE = "seal-opaque", "印章图片的背景不透明，会盖住署名和日期。去掉背景，另存为透明的 PNG。";
    SEAL_SIZE = "seal-size", "印章图片印出来不像印章那么大。用“宽”写明毫米数，核对图片的长宽。";
    SELF_JOIN = "self-join", "表不能和自己关联。写另一个表的名字。";
    SHEET_OF_FEW_LINES = "sheet-of-few-lines", "末页只有几行，或者因为这几行版记单独占一页。收紧行距、字距（7.3.5.5）排得下的，写上“收紧: 是”；排不下的，删几个字。";
    SHEET_TOO_LARGE = "sheet-too-large", "表太大了：列、行或者格太多，有一格离别的太远，或者文件展开以后太大。误填的删去；另建一份表，只复制要用的内容。";
    SIGNATURE_ALONE = "signature-alone", "署名和成文日期单独排在一页上，调整行距、字距也没能让它们和正文同页（7.3.5.5）。增删几个字，让正文排到这一页。";
    SIGNER_COUNT = "signer-count", "“签署”写的人数和发文机关的个数不同。一个机关一个人，按机关的先后写。";
    STRUCK_OUT = "struck-out", "这一格有画了删除线的字，看不出还要不要。不要的就删去，要的就去掉删除线。";
    TABLE_SHAPE = "table-shape", "这里的写法不能当作表格的一格或者一行。照消息里的例子写。";
    TABLE_TITLE_DIFFERS = "table-title-differs", "表里自己的标题和活动里写的不同，印的是活动里的。核对哪一个对。";
    TABLE_TITLE_LEFT_OUT = "table-title-left-out", "表头上面的一行是标题，没有印。要印的，写在正文里；是表的一行的，在活动文件里给表写上“表头: 0”。";
    TABLE_TOO_WIDE = "table-too-wide", "表的列太多，排不下了。分成几张表，或者删去用不着的列；作附件的表可以横排。";
    TEMPLATE_IN_VALUE = "template-in-value", "值里不能写 {{ }}：表格和变量里写定值，在用到它的地方写 {{ }}。";
    TEMPLATE_SYNTAX = "template-syntax", "模板写法有误，读不下去。检查 {{ }} 和 {% %} 是否成对。";
    TEMPLATE_VALUE = "template-value", "模板这里算不出来：值不是过滤器或者函数要的样子。照消息改。";
    TEXT_SOURCE = "text-source", "“模板”和“正文”要写一个，只写一个。正文由模板来写就删去“正文”，由文件来写就删去“模板”。";
    TOO_LONG = "too-long", "一份文件或者一段文字太长，排版要用的内存超过普通机器有的。分成几份文件或者几段；很长的表和名单另附表格文件。";
    TOO_MANY_MISTAKES = "too-many-mistakes", "这张表的毛病太多，后面的没有再说。先改好前面说的，再看一次。";
    TOTAL_AS_RECIPIENT = "total-as-recipient", "收件人表里有一行像是合计，却也算作一个收件人。是合计的，在这一行写上“合计”；不要的，用“其中”排除。";
    UNBREAKABLE = "unbreakable", "有一串字没有能断行的地方，比一行还长，只好在中间断开。核对断开的地方；是多打的横线、空格、点，就删去。";
    UNCLEAR_DITTO = "unclear-ditto", "看不出“同上”一类的字是和什么相同。写出这一格的内容。";
    UNCLEAR_ROW = "unclear-row", "看不出这一行是名单里的人，还是表下的注。是注的，在名单下面写在一格里；是人的，去掉冒号。";
    UNCLEAR_SEPARATOR = "unclear-separator", "看不出 csv 文件的各格是用什么分开的。在最上面加一行“sep=,”，或者存为 xlsx 文件。";
    UNKNOWN_ANSWER = "unknown-answer", "样板不问这一个，或者有几处同名。写样板问的名字，写全。";
    UNKNOWN_ATTACHMENT = "unknown-attachment", "附件引用的名单或者表，活动里没有。核对名字。";
    UNKNOWN_CODE = "unknown-code", "没有这个规则或者消息的名字。全部名字：hongtou explain。";
    UNKNOWN_COLUMN = "unknown-column", "表里没有这一列。核对列名。";
    UNKNOWN_DOCUMENT = "unknown-document", "活动里没有叫这个名字的文件。核对名字。";
    UNKNOWN_FUNCTION = "unknown-function", "模板里没有这个过滤器、函数或者判断。README 的“模板”一节列出了能用的写法。";
    UNKNOWN_KEY = "unknown-key", "活动文件里没有这个键。多半是错字或者缩进不对；照提示改。";
    UNKNOWN_KIND = "unknown-kind", "没有这个文种。公文有十五种：决议、决定、命令、公报、公告、通告、意见、通知、通报、报告、请示、批复、议案、函、纪要。";
    UNKNOWN_ROSTER = "unknown-roster", "不知道是哪一个名单：没有这个名字，或者活动里不止一个。用 --roster 写明。";
    UNKNOWN_STARTER = "unknown-starter", "没有叫这个名字的样板。全部样板：hongtou new --list。";
    UNKNOWN_TABLE = "unknown-table", "活动里没有这个表。核对名字，或者在“表”下面写上它的文件。";
    UNKNOWN_TEMPLATE = "unknown-template", "没有这个模板。核对名字；自己的模板放在活动文件夹的 templates 里。";
    UNKNOWN_VARIABLE = "unknown-variable", "模板里用了一个没有的名字。核对名字；自己的内容写在“变量”里。";
    UNKNOWN_VERSION = "unknown-version", "名单没有这一版可以比。用 --since 指明文件、版本号或者 git 版本。";
    UNKNOWN_WORKSHEET = "unknown-worksheet", "文件里没有这个工作表。核对名字；csv 和 yaml 文件没有工作表。";
    UNNAMED_COLUMN = "unnamed-column", "有一列有内容，却没有列名。在表头给每一列写上列名；多余的内容就删去。";
    UNPRINTABLE_CHARACTER = "unprintable-character", "有一个不能打印的字符。删去它，多半是从别处粘贴来的。";
    UNSUPPORTED_MARKUP = "unsupported-markup", "公文正文里不能有这种写法。照提示改写成段落、标题、列表或者表。";
    UNWATCHABLE = "unwatchable", "盯不住这个文件夹的变化。改用 hongtou build，改一次执行一次。";
    USAGE = "usage", "命令的写法不对。照提示写；用法见 hongtou --help。";
    WITHOUT_STROKES = "without-strokes", "姓名里有字不在按笔画排序的字表（GB 13000.1）里，它的先后照Unicode的次序推定。核对先后；要自己定，就在表里排好，写“顺序: 不变”。";
    WORD_UNKNOWN = "word-unknown", "用语.yaml 的“不查”里有程序的用语表里没有的词。照提醒里引号中的字写；本单位自己的词，从“用语”里删去就不查了。";
    WRONG_ARGUMENTS = "wrong-arguments", "过滤器或者函数的括号里多写或者少写了一项。README 的“模板”一节列出了能用的写法。";
    WRONG_ENCODING = "wrong-encoding", "文件里的字按它的编码读不出来。用 WPS、Excel 或者记事本打开它，另存为 UTF-8 编码。";
    WRONG_FILE_TYPE = "wrong-file-type", "文件不是它该是的那一种，或者只改了扩展名。用 WPS 或 Excel 打开它，另存为要的那一种。";
    YAML_SLIP = "yaml-slip", "YAML 里有中文键盘打出来的全角标点、空格或者制表符。照提示的那一行改。";
    YAML_SYNTAX = "yaml-syntax", "YAML 写法有误，读不下去。照提示改；多半是缩进、冒号或者引号。";
}

/// The code of that name.
pub fn find(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::lint;

    /// The text of every source file but this one.
    fn sources(folder: &Path, texts: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, texts);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !path.ends_with("diag/codes.rs")
            {
                texts.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn codes_are_sorted_names_with_a_sentence() {
        assert!(CODES.is_sorted_by(|one, next| one.name < next.name));
        for Code { name, doc } in CODES {
            let words = name.split('-');
            let is_word =
                |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
            assert!(words.into_iter().all(is_word), "{name}");
            assert!(doc.ends_with('。'), "{name}");
            assert!(lint::rule(name).is_none(), "{name} is a rule's");
        }
    }

    #[test]
    fn every_code_is_given_by_its_constant() {
        let mut texts = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
        let named = |c: char| c.is_ascii_uppercase() || c == '_';
        let used: Vec<&str> = texts
            .split("codes::")
            .skip(1)
            .map(|rest| rest.split(|c| !named(c)).next().unwrap())
            .collect();
        for Code { name, .. } in CODES {
            let constant = name.to_ascii_uppercase().replace('-', "_");
            assert!(used.contains(&&*constant), "{name}: nothing says it by codes::{constant}");
        }
    }
}
