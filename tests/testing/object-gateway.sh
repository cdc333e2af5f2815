#!/usr/bin/env bash
# A bucket server for tests, for the C++ ones and those in TypeScript: a Ceph RADOS Gateway with a
# monitor and one disk, which is in memory, on free ports of 127.0.0.1.
#   object-gateway.sh FOLDER
# FOLDER is made, and belongs to the server. The keys are FRESHETTESTKEY and freshet/test+secret.
# It does what it reads from its standard input, and says `ok` and the gateway's port when that is
# done:
#   start    bucket NAME (makes one)    stop    kill (the gateway: what it stores stays)
#   halt    resume
# When the input ends, so does the server, and FOLDER is gone: so it outlives no test, however that
# ended.
set -euo pipefail

folder=$1
access_key=FRESHETTESTKEY
secret_key=freshet/test+secret
ceph=(ceph -c "$folder/ceph.conf")
port=0
disk=
monitor=
gateway=

free_port() {
    local candidate
    while true; do
        candidate=$((20000 + RANDOM % 12000))
        if ! (: <"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; then break; fi
    done
    echo "$candidate"
}

# As a child that goes with us even if we are killed: its id is in `started`.
run() {
    local name=$1
    shift
    setpriv --pdeathsig=KILL "$@" >>"$folder/$name.out" 2>&1 </dev/null &
    started=$!
}

until_true() {
    for _ in $(seq 300); do
        if "$@" >/dev/null 2>&1; then return; fi
        sleep 0.1
    done
    tail -n 20 "$folder"/*.out >&2
    return 1
}

configure() {
    mkdir -p "$folder"/{monitor,disk,run}
    cat >"$folder/ceph.conf" <<CONF
[global]
fsid = 5f3cbd5c-7a3e-4a0c-9a35-0d9d3a0c6e11
mon_host = [v2:127.0.0.1:$monitor_port]
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
# Without authentication the gateway hangs in any other mode.
ms_mon_client_mode = crc
ms_mon_cluster_mode = crc
ms_mon_service_mode = crc
ms_client_mode = crc
ms_cluster_mode = crc
ms_service_mode = crc
ms_bind_ipv6 = false
ms_bind_msgr1 = false
public_network = 127.0.0.0/8
cluster_network = 127.0.0.0/8
run_dir = $folder/run
admin_socket = $folder/run/\$name.\$pid.asok
pid_file =
log_file =
log_to_stderr = true
mon_data = $folder/monitor
osd_data = $folder/disk
osd_objectstore = memstore
memstore_device_bytes = 4294967296
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
osd_crush_chooseleaf_type = 0
osd_class_load_list = *
osd_class_default_list = *
rgw_thread_pool_size = 32
CONF
}

disk_is_up() { timeout 5 "${ceph[@]}" osd stat | grep -q '1 up'; }

start_storage() {
    local conf=(-c "$folder/ceph.conf") id=9f3cbd5c-7a3e-4a0c-9a35-0d9d3a0c6e12
    monitor_port=$(free_port)
    configure
    monmaptool --create --addv a "[v2:127.0.0.1:$monitor_port]" \
        --fsid 5f3cbd5c-7a3e-4a0c-9a35-0d9d3a0c6e11 "$folder/map" >/dev/null
    ceph-mon "${conf[@]}" --mkfs -i a --monmap "$folder/map" >"$folder/monitor.out" 2>&1
    run monitor ceph-mon "${conf[@]}" -i a -f
    monitor=$started
    until_true timeout 5 "${ceph[@]}" osd create "$id"
    ceph-osd "${conf[@]}" -i 0 --mkfs --osd-uuid "$id" >"$folder/disk.out" 2>&1
    run disk ceph-osd "${conf[@]}" -i 0 -f
    disk=$started
    until_true disk_is_up
    timeout 60 radosgw-admin "${conf[@]}" user create --uid=test --display-name=test \
        "--access-key=$access_key" "--secret=$secret_key" >"$folder/user.out" 2>&1
    port=$(free_port)
}

answers() { curl -sf -m 5 -o "$folder/answer" "http://127.0.0.1:$port/"; }

start() {
    if [ -z "$disk" ]; then start_storage; fi
    run gateway radosgw -c "$folder/ceph.conf" -n client.admin -f \
        "--rgw_frontends=beast endpoint=127.0.0.1:$port"
    gateway=$started
    until_true answers
}

make_bucket() {
    curl -sf -m 30 -X PUT --aws-sigv4 aws:amz:us-east-1:s3 --user "$access_key:$secret_key" \
        -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' -o "$folder/answer" \
        "http://127.0.0.1:$port/$1"
}

end() {
    [ -z "$gateway" ] && return
    kill -CONT "$gateway" 2>/dev/null || true
    kill "-$1" "$gateway" 2>/dev/null || true
    wait "$gateway" 2>/dev/null || true
    gateway=
}

clean_up() {
    end KILL
    for process in $disk $monitor; do
        kill -KILL "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap clean_up EXIT
trap '' INT TERM PIPE

mkdir -m 700 "$folder"
while read -r order name; do
    case $order in
        start) start ;;
        bucket) make_bucket "$name" ;;
        stop) end TERM ;;
        kill) end KILL ;;
        halt) kill -STOP "$gateway" ;;
        resume) kill -CONT "$gateway" ;;
    esac
    echo "ok $port"
done
