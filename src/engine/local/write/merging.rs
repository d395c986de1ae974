//! Which segments are merged, and when. It merges none; the writer does.

use tantivy::indexer::LogMergePolicy;

/// How many segments of about one size are merged: a merge costs a fifth of what indexing them did,
/// and a search over this many loses less than a millisecond.
const SEGMENTS_TO_MERGE: usize = 12;

/// Up to how many articles segments are taken to be of one size: what a small change adds is merged
/// with its like, not with all that was there before.
const SMALL_SEGMENT: u32 = 500;

/// Deleted articles weigh on every search, so segments with many of them are merged too.
pub(super) fn merge_policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_layer_size(SMALL_SEGMENT);
    policy.set_min_num_segments(SEGMENTS_TO_MERGE);
    policy.set_del_docs_ratio_before_merge(0.25);
    policy
}
