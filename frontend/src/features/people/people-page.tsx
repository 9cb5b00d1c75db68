import { Page } from '@/shared/ui/page';

export default function PeoplePage({ project }: { project: number }) {
  return <Page title="People">{project}</Page>;
}
