#!/usr/bin/env bash
# Installs what is missing to build Carveout (and, with --test, to test it). Does nothing where all is there.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

BUILD_PACKAGES=(build-essential pkg-config libwebkit2gtk-4.1-dev fonts-noto-cjk)
TEST_PACKAGES=(webkit2gtk-driver xvfb xauth xdotool chromium)
RUST_WANTED=1.95
NODE_WANTED=20.19

# at_least HAVE WANTED
at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

check_rust() {
  command -v cargo >/dev/null || die "cargo is not installed. Install Rust $RUST_WANTED or later from https://rustup.rs, open a new terminal and run this again. (Debian's own Rust is too old.)"
  local have; have=$(rustc --version | cut -d ' ' -f 2)
  at_least "$have" "$RUST_WANTED" || die "Rust $have is too old, $RUST_WANTED or later is needed. Run: rustup update stable"
}

check_node() {
  local advice="Install Node.js $NODE_WANTED or later with npm, from https://nodejs.org or with a version manager such as nvm, and run this again. (Debian 12's own Node.js is too old.)"
  command -v node >/dev/null || die "node is not installed. $advice"
  command -v npm >/dev/null || die "npm is not installed. $advice"
  local have; have=$(node --version); have=${have#v}
  at_least "$have" "$NODE_WANTED" || die "Node.js $have is too old. $advice"
}

# Debian and its children; elsewhere the libraries are named and looked for.
install_packages() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    pkg-config --exists webkit2gtk-4.1 2>/dev/null ||
      die "This is no Debian-like system and WebKitGTK 4.1 was not found. Install its development files (and pkg-config and a C compiler) with your package manager; see https://v2.tauri.app/start/prerequisites/"
    return
  fi
  local missing=() package
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  local root=()
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || die "These packages are missing and sudo is not there. As root, run: apt-get install ${missing[*]}"
    root=(sudo)
  fi
  say "Installing with apt-get: ${missing[*]}"
  "${root[@]}" apt-get update -q </dev/null
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" </dev/null
}

# `npm ci` when the lock file or Node.js has changed since the last one.
install_node_modules() {
  local stamp=ui/node_modules/.carveout-stamp want
  want="$(sha256sum ui/package-lock.json | cut -d ' ' -f 1) $(node --version)"
  [[ -f $stamp && $(<"$stamp") == "$want" ]] && return
  say "Installing the packages of the user interface (npm ci)"
  npm --prefix ui ci --no-fund --no-audit </dev/null
  printf '%s\n' "$want" >"$stamp"
}

check_rust
check_node
case ${1:-} in
  --test) install_packages "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}" ;;
  '') install_packages "${BUILD_PACKAGES[@]}" ;;
  *) die "unknown option $1; there is only --test" ;;
esac
install_node_modules
