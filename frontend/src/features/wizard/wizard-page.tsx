import { Page } from '@/shared/ui/page';

export default function WizardPage() {
  return <Page title="New project">{null}</Page>;
}
