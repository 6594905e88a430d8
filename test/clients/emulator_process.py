"""Starts the emulator as its command and reads what it prints, so the printed lines are tried as well."""
import contextlib
import os
import pathlib
import re
import signal
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
TSX = ROOT / "node_modules" / ".bin" / "tsx"


@contextlib.contextmanager
def running(*flags):
    """Yields (address, kinds): each kind of credential that is printed, as a dict of its exports."""
    command = [str(TSX), str(ROOT / "emulator" / "main.ts"), "--port", "0", *flags]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        printed = []
        for line in process.stdout:
            printed.append(line)
            if line.startswith("  demo-stuck-at-90"):
                break
        text = "".join(printed)
        address = re.search(r"API emulator at (\S+)", text).group(1)
        kinds = [dict(re.findall(r"export (\w+)=(\S+)", part)) for part in re.split(r"\n(?!  )", text)]
        yield address, [kind for kind in kinds if kind]
    finally:
        os.killpg(process.pid, signal.SIGINT)
        code = process.wait(timeout=10)
        assert code == 0, f"the emulator ended with {code} after an interrupt"


def with_names(kinds, *names):
    """The one kind that has exactly these names."""
    return next(kind for kind in kinds if set(kind) == set(names))


def check(name, holds, seen):
    print(("ok    " if holds else "WRONG ") + name + ("" if holds else f": {seen}"))
    if not holds:
        raise SystemExit(1)
