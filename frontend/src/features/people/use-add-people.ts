import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useHandedOver, type HandedOver } from '@/features/people/handed-over';
import { invitationsOptions, invite } from '@/shared/api/accounts';
import { ApiError } from '@/shared/api/errors';
import { addPerson, peopleOptions } from '@/shared/api/people';
import type { Role } from '@/shared/api/schema.gen';

export type Way = 'link' | 'password';

interface Wanted {
  whom: string[];
  role: Role;
  way: Way;
}

interface Outcome {
  added: string[];
  invited: number;
  problems: { who: string; problem: string }[];
}

/** Adds people one way or the other; one that cannot be added stops none of the others. */
export function useAddPeople(project: number) {
  const client = useQueryClient();
  const { show } = useHandedOver(project);
  return useMutation({
    mutationFn: (wanted: Wanted) =>
      wanted.way === 'link' ? inviteAll(project, wanted) : addAll(project, wanted, show),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries(peopleOptions(project)),
        client.invalidateQueries(invitationsOptions(project)),
      ]),
  });
}

async function inviteAll(project: number, { whom, role }: Wanted): Promise<Outcome> {
  const rows = await invite(project, { whom, role });
  return {
    added: rows.flatMap(({ person }) => person?.username ?? []),
    invited: rows.filter(({ invitation }) => invitation).length,
    problems: rows.flatMap(({ who, problem }) => (problem ? [{ who, problem }] : [])),
  };
}

async function addAll(project: number, { whom, role }: Wanted, show: (one: HandedOver) => void): Promise<Outcome> {
  const outcome: Outcome = { added: [], invited: 0, problems: [] };
  for (const username of whom) {
    try {
      const person = await addPerson(project, { username, role });
      outcome.added.push(person.username);
      const secret = person.initial_password;
      if (secret) show({ username: person.username, secret, kind: 'password' });
    } catch (error) {
      // Only what the server says of this one; when it is away, the rest would fail as well.
      if (!(error instanceof ApiError)) throw error;
      outcome.problems.push({ who: username, problem: error.message });
    }
  }
  return outcome;
}
