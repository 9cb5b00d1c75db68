import { Button, Group, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import boxes from '@/shared/ui/boxes.module.css';
import { CopyButton } from '@/shared/ui/copy-button';
import { absolute, stateWords } from '@/features/people/invitation-words';
import classes from '@/features/people/people.module.css';
import { roleLabel } from '@/features/people/roles';
import { invitationsOptions, revokeInvitation, type InvitationRow } from '@/shared/api/accounts';
import { Problem } from '@/shared/ui/problem';

/** Who has been invited, and who has come in. */
export function InvitationList({ project }: { project: number }) {
  const { data, error } = useQuery({ ...invitationsOptions(project), refetchInterval: 30_000 });
  if (!data || data.length === 0) return <Problem error={error} />;
  const links = data.flatMap(({ who, link }) => (link ? [`${who}\t${absolute(link)}`] : []));
  return (
    <section>
      <Group justify="space-between" mb="md">
        <Title order={2}>Invitations</Title>
        {links.length > 1 ? <CopyButton text={links.join('\n')} label={`Copy all ${links.length} links`} /> : null}
      </Group>
      <Problem error={error} mb="sm" />
      <ul className={boxes.list}>
        {data.map((invitation) => (
          <InvitationItem key={invitation.id} project={project} invitation={invitation} />
        ))}
      </ul>
    </section>
  );
}

function InvitationItem({ project, invitation }: { project: number; invitation: InvitationRow }) {
  const { id, who, role, state, link } = invitation;
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeInvitation(project, id),
    onSettled: () => client.invalidateQueries(invitationsOptions(project)),
  });
  return (
    <li className={classes.invitation}>
      <div className={classes.who}>
        <Text size="sm" fw={600} truncate title={who}>
          {who}
        </Text>
        <Text size="xs" c="dimmed">
          {roleLabel(role)}, {stateWords(invitation)}
        </Text>
      </div>
      <Group gap={8}>
        {link ? <CopyButton text={absolute(link)} label="Copy link" name={`Copy the link of ${who}`} /> : null}
        {state === 'used' ? null : (
          <Button
            size="xs"
            variant="default"
            loading={revoke.isPending}
            aria-label={`Take back the invitation of ${who}`}
            onClick={() => revoke.mutate()}
          >
            {state === 'open' ? 'Take back' : 'Remove'}
          </Button>
        )}
      </Group>
      <Problem error={revoke.error} className={classes.error} />
    </li>
  );
}
