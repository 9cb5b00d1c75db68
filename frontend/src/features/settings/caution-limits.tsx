import { Checkbox, Group, Stack } from '@mantine/core';
import { BoundedInput } from '@/shared/project-setup/advanced-fields';
import type { SetupDraft, SetupProblems } from '@/shared/project-setup/setup-draft';

interface CautionLimitsProps {
  draft: SetupDraft;
  onChange: (change: Partial<SetupDraft>) => void;
  problems: SetupProblems;
}

/** From which share of gold items right on nobody is told or stopped, and whether pace is watched. */
export function CautionLimits({ draft, onChange, problems }: CautionLimitsProps) {
  return (
    <Stack gap="md">
      <Group align="flex-start" gap="lg">
        <BoundedInput
          maw={320}
          field="warn_below"
          label="Tell people below"
          description="Right on so many gold items; empty: nobody is told."
          suffix=" %"
          value={draft.warnPercent}
          error={problems.warn_below}
          onValue={(warnPercent) => onChange({ warnPercent })}
        />
        <BoundedInput
          maw={320}
          field="pause_below"
          label="Stop people below"
          description="Only once it is no chance: of people as good as this, at most 1 in 20 is ever stopped."
          suffix=" %"
          value={draft.pausePercent}
          error={problems.pause_below}
          onValue={(pausePercent) => onChange({ pausePercent })}
        />
      </Group>
      <Checkbox
        label="Tell, then stop people who are too fast to have looked"
        description="Faster than half of what the quickest tenth of the others’ answers took, for 13 of 15 answers; at twice that, where all 15 are the same."
        checked={draft.watchPace}
        onChange={(event) => onChange({ watchPace: event.currentTarget.checked })}
      />
    </Stack>
  );
}
