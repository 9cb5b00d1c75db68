import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DeliveryList } from '@/features/settings/webhooks/delivery-list';
import { WebhookForm } from '@/features/settings/webhooks/webhook-form';
import classes from '@/features/settings/webhooks/webhooks.module.css';
import { eventName, outcomeWords, shortAddress, standingWords } from '@/features/settings/webhooks/words';
import type { Webhook, WebhookWithSecret, WebhookWrite } from '@/shared/api/schema.gen';
import { changeWebhook, removeWebhook, renewSecret, testWebhook, webhooksOptions } from '@/shared/api/webhooks';
import { AskFirst } from '@/shared/ui/ask-first';
import { Problem } from '@/shared/ui/problem';
import { StateBadge } from '@/shared/ui/state-badge';

interface WebhookItemProps {
  project: number;
  webhook: Webhook;
  onSecret: (webhook: WebhookWithSecret) => void;
  onRemoved: () => void;
}

export function WebhookItem({ project, webhook, onSecret, onRemoved }: WebhookItemProps) {
  const { id, url, events, active } = webhook;
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries(webhooksOptions(project));
  const [isEdited, edit] = useDisclosure();
  const [isLogShown, log] = useDisclosure();
  const test = useMutation({ mutationFn: () => testWebhook(project, id), onSettled: refresh });
  const change = useMutation({
    mutationFn: (body: WebhookWrite) => changeWebhook(project, id, body),
    onSuccess: () => {
      edit.close();
      void refresh();
    },
  });
  const name = shortAddress(url);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <Text fw={600} className={classes.address}>
          {name}
        </Text>
        <Standing webhook={webhook} />
      </div>
      <Text size="xs" c="dimmed">
        {events.map(eventName).join(', ')}
      </Text>
      <Text size="sm" mt={4}>
        {standingWords(webhook)}
      </Text>
      <Group gap={8} mt="sm">
        <Button size="xs" loading={test.isPending} aria-label={`Test ${name}`} onClick={() => test.mutate()}>
          Test
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-expanded={isLogShown}
          aria-label={`Deliveries to ${name}`}
          onClick={log.toggle}
        >
          Deliveries
        </Button>
        <Button size="xs" variant="default" aria-label={`Change ${name}`} onClick={edit.toggle}>
          Change
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={change.isPending && change.variables.active !== undefined}
          aria-label={`Turn ${active ? 'off' : 'on'} ${name}`}
          onClick={() => change.mutate({ active: !active })}
        >
          {active ? 'Turn off' : 'Turn on'}
        </Button>
        <NewSecret project={project} id={id} name={name} onSecret={onSecret} />
        <Remove project={project} id={id} name={name} onRemoved={onRemoved} />
      </Group>
      <div role="status" className={classes.outcome}>
        {test.data ? (
          <Text size="sm" mt="sm" {...(test.data.state === 'delivered' ? {} : { c: 'var(--app-danger)' })}>
            Test. {outcomeWords(test.data)}
          </Text>
        ) : null}
      </div>
      <Problem error={test.error ?? (isEdited ? null : change.error)} mt="sm" />
      {isEdited ? (
        <div className={classes.edited}>
          <WebhookForm
            start={{ url, events }}
            submit="Save the webhook"
            isSaving={change.isPending}
            error={change.error}
            onSubmit={change.mutate}
            onCancel={() => {
              change.reset();
              edit.close();
            }}
          />
        </div>
      ) : null}
      {isLogShown ? <DeliveryList project={project} webhook={webhook} /> : null}
    </li>
  );
}

function Standing({ webhook: { active, failures } }: { webhook: Webhook }) {
  if (!active) return <StateBadge tone="off">Off</StateBadge>;
  return failures > 0 ? <StateBadge tone="wrong">Failing</StateBadge> : <StateBadge tone="on">On</StateBadge>;
}

interface QuestionProps {
  project: number;
  id: number;
  name: string;
}

function NewSecret({ project, id, name, onSecret }: QuestionProps & Pick<WebhookItemProps, 'onSecret'>) {
  return (
    <AskFirst
      title="Draw a new secret?"
      keep="Keep the secret"
      go="Draw a new secret"
      action={() => renewSecret(project, id).then(onSecret)}
      button={(ask) => (
        <Button size="xs" variant="default" aria-label={`New secret for ${name}`} onClick={ask}>
          New secret
        </Button>
      )}
    >
      From then on every delivery is signed with it, also those that wait. Until {name} knows it, it will refuse them;
      they are sent again for about a day.
    </AskFirst>
  );
}

function Remove({ project, id, name, onRemoved }: QuestionProps & Pick<WebhookItemProps, 'onRemoved'>) {
  const client = useQueryClient();
  const remove = async () => {
    await removeWebhook(project, id);
    onRemoved();
    await client.invalidateQueries(webhooksOptions(project));
  };
  return (
    <AskFirst
      title="Remove this webhook?"
      keep="Keep it"
      go="Remove the webhook"
      isDanger
      action={remove}
      button={(ask) => (
        <Button size="xs" variant="default" aria-label={`Remove ${name}`} onClick={ask}>
          Remove
        </Button>
      )}
    >
      {name} is told nothing more, and the list of what it was told is lost. To stop it for a while, turn it off.
    </AskFirst>
  );
}
