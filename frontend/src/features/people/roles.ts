import type { Person, Role } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';

/** Who has not left. */
export type Member = Person & { id: number; role: Role; joined_at: string };

export const isMember = (person: Person): person is Member => person.id !== null;

export const ROLES: readonly { value: Role; label: string; meaning: string }[] = [
  { value: 'annotator', label: 'Annotator', meaning: 'labels items; sees how far the project is and their own answers, no money (unless the settings show it)' },
  { value: 'reviewer', label: 'Reviewer', meaning: 'labels items; sees overview, people’s work, money and benchmarks, and changes nothing' },
  { value: 'manager', label: 'Manager', meaning: 'changes everything: data, labels, budget, people; can delete the project' },
];

export const parseRole = (value: string | null): Role =>
  ROLES.find((role) => role.value === value)?.value ?? 'annotator';

/** "12 labels and 1 skip" */
export const answerWords = ({ labels, skips }: Pick<Person, 'labels' | 'skips'>) =>
  skips === 0 ? formatPlural(labels, 'label') : `${formatPlural(labels, 'label')} and ${formatPlural(skips, 'skip')}`;

/** "Annotator: labels items and sees only their own progress." */
export function roleWords(role: Role): string {
  const found = ROLES.find(({ value }) => value === role);
  return found ? `${found.label}: ${found.meaning}.` : '';
}

/** "Annotator" */
export const roleLabel = (role: Role) => ROLES.find(({ value }) => value === role)?.label ?? role;
