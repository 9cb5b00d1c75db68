import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import classes from '@/features/settings/settings.module.css';
import { describeError } from '@/shared/api/errors';
import { deleteProject, projectOptions, projectsOptions } from '@/shared/api/projects';
import type { Project } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';
import { dropGuards } from '@/shared/lib/leave-guard';
import { Dialog } from '@/shared/ui/dialog';

/** The one thing here that cannot be undone: it names what is lost and wants the name typed. */
export function DeleteProject({ project }: { project: Project }) {
  const [isAsked, question] = useDisclosure();
  return (
    <section className={classes.boxed} aria-label="Delete the project">
      <div>
        <Title order={3}>Delete the project</Title>
        <Text size="sm" c="dimmed">
          {lossWords(project)} This cannot be undone.
        </Text>
      </div>
      <Button variant="outline" color="danger" onClick={question.open}>
        Delete project
      </Button>
      <Dialog opened={isAsked} onClose={question.close} title={`Delete ${project.name}?`}>
        <Question project={project} onKeep={question.close} />
      </Dialog>
    </section>
  );
}

function lossWords({ items, labels_done: labels, kind }: Project): string {
  return `${formatPlural(items, kind)}, ${formatPlural(labels, 'label')} and every round are lost.`;
}

function Question({ project, onKeep }: { project: Project; onKeep: () => void }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => deleteProject(project.id, typed),
    onSuccess: () => {
      dropGuards();
      navigate('/');
      client.removeQueries({ queryKey: projectOptions(project.id).queryKey });
      void client.invalidateQueries(projectsOptions());
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === project.name) remove.mutate();
      }}
    >
      <Text size="sm" mb="md">
        {lossWords(project)} Export first if you may need them.
      </Text>
      <TextInput
        label={`Type “${project.name}” to go on`}
        autoComplete="off"
        data-autofocus
        value={typed}
        error={remove.error ? describeError(remove.error) : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onKeep}>
          Keep project
        </Button>
        <Button type="submit" color="danger" loading={remove.isPending} disabled={typed !== project.name}>
          Delete {formatPlural(project.items, 'item')}
        </Button>
      </Group>
    </form>
  );
}
