//! The disk as a power cut would leave it: the index lies on ext4 or XFS in an image; right after a run
//! says that it is done, or in the middle of one, the image is copied as it is, mounted and read.
//! What is in the memory of the system and not yet in the image is lost, as with the power.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::rig::{Options, Place, Random, Skip, helper};

/// A file system that is cut.
struct System {
    make: &'static str,
    size: &'static str,
    /// How a copy is mounted beside its original.
    beside: &'static str,
}

const EXT4: System = System { make: "mkfs.ext4", size: "64M", beside: "loop" };
/// XFS mounts nothing of one name twice, and makes nothing of under 300 MB.
const XFS: System = System { make: "mkfs.xfs", size: "320M", beside: "loop,nouuid" };

/// Two loops in each other: XFS, whose copies are of one moment, holds the images that are cut.
struct Disks {
    root: PathBuf,
    system: System,
}

impl Disks {
    fn new(root: &Path, system: System) -> Result<Disks, Skip> {
        let disks = Disks { root: root.into(), system };
        for folder in ["xfs", "disk", "after"] {
            std::fs::create_dir(root.join(folder)).unwrap();
        }
        helper("truncate", &["-s", "1G", &disks.at("xfs.img")])?;
        helper("mkfs.xfs", &["-q", "-m", "reflink=1", &disks.at("xfs.img")])?;
        helper("mount", &["-o", "loop", &disks.at("xfs.img"), &disks.at("xfs")])?;
        helper("truncate", &["-s", disks.system.size, &disks.at("xfs/disk.img")])?;
        helper(disks.system.make, &["-q", &disks.at("xfs/disk.img")])?;
        helper("mount", &["-o", "loop", &disks.at("xfs/disk.img"), &disks.at("disk")])?;
        Ok(disks)
    }

    fn at(&self, name: &str) -> String {
        self.root.join(name).to_str().unwrap().into()
    }

    /// The power goes: what the disk holds at this moment, mounted at `after`.
    fn cut(&self) -> Result<(), Skip> {
        helper("cp", &["--reflink=always", &self.at("xfs/disk.img"), &self.at("xfs/cut.img")])?;
        helper("mount", &["-o", self.system.beside, &self.at("xfs/cut.img"), &self.at("after")])
    }

    fn forget(&self) -> Result<(), Skip> {
        helper("umount", &[&self.at("after")])
    }
}

impl Drop for Disks {
    fn drop(&mut self) {
        for folder in ["after", "disk", "xfs"] {
            let _ = helper("umount", &[&self.at(folder)]);
        }
    }
}

pub(crate) fn ext4(options: &Options) -> Result<(), Skip> {
    run(options, EXT4)
}

pub(crate) fn xfs(options: &Options) -> Result<(), Skip> {
    run(options, XFS)
}

fn run(options: &Options, system: System) -> Result<(), Skip> {
    let mut place = Place::new();
    let disks = Disks::new(place.path(), system)?;
    place.write(0..40);
    let (index, after) = (place.path().join("disk/index"), place.path().join("after/index"));
    let mut written = 40;
    place.index.clone_from(&index);
    place.update().unwrap();
    let mut acknowledged = place.digest().unwrap();
    for seed in options.seeds() {
        let mut random = Random::new(seed);
        place.write(written..written + 4);
        written += 4;
        let mut command = place.command(&["index", "news", "--quiet"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let in_the_middle = random.below(2) == 0;
        if in_the_middle {
            std::thread::sleep(Duration::from_micros(random.below(150_000) as u64));
        } else {
            child.wait().unwrap();
        }
        let cut = disks.cut();
        child.wait().unwrap();
        cut?;
        let whole = place.digest().unwrap();
        place.index.clone_from(&after);
        match place.digest() {
            Ok(now) if now == whole => options.count("new state after the cut"),
            Ok(now) if in_the_middle && now == acknowledged => {
                options.count("old state after the cut")
            }
            Ok(_) => options.find(seed, format!("lost (in the middle: {in_the_middle})")),
            Err(why) => options.find(seed, why),
        }
        place.index.clone_from(&index);
        disks.forget()?;
        acknowledged = whole;
        options.count("cuts");
        if written > 4000 {
            written = 40;
        }
    }
    Ok(())
}
