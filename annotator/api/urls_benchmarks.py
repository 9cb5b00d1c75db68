"""Addresses of benchmarks."""

from django.urls import path

from annotator.api import benchmarks

urlpatterns = [
    path("projects/<int:project_id>/benchmarks", benchmarks.BenchmarksView.as_view()),
    path("projects/<int:project_id>/benchmarks/plan", benchmarks.BenchmarkPlanView.as_view()),
    path("benchmarks/<int:benchmark_id>", benchmarks.BenchmarkView.as_view()),
    path("benchmarks/<int:benchmark_id>/cancel", benchmarks.BenchmarkCancelView.as_view()),
    path("benchmarks/<int:benchmark_id>/file", benchmarks.BenchmarkFileView.as_view()),
]
