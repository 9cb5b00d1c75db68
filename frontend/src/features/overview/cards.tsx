import { Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { awaitedWords, changeWords } from '@/features/overview/figures';
import classes from '@/features/overview/overview.module.css';
import type { AwaitedAnswers, Overview } from '@/shared/api/schema.gen';
import { Sparkline } from '@/shared/charts/sparkline';
import {
  formatCount,
  formatDuration,
  formatMoment,
  formatMoney,
  formatPercent,
  formatPlural,
  formatRange,
} from '@/shared/lib/format';

/** Spent, accuracy, left, pace: each with its unit, a comparison and its uncertainty. */
export function Cards({ overview }: { overview: Overview }) {
  return (
    <div className={classes.cards}>
      <Spent spent={overview.spent} />
      <Accuracy overview={overview} />
      <Left left={overview.left} currency={overview.spent.currency} />
      <Pace pace={overview.pace} />
    </div>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      {children}
    </section>
  );
}

function Figure({ children, unit }: { children: ReactNode; unit: ReactNode }) {
  return (
    <p className={classes.figure}>
      {children} <span className={classes.unit}>{unit}</span>
    </p>
  );
}

function Note({ children }: { children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed">
      {children}
    </Text>
  );
}

function Spent({ spent }: { spent: Overview['spent'] }) {
  const { labels, budget_labels: budget, money, budget_money: budgetMoney, compute_money: compute, currency } = spent;
  return (
    <Card title="Spent">
      <Figure unit={`of ${formatPlural(budget, 'label')}`}>{formatCount(labels)}</Figure>
      <Progress value={budget === 0 ? 0 : (labels / budget) * 100} size={8} my={8} aria-label="Labels spent" />
      <Note>
        {budgetMoney === null
          ? 'Labels cost nothing'
          : `${formatMoney(money, '')} of ${formatMoney(budgetMoney, currency)}`}
        {Number(compute) > 0 ? ` · ${formatMoney(compute, currency)} of it for computing` : null}
      </Note>
    </Card>
  );
}

function Accuracy({ overview: { accuracy, awaited, change, curve, spent } }: { overview: Overview }) {
  if (!accuracy) {
    return (
      <Card title="Accuracy">
        {awaited ? <Awaited awaited={awaited} currency={spent.currency} /> : <p className={classes.figure}>–</p>}
      </Card>
    );
  }
  return (
    <Card title="Accuracy">
      <span className={classes.spark}>
        <Sparkline values={curve.map((point) => point.value)} />
      </span>
      <p className={classes.figure}>{formatRange(accuracy)}</p>
      <p className={classes.likely}>most likely {formatPercent(accuracy.value)}</p>
      <Note>
        on {formatPlural(accuracy.n, 'audit item')}
        {change ? ` · ${changeWords(change)}` : null}
      </Note>
    </Card>
  );
}

/** In the place of a figure that nobody can know yet. */
function Awaited({ awaited, currency }: { awaited: AwaitedAnswers; currency: string }) {
  const { answered, needed } = awaited;
  return (
    <>
      <p className={classes.awaited}>
        {formatCount(answered)} of about {formatPlural(needed, 'audit answer')}
      </p>
      <Progress
        value={Math.min(100, (answered / needed) * 100)}
        size={8}
        my={8}
        aria-label="Audit answers until accuracy is known"
      />
      <Note>{awaitedWords(awaited, currency)}</Note>
    </>
  );
}

function Left({ left, currency }: { left: Overview['left']; currency: string }) {
  const { labels, money, ends_with_items: endsWithItems } = left;
  return (
    <Card title="Left">
      <Figure
        unit={`${labels === 1 ? 'label' : 'labels'}${money === null || endsWithItems ? '' : ` · ${formatMoney(money, currency)}`}`}
      >
        {formatCount(labels)}
      </Figure>
      <Note>{leftWords(left)}</Note>
    </Card>
  );
}

function leftWords({ labels, ends_with_items: endsWithItems, finish_at: finishAt, hours }: Overview['left']): string {
  if (labels === 0) return endsWithItems ? 'Every item has its labels.' : 'The budget is spent.';
  const until = finishAt === null ? null : `until ${formatMoment(finishAt)}`;
  const time = hours === null ? null : `about ${formatDuration(hours * 3600)} at today’s pace`;
  const pace = [until, time].filter(Boolean).join(' · ') || 'Nobody is labelling now.';
  return endsWithItems ? `Then every item has its labels. ${pace}` : pace;
}

function Pace({ pace: { labels_per_hour: rate, people_online: people } }: { pace: Overview['pace'] }) {
  return (
    <Card title="Pace">
      <Figure unit="labels per hour">{formatCount(rate)}</Figure>
      <Note>{people === 0 ? 'Nobody on line' : `${formatPlural(people, 'person', 'people')} on line`}</Note>
    </Card>
  );
}
