import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member } from '@/features/people/roles';
import { letGoOn } from '@/shared/api/people';
import { AskFirst } from '@/shared/ui/ask-first';

interface LetGoOnProps {
  project: number;
  person: Member;
}

/** Somebody was told or stopped because they were wrong too often or too fast: a manager lifts it. */
export function LetGoOn({ project, person }: LetGoOnProps) {
  const client = useQueryClient();
  const [why, setWhy] = useState('');
  if (person.stage === null) return null;
  const lift = async () => {
    await letGoOn(project, person.id, why);
    await client.invalidateQueries({ queryKey: ['projects', project] });
  };
  const isStopped = person.stage === 'stopped';
  return (
    <AskFirst
      title={isStopped ? `Let ${person.username} go on?` : `Forget what ${person.username} was told?`}
      keep="Not yet"
      go={isStopped ? `Let ${person.username} go on` : 'Forget it'}
      action={lift}
      button={(ask) => (
        <Button variant="default" aria-label={`Let ${person.username} go on`} onClick={ask}>
          {isStopped ? 'Let go on…' : 'Forget…'}
        </Button>
      )}
    >
      {person.caution} What they did until now is held against them no more; their answers stay as they are, and can be
      taken back.
      <Textarea
        mt="md"
        label="Why"
        description="Kept in the project log. Annotators do not see it."
        autosize
        maxLength={2000}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
    </AskFirst>
  );
}
