import { Stepper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'wouter';
import { ImportStatus } from '@/features/wizard/import-status';
import { StepBudget } from '@/features/wizard/step-budget';
import { StepData } from '@/features/wizard/step-data';
import { StepLabels } from '@/features/wizard/step-labels';
import { StepNew } from '@/features/wizard/step-new';
import { STEPS, STEP_NAMES, furthestStep, parseProject, parseStep, stepHref, type Step } from '@/features/wizard/steps';
import { useDraft } from '@/features/wizard/use-draft';
import { useImportJob } from '@/features/wizard/use-import-job';
import { useLastUpload, type LastUpload } from '@/features/wizard/use-last-upload';
import { WizardSkeleton } from '@/features/wizard/wizard-skeleton';
import classes from '@/features/wizard/wizard.module.css';
import { projectOptions } from '@/shared/api/projects';
import type { Project } from '@/shared/api/schema.gen';
import { isActive } from '@/shared/lib/job-words';
import { Page } from '@/shared/ui/page';
import { ProjectError } from '@/shared/ui/project-error';

export default function WizardPage() {
  const [params] = useSearchParams();
  const id = parseProject(params.get('project'));
  if (id === null) {
    return (
      <Page title="New project">
        <div className={classes.wizard}>
          <StepsNav step={1} furthest={1} project={null} />
          <StepNew />
        </div>
      </Page>
    );
  }
  return <WizardOf key={id} id={id} step={parseStep(params.get('step'))} />;
}

function WizardOf({ id, step }: { id: number; step: Step }) {
  const { data, error, refetch } = useQuery(projectOptions(id));
  const files = useLastUpload(id);
  if (data && files.data) return <WizardSteps project={data} last={files.last} step={step} />;
  const failed = error ?? files.error;
  const retry = () => void (error ? refetch() : files.refetch());
  return (
    <Page title="New project">{failed ? <ProjectError error={failed} onRetry={retry} /> : <WizardSkeleton />}</Page>
  );
}

function WizardSteps({ project, last, step: wanted }: { project: Project; last: LastUpload; step: Step }) {
  const found = (last.imported?.preview.labels ?? []).map(({ name }) => name);
  const job = useImportJob(project.id);
  const isImporting = job !== undefined && isActive(job);
  const form = useDraft(project, found);
  const furthest = furthestStep(project, isImporting);
  const step = wanted <= furthest ? wanted : furthest;
  const [, navigate] = useLocation();
  const go = (target: Step) => void form.save().then((isStored) => isStored && navigate(stepHref(project.id, target)));
  return (
    <Page title={project.name} status={<ImportStatus job={job} step={step} />}>
      <div className={classes.wizard}>
        <StepsNav step={step} furthest={furthest} project={project.id} onGo={go} />
        {step === 1 ? <StepData project={project} form={form} job={job} last={last} onGo={go} /> : null}
        {step === 2 ? <StepLabels project={project} form={form} found={found} onGo={go} /> : null}
        {step === 3 ? <StepBudget project={project} form={form} onGo={go} /> : null}
      </div>
    </Page>
  );
}

interface StepsNavProps {
  step: Step;
  furthest: Step;
  project: number | null;
  onGo?: (step: Step) => void;
}

function StepsNav({ step, furthest, project, onGo }: StepsNavProps) {
  const choose = (index: number) => {
    const target = STEPS[index];
    if (target && target !== step && project !== null) onGo?.(target);
  };
  return (
    <Stepper
      active={step - 1}
      onStepClick={choose}
      size="sm"
      iconSize={28}
      wrap={false}
      mb="xl"
      aria-label="Set-up"
      className={classes.steps}
      classNames={{ separator: classes.stepGap }}
    >
      {STEPS.map((each) => (
        <Stepper.Step
          key={each}
          label={STEP_NAMES[each]}
          allowStepSelect={each <= furthest && each !== step}
          {...(each === step && { 'aria-current': 'step' as const })}
        />
      ))}
    </Stepper>
  );
}
