//! Every argument of the program.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::builder::styling::Styles;
use clap::{Parser, Subcommand, ValueEnum};

use crate::press::Shard;
use crate::schema::Kind;
use crate::write::Format;

const HELP: &str = "\
{about}

用法：{usage}

{all-args}";

/// 把一份活动数据变成红头文件（PDF 和 DOCX）
#[derive(Debug, Parser)]
#[command(
    name = "hongtou",
    version,
    help_template = HELP,
    styles = Styles::plain(),
    subcommand_help_heading = "命令",
    next_help_heading = "选项",
    subcommand_value_name = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 从样板新建一个活动
    #[command(help_template = HELP, override_usage = "hongtou new [样板] [文件夹] [选项]")]
    New(NewOptions),
    /// 生成文件
    #[command(help_template = HELP, override_usage = "hongtou build [活动] [选项]")]
    Build(BuildOptions),
    /// 保存一次重做一次，并说明改了什么
    #[command(help_template = HELP, override_usage = "hongtou watch [活动] [选项]")]
    Watch(BuildOptions),
    /// 只检查，不写文件：一次说出活动里的全部毛病；不是活动的文字（txt、md）也能查
    #[command(help_template = HELP, override_usage = "hongtou check [活动] [选项]\n　　　hongtou check 文件.txt|文件.md|- [选项]")]
    Check(CheckArguments),
    /// 说明一条规则或者一种消息：查什么，依据什么，错的和对的例子
    #[command(help_template = HELP, override_usage = "hongtou explain [规则] [选项]")]
    Explain(ExplainOptions),
    /// 名单：比较两版，起草调整通知
    #[command(subcommand, help_template = HELP, subcommand_value_name = "命令", subcommand_help_heading = "命令")]
    Roster(RosterCommand),
    /// 文号台账：列出、核对、预留、作废
    #[command(subcommand, help_template = HELP, subcommand_value_name = "命令", subcommand_help_heading = "命令")]
    Ledger(LedgerCommand),
    /// 把几台机器各做一部分的结果（--report 写的文件）合在一起
    #[command(help_template = HELP, override_usage = "hongtou report 文件... [选项]")]
    Report(ReportOptions),
    /// 看每种字体会用哪个字库文件
    #[command(help_template = HELP, override_usage = "hongtou fonts [选项]")]
    Fonts(FontOptions),
    /// 写出活动文件里能写什么（JSON Schema），编辑器照它补全和检查
    #[command(help_template = HELP, override_usage = "hongtou schema [种类] [选项]")]
    Schema(SchemaOptions),
    /// 写出命令行的补全脚本
    #[command(help_template = HELP, override_usage = "hongtou completions 外壳 [选项]")]
    Completions(CompletionOptions),
    /// 写出手册页
    #[command(help_template = HELP, override_usage = "hongtou man [选项]")]
    Man(ManOptions),
}

impl Command {
    /// What it says of the campaign, or of the text, that it looks at.
    pub(super) fn campaign(&self) -> Option<&CheckOptions> {
        match self {
            Self::Build(options) | Self::Watch(options) => Some(&options.what),
            // a list for a person is no message about the campaign
            Self::Check(arguments) if arguments.list.is_none() => Some(&arguments.what),
            _ => None,
        }
    }
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct NewOptions {
    /// 哪个样板，不写就在终端上选
    #[arg(value_name = "样板", help_heading = "参数")]
    pub template: Option<String>,
    /// 写进哪个文件夹，不写就用样板的名字
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub folder: Option<PathBuf>,
    /// 列出全部样板
    #[arg(long)]
    pub list: bool,
    /// 直接回答，可以写几次，例如 --set 名称=石溪镇人民政府
    #[arg(long, value_name = "键=值")]
    pub set: Vec<String>,
    /// 回答写在这个文件里（YAML）
    #[arg(long, value_name = "文件")]
    pub answers: Option<PathBuf>,
    /// 全部填上例子，做一份能看的
    #[arg(long, conflicts_with_all = ["set", "answers"])]
    pub example: bool,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch on the command line")]
pub(super) struct BuildOptions {
    #[command(flatten)]
    pub what: CheckOptions,
    /// 生成哪几种格式：pdf、docx，用逗号隔开，不写就都生成
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        default_value = "pdf,docx",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: Vec<Format>,
    /// 放到哪个文件夹，不写就是这里的 out
    #[arg(long, value_name = "文件夹", default_value = "out", hide_default_value = true)]
    pub out: PathBuf,
    /// 套打：红色部分已经印在纸上，只打其余部分；文件名后面加“（套打）”
    #[arg(long)]
    pub preprinted: bool,
    /// 另把全部 PDF 合成一本（每份从正面开始），并列出分发清单（xlsx 和 PDF）
    #[arg(long)]
    pub merge: bool,
    /// 没有变化的也重新生成
    #[arg(long)]
    pub force: bool,
    /// 只说哪些要重做、为什么，不写文件
    #[arg(long, conflicts_with_all = ["merge", "force"])]
    pub dry_run: bool,
    /// 只做附件，每个附件另成文件，左上角标发文字号和附件号
    #[arg(long)]
    pub appendices: bool,
    /// 只做其中一部分，例如 2/8 是八台机器里的第二台；名字和文号与一台做完时相同
    #[arg(long, value_name = "第几/共几", value_parser = shard)]
    pub shard: Option<Shard>,
    /// 把每一份的结果写进这个文件（JSON）
    #[arg(long, value_name = "文件")]
    pub report: Option<PathBuf>,
}

fn shard(text: &str) -> Result<Shard, String> {
    let parts =
        text.split_once('/').and_then(|(nth, of)| Some((nth.parse().ok()?, of.parse().ok()?)));
    parts
        .and_then(|(nth, of)| Shard::new(nth, of))
        .ok_or_else(|| "写成 第几/共几，例如：2/8".to_owned())
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub of: CampaignArgument,
    /// 只做这几份文件，写它们的“名”
    #[arg(long, value_name = "名", num_args = 1.., value_delimiter = ',')]
    pub only: Vec<String>,
    /// 还有【待填：……】的也做，每页标“草稿”
    #[arg(long)]
    pub draft: bool,
    /// 同时做几份，不写就用全部处理器
    #[arg(long, value_name = "数")]
    pub jobs: Option<NonZeroUsize>,
    /// 不一份一份地说，只说错误、提醒和最后的总数
    #[arg(long)]
    pub quiet: bool,
    /// 错误和提醒怎么说：人读（不写就是它）、简短（一行一条）、json、sarif（给编辑器和别的程序）
    #[arg(
        long,
        value_name = "样子",
        default_value = "人读",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub message_format: MessageFormat,
    #[command(flatten)]
    pub fonts: FontOptions,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub what: CheckOptions,
    /// 列出发文以前要由人核对的事，每件写明依据；写文种（例如 通知）就列那一种公文的，不写就列活动里各份文件的
    #[arg(
        long,
        value_name = "文种",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with_all = ["only", "fix"]
    )]
    pub list: Option<String>,
    /// 先把有定准的毛病改好：标点、数字和手打的序号；改哪几处先列出来，问过再改
    #[arg(long)]
    pub fix: bool,
    /// 不问，就改
    #[arg(long, requires = "fix")]
    pub yes: bool,
}

/// How messages are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// Drawn, with the line they are about.
    #[default]
    #[value(name = "人读", alias = "human")]
    Human,
    /// One line each.
    #[value(name = "简短", alias = "short")]
    Short,
    /// A JSON array on standard output, one message a line.
    Json,
    /// A SARIF log on standard output.
    Sarif,
}

impl CheckOptions {
    /// Whether what is named is a text by itself and no campaign: a `.txt` or `.md`, or `-` for standard input.
    pub(super) fn is_text(&self) -> bool {
        let named = &self.of.campaign;
        let ending = named.extension().unwrap_or_default().to_ascii_lowercase();
        named.as_os_str() == "-" || ending == "txt" || ending == "md"
    }
}

impl MessageFormat {
    /// Whether standard output is for another program.
    pub(super) fn is_data(self) -> bool {
        matches!(self, Self::Json | Self::Sarif)
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum RosterCommand {
    /// 两版名单有哪些不同
    #[command(help_template = HELP, override_usage = "hongtou roster diff 原来 现在 [选项]")]
    Diff(DiffOptions),
    /// 按名单的变动起草“关于调整……成员的通知”
    #[command(help_template = HELP, override_usage = "hongtou roster notice [活动] [文件夹] [选项]")]
    Notice(NoticeOptions),
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct DiffOptions {
    /// 原来的名单：文件，或 git 的版本，例如 HEAD~1:名单/领导小组.xlsx
    #[arg(value_name = "原来", help_heading = "参数")]
    pub old: String,
    /// 现在的名单
    #[arg(value_name = "现在", help_heading = "参数")]
    pub new: String,
    /// 工作表的名字，不写就是第一个
    #[arg(long, value_name = "工作表")]
    pub sheet: Option<String>,
    /// 怎么列：text 一行一处，table 表格，json 给别的程序用
    #[arg(
        long,
        value_name = "样子",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: DiffForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffForm {
    Text,
    Table,
    Json,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct NoticeOptions {
    #[command(flatten)]
    pub of: CampaignArgument,
    /// 通知写进哪个文件夹，不写就是“调整”加名单的名字
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub folder: Option<PathBuf>,
    /// 哪个名单，只有一个时不用写
    #[arg(long, value_name = "名单")]
    pub roster: Option<String>,
    /// 和哪一版比：文件、git 版本，或记下的第几版；不写就是最近一次不同的
    #[arg(long, value_name = "原来")]
    pub since: Option<String>,
    /// 生成的文件在哪个文件夹，不写就是这里的 out
    #[arg(long, value_name = "文件夹", default_value = "out", hide_default_value = true)]
    pub out: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(super) enum LedgerCommand {
    /// 列出台账里的号
    #[command(help_template = HELP, override_usage = "hongtou ledger list [活动] [选项]")]
    List(CampaignArgument),
    /// 核对台账和活动：重号、空号、改了的标题、已经没有的文件；不写文件
    #[command(help_template = HELP, override_usage = "hongtou ledger check [活动] [选项]")]
    Check(LedgerCheckOptions),
    /// 预留接下来的几个号，给手工发的或以后发的文件
    #[command(help_template = HELP, override_usage = "hongtou ledger reserve 几个 [活动] [选项]")]
    Reserve(ReserveOptions),
    /// 作废一个号：这一行留着，号不再给别人
    #[command(help_template = HELP, override_usage = "hongtou ledger void 文号 [活动] [选项]")]
    Void(VoidOptions),
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct CampaignArgument {
    /// 活动文件夹或活动文件，不写就是这里的 campaign.yaml
    #[arg(
        value_name = "活动",
        help_heading = "参数",
        default_value = "campaign.yaml",
        hide_default_value = true
    )]
    pub campaign: PathBuf,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct LedgerCheckOptions {
    #[command(flatten)]
    pub of: CampaignArgument,
    /// 生成的文件在哪个文件夹，不写就是这里的 out
    #[arg(long, value_name = "文件夹", default_value = "out", hide_default_value = true)]
    pub out: PathBuf,
    #[command(flatten)]
    pub fonts: FontOptions,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ReserveOptions {
    /// 几个
    #[arg(value_name = "几个", help_heading = "参数", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub count: u32,
    #[command(flatten)]
    pub of: CampaignArgument,
    /// 为什么，写进备注
    #[arg(long, value_name = "原因", default_value = "", hide_default_value = true)]
    pub why: String,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct VoidOptions {
    /// 哪个号：5，或写全的 青溪府发〔2026〕5号
    #[arg(value_name = "文号", help_heading = "参数")]
    pub number: String,
    #[command(flatten)]
    pub of: CampaignArgument,
    /// 为什么，写进备注
    #[arg(long, value_name = "原因", default_value = "", hide_default_value = true)]
    pub why: String,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ExplainOptions {
    /// 规则的名字，消息的方括号里写着；不写就列出全部
    #[arg(value_name = "规则", help_heading = "参数")]
    pub code: Option<String>,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ReportOptions {
    /// 各部分的结果
    #[arg(value_name = "文件", help_heading = "参数", required = true)]
    pub reports: Vec<PathBuf>,
    /// 合好的结果写进这个文件
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct FontOptions {
    /// 程序附带的字体在哪个文件夹
    #[arg(long, value_name = "文件夹", env = crate::fonts::VARIABLE, hide_env = true)]
    pub fonts: Option<PathBuf>,
    /// 只用程序附带的字体，在哪台机器上结果都一样
    #[arg(long)]
    pub fonts_only: bool,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct SchemaOptions {
    /// 活动、名单（YAML 的）、对象（逐一生成用的表，YAML 的），不写就是活动
    #[arg(
        value_name = "种类",
        help_heading = "参数",
        default_value = "活动",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub kind: SchemaKind,
    /// 写进这个文件，不写就印在屏幕上
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaKind {
    #[value(name = "活动")]
    Campaign,
    #[value(name = "名单")]
    Roster,
    #[value(name = "对象")]
    Recipients,
    #[value(name = "用语")]
    Words,
}

impl From<SchemaKind> for Kind {
    fn from(kind: SchemaKind) -> Self {
        match kind {
            SchemaKind::Campaign => Self::Campaign,
            SchemaKind::Roster => Self::Roster,
            SchemaKind::Recipients => Self::Recipients,
            SchemaKind::Words => Self::Words,
        }
    }
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct CompletionOptions {
    /// 哪种外壳：bash、zsh、fish、powershell、elvish
    #[arg(value_name = "外壳", help_heading = "参数", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ManOptions {
    /// 一个命令一页，放到这个文件夹，不写就都印在屏幕上
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
}

/// The formats of outputs by the endings of their files.
impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.ending()))
    }
}

impl FontOptions {
    pub(super) fn options(&self) -> crate::fonts::Options {
        crate::fonts::Options { folder: self.fonts.clone(), shipped_only: self.fonts_only }
    }
}
