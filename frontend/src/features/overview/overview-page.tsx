import { Page } from '@/shared/ui/page';

export default function OverviewPage({ project }: { project: number }) {
  return <Page title="Overview">{project}</Page>;
}
