#!/usr/bin/env bash
# The one test command: installs what a fresh Debian machine lacks, runs every test, ends with "N passed, N failed, N skipped".
# --full adds the long runs; everything else goes on to dotnet test (for example --filter FullyQualifiedName~Documents).
cd "$(dirname "$0")/.." || exit 1
arguments=()
for argument in "$@"; do
    if [ "$argument" = --full ]; then export SESAMTALK_FULL=1; else arguments+=("$argument"); fi
done

missing=()
command -v chromium >/dev/null || missing+=(chromium)
ldconfig -p 2>/dev/null | grep -q 'libsqlite3\.so\.0' || missing+=(libsqlite3-0)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
if [ "${#missing[@]}" -gt 0 ]; then
    as=(); [ "$(id -u)" = 0 ] || as=(sudo)
    log=$(mktemp)
    echo "installing ${missing[*]}"
    { "${as[@]}" apt-get update -qq && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 \
        || { echo "could not install ${missing[*]}; tests that need them will fail or be skipped:"; tail -5 "$log"; }
    rm -f "$log"
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet test SesamTalk.sln --nologo --logger "trx;LogFileName=tests.trx" --results-directory "$results" "${arguments[@]}"
code=$?
counters=$(grep -ho '<Counters[^>]*>' "$results"/*.trx 2>/dev/null)
number() { echo "$counters" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
total=$(number total); executed=$(number executed); passed=$(number passed)
failed=$((executed - passed))
# No test ran: it did not build, or the filter fits nothing. Neither is a success.
if [ "$total" -eq 0 ]; then failed=1; fi
if [ "$failed" -gt 0 ] && [ "$code" -eq 0 ]; then code=1; fi
echo "$passed passed, $failed failed, $((total - executed)) skipped"
exit "$code"
