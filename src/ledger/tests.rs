use proptest::prelude::*;

use super::*;
use crate::storage::Disk;

const HEAD: &str = "序,文号,标题,成文日期,收文,文件,活动,状态,备注";

fn subject(title: &str) -> Subject {
    Subject {
        title: title.to_owned(),
        date: "2026年3月5日".to_owned(),
        recipient: "石桥镇".to_owned(),
    }
}

fn next(file: &str) -> Claim {
    Claim {
        file: file.to_owned(),
        place: Place::Program,
        wanted: Wanted::Next("青溪府发".to_owned(), 2026),
        subject: subject(&format!("关于{file}的通知")),
    }
}

fn fixed(file: &str, serial: u32) -> Claim {
    Claim { wanted: Wanted::Fixed(number(serial)), ..next(file) }
}

fn number(serial: u32) -> DocNumber {
    DocNumber { code: "青溪府发".to_owned(), year: 2026, serial }
}

/// Numbers documents, and gives the serials with what was said.
fn numbered(ledger: &mut Ledger, campaign: &str, claims: &[Claim]) -> (Vec<u32>, String) {
    let mut told = Diagnostics::new();
    let numbers = ledger.number(campaign, claims, true, &mut told);
    told.extend(numbers.as_ref().err().cloned().into_iter().flatten());
    let said: Vec<String> = told.iter().map(ToString::to_string).collect();
    (numbers.unwrap_or_default().iter().map(|it| it.serial).collect(), said.join("\n"))
}

fn text(ledger: &mut Ledger) -> String {
    String::from_utf8(ledger.bytes().unwrap()).unwrap().trim_start_matches('\u{feff}').to_owned()
}

fn again(ledger: &mut Ledger) -> Ledger {
    Ledger::parse(FILE, &ledger.bytes().unwrap()).unwrap()
}

fn refused(text: &str) -> String {
    let found = Ledger::parse(FILE, text.as_bytes()).unwrap_err();
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_document_keeps_its_number() {
    let mut ledger = Ledger::new(FILE);
    let (given, _) = numbered(&mut ledger, "campaign", &["甲", "乙", "丙"].map(next));
    assert_eq!(given, [1, 2, 3]);
    let mut ledger = again(&mut ledger);
    let (given, said) = numbered(&mut ledger, "campaign", &["丙", "丁", "甲"].map(next));
    assert_eq!(given, [3, 4, 1]);
    insta::assert_snapshot!(said, @"提醒: 文号台账.csv F3: 台账里青溪府发〔2026〕2号“乙”，活动里已经没有这份文件；号留着，不给别的文件");
    insta::assert_snapshot!(text(&mut ledger), @r"
    序,文号,标题,成文日期,收文,文件,活动,状态,备注,第2版共4条
    1,青溪府发〔2026〕1号,关于甲的通知,2026年3月5日,石桥镇,甲,campaign,,
    2,青溪府发〔2026〕2号,关于乙的通知,2026年3月5日,石桥镇,乙,campaign,停用,
    3,青溪府发〔2026〕3号,关于丙的通知,2026年3月5日,石桥镇,丙,campaign,,
    4,青溪府发〔2026〕4号,关于丁的通知,2026年3月5日,石桥镇,丁,campaign,,
    ");
    // who comes back has his own number
    let mut ledger = again(&mut ledger);
    let (given, _) = numbered(&mut ledger, "campaign", &["甲", "乙", "丙", "丁"].map(next));
    assert_eq!(given, [1, 2, 3, 4]);
}

#[test]
fn campaigns_that_share_a_ledger_share_no_number() {
    let mut ledger = Ledger::new(FILE);
    assert_eq!(numbered(&mut ledger, "campaign", &[next("通知")]).0, [1]);
    assert_eq!(numbered(&mut ledger, "第二", &[next("通知")]).0, [2]);
    let mut ledger = again(&mut ledger);
    assert_eq!(numbered(&mut ledger, "第二", &[next("通知")]), (vec![2], String::new()));
    assert_eq!(numbered(&mut ledger, "campaign", &[next("通知")]), (vec![1], String::new()));
}

#[test]
fn fixed_numbers_are_entered_and_respected() {
    let mut ledger = Ledger::new(FILE);
    let (given, said) =
        numbered(&mut ledger, "campaign", &[next("乙"), fixed("甲", 1), next("丙")]);
    assert_eq!((given, said.as_str()), (vec![2, 1, 3], ""));
    let (_, said) = numbered(&mut ledger, "第二", &[fixed("丁", 2)]);
    insta::assert_snapshot!(said, @"错误: hongtou: 青溪府发〔2026〕2号在台账里已经给了“乙”（文号台账.csv B3）");
    let (_, said) = numbered(&mut ledger, "campaign", &[next("乙"), fixed("甲", 9), next("丙")]);
    insta::assert_snapshot!(said, @"提醒: hongtou: “甲”在台账里是青溪府发〔2026〕1号，活动里写的是青溪府发〔2026〕9号；原来的号留着，不给别的文件");
    // renamed, with the same number and the same title
    let renamed = Claim { file: "新甲".to_owned(), ..fixed("甲", 9) };
    let (_, said) = numbered(&mut ledger, "campaign", &[next("乙"), renamed, next("丙")]);
    insta::assert_snapshot!(said, @"提醒: 文号台账.csv F5: 青溪府发〔2026〕9号在台账里的文件“甲”改名为“新甲”");
    insta::assert_snapshot!(text(&mut again(&mut ledger)), @r"
    序,文号,标题,成文日期,收文,文件,活动,状态,备注,第2版共4条
    1,青溪府发〔2026〕1号,关于甲的通知,2026年3月5日,石桥镇,甲,campaign,停用,改用青溪府发〔2026〕9号
    2,青溪府发〔2026〕2号,关于乙的通知,2026年3月5日,石桥镇,乙,campaign,,
    3,青溪府发〔2026〕3号,关于丙的通知,2026年3月5日,石桥镇,丙,campaign,,
    4,青溪府发〔2026〕9号,关于甲的通知,2026年3月5日,石桥镇,新甲,campaign,,原名：甲
    ");
}

#[test]
fn what_changed_is_told() {
    let mut ledger = Ledger::new(FILE);
    numbered(&mut ledger, "campaign", &[next("甲"), next("乙")]);
    let other = Claim { subject: subject("关于防火的通知"), ..next("甲") };
    let (given, said) = numbered(&mut ledger, "campaign", &[other.clone(), next("乙")]);
    assert_eq!(given, [1, 2]);
    insta::assert_snapshot!(said, @"提醒: 文号台账.csv C2: 青溪府发〔2026〕1号在台账里的标题是“关于甲的通知”，现在是“关于防火的通知”");
    // under another name it is another document, and looks like the first
    let (given, said) = numbered(
        &mut ledger,
        "campaign",
        &[Claim { file: "新甲".to_owned(), ..other }, next("乙")],
    );
    assert_eq!(given, [3, 2]);
    insta::assert_snapshot!(said, @r"
    提醒: 文号台账.csv F2: “新甲”新编青溪府发〔2026〕3号；标题和收文相同的“甲”已经有青溪府发〔2026〕1号
    提醒: 文号台账.csv F2: 台账里青溪府发〔2026〕1号“甲”，活动里已经没有这份文件；号留着，不给别的文件
    ");
    assert_eq!(numbered(&mut ledger, "campaign", &[next("乙")]).0, [2]);
    insta::assert_snapshot!(text(&mut ledger), @r"
    序,文号,标题,成文日期,收文,文件,活动,状态,备注,第2版共3条
    1,青溪府发〔2026〕1号,关于防火的通知,2026年3月5日,石桥镇,甲,campaign,停用,原标题：关于甲的通知
    2,青溪府发〔2026〕2号,关于乙的通知,2026年3月5日,石桥镇,乙,campaign,,
    3,青溪府发〔2026〕3号,关于防火的通知,2026年3月5日,石桥镇,新甲,campaign,停用,
    ");
}

#[test]
fn reserved_and_void_numbers_are_nobodys() {
    let mut ledger = Ledger::new(FILE);
    ledger.reserve("青溪府发", 2026, 2, "办公室手工发文").unwrap();
    assert_eq!(numbered(&mut ledger, "campaign", &[next("甲"), fixed("乙", 2)]).0, [3, 2]);
    ledger.void(&number(3), "印错了").unwrap();
    insta::assert_snapshot!(ledger.void(&number(3), "").unwrap_err().iter().next().unwrap(), @"错误: 文号台账.csv H4: 青溪府发〔2026〕3号已经作废了");
    let (given, said) = numbered(&mut ledger, "campaign", &[next("甲"), fixed("乙", 2)]);
    assert_eq!(given, [4, 2]);
    insta::assert_snapshot!(said, @"提醒: 文号台账.csv H4: “甲”原来的青溪府发〔2026〕3号作废了，另编青溪府发〔2026〕4号");
    let (_, said) = numbered(&mut ledger, "campaign", &[fixed("甲", 3)]);
    insta::assert_snapshot!(said, @r"
    提醒: hongtou: “甲”在台账里是青溪府发〔2026〕4号，活动里写的是青溪府发〔2026〕3号；原来的号留着，不给别的文件
    错误: hongtou: 青溪府发〔2026〕3号已经作废，不能再用（台账 文号台账.csv H4）
    ");
    let mut ledger = again(&mut ledger);
    insta::assert_snapshot!(text(&mut ledger), @r"
    序,文号,标题,成文日期,收文,文件,活动,状态,备注,第2版共4条
    1,青溪府发〔2026〕1号,,,,,,预留,办公室手工发文
    2,青溪府发〔2026〕2号,关于乙的通知,2026年3月5日,石桥镇,乙,campaign,,办公室手工发文
    3,青溪府发〔2026〕3号,关于甲的通知,2026年3月5日,石桥镇,甲,campaign,作废,印错了
    4,青溪府发〔2026〕4号,关于甲的通知,2026年3月5日,石桥镇,甲,campaign,停用,改用青溪府发〔2026〕3号
    ");
    assert_eq!(ledger.gaps(), []);
}

#[test]
fn the_last_number_there_can_be_is_the_last() {
    let line = "青溪府发〔2026〕4294967295号,x,,,z";
    let mut ledger =
        Ledger::parse(FILE, format!("文号,标题,成文日期,收文,文件\n{line}\n").as_bytes()).unwrap();
    insta::assert_snapshot!(numbered(&mut ledger, "campaign", &[next("甲")]).1, @"错误: 文号台账.csv A2: 4294967295号之后编不下去了");
    assert!(!ledger.changed);
}

#[test]
fn a_ledger_of_the_first_version_is_read_and_upgraded() {
    let old = "\u{feff}文号,标题,成文日期,收文,文件\n\
        青溪府发〔2026〕1号,关于甲的通知,2026年3月5日,石桥镇,甲\n\
        青溪府发〔2026〕2号,关于001的通知,2026年3月5日,石桥镇,1\n\
        青溪府发〔2026〕3号,####,,=1号,'26年通知\n";
    let mut ledger = Ledger::parse(FILE, old.as_bytes()).unwrap();
    let (given, said) = numbered(
        &mut ledger,
        "campaign",
        &[next("甲"), next("001"), next("'26年通知"), next("丁")],
    );
    assert_eq!(given, [1, 2, 3, 4]);
    insta::assert_snapshot!(said, @r"
    提醒: 文号台账.csv E3: 台账里的文件名“1”是 Excel 改的，按“001”认
    提醒: 文号台账.csv B4: 青溪府发〔2026〕3号在台账里的标题是“####”，现在是“关于'26年通知的通知”
    ");
    insta::assert_snapshot!(text(&mut again(&mut ledger)), @r"
    文号,标题,成文日期,收文,文件,序,活动,状态,备注,第2版共4条
    青溪府发〔2026〕1号,关于甲的通知,2026年3月5日,石桥镇,甲,1,campaign,,
    青溪府发〔2026〕2号,关于001的通知,2026年3月5日,石桥镇,'001,2,campaign,,
    青溪府发〔2026〕3号,关于'26年通知的通知,2026年3月5日,石桥镇,''26年通知,3,campaign,,原标题：####
    青溪府发〔2026〕4号,关于丁的通知,2026年3月5日,石桥镇,丁,4,campaign,,
    ");
}

#[test]
fn what_people_do_to_a_ledger_is_read_where_it_is_certain() {
    let mut ledger = Ledger::new(FILE);
    numbered(&mut ledger, "campaign", &["甲", "3-5", "=1", "1.38E+10"].map(next));
    let written = text(&mut ledger);
    let known = |text: &str| -> Vec<(u32, String)> {
        let ledger = Ledger::parse(FILE, text.as_bytes()).unwrap();
        ledger.entries().map(|it| (it.number.serial, it.file.to_owned())).collect()
    };
    let right = known(&written);
    let mut lines: Vec<&str> = written.lines().collect();
    let joined = |lines: &[&str]| lines.join("\n") + "\n";
    assert_eq!(known(&written.replace('\n', "\r\n")), right);
    assert_eq!(known(&written.replace(',', "\t")), right);
    assert_eq!(known(&written.replace("〔2026〕3号", "〔2026〕\u{a0}3 号")), right);
    let (gb, _, _) = encoding_rs::GB18030.encode(&written);
    assert_eq!(Ledger::parse(FILE, &gb).unwrap().entries().count(), 4);
    lines.insert(2, "");
    lines.insert(2, ",,,,");
    lines.insert(2, "注：三月以前的在旧台账,,,,");
    assert_eq!(known(&joined(&lines)), right);
    lines[1..].reverse();
    assert_eq!(known(&joined(&lines)), right);
    // columns in another order, and one more
    let moved: Vec<String> = written
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let own = if at == 0 { "经办" } else { "王强" };
            let mut cells: Vec<&str> = line.split(',').collect();
            cells.resize(10, "");
            cells.rotate_left(3);
            format!("{own},{}\n", cells.join(","))
        })
        .collect();
    assert_eq!(known(&moved.concat()), right);
    let mut ledger = Ledger::parse(FILE, moved.concat().as_bytes()).unwrap();
    numbered(&mut ledger, "campaign", &["甲", "3-5", "=1", "1.38E+10", "戊"].map(next));
    insta::assert_snapshot!(text(&mut ledger), @r"
    经办,成文日期,收文,文件,活动,状态,备注,,序,文号,标题,第2版共5条
    王强,2026年3月5日,石桥镇,甲,campaign,,,,1,青溪府发〔2026〕1号,关于甲的通知
    王强,2026年3月5日,石桥镇,'3-5,campaign,,,,2,青溪府发〔2026〕2号,关于3-5的通知
    王强,2026年3月5日,石桥镇,'=1,campaign,,,,3,青溪府发〔2026〕3号,关于=1的通知
    王强,2026年3月5日,石桥镇,'1.38E+10,campaign,,,,4,青溪府发〔2026〕4号,关于1.38E+10的通知
    ,2026年3月5日,石桥镇,戊,campaign,,,,5,青溪府发〔2026〕5号,关于戊的通知
    ");
    // a line of a person's, without 序
    let own = format!("{written},青溪府发〔2026〕9号,关于手工发文的通知,,,,,,\n");
    let mut ledger = Ledger::parse(FILE, own.as_bytes()).unwrap();
    assert_eq!(numbered(&mut ledger, "第二", &[next("己")]).0, [10]);
    assert_eq!(ledger.gaps(), [(number(5), number(8))]);
}

#[test]
fn what_is_not_certain_is_told_at_its_cell() {
    let line = |order: u32, rest: &str| format!("{order},青溪府发〔2026〕{rest}");
    let all = |lines: &[String]| format!("{HEAD},第2版共3条\n{}\n", lines.join("\n"));
    let [a, b, c] =
        [line(1, "1号,a,,,甲,x,,"), line(2, "2号,b,,,乙,x,,"), line(3, "3号,c,,,丙,x,,")];
    let with = |other: &str| all(&[a.clone(), other.to_owned(), c.clone()]);
    insta::assert_snapshot!(refused(""), @"错误: 文号台账.csv: 台账是空的，再编就从头编起了");
    insta::assert_snapshot!(refused("\u{feff}\n\n"), @"错误: 文号台账.csv: 台账是空的，再编就从头编起了");
    insta::assert_snapshot!(refused("序号,标题\n1,2\n"), @r"
    错误: 文号台账.csv A1: 这不是文号台账：第一行里没有“文号”这一列
    错误: 文号台账.csv A1: 这不是文号台账：第一行里没有“文件”这一列
    ");
    insta::assert_snapshot!(refused("文号,文件,文件\n"), @"错误: 文号台账.csv C1: 台账里有两列都叫“文件”");
    insta::assert_snapshot!(refused(all(&[a.clone(), b.clone(), c.clone()]).trim_end()), @"错误: 文号台账.csv A4: 台账的最后一行没有写完，后面的可能丢了");
    insta::assert_snapshot!(refused(&all(&[a.clone(), c.clone()])), @"错误: 文号台账.csv A2: 台账少了序2这一行");
    insta::assert_snapshot!(refused(&all(&[a.clone(), b.clone()])), @"错误: 文号台账.csv A3: 台账少了序3这一行");
    insta::assert_snapshot!(refused(&with(&line(2, "1号,b,,,乙,x,,"))), @"错误: 文号台账.csv B3: 台账里“青溪府发〔2026〕1号”出现了两次，另一行在 文号台账.csv B2");
    insta::assert_snapshot!(refused(&with(&line(1, "2号,b,,,乙,x,,"))), @"错误: 文号台账.csv A3: 有两行的“序”都是1");
    insta::assert_snapshot!(refused(&with(&line(2, "2号,b,,,甲,x,,"))), @"错误: 文号台账.csv F3: 台账里“甲”有两个文号，另一行在 文号台账.csv F2");
    insta::assert_snapshot!(refused(&with("2,5号,b,,,乙,x,,")), @"错误: 文号台账.csv B3: “5号”不是发文字号");
    insta::assert_snapshot!(refused(&with(",,说明,,,,,,")), @"错误: 文号台账.csv C3: 这一行没有文号");
    insta::assert_snapshot!(refused(&with(&line(2, "2号,b,,,乙,x,作费,"))), @"错误: 文号台账.csv H3: 没有“作费”这种状态");
    insta::assert_snapshot!(refused(&with(&line(2, "2号,b,,,?乡,x,,"))), @"错误: 文号台账.csv F3: 文件名里的“?”是另存时丢了的字");
    insta::assert_snapshot!(refused(&with(&line(2, "2号,b,c,d,e,乙,x,,,,f"))), @"错误: 文号台账.csv L3: 这一行比表头多出一格");
    insta::assert_snapshot!(refused(&with(&line(2, "2号,\"b,,,乙,x,,"))), @"错误: 文号台账.csv C3: 引号没有成对，后面的内容都被当成了同一格");
    insta::assert_snapshot!(refused(&all(&[a]).replace("第2版", "第3版")), @"错误: 文号台账.csv J1: 这是第3版的台账，这个程序只认到第2版");
}

#[test]
fn builds_at_once_neither_lose_nor_double_a_number() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    let give = |name: String| {
        let mut held = Held::open(&Disk::shared(), &path).unwrap();
        let (given, _) = numbered(&mut held.ledger, &name, &[next("通知")]);
        held.save().unwrap();
        given[0]
    };
    let mut given: Vec<u32> = std::thread::scope(|scope| {
        let give = &give;
        let build = |at: usize| {
            scope.spawn(move || (0..20).map(|n| give(format!("{at}-{n}"))).collect::<Vec<_>>())
        };
        let builds: Vec<_> = (0..4).map(build).collect();
        builds.into_iter().flat_map(|build| build.join().unwrap()).collect()
    });
    given.sort_unstable();
    assert_eq!(given, (1..=80).collect::<Vec<_>>());
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_refused_at_once() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let (path, shared) = (folder.path().join(FILE), folder.path().join("全机关.csv"));
    output::replace(&shared, "文号,文件\n".as_bytes()).unwrap();
    symlink(&shared, &path).unwrap();
    let said = Ledger::read(&Disk, &path).unwrap_err();
    assert!(said.iter().next().unwrap().message.contains("链接"));
    std::fs::remove_file(&path).unwrap();
    symlink("/dev/zero", &path).unwrap();
    assert!(Ledger::read(&Disk, &path).is_err());
    std::fs::remove_file(&path).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    assert!(Ledger::read(&Disk, &path).is_err());
    std::fs::remove_file(&path).unwrap();
    // what a lock points to stays as it is
    let precious = folder.path().join("要紧的");
    output::replace(&precious, b"1").unwrap();
    symlink(&precious, folder.path().join(".文号台账.csv.lock")).unwrap();
    assert!(Held::open(&Disk::shared(), &path).is_err());
    assert_eq!(std::fs::read(&precious).unwrap(), b"1");
}

proptest! {
    #[test]
    fn cells_come_back_as_they_were_written(file in r#"[=+@'"，,;a-zA-Z0-9 \t\u{a0}.#\n甲-]{1,8}"#, title in "[^\u{0}-\u{1f}\u{7f}-\u{9f}]{0,9}") {
        prop_assume!(!file.trim().is_empty());
        let mut ledger = Ledger::new(FILE);
        let claim = Claim { subject: subject(&title), ..next(&file) };
        numbered(&mut ledger, "campaign", &[claim]);
        let read = again(&mut ledger);
        let entry = read.entries().next().unwrap();
        prop_assert_eq!(entry.file, file);
        prop_assert_eq!(entry.title, title);
    }

    #[test]
    fn any_bytes_are_a_ledger_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(mut ledger) = Ledger::parse(FILE, &bytes) {
            let numbers = |ledger: &Ledger| ledger.entries().map(|it| it.number.to_string()).collect::<Vec<_>>();
            prop_assert_eq!(numbers(&again(&mut ledger)), numbers(&ledger));
        }
    }
}
