//! Room of app.
