"""Retrieval scored alone, with ir-measures: Recall@10, nDCG@10 and RR of gold paragraphs."""

from collections.abc import Mapping, Sequence

from assistant.evaluation.measures import Share


def score_rankings(
    gold: Mapping[str, frozenset[str]], rankings: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, Share]]:
    """Score rankings of paragraph ids, both by case id. A case without gold paragraphs is not scored."""
    import ir_measures  # 0.3 s, and only evaluation needs it
    from ir_measures import RR, R, nDCG

    names = {R @ 10: "recall@10", nDCG @ 10: "ndcg@10", RR: "mrr"}
    qrels = [
        ir_measures.Qrel(case_id, paragraph_id, 1)
        for case_id, paragraphs in gold.items()
        for paragraph_id in sorted(paragraphs)
    ]
    run = [
        ir_measures.ScoredDoc(case_id, paragraph_id, -rank)  # ranks as scores: no ties
        for case_id in gold
        for rank, paragraph_id in enumerate(dict.fromkeys(rankings.get(case_id, ())))
    ]
    scores: dict[str, dict[str, Share]] = {case_id: {} for case_id in gold}
    for metric in ir_measures.iter_calc(list(names), qrels, run) if qrels else ():
        scores[metric.query_id][names[metric.measure]] = Share(part=metric.value, whole=1)
    return scores
