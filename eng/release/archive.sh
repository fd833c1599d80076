#!/usr/bin/env bash
# The native program with all it needs, as an archive. Called by publish.sh.
set -euo pipefail

name="postscale-$version-linux-x64"
root="$work/archive/$name"
mkdir -p "$root"
install -m 755 "$work/native/postscale" "$root/"
install -m 644 "$work/native/libe_sqlite3.so" LICENSE README.md "$root/"
install -m 644 src/Postscale.MailDns/NOTICE.md "$root/NOTICE.md"
git archive HEAD examples deploy docs | tar -x -C "$root"
chmod 755 "$root"/examples/*/*.sh
eng/release/tar.sh "$work/archive" "$name" | gzip -n -9 >"$release/$name.tar.gz"
