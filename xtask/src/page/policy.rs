//! What the browser is told that the page may do: the one copy of the policy. It goes out as `headers.json` for
//! whoever serves the page, and as `<meta>` for hosts that send no headers. The reasons are in ARCHITECTURE.md.

use anyhow::Result;
use serde_json::json;

/// Directives that hold in a header and in a `<meta>` alike.
const EVERYWHERE: &str =
    "form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types jotsmith";

/// The page that a server sends, without `connect-src` and `frame-ancestors`.
const SERVED: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; \
                      worker-src 'self'; manifest-src 'self'";

/// Browser features that no page of ours uses.
const FORBIDDEN_FEATURES: &[&str] = &[
    "accelerometer",
    "ambient-light-sensor",
    "attribution-reporting",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "compute-pressure",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "web-share",
    "window-management",
    "xr-spatial-tracking",
];

/// The policy of the served page, for its `<meta>`: `frame-ancestors` counts in a header only.
pub(super) fn served_meta() -> String {
    format!("{SERVED}; connect-src 'none'; {EVERYWHERE}")
}

/// The policy of the single file: its one script and its one style sheet, by their digests, and no host at all.
pub(super) fn single_meta(script_sha256: &str, style_sha256: &str) -> String {
    format!(
        "default-src 'none'; script-src 'sha256-{script_sha256}' 'wasm-unsafe-eval'; \
         style-src 'sha256-{style_sha256}'; img-src data:; worker-src blob:; connect-src 'none'; {EVERYWHERE}"
    )
}

/// `headers.json`: the headers of every answer, and those that replace them for `sw.js`.
pub(super) fn headers_json() -> Result<String> {
    let features: Vec<String> = FORBIDDEN_FEATURES.iter().map(|name| format!("{name}=()")).collect();
    let permissions = format!("{}, clipboard-read=(self), clipboard-write=(self)", features.join(", "));
    let page = format!("{SERVED}; connect-src 'none'; frame-ancestors 'none'; {EVERYWHERE}");
    // The service worker fetches the listed files of its own host, and that is all it may reach.
    let worker = format!("{SERVED}; connect-src 'self'; frame-ancestors 'none'; {EVERYWHERE}");
    let headers = json!({
        "all": [
            ["Content-Security-Policy", page],
            ["Referrer-Policy", "no-referrer"],
            ["Cross-Origin-Opener-Policy", "same-origin"],
            ["Cross-Origin-Resource-Policy", "same-origin"],
            ["X-Content-Type-Options", "nosniff"],
            ["X-DNS-Prefetch-Control", "off"],
            ["Permissions-Policy", permissions],
            ["Cache-Control", "no-cache"],
        ],
        "sw.js": [["Content-Security-Policy", worker]],
    });
    Ok(serde_json::to_string_pretty(&headers)? + "\n")
}
