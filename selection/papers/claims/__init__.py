"""What four papers and their critics claim, as experiments and checks: CLAIMS, id -> Claim."""

from selection.papers.claims import clactive, compute_efficient, data_sampling, evaluation, svp
from selection.papers.claims.registry import PAPER as PAPER
from selection.papers.claims.registry import SMALL as SMALL
from selection.papers.claims.registry import Claim as Claim

CLAIMS: dict[str, Claim] = {
    claim.id: claim for paper in (svp, clactive, compute_efficient, data_sampling, evaluation) for claim in paper.CLAIMS
}
