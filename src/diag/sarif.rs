//! Messages as SARIF 2.1.0, which code hosts and editors show beside the lines
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::diag::json::{Message, Spot};
use crate::diag::{Answered, Diagnostic, Severity};
use crate::source::Spanned;

/// What a log says of a rule.
#[derive(Clone, Debug)]
pub struct Explained {
    /// One sentence.
    pub summary: String,
    /// The whole of it.
    pub text: String,
}

/// A log of one run: what it told, and what it did not tell because it was answered. `folder` is where the campaign's files are, as seen from where the log is read;
/// `explain` says what a code means.
pub fn log<'d>(
    told: impl IntoIterator<Item = &'d Diagnostic>,
    answered: &[Answered],
    folder: &str,
    explain: impl Fn(&str) -> Option<Explained>,
) -> Value {
    let told = told.into_iter().map(|said| (Message::of(said), None));
    let answered = answered.iter().map(|it| (Message::of(&it.said), Some(&it.because)));
    let messages: Vec<(Message, Option<&Spanned<String>>)> = told.chain(answered).collect();
    let codes: BTreeSet<&str> = messages.iter().map(|(it, _)| it.code.as_str()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code, explain(code))).collect();
    let results = messages.iter().map(|(it, because)| {
        let mut result = result(it, folder, &codes);
        // where one result says whether it was answered, all have to
        result["suppressions"] = because.iter().map(|it| suppression(it, folder)).collect();
        result
    });
    let results: Vec<Value> = results.collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "language": "zh-CN",
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: &str, explained: Option<Explained>) -> Value {
    match explained {
        Some(Explained { summary, text }) => json!({
            "id": code,
            "shortDescription": { "text": summary },
            "help": { "text": text },
        }),
        None => json!({ "id": code }),
    }
}

fn result(message: &Message, folder: &str, codes: &[&str]) -> Value {
    let mut said = message.message.clone();
    if let Some(hint) = &message.hint {
        // writing to a string cannot fail
        let _ = write!(said, "。改法：{hint}");
    }
    let mut result = json!({
        "ruleId": message.code,
        "ruleIndex": codes.iter().position(|it| *it == message.code),
        "level": match message.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        "message": { "text": said },
    });
    if let Some(place) = &message.place {
        result["locations"] = json!([location(place, folder)]);
    }
    if !message.related.is_empty() {
        let related = message.related.iter().map(|it| {
            let mut related = match &it.place {
                Some(place) => location(place, folder),
                None => json!({}),
            };
            related["message"] = json!({ "text": it.message });
            related
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = fix(message, folder) {
        result["fixes"] = json!([fix]);
    }
    result
}

/// An answer, which stands in the campaign.
fn suppression(because: &Spanned<String>, folder: &str) -> Value {
    let mut suppression = json!({ "kind": "inSource", "justification": because.v });
    if let Some(place) = Spot::of(&because.place) {
        suppression["location"] = location(&place, folder);
    }
    suppression
}

fn location(place: &Spot, folder: &str) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(place, folder) });
    if let Some(region) = region(place) {
        physical["region"] = region;
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(cell) = &place.cell {
        let full = match &place.sheet {
            Some(sheet) => format!("{sheet}!{cell}"),
            None => cell.clone(),
        };
        location["logicalLocations"] =
            json!([{ "name": cell, "fullyQualifiedName": full, "kind": "member" }]);
    }
    location
}

fn artifact(place: &Spot, folder: &str) -> Value {
    json!({ "uri": uri(&[folder, &place.file]) })
}

fn region(place: &Spot) -> Option<Value> {
    let lines = place.range?;
    Some(json!({
        "startLine": lines.line,
        "startColumn": lines.column,
        "endLine": lines.end_line,
        "endColumn": lines.end_column,
    }))
}

/// The replacement, where the place is one in a text.
fn fix(message: &Message, folder: &str) -> Option<Value> {
    let (new, place) = (message.replacement.as_ref()?, message.place.as_ref()?);
    let region = region(place)?;
    Some(json!({
        "description": { "text": format!("改成“{new}”") },
        "artifactChanges": [{
            "artifactLocation": artifact(place, folder),
            "replacements": [{ "deletedRegion": region, "insertedContent": { "text": new } }],
        }],
    }))
}

/// A relative reference of a path: everything but letters, digits and a few marks in percent signs (RFC 3986).
fn uri(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    let path = parts.join("/").replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // writing to a string cannot fail
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::codes;
    use crate::source::{Place, Source};

    /// What SARIF 2.1.0 asks of the parts that are used here (3.13, 3.14, 3.27, 3.28, 3.29, 3.30, 3.35, 3.55, 3.57).
    fn is_sarif(log: &Value) {
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert!(run["tool"]["driver"]["name"].is_string());
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            assert!(result["message"]["text"].is_string());
            if let Some(index) = result["ruleIndex"].as_u64() {
                assert_eq!(rules[usize::try_from(index).unwrap()]["id"], result["ruleId"]);
            }
            for suppression in result["suppressions"].as_array().unwrap() {
                assert!(["inSource", "external"].contains(&suppression["kind"].as_str().unwrap()));
            }
            let all = ["locations", "relatedLocations"].map(|key| result[key].as_array());
            for location in all.into_iter().flatten().flatten() {
                // what the program supplies is nowhere
                let Some(physical) = location.get("physicalLocation") else { continue };
                let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
                assert!(uri.is_ascii() && !uri.contains([' ', ':', '"']));
                let region = &physical["region"];
                if region.is_object() {
                    for key in ["startLine", "startColumn", "endLine", "endColumn"] {
                        assert!(region[key].as_u64().unwrap() > 0);
                    }
                }
            }
            for fix in result["fixes"].as_array().into_iter().flatten() {
                let change = &fix["artifactChanges"][0];
                assert!(change["artifactLocation"]["uri"].is_string());
                assert!(change["replacements"][0]["deletedRegion"].is_object());
            }
        }
    }

    #[test]
    fn every_kind_of_place_is_sarif() {
        let source = Source::new("正 文.md", "一行\n二、三\n");
        let text = Place::text(&source, 10..13);
        let cell = Place::Cell("甲.xlsx".into(), Some("成员".into()), 6, 1);
        let messages = [
            Diagnostic::warning(codes::BLANK, text.clone(), "写的是“、”").replacement("，"),
            Diagnostic::error(codes::BLANK, cell.clone(), "不对")
                .hint("改")
                .related(text, "前一处"),
            Diagnostic::note(codes::WITHOUT_STROKES, Place::file("甲.xlsx"), "看")
                .related(Place::Program, "程序"),
            Diagnostic::error(codes::INTERNAL_ERROR, Place::Program, "坏"),
        ];
        let explain = |code: &str| {
            let text = format!("说明{code}");
            (code == "blank").then(|| Explained { summary: text.clone(), text })
        };
        let because = Spanned::new("确是".to_owned(), messages[0].place.clone());
        let said = Diagnostic::warning(codes::BLANK_CELLS, Place::file("乙.csv"), "空");
        let log = log(&messages, &[Answered { said, because }], "data/县", explain);
        is_sarif(&log);
        let suppressions = &log["runs"][0]["results"][4]["suppressions"];
        assert_eq!(suppressions[0]["justification"], "确是");
        assert_eq!(suppressions[0]["location"], log["runs"][0]["results"][0]["locations"][0]);
        let rows: Vec<String> = log["runs"][0]["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].to_string())
            .collect();
        insta::assert_snapshot!(rows.join("\n"), @r#"
        "data/%E5%8E%BF/%E6%AD%A3%20%E6%96%87.md"
        "data/%E5%8E%BF/%E7%94%B2.xlsx"
        "data/%E5%8E%BF/%E7%94%B2.xlsx"
        null
        "data/%E5%8E%BF/%E4%B9%99.csv"
        "#);
    }
}
