//! Carveout: store.
