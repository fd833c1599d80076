#!/usr/bin/env bash
# Runs every test of the project and ends with one line: N passed, N failed, N skipped.
# Installs what is missing (Debian packages, as root or through sudo). Usage: ./test.sh [--long]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export POSTSCALE_TEST_DATA="$PWD/.cache/test-data"
export POSTSCALE_TEST_BINARY="$PWD/artifacts/native/postscale"
[[ "${1:-}" == "--long" ]] && export POSTSCALE_TEST_LONG=1

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo "$@"; fi; }

apt_updated=
apt_update() { [[ -n "$apt_updated" ]] || { as_root apt-get update -qq; apt_updated=1; }; }

# Servers for the tests, and what native compilation links with.
packages=()
for wanted in postgresql:/usr/lib/postgresql nsd:/usr/sbin/nsd unbound:/usr/sbin/unbound gcc:/usr/bin/gcc zlib1g-dev:/usr/include/zlib.h chromium:/usr/bin/chromium strace:/usr/bin/strace faketime:/usr/bin/faketime \
  bind9:/usr/sbin/named bind9-utils:/usr/bin/named-checkzone pdns-server:/usr/sbin/pdns_server pdns-backend-sqlite3:/usr/share/doc/pdns-backend-sqlite3 sqlite3:/usr/bin/sqlite3 \
  curl:/usr/bin/curl jq:/usr/bin/jq zip:/usr/bin/zip unzip:/usr/bin/unzip; do
  [[ -e "${wanted#*:}" ]] || packages+=("${wanted%%:*}")
done
if (( ${#packages[@]} )); then
  echo "installing: ${packages[*]}"
  apt_update
  # Only the programs are wanted: nothing may start as a service.
  as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

# Test data that Debian packages carry; taken out of the package, not installed.
fetch_data() { # package, file below the package's root
  local target="$POSTSCALE_TEST_DATA/$2"
  [[ -e "$target" ]] && return
  apt_update
  local work; work=$(mktemp -d)
  (cd "$work" && apt-get download -qq "$1" 2>"$work/log" && dpkg-deb -x ./*.deb root) || { echo "the Debian package $1, which holds test data, cannot be fetched:" >&2; cat "$work/log" >&2; exit 1; }
  mkdir -p "$(dirname "$target")"
  cp "$work/root/$2" "$target"
  rm -rf "$work"
}
fetch_data publicsuffix usr/share/doc/publicsuffix/examples/test_psl.txt
fetch_data python3-spf usr/share/doc/python3-spf/rfc7208-tests.yml.gz

dotnet build Postscale.slnx -c Release -v quiet
# The same sources once more, for this platform: they were analysed a moment ago.
dotnet publish src/Postscale.Cli -c Release -r linux-x64 -o "$(dirname "$POSTSCALE_TEST_BINARY")" -v quiet -p:RunAnalyzers=false
# The files of a release, which explicit tests look at.
[[ -z "${POSTSCALE_TEST_LONG:-}" ]] || ./publish.sh

passed=0 failed=0 skipped=0
run() { # project, database, further arguments of the runner
  local name status log line bad
  name=$(basename "$1")
  log="artifacts/$name-$2.log"
  set +e
  NO_COLOR=1 POSTSCALE_TEST_DATABASE="$2" "$1/bin/Release/net10.0/$name" -noColor "${@:3}" 2>&1 | tee "$log" | grep -v -E '^  (Discover|Start|Finish)'
  status=${PIPESTATUS[0]}
  set -e
  line=$(grep -E 'Total: [0-9]+, Errors: ' "$log" | tail -n 1 || true)
  number() { sed -n "s/.*$1: \([0-9]*\).*/\1/p" <<<"$line"; }
  if [[ -z "$line" ]]; then
    echo "$name: ended without a summary (exit $status)"
    failed=$((failed + 1))
    return
  fi
  bad=$(( $(number Errors) + $(number Failed) ))
  if (( bad == 0 && status != 0 )); then bad=1; fi
  failed=$((failed + bad))
  skipped=$((skipped + $(number Skipped)))
  passed=$((passed + $(number Total) - $(number Failed) - $(number Skipped) - $(number "Not Run")))
}
for project in tests/*.Tests; do run "$project" sqlite; done
# The tests of a release's files are explicit: they need what publish.sh has made.
release=()
[[ -z "${POSTSCALE_TEST_LONG:-}" ]] || release=(-explicit on)
run tests/Postscale.EndToEnd sqlite "${release[@]}"
# The same tests on PostgreSQL, less those of what SQLite alone has and those that know of no database.
run tests/Postscale.Server.Tests postgres -trait- Database=SQLite -trait- Database=None

echo "$passed passed, $failed failed, $skipped skipped"
(( failed == 0 ))
