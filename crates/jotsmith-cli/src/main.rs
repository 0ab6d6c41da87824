//! The command line of Jotsmith.

fn main() {}
