#!/usr/bin/env bash
# Makes the files of a release in artifacts/release: the native program as an archive and a Debian package, a container image,
# NuGet packages, an SBOM and checksums. The same commit gives the same files, octet by octet, wherever it is cloned to:
# docs/releasing.md says what that rests on. Usage: ./publish.sh [VERSION]   (default: the one of Directory.Build.props)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C TZ=UTC
umask 022

version=${1:-$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || { echo "'$version' is no version: 1.2.3, or 1.2.3-rc.1" >&2; exit 2; }
for program in git jq dpkg-deb apt-get objdump readelf zip unzip; do
  command -v $program >/dev/null || { echo "$program is missing: apt-get install git jq dpkg apt binutils zip unzip" >&2; exit 2; }
done

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
commit=$(git rev-parse HEAD)
[[ -z $(git status --porcelain) ]] || echo "the working copy has changes that are in no commit: what is made is not what $commit says" >&2

release="$PWD/artifacts/release" work="$PWD/artifacts/publish"
rm -rf "$release" "$work"
mkdir -p "$release" "$work"
export SOURCE_DATE_EPOCH version commit release work

# Built anew and apart from the folders of other builds: what lies there could be of other sources.
build=(-c Release --artifacts-path "$work/build" -v quiet -p:Version="$version" -p:ContinuousIntegrationBuild=true -p:RestoreLockedMode=true
  # Where the repository was cloned from would be in the symbols: they hold the sources themselves instead.
  -p:EnableSourceLink=false -p:EmbedAllSources=true
  # One thread: the generator of log messages writes classes in the order of hash codes, which threads give out as they come.
  -p:CompilerResponseFile="$PWD/eng/release/compiler.rsp")

dotnet publish src/Postscale.Cli -r linux-x64 -o "$work/native" "${build[@]}"
for project in src/*/*.csproj; do
  [[ $(dotnet msbuild "$project" -getProperty:IsPackable) == true ]] || continue
  dotnet pack "$project" -o "$work/packages" "${build[@]}"
done

eng/release/packages.sh
eng/release/archive.sh
eng/release/deb.sh
eng/release/image.sh
eng/release/sbom.sh

(cd "$release" && sha256sum -- * >"$work/SHA256SUMS" && mv "$work/SHA256SUMS" .)
ls -l "$release"
