//! The disk is full, at every size: the run says so with exit code 5, what was there before stays,
//! and once there is room the next run ends as on a disk that never was full.

use crate::rig::{Options, Place, Skip, helper, is_crash, said};

/// The sizes of the disk, in kilobytes: from none to enough.
const SIZES: std::ops::Range<u64> = 8..640;

pub(crate) fn run(options: &Options) -> Result<(), Skip> {
    let mut place = Place::new();
    place.write(0..200);
    place.update().unwrap();
    let whole = place.digest().unwrap();
    let disk = place.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let target = disk.to_str().unwrap().to_string();
    place.index = disk.join("index");
    for seed in options.seeds() {
        let step = (SIZES.end - SIZES.start) / options.rounds.max(1);
        let kilobytes = SIZES.start + (seed - options.seed) * step.max(1) + seed % step.max(1);
        let size = |kilobytes: u64| format!("size={kilobytes}k");
        helper("mount", &["-t", "tmpfs", "-o", &size(kilobytes), "none", &target])?;
        let done = place.run(&["index", "news", "--quiet"]);
        match done.status.code() {
            _ if is_crash(&done) => options.find(seed, format!("{kilobytes} kB: {}", said(&done))),
            Some(0) if place.digest().as_ref() == Ok(&whole) => options.count("with room enough"),
            Some(5) => options.count("full"),
            _ => options.find(seed, format!("{kilobytes} kB: {}", said(&done))),
        }
        helper("mount", &["-o", &format!("remount,{}", size(65_536)), &target])?;
        let next = place.update().and_then(|()| place.digest());
        if next.as_ref() != Ok(&whole) {
            options.find(seed, format!("{kilobytes} kB, then larger: {:?}", next.err()));
        }
        helper("umount", &[&target])?;
        options.count("sizes");
    }
    Ok(())
}
