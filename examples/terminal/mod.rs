//! Prints for the terminal that the example runs in; what is piped elsewhere is plain text of any width.

use std::{
    env,
    fmt::Display,
    io::{IsTerminal, Write, stdout},
};

use opiograph::Terminal;

/// Fits the width of `COLUMNS` or of the terminal; colours only for a terminal, and not where `NO_COLOR` is set.
fn terminal() -> Terminal {
    let mut terminal = Terminal::new();
    let on_screen = stdout().is_terminal();
    let asked = env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let seen = || terminal_size::terminal_size_of(stdout()).map(|(width, _)| width.0.into());
    if let Some(width) = asked.or_else(seen) {
        terminal = terminal.width(width);
    }
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let plain = set("NO_COLOR") || env::var_os("TERM").is_some_and(|t| t == "dumb");
    terminal.colour(on_screen && !plain)
}

/// Prints a result. A reader that has seen enough, such as `head`, ends the example.
pub fn print(result: impl Display) {
    if writeln!(stdout(), "{}", terminal().render(&result)).is_err() {
        std::process::exit(0);
    }
}

/// As `println!`, for the terminal that there is.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::terminal::print(format_args!($($words)*))
    };
}
pub(crate) use say;
