import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { request, requestEmpty } from '@/shared/api/client';
import { Webhook, WebhookDeliveryPage, WebhookDeliveryWhole, WebhookWithSecret } from '@/shared/api/guards.gen';
import type { WebhookCreate, WebhookWrite } from '@/shared/api/schema.gen';

const all = (project: number) => `/api/projects/${project}/webhooks`;
const one = (project: number, webhook: number) => `${all(project)}/${webhook}`;
const deliveries = (project: number, webhook: number, before: number | null) =>
  `${one(project, webhook)}/deliveries${before === null ? '' : `?before=${before}`}`;

export const webhooksOptions = (project: number) =>
  queryOptions({
    queryKey: ['projects', project, 'webhooks'],
    queryFn: ({ signal }) => request('GET', all(project), v.array(Webhook), { signal }),
  });

/** What a webhook was told, the newest first, page by page. */
export const deliveriesOptions = (project: number, webhook: number) =>
  infiniteQueryOptions({
    queryKey: [...webhooksOptions(project).queryKey, webhook, 'deliveries'],
    queryFn: ({ pageParam, signal }) =>
      request('GET', deliveries(project, webhook, pageParam), WebhookDeliveryPage, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

export const deliveryOptions = (project: number, webhook: number, delivery: number) =>
  queryOptions({
    queryKey: [...webhooksOptions(project).queryKey, webhook, 'delivery', delivery],
    queryFn: ({ signal }) =>
      request('GET', `${one(project, webhook)}/deliveries/${delivery}`, WebhookDeliveryWhole, { signal }),
    // What was said stays as it was said.
    staleTime: Infinity,
  });

export const addWebhook = (project: number, body: WebhookCreate) =>
  request('POST', all(project), WebhookWithSecret, { body });
export const changeWebhook = (project: number, webhook: number, body: WebhookWrite) =>
  request('PATCH', one(project, webhook), Webhook, { body });
export const renewSecret = (project: number, webhook: number) =>
  request('POST', `${one(project, webhook)}/secret`, WebhookWithSecret);
export const testWebhook = (project: number, webhook: number) =>
  request('POST', `${one(project, webhook)}/test`, WebhookDeliveryWhole);
export const removeWebhook = (project: number, webhook: number) => requestEmpty('DELETE', one(project, webhook));
export const redeliver = (project: number, webhook: number, delivery: number) =>
  request('POST', `${one(project, webhook)}/deliveries/${delivery}/redeliver`, WebhookDeliveryWhole);
