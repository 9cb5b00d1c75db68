"""Elements of an iterator that a thread makes while their reader waits for something else."""

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from annotator.services.imports.read_ahead import ReadAhead


def test_elements_come_in_their_order_and_then_none() -> None:
    with ReadAhead(iter(range(5)), ahead=3) as reader:
        assert [reader.take() for _ in range(7)] == [0, 1, 2, 3, 4, None, None]


def test_the_next_elements_are_made_before_anybody_asks_for_them() -> None:
    made, third = [], threading.Event()

    def source() -> Iterator[int]:
        for n in range(10):
            made.append(n)
            if n == 2:
                third.set()
            yield n

    with ReadAhead(source(), ahead=2) as reader:
        assert reader.take() == 0
        assert third.wait(60)
    assert made == [0, 1, 2]


def test_what_goes_wrong_in_the_thread_is_raised_where_it_is_taken() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise OSError("the file is gone")

    with ReadAhead(source()) as reader:
        assert reader.take() == 1
        with pytest.raises(OSError, match="is gone"):
            reader.take()


def test_python_is_as_it_was_afterwards_whatever_happened() -> None:
    before = sys.getswitchinterval(), gc.get_threshold()
    with suppress(ZeroDivisionError), ReadAhead(iter(range(5))):
        assert (sys.getswitchinterval(), gc.get_threshold()) != before
        raise ZeroDivisionError
    assert (sys.getswitchinterval(), gc.get_threshold()) == before


def test_of_two_imports_at_once_the_last_one_leaves_python_as_it_was() -> None:
    before = sys.getswitchinterval(), gc.get_threshold()
    first, second = ReadAhead(iter("ab")), ReadAhead(iter("cd"))
    with ExitStack() as later:
        with first:
            later.enter_context(second)
        assert (sys.getswitchinterval(), gc.get_threshold()) != before
    assert (sys.getswitchinterval(), gc.get_threshold()) == before
