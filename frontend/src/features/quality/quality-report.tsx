import { Stack, Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { AgreementTable } from '@/features/quality/agreement-table';
import { ClassTable } from '@/features/quality/class-table';
import { ConfusionPanel } from '@/features/quality/confusion-panel';
import { chosenOf, pairName, weighedWords, type Chosen } from '@/features/quality/figures';
import { PairTable } from '@/features/quality/pair-table';
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
  const choose = (next: Chosen) =>
    setParams(next.kind === 'pair' ? { pair: pairName(next.pair) } : { person: String(next.person.id) }, {
      replace: true,
    });
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
      </div>
      <div className={classes.halves}>
        <AgreementTable agreement={quality.agreement} />
        <ClassTable rows={quality.classes} labels={project.labels} />
        <PairTable quality={quality} chosen={chosen} onChoose={choose} />
        <TruthTable people={quality.people} chosen={chosen} onChoose={choose} />
      </div>
      {chosen ? <ConfusionPanel project={project} quality={quality} chosen={chosen} /> : null}
    </Stack>
  );
}
