//! Where a surname ends.

/// Surnames of two characters.
const COMPOUND: [&str; 44] = [
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛",
    "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容",
    "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "令狐", "亓官", "司寇", "颛孙", "巫马",
    "漆雕", "乐正", "拓跋", "百里", "东郭", "呼延", "梁丘", "左丘",
];

/// The surname of a Chinese name, and what follows it: 欧阳 and 明远, 王 and 强, 买 and 买提·艾力.
pub(super) fn split(name: &str) -> (&str, &str) {
    let is_of = |surname: &&&str| name.len() > surname.len() && name.starts_with(**surname);
    let single = name.chars().next().map_or(0, char::len_utf8);
    name.split_at(COMPOUND.iter().find(is_of).map_or(single, |surname| surname.len()))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn surnames_of_two_characters_are_one() {
        assert_eq!(split("欧阳明远"), ("欧阳", "明远"));
        assert_eq!(split("王强"), ("王", "强"));
        // nobody is called by a surname alone
        assert_eq!(split("司马"), ("司", "马"));
        assert_eq!(split("买买提·艾力"), ("买", "买提·艾力"));
        assert_eq!(split(""), ("", ""));
    }
}
