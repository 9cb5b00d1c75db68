import { NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import classes from '@/features/review/review.module.css';
import { updateProject } from '@/shared/api/projects';
import type { Project, ProjectWrite } from '@/shared/api/schema.gen';
import { Problem } from '@/shared/ui/problem';

/** How much is sampled, and whether reviewers see names: for managers to set, for reviewers to know. */
export function ReviewSettings({ project }: { project: Project }) {
  const share = percentOf(project);
  if (project.role !== 'manager') {
    return (
      <Text size="sm" c="dimmed" className={classes.settings}>
        {share} % of each person’s labels are sampled. Names are {project.review_names ? 'shown' : 'hidden'}.
      </Text>
    );
  }
  return <Settings key={share} project={project} share={share} />;
}

const percentOf = ({ review_share: share }: Project) => Math.round(share * 1000) / 10;

function Settings({ project, share }: { project: Project; share: number }) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<string | number>(share);
  const save = useMutation({
    mutationFn: (changes: ProjectWrite) => updateProject(project.id, changes),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['projects', project.id] });
      await client.invalidateQueries({ queryKey: ['review-items', project.id] });
    },
  });
  const keepShare = () => {
    const value = Number(typed);
    if (typed === '' || Number.isNaN(value)) setTyped(share);
    else if (value !== share) save.mutate({ review_share: value / 100 });
  };
  return (
    <Stack gap="sm" className={classes.settings}>
      <NumberInput
        label="Sampled"
        description="Of each person’s labels, drawn at random"
        suffix=" %"
        min={0}
        max={100}
        step={1}
        decimalScale={1}
        clampBehavior="strict"
        value={typed}
        onChange={setTyped}
        onBlur={keepShare}
        onKeyDown={(event) => {
          // Keys decide on items again.
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      <Switch
        label="Show names"
        description="Else people are A, B, C"
        checked={project.review_names}
        disabled={save.isPending}
        onChange={(event) => {
          save.mutate({ review_names: event.currentTarget.checked });
          event.currentTarget.blur();
        }}
      />
      <Problem error={save.error} />
    </Stack>
  );
}
