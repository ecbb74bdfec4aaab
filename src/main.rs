fn main() {
    let t = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let s = hongtou::source::Source::new("campaign.yaml", t);
    match hongtou::load::campaign(&s) {
        Ok(c) => println!("{c:#?}"),
        Err(e) => for d in e { println!("{}\n", d.human(false)) },
    }
}
