"""The public names of the package."""

import subprocess
import sys

import pytest

import vectorstore


@pytest.mark.parametrize("name", dir(vectorstore))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(vectorstore, name).__name__ == name


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = vectorstore.Nothing


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, vectorstore; print('numpy' in sys.modules or 'sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
