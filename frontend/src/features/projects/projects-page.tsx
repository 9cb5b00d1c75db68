import { Page } from '@/shared/ui/page';

export default function ProjectsPage() {
  return <Page title="Projects">{null}</Page>;
}
