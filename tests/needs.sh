#!/bin/sh
# Installs what the tests need beyond Python: Chromium and PostgreSQL, from Debian, when root.
# Elsewhere it says what is missing; the tests then skip, except where CI=true.
set -eu

missing=""
command -v chromium > /dev/null 2>&1 || missing="chromium"
ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || missing="$missing postgresql"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null 2>&1; then
  echo "Installing for the tests: $missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq > /dev/null
  # shellcheck disable=SC2086 # a list of packages
  apt-get install -qq --no-install-recommends $missing > /dev/null
else
  echo "Not installed: $missing. The tests that need them are skipped." >&2
fi
