"""Addresses of files in, files out and long work."""

from django.urls import path

from annotator.api import exports, job_files, jobs, shown_fields, uploads

urlpatterns = [
    path("projects/<int:project_id>/uploads", uploads.UploadsView.as_view()),
    path("projects/<int:project_id>/uploads/<int:upload_id>/preview", uploads.UploadPreviewView.as_view()),
    path("projects/<int:project_id>/sources", uploads.SourcesView.as_view()),
    path("projects/<int:project_id>/columns", shown_fields.ProjectColumnsView.as_view()),
    path("projects/<int:project_id>/imports", uploads.ImportsView.as_view()),
    path("projects/<int:project_id>/exports", exports.ExportsView.as_view()),
    path("projects/<int:project_id>/results", exports.ResultsView.as_view()),
    path("jobs", jobs.JobsView.as_view()),
    path("jobs/<str:job_id>", jobs.JobView.as_view()),
    path("jobs/<str:job_id>/cancel", jobs.JobCancelView.as_view()),
    path("jobs/<str:job_id>/problems", job_files.JobProblemsView.as_view()),
    path("jobs/<str:job_id>/file", job_files.JobFileView.as_view()),
]
