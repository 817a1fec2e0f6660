//! Where the platform keeps configuration and data.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;
use etcetera::base_strategy::choose_native_strategy;

/// The configuration file of this platform; none without a home folder.
pub fn config_file() -> Option<PathBuf> {
    let strategy = choose_native_strategy().ok()?;
    Some(strategy.config_dir().join("viva").join("config.toml"))
}

/// The data folder of this platform; none without a home folder.
pub fn data_folder() -> Option<PathBuf> {
    let strategy = choose_native_strategy().ok()?;
    Some(strategy.data_dir().join("viva"))
}
