//! The URL of a request as a DPoP proof names it: without query and fragment, compared after the normalisation of RFC
//! 3986 sections 6.2.2 (case, percent-encoding, dot segments) and 6.2.3 (scheme, default port, empty path).

/// A URL that was taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Scheme, host, port and path in their one spelling.
    pub(super) normal: String,
    /// The same as it was written, without query and fragment.
    pub(super) written: String,
    /// Whether a query or a fragment was cut off.
    pub(super) is_cut: bool,
}

impl Target {
    /// Takes an absolute http or https URL apart; else says why it is none.
    pub(super) fn parse(url: &str) -> Result<Self, &'static str> {
        if url.bytes().any(|byte| !byte.is_ascii_graphic() || b"\"<>\\^`{|}".contains(&byte)) {
            return Err("it holds a character that no URL has");
        }
        let (scheme, rest) = url.split_once("://").ok_or("it is no absolute URL")?;
        let scheme = scheme.to_ascii_lowercase();
        let default_port = match scheme.as_str() {
            "http" => "80",
            "https" => "443",
            _ => return Err("it is neither http nor https"),
        };
        let end = rest.find(['?', '#']).unwrap_or(rest.len());
        let (kept, cut) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let (authority, path) = match kept.find('/').and_then(|at| kept.split_at_checked(at)) {
            Some(parts) => parts,
            None => (kept, ""),
        };
        if authority.contains('@') {
            return Err("it has a user part");
        }
        let after_address = authority.rfind(']').map_or(0, |at| at + 1);
        let colon = authority.rfind(':').filter(|at| *at >= after_address);
        let (host, port) = match colon.and_then(|at| authority.split_at_checked(at)) {
            Some((host, port)) => (host, port.trim_start_matches(':')),
            None => (authority, ""),
        };
        if host.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("it names no host");
        }
        let host = unescaped(&host.to_ascii_lowercase())?.to_ascii_lowercase();
        let port = if port.is_empty() || port == default_port { String::new() } else { format!(":{port}") };
        let normal = format!("{scheme}://{host}{port}{}", without_dots(&unescaped(path)?));
        let written = url.get(..url.len() - cut.len()).unwrap_or(url).to_owned();
        Ok(Self { normal, written, is_cut: !cut.is_empty() })
    }
}

/// Percent-encoding in its one spelling: unreserved characters as themselves, the others with large digits.
fn unescaped(text: &str) -> Result<String, &'static str> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let digits = after.get(..2).ok_or("it has a % without two digits")?;
        let byte = Some(digits)
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .ok_or("it has a % without two digits")?;
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&digits.to_ascii_uppercase());
        }
        rest = after.get(2..).unwrap_or_default();
    }
    out.push_str(rest);
    Ok(out)
}

/// The path without `.` and `..` (RFC 3986 section 5.2.4); an empty one is `/`.
fn without_dots(path: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    out.pop();
                }
                if is_last {
                    out.push("");
                }
            }
            segment => out.push(segment),
        }
    }
    format!("/{}", out.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(url: &str) -> Result<String, &'static str> {
        Target::parse(url).map(|target| target.normal)
    }

    #[test]
    fn one_target_has_one_spelling() {
        for url in [
            "https://server.example.com/token",
            "HTTPS://Server.Example.COM:443/token",
            "https://server.example.com:/a/../%74oken",
            "https://server.example.com/./token?x=1#y",
        ] {
            assert_eq!(normal(url), Ok("https://server.example.com/token".into()), "{url}");
        }
        for (url, expected) in [
            ("http://a", "http://a/"),
            ("http://a:80", "http://a/"),
            ("http://a:443/", "http://a:443/"),
            ("https://a:80/", "https://a:80/"),
            ("https://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
            ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
            ("https://a/b%2fc", "https://a/b%2Fc"),
            ("https://a/b//c/", "https://a/b//c/"),
            ("https://a/b/..", "https://a/"),
            ("https://a/b/.", "https://a/b/"),
            ("https://a/../../b", "https://a/b"),
            ("https://a/%7Euser", "https://a/~user"),
        ] {
            assert_eq!(normal(url), Ok(expected.into()), "{url}");
        }
        assert_ne!(normal("https://a/B"), normal("https://a/b"));
    }

    #[test]
    fn what_is_no_url_of_a_request_is_refused() {
        for (url, why) in [
            ("/token", "it is no absolute URL"),
            ("ftp://a/", "it is neither http nor https"),
            ("https:///token", "it names no host"),
            ("https://a:b/", "it names no host"),
            ("https://user@a/", "it has a user part"),
            ("https://a/%4", "it has a % without two digits"),
            ("https://a/%+1", "it has a % without two digits"),
            ("https://a/b c", "it holds a character that no URL has"),
            ("https://a/ü", "it holds a character that no URL has"),
        ] {
            assert_eq!(normal(url), Err(why), "{url}");
        }
    }

    #[test]
    fn query_and_fragment_are_cut_off_and_told() {
        let target = Target::parse("https://A/b?c#d").unwrap();
        assert_eq!((target.written.as_str(), target.is_cut), ("https://A/b", true));
        assert!(!Target::parse("https://a/b").unwrap().is_cut);
    }
}
