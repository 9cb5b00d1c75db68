import { Button, Code, Skeleton, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import classes from '@/features/settings/webhooks/webhooks.module.css';
import { eventName, outcomeWords } from '@/features/settings/webhooks/words';
import type { Webhook, WebhookDelivery } from '@/shared/api/schema.gen';
import { deliveriesOptions, deliveryOptions, redeliver, webhooksOptions } from '@/shared/api/webhooks';
import { formatMoment } from '@/shared/lib/format';
import { Problem } from '@/shared/ui/problem';
import { ScrollRegion } from '@/shared/ui/scroll-region';

/** What a webhook was told, the newest first. */
export function DeliveryList({ project, webhook }: { project: number; webhook: Webhook }) {
  const list = useInfiniteQuery({ ...deliveriesOptions(project, webhook.id), refetchInterval: 5_000 });
  const deliveries = list.data?.pages.flatMap((page) => page.deliveries);
  return (
    <section className={classes.deliveries}>
      <Title order={3} size="h4">
        Deliveries
      </Title>
      <Problem error={list.error} mt="sm" />
      {!deliveries && !list.error ? <Skeleton h={48} mt="sm" /> : null}
      {deliveries?.length === 0 ? (
        <Text size="sm" c="dimmed" mt={4}>
          None yet. “Test” sends one now.
        </Text>
      ) : null}
      <ol className={classes.log}>
        {deliveries?.map((delivery) => (
          <DeliveryItem key={delivery.id} project={project} webhook={webhook} delivery={delivery} />
        ))}
      </ol>
      {list.hasNextPage ? (
        <Button
          size="xs"
          variant="default"
          mt="sm"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show older deliveries
        </Button>
      ) : null}
    </section>
  );
}

interface DeliveryItemProps {
  project: number;
  webhook: Webhook;
  delivery: WebhookDelivery;
}

function DeliveryItem({ project, webhook, delivery }: DeliveryItemProps) {
  const [isOpen, setOpen] = useState(false);
  const { event, state, attempts, created_at: at } = delivery;
  return (
    <li>
      <details className={classes.delivery} onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
        <summary>
          <span className={classes.event}>{eventName(event)}</span>
          <time className={classes.when} dateTime={at}>
            {formatMoment(at)}
          </time>
          <span className={classes.outcome} data-failed={state === 'failed' || undefined}>
            {outcomeWords(delivery)}
            {attempts > 1 ? ` Attempt ${attempts}.` : ''}
          </span>
        </summary>
        {isOpen ? <Inside project={project} webhook={webhook} delivery={delivery} /> : null}
      </details>
    </li>
  );
}

function Inside({ project, webhook, delivery: { id, message, state } }: DeliveryItemProps) {
  const client = useQueryClient();
  const { data, error } = useQuery(deliveryOptions(project, webhook.id, id));
  const again = useMutation({
    mutationFn: () => redeliver(project, webhook.id, id),
    onSuccess: () => client.invalidateQueries(webhooksOptions(project)),
  });
  return (
    <div className={classes.inside}>
      <Text size="xs" c="dimmed">
        webhook-id: {message}
      </Text>
      {data ? (
        <ScrollRegion label="What was sent" className={classes.payload}>
          <Code block fz="xs">
            {JSON.stringify(data.payload, null, 2)}
          </Code>
        </ScrollRegion>
      ) : error ? (
        <Problem error={error} mt="sm" />
      ) : (
        <Skeleton h={64} />
      )}
      {state !== 'waiting' && webhook.active ? (
        <Button size="xs" variant="default" mt="sm" loading={again.isPending} onClick={() => again.mutate()}>
          Send again
        </Button>
      ) : null}
      {again.isSuccess ? (
        <Text size="sm" mt="sm" role="status">
          It is on its way, at the end of the line.
        </Text>
      ) : null}
      <Problem error={again.error} mt="sm" />
    </div>
  );
}
