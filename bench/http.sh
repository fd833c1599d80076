#!/usr/bin/env bash
# GET, LIST and POST of the native service against Kestrel alone with the same bytes, as ratios of one run.
# Needs wrk (Debian). Usage: bench/http.sh [seconds a measurement, default 5] [rounds, default 3]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-5} rounds=${2:-3}
command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 2; }
[[ -x artifacts/native/postscale ]] || dotnet publish src/Postscale.Cli -c Release -r linux-x64 -o artifacts/native -v quiet
[[ -x artifacts/bare/Postscale.Bare ]] || dotnet publish bench/Postscale.Bare -c Release -r linux-x64 -o artifacts/bare -v quiet

work=$(mktemp -d)
pids=()
finish() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait; rm -rf "$work"; }
trap finish EXIT

artifacts/native/postscale serve --database "sqlite:$work/bench.db" --listen http://127.0.0.1:0 --rate-limit 0 --log-level warning >"$work/out" 2>"$work/err" &
pids+=($!)
for _ in $(seq 100); do grep -q Listening "$work/out" && break; sleep 0.05; done
url=$(sed -n 's/^Listening on //p' "$work/out")
key=$(grep '^ps_live_' "$work/out")
call() { curl -sf -H "Authorization: Bearer $key" -H 'Content-Type: application/json' "$@"; }
for i in $(seq 50); do call "$url/v1/domains" -d "{\"domain\":\"d$i.example\",\"type\":\"both\"}" >/dev/null; done
call "$url/v1/domains/d1.example" >"$work/get.json"
call "$url/v1/domains?limit=20" >"$work/list.json"
call "$url/v1/domains" -d '{"domain":"one-more.example"}' >"$work/post.json"

port=$((20000 + RANDOM % 20000))
bare() { artifacts/bare/Postscale.Bare "$work/$1.json" "http://127.0.0.1:$port" & pids+=($!); bare_pid=$!; for _ in $(seq 100); do curl -so /dev/null "http://127.0.0.1:$port/" && break; sleep 0.05; done; }
end_bare() { kill "$bare_pid"; wait "$bare_pid" 2>/dev/null || true; port=$((port + 1)); }

cat >"$work/post.lua" <<'LUA'
local seed = tonumber(os.getenv("SEED")) or 0
local n, id = 0, 0
function setup(thread) id = id + 1; thread:set("id", id) end
function request()
  n = n + 1
  return wrk.format("POST", "/v1/domains", nil, string.format('{"domain":"p%d-%d-%d.example"}', seed, id, n))
end
LUA
rate() { awk '/^Requests\/sec/ {print $2}'; }
load() { # clients, url, further options of wrk
  local clients=$1 target=$2; shift 2
  wrk -t1 -c"$clients" -d"${seconds}s" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' "$@" "$target" | tee "$work/wrk" | rate
  grep -E 'Non-2xx' "$work/wrk" >&2 || true
}
median() { sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }

measure() { # name, bytes, path, clients, options
  local name=$1 bytes=$2 path=$3 clients=$4; shift 4
  local ours=() theirs=() ratios=()
  bare "$bytes"
  for round in $(seq "$rounds"); do
    export SEED=$((RANDOM * 100 + round))
    a=$(load "$clients" "$url$path" "$@"); b=$(load "$clients" "http://127.0.0.1:$port$path" "$@")
    ours+=("$a"); theirs+=("$b"); ratios+=("$(awk "BEGIN {print $a/$b}")")
  done
  end_bare
  printf '%-22s %8.0f/s   bare %8.0f/s   ratio %.2f\n' "$name" "$(printf '%s\n' "${ours[@]}" | median)" "$(printf '%s\n' "${theirs[@]}" | median)" "$(printf '%s\n' "${ratios[@]}" | median)"
}

measure "GET" get /v1/domains/d1.example 32
measure "LIST of 20" list '/v1/domains?limit=20' 32
measure "POST, 1 client" post /v1/domains 1 -s "$work/post.lua"
measure "POST, 64 clients" post /v1/domains 64 -s "$work/post.lua"
