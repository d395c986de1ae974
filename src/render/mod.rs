//! Room of render.
