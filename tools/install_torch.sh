#!/bin/sh
# Install torch without CUDA: install_torch.sh PYTHON REQUIREMENT INDEX
#
# On Linux the ordinary torch brings CUDA, several gigabytes that factcheck has no use for.
# A wheel that pip is configured to find on this machine comes first, then INDEX.
set -eu
python=$1 requirement=$2 index=$3
pip="$python -m pip --disable-pip-version-check"

if [ "$(uname -s)" != Linux ] || [ -z "$index" ]; then
    exit 0 # there is no CUDA build for macOS, or the ordinary one is wanted: it comes with the rest
fi
# --no-index leaves only the folders that pip is configured to look into.
if $pip install --quiet --no-index --no-deps "$requirement" 2>/dev/null; then
    exit 0
fi
if $pip install --quiet --no-deps --index-url "$index" "$requirement"; then
    exit 0
fi
cat >&2 <<END
torch without CUDA could not be had from $index.
Either put a CPU wheel of $requirement into a folder and say PIP_FIND_LINKS=/that/folder make ...,
or name another index with TORCH_INDEX=..., or take the build with CUDA with TORCH_INDEX= (empty).
END
exit 1
