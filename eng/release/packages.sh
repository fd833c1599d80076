#!/usr/bin/env bash
# The NuGet packages and their symbols, with what differs from run to run taken out. Called by publish.sh.
set -euo pipefail

for package in "$work"/packages/*.nupkg "$work"/packages/*.snupkg; do
  root="$work/unpacked/$(basename "$package")"
  mkdir -p "$root"
  unzip -q "$package" -d "$root"
  # The name of this part is made up anew each time, and its relation's id with it (the rest of OPC does not care for either).
  part=$(cd "$root" && find package -name '*.psmdcp')
  if [[ -n $part ]]; then
    mv "$root/$part" "$root/$(dirname "$part")/core.psmdcp"
    sed -i -e "s|/$part|/$(dirname "$part")/core.psmdcp|" "$root/_rels/.rels"
    id=0
    while grep -q 'Id="R[0-9A-F]\{16\}"' "$root/_rels/.rels"; do id=$((id + 1)); sed -i "0,/Id=\"R[0-9A-F]\{16\}\"/s//Id=\"part$id\"/" "$root/_rels/.rels"; done
  fi
  find "$root" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
  # NuGet reads the parts in any order; the first is what OPC's readers look for first.
  (cd "$root" && { echo '[Content_Types].xml'; find . -type f ! -path './\[Content_Types\].xml' -printf '%P\n' | sort; } | zip -q -X -9 "$release/$(basename "$package")" -@)
done
