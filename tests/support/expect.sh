# Sourced by the command-line tests. $program is the binary; every check says what it saw when it fails.
set -u
program=$1
failures=0

fail() { printf 'FAIL: %s\n' "$*"; failures=$((failures + 1)); }

# same NAME EXPECTED ACTUAL
same() { [ "$2" = "$3" ] || fail "$1: expected '$2', got '$3'"; }

# has NAME TEXT PART
has() { case $2 in *"$3"*) ;; *) fail "$1: '$3' is not in: $2" ;; esac; }

# refused NAME PART COMMAND…: exit 2, nothing on standard output, one line on standard error that holds PART.
refused() {
  local name=$1 part=$2 out err status
  shift 2
  err=$(mktemp)
  out=$("$@" 2>"$err" </dev/null)
  status=$?
  refused_as "$name" "$part" "$status" "$out" "$err"
}

# refused_as NAME PART STATUS OUTPUT ERRORFILE
refused_as() {
  [ "$3" = 2 ] || fail "$1: exit status $3, expected 2"
  [ -z "$4" ] || fail "$1: standard output: $4"
  [ "$(wc -l <"$5")" = 1 ] || fail "$1: standard error has $(wc -l <"$5") lines: $(cat "$5")"
  has "$1" "$(cat "$5")" "$2"
  rm -f "$5"
}

# have TOOL: what continuous integration installs has to be there; elsewhere what needs it is not checked.
have() {
  command -v "$1" >/dev/null && return
  [ -z "${CI:-}" ] || { printf 'FAIL: no %s here\n' "$1"; exit 1; }
  echo "no $1 here: not checked"
  return 1
}

finish() {
  [ "$failures" = 0 ] || exit 1
  echo passed
}
