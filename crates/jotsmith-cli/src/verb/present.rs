//! `present`: an SD-JWT as it was issued in, a presentation of chosen claims out, bound to one verifier where a key is
//! given.

use jotsmith::AnyKey;
use jotsmith::json::Writer;
use jotsmith::jws::SignError;
use jotsmith::profile::sd_jwt::SdJwtHolder;
use jotsmith::reason::Code;

use crate::args::key::read_key;
use crate::args::out::Out;
use crate::args::password::KeyPassword;
use crate::args::time::At;
use crate::args::token::TokenInput;
use crate::exit::{Exit, Failure};
use crate::input::Operand;
use crate::output::{Io, Readers};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith present --disclose /given_name --in credential.sd-jwt
  $ jotsmith present --disclose /given_name --key @api.key.pem \\
      --audience https://verifier.example.org --nonce n-0S6_WzA2Mj \\
      --in credential.sd-jwt
  $ jotsmith present --list --in credential.sd-jwt";

/// Present an SD-JWT: disclose some of its claims, and no others
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    token: TokenInput,

    /// A claim or an array element to disclose: its JSON pointer; say it again for another
    #[arg(long, value_name = "POINTER")]
    disclose: Vec<String>,

    /// Disclose everything
    #[arg(long, conflicts_with = "disclose")]
    all: bool,

    /// Print the pointers of all that can be disclosed, one a line
    #[arg(long, conflicts_with_all = ["disclose", "all", "key", "out"])]
    list: bool,

    /// The private key of the holder, which makes a key binding: the text itself, -, @FILE or env:NAME
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true, requires = "audience", requires = "nonce")]
    key: Option<Operand>,

    /// Who will verify it, for the key binding
    #[arg(long, value_name = "TEXT", requires = "key")]
    audience: Option<String>,

    /// The nonce that the verifier gave, for the key binding
    #[arg(long, value_name = "TEXT", requires = "key", allow_hyphen_values = true)]
    nonce: Option<String>,

    #[command(flatten)]
    password: KeyPassword,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    out: Out,

    /// Print it as JSON, with the pointers of all that can be disclosed
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let now = args.at.instant()?;
    let text = args.token.text()?;
    let mut holder = SdJwtHolder::parse(&text).map_err(|reasons| unfit(&reasons))?;
    if args.list && args.json {
        io.product_line(&json(None, &holder))?;
        return Ok(Exit::Fine);
    }
    if args.list {
        for pointer in holder.selectable() {
            io.product_line(&jotsmith::reason::escape::visible(pointer))?;
        }
        return Ok(Exit::Fine);
    }
    if args.all {
        holder = holder.disclose_all();
    }
    for pointer in &args.disclose {
        holder = holder.disclose(pointer).map_err(|fault| Failure::of_reason(Exit::Usage, fault.reason()))?;
    }
    let mut warnings = Vec::new();
    let presented = match (&args.key, &args.audience, &args.nonce) {
        (Some(operand), Some(audience), Some(nonce)) => {
            let key = read_key(operand, "--key ", &args.password, &mut warnings)?;
            let AnyKey::Private(key) = key.map_err(|fault| args.password.failure(fault))? else {
                return Err(Failure::usage(
                    "A key binding is signed with the private key of the holder, and this is none.",
                    "Give the private key that the token is bound to.",
                ));
            };
            holder.present_bound(&key, audience, nonce, now).map_err(unbound)?
        }
        (_, _, _) => holder.present(),
    };
    let product = if args.json { json(Some(&presented), &holder) } else { presented };
    args.out.write(format!("{product}\n").as_bytes(), Readers::Owner, io)?;
    warnings.extend(args.password.warning());
    io.talk(&warnings.join("\n"));
    Ok(Exit::Fine)
}

fn json(token: Option<&str>, holder: &SdJwtHolder) -> String {
    let mut w = Writer::new();
    w.object(|w| {
        w.name("schema").string("jotsmith.presented/1");
        w.name("token").optional_string(token);
        w.name("selectable").array(|w| holder.selectable().for_each(|pointer| w.string(pointer)));
    });
    w.into_text()
}

/// The key does not bind: what the holder can do is another thing than what a verifier can.
fn unbound(fault: SignError) -> Failure {
    let is_bound_to_another = fault.code() == Code::SdKb;
    let failure = Failure::from(fault);
    if is_bound_to_another {
        Failure { remedy: "Give the private key that the token is bound to.".into(), ..failure }
    } else {
        failure
    }
}

/// Why the text is no SD-JWT that can be presented: its first fault.
fn unfit(reasons: &[jotsmith::reason::Reason]) -> Failure {
    reasons.first().map_or_else(
        || Failure::new(Exit::Malformed, "It is no SD-JWT.", "Take the token as it was issued."),
        |reason| Failure::of_reason(Exit::of_catalogue(reason.code().row().exit), reason),
    )
}
