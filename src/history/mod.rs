//! What is kept of sessions: a SQLite file, and for each running session a lock file that dies with its program.
//! It decides nothing about a session, and it never replaces a file that it can't read.

mod aside;
mod browse;
mod cards;
mod delivery;
mod due;
mod error;
mod figures;
mod inspect;
mod lock;
mod migrations;
mod overruled;
mod parcel;
mod read_only;
mod record;
mod regrade;
mod remarks;
mod resume;
#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
mod schedule;
mod store;
#[cfg(test)]
mod tests;
mod transfer;

pub use browse::{Kept, Note};
pub use cards::{CardOf, Fitted};
pub use delivery::{KeptDelivery, delivery_json};
pub use error::StoreError;
pub use inspect::Inspection;
pub use overruled::{Overruling, Place, Worked};
pub use parcel::Parcel;
pub use record::{NewSession, SessionOptions, State, Unfinished};
pub use regrade::{GradedAnswer, Regraded};
pub use remarks::{KeptRemark, Remark, RemarkKind};
pub use resume::Stored;
pub use schedule::{Card, ENOUGH_TO_FIT};
pub use store::Store;
pub use transfer::Imported;
