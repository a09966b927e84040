#!/usr/bin/env bash
# Runs the whole path in a network namespace that has nothing but loopback: import, train, answer, serve.
# Needs `unshare` and the right to make a namespace (root, or unprivileged user namespaces).
# Environment: MODEL=/path/to.gguf for the real model; DIAPASON=/path/to/the/program
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" -eq 0 ]; then enter=(unshare --net); else enter=(unshare --net --map-root-user); fi

# Loopback comes up through an ioctl, because a small machine need not have the `ip` command.
"${enter[@]}" bash -c '
python3 - <<"PYTHON"
import fcntl, socket, struct
SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 0x1, 0x40
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
    fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP | IFF_RUNNING))
PYTHON
EXPECT_NO_NETWORK=1 exec python3 "$0/whole_path.py"
' "$here"
