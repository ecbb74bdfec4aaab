//! Many items, all processors, results in order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Layout recurses; the default stack of a thread is small for it. What is not used of it takes no memory.
const STACK: usize = 64 * 1024 * 1024;

/// Works on all items with so many threads and tells of each, in the order of the items, as soon as it
/// and those before it are done. After a break no other item is begun and none is told.
///
/// Where the machine gives fewer threads, those there are do the work; where it gives none, this one.
pub(super) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    work: impl Fn(&T) -> R + Sync,
    mut tell: impl FnMut(R) -> ControlFlow<()>,
) {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let worker = |sender: mpsc::Sender<(usize, R)>| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return };
            if sender.send((index, work(item))).is_err() {
                return;
            }
        }
    };
    let mut refused = false;
    let threads = thread::scope(|scope| {
        let start = |_: &usize| {
            let (sender, worker) = (sender.clone(), &worker);
            let thread = thread::Builder::new().stack_size(STACK);
            let started = thread.spawn_scoped(scope, move || worker(sender));
            refused |= started.is_err();
            started.is_ok()
        };
        let threads = (0..workers.min(items.len())).take_while(start).count();
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut told = 0;
        for (index, result) in receiver {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&told) {
                told += 1;
                if tell(result).is_break() {
                    // what is dropped here ends the work: nobody listens
                    return threads;
                }
            }
        }
        threads
    });
    if threads == 0 {
        if refused {
            // typst starts threads too, and panics without; where it has done so already, this changes nothing
            let alone = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
            let _ = alone.build_global();
        }
        for item in items {
            if tell(work(item)).is_break() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(workers: usize, until: usize) -> Vec<usize> {
        let items: Vec<usize> = (0..100).collect();
        let mut told = Vec::new();
        in_parallel(
            &items,
            workers,
            |item| item * 2,
            |result| {
                told.push(result);
                if told.len() == until { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        told
    }

    #[test]
    fn all_are_told_in_order_with_many_threads_and_with_none() {
        let all: Vec<usize> = (0..100).map(|item| item * 2).collect();
        for workers in [0, 1, 7] {
            assert_eq!(told(workers, usize::MAX), all, "{workers}");
        }
    }

    #[test]
    fn after_a_break_nothing_is_told() {
        for workers in [0, 1, 7] {
            assert_eq!(told(workers, 3), [0, 2, 4], "{workers}");
        }
    }

    #[test]
    fn after_a_break_nothing_is_begun() {
        let (begun, items) = (AtomicUsize::new(0), [(); 200]);
        let work = |(): &()| {
            begun.fetch_add(1, Ordering::Relaxed);
            thread::sleep(std::time::Duration::from_millis(2));
        };
        in_parallel(&items, 2, work, |()| ControlFlow::Break(()));
        assert!(begun.into_inner() < items.len());
    }
}
