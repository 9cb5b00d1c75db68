import { Text } from '@mantine/core';
import type { Project } from '@/shared/api/schema.gen';
import { formatCount, formatPlural } from '@/shared/lib/format';
import { BoundedInput } from '@/shared/project-setup/advanced-fields';
import type { SetupDraft } from '@/shared/project-setup/setup-draft';

interface GoldShareProps {
  project: Project;
  draft: SetupDraft;
  onChange: (change: Partial<SetupDraft>) => void;
  error: string | undefined;
}

/** How many of the items that people are asked are gold, and what that takes of the budget. */
export function GoldShare({ project, draft, onChange, error }: GoldShareProps) {
  return (
    <div>
      <BoundedInput
        maw={320}
        field="gold_share"
        label="Share of gold items"
        description="Answers to them are paid like all others, so that nobody can tell them."
        suffix=" %"
        value={draft.goldPercent}
        error={error}
        onValue={(goldPercent) => onChange({ goldPercent })}
      />
      <Text size="xs" mt={4} role="status">
        {error ? null : goldWords(project, Number(draft.goldPercent))}
      </Text>
    </div>
  );
}

/** What a share of gold items means and costs, while a person has some left to answer. */
export function goldWords({ gold_items: items }: Pick<Project, 'gold_items'>, percent: number): string {
  if (percent === 0)
    return items === 0 ? 'There are none, and nobody is asked any.' : `${there(items)}, and nobody is asked any.`;
  const every = `About each ${ordinal(Math.round(100 / percent))} item is gold: ${formatCount(percent)} % of the labels, and of the money.`;
  return items === 0 ? `${every} There are none yet.` : `${every} ${there(items)}.`;
}

const there = (items: number) =>
  items === 1 ? 'There is 1 gold item' : `There are ${formatPlural(items, 'gold item')}`;

/** “3rd”, “20th”. */
function ordinal(number: number): string {
  const ends: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };
  return `${number}${ends[new Intl.PluralRules('en', { type: 'ordinal' }).select(number)] ?? 'th'}`;
}
