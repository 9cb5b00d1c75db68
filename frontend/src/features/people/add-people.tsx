import { Button, Radio, Select, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import classes from '@/features/people/people.module.css';
import { ROLES, parseRole, roleWords } from '@/features/people/roles';
import { useAddPeople, type Way } from '@/features/people/use-add-people';
import { splitWhom } from '@/features/people/whom';
import type { Role } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';
import { FIELD_ORDER } from '@/shared/project-setup/field-order';
import boxes from '@/shared/ui/boxes.module.css';
import { Problem } from '@/shared/ui/problem';

/** Several people at once, by names or addresses: by link, or with passwords that are drawn here. */
export function AddPeople({ project, mayCreate }: { project: number; mayCreate: boolean }) {
  const [text, setText] = useState('');
  const [role, setRole] = useState<Role>('annotator');
  const [way, setWay] = useState<Way>('link');
  const [isEmpty, setEmpty] = useState(false);
  const add = useAddPeople(project);
  const whom = splitWhom(text);
  const submit = () => {
    setEmpty(whom.length === 0);
    if (whom.length === 0) return;
    // What could not be taken stays in the field, to be mended.
    add.mutate(
      { whom, role, way },
      { onSuccess: ({ problems }) => setText(problems.map(({ who }) => who).join('\n')) },
    );
  };
  return (
    <section className={boxes.panel}>
      <Title order={2} mb={4}>
        Add people
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {mayCreate
          ? 'Who has an account is in at once.'
          : 'Your account may not create others: you can add people who have an account.'}
      </Text>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={classes.form}>
          <Textarea
            label="User names or e-mail addresses"
            inputWrapperOrder={FIELD_ORDER}
            description="One a line, or with commas between; up to 200."
            autosize
            minRows={2}
            maxRows={10}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={text}
            error={isEmpty ? 'Write at least one name or address.' : undefined}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setEmpty(false);
            }}
          />
          <Select
            label="Role"
            inputWrapperOrder={FIELD_ORDER}
            description={roleWords(role)}
            data={[...ROLES]}
            value={role}
            allowDeselect={false}
            onChange={(value) => setRole(parseRole(value))}
          />
        </div>
        {mayCreate ? (
          <Radio.Group label="Who has no account yet" mt="md" value={way} onChange={(to) => setWay(to)}>
            <Radio mt={8} value="link" label="gets a link, and chooses a name and password: valid 7 days, once" />
            <Radio mt={8} value="password" label="gets an account of this name, with a password that is drawn now" />
          </Radio.Group>
        ) : null}
        <Button type="submit" loading={add.isPending} mt="md">
          {whom.length > 1 ? `Add ${formatPlural(whom.length, 'person', 'people')}` : 'Add'}
        </Button>
        <Outcome add={add} />
      </form>
    </section>
  );
}

function Outcome({ add }: { add: ReturnType<typeof useAddPeople> }) {
  if (!add.data) return <Problem error={add.error} mt="md" />;
  const { added, invited, problems } = add.data;
  return (
    <>
      <Text size="sm" mt="md" role="status">
        {added.length > 0 ? `In the project now: ${added.join(', ')}. ` : ''}
        {invited > 0 ? `${formatPlural(invited, 'invitation')} below, with a link to pass on. ` : ''}
      </Text>
      {problems.length > 0 ? (
        <div role="alert">
          <ul className={classes.problems}>
            {problems.map(({ who, problem }) => (
              <li key={who}>
                <b>{who}</b>: {problem}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}
