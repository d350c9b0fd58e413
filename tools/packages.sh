# Sourced by test: Debian packages that the tests need. As root they are installed; otherwise what is missing is named.

postgresql_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }
have_postgresql() { [ -x "$(postgresql_bin)/initdb" ]; }

missing_packages() {
  command -v chromium >/dev/null 2>&1 || echo chromium
  have_postgresql || echo postgresql
  command -v javac >/dev/null 2>&1 || echo openjdk-17-jdk-headless
  command -v mvn >/dev/null 2>&1 || echo maven
  command -v msgfmt >/dev/null 2>&1 || echo gettext
  fc-list 2>/dev/null | grep -qi 'NotoSans-SemiBold' || echo fonts-noto-core fonts-noto-extra fontconfig
}

ensure_packages() {
  local missing
  missing=$(missing_packages | xargs)
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing: $missing"
    # shellcheck disable=SC2086
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
      fail "Could not install: $missing"
  elif [ "${CI:-}" = true ]; then
    fail "Missing: $missing (apt-get install $missing)"
  else
    echo "SKIPPED, because it is missing: $missing. Install it: apt-get install $missing" >&2
  fi
}
