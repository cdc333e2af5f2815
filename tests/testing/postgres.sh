#!/usr/bin/env bash
# A PostgreSQL server for tests, for the C++ ones and those in TypeScript:
#   postgres.sh FOLDER [PORT] [NAME=VALUE ...]
# FOLDER is made, belongs to the server, and has its Unix socket; with a port it listens on
# 127.0.0.1 too, and asks for the password that stands in FRESHET_TEST_PASSWORD. NAME=VALUE are its
# settings.
# It does what it reads from its standard input, and says `ok` when that is done:
#   start    stop    kill (as power loss does, without a goodbye)    halt    resume
# When the input ends, so does the server, and FOLDER is gone: so it outlives no test, however that
# ended. Nothing of it survives, so nothing has to reach the disk unless a setting says so.
set -euo pipefail

folder=$1
port=${2:-0}
shift $(($# < 2 ? $# : 2))
programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
postmaster=

# It goes with us even if we are killed. PostgreSQL refuses to run as root; Debian's package has a
# user for it.
as_server=(setpriv --pdeathsig=KILL)
if [ "$(id -u)" = 0 ]; then as_server+=(--reuid=postgres --regid=postgres --clear-groups); fi

addresses=
if [ "$port" -gt 0 ]; then addresses=127.0.0.1; fi
settings=(
    -c "unix_socket_directories=$folder" -c "port=$((port > 0 ? port : 5432))"
    -c "listen_addresses=$addresses"
    -c fsync=off -c full_page_writes=off -c autovacuum=off -c shared_buffers=16MB
    -c max_connections=60 -c max_wal_size=256MB -c timezone=Pacific/Auckland
)
for setting in "$@"; do settings+=(-c "$setting"); done

make_cluster() {
    mkdir -m 755 "$folder"
    if [ "$(id -u)" = 0 ]; then chown postgres: "$folder"; fi
    local access=(--auth=trust)
    if [ "$port" -gt 0 ]; then
        printf '%s\n' "${FRESHET_TEST_PASSWORD:?}" >"$folder/password"
        chmod 644 "$folder/password"
        access=(--auth-local=trust --auth-host=scram-sha-256 "--pwfile=$folder/password")
    fi
    "${as_server[@]}" "$programs/initdb" --pgdata="$folder/data" --username=postgres --no-sync \
        --encoding=UTF8 --locale=C.UTF-8 "${access[@]}" >"$folder.log" 2>&1
}

answers() {
    "$programs/pg_isready" --quiet --host="$folder" --port="$((port > 0 ? port : 5432))"
}

start() {
    "${as_server[@]}" "$programs/postgres" -D "$folder/data" "${settings[@]}" >>"$folder.log" 2>&1 &
    postmaster=$!
    for _ in $(seq 300); do
        if answers; then return; fi
        kill -0 "$postmaster" 2>/dev/null || break
        sleep 0.05
    done
    cat "$folder.log" >&2
    return 1
}

# Its children have process groups of their own, so they are named one by one.
family() {
    echo "$postmaster" $(cat "/proc/$postmaster/task/$postmaster/children" 2>/dev/null)
}

signal_all() {
    # shellcheck disable=SC2046  # One word a process.
    kill -"$1" $(family) 2>/dev/null || true
}

ended() {
    wait "$postmaster" 2>/dev/null || true
    postmaster=
}

clean_up() {
    if [ -n "$postmaster" ]; then
        signal_all CONT
        kill -QUIT "$postmaster" 2>/dev/null || true
        ended
    fi
    rm -rf "$folder" "$folder.log"
}
trap clean_up EXIT
trap '' INT TERM PIPE

make_cluster
while read -r order; do
    case $order in
        start) start ;;
        stop) kill -INT "$postmaster" && ended ;;
        kill) signal_all KILL && ended ;;
        halt) signal_all STOP ;;
        resume) signal_all CONT ;;
    esac
    echo ok
done
