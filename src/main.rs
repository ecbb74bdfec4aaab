//! The program `hongtou`; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    hongtou::cli::run(std::env::args_os())
}
