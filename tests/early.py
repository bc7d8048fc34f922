"""Loaded before anything else: tests never touch a real home."""

import atexit
import os
import shutil
import tempfile

if "PYTEST_XDIST_WORKER" not in os.environ:
    folder = tempfile.mkdtemp(prefix="phongtrao-tests-")
    os.environ["PHONGTRAO_HOME"] = folder
    os.environ.pop("PHONGTRAO_DEMO", None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
