import type { LogEntry, LogKind, Project, ProjectWrite } from '@/shared/api/schema.gen';
import type { SetupField } from '@/shared/project-setup/setup-draft';

export const FIELD_WORDS: Record<SetupField, string> = {
  name: 'the name',
  labels: 'the labels',
  guidelines: 'the guidelines',
  overlap: 'the answers per item',
  budget_labels: 'the budget in labels',
  budget_money: 'the budget in money',
  price_per_label: 'the price per label',
  compute_price_per_hour: 'the price of computing',
  currency: 'the currency',
  annotators_see_money: 'whether annotators see money',
  strategy: 'the strategy',
  batch_size: 'the labelled batch',
  start_fraction: 'the start of the next round',
  audit_share: 'the audit share',
  gold_share: 'the share of gold items',
  warn_below: 'below which share right people are told',
  pause_below: 'below which share right people are stopped',
  watch_pace: 'whether people are stopped who are too fast',
  lease_minutes: 'the lease',
  deck_size: 'the deck',
  duplicates_once: 'whether near-duplicates are asked once',
  fields: 'the columns shown beside items',
  shown_suggestions: 'the model whose suggestions are shown',
  review_share: 'the share of labels drawn for review',
  review_names: 'whether reviewers see names',
  advanced: 'the strategy overrides',
};

const OF_SETTINGS: readonly LogKind[] = [
  ...(['setting', 'labels_added', 'labels_removed', 'labels_ordered'] as const),
  ...(['label_name', 'label_key', 'label_color'] as const),
];

/** The settings that a patch changes and that have become others since it was begun. */
export function changedByBoth(patch: ProjectWrite, begun: Project, fresh: Project): SetupField[] {
  const fields = Object.keys(patch) as SetupField[];
  return fields.filter((field) => JSON.stringify(begun[field]) !== JSON.stringify(fresh[field]));
}

/** What was changed in one go last, of a log that has its newest entry first. */
export function lastChange(entries: readonly LogEntry[]): LogEntry[] {
  const changes = entries.filter(({ kind }) => OF_SETTINGS.includes(kind));
  return changes.filter(({ at }) => at === changes[0]?.at);
}
