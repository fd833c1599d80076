#!/usr/bin/env bash
# The container image, as a tar that is an OCI layout and a docker archive at once, for there is no registry to push to. Two layers:
# what the program needs of Debian, taken out of its packages, and the program. Called by publish.sh.
set -euo pipefail

image="$work/image" base="$work/image/base" app="$work/image/app" layout="$work/image/layout"
mkdir -p "$base"/usr/{bin,lib,lib64,share} "$base"/{etc/ssl/certs,tmp,proc,sys,dev} "$app"/{usr/bin,usr/lib/postscale,usr/share/doc/postscale} "$image"/{debs,data/data} "$layout/blobs/sha256"

# --- The layer of Debian: libc, what ICU and OpenSSL need, and the certificates. No shell, no package manager, no time zones: all times are UTC.
names() { apt-cache pkgnames "$1" | grep -xE "$2" | sort -V | tail -n 1; }
packages=(libc6 libgcc-s1 libstdc++6 ca-certificates "$(names libicu 'libicu[0-9]+')" "$(names libssl3 'libssl3(t64)?')")
(cd "$image/debs" && apt-get download -qq "${packages[@]}")
for deb in "$image"/debs/*.deb; do
  dpkg-deb -x "$deb" "$image/unpacked"
  mkdir -p "$base/var/lib/dpkg/status.d"
  # Where scanners of images look for what is in them.
  dpkg-deb -f "$deb" >"$base/var/lib/dpkg/status.d/$(dpkg-deb -f "$deb" Package)"
done
# Older packages have /lib beside /usr/lib; in the image the one is the other.
for folder in lib lib64 bin sbin; do
  if [[ -d $image/unpacked/$folder && ! -L $image/unpacked/$folder ]]; then cp -a "$image/unpacked/$folder/." "$base/usr/$folder/"; fi
  mkdir -p "$base/usr/$folder"
  ln -s "usr/$folder" "$base/$folder"
done
cp -a "$image/unpacked/usr/lib/." "$base/usr/lib/"
if [[ -d $image/unpacked/usr/lib64 ]]; then cp -a "$image/unpacked/usr/lib64/." "$base/usr/lib64/"; fi
rm -rf "$base"/usr/lib/*/{gconv,audit} "$base/usr/bin" "$base/usr/sbin" "$base/bin" "$base/sbin"
for copyright in "$image"/unpacked/usr/share/doc/*/copyright; do install -D -m 644 "$copyright" "$base${copyright#"$image/unpacked"}"; done
find "$image/unpacked/usr/share/ca-certificates" -name '*.crt' -print0 | sort -z | xargs -0 cat >"$base/etc/ssl/certs/ca-certificates.crt"
printf 'root:x:0:0:root:/:/nonexistent\npostscale:x:10001:10001:Postscale:/data:/nonexistent\n' >"$base/etc/passwd"
printf 'root:x:0:\npostscale:x:10001:\n' >"$base/etc/group"
printf 'hosts: files dns\n' >"$base/etc/nsswitch.conf"
grep -E '^(ID|VERSION_ID|VERSION_CODENAME|NAME|PRETTY_NAME)=' /etc/os-release >"$base/etc/os-release"

# --- The layer of the program.
install -m 755 "$work/native/postscale" "$app/usr/lib/postscale/"
install -m 644 "$work/native/libe_sqlite3.so" "$app/usr/lib/postscale/"
ln -s ../lib/postscale/postscale "$app/usr/bin/postscale"
install -m 644 LICENSE src/Postscale.MailDns/NOTICE.md "$app/usr/share/doc/postscale/"

# Every library that something in the image is linked with is in it.
while read -r library; do
  [[ -n $(find "$base/usr/lib" "$base/usr/lib64" -name "$library" -print -quit) ]] || { echo "the image lacks $library" >&2; exit 1; }
done < <(find "$base/usr" "$app/usr" -type f \( -name '*.so*' -o -name postscale \) -exec readelf -d {} + 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u)

chmod 1777 "$base/tmp"
chmod 700 "$image/data/data"
tar() { eng/release/tar.sh "$@"; }
(cd "$base" && find . -mindepth 1 -maxdepth 1 -printf '%P\n' | sort) | xargs eng/release/tar.sh "$base" >"$image/0.tar"
tar "$app" usr >"$image/1.tar"
TAR_OWNER=10001 tar "$image/data" data >"$image/2.tar"

# --- What says how the layers belong together.
blob() { # FILE: puts it among the blobs, and says its digest
  local digest; digest=$(sha256sum "$1" | cut -d ' ' -f 1)
  cp "$1" "$layout/blobs/sha256/$digest"
  echo "$digest"
}
layers=() sizes=()
for i in 0 1 2; do layers+=("$(blob "$image/$i.tar")"); sizes+=("$(stat -c %s "$image/$i.tar")"); done
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
jq -n --arg created "$created" --arg version "$version" --arg commit "$commit" '{
  created: $created, architecture: "amd64", os: "linux",
  config: {
    User: "10001:10001", WorkingDir: "/data", ExposedPorts: {"8080/tcp": {}}, Volumes: {"/data": {}}, StopSignal: "SIGTERM",
    Env: ["PATH=/usr/bin", "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt", "POSTSCALE_LISTEN=http://0.0.0.0:8080", "POSTSCALE_DATABASE=sqlite:/data/postscale.db"],
    Entrypoint: ["/usr/bin/postscale"], Cmd: ["serve"],
    Labels: {
      "org.opencontainers.image.title": "postscale", "org.opencontainers.image.description": "The control plane for the domains of an email platform",
      "org.opencontainers.image.version": $version, "org.opencontainers.image.revision": $commit, "org.opencontainers.image.created": $created,
      "org.opencontainers.image.licenses": "Apache-2.0 AND MPL-2.0"}},
  rootfs: {type: "layers", diff_ids: ($ARGS.positional | map("sha256:" + .))},
  history: [{created: $created, created_by: "Debian packages"}, {created: $created, created_by: "postscale"}, {created: $created, created_by: "/data"}]
}' --args "${layers[@]}" >"$image/config.json"
config=$(blob "$image/config.json")
jq -n --arg config "$config" --argjson size "$(stat -c %s "$image/config.json")" --argjson sizes "$(printf '%s\n' "${sizes[@]}" | jq -s .)" '{
  schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json",
  config: {mediaType: "application/vnd.oci.image.config.v1+json", digest: ("sha256:" + $config), size: $size},
  layers: [$ARGS.positional, $sizes] | transpose | map({mediaType: "application/vnd.oci.image.layer.v1.tar", digest: ("sha256:" + .[0]), size: .[1]})
}' --args "${layers[@]}" >"$image/manifest.json"
manifest=$(blob "$image/manifest.json")
jq -n --arg manifest "$manifest" --argjson size "$(stat -c %s "$image/manifest.json")" --arg version "$version" '{
  schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json",
  manifests: [{mediaType: "application/vnd.oci.image.manifest.v1+json", digest: ("sha256:" + $manifest), size: $size,
    platform: {architecture: "amd64", os: "linux"},
    annotations: {"org.opencontainers.image.ref.name": $version, "io.containerd.image.name": ("docker.io/library/postscale:" + $version)}}]
}' >"$layout/index.json"
echo '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
jq -n --arg config "$config" --arg version "$version" '[{Config: ("blobs/sha256/" + $config), RepoTags: ["postscale:" + $version], Layers: ($ARGS.positional | map("blobs/sha256/" + .))}]' \
  --args "${layers[@]}" >"$layout/manifest.json"
tar "$layout" oci-layout index.json manifest.json blobs | gzip -n -9 >"$release/postscale-$version-image.tar.gz"
