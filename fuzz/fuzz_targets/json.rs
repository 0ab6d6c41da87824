//! Any bytes as JSON. Nothing panics; the tolerant reading agrees with the strict one where that one passes; every
//! span lies in the text.
#![no_main]

use jotsmith::json::{self, Node};
use jotsmith::limits::DEFECTS;
use jotsmith::reason::Severity;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reading = json::read(bytes);
    // The invalid byte and the fault that stopped the reading come on top of what was only noticed.
    assert!(reading.faults.len() <= DEFECTS + 2);
    if let Some(root) = &reading.root {
        covered(root, 0, bytes.len());
    }
    match json::parse(bytes) {
        Ok(tree) => {
            // A number that others would round is noticed, not refused.
            assert!(reading.faults.iter().all(|fault| fault.severity != Severity::Error));
            assert_eq!(reading.root.as_ref(), Some(tree.node()));
            let shorter = json::minified(&tree, bytes);
            assert!(shorter.len() <= bytes.len());
            assert!(json::parse(&shorter).is_ok());
        }
        Err(fault) => {
            assert!(fault.span.start <= fault.span.end && fault.span.end <= bytes.len());
            assert!(!reading.faults.is_empty());
        }
    }
});

/// Every node lies inside the one that holds it.
fn covered(node: &Node, start: usize, end: usize) {
    assert!(start <= node.span.start && node.span.start <= node.span.end && node.span.end <= end);
    for member in node.members() {
        assert!(node.span.start <= member.name_span.start && member.name_span.end <= member.value.span.start);
        covered(&member.value, node.span.start, node.span.end);
    }
    for element in node.elements() {
        covered(element, node.span.start, node.span.end);
    }
}
