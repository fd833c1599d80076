#!/usr/bin/env bash
# Refreshes the embedded Public Suffix List from the npm package "tldts", which carries the whole list with its two sections.
# Usage: eng/update-public-suffix-list.sh [--version X.Y.Z] [--compare FILE]
#   --version  the package's version; without it the newest
#   --compare  a list in the format of publicsuffix.org to count the differences to, such as Debian's
#              /usr/share/publicsuffix/public_suffix_list.dat
# The same version gives the same file, byte for byte. Needs npm, node 20 or later with full ICU, and tar.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target="$here/../src/Postscale.MailDns/Names/Data/public_suffix_list.dat"
fail() { echo "update-public-suffix-list: $*" >&2; exit 1; }

version=latest compare=
while (( $# )); do
  case "$1" in
    --version) version=${2:?--version needs a value}; shift 2 ;;
    --compare) compare=$(realpath -e "${2:?--compare needs a file}"); shift 2 ;;
    *) fail "unknown option $1" ;;
  esac
done
for tool in npm node tar; do command -v "$tool" >/dev/null || fail "$tool is missing"; done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
archive=$(cd "$work" && npm pack --silent "tldts@$version") || fail "npm could not fetch tldts@$version"
tar -xzf "$work/$archive" -C "$work"
trie="$work/package/dist/es6/src/data/trie.js"
[[ -f "$trie" ]] || fail "$archive has no dist/es6/src/data/trie.js: its layout has changed, and this script must follow"
cp "$trie" "$work/trie.mjs"
exact=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1], "utf8")).version' "$work/package/package.json")
npm view tldts time --json > "$work/time.json" || fail "npm could not tell when tldts $exact was published"

node "$here/convert-public-suffix-list.mjs" "$work/trie.mjs" "$exact" "$work/time.json" "$work/list.dat" ${compare:+"$compare"}
mv "$work/list.dat" "$target"
echo "wrote $(realpath --relative-to="$PWD" "$target")"
