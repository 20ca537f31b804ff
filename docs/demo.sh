#!/bin/sh
# A day of the salon's archive: check, due, classify, rank, a visit recorded, the reports.
set -eu
custfile=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
folder=$2
day=2026-11-20
export CUSTFILE_AS_OF=$day CUSTFILE_USER=huang.zhixuan CUSTFILE_LANG="${CUSTFILE_LANG:-en}"

say() { printf '\n$ custfile %s\n' "$*"; "$custfile" "$@"; }

rm -rf "$folder"
printf '$ custfile init %s --example salon\n' "$folder"
"$custfile" init "$folder" --example salon
cd "$folder"
say check
say due --today
say classify
say rank --by rfm --top 8
say visit 江佳穎 --note "想先試做一次" --next 2w
say show 江佳穎
say report today -o today.html
say report all -o site
printf '\nThe reports are in %s/site/index.html\n' "$PWD"
