#!/usr/bin/env bash
# The bill of materials, CycloneDX 1.6: what is in the native program, and in the image beside it. Called by publish.sh.
# It is made here because it tells more than the project's references: the runtime and its native parts, which the compiler takes from
# packs, and the libraries of Debian.
set -euo pipefail

packages=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
assets="$work/build/obj/Postscale.Cli/project.assets.json"

component() { # NAME VERSION: of a NuGet package, with its licence and the hash of what was restored
  local folder="$packages${1,,}/$2" nuspec licence hash
  nuspec="$folder/${1,,}.nuspec"
  licence=$(sed -n 's|.*<license type="expression">\(.*\)</license>.*|\1|p' "$nuspec" | head -n 1)
  hash=$(base64 -d <"$folder/${1,,}.$2.nupkg.sha512" | od -An -v -tx1 | tr -d ' \n')
  jq -n --arg name "$1" --arg version "$2" --arg licence "$licence" --arg hash "$hash" '
    {type: "library", "bom-ref": "pkg:nuget/\($name)@\($version)", name: $name, version: $version, purl: "pkg:nuget/\($name)@\($version)", hashes: [{alg: "SHA-512", content: $hash}]}
    + if $licence == "" then {} else {licenses: [{expression: $licence}]} end'
}

{
  # Packages of which something is compiled in: those that have something for run time.
  jq -r '.targets["net10.0/linux-x64"] | to_entries[] | select(.value.type == "package" and ((.value.runtime // {}) + (.value.native // {}) | keys | map(select(endswith("_._") | not)) | length > 0)) | .key' "$assets" \
    | while IFS=/ read -r name package_version; do component "$name" "$package_version"; done
  # The runtime: its libraries, ASP.NET's, and the compiler's package, whose native parts are linked in.
  jq -r '.project.frameworks["net10.0"].downloadDependencies[] | "\(.name) \(.version | capture("^\\[(?<v>[^,]+)").v)"' "$assets" | grep -iE '^(Microsoft\.NETCore\.App\.Runtime\.NativeAOT|Microsoft\.AspNetCore\.App\.Runtime|runtime\.linux-x64\.Microsoft\.DotNet\.ILCompiler)' | sort -u \
    | while read -r name package_version; do component "$name" "$package_version"; done
  jq -n --arg hash "$(sha256sum src/Postscale.MailDns/Names/Data/public_suffix_list.dat | cut -d ' ' -f 1)" \
    --arg version "$(sed -n 's|^// VERSION: ||p' src/Postscale.MailDns/Names/Data/public_suffix_list.dat | head -n 1)" '
    {type: "data", "bom-ref": "public-suffix-list", name: "Public Suffix List", version: $version, licenses: [{license: {id: "MPL-2.0"}}], hashes: [{alg: "SHA-256", content: $hash}]}'
  for deb in "$work"/image/debs/*.deb; do
    jq -n --arg name "$(dpkg-deb -f "$deb" Package)" --arg version "$(dpkg-deb -f "$deb" Version)" --arg hash "$(sha256sum "$deb" | cut -d ' ' -f 1)" --arg codename "$(. /etc/os-release && echo "$VERSION_CODENAME")" '
      "pkg:deb/debian/\($name)@\($version | @uri)?arch=amd64&distro=\($codename)" as $purl
      | {type: "library", "bom-ref": $purl, name: $name, version: $version, purl: $purl, hashes: [{alg: "SHA-256", content: $hash}], properties: [{name: "postscale:in", value: "image"}]}'
  done
} | jq -s --arg version "$version" --arg commit "$commit" --arg time "$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)" --arg hash "$(sha256sum "$work/native/postscale" | cut -d ' ' -f 1)" '{
  bomFormat: "CycloneDX", specVersion: "1.6", version: 1,
  metadata: {timestamp: $time, component: {type: "application", "bom-ref": "postscale", name: "postscale", version: $version, licenses: [{expression: "Apache-2.0 AND MPL-2.0"}],
    hashes: [{alg: "SHA-256", content: $hash}], properties: [{name: "postscale:commit", value: $commit}]}},
  components: sort_by(."bom-ref"),
  dependencies: [{ref: "postscale", dependsOn: (map(."bom-ref") | sort)}]
}' >"$release/postscale-$version.cdx.json"
