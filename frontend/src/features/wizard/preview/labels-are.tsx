import { Radio, Stack } from '@mantine/core';
import { LABELS_ARE } from '@/features/wizard/preview/words';
import type { LabelsAreEnum } from '@/shared/api/schema.gen';

interface LabelsAreProps {
  value: LabelsAreEnum;
  /** Why this was taken, in a sentence. */
  why: string;
  onChange: (value: LabelsAreEnum) => void;
}

const KINDS = ['answers', 'truth', 'suggestions'] as const satisfies readonly LabelsAreEnum[];

/** The one question that decides whether a team pays for its labels twice. */
export function LabelsAre({ value, why, onChange }: LabelsAreProps) {
  return (
    <Radio.Group
      label="What are these labels?"
      description={why}
      value={value}
      onChange={(chosen) => KINDS.filter((kind) => kind === chosen).forEach(onChange)}
    >
      <Stack gap={8} mt={12}>
        {KINDS.map((kind) => (
          <Radio key={kind} value={kind} {...LABELS_ARE[kind]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
