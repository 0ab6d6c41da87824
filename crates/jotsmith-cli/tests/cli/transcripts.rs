//! The transcripts of `tests/cmd/`: what is typed, what is answered, and the exit code. Standard output and standard
//! error stand in the order in which they were written; `streams.rs` holds them apart. No transcript depends on the clock.

#[test]
fn every_transcript_holds() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("TZ", "UTC")
        .env("COLUMNS", "100")
        .env("S", "a-secret-of-thirty-two-bytes-or-so")
        .case("tests/cmd/*/*.trycmd");
}

#[test]
fn the_readme_tells_the_truth() {
    trycmd::TestCases::new().env("NO_COLOR", "1").env("TZ", "UTC").case("../../README.md");
}
