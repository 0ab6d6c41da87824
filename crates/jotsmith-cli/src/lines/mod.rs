//! Many tokens at once: one a line, answered in order by one line of JSON each, on as many threads as are wanted.
//!
//! In goes a stream and what is to be done with one line; out go the answers, and the exit code of the worst. A reader
//! cuts the stream into chunks at line ends and deals them to the workers in turn; a worker answers its chunk in
//! pieces; the writer takes the pieces of each worker in the same turn, so the order is kept without a lock. Every
//! queue is short, so memory is bounded. What an answer says is the engine's.

mod chunks;
mod progress;
mod share;

use std::io;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use chunks::{Chunk, Chunks};
use progress::Progress;
pub(crate) use share::{Line, Tally, Text};
use share::{PIECE_BYTES, answer};

use crate::exit::{Exit, Failure};
use crate::input::Stream;
use crate::output::{Io, Taken};

/// Chunks that wait for a worker, and pieces that wait for the writer: one to work on, one to come.
const WAITING: usize = 1;

/// What a worker hands to the writer.
enum Answer {
    /// Some lines.
    Piece(Vec<u8>),
    /// The chunk is answered; how it went, and the bytes that it took.
    End(Tally, u64),
}

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
    let ended = if jobs.get() == 1 {
        alone(chunks, begin, &mut progress, io)
    } else {
        together(chunks, jobs.get(), begin, &mut progress, io)
    };
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

/// Everything on one thread: no queue, and one buffer each way.
fn alone<F: FnMut(Line<'_>, &mut Vec<u8>) -> Exit>(
    mut chunks: Chunks<impl io::Read>,
    begin: &impl Fn() -> F,
    progress: &mut Progress,
    io: &mut Io,
) -> Result<Tally, Ended> {
    let (mut tally, mut spare, mut out) = (Tally::default(), Vec::new(), Vec::new());
    loop {
        let chunk = chunks.next(spare).map_err(|fault| Ended::Unreadable(fault.kind()))?;
        let Some(chunk) = chunk else { return Ok(tally) };
        let mut written = Ok(Taken::Yes);
        let answered = answer(&chunk, begin(), &mut out, |out| {
            written = io.product_piece(out);
            out.clear();
            matches!(written, Ok(Taken::Yes))
        });
        tally.add(&answered);
        tally.taken = written.map_err(Ended::Failure)?;
        if tally.taken == Taken::No {
            return Ok(tally);
        }
        progress.step(chunk.bytes(), tally.lines, io);
        spare = chunk.into_buffer();
    }
}

/// A reader, so many workers, and this thread as the writer.
fn together<F: FnMut(Line<'_>, &mut Vec<u8>) -> Exit>(
    chunks: Chunks<impl io::Read + Send>,
    jobs: usize,
    begin: &(impl Fn() -> F + Sync),
    progress: &mut Progress,
    io: &mut Io,
) -> Result<Tally, Ended> {
    thread::scope(|scope| {
        let (back, spares) = channel();
        let (mut deal, mut collect) = (Vec::with_capacity(jobs), Vec::with_capacity(jobs));
        for _ in 0..jobs {
            let (give, take) = sync_channel::<Chunk>(WAITING);
            let (answers, answered) = sync_channel(WAITING);
            let (blank, blanks) = channel();
            deal.push(give);
            collect.push((answered, blank));
            let back = back.clone();
            scope.spawn(move || work(&take, &back, &answers, &blanks, begin));
        }
        drop(back);
        let reader = scope.spawn(move || read(chunks, &deal, &spares));
        let written = write(&collect, progress, io);
        // Without anybody to take their answers, workers and reader end.
        drop(collect);
        let read = reader.join().unwrap_or(Ok(()));
        let tally = written.map_err(Ended::Failure)?;
        read.map(|()| tally).map_err(|fault| Ended::Unreadable(fault.kind()))
    })
}

/// Deals the chunks to the workers in turn, until the end or until nobody takes one.
fn read(
    mut chunks: Chunks<impl io::Read>,
    deal: &[SyncSender<Chunk>],
    spares: &Receiver<Vec<u8>>,
) -> io::Result<()> {
    for worker in deal.iter().cycle() {
        let Some(chunk) = chunks.next(spares.try_recv().unwrap_or_default())? else { break };
        if worker.send(chunk).is_err() {
            break;
        }
    }
    Ok(())
}

/// Answers chunks until there are no more, or until nobody takes the answers.
fn work<F: FnMut(Line<'_>, &mut Vec<u8>) -> Exit>(
    take: &Receiver<Chunk>,
    back: &Sender<Vec<u8>>,
    answers: &SyncSender<Answer>,
    blanks: &Receiver<Vec<u8>>,
    begin: &impl Fn() -> F,
) {
    let mut out = Vec::new();
    while let Ok(chunk) = take.recv() {
        let mut taken = true;
        let tally = answer(&chunk, begin(), &mut out, |out| {
            let blank = blanks.try_recv().unwrap_or_else(|_| Vec::with_capacity(PIECE_BYTES));
            taken = answers.send(Answer::Piece(std::mem::replace(out, blank))).is_ok();
            taken
        });
        let bytes = chunk.bytes();
        // The reader may have ended: then nobody wants the buffer.
        back.send(chunk.into_buffer()).unwrap_or_default();
        if !taken || answers.send(Answer::End(tally, bytes)).is_err() {
            return;
        }
    }
}

/// Writes the pieces in the order in which the chunks were dealt.
fn write(
    collect: &[(Receiver<Answer>, Sender<Vec<u8>>)],
    progress: &mut Progress,
    io: &mut Io,
) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    for (answers, blank) in collect.iter().cycle() {
        loop {
            match answers.recv() {
                // Nobody reads on: this chunk still counts, and no more.
                Ok(Answer::Piece(_)) if tally.taken == Taken::No => {}
                Ok(Answer::Piece(mut piece)) => {
                    tally.taken = io.product_piece(&piece)?;
                    piece.clear();
                    // The worker may have ended: then nobody wants the buffer.
                    blank.send(piece).unwrap_or_default();
                }
                Ok(Answer::End(answered, bytes)) => {
                    tally.add(&answered);
                    if tally.taken == Taken::No {
                        return Ok(tally);
                    }
                    progress.step(bytes, tally.lines, io);
                    break;
                }
                Err(_) => return Ok(tally),
            }
        }
    }
    Ok(tally)
}
