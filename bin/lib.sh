# Shared by the doors in this folder, which set $here (the door's own path, links resolved) and read this file.
#
#   environment KIND LOCK    finds the Python environment that LOCK describes, else makes it; sets $venv
#
# An environment stands in .venv/KIND-<16 digits of the lock's SHA-256>-<Python, as in 3.11>; where that one is of
# another Python 3.11 than PHONGTRAO_PYTHON names, beside it under the same name and 8 digits more. It is filled in a
# folder beside and renamed when complete, so that what bears that name is whole; it is then only ever called as
# `bin/python -m`, since the scripts that pip writes still name the folder it was filled in.
# shellcheck shell=sh disable=SC2154  # $here comes from the door

root=${here%/*/*}
door=bin/${here##*/}
unset CDPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER
export PYTHONPATH="$root"

refuse() { # in Vietnamese, in English: what is missing and the command that mends it
    printf '%s\n%s\n' "$1" "$2" >&2
    exit 2
}

environment() {
    kind=$1 lock=$root/$2 minor=''
    case $root in *:*) refuse \
        "Đường dẫn $root có dấu hai chấm, Python không dùng được; hãy chuyển thư mục này sang chỗ khác: mv." \
        "The path $root holds a colon, which Python cannot use; move this folder elsewhere: mv." ;;
    esac
    digest=$(digits 16 2>/dev/null <"$lock") || refuse \
        "Không đọc được $lock hoặc thiếu lệnh sha256sum; hãy chạy: git checkout $2 && apt install coreutils" \
        "Cannot read $lock, or the command sha256sum is missing; run: git checkout $2 && apt install coreutils"
    cache=${XDG_CACHE_HOME:-${HOME:-$root}/.cache}/phongtrao
    if [ -n "${PHONGTRAO_PYTHON:-}" ]; then find_python; fi
    if ! look; then
        if [ -z "$minor" ]; then find_python; fi
        make_environment "$2"
    fi
    hold
}

digits() { # $1: how many, of the SHA-256 of what comes in
    sum=$(sha256sum || shasum -a 256) && printf "%.$1s" "$sum"
}

look() { # an environment that is already there; starts no process
    for venv in "$root/.venv/$kind-$digest-${minor:-3.}"* "$cache/$kind-$digest-${minor:-3.}"*; do
        if [ -x "$venv/bin/python" ] && { [ -z "${PHONGTRAO_PYTHON:-}" ] || same_python; }; then return 0; fi
    done
    return 1
}

same_python() { # $venv is an environment of $python
    [ "$(readlink -f "$venv/bin/python")" = "$python" ]
}

hold() { # marks the environment as used now, and as in use for as long as this process lives: see sweep
    if [ -r "$venv/used" ]; then
        true 2>/dev/null >"$venv/used" || true
        exec 9<"$venv/used"
        flock -s 9 2>/dev/null || true
    fi
}

probe='
import os, sys
try:
    import ensurepip, venv
    whole = "whole"
except ImportError:
    whole = "bare"
print("%d.%d %s %s" % (sys.version_info[0], sys.version_info[1], whole, os.path.realpath(sys.executable)))
'

find_python() { # sets $python and $minor; a Python named by PHONGTRAO_PYTHON is the only one asked
    if [ -n "${PHONGTRAO_PYTHON:-}" ]; then
        set -- "$PHONGTRAO_PYTHON"
    else
        set -- python3.14 python3.13 python3.12 python3.11 python3
    fi
    older='' bare=''
    for candidate; do
        answer=$("$candidate" -I -c "$probe" 2>/dev/null) || continue
        minor=${answer%% *} answer=${answer#* }
        case $minor in
            3.1[1-9] | 3.[2-9][0-9]) ;;
            *) older=$minor && continue ;;
        esac
        if [ "${answer%% *}" = whole ]; then
            python=${answer#* }
            return 0
        fi
        bare=$minor
    done
    refuse_python
}

refuse_python() {
    apt='apt update && apt install'
    if [ -n "$bare" ]; then
        refuse "Python $bare trên máy này thiếu gói python3-venv; hãy chạy với quyền root: $apt python3-venv" \
            "Python $bare on this machine lacks the package python3-venv; run as root: $apt python3-venv"
    elif [ -n "$older" ]; then
        refuse "Phongtrao cần Python 3.11 trở lên mà ở đây là $older; hãy cài bản mới hơn rồi chạy: PHONGTRAO_PYTHON=/duong/dan/python3.11 $door" \
            "Phongtrao needs Python 3.11 or newer and here it is $older; install a newer one, then run: PHONGTRAO_PYTHON=/path/to/python3.11 $door"
    elif [ -n "${PHONGTRAO_PYTHON:-}" ]; then
        refuse "PHONGTRAO_PYTHON=$PHONGTRAO_PYTHON không phải là một Python chạy được; hãy chạy: unset PHONGTRAO_PYTHON" \
            "PHONGTRAO_PYTHON=$PHONGTRAO_PYTHON is not a Python that runs; run: unset PHONGTRAO_PYTHON"
    fi
    refuse "Máy này chưa có Python 3.11 trở lên; hãy chạy với quyền root: $apt python3 python3-venv" \
        "This machine has no Python 3.11 or newer; run as root: $apt python3 python3-venv"
}

make_environment() { # $1: the lock's name; nothing is left behind on any way out but the last
    if [ -n "${PHONGTRAO_WHEELS:-}" ] && [ ! -d "$PHONGTRAO_WHEELS" ]; then
        refuse "PHONGTRAO_WHEELS=$PHONGTRAO_WHEELS không phải là thư mục; hãy chạy: unset PHONGTRAO_WHEELS" \
            "PHONGTRAO_WHEELS=$PHONGTRAO_WHEELS is not a folder; run: unset PHONGTRAO_WHEELS"
    fi
    making='' base=$root/.venv
    trap tidy EXIT
    trap 'exit 130' INT
    trap 'exit 143' HUP TERM
    log=$(LC_ALL=C mkdir -p "$base" 2>&1) && [ -w "$base" ] || base=$cache
    log=$(LC_ALL=C mkdir -p "$base" 2>&1) || explain "$1"
    name=$kind-$digest-$minor venv=$base/$kind-$digest-$minor
    if [ -x "$venv/bin/python" ] && ! same_python; then
        name=$name-$(printf %s "$python" | digits 8)
    fi
    making=$(LC_ALL=C mktemp -d "$base/.making-XXXXXX" 2>&1) || { log=$making making='' && explain "$1"; }
    printf '%s / %s\n' "Đang chuẩn bị Phongtrao (chỉ một lần, khoảng một phút)…" \
        "Setting up Phongtrao (once, about a minute)…" >&2
    log=$(fill 2>&1) || explain "$1"
    venv=$base/$name
    if [ ! -x "$venv/bin/python" ]; then # of a Python that is gone
        if [ -e "$venv" ] || [ -h "$venv" ]; then mv "$venv" "$making/broken"; fi
    fi
    log=$("$python" -I -c 'import os, sys; os.rename(*sys.argv[1:])' "$making/$name" "$venv" 2>&1) ||
        [ -x "$venv/bin/python" ] || explain "$1" # it is there where another start was quicker
    sweep
    tidy
    trap - EXIT INT HUP TERM
}

fill() {
    export LC_ALL=C PIP_DISABLE_PIP_VERSION_CHECK=1
    "$python" -I -m venv --without-pip "$making/$name" || return
    "$making/$name/bin/python" -I -m ensurepip || return # by itself, since venv hides why it failed
    set -- install --quiet --no-input --require-hashes --only-binary :all: --no-deps -r "$lock"
    if [ -n "${PHONGTRAO_WHEELS:-}" ]; then # that folder and nothing else, whatever pip is configured to
        export PIP_CONFIG_FILE=/dev/null
        set -- --isolated "$@" --no-index --find-links "$PHONGTRAO_WHEELS"
    fi
    "$making/$name/bin/python" -I -m pip "$@" && : >"$making/$name/used"
}

explain() { # $1: the lock's name; reads $log, what the step that failed had printed
    package=$(printf '%s\n' "$log" | sed -n 's/.*No matching distribution found for \([^ ]*\).*/\1/p' | head -n 1)
    wheels="python3 -m pip download --only-binary :all: --no-deps -r $1 -d wheels"
    case $log in
        *"No space left"* | *"Errno 28"* | *"Disk quota"*) refuse \
            "Ổ đĩa chứa $base hoặc thư mục tạm đã đầy (cần khoảng 500 MB); hãy xem rồi dọn bớt: df -h" \
            "The disk that holds $base or the temporary folder is full (about 500 MB is needed); look, then make room: df -h" ;;
        *"DO NOT MATCH THE HASHES"* | *"Hashes are required"* | *"must have their versions pinned"* | *"Invalid requirement"*) refuse \
            "$1 không khớp với các gói tải về, có thể đã bị sửa tay; hãy lấy lại bản gốc: git checkout $1" \
            "$1 does not match the packages it names, perhaps it was changed by hand; take it back: git checkout $1" ;;
        *"Read-only file system"* | *"Permission denied"*) refuse \
            "Không ghi được vào $base; hãy chỉ một thư mục ghi được: XDG_CACHE_HOME=/thu/muc $door" \
            "Cannot write to $base; name a folder that can be written: XDG_CACHE_HOME=/some/folder $door" ;;
    esac
    if [ -n "$package" ] && [ -n "${PHONGTRAO_WHEELS:-}" ]; then
        refuse "Thư mục $PHONGTRAO_WHEELS thiếu gói $package cho Python $minor; hãy tải đủ trên máy có mạng: $wheels" \
            "The folder $PHONGTRAO_WHEELS lacks $package for Python $minor; fetch them all on a machine with network: $wheels"
    fi
    case $log in
        *Retrying* | *ConnectionError* | *"timed out"* | *"HTTP error"* | *SSLError* | *ProxyError*) refuse \
            "Lần chạy đầu cần có mạng để tải thư viện; không có mạng thì trên máy khác chạy: $wheels, chép về rồi chạy: PHONGTRAO_WHEELS=wheels $door" \
            "The first start needs the network to fetch libraries; without it run on another machine: $wheels, bring the folder here, then run: PHONGTRAO_WHEELS=wheels $door" ;;
    esac
    if [ -n "$package" ]; then
        refuse "Không có gói dựng sẵn $package cho Python $minor trên loại máy này; hãy dùng Python khác: PHONGTRAO_PYTHON=/duong/dan/python3.11 $door" \
            "There is no ready-made $package for Python $minor on this kind of machine; use another Python: PHONGTRAO_PYTHON=/path/to/python3.11 $door"
    fi
    log=$(printf '%s\n' "$log" | grep -v '^$' | tail -n 1) || true
    refuse "Không chuẩn bị được Phongtrao (${log:-không rõ vì sao}); hãy chạy lại: $door" \
        "Phongtrao could not be set up (${log:-no reason given}); run again: $door"
}

tidy() { # the folder being filled; .venv too where it is empty
    if [ -n "$making" ]; then rm -rf "$making"; fi
    rmdir "$base" 2>/dev/null || true
}

sweep() { # environments of older locks and folders that a killed start left, unless in use or used within a day
    for old in "$base/$kind-"* "$base"/.making-*; do
        case $old in "$base/$kind-$digest-"* | "$making") continue ;; esac
        stamp=$old/used
        if [ ! -e "$stamp" ]; then stamp=$old; fi
        if [ ! -d "$old" ] || [ -n "$(find "$stamp" -prune -mtime -1)" ]; then continue; fi
        if command -v flock >/dev/null; then
            flock -n "$stamp" rm -rf "$old" || true
        else
            rm -rf "$old" || true
        fi
    done
}
