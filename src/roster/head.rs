//! What the words above a column mean.

use super::compact;

/// What a column of a roster means, in the order in which a table prints them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 序号: not read, the program counts.
    Number,
    /// 组别.
    Group,
    /// 姓名.
    Name,
    /// 单位.
    Unit,
    /// 职务, alone or with the unit.
    Post,
    /// 电话.
    Phone,
    /// 备注.
    Note,
    /// Any further column.
    Other,
}

impl Field {
    /// The fields that are known, each by its usual name.
    pub fn usual() -> impl Iterator<Item = (Self, &'static str)> {
        KNOWN.iter().filter_map(|(field, names)| Some((*field, *names.first()?)))
    }

    /// Whether [`super::Roster::post`] prints it.
    pub fn is_of_post(self) -> bool {
        matches!(self, Self::Unit | Self::Post)
    }
}

/// The column names that are known, as offices write them.
const KNOWN: [(Field, &[&str]); 7] = [
    (Field::Number, &["序号", "序"]),
    (
        Field::Group,
        &[
            "组别",
            "组",
            "分组",
            "小组",
            "组名",
            "工作组",
            "小组职务",
            "领导小组职务",
            "组内职务",
            "小组任职",
            "小组名称",
            "领导小组任职",
        ],
    ),
    (Field::Name, &["姓名", "成员姓名", "人员姓名", "名字"]),
    (Field::Unit, &["单位", "工作单位", "所在单位", "单位名称", "部门", "所在部门"]),
    (
        Field::Post,
        &[
            "职务",
            "职务职称",
            "职称职务",
            "职务职级",
            "现任职务",
            "行政职务",
            "党政职务",
            "职位",
            "单位职务",
            "职务单位",
            "担任职务",
            "岗位职务",
            "工作单位职务",
            "所在单位职务",
        ],
    ),
    (
        Field::Phone,
        &[
            "电话",
            "联系电话",
            "手机",
            "手机号",
            "手机号码",
            "电话号码",
            "办公电话",
            "联系方式",
            "移动电话",
            "固定电话",
            "座机",
        ],
    ),
    (Field::Note, &["备注"]),
];

/// What a column is, told by the words above it: 姓　名, 单位及职务, 职务/职称, 电话（手机）.
pub(crate) fn field(head: &str) -> Field {
    let head = compact(head);
    let bare = head.split(['（', '(']).next().unwrap_or_default();
    let signs = |c: char| c.is_whitespace() || "/／、及和与：:*＊【】".contains(c);
    let bare = bare.replace(signs, "");
    let known = KNOWN.iter().find(|(_, names)| names.contains(&bare.as_str()));
    known.map_or(Field::Other, |(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::{Field, field};

    #[test]
    fn heads_are_known_in_all_their_spellings() {
        for (head, known) in [
            ("姓　名", Field::Name),
            ("姓\n名", Field::Name),
            ("单位及职务", Field::Post),
            ("职务/职称", Field::Post),
            ("工作单位、职务", Field::Post),
            ("工作 单位", Field::Unit),
            ("电话（手机）", Field::Phone),
            ("领导小组职务", Field::Group),
            ("备注：", Field::Note),
            ("* 姓名（必填）", Field::Name),
            ("【职务】", Field::Post),
            ("性别", Field::Other),
            ("", Field::Other),
        ] {
            assert_eq!(field(head), known, "{head}");
        }
    }
}
