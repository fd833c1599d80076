#!/usr/bin/env bash
# Writes a tar of some paths to standard output that depends on nothing but what they hold: names in order, one time, no users.
# Usage: tar.sh FOLDER PATH…
set -euo pipefail
exec tar --create --format=gnu --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner="${TAR_OWNER:-0}" --group="${TAR_OWNER:-0}" --numeric-owner -C "$@"
