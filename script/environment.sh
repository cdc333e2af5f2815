# Sourced by the other scripts: where they are, and caches that work even without a usable HOME.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD

if ! mkdir -p "${HOME:-/nonexistent}/.cache" 2>/dev/null || [ ! -w "$HOME/.cache" ]; then
    mkdir -p build/home
    export HOME=$root/build/home
fi
# The same source in another folder is compiled once: CI checks out where it likes.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
export npm_config_cache=${npm_config_cache:-$HOME/.npm}
export PATH=$root/build/node/node_modules/.bin:$PATH  # Where script/bootstrap puts one, see there.
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false

# Runs cmake for build/NAME; afresh when what is there is of no use, such as a tree that was moved.
#   configure NAME CMAKE_ARGUMENT...
configure() {
    local log=build/$1.configure.log
    shift
    cmake "$@" >"$log" 2>&1 || cmake --fresh "$@" >"$log" 2>&1 || { cat "$log" >&2; return 1; }
}

# Compiles TARGET... in build/PRESET, which is configured first when it has to be.
#   build_tree PRESET TARGET...
build_tree() {
    local preset=$1
    shift
    local ninja=build/$preset/build.ninja
    if [ ! -f "$ninja" ] || [ CMakePresets.json -nt "$ninja" ]; then
        configure "$preset" --preset "$preset"
    fi
    ninja -C "build/$preset" --quiet "$@"
}

# Installs into FOLDER/node_modules what FOLDER/package-lock.json says, when that is not there.
#   npm_modules FOLDER
npm_modules() {
    local folder=$1 stamp=$1/node_modules/.freshet-lock
    cmp -s "$folder/package-lock.json" "$stamp" && return
    echo "npm: installing what $folder/package-lock.json names"
    (cd "$folder" && npm ci --no-progress --loglevel=error)
    cp "$folder/package-lock.json" "$stamp"
}

mkdir -p build
