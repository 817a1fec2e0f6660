//! Placeholder until snapshots.
