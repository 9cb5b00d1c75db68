import { Alert, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { SaveWords, StepFoot } from '@/features/wizard/step-foot';
import { overlapWords } from '@/features/wizard/overlap-words';
import type { Step } from '@/features/wizard/steps';
import type { DraftHandle } from '@/features/wizard/use-draft';
import classes from '@/features/wizard/wizard.module.css';
import type { Project } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';
import { BoundedInput } from '@/shared/project-setup/advanced-fields';
import { LabelEditor } from '@/shared/project-setup/label-editor';
import { labelsFromNames, newNames, type LabelDraft } from '@/shared/project-setup/labels';
import { setupProblems } from '@/shared/project-setup/setup-draft';

interface StepLabelsProps {
  project: Project;
  form: DraftHandle;
  found: readonly string[];
  onGo: (step: Step) => void;
}

export function StepLabels({ project, form, found, onGo }: StepLabelsProps) {
  const { draft, change, refused } = form;
  const problems = { ...refused, ...setupProblems(draft) };
  const isValid = !problems.labels && !problems.overlap && !problems.guidelines;
  return (
    <Stack gap="xl" className={classes.form}>
      <section>
        <Title order={2}>Labels</Title>
        <Text size="sm" c="dimmed" mb="md">
          One key each. Annotators press it and the next item is there. Alt with the arrow keys moves a label.
        </Text>
        <Missing found={found} labels={draft.labels} onAdd={(labels) => change({ labels })} />
        <LabelEditor
          project={project}
          labels={draft.labels}
          onChange={(labels) => change({ labels })}
          error={draft.labels.length === 0 ? undefined : problems.labels}
        />
      </section>
      <section>
        <Textarea
          label="Guidelines"
          description="How to decide, with the hard cases. Shown as plain text when an annotator presses g; Markdown stays readable."
          autosize
          minRows={5}
          maxRows={20}
          value={draft.guidelines}
          error={problems.guidelines}
          onChange={(event) => change({ guidelines: event.currentTarget.value })}
        />
      </section>
      <section className={classes.half}>
        <BoundedInput
          field="overlap"
          label="Answers per item"
          description="More than one shows where people disagree, and costs as many labels more."
          allowDecimal={false}
          value={draft.overlap}
          error={problems.overlap}
          onValue={(overlap) => change({ overlap })}
        />
        <Text size="sm" mt={8} role="status">
          {overlapWords(project, draft)}
        </Text>
      </section>
      <StepFoot>
        <Button variant="default" onClick={() => onGo(1)}>
          Back to data
        </Button>
        <SaveWords form={form} />
        <Button disabled={!isValid} onClick={() => onGo(3)}>
          Go on to budget
        </Button>
      </StepFoot>
    </Stack>
  );
}

interface MissingProps {
  found: readonly string[];
  labels: LabelDraft[];
  onAdd: (labels: LabelDraft[]) => void;
}

/** Labels that stand in the file and not in the list. */
function Missing({ found, labels, onAdd }: MissingProps) {
  const missing = newNames(labels, found);
  if (missing.length === 0) return null;
  const shown = missing.slice(0, 6).join(', ');
  return (
    <Alert color="gray" mb="md">
      <Group justify="space-between" gap={8}>
        <Text size="sm">
          In your file, not in the list: {shown}
          {missing.length > 6 ? ` and ${missing.length - 6} more` : ''}.
        </Text>
        <Button size="xs" variant="default" onClick={() => onAdd([...labels, ...labelsFromNames(missing)])}>
          Add {formatPlural(missing.length, 'label')}
        </Button>
      </Group>
    </Alert>
  );
}
