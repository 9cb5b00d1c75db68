import { useSuspenseQuery } from '@tanstack/react-query';
import { Suspense, lazy, type ComponentType } from 'react';
import { Link, Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import { OtherPerson } from '@/app/other-person';
import { sessionOptions } from '@/shared/api/session';
import { useParam } from '@/shared/lib/address';
import { Page } from '@/shared/ui/page';
import { StateBlock } from '@/shared/ui/state-block';

// One chunk per page: labelling loads neither charts nor dropzones, nor the styles of what it does not show.
const LoginPage = lazy(() => import('@/features/login/login-page'));
const LabellingPage = lazy(() => import('@/features/labelling/labelling-page'));
const WaitingSender = lazy(() => import('@/features/labelling/waiting-sender'));
const ProjectsPage = styled(() => import('@/features/projects/projects-page'));
const JoinPage = styled(() => import('@/features/join/join-page'));
const ResetPage = styled(() => import('@/features/join/reset-page'));
const AccountPage = styled(() => import('@/features/account/account-page'));
const WizardPage = styled(() => import('@/features/wizard/wizard-page'));
const AddDataPage = styled(() => import('@/features/wizard/add-data-page'));
const RemoveItemsPage = styled(() => import('@/features/removal/remove-items-page'));
const ItemsPage = styled(() => import('@/features/items/items-page'));
const OverviewPage = styled(() => import('@/features/overview/overview-page'));
const PeoplePage = styled(() => import('@/features/people/people-page'));
const LogPage = styled(() => import('@/features/log/log-page'));
const QualityPage = styled(() => import('@/features/quality/quality-page'));
const ReviewPage = styled(() => import('@/features/review/review-page'));
const ResultsPage = styled(() => import('@/features/results/results-page'));
const SettingsPage = styled(() => import('@/features/settings/settings-page'));
const BenchmarksPage = styled(() => import('@/features/benchmark/benchmarks-page'));
const NewBenchmarkPage = styled(() => import('@/features/benchmark/new-page'));
const BenchmarkPage = styled(() => import('@/features/benchmark/result-page'));
const JobsDrawer = styled(() => import('@/features/jobs/jobs-drawer'));
const JobsWatcher = styled(() => import('@/features/jobs/jobs-watcher'));

function styled<P>(load: () => Promise<{ default: ComponentType<P> }>) {
  return lazy(async () => {
    const [page] = await Promise.all([load(), import('@/shared/ui/all-styles')]);
    return page;
  });
}

export function Pages() {
  return (
    <Switch>
      <Route path="/login">
        <LoginPage />
      </Route>
      <Route path="/join">
        <JoinPage />
      </Route>
      <Route path="/reset">
        <ResetPage />
      </Route>
      <Route>
        <PagesForUsers />
      </Route>
    </Switch>
  );
}

function PagesForUsers() {
  const { user } = useSuspenseQuery(sessionOptions()).data;
  const [location] = useLocation();
  const search = useSearch();
  const labelled = /^\/projects\/(\d+)\/label$/.exec(location)?.[1];
  if (!user) {
    const next = `${location}${search ? `?${search}` : ''}`;
    return <Redirect to={`/login?next=${encodeURIComponent(next)}`} replace />;
  }
  return (
    <>
      <Switch>
        <Route path="/">
          <ProjectsPage />
        </Route>
        <Route path="/account">
          <AccountPage />
        </Route>
        <Route path="/projects/new">
          <WizardPage />
        </Route>
        <Route path="/projects/:id/label">{({ id }) => <LabellingPage project={Number(id)} user={user.id} />}</Route>
        <Route path="/projects/:id/people">{({ id }) => <PeoplePage project={Number(id)} />}</Route>
        <Route path="/projects/:id/add-data">{({ id }) => <AddDataPage project={Number(id)} />}</Route>
        <Route path="/projects/:id/remove-items">{({ id }) => <RemoveItemsPage project={Number(id)} />}</Route>
        <Route path="/projects/:id/items">{({ id }) => <ItemsPage project={Number(id)} />}</Route>
        <Route path="/projects/:id/review">{({ id }) => <ReviewPage project={Number(id)} />}</Route>
        <Route path="/projects/:id/quality">{({ id }) => <QualityPage project={Number(id)} />}</Route>
        <Route path="/projects/:id/results">{({ id }) => <ResultsPage project={Number(id)} />}</Route>
        <Route path="/projects/:id/settings">{({ id }) => <SettingsPage project={Number(id)} />}</Route>
        <Route path="/projects/:id/log">{({ id }) => <LogPage project={Number(id)} />}</Route>
        <Route path="/projects/:id/benchmarks">{({ id }) => <BenchmarksPage project={Number(id)} />}</Route>
        <Route path="/projects/:id/benchmarks/new">{({ id }) => <NewBenchmarkPage project={Number(id)} />}</Route>
        <Route path="/projects/:id/benchmarks/:benchmark">
          {({ id, benchmark }) => <BenchmarkPage project={Number(id)} benchmark={Number(benchmark)} />}
        </Route>
        <Route path="/projects/:id">{({ id }) => <OverviewPage project={Number(id)} />}</Route>
        <Route>
          <NoSuchPage />
        </Route>
      </Switch>
      <Suspense>
        <Jobs />
        {labelled ? null : <JobsWatcher />}
        {/* The labelling page says it itself. */}
        {labelled ? null : <OtherPerson />}
        <WaitingSender user={user.id} {...(labelled && { except: Number(labelled) })} />
      </Suspense>
    </>
  );
}

function NoSuchPage() {
  return (
    <Page title="No such page" hideJobs>
      <StateBlock title="There is no such page" action={<Link href="/">All projects</Link>}>
        The address may be mistyped, or what was there is gone.
      </StateBlock>
    </Page>
  );
}

function Jobs() {
  const [jobs, setJobs] = useParam('jobs', { isStep: true });
  return jobs === 'open' ? <JobsDrawer onClose={() => setJobs(null)} /> : null;
}
