# Sourced by run and test: the virtual environment with the locked packages.
# ensure_venv LOCK: creates .venv with Python 3.11 and installs LOCK (hashes checked) unless that was done before.

fail() { printf '%s\n' "$*" >&2; exit 1; }

find_python() {
  local candidate
  for candidate in python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

ensure_venv() {
  local lock=$1 stamp python
  stamp=.venv/$(basename "$lock").stamp
  if [ -f "$stamp" ] && cmp -s "$lock" "$stamp"; then return; fi
  python=$(find_python) || fail "Python 3.11 is needed (Debian 12: apt-get install python3 python3-venv)."
  [ -x .venv/bin/python ] || "$python" -m venv .venv ||
    fail "The virtual environment could not be made (Debian 12: apt-get install python3-venv)."
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
    fail "The packages of $lock could not be installed."
  cp "$lock" "$stamp"
}
