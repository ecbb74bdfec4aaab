//! What is wrong with the arguments, in Chinese.

use clap::Error;
use clap::error::{ContextKind, ErrorKind};

use crate::diag::{Diagnostic, codes};
use crate::source::Place;

pub(super) fn message(error: &Error) -> Diagnostic {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue);
            if value.is_empty() {
                format!("“{argument}”后面要写内容")
            } else {
                format!("“{argument}”不能是“{value}”")
            }
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "没有写要做什么".to_owned()
        }
        ErrorKind::MissingRequiredArgument => {
            format!("少写了“{}”", argument.replace(", ", "”“"))
        }
        ErrorKind::ArgumentConflict => format!("“{argument}”写重复了，或者不能和别的选项一起写"),
        _ => format!("命令写法有误：{}", error.kind()),
    };
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .map(context)
            .find(|suggested| !suggested.is_empty());
    let valid = [ContextKind::ValidValue, ContextKind::ValidSubcommand].into_iter().map(context);
    let hint = match (suggested, valid.into_iter().find(|valid| !valid.is_empty())) {
        (Some(suggested), _) => format!("是不是想写“{suggested}”？"),
        (None, Some(valid)) => format!("可以写的有：{}", valid.replace(", ", "、")),
        // what our own values say of themselves; the standard library speaks English
        (None, None) => std::error::Error::source(error)
            .map(ToString::to_string)
            .filter(|said| !said.is_ascii())
            .unwrap_or_else(|| "用法见 hongtou --help".to_owned()),
    };
    Diagnostic::error(codes::USAGE, Place::Program, message).hint(hint)
}
