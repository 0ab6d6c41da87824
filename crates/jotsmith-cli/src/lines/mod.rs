//! Many tokens at once: one a line, answered in order by one line of JSON each, on as many threads as are wanted.
//!
//! In goes a stream and what is to be done with one line; out go the answers, and the exit code of the worst. The workers
//! stand in a ring, and two things go round in it: the input, cut into chunks at line ends, and the pen. Whoever holds
//! the input takes the next chunk and hands it on; whoever is done waits for the pen, writes and hands it on. So the
//! order is kept without a lock, a chunk stays where it was read, and memory is one chunk and one piece a worker. What
//! an answer says is the engine's.

mod chunks;
mod progress;
mod share;

use std::io;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use chunks::Chunks;
use progress::Progress;
use share::answer;
pub(crate) use share::{Line, Tally, Text};

use crate::exit::{Exit, Failure};
use crate::input::Stream;
use crate::output::{Io, Taken};

/// Answers every line of the stream; no line over `bound` bytes is kept. `begin` gives what answers the lines of one
/// chunk: it is called for each, on the thread that works on it, so that it knows the instant.
pub(crate) fn run<F: FnMut(Line<'_>, &mut Vec<u8>) -> Exit>(
    stream: Stream,
    bound: usize,
    jobs: NonZeroUsize,
    begin: &(impl Fn() -> F + Sync),
    io: &mut Io,
) -> Result<Tally, Failure> {
    let mut progress = Progress::new(stream.bytes);
    let name = stream.name;
    let chunks = Chunks::new(stream.reader, bound);
    let pen = Pen { io, progress: &mut progress, tally: Tally::default() };
    let ended = ring(chunks, jobs.get(), begin, pen);
    progress.clear(io);
    match ended {
        Ok(tally) if tally.lines == 0 => {
            Err(Failure::new(Exit::Malformed, "The input holds no line.", "Give one token a line."))
        }
        Ok(tally) => Ok(tally),
        Err(Ended::Failure(failure)) => Err(failure),
        Err(Ended::Unreadable(kind)) => Err(crate::input::unreadable(&name, kind)),
    }
}

/// What ended the run before its end.
enum Ended {
    /// Writing failed.
    Failure(Failure),
    /// Reading failed.
    Unreadable(io::ErrorKind),
}

/// What whoever writes holds: the way out, and how it went so far.
struct Pen<'p> {
    io: &'p mut Io,
    progress: &'p mut Progress,
    tally: Tally,
}

/// One place in the ring: from whom input and pen come, and to whom they go.
struct Place<'p, R> {
    input: Receiver<Chunks<R>>,
    pen: Receiver<Pen<'p>>,
    next_input: SyncSender<Chunks<R>>,
    next_pen: SyncSender<Pen<'p>>,
}

/// So many workers in a ring; the first of them is this thread.
fn ring<F: FnMut(Line<'_>, &mut Vec<u8>) -> Exit>(
    chunks: Chunks<impl io::Read + Send>,
    jobs: usize,
    begin: &(impl Fn() -> F + Sync),
    pen: Pen<'_>,
) -> Result<Tally, Ended> {
    let (first_input, mut input) = sync_channel(1);
    let (first_pen, mut written) = sync_channel(1);
    // Nobody took them yet, so there is room.
    first_input.send(chunks).unwrap_or_default();
    first_pen.send(pen).unwrap_or_default();
    let mut places = Vec::with_capacity(jobs);
    for _ in 1..jobs {
        let (next_input, input_after) = sync_channel(1);
        let (next_pen, pen_after) = sync_channel(1);
        places.push(Place { input, pen: written, next_input, next_pen });
        (input, written) = (input_after, pen_after);
    }
    let last = Place { input, pen: written, next_input: first_input, next_pen: first_pen };
    thread::scope(|scope| {
        let others: Vec<_> = places.into_iter().map(|place| scope.spawn(|| work(place, begin))).collect();
        let mut ended = work(last, begin);
        for other in others {
            ended = ended.or(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        ended.unwrap_or_else(|| Ok(Tally::default()))
    })
}

/// Answers chunks until there are no more, or until nobody takes the answers. Only the worker with which the run ends
/// knows how it went.
fn work<F: FnMut(Line<'_>, &mut Vec<u8>) -> Exit, R: io::Read>(
    place: Place<'_, R>,
    begin: &impl Fn() -> F,
) -> Option<Result<Tally, Ended>> {
    let Place { input, pen: turn, next_input, next_pen } = place;
    let (mut spare, mut out) = (Vec::new(), Vec::new());
    loop {
        let mut chunks = input.recv().ok()?;
        let chunk = match chunks.next(spare) {
            Ok(Some(chunk)) => chunk,
            // The pen comes once all before is written.
            Ok(None) => return turn.recv().ok().map(|pen| Ok(pen.tally)),
            Err(fault) => return turn.recv().ok().map(|_| Err(Ended::Unreadable(fault.kind()))),
        };
        // Whoever stands next may have ended: then nobody reads on.
        next_input.send(chunks).unwrap_or_default();
        let mut held = None;
        let mut written = Ok(Taken::Yes);
        let tally = answer(&chunk, begin(), &mut out, |out| {
            held = held.take().or_else(|| turn.recv().ok());
            written = held.as_mut().map_or(Ok(Taken::No), |pen: &mut Pen<'_>| pen.io.product_piece(out));
            out.clear();
            matches!(written, Ok(Taken::Yes))
        });
        let mut pen = held.or_else(|| turn.recv().ok())?;
        pen.tally.add(&tally);
        match written {
            Ok(Taken::Yes) => pen.progress.step(chunk.bytes(), pen.tally.lines, pen.io),
            Ok(Taken::No) => {
                pen.tally.taken = Taken::No;
                return Some(Ok(pen.tally));
            }
            Err(failure) => return Some(Err(Ended::Failure(failure))),
        }
        next_pen.send(pen).unwrap_or_default();
        spare = chunk.into_buffer();
    }
}
