//! What the program says, word for word: each case in `tests/cli/` is a command line with its output.

#[test]
fn the_program_says_what_the_cases_say() {
    trycmd::TestCases::new()
        .case("tests/cli/*.trycmd")
        .env("VIVA_DATA_DIR", "no-data")
        .env("VIVA_CONFIG", "config.toml")
        .env("NO_COLOR", "1");
}
