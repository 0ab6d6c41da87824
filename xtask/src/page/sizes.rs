//! How many bytes a reader loads. The finished folder goes in; `sizes.json` and a few lines for people come out. The
//! budget itself is a test, `tests/e2e/budget`.

use crate::house;
use anyhow::Result;
use serde_json::Value;
use std::path::Path;

/// Node's own brotli at its best level, as a static host would store the files.
const MEASURE: &str = "\
const fs = require('node:fs'), zlib = require('node:zlib');
const sizes = {};
for (const name of fs.readdirSync('.').sort()) {
  if (name.endsWith('.json')) continue;
  const bytes = fs.readFileSync(name);
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 22,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  sizes[name] = { raw: bytes.length, brotli: zlib.brotliCompressSync(bytes, { params }).length };
}
fs.writeFileSync('sizes.json', JSON.stringify(sizes, null, 2) + '\\n');";

/// Writes `sizes.json`: for each file its bytes, raw and brotli.
pub(super) fn measure(folder: &Path) -> Result<()> {
    house::run(house::program("node").arg("-e").arg(MEASURE).current_dir(folder))
}

/// A line a file, and the sum of what is loaded first.
pub(super) fn show(folder: &Path) -> Result<()> {
    let sizes: Value = serde_json::from_str(&house::read(&folder.join("sizes.json"))?)?;
    let mut first = 0;
    for (name, size) in sizes.as_object().into_iter().flatten() {
        let (raw, brotli) = (bytes(size, "raw"), bytes(size, "brotli"));
        println!("  {name:<28} {raw:>9} bytes {brotli:>8} brotli");
        let on_need =
            ["examples.", "inside.", "extra.", "words."].iter().any(|start| name.starts_with(start));
        if !on_need && name != "jotsmith.html" && name != "licences.txt" {
            first += brotli;
        }
    }
    println!("  {:<28} {first:>24} brotli", "first load");
    Ok(())
}

fn bytes(size: &Value, name: &str) -> u64 {
    size.get(name).and_then(Value::as_u64).unwrap_or_default()
}
