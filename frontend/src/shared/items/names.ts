import type { Item, Project } from '@/shared/api/schema.gen';

/** What an item is called where its content is not shown. */
export const nameOf = ({ external_id: externalId, row }: Pick<Item, 'external_id' | 'row'>): string =>
  externalId || `Item ${row + 1}`;

export const colorOf = (project: Project, label: string): string =>
  project.labels.find(({ name }) => name === label)?.color ?? 'transparent';
