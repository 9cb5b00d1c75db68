import { Avatar, Button, Select, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { NewPassword } from '@/features/people/new-password';
import classes from '@/features/people/people.module.css';
import { ROLES, answerWords, parseRole, type Member } from '@/features/people/roles';
import { LetGoOn } from '@/features/people/let-go-on';
import { TakeBack } from '@/features/people/take-back';
import { changeRole, peopleOptions, removePerson } from '@/shared/api/people';
import { projectOptions } from '@/shared/api/projects';
import type { Person, Role } from '@/shared/api/schema.gen';
import { formatMoment } from '@/shared/lib/format';
import { AskFirst } from '@/shared/ui/ask-first';
import { Problem } from '@/shared/ui/problem';

interface PersonItemProps {
  project: number;
  person: Member;
  isMe: boolean;
}

export function PersonItem({ project, person, isMe }: PersonItemProps) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries(peopleOptions(project));
  const change = useMutation({
    mutationFn: (role: Role) => changeRole(project, person.id, role),
    onSuccess: () => {
      void refresh();
      if (isMe) void client.invalidateQueries(projectOptions(project));
    },
  });
  return (
    <li className={classes.person}>
      <Avatar name={person.username} size={32} color="accent" alt="" />
      <div className={classes.who}>
        <Text size="sm" fw={600} truncate title={person.username}>
          {person.username}
          {isMe ? ' (you)' : ''}
        </Text>
        <Text size="xs" c="dimmed">
          since {formatMoment(person.joined_at)}, {answerWords(person)}
          {person.password_is_given ? '; has not chosen a password of their own yet' : ''}
        </Text>
        {person.stage === null ? null : (
          <Text size="xs">
            <b>{person.stage === 'stopped' ? 'Stopped' : 'Told'}</b> {person.caution}
          </Text>
        )}
      </div>
      <Select
        aria-label={`Role of ${person.username}`}
        className={classes.role}
        data={[...ROLES]}
        value={change.isPending ? change.variables : person.role}
        allowDeselect={false}
        disabled={change.isPending}
        onChange={(value) => change.mutate(parseRole(value))}
      />
      <div className={classes.buttons}>
        {person.may_set_password ? (
          <NewPassword project={project} person={person} onDone={() => void refresh()} />
        ) : null}
        <LetGoOn project={project} person={person} />
        <TakeBack project={project} person={person} />
        <Remove project={project} person={person} isMe={isMe} />
      </div>
      <Problem error={change.error} className={classes.error} />
    </li>
  );
}

function Remove({ project, person, isMe }: PersonItemProps) {
  const client = useQueryClient();
  const remove = async () => {
    await removePerson(project, person.id);
    await client.invalidateQueries(peopleOptions(project));
  };
  return (
    <AskFirst
      title={`Remove ${person.username}?`}
      keep={`Keep ${person.username}`}
      go={`Remove ${person.username}`}
      isDanger
      action={remove}
      button={(ask) => (
        <Button variant="default" aria-label={`Remove ${person.username}`} onClick={ask}>
          Remove
        </Button>
      )}
    >
      {isMe ? 'You lose' : `${person.username} loses`} the way into this project, and items held{' '}
      {isMe ? 'by you' : 'there'} go back to the pool. {stayWords(person, isMe)}
    </AskFirst>
  );
}

function stayWords({ labels, skips }: Person, isMe: boolean): string {
  if (labels + skips === 0) return 'There are no answers yet.';
  const given = answerWords({ labels, skips });
  return `${isMe ? 'Your' : 'Their'} ${given} stay, in every table and export, and stay counted and paid.`;
}

/** Who was removed, or came with a file: the answers stay, and so does the line. */
export function FormerPerson({ project, person }: { project: number; person: Person }) {
  return (
    <li className={`${classes.person} ${classes.gone}`}>
      <Avatar name={person.username} size={32} alt="" />
      <div className={classes.who}>
        <Text size="sm" fw={600} truncate title={person.username}>
          {person.username}
        </Text>
        <Text size="xs">
          {person.from_file ? `from ${person.from_file}, no login; ` : 'left; '}
          {answerWords(person)}
          {person.from_file ? '' : ' stay'}
        </Text>
      </div>
      <div className={classes.buttons}>
        <TakeBack project={project} person={person} />
      </div>
    </li>
  );
}
