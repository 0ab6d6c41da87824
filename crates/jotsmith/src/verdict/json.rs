//! The verdict as JSON, `jotsmith.verdict/1`. Golden files keep its form.

use super::{EachSignature, KeyFace, Verdict};
use crate::json::Writer;
use crate::reason::{Place, Question, Reason};

impl Verdict {
    /// The verdict as one line of JSON. Hostile characters of the token appear as escapes.
    pub fn to_json(&self) -> String {
        let mut w = Writer::new();
        self.write(&mut w);
        w.into_text()
    }

    /// Writes the verdict as one value.
    pub fn write(&self, w: &mut Writer) {
        w.object(|w| {
            w.name("schema").string("jotsmith.verdict/1");
            w.name("accept").bool(self.accept());
            w.name("outcome").string(self.outcome().as_str());
            w.name("sentence").string(&self.sentence());
            w.name("at").number(self.at.0);
            w.name("leeway").number(self.leeway.0);
            w.name("form").object(|w| {
                w.name("state").string(self.form.as_str());
                w.name("kind").string(self.kind.as_str());
                let known = self.kind != super::Kind::Unknown;
                w.name("serialization").optional_string(known.then_some(self.serialization.as_str()));
                w.name("cleaned").array(|w| {
                    for cleaned in &self.cleaned {
                        w.object(|w| {
                            w.name("what").string(cleaned.what);
                            w.name("span").array(|w| {
                                w.size(cleaned.span.start);
                                w.size(cleaned.span.end);
                            });
                        });
                    }
                });
            });
            w.name("signature").object(|w| {
                w.name("state").string(self.state(Question::Signature).as_str());
                w.name("operation").string(self.operation());
                if let Some(encrypted) = self.encrypted {
                    w.name("algorithm").optional_string(encrypted.algorithm_name());
                    w.name("encryption").optional_string(encrypted.encryption_name());
                } else {
                    w.name("algorithm").optional_string(self.algorithm.map(crate::Algorithm::as_str));
                }
                if !self.each.is_empty() {
                    w.name("each").array(|w| self.each.iter().for_each(|one| write_each(w, one)));
                }
            });
            w.name("claims").object(|w| {
                w.name("state").string(self.claims.as_str());
                w.name("checked").array(|w| self.checked.iter().for_each(|name| w.string(name)));
                w.name("waived").array(|w| self.waived.iter().for_each(|name| w.string(name)));
            });
            w.name("trust").object(|w| {
                w.name("state").string(self.trust.as_str());
                w.name("source").string(self.source.as_str());
                w.name("key");
                write_key(w, self.key.as_ref());
            });
            w.name("reasons").array(|w| self.reasons.iter().for_each(|reason| reason.write(w)));
            w.name("hints").array(|w| self.hints.iter().for_each(|reason| reason.write(w)));
            w.name("payload");
            match self.payload.as_deref().and_then(|payload| crate::json::parse(payload).ok()) {
                Some(tree) => w.node(tree.node()),
                None => w.null(),
            }
            if let Some(disclosures) = &self.disclosures {
                w.name("disclosures");
                disclosures.write(w);
            }
        });
    }

    fn operation(&self) -> &'static str {
        match (self.kind, self.algorithm) {
            (super::Kind::Jwe, _) => "decryption",
            (_, Some(algorithm)) if algorithm.is_symmetric() => "mac",
            (_, _) => "signature",
        }
    }
}

impl Reason {
    /// Writes the reason as one value, as verdict, defects and hints hold it.
    pub fn write(&self, w: &mut Writer) {
        w.object(|w| {
            w.name("code").string(self.code().as_str());
            w.name("question").string(self.question().as_str());
            w.name("severity").string(self.severity().as_str());
            w.name("message").string(&self.to_string());
            w.name("remedy").string(&self.remedy());
            w.name("source").string(self.source());
            w.name("where");
            match self.place() {
                Some(place) => write_place(w, place),
                None => w.null(),
            }
            w.name("found").optional_string(self.found_text());
            w.name("expected").optional_string(self.expected_text());
        });
    }
}

fn write_each(w: &mut Writer, one: &EachSignature) {
    w.object(|w| {
        w.name("state").string(one.state.as_str());
        w.name("algorithm").optional_string(one.algorithm.map(crate::Algorithm::as_str));
        w.name("key");
        write_key(w, one.key.as_ref());
    });
}

fn write_key(w: &mut Writer, key: Option<&KeyFace>) {
    let Some(key) = key else { return w.null() };
    w.object(|w| {
        w.name("kid").optional_string(key.kid.as_deref());
        w.name("kty").string(key.key_type.as_str());
        w.name("crv").optional_string(key.curve.map(crate::alg::Curve::as_str));
        w.name("bits").size(key.bits);
        w.name("thumbprint").optional_string(key.thumbprint.as_deref());
    });
}

fn write_place(w: &mut Writer, place: &Place) {
    w.object(|w| {
        w.name("part").string(&place.part.code());
        w.name("pointer").optional_string(place.pointer.as_deref());
        w.name("span");
        match place.span {
            Some(span) => w.array(|w| {
                w.size(span.start);
                w.size(span.end);
            }),
            None => w.null(),
        }
    });
}
