"""Every data set that a claim may name: what it is, where it comes from, and what reads it."""

from collections.abc import Callable
from dataclasses import dataclass

from selection.benchmark.data import Dataset
from selection.papers.adapters.ag_news import load_ag_news
from selection.papers.adapters.amazon import load_amazon_full, load_amazon_multidomain, load_amazon_polarity
from selection.papers.adapters.banking77 import load_banking77
from selection.papers.adapters.cifar import load_cifar10, load_cifar100
from selection.papers.adapters.class_folders import load_clothing10
from selection.papers.adapters.generic import load_image_folder, load_npz_file, load_text_file
from selection.papers.adapters.imagenet import load_imagenet
from selection.papers.adapters.imdb import load_imdb
from selection.papers.adapters.mnist import load_fashion_mnist, load_mnist
from selection.papers.adapters.quickdraw import load_quickdraw, load_quickdraw15
from selection.strategy import IMAGE, TEXT

ANY = 0


@dataclass(frozen=True, kw_only=True)
class Adapter:
    """One data set. n_classes, n_train, n_test: what the complete set has, ANY where that is open.

    files from source belong into `folder` of the root that `load` is given; the root may also be that folder.
    """

    kind: str
    load: Callable[..., Dataset]
    files: str
    source: str
    folder: str
    n_classes: int = ANY
    n_train: int = ANY
    n_test: int = ANY


_ZHANG = "the authors' folder on Google Drive, named in https://github.com/zhangxiangxiao/Crepe"
_DOODLES = "https://console.cloud.google.com/storage/browser/quickdraw_dataset/full/numpy_bitmap"
_YOURS = "your own files"

ADAPTERS: dict[str, Adapter] = {
    "cifar10": Adapter(
        kind=IMAGE,
        load=load_cifar10,
        files="cifar-10-python.tar.gz",
        source="https://www.cs.toronto.edu/~kriz/cifar.html",
        folder="cifar10",
        n_classes=10,
        n_train=50_000,
        n_test=10_000,
    ),
    "cifar100": Adapter(
        kind=IMAGE,
        load=load_cifar100,
        files="cifar-100-python.tar.gz",
        source="https://www.cs.toronto.edu/~kriz/cifar.html",
        folder="cifar100",
        n_classes=100,
        n_train=50_000,
        n_test=10_000,
    ),
    "mnist": Adapter(
        kind=IMAGE,
        load=load_mnist,
        files="the four .gz files train-images-idx3-ubyte, train-labels-idx1-ubyte and the same with t10k",
        source="https://ossci-datasets.s3.amazonaws.com/mnist/",
        folder="mnist",
        n_classes=10,
        n_train=60_000,
        n_test=10_000,
    ),
    "fashion_mnist": Adapter(
        kind=IMAGE,
        load=load_fashion_mnist,
        files="the four .gz files train-images-idx3-ubyte, train-labels-idx1-ubyte and the same with t10k",
        source="https://github.com/zalandoresearch/fashion-mnist (data/fashion)",
        folder="fashion_mnist",
        n_classes=10,
        n_train=60_000,
        n_test=10_000,
    ),
    "imagenet": Adapter(
        kind=IMAGE,
        load=load_imagenet,
        files="ILSVRC2012_img_train.tar and ILSVRC2012_img_val.tar, unpacked to train/SYNSET and val/SYNSET,",
        source="https://image-net.org/download-images (an account is needed)",
        folder="imagenet",
        n_classes=1000,
        n_train=1_281_167,
        n_test=50_000,
    ),
    "quickdraw": Adapter(
        kind=IMAGE,
        load=load_quickdraw,
        files="a .npy file for each class",
        source=_DOODLES,
        folder="quickdraw",
    ),
    "quickdraw15": Adapter(
        kind=IMAGE,
        load=load_quickdraw15,
        files="quickdraw15.npz (x uint8[N, 28, 28], y, test, classes; made from the files of 15 classes)",
        source=_DOODLES,
        folder="quickdraw15",
        n_classes=15,
        n_train=44_000,
        n_test=11_000,
    ),
    "clothing10": Adapter(
        kind=IMAGE,
        load=load_clothing10,
        files="the train and test folders",
        source="https://github.com/alexeygrigorev/clothing-dataset-small",
        folder="clothing10",
        n_classes=10,
    ),
    "amazon_polarity": Adapter(
        kind=TEXT,
        load=load_amazon_polarity,
        files="amazon_review_polarity_csv.tar.gz",
        source=_ZHANG,
        folder="amazon_polarity",
        n_classes=2,
        n_train=3_600_000,
        n_test=400_000,
    ),
    "amazon_full": Adapter(
        kind=TEXT,
        load=load_amazon_full,
        files="amazon_review_full_csv.tar.gz",
        source=_ZHANG,
        folder="amazon_full",
        n_classes=5,
        n_train=3_000_000,
        n_test=650_000,
    ),
    "amazon_multidomain": Adapter(
        kind=TEXT,
        load=load_amazon_multidomain,
        files="reviews.csv.gz (columns domain, label, title, text, made from the *.review files)",
        source="https://www.cs.jhu.edu/~mdredze/datasets/sentiment/",
        folder="amazon_multidomain",
    ),
    "ag_news": Adapter(
        kind=TEXT,
        load=load_ag_news,
        files="ag_news_csv.tar.gz",
        source=_ZHANG,
        folder="ag_news",
        n_classes=4,
        n_train=120_000,
        n_test=7_600,
    ),
    "imdb": Adapter(
        kind=TEXT,
        load=load_imdb,
        files="aclImdb_v1.tar.gz",
        source="https://ai.stanford.edu/~amaas/data/sentiment/",
        folder="imdb",
        n_classes=2,
        n_train=25_000,
        n_test=25_000,
    ),
    "banking77": Adapter(
        kind=TEXT,
        load=load_banking77,
        files="train.csv and test.csv",
        source="https://github.com/PolyAI-LDN/task-specific-datasets (banking_data)",
        folder="banking77",
        n_classes=77,
        n_train=10_003,
        n_test=3_080,
    ),
    "image_folder": Adapter(
        kind=IMAGE, load=load_image_folder, files="class folders with images", source=_YOURS, folder="."
    ),
    "npz": Adapter(kind=IMAGE, load=load_npz_file, files="an .npz with x and y", source=_YOURS, folder="."),
    "texts": Adapter(
        kind=TEXT, load=load_text_file, files="a .csv or .jsonl with text and label", source=_YOURS, folder="."
    ),
}
