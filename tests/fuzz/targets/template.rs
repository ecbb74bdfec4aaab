//! Templates: a text is rendered or refused, the same twice; what comes out is covered by a map whose words are
//! those that were written.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use hongtou::internals::load;
use hongtou::internals::model::{Variable, Variables};
use hongtou::internals::render::{Placeable, Renderer};
use hongtou::internals::source::{Place, Source};

use super::{contents, made_or_told};

const FACTS: &str = "发文机关: { 名称: 青溪县人民政府, 代字: 青溪府发 }
日期: { 成文: 2026-03-05, 印发: 2026-03-06 }
变量:
  甲: 青溪县
  乙: '*重*|点 {{ 甲 }} # `码`'
  年: 2026
  数: 1250.5
  空: ''
  是非: 是
  列: [云岭镇, 松坪乡, 石溪镇]
  表: [{ 乡镇: 云岭镇, 户数: 120, 率: 98% }, { 乡镇: 松坪乡, 户数: 约50, 率: 12.5% }]
文件: []
";

static CONTEXT: LazyLock<Arc<Variables>> = LazyLock::new(|| {
    let campaign = load::campaign(&Source::new("campaign.yaml", FACTS)).unwrap();
    Arc::new(campaign.facts.v)
});

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    let part = Source::new(
        "templates/_段.md",
        "{% macro 段(名) %}{{ 名 }}要做好{{ 名 }}的工作。{% endmacro %}",
    );
    let rows = || {
        let row = |name: &str, count: i64| {
            let cells = [
                ("乡镇", Variable::of(name, &Place::file("表.csv"))),
                ("户数", Variable::of(count, &Place::file("表.csv"))),
            ];
            cells.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
        };
        Ok(vec![row("云岭镇", 120), row("松坪乡", 80)])
    };
    let tables: BTreeMap<String, hongtou::internals::render::Rows> =
        [("乡镇".to_owned(), Box::new(rows) as _)].into();
    Renderer::new(&[part], Placeable { rosters: ["领导小组".to_owned()].into(), tables })
});

pub(super) fn run(bytes: &[u8]) {
    let source = Source::new("正文.md", String::from_utf8_lossy(bytes));
    let rendered = || RENDERER.text(&source, &CONTEXT);
    let Some(text) = made_or_told(rendered()) else { return };
    assert_eq!(
        Some(text.text()),
        rendered().ok().as_ref().map(|text| text.text()),
        "rendered twice, and not the same"
    );
    let Some(origin) = text.origin() else { return };
    let mut end = 0;
    for segment in origin.segments() {
        assert_eq!(segment.rendered.start, end, "a gap in the map of {:?}", text.text());
        end = segment.rendered.end;
        if let Some((written, range)) = &segment.literal
            && range.len() == segment.rendered.len()
        {
            assert_eq!(
                written.text()[range.clone()],
                text.text()[segment.rendered.clone()],
                "another's words"
            );
        }
    }
    if !origin.segments().is_empty() {
        assert_eq!(end, text.text().len(), "the end of {:?} is in no segment", text.text());
    }
    for (at, character) in text.text().char_indices().take(200) {
        let place = Place::text(&text, at..at + character.len_utf8()).written();
        assert!(
            place != Place::Program,
            "{character} at {at} of {:?} comes from nowhere",
            text.text()
        );
    }
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = contents(".md");
    seeds.extend([
        "{{ 甲 }}{% for 行 in 表 %}{{ 行.乡镇 }}{{ 行.户数 }}户；{% endfor %}{{ 乙 }}".into(),
        "{% import \"_段.md\" as 段 %}{{ 段.段(甲) }}{{ 数|数(2) }}{{ 年|大写 }}".into(),
        "{{ 名单(\"领导小组\") }}\n\n{{ 各行(\"乡镇\")|合计(\"户数\") }}{% if 空 %}空{% else %}不空{% endif %}".into(),
        "{% set 丙 = 列|join(\"、\") %}{{ 丙 }}{{ 丙|length }}{{ 列[0] ~ 列[-1] }}{{ \"甲\" if 是非 else \"乙\" }}".into(),
        "{%- filter upper -%} a{{ 甲 }} {%- endfilter -%}{# 注 #}{% raw %}{{ 甲 }}{% endraw %}".into(),
    ]);
    seeds
}
