"""The floors of docs/status/pages.md hold, but for those of `pages/below.toml`."""

import pytest

from tests.corpus.pages import floors, kinds, merged, run_on, score, vendors

pytestmark = pytest.mark.corpus


def test_floors() -> None:
    if not vendors.root().is_dir():
        pytest.skip(f"no corpus at {vendors.root()}; set SPECLOOM_CORPUS")
    scores = [score.score(pair) for pair in vendors.PAIRS]
    found = [*floors.of_scores(scores)]
    for pair in vendors.PAIRS:
        if pair.merges:
            found.append(floors.of_merged(pair.name, merged.compare(pair)))
    found += floors.of_kinds(kinds.examine())
    found += floors.of_rows([*run_on.rows(run_on.splitter())])
    assert not (wrong := floors.judge(found)), "\n".join(wrong)
