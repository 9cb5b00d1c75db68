"""How much people agree, for managers."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for
from annotator.api.view import View, operation
from annotator.models import Role
from annotator.selectors.quality.quality import quality_of


class FigureOut(serializers.Serializer[Any]):
    """value, low, high: with its 95 % interval; null while n of the `needed` items are there, and where n is `needed`
    and all answers are the same. n: items on which it rests.
    """

    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    needed = serializers.IntegerField()

    class Meta:
        ref_name = "QualityFigure"


class AgreementOut(serializers.Serializer[Any]):
    """On items that two or more people labelled. percent: how often two of them said the same (0 to 1). fleiss: Fleiss'
    kappa; krippendorff: Krippendorff's alpha for names, krippendorff_ordinal: for labels whose order means something
    (all at most 1; 0 is chance).
    """

    percent = FigureOut()
    fleiss = FigureOut()
    krippendorff = FigureOut()
    krippendorff_ordinal = FigureOut()

    class Meta:
        ref_name = "QualityAgreement"


class ClassQualityOut(serializers.Serializer[Any]):
    """agreement: where one person says this label, how often another does; kappa: the same beyond chance."""

    label = serializers.CharField()  # type: ignore[assignment]  # a field called so
    agreement = FigureOut()
    kappa = FigureOut()

    class Meta:
        ref_name = "QualityClass"


class CellOut(serializers.Serializer[Any]):
    """items: to which the first gave one label and the second, the truth or the model, the other."""

    first = serializers.CharField()
    second = serializers.CharField()
    items = serializers.IntegerField()

    class Meta:
        ref_name = "QualityCell"


class PersonQualityOut(serializers.Serializer[Any]):
    """id: of the account. labels: theirs on items that others labelled too. truth: how often they gave the true label
    on audit and gold items whose truth is known; cells: which for which, the true one second. model, model_cells: the
    same against the label that the model thought likeliest, of the items of which that is kept: it had not learned what
    they were given. dawid_skene: how often they are right, judged by everybody's answers; null while it is not known
    how much people agree.
    """

    id = serializers.IntegerField()
    name = serializers.CharField()
    labels = serializers.IntegerField()
    truth = FigureOut()
    cells = CellOut(many=True)
    model = FigureOut()
    model_cells = CellOut(many=True)
    dawid_skene = serializers.FloatField(allow_null=True)

    class Meta:
        ref_name = "QualityPerson"


class PairOut(serializers.Serializer[Any]):
    """first, second: accounts. same: how often both gave the same label; kappa: Cohen's, beyond chance."""

    first = serializers.IntegerField()
    second = serializers.IntegerField()
    same = FigureOut()
    kappa = FigureOut()
    cells = CellOut(many=True)

    class Meta:
        ref_name = "QualityPair"


class WeighedOut(serializers.Serializer[Any]):
    """What Dawid and Skene's method, which weighs people by how they err, says of the items with labels of two people.

    tied: by the majority; settled: of these, items on which it has a likeliest label; outvoted: items on which the
    majority's label is not its own. Nothing goes by it: consensus is the majority's.
    """

    items = serializers.IntegerField()
    tied = serializers.IntegerField()
    settled = serializers.IntegerField()
    outvoted = serializers.IntegerField()

    class Meta:
        ref_name = "QualityWeighed"


class QualityOut(serializers.Serializer[Any]):
    """items: that two or more people labelled, less those that are set aside. pairs: those that share most items;
    pairs_in_all: how many share any. weighed: null while it is not known how much people agree. suspected: items whose
    label the newest round takes for an error, and to which nothing happened since.
    """

    sentence = serializers.CharField()
    items = serializers.IntegerField()
    agreement = AgreementOut()
    classes = ClassQualityOut(many=True)
    people = PersonQualityOut(many=True)
    pairs = PairOut(many=True)
    pairs_in_all = serializers.IntegerField()
    weighed = WeighedOut(allow_null=True)
    suspected = serializers.IntegerField()

    class Meta:
        ref_name = "Quality"


class QualityView(View):
    @operation("quality_get", responses=QualityOut)
    def get(self, request: Request, project_id: int) -> Response:
        """How much people agree with each other and with the truth, each figure with its interval."""
        project = project_for(request, project_id, Role.MANAGER)
        return Response(QualityOut(quality_of(project)).data)
