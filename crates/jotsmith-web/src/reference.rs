//! What can be looked up without a token: the row of a reason, a time as people write it, the algorithms.

use jotsmith::alg::KeyType;
use jotsmith::reason::{Code, Reason};
use jotsmith::{Algorithm, NumericDate};

use crate::answer::{AlgorithmView, Answer};
use crate::failure::{Failure, Fault};

/// The row of a reason.
pub(crate) fn explain(code: &str) -> Result<Answer, Failure> {
    let code = Code::named(code).ok_or(Fault::CodeUnknown)?;
    let row = code.row();
    Ok(Answer::Explanation {
        code: row.name.into(),
        condition: row.condition.into(),
        remedy: Reason::new(code).remedy(),
        source: row.source.into(),
    })
}

/// A time as a person writes it.
pub(crate) fn time(text: &str, now: NumericDate) -> Answer {
    let at = NumericDate::parse(text.trim(), now);
    let words = match at {
        Some(at) => {
            at.utc().map_or_else(|| at.relative_to(now), |utc| format!("{utc}, {}", at.relative_to(now)))
        }
        None => "Not a time: write now, +15m, 2027-01-01T12:00:00Z or Unix seconds.".into(),
    };
    Answer::Time { at: at.map(|at| at.0), words }
}

/// The algorithms that sign.
pub(crate) fn catalogue() -> Answer {
    let view = |algorithm: &Algorithm| {
        let row = algorithm.row();
        AlgorithmView {
            name: row.name.into(),
            words: row.words.into(),
            kty: row.key_type.as_str().into(),
            generates: row.key_type != KeyType::Rsa,
            available: cfg!(feature = "extra") || row.key_type == KeyType::Oct,
        }
    };
    Answer::Catalogue { algorithms: Algorithm::ALL.iter().map(view).collect() }
}
