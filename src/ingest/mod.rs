//! Files in, articles out. It writes nothing and asks nothing of the network.

pub mod date;
pub mod draft;
pub mod extract;
