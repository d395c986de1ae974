//! Containers built here, whole and broken, and what is found in them.
