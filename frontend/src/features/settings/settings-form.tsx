import { Text, TextInput, Textarea, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { CautionLimits } from '@/features/settings/caution-limits';
import { ChangedMeanwhile } from '@/features/settings/changed-meanwhile';
import { GoldShare } from '@/features/settings/gold-share';
import { OverlapCost } from '@/features/settings/overlap-cost';
import { SaveBar } from '@/features/settings/save-bar';
import classes from '@/features/settings/settings.module.css';
import { ShownFields } from '@/features/settings/shown-fields';
import { ShownSuggestions } from '@/features/settings/shown-suggestions';
import { CHANGED_MEANWHILE, useSave } from '@/features/settings/use-save';
import { MAX_PROJECT_NAME_CHARS } from '@/shared/api/constants.gen';
import { describeError, hasCode } from '@/shared/api/errors';
import type { TaggedProject } from '@/shared/api/projects';
import { useLeaveGuard } from '@/shared/lib/leave-guard';
import { AdvancedFields, BoundedInput } from '@/shared/project-setup/advanced-fields';
import { BudgetFields, MoneyForAnnotators } from '@/shared/project-setup/budget-fields';
import { FIELDS_STAND } from '@/shared/project-setup/fields-editor';
import { LabelEditor } from '@/shared/project-setup/label-editor';
import {
  draftFromProject,
  serverProblems,
  setupPatch,
  setupProblems,
  type SetupDraft,
} from '@/shared/project-setup/setup-draft';
import { StrategyPicker } from '@/shared/project-setup/strategy-picker';

const LABELS_NOTE = 'A label that has annotations can be renamed, not removed.';
const ORDER_NOTE =
  'Their order stays as it was at the start, because the model knows them by it; new labels come last.';

const CAUTION_NOTE =
  'Who is stopped gets no items until somebody lets them go on, on the page People. All of it is off at first.';
const GOLD_NOTE =
  'Items whose right label is known, asked of everybody once and hidden among the others: they show how often each person is right. On Items, filter those that you mean, then “Make gold…”.';

export function SettingsForm({ project }: { project: TaggedProject }) {
  const [edits, setEdits] = useState<Partial<SetupDraft>>({});
  const draft = { ...draftFromProject(project), ...edits };
  const { save, meanwhile, begin, end } = useSave(project, () => setEdits({}));
  const change = (changes: Partial<SetupDraft>) => {
    begin();
    setEdits((current) => ({ ...current, ...changes }));
    // What the server said was said of the form as it was.
    if (!save.isIdle && !save.isPending) save.reset();
  };
  const isDraft = project.status === 'draft';
  const own = setupProblems(draft);
  const problems = { ...serverProblems(save.error), ...own };
  const patch = setupPatch(draft, project);
  const isDirty = Object.keys(patch).length > 0 || Object.keys(own).length > 0;
  // A draft lacks things before anybody has typed.
  useLeaveGuard(isDirty && Object.keys(edits).length > 0 ? 'Your changes to the settings are not saved yet.' : null);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(patch);
      }}
    >
      <Section title="Project">
        <TextInput
          label="Name"
          value={draft.name}
          maxLength={MAX_PROJECT_NAME_CHARS}
          error={problems.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Textarea
          mt="md"
          label="Guidelines"
          description="Shown as plain text when an annotator presses g; Markdown stays readable."
          autosize
          minRows={4}
          maxRows={20}
          value={draft.guidelines}
          error={problems.guidelines}
          onChange={(event) => change({ guidelines: event.currentTarget.value })}
        />
        <BoundedInput
          mt="md"
          maw={320}
          field="overlap"
          label="Answers per item"
          description="More than one shows where people disagree, and costs as many labels more."
          allowDecimal={false}
          value={draft.overlap}
          error={problems.overlap}
          onValue={(overlap) => change({ overlap })}
        />
        <OverlapCost project={project} patch={patch} />
      </Section>
      <Section title="Labels" note={isDraft ? LABELS_NOTE : `${LABELS_NOTE} ${ORDER_NOTE}`}>
        <LabelEditor
          project={project}
          labels={draft.labels}
          onChange={(labels) => change({ labels })}
          isOrderFixed={!isDraft}
          error={problems.labels}
        />
      </Section>
      {project.items === 0 ? null : (
        <Section
          title={`Shown beside the ${project.kind}`}
          note={`${FIELDS_STAND[project.kind]}${project.kind === 'text' ? ' What the model reads counts from the next round on.' : ''}`}
        >
          <ShownFields
            project={project}
            fields={draft.fields}
            onChange={(fields) => change({ fields })}
            error={problems.fields}
          />
        </Section>
      )}
      {project.suggested_by.length === 0 && project.shown_suggestions === null ? null : (
        <Section title="Suggestions">
          <ShownSuggestions
            project={project}
            model={draft.shownSuggestions}
            onChange={(shownSuggestions) => change({ shownSuggestions })}
            error={problems.shown_suggestions}
          />
        </Section>
      )}
      <Section title="Gold items" note={GOLD_NOTE}>
        <GoldShare project={project} draft={draft} onChange={change} error={problems.gold_share} />
      </Section>
      <Section title="When people are told, and stopped" note={CAUTION_NOTE}>
        <CautionLimits draft={draft} onChange={change} problems={problems} />
      </Section>
      <Section title="Budget" note="Raising it lets people go on at once; it cannot be set below what is spent.">
        <BudgetFields budget={draft.budget} onChange={(budget) => change({ budget })} problems={problems} />
        <MoneyForAnnotators
          isShown={draft.annotatorsSeeMoney}
          onChange={(annotatorsSeeMoney) => change({ annotatorsSeeMoney })}
        />
      </Section>
      <Section title="Strategy" note="A change counts from the next round on; what is labelled stays.">
        <StrategyPicker
          kind={project.kind}
          value={draft.strategy}
          onChange={(strategy) => change({ strategy })}
          error={problems.strategy}
        />
      </Section>
      <Section title="Advanced">
        <AdvancedFields project={project} draft={draft} onChange={change} problems={problems} />
      </Section>
      <SaveBar
        isDirty={isDirty}
        isBroken={Object.keys(own).length > 0}
        isSaving={save.isPending}
        isSaved={save.isSuccess}
        error={
          save.error && !(meanwhile && hasCode(save.error, CHANGED_MEANWHILE))
            ? (problems[''] ??
              (Object.keys(problems).length > 0 ? 'Not saved: see the fields above.' : describeError(save.error)))
            : undefined
        }
        notice={meanwhile ? <ChangedMeanwhile meanwhile={meanwhile} /> : null}
        onDiscard={() => {
          setEdits({});
          end();
          save.reset();
        }}
      />
    </form>
  );
}

function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" mb="md">
        {note}
      </Text>
      {children}
    </section>
  );
}
