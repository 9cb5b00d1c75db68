import { Workspace } from './workspace';

export default function LabellingPage({ project, user }: { project: number; user: number }) {
  return <Workspace key={`${user}/${project}`} project={project} user={user} />;
}
