//! `hongtou check --list`: what a person has to look at.

use serde_json::{Value, json};

use super::args::{CheckOptions, MessageFormat};
use super::{Report, print, say};
use crate::checklist::{self, Checklist, Item};
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::kind::statutory;
use crate::lint::Basis;
use crate::project::{self, Folder};
use crate::source::Place;

/// Lists it for a 文种, or where none is named for the documents of a campaign.
pub(super) fn list(options: &CheckOptions, kind: &str, report: &mut Report) -> Result<()> {
    let format = options.message_format;
    if format == MessageFormat::Sarif {
        let message = "核对清单不是消息，没有 sarif 的样子";
        return Err(Diagnostic::error(codes::USAGE, Place::Program, message)
            .hint("写 --message-format json，或者不写")
            .into());
    }
    if !kind.is_empty() {
        let Some(kind) = statutory().find(|known| *known == kind) else {
            return Err(unknown(kind));
        };
        return show(&[checklist::of_kind(kind)], format);
    }
    let (project, mistakes) = project::known(Folder::at(&options.of.campaign)?)?;
    report.tell(&mistakes);
    show(&checklist::of_campaign(&project.campaign), format)
}

fn unknown(kind: &str) -> Diagnostics {
    let message = format!("没有叫“{kind}”的文种");
    let hint = format!(
        "文种有：{}；是活动的，写在 --list 前面",
        statutory().collect::<Vec<_>>().join("、")
    );
    Diagnostic::error(codes::UNKNOWN_KIND, Place::Program, message).hint(hint).into()
}

fn show(lists: &[Checklist<'_>], format: MessageFormat) -> Result<()> {
    if format == MessageFormat::Json {
        let lists: Vec<Value> = lists.iter().map(as_json).collect();
        return print(format!("{:#}\n", Value::from(lists)).as_bytes());
    }
    for (nth, list) in lists.iter().enumerate() {
        if nth > 0 {
            say("");
        }
        let names = list.documents.join("、");
        say(match list.kind {
            Some(kind) if names.is_empty() => kind.to_owned(),
            Some(kind) => format!("{kind}：{names}"),
            None => names,
        });
        let mut step = None;
        for item in &list.items {
            if step.replace(item.step) != Some(item.step) {
                say(format_args!("{}", item.step));
            }
            say(format_args!("  □ {}（{}）", item.claim, short(item.basis)));
        }
    }
    say("\n条例：《党政机关公文处理工作条例》");
    Ok(())
}

/// A basis as whoever prints the list knows it.
fn short(basis: Basis) -> String {
    match basis {
        Basis::Regulation(article) => format!("条例{article}"),
        other => other.to_string(),
    }
}

fn as_json(list: &Checklist<'_>) -> Value {
    let item = |item: &&Item| json!({ "step": item.step.to_string(), "claim": item.claim, "basis": item.basis.to_string() });
    let items: Vec<Value> = list.items.iter().map(item).collect();
    json!({ "kind": list.kind, "documents": list.documents, "items": items })
}
