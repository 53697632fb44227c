#!/usr/bin/env bash
# Builds and opens the app; without a display reviews the sample agreements in the terminal. RELEASE=1 takes longer to
# build and makes the program that a user would get.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

scripts/setup.sh
if has_display; then
  build_ui
  say "Building and opening Carveout (the first time takes some minutes)"
  exec cargo run --locked ${RELEASE:+--release} --bin carveout-desktop
fi
say "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open."
echo "    Reviewing the sample agreements in the terminal instead. Try your own: cargo run -p cli -- review FILE"
exec cargo run --locked ${RELEASE:+--release} --quiet -p cli -- review tests/agreements/sample-en.md tests/agreements/sample-zh.md
