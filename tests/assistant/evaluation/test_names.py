"""The package's public names are there, and no others."""

import pytest

from assistant import evaluation


def test_every_public_name_can_be_had() -> None:
    assert sorted(name for names in evaluation._HOMES.values() for name in names) == sorted(
        evaluation.__all__
    )
    assert all(callable(getattr(evaluation, name)) for name in evaluation.__all__)


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'estimate'"):
        _ = evaluation.estimate  # type: ignore[attr-defined]
