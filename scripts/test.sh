#!/usr/bin/env bash
# Every check there is, on a fresh machine too. Stops at the first that fails; ends with one line that says how it went.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

# A build that nobody goes on from needs no notes for the next one.
if [[ -n ${CI:-} ]]; then export CARGO_INCREMENTAL=0; fi
began=$SECONDS
current=start
table=()
trap 'status=$?; if [[ $status -ne 0 ]]; then printf "\nmake test: FAILED in “%s” after %d s\n" "$current" $((SECONDS - began)); fi' EXIT

step() {
  local start=$SECONDS
  current=$1
  shift
  say "$current"
  "$@"
  table+=("$(printf '%5d s  %s' $((SECONDS - start)) "$current")")
}

in_ui() { npm --prefix ui run --silent "$@" </dev/null; }
library_check() { "$(target_dir)/debug/carveout" library check; }

step "setup" scripts/setup.sh --test
step "interface: types" in_ui check
step "interface: unit tests" in_ui test
# The pages come before Rust, which takes them in.
step "interface: build" in_ui build
step "format" cargo fmt --all --check
# Every cargo call is on the whole workspace: another set of packages means other features, and building it all again.
step "clippy" cargo clippy --workspace --all-targets --locked -- -D warnings
step "build" cargo build --workspace --bins --tests --locked
step "Rust tests" cargo test --workspace --locked --no-fail-fast
step "clause library" library_check
step "interface: browser tests" in_ui test:browser
step "window tests" scripts/test-window.sh
current=end
printf '\n%s\n' "${table[@]}"
printf '\nmake test: all %d steps passed in %d s\n' ${#table[@]} $((SECONDS - began))
