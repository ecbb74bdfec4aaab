//! The ledger: a file that is read and written again says the same, and is written the same.

use hongtou::internals::ledger::Ledger;

use super::made_or_told;

pub(super) fn run(bytes: &[u8]) {
    let Some(mut ledger) = made_or_told(Ledger::parse("文号台账.csv", bytes)) else { return };
    let written = ledger.bytes().unwrap();
    let Some(mut again) = made_or_told(Ledger::parse("文号台账.csv", &written)) else {
        panic!("what was written is refused: {}", String::from_utf8_lossy(&written));
    };
    let entries =
        |ledger: &Ledger| ledger.entries().map(|entry| format!("{entry:?}")).collect::<Vec<_>>();
    assert_eq!(entries(&ledger), entries(&again));
    assert_eq!(ledger.gaps().len(), again.gaps().len());
    // what people left behind the last column may go at the first writing, and nothing at the next
    let settled = again.bytes().unwrap();
    let mut once_more = Ledger::parse("文号台账.csv", &settled).unwrap();
    assert_eq!(
        String::from_utf8_lossy(&settled),
        String::from_utf8_lossy(&once_more.bytes().unwrap())
    );
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let now = "\u{feff}序,文号,标题,成文日期,收文,文件,活动,状态,备注,第2版共2条\n\
        1,青溪府发〔2026〕1号,关于做好防汛工作的通知,2026年3月5日,各乡镇人民政府,通知,防汛,,\n\
        2,青溪府发〔2026〕2号,\"关于\"\"三夏\"\"的通知\",,云岭镇,通知-云岭镇,三夏,作废,重发\n";
    let before =
        "代字,年,号,标题,主送,文件\n青溪府发,2026,1,关于做好防汛工作的通知,各乡镇人民政府,通知\n";
    let mut seeds = vec![now.into(), before.into(), Ledger::new("文号台账.csv").bytes().unwrap()];
    seeds.extend(super::contents("台账.csv"));
    seeds
}
