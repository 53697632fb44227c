#!/usr/bin/env bash
# The tests that drive the real window, on a display of their own. CARVEOUT_SHOTS=DIR keeps pictures.
set -euo pipefail
cd "$(dirname "$0")/.."
xvfb-run -a -s "-screen 0 1600x1000x24" \
  cargo test --workspace --locked --test window -- --ignored --test-threads=1 </dev/null
