"""The web pages. `server` imports Gradio (2-3 s), so import it only where the pages are served.

What Gradio reads from the environment when it is imported is set here, before any module of this package can
import it: nothing is reported, nothing is fetched, uploads lie where no other user of the machine can read.
"""

import atexit
import os
import shutil
import tempfile

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_TEMP_DIR"] = tempfile.mkdtemp(prefix="letterbook-uploads-")  # 0700
atexit.register(shutil.rmtree, os.environ["GRADIO_TEMP_DIR"], ignore_errors=True)
