"""The command says in a sentence what it lacks."""

import os
import subprocess
import sys


def test_what_is_missing_is_said_in_one_sentence(tmp_path):
    without = {k: v for k, v in os.environ.items() if k not in {"DEBUG", "SECRET_KEY"}}

    result = subprocess.run(
        [sys.executable, "-m", "headship", "serve"],
        env={**without, "DEBUG": "0", "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr.strip() == (
        "Set SECRET_KEY: a long random string that signs sessions."
    )
