#!/usr/bin/env bash
# The Debian package. Called by publish.sh.
set -euo pipefail

root="$work/deb"
mkdir -p "$root"/{DEBIAN,etc/default,usr/{bin,lib/{postscale,systemd/system},share/{doc/postscale/examples,man/man1,lintian/overrides}}}
install -m 755 "$work/native/postscale" "$root/usr/lib/postscale/"
install -m 644 "$work/native/libe_sqlite3.so" "$root/usr/lib/postscale/"
strip --strip-unneeded "$root/usr/lib/postscale/libe_sqlite3.so"
ln -s ../lib/postscale/postscale "$root/usr/bin/postscale"

# The unit of deploy/, with the package's paths and a user that is there while the service is not: the commands run as it.
sed -e '/^# Install:/d' -e '/^#   systemctl enable/d' \
  -e 's|/opt/postscale/postscale|/usr/bin/postscale|' \
  -e 's|-/etc/postscale.env|-/etc/default/postscale|' \
  -e 's|^DynamicUser=yes|User=postscale\nGroup=postscale|' \
  deploy/postscale.service >"$root/usr/lib/systemd/system/postscale.service"
install -m 640 deploy/debian/default "$root/etc/default/postscale"
gzip -n -9 <deploy/debian/postscale.1 >"$root/usr/share/man/man1/postscale.1.gz"
install -m 644 deploy/debian/copyright "$root/usr/share/doc/postscale/copyright"
git archive HEAD:examples | tar -x -C "$root/usr/share/doc/postscale/examples"
git archive HEAD:deploy grafana | tar -x -C "$root/usr/share/doc/postscale/examples"
chmod 755 "$root"/usr/share/doc/postscale/examples/*/*.sh
install -m 644 deploy/debian/lintian-overrides "$root/usr/share/lintian/overrides/postscale"
debian_version=${version/-/\~}
gzip -n -9 >"$root/usr/share/doc/postscale/changelog.gz" <<END
postscale ($debian_version) stable; urgency=medium

  * Commit $commit.

 -- Postscale contributors <contributors@postscale.io>  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END

# What the program links with is in libc6 and libgcc-s1; ICU and OpenSSL are looked for when it starts, whichever version there is.
glibc=$(objdump -T "$work/native/postscale" "$work/native/libe_sqlite3.so" | grep -o 'GLIBC_[0-9][0-9.]*' | sort -uV | tail -n 1)
size=$(cd "$root" && find etc usr -type f -printf '%s\n' | awk '{ kb += int(($1 + 1023) / 1024) } END { print kb }')
cat >"$root/DEBIAN/control" <<END
Package: postscale
Version: $debian_version
Architecture: amd64
Maintainer: Postscale contributors <contributors@postscale.io>
Installed-Size: $size
Depends: libc6 (>= ${glibc#GLIBC_}), libgcc-s1, libicu72 | libicu74 | libicu76 | libicu78, libssl3 | libssl3t64, ca-certificates, adduser, init-system-helpers (>= 1.54)
Suggests: postgresql
Section: mail
Priority: optional
Description: control plane for the domains of an email platform
 Says which DNS records a domain must publish (ownership, MX, SPF, DKIM, DMARC,
 return-path), proves by real DNS that they are there, and tells the mail system
 whether the domain may send or receive. An HTTP API, with its documentation.
END
echo /etc/default/postscale >"$root/DEBIAN/conffiles"
install -m 755 deploy/debian/{postinst,prerm,postrm} "$root/DEBIAN/"
(cd "$root" && find etc usr -type f ! -path etc/default/postscale -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
chmod 644 "$root"/DEBIAN/{control,conffiles,md5sums}
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --threads-max=1 --build "$root" "$release/postscale_${debian_version}_amd64.deb" >/dev/null
