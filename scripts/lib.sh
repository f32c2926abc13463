# Shared by the scripts: sourced, never run. The working folder is the top of the checkout.
# shellcheck shell=sh

cd "$(dirname "$0")/.." || exit

# Tools of ours, apart from the machine's; kept when HILO_DIR moves the state elsewhere.
TOOLS=$PWD/.hilo/tools
TARGET=${CARGO_TARGET_DIR:-target}
PATH="$TOOLS/bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
export PATH

have() { command -v "$1" >/dev/null 2>&1; }

say() { printf '%s\n' "$*"; }

# at_least 20.20.2 20.19: whether the first version is the second or newer.
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# The program for people: optimised, but without the link-time optimisation of a release, for
# which a first start would have to wait.
build_api() {
    cargo build --package hilo --profile quick \
        --config 'profile.quick.inherits = "release"' \
        --config 'profile.quick.lto = "off"' \
        --config 'profile.quick.codegen-units = 16'
}

# Packages of the pages, again only when the lock file has changed. Chained with && because the
# shell does not stop at errors inside of a function that is a condition.
install_web() {
    cmp -s frontend/package-lock.json frontend/node_modules/.installed-from && return
    (cd frontend && npm ci --no-audit --no-fund) &&
        cp frontend/package-lock.json frontend/node_modules/.installed-from
}

# The pages, again only when something they are made of is newer.
build_web() {
    stamp=frontend/dist/.built-at
    [ -e "$stamp" ] && [ -z "$(web_sources_newer_than "$stamp")" ] && return
    mkdir -p "$TARGET" && touch "$TARGET/.web-build-started" &&
        npm run --silent --prefix frontend build &&
        mv "$TARGET/.web-build-started" "$stamp"
}

web_sources_newer_than() {
    find frontend -mindepth 1 \
        \( -name node_modules -o -name dist -o -name e2e \) -prune -o -newer "$1" -print |
        head -n 1
}

# Linters of scripts/lint, from PyPI and npm, again only when a list has changed.
install_linters() {
    stamp=$TOOLS/.linters
    if cat scripts/lint/requirements.txt scripts/lint/package-lock.json | cmp -s - "$stamp"; then
        return
    fi
    [ -e "$TOOLS/bin/python" ] || python3 -m venv "$TOOLS"
    "$TOOLS/bin/python" -m pip install --quiet --disable-pip-version-check uv &&
        "$TOOLS/bin/uv" pip install --quiet --python "$TOOLS/bin/python" \
            --requirement scripts/lint/requirements.txt &&
        mkdir -p "$TOOLS/lint" &&
        cp scripts/lint/package.json scripts/lint/package-lock.json "$TOOLS/lint" &&
        npm ci --prefix "$TOOLS/lint" --ignore-scripts --no-audit --no-fund --silent &&
        cat scripts/lint/requirements.txt scripts/lint/package-lock.json >"$stamp"
}
