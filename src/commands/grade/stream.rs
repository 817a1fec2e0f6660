//! Work on a stream: read in one thread, done on all cores, taken in the order of reading, with a bounded number of
//! jobs under way, and a bounded number of their bytes. It knows nothing of what the work is.

use std::io;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, TryRecvError, bounded};

/// Which side of a stream failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum StreamError {
    /// The input.
    #[error("{0}")]
    Read(io::Error),
    /// The output.
    #[error("{0}")]
    Write(io::Error),
}

/// What is done with the finished work.
pub(super) trait Sink<Done> {
    /// Takes the next piece, in the order of reading.
    fn take(&mut self, done: Done) -> io::Result<()>;
    /// Nothing more is finished at the moment: whoever waits should see what there is.
    fn flush(&mut self) -> io::Result<()>;
}

/// So many bytes of jobs are worked on at once; a job that is larger waits until it is alone.
const BYTES_UNDER_WAY: usize = 8 << 20;

/// Room for the bytes of jobs under way.
#[derive(Default)]
struct Room {
    taken: Mutex<usize>,
    freed: Condvar,
}

impl Room {
    /// Waits until there is room for so many bytes, or nothing else is under way.
    fn take(&self, bytes: usize) {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |taken: &mut usize| *taken > 0 && *taken + bytes > BYTES_UNDER_WAY;
        let mut taken = self
            .freed
            .wait_while(taken, is_full)
            .unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
    }

    fn free(&self, bytes: usize) {
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner) -= bytes;
        self.freed.notify_one();
    }
}

/// Reads jobs until `read` has no more, each with its size in bytes, works on them with every core and hands the results over
/// in order. When the sink fails, the reader is left behind: it may be waiting for input that never comes.
pub(super) fn in_order<Job, Done>(
    mut read: impl FnMut() -> io::Result<Option<(Job, usize)>> + Send + 'static,
    work: impl Fn(Job) -> Done + Clone + Send + 'static,
    sink: &mut impl Sink<Done>,
) -> Result<(), StreamError>
where
    Job: Send + 'static,
    Done: Send + 'static,
{
    let (promise, promised) =
        bounded::<io::Result<Receiver<Done>>>(2 * rayon::current_num_threads() + 2);
    let room = Arc::new(Room::default());
    thread::spawn(move || {
        loop {
            match read() {
                Ok(Some((job, bytes))) => {
                    let (keep, kept) = bounded(1);
                    if promise.send(Ok(kept)).is_err() {
                        return;
                    }
                    room.take(bytes);
                    let work = work.clone();
                    let room = Arc::clone(&room);
                    rayon::spawn(move || {
                        let done = work(job);
                        room.free(bytes);
                        let _ = keep.send(done);
                    });
                }
                Ok(None) => return,
                Err(error) => {
                    let _ = promise.send(Err(error));
                    return;
                }
            }
        }
    });
    while let Some(next) = receive(&promised, sink)? {
        let kept = next.map_err(StreamError::Read)?;
        if let Some(done) = receive(&kept, sink)? {
            sink.take(done).map_err(StreamError::Write)?;
        }
    }
    sink.flush().map_err(StreamError::Write)
}

/// The next message; before waiting for it, the sink is flushed.
fn receive<T, Done>(
    from: &Receiver<T>,
    sink: &mut impl Sink<Done>,
) -> Result<Option<T>, StreamError> {
    match from.try_recv() {
        Ok(message) => Ok(Some(message)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            sink.flush().map_err(StreamError::Write)?;
            Ok(from.recv().ok())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::{Sink, StreamError, in_order};

    #[derive(Default)]
    struct Taken {
        numbers: Vec<u32>,
        fail_at: Option<usize>,
    }

    impl Sink<u32> for Taken {
        fn take(&mut self, done: u32) -> io::Result<()> {
            if self.fail_at == Some(self.numbers.len()) {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            self.numbers.push(done);
            Ok(())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Numbers from 1; every seventh is larger than all the room there is.
    fn count_to(end: u32) -> impl FnMut() -> io::Result<Option<(u32, usize)>> {
        let mut next = 0;
        move || {
            next += 1;
            let bytes = if next % 7 == 0 { 9 << 20 } else { 3 << 20 };
            Ok((next <= end).then_some((next, bytes)))
        }
    }

    #[test]
    fn results_come_in_the_order_of_reading() {
        let mut taken = Taken::default();
        let slow_when_odd = |n: u32| (0..(n % 2) * 20_000).fold(n, |n, m| n ^ m ^ m);
        in_order(count_to(500), slow_when_odd, &mut taken).unwrap();
        assert_eq!(taken.numbers, (1..=500).collect::<Vec<_>>());
    }

    #[test]
    fn what_was_read_before_an_error_is_handed_over() {
        let mut taken = Taken::default();
        let mut counted = count_to(3);
        let read = move || match counted()? {
            Some(n) => Ok(Some(n)),
            None => Err(io::ErrorKind::UnexpectedEof.into()),
        };
        let error = in_order(read, |n| n, &mut taken).unwrap_err();
        assert!(matches!(error, StreamError::Read(_)), "{error}");
        assert_eq!(taken.numbers, [1, 2, 3]);
    }

    #[test]
    fn a_failing_sink_does_not_wait_for_the_reader() {
        let mut taken = Taken {
            fail_at: Some(2),
            ..Taken::default()
        };
        let error = in_order(count_to(u32::MAX), |n| n, &mut taken).unwrap_err();
        assert!(matches!(error, StreamError::Write(_)), "{error}");
        assert_eq!(taken.numbers, [1, 2]);
    }
}
