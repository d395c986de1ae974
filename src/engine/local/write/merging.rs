//! The policy that decides which segments are merged, and when. The writer does the merging.

use tantivy::indexer::LogMergePolicy;

/// The minimum number of segments of similar size to merge. A merge costs a fifth of the time that
/// indexing them took, and a search over this many loses less than a millisecond.
const SEGMENTS_TO_MERGE: usize = 12;

/// The number of articles up to which segments count as equal in size, so that the segments of
/// small updates are merged with each other and not with the whole index.
const SMALL_SEGMENT: u32 = 500;

/// The merge policy. Deleted articles slow down every search, so segments with many of them are
/// merged too.
pub(super) fn merge_policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_layer_size(SMALL_SEGMENT);
    policy.set_min_num_segments(SEGMENTS_TO_MERGE);
    policy.set_del_docs_ratio_before_merge(0.25);
    policy
}
