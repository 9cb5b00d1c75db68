import { Page } from '@/shared/ui/page';

export default function SettingsPage({ project }: { project: number }) {
  return <Page title="Settings">{project}</Page>;
}
