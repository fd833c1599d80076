#!/usr/bin/env bash
# A small DNS world of your own, to try Postscale without owning a domain: nsd serves the zones beside this script, unbound
# resolves in front of it. Stop it with Ctrl+C. Needs nsd and unbound (Debian: apt-get install nsd unbound).
#   ./start.sh        the resolver answers at 127.0.0.1:5453
#   ./start.sh 6000   … or at another port, as LOCAL_DNS_PORT says too
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
port=${1:-${LOCAL_DNS_PORT:-5453}}
authority=${LOCAL_DNS_AUTHORITY_PORT:-$((port + 1))}
PATH=$PATH:/usr/sbin
for program in nsd unbound; do command -v $program >/dev/null || { echo "$program is missing: apt-get install nsd unbound" >&2; exit 2; }; done

for taken in "$authority" "$port"; do
  (exec 3<>"/dev/tcp/127.0.0.1/$taken") 2>/dev/null && { echo "something listens at port $taken already: end it, or give another port (./start.sh 6000)" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$work"' EXIT

{
  echo "server:"
  echo "  ip-address: 127.0.0.1@$authority"
  echo "  username: \"\""
  echo "  chroot: \"\""
  echo "  pidfile: \"$work/nsd.pid\""
  echo "  database: \"\""
  echo "  zonelistfile: \"$work/zone.list\""
  echo "  xfrdfile: \"$work/xfrd.state\""
  echo "  xfrdir: \"$work\""
  echo "remote-control:"
  echo "  control-enable: no"
  for zone in *.zone; do
    printf 'zone:\n  name: "%s"\n  zonefile: "%s"\n' "${zone%.zone}" "$PWD/$zone"
  done
} >"$work/nsd.conf"

{
  cat <<CONF
server:
  interface: 127.0.0.1@$port
  username: ""
  chroot: ""
  directory: "$work"
  pidfile: ""
  use-syslog: no
  do-not-query-localhost: no
  module-config: "iterator"
  cache-max-ttl: 0
  cache-max-negative-ttl: 0
  # Nothing leaves this machine: what is not in the zones does not exist.
  local-zone: "." static
remote-control:
  control-enable: no
CONF
  for zone in *.zone; do
    printf '  local-zone: "%s" transparent\n' "${zone%.zone}" >>"$work/open"
    printf 'stub-zone:\n  name: "%s"\n  stub-addr: 127.0.0.1@%s\n' "${zone%.zone}" "$authority"
  done
} >"$work/unbound.conf"
sed -i "/local-zone: \".\" static/r $work/open" "$work/unbound.conf"

nsd -d -c "$work/nsd.conf" 2>"$work/nsd.log" &
nsd=$!
unbound -d -c "$work/unbound.conf" 2>"$work/unbound.log" &
unbound=$!
for server in "$authority" "$port"; do
  for _ in $(seq 200); do
    kill -0 "$nsd" 2>/dev/null && kill -0 "$unbound" 2>/dev/null || break
    (exec 3<>"/dev/tcp/127.0.0.1/$server") 2>/dev/null && continue 2
    sleep 0.05
  done
  cat "$work"/*.log >&2
  echo "the name servers did not start at ports $authority and $port" >&2
  exit 1
done
echo "DNS answers at 127.0.0.1:$port. Edit $PWD/example.com.zone: changes are read within a second. Ctrl+C stops it."

stamp() { stat -c %Y.%s ./*.zone | tr '\n' ' '; }
seen=$(stamp)
while kill -0 "$nsd" 2>/dev/null; do
  sleep 0.5
  now=$(stamp)
  if [[ $now != "$seen" ]]; then
    seen=$now
    # nsd reads zone files again on SIGHUP, and serves the old zone if the new one has an error.
    kill -HUP "$nsd"
    echo "zones read again"
    tail -n 3 "$work/nsd.log" | grep -i -E 'error|warning' || true
  fi
done
cat "$work/nsd.log" >&2
exit 1
