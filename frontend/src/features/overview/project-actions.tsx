import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Download, FilePlus, Pause, Play } from 'lucide-react';
import { Link } from 'wouter';
import { pauseProject, projectOptions, projectsOptions, startProject } from '@/shared/api/projects';
import type { Project } from '@/shared/api/schema.gen';
import { Problem } from '@/shared/ui/problem';

export function ProjectActions({ project }: { project: Project }) {
  const isManager = project.role === 'manager';
  if (project.status === 'draft') return null;
  return (
    <Group gap={8}>
      {isManager ? <PauseButton project={project} /> : null}
      {isManager ? <AddDataButton project={project} /> : null}
      {isManager ? <ResultsLink project={project} /> : null}
      <NextStep project={project} />
    </Group>
  );
}

/** What goes on from here. Where everything is labelled nothing does, but taking home. */
function NextStep({ project: { id, role, status, ended_by } }: { project: Project }) {
  if (ended_by === 'budget' && role === 'manager') {
    return (
      <Button component={Link} href={`/projects/${id}/settings`}>
        Raise the budget
      </Button>
    );
  }
  if (status !== 'active' || ended_by) return null;
  return (
    <Button component={Link} href={`/projects/${id}/label`}>
      Start labelling
    </Button>
  );
}

function AddDataButton({ project: { id } }: { project: Project }) {
  return (
    <Button
      component={Link}
      href={`/projects/${id}/add-data`}
      variant="default"
      leftSection={<FilePlus size={16} aria-hidden />}
    >
      Add data
    </Button>
  );
}

function ResultsLink({ project: { id } }: { project: Project }) {
  return (
    <Button
      component={Link}
      href={`/projects/${id}/results`}
      variant="default"
      leftSection={<Download size={16} aria-hidden />}
    >
      Export
    </Button>
  );
}

function PauseButton({ project: { id, status } }: { project: Project }) {
  const client = useQueryClient();
  const isActive = status === 'active';
  const change = useMutation({
    mutationFn: () => (isActive ? pauseProject(id) : startProject(id)),
    onSuccess: (project) => {
      client.setQueryData(projectOptions(id).queryKey, project);
      void client.invalidateQueries({ ...projectsOptions(), exact: true });
    },
  });
  if (status !== 'active' && status !== 'paused') return null;
  return (
    <>
      <Problem error={change.error} size="xs" truncate />
      <Button
        variant="default"
        loading={change.isPending}
        leftSection={isActive ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
        onClick={() => change.mutate()}
      >
        {isActive ? 'Pause' : 'Resume'}
      </Button>
    </>
  );
}
