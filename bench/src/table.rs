//! What a person sees, and the file for programs.

use crate::goals::Row;
use crate::harness::Measured;
use anyhow::{Context as _, Result};
use serde_json::json;
use std::fmt::Write as _;
use std::path::Path;

/// The rows as a table in Markdown.
pub fn markdown(rows: &[Row]) -> String {
    let mut text = String::from(
        "| | case | ours | peer or floor | ratio | goal | met |\n|---|---|---|---|---:|---:|---|\n",
    );
    for row in rows {
        let ours = format!("{} {}", row.ours, times(row.ours_minimum, row.ours_median));
        let other = if row.other.is_empty() {
            String::new()
        } else {
            format!("{} {}", row.other, times(row.other_minimum, row.other_median))
        };
        let met = match row.met {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "",
        };
        // Writing to a String cannot fail.
        _ = writeln!(
            text,
            "| {} | {} | {ours} | {other} | {} | {} | {met} |",
            row.goal, row.case, row.result, row.wanted
        );
    }
    text
}

/// Every side that was measured, as a table in Markdown.
pub fn sides(measured: &[Measured]) -> String {
    let mut text =
        String::from("| case | side | minimum | median | allocations |\n|---|---|---:|---:|---:|\n");
    for side in measured {
        _ = writeln!(
            text,
            "| {} | {} | {} | {} | {:.1} |",
            side.case,
            side.side,
            time(side.minimum),
            time(side.median),
            side.allocations
        );
    }
    text
}

/// Writes rows and sides as JSON.
pub fn write(path: &Path, rounds: usize, rows: &[Row], measured: &[Measured]) -> Result<()> {
    let sides: Vec<_> = measured
        .iter()
        .map(|side| {
            json!({
                "case": side.case,
                "side": side.side,
                "minimum_ns": side.minimum,
                "median_ns": side.median,
                "allocations": side.allocations,
                "peak_kib": side.peak_kib,
            })
        })
        .collect();
    let all = json!({ "rounds": rounds, "rows": rows, "sides": sides });
    let text = serde_json::to_string_pretty(&all)?;
    std::fs::write(path, text + "\n").with_context(|| format!("cannot write {}", path.display()))
}

fn times(minimum: f64, median: f64) -> String {
    format!("{} ({})", time(minimum), time(median))
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 10_000.0 => format!("{ns:.0} ns"),
        ns if ns < 10_000_000.0 => format!("{:.1} us", ns / 1e3),
        ns => format!("{:.1} ms", ns / 1e6),
    }
}
