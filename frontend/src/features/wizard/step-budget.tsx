import { Accordion, Alert, Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { SaveWords, StepFoot } from '@/features/wizard/step-foot';
import { STEP_NAMES, stepHref, stepOfMissing, type Step } from '@/features/wizard/steps';
import { summaryWords } from '@/features/wizard/summary';
import type { DraftHandle } from '@/features/wizard/use-draft';
import classes from '@/features/wizard/wizard.module.css';
import { ApiError, describeError } from '@/shared/api/errors';
import { projectOptions, projectsOptions, startProject } from '@/shared/api/projects';
import type { Project } from '@/shared/api/schema.gen';
import { AdvancedFields } from '@/shared/project-setup/advanced-fields';
import { BudgetFields } from '@/shared/project-setup/budget-fields';
import { setupProblems } from '@/shared/project-setup/setup-draft';
import { StrategyPicker } from '@/shared/project-setup/strategy-picker';
import boxes from '@/shared/ui/boxes.module.css';

interface StepBudgetProps {
  project: Project;
  form: DraftHandle;
  onGo: (step: Step) => void;
}

export function StepBudget({ project, form, onGo }: StepBudgetProps) {
  const { draft, change } = form;
  const problems = { ...form.refused, ...setupProblems(draft) };
  const start = useStart(project, form);
  const isValid = Object.keys(setupProblems(draft)).length === 0;
  return (
    <Stack gap="xl" className={classes.form}>
      <section>
        <Title order={2} mb="md">
          Budget
        </Title>
        <BudgetFields budget={draft.budget} onChange={(budget) => change({ budget })} problems={problems} />
      </section>
      <section>
        <Title order={2}>Strategy</Title>
        <Text size="sm" c="dimmed" mb="md">
          Which items are asked first. Nobody ever waits for it: the order changes while people go on.
        </Text>
        <StrategyPicker
          kind={project.kind}
          value={draft.strategy}
          onChange={(strategy) => change({ strategy })}
          error={problems.strategy}
        />
        <Accordion mt="md" variant="contained" transitionDuration={0}>
          <Accordion.Item value="advanced">
            <Accordion.Control>Advanced settings</Accordion.Control>
            <Accordion.Panel>
              <AdvancedFields project={project} draft={draft} onChange={change} problems={problems} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      </section>
      <section className={boxes.panel} aria-label="Summary">
        <Title order={2} mb={8}>
          What will happen
        </Title>
        <ul className={boxes.points}>
          {summaryWords(project, draft).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </section>
      <StillMissing project={project} error={start.error} />
      <StepFoot>
        <Button variant="default" onClick={() => onGo(2)}>
          Back to labels
        </Button>
        <SaveWords form={form} />
        <Button loading={start.isPending} disabled={!isValid} onClick={() => start.mutate()}>
          {project.status === 'draft' ? 'Start labelling project' : 'Save and go to the overview'}
        </Button>
      </StepFoot>
    </Stack>
  );
}

function useStart(project: Project, form: DraftHandle) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: async () => {
      const isStored = await form.save();
      if (isStored && project.status === 'draft') {
        client.setQueryData(projectOptions(project.id).queryKey, await startProject(project.id));
      }
      return isStored;
    },
    onSuccess: (isStored) => {
      if (!isStored) return;
      void client.invalidateQueries(projectsOptions());
      navigate(`/projects/${project.id}`);
    },
    onError: () => client.invalidateQueries({ queryKey: projectOptions(project.id).queryKey, exact: true }),
  });
}

/** What stops the start, each with the way to where it can be mended. */
function StillMissing({ project, error }: { project: Project; error: unknown }) {
  const isShown = project.status === 'draft' && (project.missing.length > 0 || error !== null);
  if (!isShown) return null;
  const isListed = error instanceof ApiError && error.code === 'not_ready' && project.missing.length > 0;
  return (
    <Alert
      color={error === null ? 'gray' : 'danger'}
      title="Before it can start"
      role={error === null ? 'note' : 'alert'}
    >
      {error !== null && !isListed ? <Text size="sm">{describeError(error)}</Text> : null}
      <ul className={boxes.points}>
        {project.missing.map(({ code, detail }) => {
          const step = stepOfMissing(code);
          return (
            <li key={code}>
              {detail}{' '}
              {step === 3 ? null : (
                <Anchor component={Link} href={stepHref(project.id, step)} size="sm">
                  Go to {STEP_NAMES[step].toLowerCase()}
                </Anchor>
              )}
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}
