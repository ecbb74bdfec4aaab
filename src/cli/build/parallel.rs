//! Many items, all processors, results in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Works on all items with so many threads and tells of each, in the order of the items, as soon as it
/// and those before it are done.
pub(super) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    work: impl Fn(&T) -> R + Sync,
    mut tell: impl FnMut(&T, R),
) {
    /// Layout recurses; the default stack of a thread is small for it.
    const STACK: usize = 16 * 1024 * 1024;
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
    std::thread::scope(|scope| {
        for _ in 0..workers.min(items.len()) {
            let (sender, worker) = (sender.clone(), &worker);
            let thread = std::thread::Builder::new().stack_size(STACK);
            if thread.spawn_scoped(scope, move || worker(sender)).is_err() {
                break; // the machine gives no more threads; those there are do the work
            }
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut told = 0;
        for (index, result) in receiver {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&told) {
                tell(&items[told], result);
                told += 1;
            }
        }
    });
}
