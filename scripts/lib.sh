# shellcheck shell=bash
# Shared by the scripts beside it. Sourced, not run.

say() { printf '\n==> %s\n' "$*"; }
die() { printf '\nerror: %s\n' "$*" >&2; exit 1; }

# Where cargo builds, whatever CARGO_TARGET_DIR or a config file say.
target_dir() {
  cargo metadata --format-version 1 --no-deps --locked | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p'
}

# Builds the pages of the window if a source is newer than the last build.
build_ui() {
  local newer
  newer=$(find ui/index.html ui/package-lock.json ui/vite.config.ts ui/src ui/messages -type f -newer ui/dist/index.html \
    -not -path 'ui/src/lib/paraglide/*' -print -quit 2>/dev/null || true)
  if [[ -f ui/dist/index.html && -z $newer ]]; then return; fi
  say "Building the pages of the window"
  npm --prefix ui run build
}

has_display() { [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]]; }
