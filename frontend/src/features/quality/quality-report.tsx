import { Stack, Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { AgreementTable } from '@/features/quality/agreement-table';
import { ClassTable } from '@/features/quality/class-table';
import { ConfusionPanel } from '@/features/quality/confusion-panel';
import { addressOf, chosenOf, weighedWords, type Chosen } from '@/features/quality/figures';
import { ModelTable } from '@/features/quality/model-table';
import { PairTable } from '@/features/quality/pair-table';
import { SuspectedLine } from '@/features/quality/suspected-line';
import { TruthTable } from '@/features/quality/truth-table';
import classes from '@/features/quality/quality.module.css';
import type { Project, Quality } from '@/shared/api/schema.gen';

interface QualityReportProps {
  project: Project;
  quality: Quality;
}

export function QualityReport({ project, quality }: QualityReportProps) {
  const [params, setParams] = useSearchParams();
  const chosen = chosenOf(quality, params);
  const weighed = weighedWords(quality);
  const choose = (next: Chosen) => setParams(addressOf(next), { replace: true });
  return (
    <Stack gap="lg">
      <div>
        <Text size="lg" component="p" className={classes.lead}>
          {quality.sentence.replaceAll(' %', '\u00a0%')}
        </Text>
        {weighed ? (
          <Text size="sm" c="dimmed" component="p" className={classes.lead} mt={8}>
            {weighed}
          </Text>
        ) : null}
        <SuspectedLine project={project.id} suspected={quality.suspected} />
      </div>
      <div className={classes.halves}>
        <AgreementTable agreement={quality.agreement} />
        <ClassTable rows={quality.classes} labels={project.labels} />
        <PairTable quality={quality} chosen={chosen} onChoose={choose} />
        <TruthTable people={quality.people} chosen={chosen} onChoose={choose} />
        <ModelTable people={quality.people} chosen={chosen} onChoose={choose} />
      </div>
      {chosen ? <ConfusionPanel project={project} quality={quality} chosen={chosen} /> : null}
    </Stack>
  );
}
