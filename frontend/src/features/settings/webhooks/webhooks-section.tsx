import { Anchor, Box, Button, Skeleton, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { WebhookForm } from '@/features/settings/webhooks/webhook-form';
import { WebhookItem } from '@/features/settings/webhooks/webhook-item';
import classes from '@/features/settings/webhooks/webhooks.module.css';
import { shortAddress } from '@/features/settings/webhooks/words';
import type { WebhookWithSecret } from '@/shared/api/schema.gen';
import { addWebhook, webhooksOptions } from '@/shared/api/webhooks';
import boxes from '@/shared/ui/boxes.module.css';
import { Problem } from '@/shared/ui/problem';
import { SecretNote } from '@/shared/ui/secret-note';

/** Addresses that are told what happens here. */
export function WebhooksSection({ project }: { project: number }) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ ...webhooksOptions(project), refetchInterval: 10_000 });
  const [isAdding, adding] = useDisclosure();
  const [drawn, setDrawn] = useState<readonly WebhookWithSecret[]>([]);
  const forget = (id: number) => setDrawn((all) => all.filter((webhook) => webhook.id !== id));
  // A webhook signs with its newest secret alone.
  const show = (webhook: WebhookWithSecret) =>
    setDrawn((all) => [...all.filter(({ id }) => id !== webhook.id), webhook]);
  const add = useMutation({
    mutationFn: (body: Parameters<typeof addWebhook>[1]) => addWebhook(project, body),
    onSuccess: (made) => {
      show(made);
      adding.close();
      void client.invalidateQueries(webhooksOptions(project));
    },
  });
  return (
    <section aria-label="Webhooks">
      <Title order={2}>Webhooks</Title>
      <Text size="sm" c="dimmed" mb="md">
        Addresses of yours that are told by POST, signed, what happens in this project. What is not taken is sent again
        for about a day.
      </Text>
      {drawn.map(({ id, url, secret }) => (
        <SecretNote key={secret} of={shortAddress(url)} secret={secret} onDismiss={() => forget(id)}>
          The receiver checks with it that a delivery comes from here. Copy it now: it cannot be seen again.
        </SecretNote>
      ))}
      <Problem error={error} mb="md">
        {' '}
        <Anchor component="button" type="button" inherit onClick={() => void refetch()}>
          Try again
        </Anchor>
      </Problem>
      {!data && !error ? <Skeleton h={64} mb="md" /> : null}
      {data && data.length > 0 ? (
        <Box component="ul" mb="md" className={boxes.list}>
          {data.map((webhook) => (
            <WebhookItem
              key={webhook.id}
              project={project}
              webhook={webhook}
              onSecret={show}
              onRemoved={() => forget(webhook.id)}
            />
          ))}
        </Box>
      ) : null}
      {isAdding ? (
        <div className={`${boxes.panel} ${classes.new}`}>
          <WebhookForm
            submit="Add webhook"
            isSaving={add.isPending}
            error={add.error}
            onSubmit={add.mutate}
            onCancel={() => {
              add.reset();
              adding.close();
            }}
          />
        </div>
      ) : (
        <Button variant="default" onClick={adding.open}>
          Add a webhook
        </Button>
      )}
    </section>
  );
}
