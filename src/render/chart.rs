//! Bars of block characters, with a resolution of an eighth of a column.

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar of `value` on a scale where `most` fills `width` columns; a value above 0 is always
/// visible.
pub fn bar(value: f64, most: f64, width: usize) -> String {
    if value <= 0.0 || most <= 0.0 {
        return String::new();
    }
    let eighths = (value / most * width as f64 * 8.0).round().clamp(1.0, width as f64 * 8.0);
    let eighths = eighths as usize;
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn bars_are_as_long_as_their_values() {
        assert_eq!(bar(10.0, 10.0, 4), "████");
        assert_eq!(bar(5.0, 10.0, 3), "█▌");
        assert_eq!(bar(1.0, 1e9, 10), "▏");
        assert_eq!(bar(0.0, 10.0, 10), "");
    }
}
