"""What `make bench` measures: ratios against plain baselines, so that no machine's speed counts."""
