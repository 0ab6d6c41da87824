//! Measuring: every side of every case in turn, round after round, so that what disturbs the machine disturbs all.
//! Operations come in; the minimum, the median and the allocations of each come out.

use crate::counting::allocations;
use std::time::Instant;

/// Milliseconds of one sample: short, so that some samples of each side are left in peace by other programs.
const SAMPLE_MS: f64 = 2.0;

/// How often each operation is done before its allocations are counted, and while they are.
const WARM: u32 = 3;
const COUNTED: u32 = 16;

/// One way to do what the case says.
struct Side {
    case: String,
    name: String,
    operation: Box<dyn FnMut()>,
    repetitions: u64,
    samples: Vec<f64>,
    allocations: f64,
}

/// What was measured of one side.
#[derive(Clone, Debug)]
pub struct Measured {
    pub case: String,
    pub side: String,
    /// Nanoseconds of one operation.
    pub minimum: f64,
    pub median: f64,
    pub allocations: f64,
    /// The memory of a program of its own at its peak; 0 of a function.
    pub peak_kib: f64,
}

/// The sides that will be measured against each other.
#[derive(Default)]
pub struct Bench {
    filter: String,
    sides: Vec<Side>,
}

impl Bench {
    /// A bench that takes the cases whose name holds this word.
    pub fn new(filter: &str) -> Self {
        Self { filter: filter.to_owned(), sides: Vec::new() }
    }

    /// Adds a side to a case.
    pub fn add(&mut self, case: &str, name: &str, operation: impl FnMut() + 'static) {
        if !case.contains(&self.filter) {
            return;
        }
        self.sides.push(Side {
            case: case.to_owned(),
            name: name.to_owned(),
            operation: Box::new(operation),
            repetitions: 1,
            samples: Vec::new(),
            allocations: 0.0,
        });
    }

    /// Does one side `times` times and nothing else, for a profiler. Says whether there is such a side.
    pub fn profile(&mut self, case: &str, name: &str, times: u64) -> bool {
        let side = self.sides.iter_mut().find(|side| side.case == case && side.name == name);
        side.is_some_and(|side| {
            (0..times).for_each(|_| (side.operation)());
            true
        })
    }

    /// Measures, one side after the other in each round.
    pub fn run(mut self, rounds: usize) -> Vec<Measured> {
        self.sides.iter_mut().for_each(Side::prepare);
        for _ in 0..rounds {
            self.sides.iter_mut().for_each(Side::sample);
        }
        self.sides.into_iter().map(Side::measured).collect()
    }
}

impl Side {
    /// Counts the allocations, and finds how many operations fill a sample.
    fn prepare(&mut self) {
        (0..WARM).for_each(|_| (self.operation)());
        let before = allocations();
        (0..COUNTED).for_each(|_| (self.operation)());
        self.allocations = (allocations() - before) as f64 / f64::from(COUNTED);
        loop {
            let milliseconds = self.time() / 1e6;
            if milliseconds > SAMPLE_MS / 4.0 {
                let fitting = self.repetitions as f64 * SAMPLE_MS / milliseconds;
                self.repetitions = fitting.max(1.0) as u64;
                return;
            }
            self.repetitions *= 2;
        }
    }

    fn sample(&mut self) {
        let nanoseconds = self.time();
        self.samples.push(nanoseconds / self.repetitions as f64);
    }

    /// Nanoseconds of all repetitions.
    fn time(&mut self) -> f64 {
        let started = Instant::now();
        for _ in 0..self.repetitions {
            (self.operation)();
        }
        started.elapsed().as_nanos() as f64
    }

    fn measured(mut self) -> Measured {
        self.samples.sort_by(f64::total_cmp);
        Measured {
            case: self.case,
            side: self.name,
            minimum: self.samples.first().copied().unwrap_or(f64::NAN),
            median: self.samples.get(self.samples.len() / 2).copied().unwrap_or(f64::NAN),
            allocations: self.allocations,
            peak_kib: 0.0,
        }
    }
}
