# What the scripts of the AWS CLI share. Source it; every check is a line of TAP, and the script ends with 1 if one was not ok.
set -euo pipefail
: "${AA_ENDPOINT:?names no emulator, such as http://127.0.0.1:4566}"
export AWS_DEFAULT_REGION=us-east-1 AWS_PAGER='' AWS_MAX_ATTEMPTS=1
readonly CHECK_FOLDER=$(mktemp -d)
trap 'rm -rf "$CHECK_FOLDER"' EXIT
checks=0 bad=0

aws_of() { local service=$1; shift; aws --endpoint-url "$AA_ENDPOINT" "$service" "$@"; }
sqs() { aws_of sqs "$@"; }
db() { aws_of dynamodb "$@"; }
streams() { aws_of dynamodbstreams "$@"; }

# tell NAME 0|1 [WHY]: one line for a check, and on standard error why it is not ok.
tell() {
  checks=$((checks + 1))
  if [ "$2" = 0 ]; then echo "ok $checks - $1"; return; fi
  bad=$((bad + 1))
  echo "not ok $checks - $1"
  echo "  $3" >&2
}

# is NAME EXPECTED COMMAND…: the command succeeds and prints this. Tabs and ends of lines count as spaces.
is() {
  local name=$1 expected=$2 got status=0
  shift 2
  got=$("$@" 2>"$CHECK_FOLDER/error" | tr '\t\n' '  ' | sed 's/ *$//') || status=1
  if [ "$status" = 0 ] && [ "$got" = "$expected" ]; then tell "$name" 0; else tell "$name" 1 "'$*' gave '$got', not '$expected' $(cat "$CHECK_FOLDER/error")"; fi
}

# does NAME COMMAND…: the command succeeds.
does() {
  local name=$1
  shift
  if "$@" >"$CHECK_FOLDER/output" 2>&1; then tell "$name" 0; else tell "$name" 1 "'$*' failed: $(cat "$CHECK_FOLDER/output")"; fi
}

# fails NAME CODE WORDS COMMAND…: the command fails with AWS's code, in words that hold these.
fails() {
  local name=$1 code=$2 words=$3
  shift 3
  if "$@" >"$CHECK_FOLDER/output" 2>&1; then
    tell "$name" 1 "'$*' should have failed with $code"
  elif grep -qF "($code)" "$CHECK_FOLDER/output" && grep -qF "$words" "$CHECK_FOLDER/output"; then
    tell "$name" 0
  else
    tell "$name" 1 "'$*' failed otherwise than with $code '$words': $(cat "$CHECK_FOLDER/output")"
  fi
}

# finish: the plan, and the exit code.
finish() {
  echo "1..$checks"
  [ "$bad" = 0 ] || exit 1
}
