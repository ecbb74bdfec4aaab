//! What templates can do with values.

use minijinja::Environment;
use minijinja::value::Value;

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter("书名号", quoted_title);
    environment.add_filter("顿号", enumerated);
}

/// A document's name in 书名号; those inside it change to the other kind (GB/T 15834, 4.15.3.5).
pub(super) fn quoted_title(name: &str) -> String {
    let swapped: String = name
        .chars()
        .map(|c| match c {
            '《' => '〈',
            '》' => '〉',
            '〈' => '《',
            '〉' => '》',
            c => c,
        })
        .collect();
    format!("《{swapped}》")
}

/// A list with 、 between its items.
fn enumerated(list: &Value) -> Result<String, minijinja::Error> {
    let items: Vec<String> = list.try_iter()?.map(|item| item.to_string()).collect();
    Ok(items.join("、"))
}

#[cfg(test)]
mod tests {
    use super::quoted_title;

    #[test]
    fn nested_titles_alternate() {
        assert_eq!(quoted_title("卫生方案"), "《卫生方案》");
        assert_eq!(quoted_title("关于印发《办法》的通知"), "《关于印发〈办法〉的通知》");
    }
}
