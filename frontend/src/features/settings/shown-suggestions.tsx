import { Select } from '@mantine/core';
import type { Project } from '@/shared/api/schema.gen';
import { FIELD_ORDER } from '@/shared/project-setup/field-order';

interface ShownSuggestionsProps {
  project: Project;
  /** '' is a model without a name; null: nothing is shown. */
  model: string | null;
  onChange: (model: string | null) => void;
  error: string | undefined;
}

const NOTHING = 'nothing';

/** Whose suggestions people see while they label. */
export function ShownSuggestions({ project, model, onChange, error }: ShownSuggestionsProps) {
  const { suggested_by: offered, shown_suggestions: stored } = project;
  // Its suggestions may be gone with their items.
  const models = stored === null || offered.includes(stored) ? offered : [stored, ...offered];
  return (
    <Select
      maw={480}
      label="Shown while labelling"
      description="People who see suggestions follow them, and were no faster in studies (arXiv 2507.15821). Audit items never show any."
      inputWrapperOrder={FIELD_ORDER}
      data={[
        { value: NOTHING, label: 'Nothing' },
        ...models.map((name) => ({ value: valueOf(name), label: name || 'A model without a name' })),
      ]}
      value={valueOf(model)}
      allowDeselect={false}
      error={error}
      onChange={(value) => onChange(value === null || value === NOTHING ? null : value.slice(1))}
    />
  );
}

/** A model may be called anything, also like the choice of none. */
const valueOf = (model: string | null) => (model === null ? NOTHING : `=${model}`);
